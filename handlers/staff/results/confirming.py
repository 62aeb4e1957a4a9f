"""A second person confirms results: then they count, levels rise, and each person hears of their own."""

from collections.abc import Sequence
from hashlib import sha256

from handlers.messages import HOME, Button, Look, Reply
from handlers.push import in_order
from handlers.staff.results.board import BOARD, CHECK, OK, Opened, is_alone, opened, shown
from handlers.staff.results.standings import standings_now
from handlers.texts import common, feedback
from handlers.texts import results as texts
from handlers.turn import Answered, Turn, Write
from storage import outbox, reaching, results
from storage.database import Transaction
from storage.outbox import Posted
from storage.results import Outcome, Terms

PAGE = 10


async def check(turn: Turn) -> Answered:
    """`results_check:ID[:page]`: what waits, for somebody else than who typed it."""
    found = await opened(turn.house.db, turn)
    return found if isinstance(found, Reply) else await _listed(turn, found)


async def _listed(turn: Turn, found: Opened) -> Reply:
    alone = await is_alone(turn.house.db)
    waiting = [each for each in await results.outcomes(turn.house.db, found.training.id) if each.waits]
    others = confirmable(turn, waiting, alone)
    board = (Button(texts.TO_BOARD, f"{BOARD}:{found.training.id}"),)
    if not others:
        return Reply(texts.ONLY_YOUR_OWN if waiting else texts.NOTHING_TO_CONFIRM, (board, (HOME,)))
    page = turn.number(1) or 0
    shown_now = others[page * PAGE : (page + 1) * PAGE] or others[:PAGE]
    text = texts.to_confirm(found.training, others, shown_now, len(waiting) - len(others))
    rows = [(Button(texts.confirm_label(len(others)), f"{OK}:{found.training.id}:{digest(others)}"),)]
    if (page + 1) * PAGE < len(others):
        rows.append((Button(texts.MORE, f"{CHECK}:{found.training.id}:{page + 1}"),))
    look = Look(f"{CHECK}:{found.training.id}", tuple(each.student.person_id for each in shown_now))
    return Reply(text, (*rows, board, (HOME,)), look=look)


def confirmable(turn: Turn, waiting: Sequence[Outcome], alone: bool) -> list[Outcome]:
    """Those that the asker may confirm."""
    return [each for each in waiting if alone or each.typed_by != turn.by.actor]


def digest(seen: Sequence[Outcome]) -> str:
    """What was seen, in few letters: a button for other results than these is stale."""
    told = ";".join(f"{each.student.person_id}:{each.attempt}:{each.version}" for each in seen)
    return sha256(told.encode()).hexdigest()[:10]


async def confirm(turn: Turn) -> Answered:
    """`results_ok:ID:DIGEST`: just what was seen, in one transaction with levels and messages."""
    if len(turn.args) != 2:
        return Reply(common.STALE, common.HOME_ROW)
    return _confirm(turn, turn.args[1])


def _confirm(turn: Turn, seen: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        found = await opened(tx, turn)
        if isinstance(found, Reply):
            return found
        alone = await is_alone(tx)
        waiting = [each for each in await results.outcomes(tx, found.training.id) if each.waits]
        others = confirmable(turn, waiting, alone)
        if not others or digest(others) != seen:
            return Reply(common.STALE, common.HOME_ROW)
        terms = Terms(turn.today, texts.issuer(found.training, turn.house.centre.name), alone)
        counted = await results.confirm(tx, turn.by, found.training, others, terms)
        told = await _tell(tx, turn, found, counted)
        return await shown(tx, turn, found, texts.confirmed(counted, told))

    return write


async def _tell(tx: Transaction, turn: Turn, found: Opened, counted: Sequence[Outcome]) -> int:
    """Put a word to each person on their own result in line; to how many."""
    passed = [each.student for each in counted if each.verdict.passed]
    standings = await standings_now(tx, turn, found.training, passed)
    reaches = await reaching.reach_of_all(tx, [_holder(each) for each in counted])
    ways = ((Button(texts.MINE, "my_result"),), (Button(feedback.GIVE, f"feedback:{found.training.id}"),), (HOME,))
    posted: list[Posted] = []
    for each in counted:
        holder = _holder(each)
        chats = [chat for chat in reaches[holder].chats if not chat.muted] if holder in reaches else []
        text = texts.told(found.training.name, each, standings.get(holder, ""), each.student.cadre_id is not None)
        message = in_order(turn.house, turn.now, chats, Reply(text, ways))
        posted += [message] if message is not None else []
    await outbox.add_many(tx, posted)
    return len(posted)


def _holder(outcome: Outcome) -> str:
    return outcome.student.cadre_id or outcome.student.person_id
