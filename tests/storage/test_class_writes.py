"""Changes of classes and sessions: kept once, on what was seen, with their trace in the journal."""

import asyncio
import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from rules.access import OPERATOR
from rules.classes import ClassState, Enrolment, Part, RunBy, Session, TrainingClass
from rules.levels import Level
from storage import class_desk, class_writes, classes, seats
from storage.class_writes import Kept
from storage.database import Database
from tests.storage.people import BY, CLERK, keep

NEW = TrainingClass(
    "k1", "CU-K1-2025", "Cấp ủy viên cơ sở, khóa 1", places=2, starts_on=date(2025, 7, 1), kind="cap_uy",
    plan_line="Dòng 3",
)  # fmt: skip
SESSION = Session("s1", "k1", date(2025, 7, 1), Part.SANG, "Bài 1", "Hội trường 1", "Lê Văn An")


@pytest.fixture
async def kept(db: Database) -> TrainingClass:
    """The new class as it was kept, with the clerk enrolled in it."""
    await keep(db, CLERK)
    async with db.transaction() as tx:
        assert await class_writes.add(tx, BY, NEW) is Kept.DONE
        await classes.save_enrolments(tx, BY, [Enrolment("k1", CLERK.id)])
        await classes.count_taken(tx, ["k1"])
    return await _now(db)


async def _now(db: Database) -> TrainingClass:
    listed = await classes.by_id(db, OPERATOR, "k1")
    assert listed is not None
    return listed.training


async def _actions(db: Database) -> list[str]:
    return [row["action"] for row in await db.rows("select action from journal where kind in ('class', 'session')")]


async def test_a_new_class_is_kept_whole(db: Database, kept: TrainingClass) -> None:
    assert kept == NEW


async def test_a_code_is_given_once(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        assert await class_writes.add(tx, BY, replace(NEW, id="k2")) is Kept.CODE_TAKEN
        assert await class_writes.add(tx, BY, replace(NEW, id="k3", code="CU-K2-2025")) is Kept.DONE
        assert await class_writes.change(tx, BY, kept, replace(kept, code="CU-K2-2025")) is Kept.CODE_TAKEN


async def test_a_change_is_kept_once_and_the_second_of_two_is_told_that_it_is_late(
    db: Database, kept: TrainingClass
) -> None:
    async def change(name: str) -> Kept:
        async with db.transaction() as tx:
            return await class_writes.change(tx, BY, kept, replace(kept, name=name))

    assert Counter(await asyncio.gather(change("Tên một"), change("Tên hai"))) == {Kept.DONE: 1, Kept.STALE: 1}
    assert (await _now(db)).version == kept.version + 1
    assert (await _actions(db)).count("change_class") == 1


async def test_the_journal_keeps_what_stood_before_and_after(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        await class_writes.change(tx, BY, kept, replace(kept, level=Level.SO_CAP, ends_on=date(2025, 7, 3)))
    [row] = await db.rows(
        "select v.before, v.after from journal j join journal_value v on v.journal_id = j.id"
        " where j.action = 'change_class'"
    )
    assert (json.loads(row["before"])["ends_on"], json.loads(row["after"])["ends_on"]) == (None, "2025-07-03")
    assert json.loads(row["after"])["level"] == "so_cap"


async def test_there_are_never_fewer_places_than_people(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        assert await class_writes.change(tx, BY, kept, replace(kept, places=0)) is Kept.TOO_FEW
        assert await class_writes.change(tx, BY, kept, replace(kept, places=1)) is Kept.DONE


async def test_places_may_be_left_open(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        assert await class_writes.change(tx, BY, kept, replace(kept, places=None)) is Kept.DONE
    assert (await _now(db)).places is None


async def test_a_step_that_does_not_follow_is_not_taken(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        assert await class_writes.step(tx, BY, kept, ClassState.RUNNING) is Kept.STALE
        assert await class_writes.step(tx, BY, kept, ClassState.OPEN) is Kept.DONE
        assert await class_writes.step(tx, BY, kept, ClassState.OPEN) is Kept.STALE, "a double tap"
    assert (await _now(db)).state is ClassState.OPEN


async def test_a_quota_counts_who_is_in_already_and_zero_takes_it_away(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        assert await class_writes.set_quotas(tx, BY, kept, {CLERK.unit.id: 3}) is Kept.DONE
        assert await class_writes.set_quotas(tx, BY, kept, {CLERK.unit.id: 4}) is Kept.STALE
    [quota] = await seats.quotas_of(db, "k1")
    assert (quota.places, quota.taken) == (3, 1)
    async with db.transaction() as tx:
        assert await class_writes.set_quotas(tx, BY, await _now_in(tx), {CLERK.unit.id: 0}) is Kept.DONE
    assert await seats.quotas_of(db, "k1") == []


async def _now_in(tx: object) -> TrainingClass:
    listed = await classes.by_id(tx, OPERATOR, "k1")  # type: ignore[arg-type]  # a transaction reads too
    assert listed is not None
    return listed.training


async def test_a_session_is_moved_on_what_was_seen_only(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        [added] = await class_writes.add_sessions(tx, BY, [SESSION])
        later = replace(added, day=date(2025, 7, 2), lecturer_id="l1", cancelled=True)
        assert await class_writes.change_session(tx, BY, added, later) is Kept.DONE
        assert await class_writes.change_session(tx, BY, added, added) is Kept.STALE
    [now] = await classes.sessions_of(db, "k1")
    assert now == replace(later, version=2)


async def test_the_desk_sees_what_a_class_holds_and_who_sits_where(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        await class_writes.add_sessions(tx, BY, [SESSION, replace(SESSION, id="", part=Part.CHIEU, cancelled=True)])
    standing = await class_desk.standing_of(db, "k1", date(2025, 7, 2))
    assert (standing.enrolled, standing.without_result, standing.sessions, standing.sessions_ahead) == (1, 1, 1, 0)
    [booked] = await class_desk.booked_on(db, [SESSION.day])
    assert (booked.session, booked.class_name, booked.people) == (SESSION, NEW.name, frozenset({CLERK.id}))
    assert await class_desk.booked_on(db, [date(2025, 7, 2)]) == []
    assert await class_desk.people_of(db, "k1") == {CLERK.id}


async def test_a_class_on_which_something_hangs_is_not_taken_out(db: Database, kept: TrainingClass) -> None:
    async with db.transaction() as tx:
        await class_writes.add(tx, BY, replace(NEW, id="k9", code="X", run_by=RunBy.SCHOOL))
        assert not await class_writes.remove_class(tx, BY, "k1", "undo import")
        assert await class_writes.remove_class(tx, BY, "k9", "undo import")
