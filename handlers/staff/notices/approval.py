"""Whether a notice needs a second person, and the message on which they approve it."""

from dataclasses import replace
from enum import StrEnum

from handlers.house import House
from handlers.messages import Button, Reply
from handlers.push import push_in_order
from handlers.staff.notices.card import particulars
from handlers.staff.notices.people import Counted, counted, in_zone, words_of
from handlers.texts import notices as notice_texts
from handlers.texts import notices_sending as texts
from handlers.turn import Turn
from rules.audience import Key, having, text_of
from rules.classes import TrainingClass
from rules.notices import Notice, NoticeKind
from storage import classes, notice_asks, notices, reaching
from storage.clock import to_ms
from storage.database import Database, Transaction
from storage.house_facts import house_fact
from storage.links import holder_by_id
from storage.notice_rights import approvers, asker_of

Source = Database | Transaction
ALONE_FACT = "notices_alone"
"""The house fact by which an administrator lets one person send to many, after a delay."""
HASH_SHOWN = 16
"""Characters of the hash that an approver's button carries."""


class Clearance(StrEnum):
    """What a notice needs before it goes."""

    NONE = "none"
    SECOND = "second"
    ALONE = "alone"
    """It needs a second person, nobody has the right, and one is allowed to send after a delay."""
    NOBODY = "nobody"
    """It needs a second person, and there is none."""


async def clearance(source: Source, turn: Turn, people: Counted) -> Clearance:
    """What a notice of this asker needs."""
    few = people.figures.meant <= turn.house.approve_above
    if few or await changes_own_class(source, turn, people.notice):
        return Clearance.NONE
    return await second_person(source, turn)


async def second_person(source: Source, turn: Turn) -> Clearance:
    """How the asker's notice to many can be approved at all."""
    if await approvers(source, turn.by.actor, turn.house.centre_unit or ""):
        return Clearance.SECOND
    return Clearance.ALONE if await house_fact(source, ALONE_FACT) == "1" else Clearance.NOBODY


async def warning(turn: Turn) -> str:
    """What an author is told first where nobody could approve a notice to many; empty where somebody can."""
    if await second_person(turn.house.db, turn) is not Clearance.NOBODY:
        return ""
    return notice_texts.NOBODY_ELSE.format(turn.house.approve_above)


async def changes_own_class(source: Source, turn: Turn, notice: Notice) -> bool:
    """Whether it tells just the people of its class of a change: what is late there does more harm than good."""
    if notice.kind is not NoticeKind.CHANGE or notice.class_id is None:
        return False
    found = await classes.by_id(source, turn.asker, notice.class_id)
    return found is not None and notice.audience == _its_people(found.training)


def _its_people(training: TrainingClass) -> str:
    return text_of(having(Key.CLASS, training.code))


async def of_author(house: House, notice: Notice) -> Counted | None:
    """The people of a notice, as far as its author reaches them."""
    return await counted(place_of(house, notice), await asker_of(house.db, notice.author), notice)


def place_of(house: House, notice: Notice) -> House:
    """The house of the centre that a notice was written for: under its policy its people are found."""
    return house.of_centre(notice.centre or None)


async def proposal(source: Source, house: House, people: Counted) -> Reply:
    """All that is approved on one message: text, whom, how many, who not; the options carry what they are bound to."""
    notice = people.notice
    author = await holder_by_id(source, notice.author)
    at = in_zone(house, notice.send_at) if notice.send_at is not None else None
    whom = await words_of(source, place_of(house, notice).policy, notice.audience)
    text = texts.proposal(notice, author.name if author else notice.author, whom, people.figures, at)
    text = "\n".join([*await particulars(source, house.clock().tzinfo, notice), text])
    files = texts.files_too([file.name for file in await notices.files_of(source, notice.id)])
    bound = f"{notice.number}:{(notice.approved_hash or '')[:HASH_SHOWN]}"
    rows = (
        (Button(texts.APPROVE, f"notice_ok:{bound}:{people.figures.meant}"),),
        (Button(texts.REFUSE, f"notice_no:{bound}"),),
        (Button(texts.AS_READ, f"notice_read:{notice.number}"),),
    )
    return Reply(f"{text}\n\n{files}".rstrip(), rows)


async def ask_next(tx: Transaction, house: House, people: Counted) -> bool:
    """Ask the next person who may approve and was not asked yet. False when there is none left."""
    notice = people.notice
    asked = {each.holder_id for each in await notice_asks.of(tx, notice)}
    left = [holder for holder in await approvers(tx, notice.author, notice.centre) if holder not in asked]
    if not left:
        return False
    now = house.clock()
    await notice_asks.note(tx, notice, left[0], to_ms(now))
    chats = (await reaching.reach_of(tx, left[0])).chats
    if notice.urgent:
        house, chats = replace(house, quiet_hours=""), tuple(replace(chat, quiet="") for chat in chats)
    await push_in_order(tx, house, now, chats, await proposal(tx, house, people))
    return True
