"""One's own results: only what a second person of the centre confirmed."""

from handlers.messages import HOME, Button, Reply
from handlers.texts import results as texts
from handlers.turn import Turn
from storage import certificates

SHOWN = 4


async def mine(turn: Turn) -> Reply:
    """`my_result[:page]`: the asker's classes with what came of them, the newest first."""
    found = await certificates.own_results(turn.house.db, turn.asker.person_id or "")
    page = turn.number(0) or 0
    shown = found[page * SHOWN : (page + 1) * SHOWN] or found[:SHOWN]
    if not shown:
        return Reply(texts.NO_OWN_RESULT, ((HOME,),))
    rows = [(Button(texts.MORE, f"my_result:{page + 1}"),)] if (page + 1) * SHOWN < len(found) else []
    if turn.asker.cadre_id:
        rows.append((Button(texts.MY_STATUS, "my_status"),))
    return Reply(texts.mine(shown, turn.house.courses), (*rows, (HOME,)))
