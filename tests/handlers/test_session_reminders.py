"""The evening before a day of one's class: once, as things stand when it is sent, and the materials with it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from handlers.house import House
from handlers.push import reply_from_json, with_contents
from handlers.session_news import tell_of_changes
from handlers.session_reminders import remind_of_sessions
from rules.classes import ClassState, Enrolment, EnrolmentState, Part, Session, TrainingClass
from rules.learners import Learner
from rules.lecturers import Lecturer, State
from rules.materials import Material, MaterialFile
from storage import classes, learners, lecturers, materials, outbox
from storage.clock import to_ms
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, Sent

BY = By("operator", 1)
COURSE = TrainingClass(
    "cu2", "CU-K2", "Bồi dưỡng cấp ủy viên, khóa 2", state=ClassState.RUNNING,
    hours="Sáng 07 giờ 30, chiều 13 giờ 30", place="Trung tâm Chính trị",
)  # fmt: skip
MORNING = Session("s1", "cu2", date(2025, 6, 10), Part.SANG, "Bài 1: Đường lối", "Hội trường 1", "Thầy Minh")
AFTERNOON = Session("s2", "cu2", date(2025, 6, 10), Part.CHIEU, "Bài 2: Dân vận")
SECOND_DAY = Session("s3", "cu2", date(2025, 6, 12), Part.SANG, "Bài 3")
FIRST_TEXT = (
    "Nhắc khai giảng thứ Ba 10/06: lớp Bồi dưỡng cấp ủy viên, khóa 2.\n"
    "- Sáng 07 giờ 30, Hội trường 1: Bài 1: Đường lối. Giảng viên: Thầy Minh.\n"
    "- Chiều 13 giờ 30, Trung tâm Chính trị: Bài 2: Dân vận."
)

Go = Callable[..., Awaitable[None]]


@pytest.fixture(autouse=True)
async def a_class(house: House, db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [COURSE])
        await classes.save_enrolments(
            tx, BY, [Enrolment("cu2", roster.NHA.id), Enrolment("cu2", roster.KIET.id, EnrolmentState.LEFT)]
        )
        await classes.replace_sessions(tx, BY, "cu2", [MORNING, AFTERNOON, SECOND_DAY])
    await tell_of_changes(house)


@pytest.fixture
def go(house: House, clock: Clock) -> Go:
    """`await go(9, 17)`: it is the 9th of June, 17:00, and the job runs."""

    async def run(day: int, hour: int, minute: int = 0) -> None:
        clock.now = clock.now.replace(day=day, hour=hour, minute=minute)
        await remind_of_sessions(house)

    return run


async def change(db: Database, session: str, what: str) -> None:
    await db.write(f"update class_session set {what}, version = version + 1 where id = $1", session)


async def needless(db: Database, clock: Clock) -> list[bool]:
    """Whether what waits is taken for needless, as the courier claims it."""
    found = []
    while parcel := await outbox.claim(db, "telegram", to_ms(clock())):
        found.append(parcel.needless)
        await (outbox.drop(db, parcel.id) if parcel.needless else outbox.settle(db, parcel.id, "sent", "", 1))
    return found


async def test_the_evening_before_both_sessions_of_the_day_come_in_one_message(
    linked: Linked, sent: Sent, go: Go
) -> None:
    nha, kiet = await linked(roster.NHA), await linked(roster.KIET)
    await go(9, 16, 45)
    assert await sent(nha) == []
    await go(9, 17)
    assert await sent(nha) == [FIRST_TEXT]
    assert await sent(kiet) == [], "he left"


async def test_the_first_day_of_a_class_is_told_three_days_ahead_too(linked: Linked, sent: Sent, go: Go) -> None:
    nha = await linked(roster.NHA)
    for day, hour in ((6, 17), (7, 17), (8, 17), (9, 17), (11, 17)):
        await go(day, hour)
    told = [text.splitlines()[0] for text in await sent(nha)]
    assert told == [FIRST_TEXT.splitlines()[0]] * 2 + [
        "Nhắc lịch học thứ Năm 12/06: lớp Bồi dưỡng cấp ủy viên, khóa 2."
    ]


async def test_running_it_again_changes_nothing(linked: Linked, sent: Sent, go: Go) -> None:
    nha = await linked(roster.NHA)
    for minute in (0, 15, 30):
        await go(9, 17, minute)
    await go(10, 7)
    assert len(await sent(nha)) == 1


async def test_a_run_that_breaks_off_halfway_has_told_nobody_and_the_next_one_tells_them(
    db: Database, linked: Linked, sent: Sent, go: Go
) -> None:
    nha = await linked(roster.NHA)
    await db.write("create trigger broken before insert on outbox begin select raise(abort, 'disk full'); end")
    with pytest.raises(Exception, match="disk full"):
        await go(9, 17)
    assert await db.rows("select 1 from session_reminder") == []
    await db.write("drop trigger broken")
    await go(9, 17, 30)
    assert await sent(nha) == [FIRST_TEXT]


async def test_two_runs_at_once_remind_once(house: House, linked: Linked, sent: Sent, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    clock.now = clock.now.replace(day=9, hour=17)
    await asyncio.gather(remind_of_sessions(house), remind_of_sessions(house))
    assert await sent(nha) == [FIRST_TEXT]


async def test_nothing_comes_at_night_and_what_was_added_at_night_comes_in_the_morning(
    house: House, db: Database, linked: Linked, sent: Sent, go: Go
) -> None:
    nha = await linked(roster.NHA)
    async with db.transaction() as tx:
        await classes.replace_sessions(tx, BY, "cu2", [AFTERNOON, SECOND_DAY])
    await go(9, 20, 15)
    async with db.transaction() as tx:
        await classes.replace_sessions(tx, BY, "cu2", [MORNING, AFTERNOON, SECOND_DAY])
    await go(9, 22)
    assert len(await sent(nha)) == 1
    await go(10, 6, 30)
    await tell_of_changes(house)
    await go(10, 7, 20)
    assert (await sent(nha))[1:] == ["\n".join(FIRST_TEXT.splitlines()[:2])]


async def test_a_session_that_has_begun_reminds_nobody(linked: Linked, sent: Sent, go: Go) -> None:
    nha = await linked(roster.NHA)
    await go(10, 13, 30)
    assert await sent(nha) == []
    await go(10, 13, 15)
    assert [text.splitlines()[1:] for text in await sent(nha)] == [
        ["- Chiều 13 giờ 30, Trung tâm Chính trị: Bài 2: Dân vận."]
    ]


async def test_who_sleeps_earlier_is_reminded_in_the_morning_if_there_is_time(
    linked: Linked, sent: Sent, go: Go
) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("quiet")
    await nha.says("17 giờ đến 7 giờ")
    await go(9, 17)
    assert await sent(nha) == []
    await go(10, 7)
    assert await sent(nha) == [FIRST_TEXT]


async def test_who_begged_off_is_reminded_of_the_rest_and_who_wants_no_messages_of_nothing(
    db: Database, linked: Linked, sent: Sent, go: Go
) -> None:
    nha = await linked(roster.NHA)
    async with db.transaction() as tx:
        await tx.rows(
            "insert into attendance (session_id, person_id, state, reason, by_whom, at)"
            " values ('s1', $1, 'announced', 'họp', 'x', 1)",
            roster.NHA.id,
        )
    await go(9, 17)
    [text] = await sent(nha)
    assert "Sáng" not in text
    await nha.taps("mute:1")
    await go(11, 17)
    assert len(await sent(nha)) == 1


async def test_a_change_within_the_hour_is_enough_and_the_reminder_follows_later(
    house: House, db: Database, linked: Linked, sent: Sent, go: Go, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    await change(db, "s3", "room = 'Phòng 2'")
    clock.now = clock.now.replace(day=11, hour=16, minute=30)
    await tell_of_changes(house)
    await go(11, 17)
    assert [text.splitlines()[0] for text in await sent(nha)] == [
        "Lịch học thay đổi, lớp Bồi dưỡng cấp ủy viên, khóa 2:"
    ]
    await go(11, 17, 30)
    assert "Phòng 2: Bài 3" in (await sent(nha))[-1]
    await change(db, "s3", "room = 'Phòng 3'")
    clock.move(minutes=5)
    await tell_of_changes(house)
    await go(11, 20)
    assert len(await sent(nha)) == 3, "the change is told, the reminder is not said again"


async def test_a_session_that_moves_to_another_day_is_reminded_of_anew(
    house: House, db: Database, linked: Linked, sent: Sent, go: Go, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    await go(11, 17)
    await change(db, "s3", "day = '2025-06-13'")
    clock.move(minutes=5)
    await tell_of_changes(house)
    await go(12, 17)
    told = [text.splitlines()[0] for text in await sent(nha)]
    assert (told[0], told[-1]) == (
        "Nhắc lịch học thứ Năm 12/06: lớp Bồi dưỡng cấp ủy viên, khóa 2.",
        "Nhắc lịch học thứ Sáu 13/06: lớp Bồi dưỡng cấp ủy viên, khóa 2.",
    )


@pytest.mark.parametrize(
    "sql",
    [
        "update class_session set cancelled = 1, version = version + 1",
        "update class_session set room = 'Phòng 9', version = version + 1 where id = 's1'",
        "update training_class set state = 'cancelled'",
        "update enrolment set state = 'left'",
        "update account set muted = 1",
        "delete from class_session",
    ],
)
async def test_what_changed_before_it_was_sent_is_not_sent(
    db: Database, linked: Linked, go: Go, clock: Clock, sql: str
) -> None:
    await linked(roster.NHA)
    await go(9, 17)
    await db.write(sql)
    assert await needless(db, clock) == [True]
    assert await db.rows("select 1 from session_reminder") == []
    assert await db.rows("select 1 from outbox") == []


async def test_what_was_dropped_comes_as_things_stand_then(
    house: House, db: Database, linked: Linked, sent: Sent, go: Go, clock: Clock
) -> None:
    nha = await linked(roster.NHA)
    await go(9, 17)
    await change(db, "s2", "cancelled = 1")
    assert await needless(db, clock) == [True]
    await tell_of_changes(house)
    await go(9, 17, 15)
    [text] = (await sent(nha))[1:]
    assert text == "\n".join(FIRST_TEXT.splitlines()[:2])


async def test_a_reminder_that_comes_out_after_the_beginning_is_not_sent(
    db: Database, linked: Linked, go: Go, clock: Clock
) -> None:
    await linked(roster.NHA)
    await go(9, 17)
    clock.now = clock.now.replace(day=10, hour=13, minute=30)
    assert await needless(db, clock) == [True]


async def test_a_reminder_as_it_should_be_is_sent(db: Database, linked: Linked, go: Go, clock: Clock) -> None:
    await linked(roster.NHA)
    await go(9, 17)
    assert await needless(db, clock) == [False]
    await go(9, 17, 15)
    assert await needless(db, clock) == []


async def test_a_lecturer_is_reminded_of_their_own_sessions(
    house: House, db: Database, linked: Linked, sent: Sent, go: Go
) -> None:
    dung = await linked(roster.DUNG)
    async with db.transaction() as tx:
        who = await lecturers.add(
            tx, BY, Lecturer("", "", roster.DUNG.name, False, State.APPROVED, holder_id=roster.DUNG.id)
        )
        await classes.replace_sessions(tx, BY, "cu2", [replace(MORNING, lecturer_id=who.id), SECOND_DAY])
    await go(9, 18)
    assert (await sent(dung))[-1] == (
        "Nhắc lịch giảng thứ Ba 10/06: lớp Bồi dưỡng cấp ủy viên, khóa 2.\n"
        "- Sáng 07 giờ 30, Hội trường 1: Bài 1: Đường lối.\n"
        "Học viên: 1 người."
    )


async def test_a_learner_is_reminded_and_one_who_came_onto_the_roster_in_the_chat_they_have_now(
    db: Database, linked: Linked, sent: Sent, go: Go
) -> None:
    binh = await linked(roster.Centre("hv1", "HV00001", "Lê Thị Bình"))
    hoa = await linked(roster.HOA)
    some = [
        Learner("hv1", "HV00001", "Lê Thị Bình", roster.TAN_AN),
        Learner("hv2", "HV00002", roster.HOA.name, roster.TAN_AN),
    ]
    async with db.transaction() as tx:
        await learners.save(tx, BY, "add", some)
        await tx.rows("update learner set cadre_id = $1 where id = 'hv2'", roster.HOA.id)
        await classes.save_enrolments(tx, BY, [Enrolment("cu2", each.id) for each in some])
    await go(9, 17)
    assert [await sent(binh), await sent(hoa)] == [[FIRST_TEXT], [FIRST_TEXT]]


async def keep(house: House, *some: Material) -> None:
    async with house.db.transaction() as tx:
        await materials.save(tx, BY, some)


async def test_the_materials_of_a_session_come_with_its_reminder_and_the_file_by_its_digest(
    house: House, db: Database, linked: Linked, go: Go
) -> None:
    await linked(roster.NHA)
    stored = await house.files.put(b"%PDF-1")
    await keep(
        house,
        Material("m1", "cu2", "Đề cương", "", 1, None, file=MaterialFile(stored.digest, "bai1.pdf", 6)),
        Material("m2", "cu2", "Câu hỏi", "https://vi.du/2", None, "s2"),
        Material("m3", "cu2", "Của buổi sau", "chữ", None, "s3"),
        Material("m4", "cu2", "Cả lớp", "chữ"),
        Material("m5", "cu2", "Đã mất", "", 2, None, file=MaterialFile("0" * 64, "mat.pdf", 6)),
    )
    await go(7, 17)
    await go(9, 17)
    ahead, eve = [reply_from_json(row["reply"]) for row in await db.rows("select reply from outbox order by due_at")]
    assert (ahead.text, ahead.files) == (FIRST_TEXT, ())
    assert eve.text.removeprefix(FIRST_TEXT) == "\nTài liệu kèm theo:\n- Đề cương\n- Câu hỏi: https://vi.du/2\n- Đã mất"
    assert [(file.digest, file.content) for file in eve.files] == [(stored.digest, b"")]
    [file] = (await with_contents(eve, house.files)).files
    assert file.content == b"%PDF-1"


async def test_a_material_that_comes_after_the_reminder_is_sent_alone_and_once(
    house: House, linked: Linked, sent: Sent, go: Go
) -> None:
    nha = await linked(roster.NHA)
    await go(9, 17)
    await keep(house, Material("m2", "cu2", "Câu hỏi", "https://vi.du/2", None, "s2"))
    await go(9, 18)
    await go(9, 19)
    assert (await sent(nha))[1:] == [
        "Tài liệu cho buổi học thứ Ba 10/06, lớp Bồi dưỡng cấp ủy viên, khóa 2:\n- Câu hỏi: https://vi.du/2"
    ]


async def test_a_material_of_a_lesson_of_several_sessions_comes_once_and_these_share_a_line(
    house: House, db: Database, linked: Linked, sent: Sent, go: Go
) -> None:
    nha = await linked(roster.NHA)
    topic = replace(AFTERNOON, topic=MORNING.topic, room=MORNING.room, lecturer=MORNING.lecturer)
    async with db.transaction() as tx:
        await classes.replace_sessions(tx, BY, "cu2", [MORNING, topic, replace(SECOND_DAY, topic=MORNING.topic)])
    await keep(house, Material("m1", "cu2", "Đề cương", "dòng một\ndòng hai", 1))
    for day, hour in ((9, 18), (9, 19), (11, 18), (11, 19)):
        await go(day, hour)
    first, second = await sent(nha)
    assert first.splitlines()[1:] == [
        "- Sáng 07 giờ 30, chiều 13 giờ 30, Hội trường 1: Bài 1: Đường lối. Giảng viên: Thầy Minh.",
        "Tài liệu kèm theo:",
        "- Đề cương",
    ]
    assert "Tài liệu" not in second


async def test_a_material_withdrawn_before_it_was_sent_is_not_sent(
    house: House, db: Database, linked: Linked, go: Go, clock: Clock
) -> None:
    await linked(roster.NHA)
    await keep(house, Material("m2", "cu2", "Câu hỏi", "https://vi.du/2", None, "s2"))
    await go(9, 17)
    await db.write("delete from material")
    assert await needless(db, clock) == [True]
    await go(9, 17, 15)
    assert await needless(db, clock) == [False], "the reminder without it"
