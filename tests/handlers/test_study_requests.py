"""A plan becomes requests: looked at, sent once, answered by the unit by number, followed by the leader."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.house import House
from handlers.leader.request_news import tell_of_answers
from handlers.understanding.study_answers import Said, answers_in
from rules.access import Role
from storage import cadre_writes, classes, grants
from storage.clock import to_ms
from storage.database import Database
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.test_target_plan import BY, HIGH, MIDDLE


@pytest.fixture
async def leader(db: Database, linked: Linked) -> Person:
    """Two classes are open; Khoa is the officer of xã An Trường, which is Nhã's."""
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [MIDDLE, HIGH])
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)
    return await linked(roster.THANH)


async def _send(leader: Person) -> str:
    await leader.taps("target_plan")
    await leader.taps("Phương án ít suất nhất")
    await leader.taps("Gửi đề nghị tới đơn vị")
    return await leader.taps("Gửi đề nghị")


async def _number_of(db: Database, cadre_id: str) -> int:
    [row] = await db.rows("select number from study_request where cadre_id = $1", cadre_id)
    return int(row["number"])


async def test_before_it_is_sent_the_leader_reads_how_many_of_which_unit_and_who_receives(
    leader: Person, linked: Linked, db: Database
) -> None:
    await linked(roster.KHOA)
    await leader.taps("target_plan_who")
    text = await leader.taps("Gửi đề nghị tới đơn vị")
    assert text.startswith("Gửi đề nghị xem xét cử 4 đồng chí tới ")
    assert "xã An Trường: 2 đồng chí; người nhận: Sơn Thị Khoa." in text
    assert "chưa có cán bộ phụ trách nhận tin, cần gọi điện" in text
    assert "cấp có thẩm quyền quyết định" in text
    assert not await db.rows("select 1 from study_request")


async def test_the_officer_is_told_of_how_many_for_which_class_and_sees_whom_on_a_tap(
    leader: Person, linked: Linked, sent: Sent, db: Database
) -> None:
    khoa = await linked(roster.KHOA)
    text = await _send(leader)
    assert text.startswith("Đã ghi 4 đề nghị. Đã báo cán bộ phụ trách của 1 đơn vị.")
    assert "xin gọi điện: " in text
    [told] = await sent(khoa)
    assert told.startswith("Đề nghị đơn vị cho ý kiến về việc cử 2 đồng chí đi học:")
    assert "- Lớp TC-K16 (" in told
    assert "): xã An Trường 2 đồng chí. Trả lời đến hết thứ " in told
    assert "Đây chưa phải là cử đi học" in told
    number = await _number_of(db, roster.NHA.id)
    assert f"{number}. Trần Văn Nhã: lớp TC-K16" in await khoa.taps("study_answer")
    assert not await db.rows("select 1 from enrolment")


async def test_a_message_that_comes_unasked_names_nobody(leader: Person, linked: Linked, sent: Sent) -> None:
    khoa = await linked(roster.KHOA)
    await _send(leader)
    [told] = await sent(khoa)
    assert not [cadre.name for cadre in roster.CADRES if cadre.name in told]


async def test_an_officer_who_wants_to_hear_nothing_is_to_be_phoned(leader: Person, linked: Linked, sent: Sent) -> None:
    khoa = await linked(roster.KHOA)
    await khoa.taps("mute:1")
    text = await _send(leader)
    assert "xin gọi điện: " in text
    assert "xã An Trường (2)" in text
    assert await sent(khoa) == []


async def test_pressed_twice_it_is_sent_once(leader: Person, linked: Linked, sent: Sent) -> None:
    khoa = await linked(roster.KHOA)
    await leader.taps("study_ask")
    key = next(button.key for row in leader.last.buttons for button in row if button.label == "Gửi đề nghị")
    await leader.taps(key)
    assert "Không gửi lại." in await leader.taps(key)
    assert len(await sent(khoa)) == 1


async def test_a_plan_that_has_changed_since_is_not_sent(leader: Person, db: Database) -> None:
    await leader.taps("study_ask")
    async with db.transaction() as tx:
        gone = replace(roster.TUAN, posts=(), version=2)
        await cadre_writes.save(tx, BY, "edit", [roster.TUAN], [gone])
    text = await leader.taps("Gửi đề nghị")
    assert text.startswith("Số liệu đã thay đổi")
    assert not await db.rows("select 1 from study_request")


async def test_the_officer_answers_by_number_and_the_leader_sees_it(
    leader: Person, linked: Linked, db: Database
) -> None:
    khoa = await linked(roster.KHOA)
    await _send(leader)
    number = await _number_of(db, roster.NHA.id)
    assert "chờ đơn vị cho ý kiến" in await khoa.taps("study_answer")
    assert "không cử 2: đang nghỉ thai sản" in await khoa.says(f"không cử {number}")
    text = await khoa.says(f"không cử {number}: đi công tác dài ngày")
    assert text.startswith(f"Đã ghi không cử: số {number}.")
    told = await leader.taps("study_asked")
    assert "4 đề nghị cử đi học: 3 chờ trả lời, 1 không cử." in told
    assert "- Không cử Trần Văn Nhã (TC-K16): đi công tác dài ngày." in told
    assert "1 đồng chí đơn vị đã trả lời không cử" in await leader.taps("target_plan")
    assert "Trần Văn Nhã" not in await leader.taps("target_plan_who")


async def test_agreeing_to_all_takes_only_what_the_own_unit_was_asked(
    leader: Person, linked: Linked, db: Database
) -> None:
    khoa = await linked(roster.KHOA)
    await _send(leader)
    await khoa.taps("study_answer")
    await khoa.taps("Đồng ý tất cả")
    assert not await db.rows("select 1 from study_request where state = 'agreed'")
    await khoa.taps("Đồng ý cả 2 đồng chí")
    rows = await db.rows("select cadre_id from study_request where state = 'agreed'")
    assert {row["cadre_id"] for row in rows} == {roster.NHA.id, roster.KIET.id}


async def test_what_another_answered_meanwhile_stays_as_it_is(leader: Person, linked: Linked, db: Database) -> None:
    khoa, lan = await linked(roster.KHOA), await linked(roster.LAN)
    await _send(leader)
    number = await _number_of(db, roster.NHA.id)
    await khoa.taps("study_answer")
    await lan.taps("study_answer")
    await lan.says(f"đồng ý {number}")
    text = await khoa.says(f"không cử {number}: bận")
    assert text.startswith(f"Số {number} không chờ trả lời")
    [row] = await db.rows("select state, answered_by from study_request where number = $1", number)
    assert (row["state"], row["answered_by"]) == ("agreed", roster.LAN.id)


async def test_numbers_of_other_units_are_no_business_of_an_officer(
    leader: Person, linked: Linked, db: Database
) -> None:
    khoa = await linked(roster.KHOA)
    await _send(leader)
    other = await _number_of(db, roster.TUAN.id)
    await khoa.taps("study_answer")
    assert "không chờ trả lời" in await khoa.says(f"đồng ý {other}")
    [row] = await db.rows("select state from study_request where number = $1", other)
    assert row["state"] == "asked"


async def test_what_nobody_answered_in_time_has_lapsed(leader: Person, linked: Linked, clock: Clock) -> None:
    khoa = await linked(roster.KHOA)
    await _send(leader)
    clock.move(days=30)
    assert await khoa.taps("study_answer") == "Không còn đề nghị cử đi học nào chờ đơn vị trả lời."
    assert "4 quá ngày, chưa trả lời" in await leader.taps("study_asked")


async def _answered(khoa: Person, db: Database) -> None:
    """Khoa agrees to one, and declines the other."""
    await khoa.taps("study_answer")
    await khoa.says(f"đồng ý {await _number_of(db, roster.NHA.id)}")
    await khoa.says(f"không cử {await _number_of(db, roster.KIET.id)}: đi công tác")


async def test_the_leader_hears_once_of_several_answers_and_of_nobody_by_name(
    house: House, leader: Person, linked: Linked, sent: Sent, clock: Clock, db: Database
) -> None:
    khoa = await linked(roster.KHOA)
    await _send(leader)
    await _answered(khoa, db)
    await tell_of_answers(house)
    assert await sent(leader) == [], "more answers may follow"
    clock.move(minutes=11)
    await tell_of_answers(house)
    await tell_of_answers(house)
    [told] = await sent(leader)
    assert told.startswith("Trả lời của đơn vị về đề nghị cử đi học: 1 đồng ý, 1 không cử.")
    assert "- xã An Trường: 1 đồng ý, 1 không cử." in told
    assert "Còn 2 đề nghị chờ trả lời." in told
    assert not [cadre.name for cadre in roster.CADRES if cadre.name in told]


async def test_answers_that_came_late_in_the_evening_are_told_in_the_morning(
    house: House, leader: Person, linked: Linked, clock: Clock, db: Database
) -> None:
    khoa = await linked(roster.KHOA)
    await _send(leader)
    clock.move(hours=13)
    await _answered(khoa, db)
    clock.move(minutes=20)
    await tell_of_answers(house)
    [row] = await db.rows("select due_at from outbox where reply like '%Trả lời của đơn vị%'")
    morning = clock.now.replace(hour=6, minute=30, second=0) + timedelta(days=1)
    assert row["due_at"] == to_ms(morning)


async def test_a_leader_who_wants_to_hear_nothing_reads_it_when_asking(
    house: House, leader: Person, linked: Linked, sent: Sent, clock: Clock, db: Database
) -> None:
    khoa = await linked(roster.KHOA)
    await _send(leader)
    await leader.taps("mute:1")
    await _answered(khoa, db)
    clock.move(minutes=11)
    await tell_of_answers(house)
    assert await sent(leader) == []
    assert "1 đồng ý" in await leader.taps("study_asked")


async def test_that_the_last_day_passed_without_a_word_is_news_too(
    house: House, leader: Person, sent: Sent, clock: Clock
) -> None:
    await _send(leader)
    clock.move(days=30)
    await tell_of_answers(house)
    [told] = await sent(leader)
    assert "4 quá ngày, chưa trả lời." in told
    assert "Không còn đề nghị nào chờ trả lời." in told


def test_answers_are_read_with_and_without_diacritics() -> None:
    assert answers_in("đồng ý tất cả") == [Said(agrees=True)]
    assert answers_in("dong y 1 3") == [Said(agrees=True, numbers=(1, 3))]
    assert answers_in("Không cử 2: đang nghỉ thai sản") == [Said(False, (2,), "đang nghỉ thai sản")]
    assert answers_in("đồng ý 1 và 3, không cử 2 vì bận") == [Said(True, (1, 3)), Said(False, (2,), "bận")]
    assert answers_in("để tôi hỏi lại") == answers_in("đồng ý") == answers_in("") == []


async def test_a_leader_of_one_unit_plans_and_follows_only_that_unit(
    leader: Person, linked: Linked, db: Database
) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.HOA.id, Role.LEADER, roster.TAN_AN.id)
    await _send(leader)
    hoa = await linked(roster.HOA)
    assert "xã An Trường" not in await hoa.taps("study_asked")
    assert "Trần Văn Nhã" not in await hoa.taps("target_plan_list")
