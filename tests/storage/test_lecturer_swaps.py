"""Swaps, works and hours of lecturers in storage, on both engines."""

from dataclasses import replace
from datetime import date

import pytest

from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from rules.hours import hours_of
from rules.lecturers import Lecturer, State, Work, WorkKind, sum_of
from rules.swaps import SwapMove, SwapState
from storage import class_writes, classes, lecturer_hours, lecturer_sessions, lecturer_swaps, lecturer_works, lecturers
from storage.database import Database
from storage.journal import By
from tests.storage.people import CHAIR, COMMUNE, keep

BY, TODAY = By("nv01", 5), date(2025, 6, 2)
CLASS = TrainingClass("k1", "CU-K1", "Cấp ủy, khóa 1", state=ClassState.RUNNING)


@pytest.fixture
async def pair(db: Database) -> tuple[Lecturer, Lecturer]:
    """Two lecturers; the first has a session today and one tomorrow."""
    await keep(db, CHAIR)
    async with db.transaction() as tx:
        minh = await lecturers.add(tx, BY, Lecturer("", "", "Ngô Văn Minh", True, State.APPROVED))
        an = await lecturers.add(tx, BY, Lecturer("", "", "Trần Thị An", True, State.APPROVED))
        await classes.save_classes(tx, BY, "test", [CLASS])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", CHAIR.id)])
        await classes.replace_sessions(tx, BY, "k1", [
            Session("s1", "k1", TODAY, Part.SANG, "Bài 1", "", minh.name, minh.id, periods=4),
            Session("s2", "k1", date(2025, 6, 3), Part.CHIEU, "Bài 2", "", minh.name, minh.id),
        ])  # fmt: skip
    return minh, an


async def asked(db: Database, who: Lecturer, other: Lecturer | None = None, session: str = "s2") -> str:
    async with db.transaction() as tx:
        found = await lecturer_swaps.ask(tx, BY, session, who.id, other.id if other else None, "họp")
    assert found is not None
    return found


async def test_a_session_is_asked_for_once_until_it_is_answered(db: Database, pair: tuple[Lecturer, Lecturer]) -> None:
    minh, an = pair
    first = await asked(db, minh, an)
    async with db.transaction() as tx:
        assert await lecturer_swaps.ask(tx, BY, "s2", minh.id, None, "") is None
        swap = await lecturer_swaps.by_id(tx, first)
        assert swap is not None
        assert await lecturer_swaps.move(tx, BY, swap, SwapMove.DECLINE, "bận")
        assert not await lecturer_swaps.move(tx, BY, swap, SwapMove.AGREE), "it was answered"
        assert await lecturer_swaps.ask(tx, BY, "s2", minh.id, None, "") is not None


async def test_a_granted_swap_puts_the_colleague_on_the_session(db: Database, pair: tuple[Lecturer, Lecturer]) -> None:
    minh, an = pair
    swap = await lecturer_swaps.by_id(db, await asked(db, minh, an))
    assert swap is not None
    assert (swap.state, swap.other.name if swap.other else "") == (SwapState.ASKED, "Trần Thị An")
    async with db.transaction() as tx:
        assert await lecturer_swaps.grant(tx, BY, swap, an)
    async with db.transaction() as tx:
        assert not await lecturer_swaps.grant(tx, BY, swap, an), "a second tap"
    [own] = await lecturer_sessions.own_sessions(db, an.id, TODAY, date(2025, 6, 30))
    assert (own.session.id, own.session.lecturer, own.session.version, own.learners) == ("s2", "Trần Thị An", 2, 1)
    rows = await db.rows("select action from journal where action like '%swap%'")
    assert {row["action"] for row in rows} == {"ask_swap", "grant_swap", "swap_session"}


async def test_a_session_that_was_changed_meanwhile_is_not_given_away(
    db: Database, pair: tuple[Lecturer, Lecturer]
) -> None:
    minh, an = pair
    swap = await lecturer_swaps.by_id(db, await asked(db, minh))
    assert swap is not None
    async with db.transaction() as tx:
        await class_writes.change_session(tx, BY, swap.session, replace(swap.session, day=date(2025, 6, 5)))
    async with db.transaction() as tx:
        assert not await lecturer_swaps.grant(tx, BY, swap, an)
    [still] = await lecturer_swaps.open_ones(db, TODAY)
    assert (still.state, still.session.day) == (SwapState.WAITING, date(2025, 6, 5))


async def test_only_what_can_still_be_answered_is_listed(db: Database, pair: tuple[Lecturer, Lecturer]) -> None:
    minh, an = pair
    await asked(db, minh, an)
    waiting = await asked(db, minh, session="s1")
    assert (await lecturer_swaps.open_ones(db, TODAY))[0].id == waiting, "staff answer it first"
    assert len(await lecturer_swaps.of_lecturer(db, an.id, TODAY)) == 1
    assert len(await lecturer_swaps.open_ones(db, date(2025, 6, 3))) == 1
    async with db.transaction() as tx:
        [second] = [each for each in await classes.sessions_of(tx, "k1") if each.id == "s2"]
        await class_writes.change_session(tx, BY, second, replace(second, cancelled=True))
    assert await lecturer_swaps.of_lecturer(db, an.id, TODAY) == []


async def test_sessions_are_shown_with_the_people_and_units_of_the_class(
    db: Database, pair: tuple[Lecturer, Lecturer]
) -> None:
    minh, an = pair
    assert await lecturer_sessions.units_of_class(db, "k1") == [(COMMUNE.name, 1)]
    assert await lecturer_sessions.own_session(db, an.id, "s1") is None
    assert await lecturer_sessions.ahead(db, minh.id, TODAY) == 2
    [first] = [each for each in await classes.sessions_of(db, "k1") if each.id == "s1"]
    assert await lecturer_sessions.is_busy(db, minh.id, replace(first, id="other"))
    assert not await lecturer_sessions.is_busy(db, minh.id, first), "it is the session itself"


async def test_hours_are_read_of_one_or_of_all_and_the_number_of_the_centre_is_kept(
    db: Database, pair: tuple[Lecturer, Lecturer]
) -> None:
    minh, an = pair
    own = await lecturer_hours.taught_between(db, TODAY, date(2025, 6, 30), minh.id)
    assert hours_of([each.session for each in own], None).periods == 4
    assert await lecturer_hours.taught_between(db, TODAY, date(2025, 6, 30), an.id) == []
    assert await lecturer_hours.periods_per_session(db) is None
    for number in (5, None):
        async with db.transaction() as tx:
            await lecturer_hours.set_periods_per_session(tx, BY, number)
        assert await lecturer_hours.periods_per_session(db) == number


async def test_a_work_counts_once_staff_confirmed_it(db: Database, pair: tuple[Lecturer, Lecturer]) -> None:
    minh, _ = pair
    async with db.transaction() as tx:
        told = await lecturer_works.add(tx, BY, Work("", minh.id, WorkKind.RESEARCH, "Đề tài A", date(2025, 3, 1)))
        await lecturer_works.add(
            tx, BY, Work("", minh.id, WorkKind.METHOD, "Thảo luận nhóm", date(2024, 3, 1), confirmed_by="nv01")
        )
    assert [work.id for work, _ in await lecturer_works.unconfirmed(db)] == [told.id]
    async with db.transaction() as tx:
        assert await lecturer_works.confirm(tx, BY, told.id)
        assert not await lecturer_works.confirm(tx, BY, told.id)
        assert not await lecturer_works.take_out(tx, BY, told), "it counts"
    [(work, name)] = await lecturer_works.of_year(db, 2025)
    assert (name, sum_of([work]).counts[WorkKind.RESEARCH]) == ("Ngô Văn Minh", 1)
    assert len(await lecturer_works.of_lecturer(db, minh.id)) == 2


async def test_a_work_told_wrongly_is_taken_out(db: Database, pair: tuple[Lecturer, Lecturer]) -> None:
    minh, _ = pair
    async with db.transaction() as tx:
        told = await lecturer_works.add(tx, BY, Work("", minh.id, WorkKind.PRACTICE, "Tổng kết", date(2025, 3, 1)))
        assert await lecturer_works.take_out(tx, BY, told)
        assert not await lecturer_works.take_out(tx, BY, told)
        assert await lecturer_works.by_id(tx, told.id) is None


async def test_who_still_teaches_a_class_is_found_as_somebody_who_chats(
    db: Database, pair: tuple[Lecturer, Lecturer]
) -> None:
    minh, an = pair
    assert await lecturer_sessions.still_to_teach(db, "k1", TODAY) == [], "he has no chat"
    async with db.transaction() as tx:
        await lecturers.change(tx, BY, "let_in", minh, replace(minh, holder_id=CHAIR.id))
    assert await lecturer_sessions.still_to_teach(db, "k1", TODAY) == [(CHAIR.id, 2)]
    assert await lecturer_sessions.still_to_teach(db, "k1", date(2025, 6, 3)) == [(CHAIR.id, 1)]
    assert await lecturer_sessions.holders_of(db, [minh.id, an.id]) == {minh.id: CHAIR.id}
