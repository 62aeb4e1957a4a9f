"""When, at what hours and where a class begins, for whoever is told that they are in it."""

from datetime import date

from handlers.texts import classes as texts
from rules.access import OPERATOR
from storage import classes
from storage.cadres import Source


async def beginning(source: Source, class_id: str, today: date) -> str:
    """What is known of it in a sentence; of a class under way, its next session. Empty where nothing is known."""
    listed = await classes.by_id(source, OPERATOR, class_id)
    if listed is None:
        return ""
    sessions = await classes.sessions_of(source, class_id)
    coming = next((each for each in sessions if each.day >= today and not each.cancelled), None)
    return texts.beginning(listed.training, coming, today)
