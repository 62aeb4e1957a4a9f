"""Figures and alerts for leaders who asked for them: on their day, once, as far as they may see at that moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.answers import LEADERS
from handlers.centres import facts_of, house_of
from handlers.figures import target_summary
from handlers.house import House
from handlers.leader import across
from handlers.leader.subscriptions import SHOW
from handlers.leader.summary import OPTIONS, bounds_of, in_words
from handlers.messages import HOME, Button, Reply
from handlers.push import push_in_order
from handlers.texts import target_news as texts
from rules.access import Asker
from rules.policy import DataKind
from rules.quiet_hours import waking
from rules.sight import within
from rules.snapshot import EVERYONE, rules_of
from rules.subscriptions import Rhythm, latest_due
from rules.summary import Summary
from rules.target_news import News, NewsKind, Seen, changes, news, on_course, seen
from storage import former_units, reaching, snapshots, subscriptions, units
from storage.accounts import Account, Facts
from storage.clock import to_ms
from storage.database import Transaction
from storage.journal import By
from storage.subscriptions import Outcome, Push, Subscription

JOB = "job:target-pushes"
IN_TIME = timedelta(hours=1)
"""Figures that come later than this are told as late."""


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody who wants to be told, as found at the moment of sending."""

    wanted: Subscription
    chats: Sequence[Account]
    facts: Facts
    units: tuple[str, ...]
    """The names of the units that bound them."""
    sees_names: bool
    centres: Reply | None
    """The centres side by side, for who reaches several."""

    @property
    def asker(self) -> Asker:
        return self.facts.asker


@dataclass(frozen=True, slots=True)
class _Told:
    """What goes to one person, and what they know after it."""

    found: Summary
    now: Seen
    before: Seen | None
    """What they knew of before, where they want alerts."""
    news: tuple[News, ...]


async def push_target_news(whole: House) -> None:
    """Put in line what is due to whoever wants it. What was sent is kept in the same transaction: nothing comes twice.

    A day that is over is passed by and kept as such; only somebody who chose one single day gets it late. Of several
    centres each person hears by their own; who reaches several is told how far each is, and of no single change.
    """
    now = whole.clock()
    for wanted in await subscriptions.every_subscription(whole.db):
        house = await _house_of(whole, wanted)
        due = await _due(house, wanted, now)
        if due is not None and due.date() < now.date() and not _is_single(wanted):
            await _keep(house, wanted, Push(due.date(), Outcome.LATE), now)
            due = None
        if due is not None or _alerts_now(house, wanted, now):
            await _serve(house, wanted, due, now)


async def _house_of(whole: House, wanted: Subscription) -> House:
    """The house of the centre that answers a person; where there is one centre, that one, and nothing is read."""
    chats = (await reaching.reach_of(whole.db, wanted.holder_id)).chats if whole.several else ()
    if not chats:
        return whole
    return house_of(whole, await facts_of(whole, chats[0].channel, chats[0].chat))


async def _due(house: House, wanted: Subscription, now: datetime) -> datetime | None:
    """When figures fell due that were neither sent nor passed by."""
    due = latest_due(wanted.schedule, now) if wanted.schedule else None
    if due is None or to_ms(due) <= wanted.chosen_at:
        return None
    return None if await subscriptions.is_done(house.db, wanted.holder_id, due.date()) else due


def _is_single(wanted: Subscription) -> bool:
    return wanted.schedule is not None and wanted.schedule.rhythm is Rhythm.ONCE


def _alerts_now(house: House, wanted: Subscription, now: datetime) -> bool:
    """Whether to look for news: not before the hour for it, nor ahead of the figures, with which it comes that day."""
    schedule = wanted.schedule
    if schedule is not None and schedule.falls_on(now.date()) and schedule.hour > now.hour:
        return False
    return wanted.alerts and now.hour >= house.push_hour


async def _serve(house: House, wanted: Subscription, due: datetime | None, now: datetime) -> None:
    reach = await reaching.reach_of(house.db, wanted.holder_id)
    chats = [chat for chat in reach.chats if chat.channel in house.channels]
    person = await _person(house, wanted, chats)
    obstacle = _obstacle(person)
    if person is None or obstacle is not None:
        if due is not None and obstacle is not None:
            await _keep(house, wanted, Push(due.date(), obstacle), now)
        return
    if waking(now, _quiet(house, person)) == now:
        await _tell(house, person, due, now)


def _quiet(house: House, person: _Person) -> str:
    return next((chat.quiet for chat in person.chats if chat.quiet), house.quiet_hours)


async def _person(house: House, wanted: Subscription, chats: Sequence[Account]) -> _Person | None:
    """Who it is and what they may see now; None where there is no chat to ask about."""
    if not chats:
        return None
    facts = await facts_of(house, chats[0].channel, chats[0].chat)
    bounds = await bounds_of(house.db, facts.asker)
    sees_names = within(house.policy, facts.asker, DataKind.NAMES) is not None
    centres = await across.news(house, facts, house.clock().date())
    return _Person(wanted, chats, facts, bounds, sees_names, centres)


def _obstacle(person: _Person | None) -> Outcome | None:
    if person is None:
        return Outcome.NO_CHAT
    if not person.asker.has(*LEADERS):
        return Outcome.NO_RIGHT
    return Outcome.MUTED if any(chat.muted for chat in person.chats) else None


async def _tell(house: House, person: _Person, due: datetime | None, now: datetime) -> None:
    told = await _told(house, person, now.date())
    holder = person.wanted.holder_id
    reply = await _figures(house, person, told, due) if due is not None else _alert(house, person, told)
    async with house.db.transaction() as tx:
        if await subscriptions.of_person(tx, holder) != person.wanted:
            return
        if await _note(tx, person.wanted, told.now, due, now) and reply is not None:
            await push_in_order(tx, house, now, person.chats, reply)


async def _note(tx: Transaction, wanted: Subscription, known: Seen, due: datetime | None, now: datetime) -> bool:
    """Keep what the person hears now. False where another process told them meanwhile."""
    is_news = wanted.alerts and await subscriptions.keep_known(tx, wanted.holder_id, known)
    if due is None:
        return is_news
    return await _done(tx, wanted, Push(due.date(), Outcome.SENT, known), now)


async def _keep(house: House, wanted: Subscription, push: Push, now: datetime) -> None:
    """A day on which nothing is sent."""
    async with house.db.transaction() as tx:
        await _done(tx, wanted, push, now)


async def _done(tx: Transaction, wanted: Subscription, push: Push, now: datetime) -> bool:
    """A due day is over, and with it a schedule of a single day. False where it was before."""
    if _is_single(wanted):
        await subscriptions.unsubscribe(tx, By(JOB, to_ms(now)), wanted.holder_id)
    return await subscriptions.note_push(tx, wanted.holder_id, push, to_ms(now))


async def _told(house: House, person: _Person, day: date) -> _Told:
    found = await target_summary(house, person.asker, day)
    rules = rules_of(house.policy, house.count_unverified)
    basis = ":".join((rules.policy_id, rules.policy_hash, str(int(rules.count_unverified)), *person.units))
    paces = await _paces(house, person, found) if person.wanted.alerts else {}
    now = seen(found.figures, paces, day, basis)
    before = await subscriptions.known(house.db, person.wanted.holder_id) if person.wanted.alerts else None
    return _Told(found, now, before, news(before, now, found.figures, house.policy.deadline, person.sees_names))


async def _paces(house: House, person: _Person, found: Summary) -> dict[str, bool | None]:
    """By target whether the pace of the month-ends is enough, over the units of the person."""
    deadline = house.policy.deadline
    if deadline is None or found.day > deadline:
        return {}
    rules = rules_of(house.policy, house.count_unverified)
    of = [unit.id for unit in await units.in_bounds(house.db, person.asker)] if person.units else [EVERYONE]
    of = await former_units.with_those_before(house.db, of)
    ends = await snapshots.month_ends(house.db, rules, found.day, of, house.place)
    return {figure.id: on_course(figure, ends.get(figure.id, ()), deadline) for figure in found.figures}


def _alert(house: House, person: _Person, told: _Told) -> Reply | None:
    """What happened, alone; None where nothing did."""
    if not told.news or told.before is None or person.centres is not None:
        return None
    text = texts.alert(house.policy, told.found, told.news, told.before.day, person.units)
    rows = [Button(texts.TARGETS, "target_summary"), Button(texts.SETTINGS, SHOW), HOME]
    if any(each.kind is not NewsKind.REACHED for each in told.news):
        rows = [Button(texts.MISSING, "target_missing"), Button(texts.PLAN, "target_plan"), *rows]
    return Reply(text, tuple((button,) for button in rows))


async def _figures(house: House, person: _Person, told: _Told, due: datetime) -> Reply:
    """The summary as one would ask for it, with what happened and what changed above it."""
    holder = person.wanted.holder_id
    if person.centres is not None:
        return replace(person.centres, text=f"{person.centres.text}\n\n{texts.HOW_TO_CHANGE}")
    above = texts.lines(house.policy, told.found, told.news, texts.MOST_BESIDE_SUMMARY)
    if waking(due, _quiet(house, person)) + IN_TIME <= house.clock():
        above.append(texts.late(due, told.now.day))
    before = await subscriptions.last_push(house.db, holder)
    if before is not None and before.outcome is Outcome.LATE:
        above.append(texts.left_out(before.due_on))
    last = await subscriptions.last_push(house.db, holder, sent=True)
    if last is not None and last.told is not None and last.told.basis == told.now.basis:
        changed = changes(last.told, told.found.figures, person.sees_names)
        above.append(texts.difference(told.found, changed, last.told.day))
    summary = await in_words(house, person.asker, told.found)
    paragraphs = ["\n".join(above), summary, texts.HOW_TO_CHANGE]
    return Reply("\n\n".join(part for part in paragraphs if part), OPTIONS)
