"""A notice to many is approved by a second person, for exactly what they were shown; a small one goes at once."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.house import House
from handlers.staff.notices.asking import ask_deputies
from handlers.staff.notices.freezing import freeze_approved
from rules.access import Role
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from rules.notices import NoticeKind, NoticeState
from storage import classes, deliveries, delivery_counts, grants, notices
from storage.clock import to_ms
from storage.database import Database
from storage.journal import By
from storage.notices import Draft
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.stored import journal

K14 = TrainingClass("c14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING,
                    starts_on=date(2025, 5, 5))  # fmt: skip
BY = By("operator", 1)


@pytest.fixture
def house(house: House) -> House:
    """A house in which three people are many."""
    return replace(house, approve_above=3)


@pytest.fixture
async def lan(linked: Linked, db: Database) -> Person:
    """Staff with a draft (1) to everyone, and one (2) to the two of K14, of whom Nhã is linked."""
    by = By(roster.LAN.id, 1)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "import", [K14])
        await classes.save_enrolments(tx, BY, [Enrolment("c14", roster.NHA.id), Enrolment("c14", roster.THAO.id)])
        await notices.create_draft(tx, by, Draft(NoticeKind.OTHER, "Kính gửi {ho_ten}.", "everyone"))
        await notices.create_draft(tx, by, Draft(NoticeKind.OTHER, "Kính gửi {ho_ten}.", "class=TC-K14"))
    await linked(roster.NHA)
    return await linked(roster.LAN)


@pytest.fixture
async def phuc(linked: Linked) -> Person:
    return await linked(roster.PHUC)


async def state(db: Database, number: int) -> NoticeState:
    found = await notices.by_number(db, number)
    assert found is not None
    return found.state


async def propose(lan: Person) -> str:
    await lan.taps("notice_look:1")
    return await lan.taps("Trình người thứ hai duyệt")


async def test_a_small_notice_goes_at_once_and_pressing_twice_sends_once(lan: Person, db: Database) -> None:
    await lan.taps("notice_look:2")
    key = lan.last.buttons[0][0].key
    assert "Đã nhận lệnh gửi." in await lan.taps("Gửi")
    assert await state(db, 2) is NoticeState.FREEZING
    text = await lan.taps(key)
    assert "đã được nhận trước đó" in text
    assert "đang lập danh sách người nhận" in text
    assert (await journal(db)).count("send_notice_alone") == 1


async def test_a_notice_to_many_waits_for_a_second_person(lan: Person, phuc: Person, sent: Sent, db: Database) -> None:
    assert "Trên 3 người: cần người thứ hai duyệt." in await lan.taps("notice_look:1")
    assert "Đã trình." in await lan.taps("Trình người thứ hai duyệt")
    assert await state(db, 1) is NoticeState.PROPOSED
    [asked] = await sent(phuc)
    assert "Người soạn: Ngô Thị Lan" in asked
    assert "Gửi cho 1 trong 11 người thuộc diện: Tất cả cán bộ." in asked
    assert "Không nhận được: 10 chưa liên kết." in asked
    assert asked.endswith("Kính gửi {ho_ten}.")


async def test_the_second_person_approves_with_one_digit(lan: Person, phuc: Person, sent: Sent, db: Database) -> None:
    await propose(lan)
    await phuc.taps("notice_ask:1")
    assert "Đã duyệt." in await phuc.says("1")
    assert await state(db, 1) is NoticeState.FREEZING
    assert "Thông báo số 1 đã được Bùi Văn Phúc duyệt." in await sent(lan)


async def test_the_author_never_approves(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.LAN.id, Role.ADMIN)
    await propose(lan)
    found = await notices.by_number(db, 1)
    assert found is not None
    assert "không tự duyệt được" in await lan.taps(f"notice_ok:1:{(found.approved_hash or '')[:16]}:11")
    assert await state(db, 1) is NoticeState.PROPOSED


async def test_whoever_has_no_right_cannot_approve(lan: Person, linked: Linked, db: Database) -> None:
    await propose(lan)
    nha = await linked(roster.NHA)
    assert "được giao nhiệm vụ riêng" in await nha.taps("notice_ok:1:0123456789abcdef:11")


async def test_a_change_makes_the_approval_lapse(lan: Person, phuc: Person, db: Database) -> None:
    await propose(lan)
    await phuc.taps("notice_ask:1")
    key = phuc.last.buttons[0][0].key
    await lan.taps("notice:1")
    assert "nay là bản nháp" in await lan.taps("Rút về để sửa")
    await lan.taps("Nội dung")
    await lan.says("Kính gửi đồng chí {ho_ten}.")
    assert "không còn chờ duyệt" in await phuc.taps(key)
    await propose(lan)
    assert "Đề nghị duyệt" in await phuc.taps(key)
    assert await state(db, 1) is NoticeState.PROPOSED


async def test_other_people_than_were_shown_are_shown_again(lan: Person, phuc: Person, db: Database) -> None:
    await propose(lan)
    await phuc.taps("notice_ask:1")
    async with db.transaction() as tx:
        await tx.rows("update cadre set gone_at = 1 where id = $1", roster.RAY.id)
    text = await phuc.says("1")
    assert text.startswith("Số người nhận đã đổi từ 11 thành 10")
    assert await state(db, 1) is NoticeState.PROPOSED
    assert "Đã duyệt." in await phuc.says("1")


async def test_approving_twice_approves_once(lan: Person, phuc: Person, db: Database) -> None:
    await propose(lan)
    await phuc.taps("notice_ask:1")
    key = phuc.last.buttons[0][0].key
    await phuc.taps(key)
    assert "đã được nhận trước đó" in await phuc.taps(key)
    assert (await journal(db)).count("approve_notice") == 1


async def test_what_is_not_approved_goes_back_with_a_word(lan: Person, phuc: Person, sent: Sent, db: Database) -> None:
    await propose(lan)
    await phuc.taps("notice_ask:1")
    assert "Đã trả lại người soạn" in await phuc.taps("Chưa duyệt")
    assert await state(db, 1) is NoticeState.DRAFT
    assert any("Bùi Văn Phúc chưa duyệt" in text for text in await sent(lan))


async def test_a_deputy_is_asked_after_half_an_hour_of_office_time(
    lan: Person, phuc: Person, linked: Linked, sent: Sent, house: House, clock: Clock
) -> None:
    thanh = await linked(roster.THANH)
    await propose(lan)
    clock.move(minutes=29)
    await ask_deputies(house)
    assert await sent(thanh) == []
    clock.move(minutes=1)
    await ask_deputies(house)
    await ask_deputies(house)
    assert len(await sent(phuc)) == len(await sent(thanh)) == 1


async def test_a_proposal_lapses_after_a_day(
    lan: Person, phuc: Person, sent: Sent, house: House, clock: Clock, db: Database
) -> None:
    await propose(lan)
    await phuc.taps("notice_ask:1")
    clock.move(days=1)
    assert "không còn chờ duyệt" in await phuc.says("1")
    await ask_deputies(house)
    assert await state(db, 1) is NoticeState.DRAFT
    assert any("chưa được duyệt sau một ngày" in text for text in await sent(lan))


async def test_a_change_told_to_its_own_class_needs_nobody(lan: Person, db: Database, house: House) -> None:
    async with db.transaction() as tx:
        people = [Enrolment("c14", each.id) for each in roster.CADRES]
        await classes.save_enrolments(tx, BY, people)
    await lan.says("nhắn cho cả lớp K14 mai nghỉ học")
    await lan.taps("Xem trước và gửi")
    assert "trong 11 người" in lan.last.text
    assert "Đã nhận lệnh gửi." in await lan.taps("Gửi")


async def test_where_nobody_else_may_approve_it_is_said_first(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await tx.rows("update role_grant set revoked_at = 1 where holder_id <> $1", roster.LAN.id)
    assert (await lan.taps("notice_new")).startswith("Hiện không ai khác có quyền duyệt.")
    await lan.taps("notice_look:1")
    assert "Trình người thứ hai duyệt" not in lan.labels
    assert "Gửi" not in lan.labels


async def test_an_administrator_may_allow_one_person_who_then_waits(
    lan: Person, phuc: Person, db: Database, clock: Clock
) -> None:
    await phuc.taps("notice_waiting")
    await phuc.taps("Ai duyệt thông báo lớn")
    assert phuc.last.text == (await phuc.says("/tuduyet"))
    assert "gửi sau 10 phút" in await phuc.taps("Cho một người tự duyệt")
    assert "set_notices_alone" in await journal(db)
    assert "được giao nhiệm vụ riêng" in await lan.taps("notice_alone")
    async with db.transaction() as tx:
        await tx.rows("update role_grant set revoked_at = 1 where holder_id <> $1", roster.LAN.id)
    await lan.taps("notice_look:1")
    assert "08 giờ 10" in await lan.taps("Gửi")
    found = await notices.by_number(db, 1)
    assert found is not None
    assert (found.state, found.send_at) == (NoticeState.FREEZING, to_ms(clock()) + 600_000)


async def test_an_approved_notice_is_written_down_once_with_each_persons_words(
    lan: Person, house: House, db: Database
) -> None:
    await lan.taps("notice_look:2")
    await lan.taps("Gửi")
    assert await freeze_approved(house) == 1
    assert await freeze_approved(house) == 0
    found = await notices.by_number(db, 2)
    assert found is not None
    rows = await delivery_counts.recipients(db, found.id)
    assert [(row.code, row.state, row.reason) for row in rows] == [
        ("CB001", "waiting", ""),
        ("CB007", "skipped", "never_linked"),
    ]
    await notices.start_due(db, to_ms(house.clock()))
    [claimed] = await deliveries.claim(db, "telegram", 10, to_ms(house.clock()))
    assert claimed.fields == '{"ho_ten":"Trần Văn Nhã"}'


async def test_it_can_be_paused_resumed_and_cancelled_on_the_way(lan: Person, house: House, db: Database) -> None:
    await lan.taps("notice_look:2")
    await lan.taps("Gửi")
    await freeze_approved(house)
    await notices.start_due(db, to_ms(house.clock()))
    text = await lan.taps("notice:2")
    assert text.startswith("Thông báo số 2: đang gửi.")
    assert "Tổng 2: không gửi 1, còn 1." in text
    assert "tạm dừng" in await lan.taps("Tạm dừng")
    assert "Đang gửi tiếp." in await lan.taps("Tiếp tục gửi")
    assert "Hủy phần chưa gửi?" in await lan.taps("Hủy phần còn lại")
    assert await state(db, 2) is NoticeState.SENDING
    assert "Đã hủy phần chưa gửi." in await lan.taps("Hủy gửi")
    assert "không gửi 2, còn 0" in lan.last.text


async def test_a_name_gone_since_the_approval_sends_to_nobody(
    lan: Person, house: House, db: Database, sent: Sent
) -> None:
    await lan.taps("notice_look:2")
    await lan.taps("Gửi")
    async with db.transaction() as tx:
        await tx.rows("update training_class set code = 'TC-K15'")
    await freeze_approved(house)
    assert await state(db, 2) is NoticeState.CANCELLED
    assert any("đã bị hủy trước khi gửi" in text for text in await sent(lan))


async def test_the_second_person_may_see_it_as_it_is_read(lan: Person, phuc: Person) -> None:
    await lan.taps("notice:1")
    await lan.sends_file("lich.pdf", b"%PDF-1.4")
    await propose(lan)
    assert "Tệp kèm theo: lich.pdf." in await phuc.taps("notice_ask:1")
    assert await phuc.taps("Xem như người nhận") == "Kính gửi {ho_ten}."
    assert [file.name for file in phuc.last.files] == ["lich.pdf"]


@pytest.mark.parametrize(("choice", "said", "becomes"), [
    ("Gửi lại", "Đang gửi lại 1 tin chưa rõ.", "waiting"),
    ("Coi như đã gửi", "Đã ghi 1 tin chưa rõ là đã gửi.", "sent"),
])  # fmt: skip
async def test_a_person_decides_what_becomes_of_the_unknown(
    lan: Person, house: House, db: Database, choice: str, said: str, becomes: str
) -> None:
    await lan.taps("notice_look:2")
    await lan.taps("Gửi")
    await freeze_approved(house)
    await notices.start_due(db, to_ms(house.clock()))
    async with db.transaction() as tx:
        await tx.rows("update delivery set state = 'unknown' where state = 'waiting'")
    await lan.taps("notice:2")
    assert "chưa rõ 1" in lan.last.text
    assert said in await lan.taps(choice)
    assert "đã được nhận trước đó" in await lan.taps("notice_again:2")
    found = await notices.by_number(db, 2)
    assert found is not None
    assert (await delivery_counts.by_state(db, found.id))[becomes] == 1


async def test_others_cannot_stop_a_notice(lan: Person, linked: Linked, db: Database) -> None:
    await lan.taps("notice_look:2")
    await lan.taps("Gửi")
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.HOA.id, Role.STAFF, roster.TAN_AN.id)
    hoa = await linked(roster.HOA)
    await hoa.taps("notice_cancel_yes:2")
    assert await state(db, 2) is NoticeState.FREEZING


async def test_the_number_leads_to_what_can_be_steered_while_it_is_on_its_way(lan: Person, house: House) -> None:
    await lan.taps("notice_look:2")
    await lan.taps("Gửi")
    await freeze_approved(house)
    await notices.start_due(house.db, to_ms(house.clock()))
    assert "đang gửi" in await lan.says("/thongbao 2")
    assert "tạm dừng" in await lan.taps("Tạm dừng")
    await lan.says("/thongbao 2")
    assert "Đang gửi tiếp." in await lan.taps("Tiếp tục gửi")


async def test_a_leader_opens_what_waits_for_approval_by_words_or_command(linked: Linked) -> None:
    thanh = await linked(roster.THANH)
    by_command = await thanh.says("/choduyet")
    assert await thanh.says("có thông báo nào chờ duyệt không") == by_command
    assert "chưa rõ ý" not in by_command
