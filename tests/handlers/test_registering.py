"""A cadre asks for a class: what is missing and who will see it stand before; nothing is promised after."""

from dataclasses import replace
from datetime import date

import pytest

from rules.access import Role
from rules.classes import ClassState, Course, Enrolment, RunBy, TrainingClass
from rules.levels import Level, Mode
from rules.seats import Move
from storage import classes, grants, seat_requests
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent

BY = By("operator", 1_748_826_000_000)
COURSE = TrainingClass(
    "cu3", "CU-K3", "Bồi dưỡng cấp ủy viên cơ sở, khóa 3/2025", course=Course.CAP_UY, state=ClassState.OPEN,
    starts_on=date(2025, 6, 23), ends_on=date(2025, 6, 25), register_until=date(2025, 6, 20), places=1, kind="cap_uy",
)  # fmt: skip
SCHOOL = TrainingClass(
    "tc16", "TC-K16", "Trung cấp lý luận chính trị, khóa 16", Level.TRUNG_CAP, None, Mode.KHONG_TAP_TRUNG,
    RunBy.SCHOOL, ClassState.OPEN, register_until=date(2025, 6, 30), kind="trung_cap",
)  # fmt: skip


@pytest.fixture
async def opened(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [COURSE, SCHOOL])
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)


async def _move(db: Database, person_id: str, kind: str, what: Move, word: str = "") -> None:
    async with db.transaction() as tx:
        live = await seat_requests.live_of(tx, person_id, kind)
        assert live is not None
        await seat_requests.move(tx, BY, what, {live.id: live.version}, word, 0)


@pytest.mark.usefixtures("opened")
async def test_a_wish_for_trung_cap_says_what_is_missing_and_who_sees_it_before_it_is_sent(linked: Linked) -> None:
    ray = await linked(roster.RAY)
    text = await ray.says("cho tôi đăng ký lớp trung cấp")
    assert text.startswith("Nguyện vọng học trung cấp lý luận chính trị, hệ không tập trung.")
    assert "Đây chưa phải là cử đi học hay nhập học." in text
    assert "57-QĐ/TW" in text
    assert "- Chưa rõ: " in text
    assert "Người được xem: cán bộ phụ trách công tác đảng của đơn vị và Trung tâm." in text
    assert ray.labels == ["Gửi nguyện vọng", "Để sau"]


@pytest.mark.usefixtures("opened")
async def test_after_it_is_sent_it_says_its_number_who_is_waited_for_and_until_when(
    linked: Linked, sent: Sent, db: Database
) -> None:
    nha, khoa = await linked(roster.NHA), await linked(roster.KHOA)
    await nha.says("cho tôi đăng ký lớp trung cấp")
    text = await nha.says("1")
    assert text.startswith("Đã ghi nhận nguyện vọng số 1, lúc 08 giờ 00, thứ Hai 02/06/2025.")
    assert "ý kiến của cấp ủy, đơn vị xã An Trường, đến hết thứ Sáu 13/06/2025" in text
    [told] = await sent(khoa)
    assert "Trần Văn Nhã" in told
    assert not await db.rows("select 1 from enrolment")
    for wrong in ("thành công", "trúng tuyển", "được nhận", "đủ điều kiện nhập học"):
        assert wrong not in text


@pytest.mark.usefixtures("opened")
async def test_sent_twice_it_is_kept_once(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("register_send:cap_uy:cu3")
    assert (await nha.taps("register_send:cap_uy:cu3")).startswith("Đồng chí đã có một yêu cầu học chương trình này:")
    assert len(await db.rows("select 1 from seat_request")) == 1


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("kind", ["cap_uy:cu3", "trung_cap:tc16"])
async def test_who_has_a_request_for_a_course_reads_of_it_before_asking_again(linked: Linked, kind: str) -> None:
    nha = await linked(roster.NHA)
    await nha.taps(f"register_send:{kind}")
    said = await nha.taps(f"register:{kind.partition(':')[2]}")
    assert said.startswith("Đồng chí đã có một yêu cầu học chương trình này:\nSố 1. ")
    assert nha.labels == ["Xem hoặc rút", "Về đầu"]


async def test_a_wish_still_becomes_a_request_once_there_is_a_class(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("register_send:cap_uy:")
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [COURSE])
    assert (await nha.taps("register:cu3")).startswith("Yêu cầu học lớp")
    assert (await nha.taps("Gửi yêu cầu")).startswith("Đã ghi nhận yêu cầu số 1")


@pytest.mark.usefixtures("opened")
async def test_a_request_for_the_centres_class_begins_at_its_details(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("class_detail:cu3")
    text = await nha.taps("Xin học lớp này")
    assert text.startswith("Yêu cầu học lớp Bồi dưỡng cấp ủy viên cơ sở, khóa 3/2025.")
    assert "đủ các điều kiện" in text
    assert (await nha.taps("Gửi yêu cầu")).startswith("Đã ghi nhận yêu cầu số 1")


@pytest.mark.usefixtures("opened")
async def test_who_is_no_committee_member_reads_by_which_rule_others_must_look(linked: Linked) -> None:
    ray = await linked(roster.RAY)
    assert "cấp ủy viên cơ sở (Quy định 360-QĐ/TW)" in await ray.taps("register:cu3")


@pytest.mark.usefixtures("opened")
async def test_who_comes_after_the_last_seat_waits_and_is_asked_when_one_is_free(
    linked: Linked, sent: Sent, db: Database, clock: Clock
) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await nha.taps("register_send:cap_uy:cu3")
    assert "vị trí thứ 1" in await hoa.taps("register_send:cap_uy:cu3")
    assert "vị trí thứ 1" in await hoa.says("nguyện vọng của tôi")
    await nha.says("tôi xin rút, không học lớp này nữa")
    assert (await nha.taps("Đồng ý rút")).startswith("Đã rút yêu cầu số 1")
    assert "xin trả lời trước 08 giờ 00, thứ Tư 04/06/2025" in (await sent(hoa))[-1]
    await hoa.taps("my_requests")
    assert hoa.labels == ["Nhận chỗ", "Không nhận chỗ", "Về đầu"]
    assert "ý kiến của cấp ủy, đơn vị xã Tân An" in await hoa.taps("Nhận chỗ")


@pytest.mark.usefixtures("opened")
async def test_who_came_into_the_class_by_a_list_reads_whom_to_ask_to_leave_it(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("cu3", roster.NHA.id)])
    assert "Cần thôi học, xin liên hệ Trung tâm" in await nha.says("tôi xin rút, không học lớp này nữa")


@pytest.mark.usefixtures("opened")
async def test_an_offer_taken_too_late_is_a_stale_button(linked: Linked, clock: Clock) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await nha.taps("register_send:cap_uy:cu3")
    await hoa.taps("register_send:cap_uy:cu3")
    await nha.taps("cancel_registration")
    await nha.taps("Đồng ý rút")
    await hoa.taps("my_requests")
    clock.move(days=5)
    assert (await hoa.taps("Nhận chỗ")).startswith("Nút này thuộc tin nhắn cũ")


@pytest.mark.usefixtures("opened")
async def test_a_wish_for_a_course_without_an_open_class_is_kept_until_there_is_one(
    linked: Linked, db: Database
) -> None:
    nha = await linked(roster.NHA)
    text = await nha.says("tôi muốn đăng ký lớp chuyên đề")
    assert "Hiện chưa có lớp đang nhận danh sách" in text
    assert "Trung tâm mở lớp" in await nha.taps("Gửi nguyện vọng")
    [row] = await db.rows("select state, kind, class_id, due_at from seat_request")
    assert tuple(row[:]) == ("wish", "chuyen_de", None, None)


@pytest.mark.usefixtures("opened")
async def test_the_request_of_another_is_no_business_of_ones_own(linked: Linked, db: Database) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await nha.taps("register_send:cap_uy:cu3")
    [row] = await db.rows("select id, version from seat_request")
    assert "Nút này thuộc tin nhắn cũ" in await hoa.taps(f"my_request:{row['id']}")
    await hoa.taps(f"seat_withdraw_yes:{row['id']}:{row['version']}")
    [row] = await db.rows("select state from seat_request")
    assert row["state"] == "asked"


@pytest.mark.usefixtures("opened")
async def test_what_the_unit_said_stands_with_the_request(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("register_send:trung_cap:tc16")
    await _move(db, roster.NHA.id, "trung_cap", Move.DECLINE, "đang phụ trách đại hội")
    assert "Đơn vị chưa cử đồng chí lần này. Lời nhắn: đang phụ trách đại hội." in await nha.taps("my_requests")


@pytest.mark.usefixtures("opened")
async def test_a_class_whose_last_day_has_passed_takes_no_requests(linked: Linked, db: Database) -> None:
    nha = await linked(roster.NHA)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "edit", [replace(COURSE, register_until=date(2025, 6, 1))])
    assert (await nha.taps("register_send:cap_uy:cu3")).startswith("Lớp đó không còn nhận danh sách.")


async def test_a_stranger_is_asked_to_link_first(stranger: Person, db: Database) -> None:
    await stranger.taps("register_send:cap_uy:")
    assert not await db.rows("select 1 from seat_request")
