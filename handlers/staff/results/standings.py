"""What those whose results changed hold and need now, in the words in which they are told."""

from collections.abc import Sequence

from handlers.texts.standing import held_and_required
from handlers.turn import Turn
from rules.access import OPERATOR
from rules.classes import TrainingClass
from rules.levels import Level
from rules.standing import standing_of
from storage import cadres
from storage.class_list import Student
from storage.database import Transaction


async def standings_now(
    tx: Transaction, turn: Turn, training: TrainingClass, students: Sequence[Student]
) -> dict[str, str]:
    """By cadre; empty where the class gives no level."""
    ids = [each.cadre_id for each in students if each.cadre_id]
    if training.level is Level.NONE or not ids:
        return {}
    house = turn.house
    return {
        cadre.id: held_and_required(
            standing_of(cadre, house.policy, house.regulations, turn.today, house.count_unverified)
        )
        for cadre in await cadres.with_ids(tx, OPERATOR, ids)
    }
