"""A leader's word on the lecturers that the centre submits: approved one by one or together, or returned."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from handlers.answers import DECIDERS
from handlers.forms import Again, Form, Step, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.push import push_to_person, push_to_role
from handlers.texts import common
from handlers.texts import lecturers as texts
from handlers.turn import Answered, Turn, Write
from rules.access import Role
from rules.lecturers import Lecturer, Move, State, after, refusal
from rules.text import clean
from storage import lecturers
from storage.cadres import Source
from storage.database import Transaction

WAITING, OK, NO, ALL = "lecturers_waiting", "lecturer_ok", "lecturer_no", "lecturers_ok"
_SHOWN, _LISTED = 4, 15


async def waiting(turn: Turn) -> Reply:
    """The names that wait for a decision; one of them is shown whole at once."""
    found = await _to_decide(turn, turn.house.db)
    named = next((each for each in found if each.id in turn.args), None)
    if named or len(found) == 1:
        return _card(named or found[0])
    if not found:
        return Reply(texts.NONE_WAITING, common.HOME_ROW)
    rows = ((Button(each.name, f"{WAITING}:{each.id}"),) for each in found[:_SHOWN])
    together = found[:_LISTED]
    all_of_them = Button(texts.approve_all(len(together)), f"{ALL}:{_digest(together)}")
    return Reply(texts.waiting(found, len(found), _LISTED), (*rows, (all_of_them,), (HOME,)))


async def _to_decide(turn: Turn, source: Source) -> list[Lecturer]:
    return [each for each in await lecturers.in_state(source, State.SUBMITTED) if _may(turn, each)]


def _digest(found: Sequence[Lecturer]) -> str:
    """Who was listed, as they were: the word is for these and no others."""
    return sha256(repr([(each.id, each.version) for each in found]).encode()).hexdigest()[:16]


async def approve_all(turn: Turn) -> Answered:
    """`lecturers_ok:DIGEST`: all who were listed by name."""

    async def write(tx: Transaction) -> Reply:
        found = (await _to_decide(turn, tx))[:_LISTED]
        if not found or _digest(found) not in turn.args:
            return _stale()
        for each in found:
            now = replace(each, state=State.APPROVED, note="")
            if await lecturers.change(tx, turn.by, Move.APPROVE.value, each, now):
                await _tell(tx, turn, now)
        return Reply(texts.all_approved(len(found)), ((Button(texts.GROUPS["submitted"], WAITING),), (HOME,)))

    return write


def _card(lecturer: Lecturer) -> Reply:
    key = f"{lecturer.id}:{lecturer.version}"
    return Reply(
        texts.submitted(lecturer),
        ((Button(texts.APPROVE, f"{OK}:{key}"),), (Button(texts.RETURN, f"{NO}:{key}"),), (HOME,)),
    )


def _roles(turn: Turn, lecturer: Lecturer) -> frozenset[Role]:
    """The role of a leader of all, or of the lecturer's whole centre; the lecturers are no single unit's."""
    return DECIDERS if turn.asker.leads_of(lecturer.centre) else frozenset()


def _may(turn: Turn, lecturer: Lecturer) -> bool:
    return refusal(lecturer, Move.APPROVE, turn.by.actor, _roles(turn, lecturer)) is None


async def approve(turn: Turn) -> Answered:
    """`lecturer_ok:ID:VERSION`."""
    return (
        _decide(turn, {"id": turn.args[0], "version": turn.args[1]}, Move.APPROVE) if len(turn.args) == 2 else _stale()
    )


async def refuse(turn: Turn) -> Reply:
    """`lecturer_no:ID:VERSION`: ask for the reason."""
    found = await lecturers.by_id(turn.house.db, turn.args[0]) if len(turn.args) == 2 else None
    if found is None or found.version != turn.number(1):
        return _stale()
    refused = refusal(found, Move.RETURN, turn.by.actor, _roles(turn, found))
    if refused is not None:
        return Reply(texts.REFUSED[refused], common.HOME_ROW)
    return await start(turn, FORM, {"id": found.id, "version": str(found.version)})


def _stale() -> Reply:
    return Reply(common.STALE, common.HOME_ROW)


async def _ask_why(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHY)


async def _take_why(turn: Turn, state: FormState, value: str) -> Again | Answered:
    why = clean(value)
    return _decide(turn, state.data, Move.RETURN, why) if 3 <= len(why) <= 300 else Again(texts.WHY_LENGTH)


def _decide(turn: Turn, given: Mapping[str, str], move: Move, word: str = "") -> Write:
    async def write(tx: Transaction) -> Reply:
        before = await lecturers.by_id(tx, given["id"])
        if before is None or str(before.version) != given["version"]:
            return _stale()
        refused = refusal(before, move, turn.by.actor, _roles(turn, before))
        state = after(before.state, move)
        if refused is not None or state is None:
            return Reply(texts.REFUSED[refused] if refused else common.STALE, common.HOME_ROW)
        now = replace(before, state=state, note=word)
        if not await lecturers.change(tx, turn.by, move.value, before, now):
            return _stale()
        await _tell(tx, turn, now)
        others = Button(texts.GROUPS["submitted"], WAITING)
        return Reply(texts.moved(now), ((others,), (HOME,)))

    return write


async def _tell(tx: Transaction, turn: Turn, lecturer: Lecturer) -> None:
    """Those who put the name forward hear of it, or all of staff where none of them can be reached."""
    reply = Reply(texts.decided(lecturer), ((Button(texts.OPEN, f"lecturer:{lecturer.id}"),),))
    whose = {lecturer.proposed_by, lecturer.submitted_by} - {""}
    told = [await push_to_person(tx, turn.house, turn.now, each, reply) for each in sorted(whose)]
    if not any(told):
        await push_to_role(tx, turn.house.of_centre(lecturer.centre or None), turn.now, Role.STAFF, reply)


FORM = Form(NO, "why", {"why": Step(_ask_why, _take_why)}, DECIDERS)
