"""What goes wrong around a class: each fault has one outcome, said in a sentence; nothing is done twice or halfway."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.feedback_asking import ask_for_feedback
from handlers.house import House
from handlers.seat_chasing import see_to_requests
from handlers.session_news import tell_of_changes
from handlers.texts import absence, common
from handlers.texts import class_desk as desk_texts
from handlers.texts import class_sessions as session_texts
from handlers.texts import results as result_texts
from handlers.texts import rollcall as roll_texts
from handlers.texts import seats as seat_texts
from rules.access import OPERATOR, Role
from rules.attendance import Presence
from rules.classes import ClassState, Course, Enrolment, EnrolmentState, Part, Session, TrainingClass
from rules.levels import Level
from storage import attendance, cadres, classes, grants
from storage.class_list import students
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent

BY = By("operator", 1)
OPEN = TrainingClass(
    "cu3", "CU-K3", "Bồi dưỡng cấp ủy viên cơ sở, khóa 3", course=Course.CAP_UY, state=ClassState.OPEN,
    starts_on=date(2025, 6, 23), register_until=date(2025, 6, 20), places=2, kind="cap_uy",
)  # fmt: skip
RUNNING = TrainingClass(
    "sc2", "SC-K2", "Sơ cấp lý luận chính trị, khóa 2", Level.SO_CAP, state=ClassState.RUNNING, kind="so_cap",
    starts_on=date(2025, 5, 20), ends_on=date(2025, 6, 20),
)  # fmt: skip
SESSIONS = (
    Session("s1", "sc2", date(2025, 6, 2), Part.SANG, "Bài 1", "Phòng 2"),
    Session("s2", "sc2", date(2025, 6, 4), Part.SANG, "Bài 2", "Phòng 2"),
)
KIET, RAY = 1, 2
"""The numbers of the running class's list."""


@pytest.fixture(autouse=True)
async def two_classes(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [OPEN, RUNNING])
        await classes.save_enrolments(tx, BY, [Enrolment("sc2", each.id) for each in (roster.KIET, roster.RAY)])
        await classes.replace_sessions(tx, BY, "sc2", SESSIONS)
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)


@pytest.fixture
async def lan(linked: Linked) -> Person:
    return await linked(roster.LAN)


@pytest.fixture
async def phuc(linked: Linked) -> Person:
    return await linked(roster.PHUC)


async def _save(db: Database, training: TrainingClass) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [training])


async def _states(db: Database) -> list[str]:
    return [row["state"] for row in await db.rows("select state from seat_request order by place")]


async def _cancel(lan: Person, db: Database, class_id: str) -> str:
    [row] = await db.rows("select version from training_class where id = $1", class_id)
    await lan.taps(f"class_cancel:{class_id}:{row['version']}")
    await lan.says("thiếu giảng viên")
    return await lan.taps(lan.labels[0])


# Double taps


async def test_who_taps_twice_to_take_an_offered_seat_takes_it_once(linked: Linked, db: Database) -> None:
    await _save(db, replace(OPEN, places=1))
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    for person in (nha, hoa):
        await person.taps("register_send:cap_uy:cu3")
    await nha.taps("cancel_registration")
    await nha.taps("Đồng ý rút")
    await hoa.taps("my_requests")
    key = hoa.last.buttons[0][0].key
    await hoa.taps(key)
    assert await hoa.taps(key) == common.STALE
    assert await _states(db) == ["withdrawn", "asked"]
    [row] = await db.rows("select taken from training_class where id = 'cu3'")
    assert row["taken"] == 1


async def test_putting_into_the_class_twice_enrols_once(linked: Linked, lan: Person, db: Database) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    await nha.taps("register_send:cap_uy:cu3")
    await khoa.taps("seat_wishes")
    await khoa.says("đồng ý 1")
    await lan.taps("seats_consider:class:cu3")
    await lan.taps("Đưa tất cả vào lớp")
    key = lan.last.buttons[0][0].key
    await lan.taps(key)
    assert await lan.taps(key) == common.STALE
    assert len(await db.rows("select 1 from enrolment where class_id = 'cu3'")) == 1


async def test_withdrawing_twice_frees_one_seat(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("register_send:cap_uy:cu3")
    await nha.taps("cancel_registration")
    key = nha.last.buttons[0][0].key
    await nha.taps(key)
    assert await nha.taps(key) == common.STALE
    [row] = await db.rows("select taken from training_class where id = 'cu3'")
    assert row["taken"] == 0


# Buttons from before


async def test_what_was_offered_before_a_class_was_cancelled_does_nothing_after(
    linked: Linked, lan: Person, db: Database
) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    await nha.taps("register:cu3")
    await khoa.taps("nominate:cu3")
    await khoa.says("cử 1")
    assert (await _cancel(lan, db, "cu3")).startswith("Đã hủy lớp")
    assert await nha.taps("register_send:cap_uy:cu3") == seat_texts.NOT_TAKING
    assert await khoa.taps("Đưa vào danh sách cử") == seat_texts.NOT_TAKING
    assert await _states(db) == []


async def test_a_request_agreed_to_after_the_person_withdrew_is_left_alone(linked: Linked, db: Database) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    await nha.taps("register_send:cap_uy:cu3")
    await khoa.taps("seat_wishes")
    await nha.taps("cancel_registration")
    await nha.taps("Đồng ý rút")
    said = await khoa.says("đồng ý 1")
    assert "Số 1" in said or "số 1" in said
    assert await _states(db) == ["withdrawn"]


# A class cancelled with people in it


async def test_when_a_class_with_people_is_cancelled_nothing_of_it_goes_on(
    linked: Linked, lan: Person, sent: Sent, house: House, db: Database
) -> None:
    kiet = await linked(roster.KIET)
    assert (await _cancel(lan, db, "sc2")).startswith("Đã hủy lớp Sơ cấp lý luận chính trị, khóa 2.")
    assert any("thiếu giảng viên" in text for text in await sent(kiet))
    assert await kiet.says("xin vắng buổi thứ Tư vì họp") == absence.NONE_COMING
    assert await lan.taps("rollcall:s1") == roll_texts.NOT_YOURS
    assert await lan.taps("results_type:sc2") == result_texts.NOT_YET
    await ask_for_feedback(house)
    assert len(await sent(kiet)) == 1
    assert [each.state for each in await students(db, "sc2")] == [EnrolmentState.ENROLLED] * 2, "who was in it is kept"


async def test_nobody_who_waited_is_offered_a_seat_of_a_cancelled_class(
    linked: Linked, lan: Person, sent: Sent, house: House, db: Database
) -> None:
    await _save(db, replace(OPEN, places=1))
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    for person in (nha, hoa):
        await person.taps("register_send:cap_uy:cu3")
    await _cancel(lan, db, "cu3")
    await see_to_requests(house)
    assert await _states(db) == ["returned", "returned"]
    for person in (nha, hoa):
        assert len(await sent(person)) == 1
        assert not any("Có chỗ trống" in text for text in await sent(person))


# A session moved after people were told of it, or begged off


async def test_who_begged_off_a_session_that_was_moved_is_told_to_do_so_again(
    linked: Linked, sent: Sent, house: House, db: Database, clock: Clock
) -> None:
    kiet, ray = await linked(roster.KIET), await linked(roster.RAY)
    await tell_of_changes(house)
    await kiet.says("xin vắng sáng thứ Tư vì họp")
    await kiet.taps(absence.SEND)
    await db.write("update class_session set day = '2025-06-05', version = version + 1 where id = 's2'")
    for _ in range(2):
        await tell_of_changes(house)
    [told] = [text for text in await sent(kiet) if "Lịch học thay đổi" in text]
    assert "chuyển sang sáng thứ Năm 05/06" in told
    assert "xin báo vắng lại" in told
    [other] = await sent(ray)
    assert "xin báo vắng lại" not in other
    assert await attendance.roll(db, "s2") == {}
    await kiet.says("xin vắng sáng thứ Năm vì họp")
    await kiet.taps(absence.SEND)
    clock.move(days=3)
    assert (await attendance.roll(db, "s2"))[roster.KIET.id].presence is Presence.ANNOUNCED


async def test_a_session_that_only_changed_its_room_keeps_who_begged_off(
    linked: Linked, house: House, db: Database
) -> None:
    kiet = await linked(roster.KIET)
    await tell_of_changes(house)
    await kiet.says("xin vắng sáng thứ Tư vì họp")
    await kiet.taps(absence.SEND)
    await db.write("update class_session set room = 'Hội trường', version = version + 1 where id = 's2'")
    await tell_of_changes(house)
    assert set(await attendance.roll(db, "s2")) == {roster.KIET.id}


async def test_a_session_whose_roll_was_called_is_not_moved_ahead(lan: Person, db: Database) -> None:
    await lan.taps("rollcall:s1")
    await lan.says("vắng 1")
    await lan.taps("session_change:sc2")
    await lan.says("sáng 02/06")
    await lan.taps(session_texts.PARTS_OF_IT["slot"])
    assert session_texts.WAS_HELD in await lan.says("sáng 05/06")
    assert (await attendance.roll(db, "s1"))[roster.KIET.id].presence is Presence.ABSENT
    [row] = await db.rows("select day from class_session where id = 's1'")
    assert row["day"] == "2025-06-02"


# Results


async def test_a_result_for_who_is_not_in_the_class_is_told_and_kept_nowhere(lan: Person, db: Database) -> None:
    await lan.taps("results_type:sc2")
    said = await lan.says("9: đạt")
    assert "Không có trong danh sách lớp, nên không ghi: số 9." in said
    assert not await db.rows("select 1 from class_result")


async def test_who_leaves_between_typing_and_confirming_gets_no_result(
    lan: Person, phuc: Person, house: House, db: Database
) -> None:
    await lan.taps("results_type:sc2")
    await lan.says("1 2: đạt")
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("sc2", roster.RAY.id, EnrolmentState.LEFT)])
    seen = await phuc.taps("results_check:sc2")
    assert "Thạch Sa Rây" not in seen
    assert (await phuc.taps("Xác nhận 1 kết quả")).startswith("Đã xác nhận 1 kết quả")
    left = await cadres.by_id(house.db, OPERATOR, roster.RAY.id)
    assert left is not None
    assert left.credentials == roster.RAY.credentials
    assert {each.person_id: each.state for each in await students(db, "sc2")} == {
        roster.KIET.id: EnrolmentState.PASSED,
        roster.RAY.id: EnrolmentState.LEFT,
    }


# Two staff in one class


async def test_of_two_who_raise_the_same_places_one_is_told_and_each_seat_is_offered_once(
    linked: Linked, lan: Person, phuc: Person, sent: Sent, db: Database
) -> None:
    await _save(db, replace(OPEN, places=1))
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    for person in (nha, hoa):
        await person.taps("register_send:cap_uy:cu3")
    for person in (lan, phuc):
        await person.taps("class_card:cu3")
        await person.taps(desk_texts.EDIT)
        await person.says("Số chỗ")
        await person.says("2 chỗ")
    assert "Đã mời 1 người đang chờ nhận chỗ." in await lan.taps(desk_texts.SAVE)
    assert await phuc.taps(desk_texts.SAVE) == desk_texts.JUST_CHANGED
    assert len([text for text in await sent(hoa) if "Có chỗ trống" in text]) == 1


# Quotas


async def test_a_raised_quota_is_offered_to_who_waits_for_it_and_skips_no_word(
    linked: Linked, lan: Person, sent: Sent, db: Database
) -> None:
    nha, hoa, loc = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.LOC)
    await _save(db, replace(OPEN, places=9))
    await lan.taps("class_card:cu3")
    await lan.taps(desk_texts.PEOPLE)
    await lan.taps(desk_texts.QUOTAS)
    await lan.says("xã Tân An 1")
    await lan.taps(desk_texts.SAVE)
    for person in (loc, hoa, nha):
        await person.taps("register_send:cap_uy:cu3")
    assert await _states(db) == ["asked", "waiting", "asked"]
    await lan.taps("class_card:cu3")
    await lan.taps(desk_texts.PEOPLE)
    await lan.taps(desk_texts.QUOTAS)
    await lan.says("xã Tân An 2")
    assert "Đã mời 1 người" in await lan.taps(desk_texts.SAVE)
    await hoa.taps("my_requests")
    await hoa.taps("Nhận chỗ")
    assert await _states(db) == ["asked", "asked", "asked"], "the unit still has its say"
