"""In the demonstration, moving the clock brings messages that nobody asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.demo import cast
from bot.demo.clock import START
from bot.jobs import Jobs
from handlers.house import House
from handlers.push import reply_from_json
from handlers.table_jobs import JOBS
from handlers.texts import first_contact
from storage import accounts, consents, links
from storage.clock import from_ms
from storage.database import Database
from storage.journal import By
from tests.bot.test_demo import demo

__all__ = ["demo"]

BY = By("operator", 1)
Move = Callable[[float], Awaitable[list[str]]]


@pytest.fixture
async def moved(house: House, demo: Database) -> Move:
    """`await moved(7)`: what the people of the panel hear while the clock goes on by seven days, by their codes."""
    async with demo.transaction() as tx:
        for person in cast.DEMO_PEOPLE:
            holder = await links.holder_by_code(tx, person.code)
            if holder is None:
                continue
            await accounts.open_account(tx, "web", person.code, "", 1)
            [row] = await tx.rows("select id from account where chat = $1", person.code)
            await links.attach(tx, BY, row["id"], holder.id)
            await consents.give(tx, BY, row["id"], first_contact.THONG_BAO, first_contact.VERSION)
    now = START

    async def move(days: float) -> list[str]:
        nonlocal now
        before, now = now, now + timedelta(days=days)
        known = {row["id"] for row in await demo.rows("select id from outbox")}
        await Jobs(replace(house, db=demo, clock=lambda: _never()), "Asia/Ho_Chi_Minh").catch_up(before, now)
        rows = await demo.rows("select id, chat, reply from outbox order by chat")
        new = [row for row in rows if row["id"] not in known]
        return [f"{row['chat']}: {reply_from_json(row['reply']).text.splitlines()[0]}" for row in new]

    return move


@pytest.mark.parametrize("hour", [22, 3])
async def test_no_job_writes_to_anybody_in_quiet_hours(house: House, demo: Database, moved: Move, hour: int) -> None:
    night = START.replace(hour=hour) + timedelta(days=1)
    jobs = Jobs(replace(house, db=demo, clock=lambda: night), "Asia/Ho_Chi_Minh")
    for name in JOBS:
        await jobs.run(name)
    due = {row["due_at"] for row in await demo.rows("select due_at from outbox")}
    morning = night.replace(hour=6, minute=30) + timedelta(days=hour > 12)
    assert {from_ms(at) for at in due} == {morning}


def _never() -> datetime:
    raise AssertionError("a job that is made up for lives in the past")


async def test_a_day_brings_a_class_to_those_who_lack_its_level(moved: Move) -> None:
    heard = await moved(1)
    name = "Lớp đang nhận danh sách cử: Trung cấp lý luận chính trị, hệ không tập trung, khóa 16."
    assert f"{cast.LACKS.code}: {name}" in heard
    assert not any(line.startswith((cast.MEETS.code, cast.STUDYING.code, cast.LEADER.code)) for line in heard)
    later = await moved(7)
    assert [line for line in later if line.endswith(name)] == [], "nothing twice"


async def test_on_monday_at_seven_the_leader_has_the_figures(moved: Move) -> None:
    assert not [line for line in await moved(6.9) if line.startswith(cast.LEADER.code)]
    assert f"{cast.LEADER.code}: CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, HUYỆN CÀNG LONG" in str(await moved(0.1))


async def test_three_weeks_later_it_is_brought_to_mind_again(moved: Move) -> None:
    await moved(1)
    heard = await moved(21)
    assert any(line.startswith(f"{cast.LACKS.code}: Còn ") for line in heard)
