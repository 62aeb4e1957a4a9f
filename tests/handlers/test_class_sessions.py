"""The timetable at the desk: sessions added one by one and in series, moved, cancelled; what stands against them."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.house import House
from handlers.texts import class_sessions as texts
from rules.classes import ClassState, Enrolment, Part, Session
from rules.lecturers import Lecturer, State
from storage import class_writes, classes, lecturers
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.test_class_desk import BY, CLASS, answers, keep

OTHER = replace(CLASS, id="sc2", code="SC-K2-2025", name="Sơ cấp, khóa 2", state=ClassState.RUNNING)
TAKEN = Session("s1", "sc2", date(2025, 9, 18), Part.SANG, "Bài 9", "Hội trường 1", "Lê Văn An")


@pytest.fixture
async def lan(linked: Linked) -> Person:
    """The clerk."""
    return await linked(roster.LAN)


async def _fill(house: House) -> None:
    await keep(house)
    await keep(house, OTHER)
    async with house.db.transaction() as tx:
        await class_writes.add_sessions(tx, BY, [TAKEN])


async def _sessions(house: House) -> list[Session]:
    return await classes.sessions_of(house.db, "cu3")


async def test_a_series_is_kept_with_topics_in_order(lan: Person, house: House) -> None:
    await keep(house)
    await lan.taps("class_sessions:cu3")
    said = await answers(
        lan, texts.ADD, "thứ hai và thứ năm, sáng, từ 15/09, 3 buổi", "Bài 1; Bài 2", "Phòng 1", texts.NO_LECTURER
    )
    assert said.startswith("Thêm 3 buổi:\nsáng thứ Hai 15/09, Bài 1, Phòng 1")
    assert "Trùng" not in said
    assert await answers(lan, texts.SAVE) == "Đã thêm 3 buổi học."
    assert [(each.day.day, each.topic) for each in await _sessions(house)] == [(15, "Bài 1"), (18, "Bài 2"), (22, "")]


async def test_a_session_is_meant_by_its_number_in_the_timetable(lan: Person, house: House) -> None:
    await keep(house)
    two = [Session(f"s{n}", "cu3", date(2025, 7, 6 + n), Part.SANG, f"Bài {n}") for n in (1, 2)]
    async with house.db.transaction() as tx:
        await class_writes.add_sessions(tx, BY, two)
    await lan.taps("session_change:cu3")
    assert (await lan.says("3")).startswith(texts.NO_SUCH)
    assert (await lan.says("2")).startswith("sáng thứ Ba 08/07, Bài 2.")


async def test_a_clash_is_shown_and_saving_anyway_needs_one_more_tap(lan: Person, house: House) -> None:
    await _fill(house)
    await lan.taps("class_sessions:cu3")
    said = await answers(lan, texts.ADD, "sáng 18/09", texts.NO_TOPIC, "hội trường 1", "Lê Văn An")
    assert "- sáng thứ Năm 18/09: phòng hội trường 1 đã dành cho lớp Sơ cấp, khóa 2" in said
    assert "giảng viên Lê Văn An dạy lớp Sơ cấp, khóa 2" in said
    assert texts.SAVE not in lan.labels
    assert await answers(lan, texts.SAVE_ANYWAY) == "Ghi lại dù trùng lịch 2 lần?"
    assert await _sessions(house) == []
    assert await answers(lan, texts.SURE) == "Đã thêm 1 buổi học."


async def test_people_who_sit_in_another_class_then_are_told(lan: Person, house: House) -> None:
    await _fill(house)
    async with house.db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("cu3", roster.NHA.id), Enrolment("sc2", roster.NHA.id)])
    await lan.taps("class_sessions:cu3")
    said = await answers(lan, texts.ADD, "sáng 18/09", texts.NO_TOPIC, texts.NO_ROOM, texts.NO_LECTURER)
    assert "1 người của lớp học lớp Sơ cấp, khóa 2" in said


async def test_a_series_may_pass_over_holidays(lan: Person, house: House) -> None:
    await keep(house)
    await lan.taps("class_sessions:cu3")
    said = await answers(
        lan, texts.ADD, "thứ ba, sáng, từ 26/08, 3 buổi", texts.NO_TOPIC, texts.NO_ROOM, texts.NO_LECTURER
    )
    assert "ngày nghỉ Quốc khánh" in said
    assert "Chưa có trong dữ liệu: ngày nghỉ Ngày liền kề Quốc khánh 2025; xin đối chiếu" in said, "Tết lies elsewhere"
    assert "Trùng" not in await answers(lan, texts.SKIP_HOLIDAYS)
    await answers(lan, texts.SAVE)
    assert [each.day for each in await _sessions(house)] == [date(2025, 8, 26), date(2025, 9, 9), date(2025, 9, 16)]


async def test_a_clash_that_came_meanwhile_is_not_saved_over(lan: Person, house: House) -> None:
    await _fill(house)
    await lan.taps("class_sessions:cu3")
    await answers(lan, texts.ADD, "chiều 18/09", texts.NO_TOPIC, "Hội trường 1", texts.NO_LECTURER)
    async with house.db.transaction() as tx:
        await class_writes.add_sessions(tx, BY, [replace(TAKEN, id="", part=Part.CHIEU)])
    assert await answers(lan, texts.SAVE) == texts.CLASHED_MEANWHILE
    assert await _sessions(house) == []


async def test_only_an_approved_lecturer_is_put_on_a_session(lan: Person, house: House) -> None:
    await keep(house)
    async with house.db.transaction() as tx:
        await lecturers.add(tx, BY, Lecturer("", "", "Phạm Thị Yến"))
        await lecturers.add(tx, BY, Lecturer("", "", "Lê Văn An", full_time=True, state=State.APPROVED))
    await lan.taps("class_sessions:cu3")
    said = await answers(lan, texts.ADD, "sáng 18/09", texts.NO_TOPIC, texts.NO_ROOM, "Phạm Thị Yến")
    assert said.startswith(texts.NOT_APPROVED)
    await answers(lan, "le van an", texts.SAVE)
    [session] = await _sessions(house)
    assert session.lecturer == "Lê Văn An"
    assert session.lecturer_id


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("thứ hai, từ 15/09, 10 buổi", "Chưa rõ buổi nào"),
        ("sáng", "Chưa rõ bắt đầu từ ngày nào"),
        ("thứ hai, sáng, từ 15/09", "Chưa rõ bao nhiêu buổi"),
        ("thứ hai, sáng, từ 15/09, 300 buổi", "Nhiều buổi quá"),
    ],
)
async def test_what_is_not_said_is_asked_for(lan: Person, house: House, said: str, says: str) -> None:
    await keep(house)
    await lan.taps("class_sessions:cu3")
    answer = await answers(lan, texts.ADD, said)
    assert answer.startswith(says)


async def _one(house: House) -> Session:
    async with house.db.transaction() as tx:
        [one] = await class_writes.add_sessions(
            tx, BY, [Session("", "cu3", date(2025, 9, 15), Part.SANG, "Bài 1", "Phòng 1")]
        )
    return one


async def test_a_session_is_moved_from_what_to_what(lan: Person, house: House) -> None:
    await _fill(house)
    await _one(house)
    await lan.taps("class_sessions:cu3")
    said = await answers(lan, texts.CHANGE, "sáng 15/09", "Ngày, buổi", "chiều 16/09")
    assert said == "Từ: sáng thứ Hai 15/09, Bài 1, Phòng 1\nThành: chiều thứ Ba 16/09, Bài 1, Phòng 1"
    assert await answers(lan, texts.SAVE) == "Đã ghi lại buổi học."
    [session] = await _sessions(house)
    assert (session.day, session.part, session.version) == (date(2025, 9, 16), Part.CHIEU, 2)


async def test_a_session_is_cancelled_and_stays_in_the_list(lan: Person, house: House) -> None:
    await keep(house, replace(CLASS, state=ClassState.OPEN))
    await _one(house)
    async with house.db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("cu3", roster.NHA.id)])
    await lan.taps("class_sessions:cu3")
    said = await answers(lan, texts.CHANGE, "sáng 15/09", "Hủy buổi này")
    assert "Người trong lớp sẽ được báo lịch cũ và lịch mới." in said
    assert await answers(lan, texts.SAVE) == "Đã hủy buổi học."
    assert "(đã hủy)" in await lan.taps("class_sessions:cu3")
    assert (await answers(lan, texts.CHANGE, "sáng 15/09")).startswith(texts.OFF_ALREADY)


async def test_a_session_that_changed_meanwhile_is_left_as_it_is(lan: Person, house: House) -> None:
    await keep(house)
    one = await _one(house)
    await lan.taps("class_sessions:cu3")
    await answers(lan, texts.CHANGE, "15/09", "chuyên đề", "Bài 2")
    async with house.db.transaction() as tx:
        await class_writes.change_session(tx, BY, one, replace(one, room="Phòng 9"))
    assert await answers(lan, texts.SAVE) == texts.SESSION_CHANGED
    [session] = await _sessions(house)
    assert (session.topic, session.room) == ("Bài 1", "Phòng 9")


async def test_how_many_periods_a_session_lasts_is_written_on_it(lan: Person, house: House) -> None:
    await keep(house)
    await _one(house)
    await lan.taps("class_sessions:cu3")
    assert (await answers(lan, texts.CHANGE, "sáng 15/09", "số tiết", "nhiều")).startswith(texts.BAD_PERIODS)
    assert await answers(lan, "4 tiết") == (
        "Từ: sáng thứ Hai 15/09, Bài 1, Phòng 1\nThành: sáng thứ Hai 15/09, Bài 1, Phòng 1, 4 tiết"
    )
    await answers(lan, texts.SAVE)
    [session] = await _sessions(house)
    assert session.periods == 4


async def test_a_session_is_not_moved_beyond_the_term_of_its_lecturer(lan: Person, house: House) -> None:
    await keep(house)
    one = await _one(house)
    async with house.db.transaction() as tx:
        an = await lecturers.add(
            tx, BY, Lecturer("", "", "Lê Văn An", state=State.APPROVED, term_until=date(2025, 9, 15))
        )
        await class_writes.change_session(tx, BY, one, replace(one, lecturer=an.name, lecturer_id=an.id))
    await lan.taps("class_sessions:cu3")
    said = await answers(lan, texts.CHANGE, "sáng 15/09", "Ngày, buổi", "chiều 16/09")
    assert said.startswith("Vào ngày đó giảng viên Lê Văn An không còn trong thời hạn được phê duyệt.")
    assert (await answers(lan, "chiều 15/09")).startswith("Từ: ")


async def test_of_two_lecturers_of_one_name_the_code_tells_which(lan: Person, house: House) -> None:
    await keep(house)
    async with house.db.transaction() as tx:
        for _ in range(2):
            await lecturers.add(tx, BY, Lecturer("", "", "Lê Văn An", full_time=True, state=State.APPROVED))
    await lan.taps("class_sessions:cu3")
    said = await answers(lan, texts.ADD, "sáng 18/09", texts.NO_TOPIC, texts.NO_ROOM, "Lê Văn An")
    assert said.startswith("Có 2 giảng viên tên như vậy.")
    await answers(lan, "Lê Văn An GV02", texts.SAVE)
    [session] = await _sessions(house)
    assert (session.lecturer_id or "") in {each.id for each in await lecturers.every_lecturer(house.db)}
