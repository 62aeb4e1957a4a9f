"""Making the demonstration's database once, opening it again, and never touching any other."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from bot.demo.cast import DEMO_PEOPLE, LEADER, STAFF
from bot.demo.clock import START, start_clock
from bot.demo.history import BEGUN, History, enrolled_at, history_of
from bot.demo.safety import URL, DemoRefused
from bot.demo.world import VERSION, World, make_world
from handlers.month_ends import freeze_missing
from rules.policy import Policy
from rules.subscriptions import Rhythm, Schedule
from storage import cadre_writes, classes, grants, lecturers, materials, subscriptions, timetables, units
from storage.clock import now_ms, to_ms
from storage.database import Database, Transaction, open_database
from storage.house_facts import DEMONSTRATION, house_fact, keep_house_fact
from storage.journal import By
from storage.peek import facts_of_file
from storage.vouching import vouch

_BY = By("operator", to_ms(START))


async def open_demo(policy: Policy, url: str = URL, told: Callable[[str], None] = lambda _: None) -> Database:
    """The demonstration's database, made first where there is none. `told` hears that it is being made.

    Raises DemoRefused for a file that is not a demonstration's or is one of another version; it is not changed.
    """
    path = Path(urlsplit(url).path[1:])
    if not path.exists():  # noqa: ASYNC240 — once, at start
        told("Making the demonstration's world, this takes a moment.")
        await _make(policy, path)
    else:
        _refuse_foreign(path)
    return await open_database(url)


async def is_demo(db: Database) -> bool:
    """Whether an open database holds a demonstration."""
    return await house_fact(db, DEMONSTRATION) is not None


def _refuse_foreign(path: Path) -> None:
    facts = facts_of_file(path)
    if facts is None or DEMONSTRATION not in facts:
        raise DemoRefused(f"{path} is not a demonstration's database; it is left as it is.")
    if facts[DEMONSTRATION] != VERSION:
        raise DemoRefused(f"{path} holds an older demonstration; delete the file to have the new one made.")


async def _make(policy: Policy, path: Path) -> None:
    """Make the file beside its place and move it there when it is whole: a half-made one is never opened."""
    half = path.with_name(f"{path.name}.new")
    half.unlink(missing_ok=True)
    db = await open_database(f"sqlite:///{half}?synchronous=off")
    try:
        async with db.transaction() as tx:
            await _fill(tx, make_world(policy))
        await freeze_missing(db, policy, count_unverified=True, now=START)
    finally:
        await db.close()
    half.rename(path)


async def _fill(tx: Transaction, world: World) -> None:
    await units.save(tx, world.units)
    await _keep_history(tx, history_of(world.cadres))
    book = world.book
    for lecturer in book.lecturers:
        await lecturers.add(tx, _BY, lecturer)
    await classes.save_classes(tx, _BY, "demo", book.classes)
    for class_id, sessions in groupby(book.sessions, lambda session: session.class_id):
        await classes.replace_sessions(tx, _BY, class_id, list(sessions))
    await timetables.note_new(tx)  # given out long ago
    for training in book.classes:
        people = [each for each in book.enrolments if each.class_id == training.id]
        await classes.save_enrolments(tx, By("operator", to_ms(enrolled_at(training))), people)
    await classes.count_taken(tx, [each.id for each in book.classes])
    await materials.save(tx, _BY, book.materials)
    ids = {cadre.code: cadre.id for cadre in world.cadres}
    holders = await _give_roles(tx, ids)
    await _subscribe(tx, ids[LEADER.code])
    await vouch(tx, By(holders[STAFF.code], to_ms(START)), START.date())
    await start_clock(tx, now_ms())
    await keep_house_fact(tx, DEMONSTRATION, VERSION)


async def _keep_history(tx: Transaction, history: History) -> None:
    """The records as they were first read in, then all that was noted since, each by its day in the journal."""
    begun = By("operator", to_ms(BEGUN))
    await cadre_writes.save(tx, begun, "demo", [None] * len(history.first), history.first)
    for noted in history.noted:
        by = By("operator", to_ms(noted.at))
        if noted.after is not None:
            await cadre_writes.save(tx, by, "demo", [noted.before], [noted.after])
        elif noted.before is not None:
            await cadre_writes.remove(tx, by, "demo", [noted.before])


async def _subscribe(tx: Transaction, leader: str) -> None:
    """The leader wants the figures on Monday mornings, and to hear when something happens to them."""
    await subscriptions.subscribe(tx, _BY, leader, Schedule(Rhythm.WEEKLY, "0", START.hour))
    await subscriptions.want_alerts(tx, _BY, leader, wanted=True)


async def _give_roles(tx: Transaction, ids: dict[str, str]) -> dict[str, str]:
    """Who has a role now: id by code."""
    holders = {}
    for person in DEMO_PEOPLE:
        if person.grant is None:
            continue
        holder = ids[person.code] if person.code in ids else (await grants.create_staff(tx, _BY, person.name)).id
        await grants.grant(tx, _BY, holder, person.grant, person.unit_id)
        holders[person.code] = holder
    return holders
