"""Two records of one person made one: which one stays, what moves, and one transaction for all of it."""

from dataclasses import replace

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option
from handlers.messages import HOME, FormState, Look, Reply
from handlers.staff.desk import dated, just_changed, not_seen, record_of, see, tell
from handlers.staff.finding import MOST, matching
from handlers.texts import common
from handlers.texts import record_moves as moves
from handlers.texts import staff_records as texts
from handlers.turn import Answered, Turn, Write
from rules.amendments import merged
from rules.cadres import Cadre
from rules.text import clean
from storage import cadre_writes, merging
from storage.cadres import Source
from storage.database import Transaction


async def _ask_other(turn: Turn, state: FormState) -> Reply:
    found = state.data.get("found", "")
    if not found:
        return Reply(moves.MERGE_WITH)
    listed = [cadre for each in found.split() if (cadre := await record_of(turn.house.db, turn, each))]
    options = tuple((option("other", texts.label(each), each.id),) for each in listed)
    return Reply(texts.choose(listed), options, look=Look("merge_records", tuple(each.id for each in listed)))


async def _take_other(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value in state.data.get("found", "").split():
        return await _chosen(turn, value)
    named = await matching(turn, clean(value)) if value else []
    found = [each for each in named if each.id != state.data["id"]]
    if not found:
        return Again(moves.SAME_RECORD if named else texts.nobody(clean(value)))
    if len(found) > MOST:
        return Again(texts.too_many(len(found)))
    if len(found) > 1:
        return Next("other", {"found": " ".join(each.id for each in found)})
    return await _chosen(turn, found[0].id)


async def _chosen(turn: Turn, cadre_id: str) -> Next | Again:
    other = await record_of(turn.house.db, turn, cadre_id)
    if other is None:
        return Again(texts.NOT_SEEN)
    return Next("stays", {"other": other.id, "other_version": str(other.version)})


async def _pair(source: Source, turn: Turn, state: FormState) -> tuple[Cadre, Cadre] | None:
    """The record the form began with, and the other one."""
    one = await record_of(source, turn, state.data["id"])
    other = await record_of(source, turn, state.data["other"])
    return (one, other) if one and other else None


async def _ask_stays(turn: Turn, state: FormState) -> Reply:
    pair = await _pair(turn.house.db, turn, state)
    if pair is None:
        return Reply(texts.NOT_SEEN)
    options = tuple((option("stays", moves.stays(each), each.id),) for each in pair)
    return Reply(moves.which_stays(*pair), options)


async def _take_stays(turn: Turn, state: FormState, value: str) -> Next | Again:
    known = value in (state.data["id"], state.data["other"])
    return Next("confirm", {"stays": value}) if known else Again(common.CHOOSE_ONE)


async def _ordered(source: Source, turn: Turn, state: FormState) -> tuple[Cadre, Cadre] | None:
    """The record that stays, and the one that goes."""
    pair = await _pair(source, turn, state)
    if pair is None or pair[0].id == state.data["stays"]:
        return pair
    return pair[1], pair[0]


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    pair = await _ordered(turn.house.db, turn, state)
    if pair is None:
        return Reply(texts.NOT_SEEN)
    said = moves.merge_summary(pair[0], merged(*pair), pair[1])
    return Reply(said, ((option("confirm", moves.MERGE_IT, "save"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _merge(turn, state) if value == "save" else Again(texts.PRESS_SAVE)


def _merge(turn: Turn, state: FormState) -> Write:
    seen = {state.data["id"]: state.data["version"], state.data["other"]: state.data["other_version"]}

    async def write(tx: Transaction) -> Reply:
        pair = await _ordered(tx, turn, state)
        if pair is None:
            return not_seen()
        if any(str(each.version) != seen[each.id] for each in pair):
            return just_changed(state.data["id"])
        stays, goes = pair
        claimed = [await cadre_writes.claim(tx, each.id, each.version) for each in sorted(pair, key=lambda c: c.id)]
        if not all(claimed):
            return just_changed(state.data["id"])
        after = replace(merged(stays, goes), version=stays.version + 1)
        await cadre_writes.save(tx, turn.by, "merge", [stays], [after])
        await merging.move(tx, turn.by, goes.id, stays.id)
        await cadre_writes.remove(tx, turn.by, f"merged_into:{stays.id}", [goes])
        await dated(tx, turn)
        await tell(tx, turn, stays.id, texts.updated())
        return Reply(moves.merged(stays, goes), ((see(stays.id),), (HOME,)))

    return write


FORM = Form(
    "merge_records",
    "other",
    {
        "other": Step(_ask_other, _take_other),
        "stays": Step(_ask_stays, _take_stays),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    STAFF,
)
