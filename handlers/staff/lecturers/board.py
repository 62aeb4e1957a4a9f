"""The pool of lecturers: its parts, lists, one card, and the steps that staff take."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.messages import HOME, Button, Reply
from handlers.push import leaders_of, push_to_person
from handlers.texts import common
from handlers.texts import lecturers as texts
from handlers.turn import Answered, Turn
from rules.access import Role
from rules.lecturers import Lecturer, Move, State, after, matching, moves, refusal
from storage import lecturer_sessions, lecturer_swaps, lecturer_works, lecturers
from storage.cadres import Source
from storage.database import Transaction

POOL, LIST, CARD, MOVE, DESK = "lecturer_pool", "lecturer_list", "lecturer", "lecturer_move", "lecturer_desk"
_ENDED = "ended"
SHOWN = 4
_KEEPERS = frozenset({Role.STAFF, Role.ADMIN})
_PARTS = {
    "being": (State.PROPOSED, State.EXAMINED),
    "submitted": (State.SUBMITTED,),
    "approved": (State.APPROVED,),
    "ended": (State.ENDED,),
}


async def pool(turn: Turn) -> Reply:
    """`lecturer_pool[:WORDS]`: the parts of the pool with their counts, or who is meant by words."""
    every = await _kept(turn)
    words = " ".join(turn.args)
    if words:
        found = matching(every, words)
        return _page(texts.found(words), found[:SHOWN], 0, "") if found else Reply(texts.NOT_FOUND, _to_pool())
    counts = {part: sum(each.state in states for each in every) for part, states in _PARTS.items()}
    shown = [part for part, count in counts.items() if count and part != _ENDED]
    parts = tuple((Button(texts.GROUPS[part], f"{LIST}:{part}:0"),) for part in shown)
    ways = ((Button(texts.ADD, "lecturer_add"),), *parts, (Button(texts.DESK, DESK),), (HOME,))
    return Reply(texts.board(counts), ways)


async def _kept(turn: Turn) -> list[Lecturer]:
    """The lecturers of the centres that the asker keeps."""
    every = await lecturers.every_lecturer(turn.house.db, turn.asker)
    return [each for each in every if turn.asker.keeps_of(each.centre)]


async def kept_lecturer(source: Source, turn: Turn, lecturer_id: str) -> Lecturer | None:
    """One of them; None where there is none, or of another centre."""
    found = await lecturers.by_id(source, lecturer_id)
    return found if found is not None and turn.asker.keeps_of(found.centre) else None


async def desk(turn: Turn) -> Reply:
    """`lecturer_desk`: what lecturers ask, taught and made; and those whose term ended."""
    asked = len(await lecturer_swaps.open_ones(turn.house.db, turn.today, turn.asker))
    told = len(await lecturer_works.unconfirmed(turn.house.db, turn.asker))
    rows = [Button(texts.SWAPS, "swaps"), Button(texts.HOURS, "lecturer_hours"), Button(texts.WORKS, "works")]
    rows.append(Button(texts.GROUPS[_ENDED], f"{LIST}:{_ENDED}:0"))
    return Reply(texts.desk(asked, told), (*((each,) for each in rows), (HOME,)))


async def listing(turn: Turn) -> Reply:
    """`lecturer_list:PART:PAGE`."""
    part, page = turn.args[0] if turn.args else "", turn.number(1) or 0
    if part not in _PARTS:
        return Reply(common.STALE, common.HOME_ROW)
    every = await _kept(turn)
    found = [each for each in every if each.state in _PARTS[part]]
    first = page * SHOWN if page * SHOWN < len(found) else 0
    if not found:
        return Reply(texts.NONE_HERE, _to_pool())
    more = f"{LIST}:{part}:{page + 1}" if first + SHOWN < len(found) else ""
    return _page(texts.listed(part), found[first : first + SHOWN], first, more)


def _page(head: str, shown: Sequence[Lecturer], first: int, more: str) -> Reply:
    rows = [(Button(each.name, f"{CARD}:{each.id}"),) for each in shown]
    if more:
        rows.append((Button(texts.MORE, more),))
    return Reply(texts.listing(head, shown, first), (*rows, (HOME,)))


async def show(turn: Turn) -> Reply:
    """`lecturer:ID`: the card with the steps that are open now."""
    found = await kept_lecturer(turn.house.db, turn, turn.args[0]) if turn.args else None
    return card(turn, found) if found else Reply(texts.NOT_FOUND, _to_pool())


def card(turn: Turn, lecturer: Lecturer, note: str = "") -> Reply:
    """A lecturer with what staff may do next."""
    open_now = [move for move in moves(lecturer, turn.by.actor, _KEEPERS) if move in texts.MOVES]
    rows = [(Button(texts.MOVES[m], f"{MOVE}:{lecturer.id}:{lecturer.version}:{m}"),) for m in open_now]
    rows.append((Button(texts.EDIT, f"lecturer_edit:{lecturer.id}"),))
    if lecturer.state is State.APPROVED:
        rows.append((Button(texts.INVITE, f"lecturer_invite:{lecturer.id}"),))
        rows.append((Button(texts.WORK, f"work_add:{lecturer.id}"),))
    text = texts.card(lecturer)
    return Reply(f"{note}\n\n{text}" if note else text, (*rows, *_to_pool()))


def _to_pool() -> tuple[tuple[Button, ...], ...]:
    return ((Button(texts.POOL, POOL),), (HOME,))


async def move(turn: Turn) -> Answered:
    """`lecturer_move:ID:VERSION:MOVE`: examine, submit, end, propose again."""
    wanted = turn.args[2] if len(turn.args) == 3 else ""
    if wanted not in set(texts.MOVES):
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        before = await kept_lecturer(tx, turn, turn.args[0])
        if before is None or before.version != turn.number(1):
            return Reply(common.STALE, _to_pool())
        return await _moved(tx, turn, before, Move(wanted))

    return write


async def _moved(tx: Transaction, turn: Turn, before: Lecturer, wanted: Move) -> Reply:
    refused = refusal(before, wanted, turn.by.actor, _KEEPERS & turn.asker.roles)
    state = after(before.state, wanted)
    if refused is not None or state is None:
        return card(turn, before, texts.REFUSED[refused] if refused else "")
    now = replace(before, state=state)
    if wanted is Move.SUBMIT:
        now = replace(now, submitted_by=turn.by.actor)
    if wanted is Move.PROPOSE:
        now = replace(now, proposed_by=turn.by.actor, submitted_by="", decision="", decided_on=None, term_until=None)
    if not await lecturers.change(tx, turn.by, wanted.value, before, now):
        return Reply(common.STALE, _to_pool())
    now = replace(now, version=before.version + 1)
    note = texts.moved(now)
    if wanted is Move.END and (left := await lecturer_sessions.ahead(tx, now.id, turn.today)):
        note = f"{note} {texts.still_on(left)}"
    if wanted is Move.SUBMIT:
        note = f"{note} {texts.submitted_to(await _tell_leaders(tx, turn, now))}"
    return card(turn, now, note)


async def _tell_leaders(tx: Transaction, turn: Turn, lecturer: Lecturer) -> int:
    """The leaders of the whole centre who may decide; to how many."""
    key = f"{lecturer.id}:{lecturer.version}"
    buttons = (Button(texts.APPROVE, f"lecturer_ok:{key}"),), (Button(texts.RETURN, f"lecturer_no:{key}"),)
    reply = Reply(texts.submitted(lecturer), buttons)
    leaders = await leaders_of(tx, turn.house, lecturer.centre)
    deciders = set(leaders) - {lecturer.proposed_by, lecturer.submitted_by}
    return sum([await push_to_person(tx, turn.house, turn.now, each, reply) for each in sorted(deciders)])
