"""One's own record, as it is kept."""

from handlers.messages import Button, Reply
from handlers.texts import common, profile
from handlers.turn import Turn


async def mine(turn: Turn) -> Reply:
    """What the record says: unit, posts, party, education, credentials, ratings."""
    return Reply(
        profile.card(turn.cadre, turn.today),
        (
            (Button(profile.WRONG, "update_profile"),),
            (Button(profile.AS_FILE, "my_data"),),
            (Button(profile.PRIVACY, "privacy"),),
            (Button(profile.UNLINK, "unlink"),),
            *common.HOME_ROW,
        ),
    )
