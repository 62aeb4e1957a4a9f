"""Figures and alerts that come by themselves: on time, once, and only what may be seen at that moment."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.jobs import Jobs
from handlers.house import House
from handlers.leader.target_pushes import push_target_news
from handlers.push import reply_from_json
from handlers.texts import target_news as texts
from rules.access import Role
from rules.cadres import Cadre
from rules.policy import DataKind
from rules.snapshot import Counted, Snapshot, rules_of
from rules.subscriptions import Rhythm, Schedule
from storage import accounts, cadre_writes, grants, snapshots, subscriptions
from storage.clock import to_ms
from storage.journal import By
from storage.subscriptions import Outcome
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent

ME = roster.THANH.id
WEEKLY = Schedule(Rhythm.WEEKLY, "0", 7)
Tick = Callable[..., Awaitable[list[str]]]


@pytest.fixture
async def leader(linked: Linked) -> Person:
    return await linked(roster.THANH)


@pytest.fixture
def tick(house: House, leader: Person, sent: Sent, clock: Clock) -> Tick:
    """`await tick(day, hour)`: what comes to the leader when the job runs then."""

    async def run(day: int, hour: int = 7, month: int = 6) -> list[str]:
        clock.now = datetime(2025, month, day, hour, tzinfo=clock.now.tzinfo)
        before = await sent(leader)
        await push_target_news(house)
        return (await sent(leader))[len(before) :]

    return run


async def want(house: House, schedule: Schedule | None = WEEKLY, alerts: bool = False) -> None:
    by = By(ME, to_ms(house.clock()))
    async with house.db.transaction() as tx:
        if schedule is not None:
            await subscriptions.subscribe(tx, by, ME, schedule)
        await subscriptions.want_alerts(tx, by, ME, alerts)


async def change(house: House, before: Cadre, after: Cadre) -> None:
    async with house.db.transaction() as tx:
        await cadre_writes.save(tx, By("operator", to_ms(house.clock())), "test", [before], [after])


TRAINED = replace(roster.NHA, credentials=roster.HOA.credentials)
FALLEN = replace(roster.DUNG, credentials=())


async def outcome(house: House) -> Outcome | None:
    last = await subscriptions.last_push(house.db, ME)
    return last.outcome if last else None


async def test_monday_at_seven_the_summary_comes_once_as_one_would_ask_for_it(
    house: House, leader: Person, tick: Tick, clock: Clock
) -> None:
    await want(house)
    assert await tick(2, 9) == [], "what was due before it was chosen is nobody's business"
    assert await tick(9, 6) == []
    [text] = await tick(9, 7)
    assert text == f"{await leader.says('chỉ tiêu tới đâu rồi?')}\n\n{texts.HOW_TO_CHANGE}"
    assert len(text) < 2000
    assert await tick(9, 8) == await tick(9, 7) == await tick(8, 7) == await tick(10, 7) == []


async def test_two_processes_send_one_message(house: House, leader: Person, sent: Sent, clock: Clock) -> None:
    await want(house, alerts=True)
    clock.move(days=7)
    await asyncio.gather(push_target_news(house), push_target_news(house))
    assert len(await sent(leader)) == 1


async def test_the_next_one_says_what_changed_in_a_line(house: House, tick: Tick) -> None:
    await want(house)
    await tick(9)
    await change(house, roster.NHA, TRAINED)
    [second] = await tick(16)
    assert second.splitlines()[0] == "So với tuần trước: chỉ tiêu 5 tăng 1 người; chỉ tiêu 6 tăng 1 người."
    [third] = await tick(23)
    assert third.splitlines()[0] == "So với tuần trước: không thay đổi."


async def test_hours_later_the_same_day_it_comes_as_late(house: House, tick: Tick) -> None:
    await want(house)
    [text] = await tick(9, 15)
    assert text.splitlines()[0] == "Gửi muộn: tin hẹn lúc 07 giờ."


async def test_a_day_that_is_over_is_passed_by_and_the_next_one_says_so(
    house: House, leader: Person, tick: Tick
) -> None:
    await want(house)
    assert await tick(10) == []
    assert await outcome(house) is Outcome.LATE
    assert "Kỳ gần nhất, 09/06/2025: không gửi được trong ngày." in await leader.says("số liệu định kỳ")
    [text] = await tick(16)
    assert text.splitlines()[0] == "Kỳ ngày 09/06/2025 không gửi được trong ngày."


async def test_a_single_day_comes_even_late_and_then_it_is_over(house: House, tick: Tick) -> None:
    await want(house, Schedule(Rhythm.ONCE, "2025-06-05", 7))
    [text] = await tick(7, 9)
    assert text.splitlines()[0] == "Gửi muộn: tin hẹn lúc 07 giờ ngày 05/06/2025."
    assert (await subscriptions.of_person(house.db, ME)).schedule is None
    assert await tick(8) == []


async def test_who_no_longer_has_the_right_hears_nothing(house: House, tick: Tick) -> None:
    await want(house, alerts=True)
    await tick(3)
    async with house.db.transaction() as tx:
        await grants.revoke(tx, By("operator", 1), ME, Role.LEADER)
    await change(house, roster.DUNG, FALLEN)
    assert await tick(9) == []
    assert await outcome(house) is Outcome.NO_RIGHT


async def test_whose_bounds_changed_reads_their_own_unit_and_no_comparison(house: House, tick: Tick) -> None:
    await want(house)
    await tick(9)
    async with house.db.transaction() as tx:
        await grants.revoke(tx, By("operator", 1), ME, Role.LEADER)
        await grants.grant(tx, By("operator", 1), ME, Role.LEADER, roster.TAN_AN.id)
    [text] = await tick(16)
    assert text.splitlines()[0].endswith(roster.TAN_AN.name.upper())


async def test_who_wants_no_notices_or_has_no_chat_on_a_channel_that_runs_gets_none(
    house: House, leader: Person, tick: Tick
) -> None:
    await want(house)
    await leader.taps("mute:1")
    assert await tick(9) == []
    assert await outcome(house) is Outcome.MUTED
    await leader.taps("mute:0")
    async with house.db.transaction() as tx:
        await accounts.close_account(tx, leader.channel, leader.chat, 1)
    assert await tick(16) == []
    assert await outcome(house) is Outcome.NO_CHAT


async def test_it_waits_until_the_quiet_hours_are_over(house: House, leader: Person, tick: Tick) -> None:
    await want(house)
    async with house.db.transaction() as tx:
        facts = await accounts.facts(tx, leader.channel, leader.chat)
        assert facts.account is not None
        await accounts.set_quiet(tx, facts.account.id, "20:00-08:00")
    assert await tick(9, 7) == []
    [text] = await tick(9, 8)
    assert "Gửi muộn" not in text


async def test_a_figure_that_falls_is_told_once_in_the_first_line_with_what_to_do(
    house: House, db_buttons: Callable[[], Awaitable[list[str]]], tick: Tick
) -> None:
    await want(house, None, alerts=True)
    assert await tick(3) == [], "nothing was known before"
    await change(house, roster.DUNG, FALLEN)
    assert await tick(4, 6) == [], "not before the hour"
    [text] = await tick(4)
    assert text.splitlines()[0].startswith(
        "Chỉ tiêu 2 (Trưởng phòng và tương đương) giảm: còn 0/1 (0,0%), trước đó 1/1"
    )
    assert "số liệu ngày 04/06/2025 so với ngày 03/06/2025" in text
    assert await db_buttons() == [texts.MISSING, texts.PLAN, texts.TARGETS, texts.SETTINGS, "Về đầu"]
    assert await tick(4, 9) == await tick(5) == []


@pytest.fixture
def db_buttons(house: House) -> Callable[[], Awaitable[list[str]]]:
    """The options of the message that was put in line last."""

    async def labels() -> list[str]:
        rows = await house.db.rows("select reply from outbox order by created_at desc, id desc limit 1")
        return [button.label for row in reply_from_json(rows[0]["reply"]).buttons for button in row]

    return labels


async def test_good_news_asks_for_nothing(
    house: House, db_buttons: Callable[[], Awaitable[list[str]]], tick: Tick
) -> None:
    await change(house, roster.DUNG, FALLEN)
    await want(house, None, alerts=True)
    await tick(3)
    await change(house, FALLEN, roster.DUNG)
    [text] = await tick(4)
    assert text.startswith("Chỉ tiêu 2 (Trưởng phòng và tương đương) đã ĐẠT: 1/1 (100,0%), chỉ tiêu 100%.")
    assert await db_buttons() == [texts.TARGETS, texts.SETTINGS, "Về đầu"]


async def test_on_the_day_of_the_figures_the_news_comes_with_them(house: House, tick: Tick) -> None:
    await want(house, Schedule(Rhythm.WEEKLY, "0", 9), alerts=True)
    await tick(8)
    await change(house, roster.DUNG, FALLEN)
    assert await tick(9, 7) == []
    [text] = await tick(9, 9)
    assert text.splitlines()[0].startswith("Chỉ tiêu 2 (Trưởng phòng và tương đương) giảm")
    assert "CHỈ TIÊU TRÌNH ĐỘ" in text
    assert await tick(9, 10) == []


async def test_the_deadline_is_brought_to_mind_and_nothing_comes_after_it(house: House, tick: Tick) -> None:
    await want(house, None, alerts=True)
    await tick(30, month=11)
    [text] = await tick(1, month=12)
    assert text.startswith("Còn 30 ngày đến thời hạn 31/12/2025. Đạt 2/6 chỉ tiêu. Cần thêm 5 đồng chí")
    assert await tick(2, month=12) == []
    [text] = await tick(24, month=12)
    assert text.startswith("Còn 7 ngày")
    await change(house, roster.DUNG, FALLEN)
    now = datetime(2026, 1, 1, 9, tzinfo=house.clock().tzinfo)
    await push_target_news(replace(house, clock=lambda: now))
    assert len(await house.db.rows("select 1 from outbox")) == 2


async def test_a_lost_pace_is_told_when_a_month_end_shows_it(house: House, tick: Tick) -> None:
    await freeze(house, (date(2025, 4, 30), 0), (date(2025, 5, 31), 1))
    await want(house, None, alerts=True)
    await tick(3)
    await freeze(house, (date(2025, 6, 30), 0))
    [text] = await tick(1, month=7)
    assert text.startswith("Chỉ tiêu 3 (Phó Trưởng phòng)")
    assert "chậm nhịp: giữ nhịp này thì không kịp thời hạn" in text


async def freeze(house: House, *ends: tuple[date, int]) -> None:
    """Month-ends of the first target that is not reached: so many of four."""
    lacking = roster.POLICY.targets[2].id
    async with house.db.transaction() as tx:
        for day, met in ends:
            counted = Counted(lacking, "", 4, met, 0)
            await snapshots.freeze(
                tx, By("test", 1), Snapshot(day, rules_of(house.policy, house.count_unverified), (counted,))
            )


async def test_who_may_not_see_names_hears_nothing_of_groups_under_five(house: House, tick: Tick) -> None:
    blind = tuple(
        row.model_copy(update={"sees": tuple(kind for kind in row.sees if kind is not DataKind.NAMES)})
        for row in house.policy.access
    )
    await want(house, None, alerts=True)
    await tick(3)
    await change(house, roster.DUNG, FALLEN)
    now = datetime(2025, 6, 4, 7, tzinfo=house.clock().tzinfo)
    policy = house.policy.model_copy(update={"access": blind})
    await push_target_news(replace(house, policy=policy, clock=lambda: now))
    assert await house.db.rows("select 1 from outbox") == []


async def test_a_clock_that_is_moved_brings_it_at_its_hour(house: House, leader: Person) -> None:
    await want(house, Schedule(Rhythm.WEEKLY, "0", 9))
    start = house.clock().replace(hour=7)
    await Jobs(house, "Asia/Ho_Chi_Minh").catch_up(start, start + timedelta(days=21))
    due = await house.db.rows("select due_at from outbox order by due_at")
    days = [start.replace(hour=9) + timedelta(weeks=n) for n in range(3)]
    assert [row["due_at"] for row in due] == [to_ms(day) for day in days]
