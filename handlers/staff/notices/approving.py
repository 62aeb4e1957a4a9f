"""The second person: what waits for them, the whole of it on one message, yes or not yet."""

from dataclasses import replace

from handlers.messages import HOME, Button, Reply
from handlers.notice_letter import letter_of
from handlers.push import push_to_person
from handlers.staff.notices import card
from handlers.staff.notices.approval import HASH_SHOWN, of_author, proposal
from handlers.staff.notices.board import MOST
from handlers.staff.notices.progress import progress
from handlers.texts import common
from handlers.texts import notices as notice_texts
from handlers.texts import notices_sending as texts
from handlers.turn import Answered, Turn, Write
from rules.access import Role
from rules.notices import Notice, NoticeState
from storage import notice_lists, notice_progress, notices, reaching
from storage.database import Database, Transaction
from storage.notice_rights import may_approve

Source = Database | Transaction
_EXAMPLE = "{}"
"""Merge fields stay as they are written: whom they will name is not the approver's to choose."""


_MOST_PROPOSED = 500
"""Of all centres, where there are several; those of the approver's are chosen among them."""


async def waiting(turn: Turn) -> Reply:
    """ "Chờ duyệt": what waits for a second person, oldest of the newest first."""
    if not may_approve(turn.asker):
        return Reply(common.NOT_ALLOWED, common.HOME_ROW)
    most = _MOST_PROPOSED if turn.house.tops else MOST
    every = await notice_lists.in_states(turn.house.db, (NoticeState.PROPOSED,), limit=most)
    found = [each for each in every if may_approve(turn.asker, each.centre)][:MOST]
    last = ((Button(texts.WHO_APPROVES, "notice_alone"),), (HOME,)) if turn.asker.has(Role.ADMIN) else ((HOME,),)
    if not found:
        return Reply(notice_texts.NOTHING_TO_APPROVE, last)
    rows = ((Button(notice_texts.listed(each), f"notice_ask:{each.number}"),) for each in found)
    return Reply(f"{notice_texts.WAITING_FOR_APPROVAL}\n{notice_texts.lines(found)}", (*rows, *last))


async def show(turn: Turn) -> Reply:
    """`notice_ask:NUMBER`: the message on which it is approved, by the people it is for now."""
    notice = await _proposed(turn.house.db, turn)
    if notice is None:
        return _no_longer()
    people = await of_author(turn.house, notice)
    if people is None or notice.author == turn.by.actor:
        return await card.show(turn.house.db, turn, notice)
    reply = await proposal(turn.house.db, turn.house, people)
    return Reply(reply.text, (*reply.buttons, (HOME,)))


async def read(turn: Turn) -> Reply:
    """`notice_read:NUMBER`: what waits, as its recipients get it, with its files."""
    notice = await _proposed(turn.house.db, turn)
    if notice is None:
        return _no_longer()
    back = Button(texts.REFRESH, f"notice_ask:{notice.number}")
    letter = await letter_of(turn.house, notice.id)
    return replace(letter.to(_EXAMPLE), buttons=((back,), (HOME,)))


async def approve(turn: Turn) -> Answered:
    """`notice_ok:NUMBER:HASH:COUNT`: yes to exactly this text for so many people at this time."""
    notice = await _proposed(turn.house.db, turn)
    if notice is None or len(turn.args) != 3:
        return await _as_it_is(turn.house.db, turn)
    if notice.author == turn.by.actor:
        return Reply(texts.NOT_YOURS_TO_APPROVE, common.HOME_ROW)
    people = await of_author(turn.house, notice)
    if people is None or not _is_bound(notice, turn.args[1]):
        return await show(turn)
    if people.figures.meant != turn.number(2):
        reply = await show(turn)
        note = texts.CHANGED_MEANWHILE.format(turn.args[2], people.figures.meant)
        return Reply(f"{note}\n\n{reply.text}", reply.buttons)
    return _approved(turn)


def _approved(turn: Turn) -> Write:
    async def write(tx: Transaction) -> Reply:
        notice = await _proposed(tx, turn)
        if notice is None or not _is_bound(notice, turn.args[1]):
            return await _as_it_is(tx, turn)
        if not await notices.approve(tx, turn.by, notice.id, notice.approved_hash or ""):
            return _no_longer()
        await _tell_author(tx, turn, notice)
        after = await notices.by_id(tx, notice.id) or notice
        reply = await progress(tx, turn.house, after)
        return Reply(f"{texts.APPROVED}\n\n{reply.text}", ((HOME,),))

    return write


async def _tell_author(tx: Transaction, turn: Turn, notice: Notice) -> None:
    await push_to_person(tx, turn.house, turn.now, notice.author, Reply(texts.approved(notice.number, turn.asker.name)))
    chats = (await reaching.reach_of(tx, notice.author)).chats
    if chats:
        await notice_progress.begin(tx, notice.id, chats[0].channel, chats[0].chat)


async def refuse(turn: Turn) -> Write:
    """`notice_no:NUMBER:HASH`: not yet; its author has it as a draft again."""

    async def write(tx: Transaction) -> Reply:
        notice = await _proposed(tx, turn)
        if notice is None or len(turn.args) < 2 or not _is_bound(notice, turn.args[1]):
            return await _as_it_is(tx, turn)
        await notices.take_back(tx, turn.by, notice.id)
        again = Button(notice_texts.TO_CARD, f"notice:{notice.number}")
        told = Reply(texts.refused(notice.number, turn.asker.name), ((again,),))
        await push_to_person(tx, turn.house, turn.now, notice.author, told)
        return Reply(texts.REFUSED_BACK, ((Button(notice_texts.TO_APPROVE, "notice_waiting"),), (HOME,)))

    return write


async def take_back(turn: Turn) -> Write:
    """`notice_back:NUMBER`: its author wants it back, to mend it."""

    async def write(tx: Transaction) -> Reply:
        notice = await notices.by_number(tx, turn.number(0) or 0)
        if notice is None or notice.author != turn.by.actor:
            return Reply(common.STALE, common.HOME_ROW)
        done = await notices.take_back(tx, turn.by, notice.id)
        after = await notices.by_id(tx, notice.id) or notice
        return await card.noted(tx, turn, after, texts.TAKEN_BACK if done else texts.CANNOT)

    return write


async def _proposed(source: Source, turn: Turn) -> Notice | None:
    """The notice of the key while it waits for approval, for those who have the right."""
    number = turn.number(0)
    if number is None or not may_approve(turn.asker):
        return None
    found = await notices.by_number(source, number)
    is_waiting = found is not None and found.state is NoticeState.PROPOSED and may_approve(turn.asker, found.centre)
    fresh = is_waiting and found is not None and (found.proposed_at or 0) > turn.at - notices.APPROVAL_LIFE
    return found if fresh else None


def _is_bound(notice: Notice, shown: str) -> bool:
    return bool(shown) and (notice.approved_hash or "")[:HASH_SHOWN] == shown


async def _as_it_is(source: Source, turn: Turn) -> Reply:
    """Somebody was quicker, or it was pressed twice: what became of it."""
    notice = await notices.by_number(source, turn.number(0) or 0) if may_approve(turn.asker) else None
    is_theirs = notice is not None and may_approve(turn.asker, notice.centre)
    if notice is None or not is_theirs or notice.state in (NoticeState.DRAFT, NoticeState.PROPOSED):
        return _no_longer()
    reply = await progress(source, turn.house, notice)
    return Reply(f"{texts.ALREADY}\n\n{reply.text}", ((HOME,),))


def _no_longer() -> Reply:
    return Reply(texts.NO_LONGER, ((Button(notice_texts.TO_APPROVE, "notice_waiting"),), (HOME,)))
