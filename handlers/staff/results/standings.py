"""What those whose results changed hold and need now, in the words in which they are told."""

from collections.abc import Sequence

from handlers.centres import houses_for
from handlers.house import House
from handlers.texts.standing import held_and_required
from handlers.turn import Turn
from rules.access import OPERATOR
from rules.cadres import Cadre
from rules.classes import TrainingClass
from rules.levels import Level
from rules.standing import Standing, standing_of
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
    found = await cadres.with_ids(tx, OPERATOR, ids)
    houses = await houses_for(turn.house, {cadre.unit.id for cadre in found}, tx)
    return {cadre.id: held_and_required(_standing(turn, houses[cadre.unit.id], cadre)) for cadre in found}


def _standing(turn: Turn, house: House, cadre: Cadre) -> Standing:
    return standing_of(cadre, house.policy, house.regulations, turn.today, house.count_unverified)
