"""The conditions for a course that a record does not show, in words: before it is asked for, and when it is offered."""

from datetime import date

from handlers.house import House
from handlers.texts import seats as texts
from rules.cadres import Cadre
from rules.candidates import candidate_of
from rules.classes import Listed
from rules.eligibility import eligibility_of
from rules.levels import Level
from rules.policy import regulation_on
from rules.standing import standing_of


def conditions(house: House, today: date, cadre: Cadre | None, kind: str, listed: Listed | None) -> list[str]:
    """Every condition that is not met, or not known to be. Of a learner, who has no such record, whom the class is for.

    `listed` is the class, None for a wish for the course.
    """
    if cadre is None:
        named = house.courses.by_id.get(kind)
        return texts.whom_for((listed.training.audience if listed else "") or (named.for_whom if named else ""))
    level = Level.of(kind) if kind.upper() in Level.__members__ else Level.NONE
    if listed is not None and listed.training.level:
        level = listed.training.level
    if level:
        mode = listed.training.mode if listed else None
        regulation = regulation_on(house.regulations, today)
        return texts.conditions_of_level(cadre, eligibility_of(cadre, level, mode, regulation, today))
    standing = standing_of(cadre, house.policy, house.regulations, today, house.count_unverified)
    return texts.conditions_of_course(kind, candidate_of(cadre, standing), listed)
