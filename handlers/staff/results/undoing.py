"""Taking back confirmed results: one asks by number with a reason, a second person agrees, the person is told."""

import re
from collections.abc import Sequence
from hashlib import sha256

from handlers.answers import STAFF
from handlers.forms import Again, Form, Step, start
from handlers.messages import HOME, Button, FormState, Look, Reply
from handlers.push import in_order, push_to_staff
from handlers.staff.results.board import (
    BOARD,
    SCALE,
    UNDO,
    UNDO_CHECK,
    UNDO_NO,
    UNDO_OK,
    Opened,
    is_alone,
    opened,
    opened_as,
    shown,
)
from handlers.staff.results.standings import standings_now
from handlers.texts import common
from handlers.texts import results as result_texts
from handlers.texts import results_undone as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.numbered import numbers_in
from rules.access import Role
from rules.text import clean
from storage import outbox, reaching, result_undo
from storage.database import Transaction
from storage.result_undo import Undoing

_SHOWN, _LONGEST = 10, 200
_SAID = re.compile(r"([\d\s,;–-]+)[:.]?\s*(\D.*)$", re.DOTALL)


async def more(turn: Turn) -> Answered:
    """`results_more:CLASS`: what is rarely done with the results of a class."""
    found = await opened(turn.house.db, turn)
    if isinstance(found, Reply):
        return found
    id_ = found.training.id
    rows = [(Button(texts.UNDO, f"{UNDO}:{id_}"),)]
    if await result_undo.asked_for(turn.house.db, id_):
        rows.append((Button(texts.CHECK, f"{UNDO_CHECK}:{id_}"),))
    rows.append((Button(texts.FEEDBACK, f"class_feedback:{id_}"),))
    if turn.asker.has(Role.ADMIN):
        rows.append((Button(result_texts.SCALE, SCALE),))
    return Reply(texts.WHAT_MORE, (*rows, _board(found), (HOME,)))


async def begin(turn: Turn) -> Answered:
    """`results_undo:CLASS`."""
    found = await opened(turn.house.db, turn)
    return found if isinstance(found, Reply) else await start(turn, FORM, {"class": found.training.id})


async def _ask(turn: Turn, state: FormState) -> Reply:
    found = await opened_as(turn.house.db, turn, state.data["class"])
    return found if isinstance(found, Reply) else Reply(texts.how(found.training))


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    matched = _SAID.match(value.strip())
    numbers = numbers_in(matched[1]) if matched else ()
    why = clean(matched[2]).rstrip(".") if matched else ""
    if not numbers or not why:
        return Again(texts.UNREADABLE, unlike=not numbers)
    return Again(texts.TOO_LONG) if len(why) > _LONGEST else _keep(turn, state, numbers, why)


def _keep(turn: Turn, state: FormState, numbers: Sequence[int], why: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await opened_as(tx, turn, state.data["class"])
        if isinstance(found, Reply):
            return found
        by_number = {each.number: each.person_id for each in found.students}
        meant = [by_number[number] for number in numbers if number in by_number]
        stays = await result_undo.ask(tx, turn.by, found.training.id, meant, why)
        many = len(meant) - len(stays)
        if many:
            ways = ((Button(texts.CHECK, f"{UNDO_CHECK}:{found.training.id}"),), (HOME,))
            said = Reply(texts.to_staff(found.training, many, why), ways)
            await push_to_staff(tx, turn, said, turn.account.holder_id or "", found.training.centre)
        unknown = [number for number in numbers if number not in by_number]
        people = {each.person_id: each for each in found.students}
        return Reply(texts.asked(many, unknown, stays, people), (_board(found), (HOME,)))

    return write


async def check(turn: Turn) -> Answered:
    """`results_undo_check:CLASS`: what is asked for, to somebody else than who asked."""
    found = await opened(turn.house.db, turn)
    if isinstance(found, Reply):
        return found
    asked = await result_undo.asked_for(turn.house.db, found.training.id)
    others = _of_others(turn, asked, await is_alone(turn.house.db))
    if not others:
        return Reply(texts.ONLY_YOUR_OWN if asked else texts.NOTHING_ASKED, (_board(found), (HOME,)))
    mark = f"{found.training.id}:{_digest(others)}"
    rows = ((Button(texts.AGREE, f"{UNDO_OK}:{mark}"),), (Button(texts.KEEP, f"{UNDO_NO}:{mark}"),))
    text = texts.to_agree(found.training, others[:_SHOWN], len(others))
    look = Look(f"{UNDO_CHECK}:{found.training.id}", tuple(e.outcome.student.person_id for e in others[:_SHOWN]))
    return Reply(text, (*rows, _board(found), (HOME,)), look=look)


def _of_others(turn: Turn, asked: Sequence[Undoing], alone: bool) -> list[Undoing]:
    return [each for each in asked if alone or each.asked_by != turn.by.actor]


def _digest(seen: Sequence[Undoing]) -> str:
    """What was seen, in few letters: a button for others than these is stale."""
    told = ";".join(f"{e.outcome.student.person_id}:{e.outcome.attempt}:{e.outcome.version}" for e in seen)
    return sha256(told.encode()).hexdigest()[:10]


async def agree(turn: Turn) -> Answered:
    """`results_undo_ok:CLASS:DIGEST`: just what was seen is taken back, with levels and messages at once."""
    return _settle(turn, agrees=True)


async def keep_it(turn: Turn) -> Answered:
    """`results_undo_no:CLASS:DIGEST`: they stay as they are."""
    return _settle(turn, agrees=False)


def _settle(turn: Turn, agrees: bool) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await opened(tx, turn)
        if isinstance(found, Reply):
            return found
        alone = await is_alone(tx)
        others = _of_others(turn, await result_undo.asked_for(tx, found.training.id), alone)
        if not others or turn.args[1:] != (_digest(others),):
            return Reply(common.STALE, common.HOME_ROW)
        if not agrees:
            many = await result_undo.drop(tx, turn.by, found.training.id, others)
            return await shown(tx, turn, found, texts.kept(many))
        done = await result_undo.undo(tx, turn.by, found.training, others, alone)
        told = await _tell(tx, turn, found, done.taken_back)
        people = {each.person_id: each for each in found.students}
        return await shown(tx, turn, found, texts.undone(done.taken_back, done.stays, people, told))

    return write


async def _tell(tx: Transaction, turn: Turn, found: Opened, taken: Sequence[Undoing]) -> int:
    """Tell each person of their own; to how many."""
    students = [each.outcome.student for each in taken]
    standings = await standings_now(tx, turn, found.training, students)
    reaches = await reaching.reach_of_all(tx, [each.cadre_id or each.person_id for each in students])
    posted = []
    for each, student in zip(taken, students, strict=True):
        holder = student.cadre_id or student.person_id
        chats = reaches[holder].chats if holder in reaches else ()
        text = texts.told(found.training.name, each.why, standings.get(holder, ""), student.cadre_id is not None)
        ways = ((Button(result_texts.MINE, "my_result"),), (HOME,))
        message = in_order(turn.house, turn.now, [chat for chat in chats if not chat.muted], Reply(text, ways))
        posted += [message] if message is not None else []
    await outbox.add_many(tx, posted)
    return len(posted)


def _board(found: Opened) -> tuple[Button, ...]:
    return (Button(result_texts.TO_BOARD, f"{BOARD}:{found.training.id}"),)


FORM = Form(UNDO, "lines", {"lines": Step(_ask, _take)}, STAFF)
