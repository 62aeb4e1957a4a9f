"""Who of the officer's units holds less than their posts ask for: numbered, with how each stands for the next level."""

from handlers.centres import houses_for
from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.officer.bounds import officer
from handlers.texts import home
from handlers.texts import seats_officer as texts
from handlers.turn import Answered, Turn
from rules.cadres import Cadre
from rules.eligibility import eligibility_of
from rules.policy import regulation_on
from rules.standing import standing_of
from rules.text import name_sort_key, sort_key
from storage import cadres
from storage.database import Transaction
from storage.looks import looked_at

LACKING = "unit_lacking"
_PAGE = 10


async def lacking(turn: Turn) -> Answered:
    """`unit_lacking:FIRST`: by unit and name; planned posts ask for nothing here."""
    everyone = await cadres.in_bounds(turn.house.db, officer(turn))
    houses = await houses_for(turn.house, {each.unit.id for each in everyone})
    found = [line for each in everyone if (line := _line(turn, houses[each.unit.id], each)) is not None]
    found.sort(key=lambda each: (sort_key(each.cadre.unit.name), name_sort_key(each.cadre.name), each.cadre.code))
    first = turn.number(0) or 0
    shown = found[first : first + _PAGE]
    rows = [(Button(texts.MORE, f"{LACKING}:{first + _PAGE}"),)] if first + _PAGE < len(found) else []
    rows.append((Button(home.LABELS["unit_classes"], "unit_classes"),))
    reply = Reply(texts.lacking(shown, first, len(found), turn.today), (*rows, (HOME,)))

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, LACKING, [each.cadre.id for each in shown])
        return reply

    return write


def _line(turn: Turn, house: House, cadre: Cadre) -> texts.Lacking | None:
    standing = standing_of(cadre, house.policy, house.regulations, turn.today, house.count_unverified)
    if standing.held >= standing.required:
        return None
    regulation = regulation_on(house.regulations, turn.today)
    found = eligibility_of(cadre, standing.required, None, regulation, turn.today)
    return texts.Lacking(cadre, standing.held, standing.required, found)
