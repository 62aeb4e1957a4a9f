"""Seats of a class by unit: typed in one line, near-twins asked back one by one, then kept at once."""

import json

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import FormState, Reply
from handlers.seat_offers import offer_seats
from handlers.staff.classes import board
from handlers.staff.classes.desk import after, class_as_seen, just_changed, not_kept, seen, stale
from handlers.texts import class_desk as texts
from handlers.texts import common
from handlers.turn import Answered, Turn, Write
from handlers.unit_directory import units_known
from rules.cadres import Unit
from rules.quotas import shares_in
from rules.text import fold
from rules.units import Finding, Found
from storage import class_writes, seats, units
from storage.class_writes import Kept
from storage.database import Transaction

_MOST = 60


async def begin(turn: Turn) -> Reply:
    """`class_quota:ID:VERSION`."""
    if len(turn.args) < 2:
        return stale()
    listed = await class_as_seen(turn.house.db, turn, turn.args[0], turn.args[1])
    return await start(turn, FORM, seen(listed)) if listed else just_changed(turn.args[0])


async def _ask_shares(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.quota_form(await seats.quotas_of(turn.house.db, state.data["id"])))


async def _take_shares(turn: Turn, state: FormState, value: str) -> Next | Again:
    shares, unread = shares_in(value)
    if unread or not shares:
        return Again(texts.unread_quotas(unread or [value]))
    if len(shares) > _MOST:
        return Again(texts.QUOTA_LIMIT)
    return await _sorted_out(turn, [(each.unit, each.places, "") for each in shares])


async def _sorted_out(turn: Turn, shares: list[tuple[str, int, str]]) -> Next | Again:
    """On to the summary when every name is a unit's, on to a question for the first that only resembles one's.

    A share is (as typed, places, id of the unit it was said to be).
    """
    settled: list[tuple[str, int, str]] = []
    unknown: list[str] = []
    in_doubt = ""
    stored, directory = await _stored(turn), await units_known(turn.house)
    for typed, places, unit_id in shares:
        finding = None if unit_id else directory.find(typed)
        if finding is None or finding.how in (Found.KNOWN, Found.FORMER):
            settled.append((typed, places, unit_id or (finding.unit.id if finding else "")))
        elif finding.resembles is not None and finding.resembles.id in stored:
            in_doubt = in_doubt or typed
            settled.append((typed, places, ""))
        else:
            unknown.append(typed)
    unknown += [typed for typed, _, unit_id in settled if unit_id and unit_id not in stored]
    if unknown:
        return Again(texts.unknown_units(unknown))
    ids = [unit_id for _, _, unit_id in settled if unit_id]
    if twice := next((unit_id for unit_id in ids if ids.count(unit_id) > 1), ""):
        return Again(texts.said_twice(stored[twice].name))
    return Next("sure" if in_doubt else "confirm", {"shares": json.dumps(settled), "doubt": in_doubt})


async def _stored(turn: Turn) -> dict[str, Unit]:
    return {unit.id: unit for unit in await units.every_unit(turn.house.db)}


async def _find(turn: Turn, typed: str) -> Finding:
    return (await units_known(turn.house)).find(typed)


def _shares(state: FormState) -> list[tuple[str, int, str]]:
    return [(typed, places, unit_id) for typed, places, unit_id in json.loads(state.data["shares"])]


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    typed = state.data["doubt"]
    near = (await _find(turn, typed)).resembles
    rows = ((option("sure", texts.THIS_ONE, "yes"),), (option("sure", texts.NOT_IT, "no"),))
    return Reply(texts.is_it(typed, near.name if near else typed), rows)


async def _take_sure(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == "no":
        return Next("shares", {})
    if value != "yes":
        return Again(common.CHOOSE_ONE)
    near = (await _find(turn, state.data["doubt"])).resembles
    if near is None:
        return Next("shares", {})
    meant = [(t, n, near.id if fold(t) == fold(state.data["doubt"]) else u) for t, n, u in _shares(state)]
    going = await _sorted_out(turn, meant)
    return Next("shares", {}) if isinstance(going, Again) else going


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    listed = await class_as_seen(turn.house.db, turn, state.data["id"], state.data["version"])
    if listed is None:
        return Reply(texts.JUST_CHANGED)
    stored = await _stored(turn)
    before = {each.unit_id: each for each in await seats.quotas_of(turn.house.db, listed.training.id)}
    named = [(unit_id, stored[unit_id].name, places) for _, places, unit_id in _shares(state)]
    return Reply(texts.quota_summary(listed.training, before, named), ((option("confirm", texts.SAVE, "save"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _save(turn, state) if value == "save" else Again(texts.PRESS_SAVE)


def _save(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        listed = await class_as_seen(tx, turn, state.data["id"], state.data["version"])
        if listed is None:
            return just_changed(state.data["id"])
        shares = {unit_id: places for _, places, unit_id in _shares(state)}
        kept = await class_writes.set_quotas(tx, turn.by, listed.training, shares)
        if kept is not Kept.DONE:
            return not_kept(kept, listed.training.id)
        offered = await offer_seats(tx, turn.house, turn.now, turn.by, listed.training.id)
        return Reply(texts.saved(offered), after(listed.training.id))

    return write


FORM = Form(
    board.QUOTAS,
    "shares",
    {
        "shares": Step(_ask_shares, _take_shares),
        "sure": Step(_ask_sure, _take_sure),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    STAFF,
)
