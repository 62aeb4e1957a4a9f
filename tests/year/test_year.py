"""A year of twelve people, four classes and two targets: what leaves is what was written down by hand before."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs.running import claim_by_clock
from handlers.house import Centre, House, WaysIn
from handlers.linking.invite import make_invite
from handlers.table_jobs import JOBS
from storage import links
from storage.clock import to_ms
from storage.database import open_database
from storage.files import FileStore
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.storage.in_place import at_once
from tests.year import people, script
from tests.year.people import NEW_YEAR, ZONE
from tests.year.script import Act, Line
from tests.year.town import Clock, Town

__all__ = ["at_once"]

_FILES = {
    "ds-cu.csv": "Họ và tên;Ngày sinh;Chức vụ;Số điện thoại;Ghi chú\n"
    "Lê Thị Bình;02/03/1999;Giáo viên;0912000111;Quần chúng ưu tú\n"
    "Đặng Thị Thảo;12/03/1975;Ủy viên BCH Đảng bộ xã;0912000005;\n",
    "de_cuong_bai_4.pdf": "%PDF-1.7 bài 4",
}


@pytest.fixture
async def town(tmp_path: Path, at_once: None) -> AsyncIterator[Town]:
    db = await open_database(f"sqlite:///{tmp_path}/year.db?synchronous=off")
    await people.settle_in(db)
    clock = Clock(NEW_YEAR)
    house = House(
        db=db,
        policy=people.POLICY,
        regulations=roster.REGULATIONS,
        courses=roster.COURSES,
        holidays=people.HOLIDAYS,
        centre=Centre("Trung tâm Chính trị huyện Càng Long", "0294 388 2000"),
        clock=clock,
        files=FileStore(tmp_path / "files"),
        ways_in=WaysIn(telegram="https://t.me/CangLongBot"),
    )
    yield Town(house, clock)
    await db.close()


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(datetime(2025, 5, 1, tzinfo=ZONE), id="spring"),
        pytest.param(datetime(2026, 1, 1, tzinfo=ZONE), id="whole", marks=pytest.mark.proof),
    ],
)
async def test_the_year_sends_what_was_written_down(town: Town, end: datetime) -> None:
    """Everything befalls the machine in spring; all classes and both targets come to their end with the year."""
    await live_until(town, end)
    written = [line for line in (*script.calendar(), *expected_of_acts()) if line.at < end]
    assert script.difference(written, town.recorder.sent) == ""


def test_what_is_missing_and_what_is_too_much_are_told_apart() -> None:
    first, second, third = (Line(NEW_YEAR + timedelta(hours=hour), "Nhã", "Nhắc lịch học …") for hour in (7, 8, 9))
    sent = [replace(each, first_line="Nhắc lịch học thứ Hai") for each in (second, third, third)]
    assert script.difference([first, second, third], sent) == f"- {first}\n+ {sent[-1]}"


async def live_until(town: Town, end: datetime) -> None:
    """Everything that people do, and all that comes by the clock in between."""
    chats: dict[str, Person] = {}
    for act in (each for each in script.acts() if each.at < end):
        await pass_time(town, act.at)
        await perform(town, act, chats.setdefault(act.who, Person(town.house, people.CHANNEL, act.who, act.who)))
    await pass_time(town, end)


async def pass_time(town: Town, at: datetime) -> None:
    """Live until an instant, with what befalls the machine on the way."""
    for begins, befall in MISHAPS:
        if town.clock.now < begins <= at:
            await town.live_until(begins)
            await befall(town)
    await town.live_until(at)


async def the_machine_is_off(town: Town) -> None:
    town.clock.now = datetime(2025, 3, 19, 11, 45, tzinfo=ZONE)
    await town.restart()


async def the_program_is_killed_twice(town: Town) -> None:
    """When it had taken the reminders on itself and made none; and when they were in line and none had left."""
    town.clock.now = datetime(2025, 4, 6, 17, tzinfo=ZONE)
    assert await claim_by_clock(town.house, JOBS["session-reminders"], town.clock.now)
    town.begin_anew()
    await town.jobs.look(are_others_dead=True)
    await town.jobs.idle()
    await town.restart()


async def the_clock_is_set_back(town: Town) -> None:
    await town.restart()
    await town.watch_until(datetime(2025, 4, 15, 23, tzinfo=ZONE))
    town.clock.now -= timedelta(hours=5)
    await town.look()
    await town.watch_until(datetime(2025, 4, 15, 20, 30, tzinfo=ZONE))


MISHAPS = (
    (datetime(2025, 3, 16, 12, tzinfo=ZONE), the_machine_is_off),
    (datetime(2025, 4, 6, 16, 59, tzinfo=ZONE), the_program_is_killed_twice),
    (datetime(2025, 4, 15, 19, 30, tzinfo=ZONE), the_clock_is_set_back),
)


def expected_of_acts() -> list[Line]:
    """What others read at once of what somebody does."""
    return [
        Line(act.at, who, first_line)
        for act in script.acts()
        for who, _, first_line in (told.partition(": ") for told in act.told)
    ]


async def perform(town: Town, act: Act, person: Person) -> None:
    """Type, tap and send, step by step; each option that is tapped must be offered."""
    for step in act.steps:
        inner = step[1:-1]
        match step[0]:
            case "[":
                assert inner in person.labels, (
                    f"{act.at} {act.who}: {inner!r} not in {person.labels}\n{person.last.text}"
                )
                await person.taps(inner)
            case "{":
                await person.sends_file(inner, _FILES[inner].encode())
            case "(":
                await _by_phone(town, person, inner)
            case _:
                await person.says(step)
    await town.something_was_done()


async def _by_phone(town: Town, person: Person, what: str) -> None:
    if what == "bắt đầu":
        await person.starts()
    elif what == "mã":
        holder = await links.holder_by_code(town.house.db, people.THAO.code)
        assert holder is not None
        invite = await make_invite(town.house, holder, By("operator", to_ms(town.clock())))
        await person.says(invite.code)
    else:
        await person.shares_contact(what.removeprefix("số "))
