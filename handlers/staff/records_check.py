"""`/kiemtra`: what does not go together in the records; each with what would mend it, or kept as it is."""

from collections import Counter

from handlers.answers import STAFF
from handlers.forms import Again, Form, Step, start
from handlers.messages import HOME, Button, FormState, Look, Reply
from handlers.record_findings import fact_of, findings
from handlers.staff import mending
from handlers.staff.card import edit_key
from handlers.staff.desk import keeps_everyone, see
from handlers.texts import common
from handlers.texts import records_doctor as texts
from handlers.turn import Answered, Turn, Write
from rules.records_doctor import Finding, Flaw
from rules.text import clean
from storage import records_doctor
from storage.cadres import Source
from storage.database import Transaction

CHECK, KIND, ONE, MEND, MEND_YES, KEEP, UNDO = (
    "record_check", "record_kind", "record_finding", "record_mend", "record_mend_yes", "record_keep", "record_undo",
)  # fmt: skip
"""Lines of the table."""
_KINDS_SHOWN, _SHOWN = 4, 3
_LONGEST = 300


async def board(turn: Turn) -> Reply:
    """`record_check[:PAGE]`: how many of each kind, some kinds a page."""
    if not keeps_everyone(turn):
        return Reply(texts.WHOLE_CENTRE_ONLY, common.HOME_ROW)
    counted = Counter(each.flaw for each in await findings(turn.house, turn.house.db))
    page = turn.number(0) or 0
    kinds = list(counted)[page * _KINDS_SHOWN :][:_KINDS_SHOWN]
    rows = [(Button(texts.TITLES[flaw], f"{KIND}:{flaw}"),) for flaw in kinds]
    if len(counted) > (page + 1) * _KINDS_SHOWN:
        rows.append((Button(texts.MORE, f"{CHECK}:{page + 1}"),))
    return Reply(texts.board(counted, turn.today), (*rows, (HOME,)))


async def listing(turn: Turn) -> Reply:
    """`record_kind:FLAW[:FIRST]`."""
    flaw = _flaw(turn)
    if flaw is None:
        return _stale()
    found = await findings(turn.house, turn.house.db, flaw)
    if not found:
        return _over()
    first = turn.number(1) or 0
    first = first if first < len(found) else 0
    page = found[first : first + _SHOWN]
    rows = [(Button(texts.option(each), f"{ONE}:{flaw}:{each.key}"),) for each in page]
    if first + _SHOWN < len(found):
        rows.append((Button(texts.MORE, f"{KIND}:{flaw}:{first + _SHOWN}"),))
    look = Look(KIND, tuple(person for each in page for person in each.people))
    return Reply(texts.listing(flaw, page, first, len(found)), (*rows, (Button(texts.ALL, CHECK),), (HOME,)), look=look)


async def show(turn: Turn) -> Reply:
    """`record_finding:FLAW:KEY`: one of them, with the ways to mend it."""
    found = await _found(turn.house.db, turn)
    if found is None:
        return _over()
    keep = (Button(texts.KEEP, f"{KEEP}:{found.flaw}:{found.key}"),)
    back = (Button(texts.BACK, f"{KIND}:{found.flaw}"),)
    return Reply(texts.card(found), (*await _ways(turn, found), keep, back, (HOME,)), look=Look(ONE, found.people))


async def _ways(turn: Turn, found: Finding) -> list[tuple[Button, ...]]:
    """The proposed repair, and the record or the class itself."""
    if found.flaw is Flaw.TWINS:
        first = await mending.record(turn.house.db, found.about[0])
        return [(Button(texts.MERGE, edit_key("merge", first)),)] if first is not None else []
    if found.flaw is Flaw.SAME_NUMBER:
        return [(see(person, name),) for person, name in zip(found.about[:2], _first_words(found), strict=False)]
    ways: list[tuple[Button, ...]] = []
    if mending.is_mendable(found):
        ways = [(Button(texts.MEND, f"{MEND}:{found.flaw}:{found.key}"),)]
    if found.flaw in (Flaw.OVERFULL, Flaw.NOT_ENDED):
        return [*ways, (Button(texts.SEE_CLASS, f"class_card:{found.about[0]}"),)]
    return ways if found.flaw is Flaw.GONE_CHAT else [*ways, (see(found.about[0], texts.SEE_RECORD),)]


def _first_words(found: Finding) -> list[str]:
    return [name.partition(" (")[0] for name in found.names]


async def preview(turn: Turn) -> Reply:
    """`record_mend:FLAW:KEY`: what mending changes."""
    found = await _found(turn.house.db, turn)
    if found is None or not mending.is_mendable(found):
        return _over()
    yes = Button(texts.MEND_YES, f"{MEND_YES}:{found.flaw}:{found.key}:{found.facts}")
    back = Button(texts.BACK, f"{KIND}:{found.flaw}")
    return Reply(mending.preview(found), ((yes,), (back,), (HOME,)), look=Look(MEND, found.people))


async def mend(turn: Turn) -> Answered:
    """`record_mend_yes:FLAW:KEY:FACTS`: in one transaction, if it still is what was looked at."""
    if not keeps_everyone(turn) or len(turn.args) < 3:
        return _stale()

    async def write(tx: Transaction) -> Reply:
        found = await _found(tx, turn)
        if found is None or found.facts != turn.args[2] or not mending.is_mendable(found):
            return _over()
        done = await mending.mend(tx, turn, found)
        if done is None:
            return _over()
        undo = [(Button(texts.UNDO, f"{UNDO}:{done.undo}"),)] if done.undo else []
        return Reply(done.said, (*undo, (Button(texts.ALL, CHECK),), (HOME,)))

    return write


async def undo(turn: Turn) -> Answered:
    """`record_undo:ID:VERSION`: the record as it was before, if nothing changed it since."""
    cadre_id, version = turn.args[0] if turn.args else "", turn.number(1)
    if not keeps_everyone(turn) or version is None:
        return _stale()

    async def write(tx: Transaction) -> Reply:
        is_undone = await mending.undo(tx, turn, cadre_id, version)
        ways = ((see(cadre_id),), (Button(texts.ALL, CHECK),), (HOME,))
        return Reply(texts.UNDONE if is_undone else texts.NOT_UNDONE, ways)

    return write


async def keep(turn: Turn) -> Answered:
    """`record_keep:FLAW:KEY`: the reason is asked for."""
    found = await _found(turn.house.db, turn)
    if found is None:
        return _over()
    return await start(turn, FORM, {"flaw": found.flaw.value, "key": found.key})


async def _ask_why(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHY_KEPT)


async def _take_why(turn: Turn, state: FormState, value: str) -> Again | Answered:
    why = clean(value)
    if not why:
        return Again(texts.WHY_KEPT)
    return Again(texts.TOO_LONG) if len(why) > _LONGEST else _keeping(turn, state, why)


def _keeping(turn: Turn, state: FormState, why: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        seen = turn.taken_for(turn.incoming, (state.data["flaw"], state.data["key"]), {})
        found = await _found(tx, seen)
        if found is None:
            return _over()
        await records_doctor.keep(tx, turn.by, fact_of(found), why)
        return Reply(texts.KEPT, ((Button(texts.BACK, f"{KIND}:{found.flaw}"),), (Button(texts.ALL, CHECK),), (HOME,)))

    return write


async def _found(source: Source, turn: Turn) -> Finding | None:
    """The finding that a key names, as it is now; None where it is over or the clerk keeps only a unit."""
    flaw, key = _flaw(turn), turn.args[1] if len(turn.args) > 1 else ""
    if flaw is None:
        return None
    return next((each for each in await findings(turn.house, source, flaw) if each.key == key), None)


def _flaw(turn: Turn) -> Flaw | None:
    named = turn.args[0] if turn.args else ""
    return Flaw(named) if keeps_everyone(turn) and named in Flaw.__members__.values() else None


def _over() -> Reply:
    return Reply(texts.OVER, ((Button(texts.ALL, CHECK),), (HOME,)))


def _stale() -> Reply:
    return Reply(common.STALE, common.HOME_ROW)


FORM = Form(KEEP, "why", {"why": Step(_ask_why, _take_why)}, STAFF)
