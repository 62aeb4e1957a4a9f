"""When the reader is not sure: the likeliest readings as options, and a person to turn to. It never guesses."""

from collections.abc import Sequence

from handlers.faq.asked import unclear
from handlers.messages import Button, Reply
from handlers.texts import common, home


def three_readings(alternatives: Sequence[tuple[str, float]], known: Sequence[str], text: str = "") -> Reply:
    """Offer the likeliest intents that the table can answer, then the way to a person.

    `alternatives` are (intent, confidence) from the likeliest down; `known` the names of the table for this person.
    `text` is kept as the topic: it is what the person is asked, if that is chosen.
    """
    likely = [intent for intent, _ in alternatives if intent in known and intent in home.LABELS and intent != "contact"]
    readings = tuple((Button(home.LABELS[intent], intent),) for intent in likely[:3])
    person = Button(home.LABELS["contact"], "ask_centre")
    rows = (*readings, (person,), *common.HOME_ROW)
    return Reply(f"{common.NOT_UNDERSTOOD}\n\n{common.SHORTER}", rows, topic=unclear(text))
