"""Who is in which class that gives a level: for forecasts, and for a class named whole."""

from rules.access import OPERATOR
from rules.classes import TrainingClass
from storage.classes import every_class
from storage.database import Database, Transaction


async def enrolled(db: Database | Transaction) -> list[tuple[str, TrainingClass]]:
    """Cadre id and class of everyone who is in a class that gives a level and has not left, passed or failed it.

    For counts: whom of them the asker may see is the caller's to judge.
    """
    classes = {each.training.id: each.training for each in await every_class(db, OPERATOR)}
    rows = await db.rows(
        "select k.id as cadre_id, e.class_id from enrolment e join training_class c on c.id = e.class_id"
        " join cadre k on k.id = e.person_id"
        " where e.state = 'enrolled' and c.level <> 'none' and c.state <> 'cancelled' order by k.id, e.class_id"
    )
    return [(str(row["cadre_id"]), classes[row["class_id"]]) for row in rows if row["class_id"] in classes]
