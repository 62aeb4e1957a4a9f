"""Staff: what came from the units is put in or given back by number; nominations are sent on; demand is counted."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.understanding.seat_decisions import Decision, decision_in
from rules.access import Role
from storage import classes, grants, nomination_papers
from storage.database import Database
from storage.files import FileStore
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent
from tests.handlers.test_registering import BY, COURSE, SCHOOL


@pytest.fixture(autouse=True)
async def opened(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [COURSE, SCHOOL])
        await grants.grant(tx, BY, roster.KHOA.id, Role.OFFICER, roster.AN_TRUONG.id)


async def _agreed(linked: Linked, kind: str, class_id: str) -> tuple[Person, Person]:
    """Nhã asked, the unit agreed, and Hòa of another unit asked after him."""
    nha, hoa, khoa = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.KHOA)
    await nha.taps(f"register_send:{kind}:{class_id}")
    await hoa.taps(f"register_send:{kind}:{class_id}")
    await khoa.taps("seat_wishes")
    assert "Đã ghi đồng ý: số 1." in await khoa.says("đồng ý 1")
    return nha, hoa


def test_decisions_are_read_with_and_without_diacritics() -> None:
    assert decision_in("đưa vào 1 3-4") == decision_in("ghi danh 1, 3 và 4") == Decision(True, (1, 3, 4))
    assert decision_in("chuyển tất cả") == Decision(True)
    assert decision_in("tra lai 2: chưa đủ hồ sơ") == Decision(False, (2,), "chưa đủ hồ sơ")
    assert decision_in("trả lại tất cả") is decision_in("để xem") is None


async def test_only_those_whose_unit_agreed_are_put_into_the_class(linked: Linked, sent: Sent, db: Database) -> None:
    nha, _ = await _agreed(linked, "cap_uy", "cu3")
    lan = await linked(roster.LAN)
    assert "1 người được đơn vị đồng ý, 1 người chờ chỗ" in await lan.taps("seats")
    await lan.taps("seats_class:cu3")
    assert "1. Trần Văn Nhã, xã An Trường" in await lan.taps("Xét danh sách")
    await lan.taps("Đưa tất cả vào lớp")
    assert (await lan.taps("Đưa vào lớp")).startswith("Đã ghi: 1 người vào danh sách lớp.")
    rows = await db.rows("select person_id from enrolment where class_id = 'cu3'")
    assert [row["person_id"] for row in rows] == [roster.NHA.id]
    [told] = [text for text in await sent(nha) if "Trung tâm đã đưa tên đồng chí vào danh sách lớp" in text]
    assert told.endswith("Khai giảng thứ Hai 23/06.")


async def test_who_is_given_back_reads_why_and_the_seat_is_offered_to_who_waits(linked: Linked, sent: Sent) -> None:
    nha, hoa = await _agreed(linked, "cap_uy", "cu3")
    lan = await linked(roster.LAN)
    await lan.taps("seats_consider:class:cu3")
    assert "lý do sau dấu hai chấm" in await lan.says("trả lại 1")
    assert "Đã ghi: 1 người được trả lại. Đã mời 1 người đang chờ." in await lan.says("trả lại 1: đã học năm 2024")
    assert any("Trung tâm trả lại. Lời nhắn: đã học năm 2024." in text for text in await sent(nha))
    assert any("Có chỗ trống dành cho đồng chí" in text for text in await sent(hoa))


async def test_two_staff_at_the_same_list_do_it_once(linked: Linked, db: Database) -> None:
    await _agreed(linked, "cap_uy", "cu3")
    lan, phuc = await linked(roster.LAN), await linked(roster.PHUC)
    for person in (lan, phuc):
        await person.taps("seats_consider:class:cu3")
        await person.says("đưa vào 1")
    await lan.taps("Đưa vào lớp")
    assert (await phuc.taps("Đưa vào lớp")).startswith("Chưa ghi gì. Số 1 đã thay đổi")
    assert len(await db.rows("select 1 from enrolment where class_id = 'cu3'")) == 1


async def test_nominations_are_sent_on_with_a_file_and_enrol_nobody(linked: Linked, sent: Sent, db: Database) -> None:
    nha, _ = await _agreed(linked, "trung_cap", "tc16")
    lan = await linked(roster.LAN)
    await lan.taps("seats")
    await lan.taps("Danh sách trung cấp")
    await lan.says("chuyển tất cả")
    text = await lan.taps("Chuyển danh sách")
    assert text.startswith("Đã ghi: 1 người trong danh sách chuyển đi.")
    sheet = load_workbook(BytesIO(lan.last.files[0].content)).active
    assert sheet is not None
    assert "Trần Văn Nhã" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert any("Cấp có thẩm quyền quyết định" in text for text in await sent(nha))
    assert not await db.rows("select 1 from enrolment")


async def test_the_waiting_list_shows_positions_and_whether_the_unit_spoke(linked: Linked) -> None:
    await _agreed(linked, "cap_uy", "cu3")
    lan = await linked(roster.LAN)
    text = await lan.taps("seats_waiting:cu3")
    assert "1. Nguyễn Thị Hòa, xã Tân An (số 2; đơn vị chưa có ý kiến)" in text


async def test_demand_is_counted_by_course_unit_and_group_and_names_nobody(linked: Linked) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    await nha.taps("register_send:chuyen_de:")
    await hoa.taps("register_send:chuyen_de:")
    lan = await linked(roster.LAN)
    text = await lan.taps("seats_demand")
    assert "**Bồi dưỡng chuyên đề**: 2 người." in text
    assert "xã An Trường 1" in text
    assert "Theo nhóm" in text
    assert "Nhã" not in text


async def test_the_signed_list_comes_to_staff_as_it_was_sent(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    store: FileStore = lan.house.files
    stored = await store.put(b"\xff\xd8\xff\xe0 signed")
    async with db.transaction() as tx:
        await store.keep(tx, stored, BY.at, None)
        await nomination_papers.add(tx, BY, "cu3", roster.AN_TRUONG.id, (stored.digest, "ky.jpg"))
    await lan.taps("seats_class:cu3")
    await lan.taps("Bản đã ký")
    assert [(each.name, each.content) for each in lan.last.files] == [("ky.jpg", b"\xff\xd8\xff\xe0 signed")]


async def test_a_class_with_requests_under_way_stands_before_those_without(linked: Linked, db: Database) -> None:
    earlier = replace(COURSE, id="cu2", code="CU-K2", name="Lớp sớm hơn", starts_on=date(2025, 6, 5))
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [earlier])
    await (await linked(roster.NHA)).taps(f"register_send:{COURSE.kind}:{COURSE.id}")
    assert f"1. {COURSE.name}: 1 người chờ đơn vị." in await (await linked(roster.LAN)).taps("seats")


async def test_staff_get_the_way_to_write_the_word_of_a_unit_that_no_message_reaches(
    linked: Linked, sent: Sent
) -> None:
    lan = await linked(roster.LAN)
    await (await linked(roster.HOA)).taps(f"register_send:{COURSE.kind}:{COURSE.id}")
    assert f"Số 1 ({COURSE.name}) chờ ý kiến của xã Tân An, nhưng đơn vị chưa có" in (await sent(lan))[0]
    assert "1. " in await lan.taps("seat_wishes")
    assert "Đã ghi đồng ý: số 1." in await lan.says("đồng ý 1")
