"""Pressing "Gửi": at once, after a second person, or after a delay; pressed twice it sends once."""

from dataclasses import replace
from datetime import timedelta

from handlers.messages import HOME, Reply
from handlers.staff.notices import card
from handlers.staff.notices.approval import Clearance, ask_next, clearance
from handlers.staff.notices.desk import draft_of, not_found
from handlers.staff.notices.people import Counted
from handlers.staff.notices.preview import look, sendable
from handlers.staff.notices.whose import own
from handlers.texts import common
from handlers.texts import notices as notice_texts
from handlers.texts import notices_sending as texts
from handlers.turn import Answered, Turn
from rules.notices import Notice, NoticeState
from storage import notice_asks, notice_progress, notices
from storage.clock import from_ms, to_ms
from storage.database import Transaction

ALONE_WAITS = timedelta(minutes=10)
"""How long one person's own approval waits: so long it can be taken back."""


async def send(turn: Turn) -> Answered:
    """`notice_send:NUMBER:VERSION:COUNT`: let go just what was shown."""
    if len(turn.args) != 3:
        return Reply(common.STALE, common.HOME_ROW)
    notice = await own(turn.house.db, turn, turn.args[0])
    if notice is None:
        return not_found()
    if notice.state is not NoticeState.DRAFT:
        return await card.noted(turn.house.db, turn, notice, texts.ALREADY)
    people = await sendable(turn, notice)
    if isinstance(people, str):
        return await card.noted(turn.house.db, turn, notice, people)
    if people.figures.meant != turn.number(2):
        return await _shown_again(turn, people)

    async def write(tx: Transaction) -> Reply:
        return await _let_go(tx, turn, people)

    return write


async def _shown_again(turn: Turn, people: Counted) -> Reply:
    reply = await look(turn)
    note = texts.CHANGED_MEANWHILE.format(turn.args[2], people.figures.meant)
    return replace(reply, text=f"{note}\n\n{reply.text}")


async def _let_go(tx: Transaction, turn: Turn, people: Counted) -> Reply:
    notice = await own(tx, turn, turn.args[0])
    if notice is None:
        return not_found()
    if notice.state is not NoticeState.DRAFT:
        return await card.noted(tx, turn, notice, texts.ALREADY)
    if str(notice.version) != turn.args[1]:
        return await card.noted(tx, turn, notice, notice_texts.JUST_CHANGED)
    cleared = await clearance(tx, turn, people)
    if cleared is Clearance.NOBODY:
        return Reply(
            notice_texts.NOBODY_ELSE.format(turn.house.approve_above), ((card.to_card(notice.number),), (HOME,))
        )
    if cleared is Clearance.SECOND:
        return await _propose(tx, turn, replace(people, notice=notice))
    return await _alone(tx, turn, notice, waits=cleared is Clearance.ALONE)


async def _propose(tx: Transaction, turn: Turn, people: Counted) -> Reply:
    notice = people.notice
    proposed = await notices.propose(tx, turn.by, notice.id, notice.version)
    if proposed is None:
        return await card.noted(tx, turn, notice, notice_texts.JUST_CHANGED)
    await notice_asks.begin_anew(tx, proposed)
    await ask_next(tx, turn.house, replace(people, notice=proposed))
    return await card.noted(tx, turn, proposed, texts.PROPOSED)


async def _alone(tx: Transaction, turn: Turn, notice: Notice, waits: bool) -> Reply:
    note = texts.LETTING_GO
    if waits:
        until = turn.now + ALONE_WAITS
        at = max(until, from_ms(notice.send_at).astimezone(turn.now.tzinfo)) if notice.send_at else until
        later = replace(await draft_of(tx, notice), send_at=to_ms(at))
        notice = await notices.change(tx, turn.by, notice.id, notice.version, later) or notice
        note = texts.waits_alone(at)
    gone = await notices.send_alone(tx, turn.by, notice.id, notice.version)
    if gone is None:
        return await card.noted(tx, turn, notice, notice_texts.JUST_CHANGED)
    await notice_progress.begin(tx, gone.id, turn.incoming.channel, turn.incoming.chat)
    return await card.noted(tx, turn, gone, note)
