"""Rosters sent to the bot as files: shown, confirmed, written at once, taken back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.files.unreadable import WRONG_KIND
from handlers.front_door import receive
from handlers.house import House
from handlers.messages import FileUnavailable, Incoming, IncomingFile, Kind
from handlers.staff import importing
from handlers.texts import common, corrections
from handlers.texts import roster as reader_texts
from handlers.texts import staff as texts
from rules.access import OPERATOR, Role
from storage import cadre_writes, cadres, grants
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

Lists = Callable[..., Awaitable[str]]

GOOD = """Mã cán bộ,Họ và tên,Đơn vị,Số điện thoại,Chức vụ
CB007,Đặng Thị Thảo,xã Tân An,0912 999 777,Công chức Tư pháp - Hộ tịch
,Lâm Thị Ngọc,xã Tân An,,Công chức Tài chính - Kế toán
"""
BAD = """Mã cán bộ,Họ và tên,Đơn vị,Số điện thoại
CB007,Đặng Thị Thảo,xã Tân An,12
,,xã Tân An,
"""
UNDER_A_PASSWORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
"""What Excel makes of a workbook with a password: a package of another kind, with one entry."""
BY_HEADINGS = """STT,Họ và tên,Số điện thoại,Chức vụ
I,XÃ TÂN AN,,
1,Đặng Thị Thảo,0912999777,Công chức Tư pháp - Hộ tịch
"""


@pytest.fixture
async def lan(linked: Linked) -> Person:
    return await linked(roster.LAN)


async def phone_of_thao(house: House) -> str:
    found = await cadres.by_id(house.db, OPERATOR, roster.THAO.id)
    assert found is not None
    return found.phone


async def count(house: House, table: str) -> int:
    return int((await house.db.rows(f"select count(*) as n from {table}"))[0]["n"])


async def test_a_file_is_shown_before_anything_is_written(lan: Person, house: House) -> None:
    said = await lan.sends_file("danh-sach.csv", GOOD.encode())
    assert "Mới: 1. Thay đổi: 1. Không đổi: 0. Không có trong tệp, giữ nguyên: 10." in said
    assert "- Lâm Thị Ngọc, xã Tân An" in said
    assert "- Cán bộ, công chức cấp xã: 6 đồng chí." in said
    assert lan.labels == [texts.STORE, texts.FULL, texts.FORGET]
    assert await phone_of_thao(house) == ""


async def test_the_yes_writes_all_of_it_under_a_number(lan: Person, house: House) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    said = await lan.taps(texts.STORE)
    assert said.startswith("Đã nạp, lần nạp số 1.")
    assert await phone_of_thao(house) == "0912999777"
    assert [c.name for c in await cadres.named(house.db, OPERATOR, "lâm thị ngọc")] == ["Lâm Thị Ngọc"]
    assert await count(house, "upload") == 0, "the file is kept no longer than it waits"
    rows = await house.db.rows("select by_whom from journal where action = 'import' and kind = 'roster_import'")
    assert [row["by_whom"] for row in rows] == ["nv01"]


async def test_the_yes_of_a_file_counts_once(lan: Person, house: House) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    (key,) = [b.key for row in lan.last.buttons for b in row if b.label == texts.STORE]
    await lan.taps(key)
    assert await lan.taps(key) == texts.GONE
    assert await count(house, "roster_import") == 1


async def test_an_import_is_taken_back(lan: Person, house: House) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    await lan.taps(texts.STORE)
    assert "Hoàn tác lần nạp số 1" in await lan.taps(texts.UNDO_THIS)
    assert await lan.taps(texts.UNDO_YES) == "Đã hoàn tác lần nạp số 1."
    assert await phone_of_thao(house) == ""
    assert await cadres.named(house.db, OPERATOR, "lâm thị ngọc") == []
    assert "đã được hoàn tác trước đó" in await lan.taps("import_undo_yes:1")


async def test_an_import_stays_when_somebody_of_it_was_changed_since(lan: Person, house: House) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    await lan.taps(texts.STORE)
    async with house.db.transaction() as tx:
        assert await cadre_writes.claim(tx, roster.THAO.id, 2)
    said = await lan.taps("import_undo_yes:1")
    assert said == "Không hoàn tác được lần nạp số 1: hồ sơ đã sửa sau đó: Đặng Thị Thảo (CB007)."


async def test_a_file_with_errors_comes_back_marked_and_nothing_is_kept(lan: Person, house: House) -> None:
    said = await lan.sends_file("danh-sach.csv", BAD.encode())
    assert "dòng 2, cột D" in said
    assert texts.NOTHING_STORED in said
    (marked,) = lan.last.files
    assert marked.name == "danh-sach-loi.xlsx"
    assert load_workbook(BytesIO(marked.content)).sheetnames
    assert await count(house, "upload") == 0
    assert lan.labels == ["Về đầu"]


async def test_what_looks_wrong_is_told_beside_the_errors(lan: Person) -> None:
    bad = f"""{BAD},Lâm Thị Ngọc,xã Tân An,0912000006
"""
    said = await lan.sends_file("danh-sach.csv", bad.encode())
    errors, doubts = said.split("Cần xem lại (1):")
    assert "dòng 2, cột D" in errors
    assert "Số điện thoại 0912000006 ghi cho 2 người" in doubts
    assert texts.NOTHING_STORED in doubts


async def test_an_unknown_layout_is_shown_once_for_confirmation(lan: Person, house: House) -> None:
    said = await lan.sends_file("theo-don-vi.csv", BY_HEADINGS.encode())
    assert "Tệp được đọc như sau:" in said
    assert "Thay đổi: 1." in await lan.taps(texts.LAYOUT_RIGHT)
    await lan.taps(texts.STORE)
    assert await phone_of_thao(house) == "0912999777"
    again = await lan.sends_file("theo-don-vi.csv", BY_HEADINGS.replace("0912999777", "0912999778").encode())
    assert "Tệp được đọc như sau:" not in again
    assert "Thay đổi: 1." in again


async def test_what_changed_after_the_preview_is_shown_again_before_it_is_written(lan: Person, house: House) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    async with house.db.transaction() as tx:
        after = replace(roster.THAO, phone="0912111222", version=2)
        await cadre_writes.save(tx, By("someone", 1), "edit", [roster.THAO], [after])
    assert await lan.taps(texts.STORE) == texts.CHANGED
    assert await phone_of_thao(house) == "0912111222"
    assert "0912111222 → 0912999777" in await lan.taps(texts.SEE_AGAIN)
    assert (await lan.taps(texts.STORE)).startswith("Đã nạp")


async def test_a_full_list_says_who_would_leave_before_they_do(lan: Person, house: House) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    said = await lan.taps(texts.FULL)
    assert "LƯU Ý: 10 đồng chí không có trong tệp sẽ ra khỏi danh sách." in said
    assert len(await cadres.every_cadre(house.db, OPERATOR)) == 11
    await lan.taps(texts.STORE)
    assert len(await cadres.every_cadre(house.db, OPERATOR)) == 2


async def test_a_file_may_be_dropped(lan: Person, house: House) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    assert await lan.taps(texts.FORGET) == texts.FORGOTTEN
    assert await count(house, "upload") == 0


async def test_a_later_file_takes_the_place_of_one_that_waits(lan: Person, house: House) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    (key,) = [b.key for row in lan.last.buttons for b in row if b.label == texts.STORE]
    await lan.sends_file("danh-sach-2.csv", GOOD.replace("777", "778").encode())
    assert await lan.taps(key) == texts.GONE
    assert await count(house, "upload") == 1


async def test_a_file_waits_no_longer_than_a_day(lan: Person, house: House, clock: Clock) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    clock.move(days=1, minutes=1)
    assert await lan.taps(texts.STORE) == texts.GONE


async def test_another_clerks_file_is_not_ones_own(lan: Person, linked: Linked, house: House) -> None:
    phuc = await linked(roster.PHUC)
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    (key,) = [b.key for row in lan.last.buttons for b in row if b.label == texts.STORE]
    assert await phuc.taps(key) == texts.GONE
    assert await phone_of_thao(house) == ""


async def test_a_large_file_is_announced_before_it_is_read(
    lan: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LARGE", 10)
    said = await lan.sends_file("danh-sach.csv", GOOD.encode())
    assert "đọc có thể mất đến một phút" in said
    assert "Mới: 1. Thay đổi: 1." in await lan.taps(texts.READ)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"%PDF-1.7\n\x00\x01\x02"])
async def test_what_is_no_spreadsheet_is_said_to_be_none(lan: Person, content: bytes) -> None:
    assert await lan.sends_file("danh-sach.xlsx", content) == WRONG_KIND


async def test_a_file_under_a_password_says_so_and_how_to_take_it_off(lan: Person) -> None:
    said = await lan.sends_file("danh-sach.xlsx", UNDER_A_PASSWORD)
    assert said.startswith("Tệp này có mật khẩu")
    assert "Tệp > Thông tin > Bảo vệ sổ làm việc > Mã hóa bằng mật khẩu, để trống mật khẩu" in said


async def test_a_file_the_channel_cannot_give_is_asked_for_again(lan: Person) -> None:
    async def fetch() -> bytes:
        raise FileUnavailable

    incoming = Incoming(
        "telegram", lan.chat, "e-file", lan.house.clock(), Kind.FILE, file=IncomingFile("a.xlsx", 1, fetch)
    )
    reply = (await receive(lan.house, incoming)).reply
    assert reply is not None
    assert reply.text == texts.UNAVAILABLE


async def test_files_from_others_get_a_courteous_line(linked: Linked, stranger: Person, house: House) -> None:
    for person in (await linked(roster.NHA), await linked(roster.THANH), await linked(roster.LOC), stranger):
        said = await person.sends_file("danh-sach.csv", GOOD.encode())
        assert said in (texts.NOT_FOR_FILES.text, corrections.ONLY_PROOF)
    assert await count(house, "upload") == 0


async def test_a_clerk_of_one_commune_imports_nothing(linked: Linked, house: House) -> None:
    async with house.db.transaction() as tx:
        await grants.grant(tx, By("operator", 1), roster.MAI.id, Role.STAFF, roster.TAN_AN.id)
    clerk = await linked(roster.MAI)
    assert await clerk.sends_file("danh-sach.csv", GOOD.encode()) == texts.WHOLE_CENTRE_ONLY
    assert await clerk.taps("import_undo:1") == texts.WHOLE_CENTRE_ONLY
    assert await clerk.taps("import_undo_yes:1") == common.STALE


async def test_a_file_sent_while_looking_for_somebody_is_still_a_roster(lan: Person) -> None:
    await lan.taps("find_cadre")
    assert "Mới: 1." in await lan.sends_file("danh-sach.csv", GOOD.encode())


async def test_the_menu_explains_and_offers_the_template(lan: Person) -> None:
    await lan.says("0")
    await lan.taps("Hồ sơ cán bộ")
    assert await lan.taps("Nạp danh sách cán bộ") == texts.HOW
    assert lan.labels == [texts.TEMPLATE, texts.EXPORT, "Sắp xếp đơn vị", "Về đầu"]
    await lan.taps(texts.TEMPLATE)
    (form,) = lan.last.files
    assert "Danh sách cán bộ" in load_workbook(BytesIO(form.content)).sheetnames


async def test_what_was_taken_as_a_file_changes_nothing_when_it_is_sent_back(lan: Person, house: House) -> None:
    await lan.taps("roster_export")
    (form,) = lan.last.files
    assert await lan.sends_file(form.name, form.content) == reader_texts.NOTHING_TO_DO
    rows = await house.db.rows("select by_whom, record_id from journal where action = 'export'")
    assert [(row["by_whom"], row["record_id"]) for row in rows] == [("nv01", "11")]


async def test_the_last_import_can_be_taken_back_from_the_menu(lan: Person) -> None:
    await lan.sends_file("danh-sach.csv", GOOD.encode())
    await lan.taps(texts.STORE)
    await lan.taps("import_roster")
    await lan.taps(texts.UNDO)
    assert await lan.taps(texts.UNDO_YES) == "Đã hoàn tác lần nạp số 1."
    await lan.taps("import_roster")
    assert texts.UNDO not in lan.labels


@pytest.mark.parametrize("key", ["import_yes", "import_yes:x", "import_see:x", "import_read:", "import_no:x"])
async def test_a_forged_key_finds_no_file(lan: Person, key: str) -> None:
    assert await lan.taps(key) == texts.GONE
