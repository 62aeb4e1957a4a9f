"""Results as dialogs: typed, confirmed by a second person, told to each, certified."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.house import House
from handlers.texts import common
from handlers.texts import results as texts
from rules.access import OPERATOR, Role
from rules.cadres import Cadre
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level, Mode
from storage import cadres, classes, grants
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent

BY = By("operator", 1)
TRUNG_CAP = TrainingClass(
    "tck14", "TC-K14", "Trung cấp lý luận chính trị, khóa 14", Level.TRUNG_CAP, mode=Mode.KHONG_TAP_TRUNG,
    state=ClassState.RESULTS,
)  # fmt: skip
NUMBERS = {"Sơn Văn Kiệt": 1, "Trần Văn Nhã": 2, "Thạch Sa Rây": 3}
"""The order of given names."""


@pytest.fixture(autouse=True)
async def class_with_results(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [TRUNG_CAP])
        people = (roster.NHA, roster.KIET, roster.RAY)
        await classes.save_enrolments(tx, BY, [Enrolment("tck14", each.id) for each in people])


@pytest.fixture
async def lan(linked: Linked) -> Person:
    """Who types."""
    return await linked(roster.LAN)


@pytest.fixture
async def phuc(linked: Linked) -> Person:
    """Who confirms: the administrator."""
    return await linked(roster.PHUC)


async def level_of(house: House, cadre_id: str) -> Sequence[Level]:
    found = await cadres.by_id(house.db, OPERATOR, cadre_id)
    assert found is not None
    return [paper.level for paper in found.credentials]


async def type_in(person: Person, lines: str) -> str:
    await person.taps("results_type:tck14")
    return await person.says(lines)


async def confirm(person: Person) -> str:
    await person.taps("results_check:tck14")
    return await person.taps(person.labels[0])


async def test_what_surely_asks_for_something_else_is_asked_about_and_the_list_stays_open(lan: Person) -> None:
    said = await type_in(lan, "gửi tài liệu cho lớp K14")
    assert "để xem “Đưa tài liệu lên”?" in said
    await lan.taps(lan.labels[1])
    assert (await lan.says("ba tám giỏi")).startswith("Chưa ghi kết quả nào.\nChưa đọc được “ba tám giỏi”")
    assert (await lan.says("1: 8 giỏi")).startswith("Đã ghi 1 kết quả")


async def test_a_class_walks_from_typed_lines_to_new_standings(
    lan: Person, phuc: Person, linked: Linked, sent: Sent, house: House
) -> None:
    nha = await linked(roster.NHA)
    kiet = await linked(roster.KIET)
    await lan.says("/ketqua TC-K14")
    assert "Học viên: 3. Đã xác nhận: 0. Chờ xác nhận: 0. Chưa có: 3." in lan.last.text
    await lan.taps(texts.TYPE)
    said = await lan.says("2: 8 giỏi\n1: không đạt\n9: đạt")
    assert said.startswith("Đã ghi 2 kết quả, chờ người thứ hai xác nhận.")
    assert "Không có trong danh sách lớp, nên không ghi: số 9." in said
    assert await level_of(house, roster.NHA.id) == [Level.SO_CAP], "nothing counts yet"
    seen = await phuc.taps("results_check:tck14")
    assert "2. Trần Văn Nhã: đạt, xếp loại Giỏi, điểm 8" in seen
    assert (await phuc.taps("Xác nhận 2 kết quả")).startswith(
        "Đã xác nhận 2 kết quả: Giỏi 1, Không đạt 1. Đã báo 2 người qua Trợ lý."
    )
    assert await level_of(house, roster.NHA.id) == [Level.SO_CAP, Level.TRUNG_CAP]
    [told] = await sent(nha)
    assert told.startswith("Kết quả của đồng chí ở lớp Trung cấp lý luận chính trị, khóa 14: đạt, xếp loại Giỏi")
    assert "Hiện có: trung cấp" in told
    [other] = await sent(kiet)
    assert "chưa đạt" in other
    assert "Nhã" not in other
    assert (await nha.says("tôi cần học trình độ gì")).splitlines()[1].startswith("Hiện có: trung cấp")


async def test_a_pass_moves_the_targets_at_once(lan: Person, phuc: Person, linked: Linked) -> None:
    leader = await linked(roster.THANH)
    before = await leader.says("chỉ tiêu tới đâu rồi")
    await type_in(lan, "2: 8 giỏi")
    assert await leader.says("chỉ tiêu tới đâu rồi") == before
    await confirm(phuc)
    assert await leader.says("chỉ tiêu tới đâu rồi") != before


async def test_who_typed_does_not_confirm(lan: Person, house: House) -> None:
    await type_in(lan, "2: đạt")
    assert await lan.taps("results_check:tck14") == texts.ONLY_YOUR_OWN


async def test_whoever_types_over_what_another_typed_reads_what_stood_there(lan: Person, phuc: Person) -> None:
    assert "Thay cho" not in await type_in(lan, "2: 8 giỏi\n1: đạt")
    assert "Thay cho" not in await lan.says("2: 9 giỏi")
    said = await type_in(phuc, "2: không đạt\n1: đạt")
    assert said.endswith(
        "Thay cho kết quả người khác đã nhập, chưa xác nhận: 2 Trần Văn Nhã (đạt, xếp loại Giỏi, điểm 9)."
    )


async def test_an_administrator_lets_one_person_do_both(lan: Person, phuc: Person, house: House) -> None:
    await phuc.taps("results_scale")
    assert await phuc.taps(texts.ALLOW_ALONE) == texts.ALONE_ON
    await type_in(lan, "2: đạt")
    await confirm(lan)
    assert Level.TRUNG_CAP in await level_of(house, roster.NHA.id)


async def test_a_button_for_results_typed_anew_since_is_stale(lan: Person, phuc: Person, house: House) -> None:
    await type_in(lan, "2: đạt")
    await phuc.taps("results_check:tck14")
    await lan.says("2: không đạt")
    assert await phuc.taps("Xác nhận 1 kết quả") == common.STALE
    assert await level_of(house, roster.NHA.id) == [Level.SO_CAP]


async def test_two_taps_confirm_once(lan: Person, phuc: Person, house: House) -> None:
    await type_in(lan, "2: đạt")
    await phuc.taps("results_check:tck14")
    key = phuc.last.buttons[0][0].key
    await phuc.taps(key)
    assert await phuc.taps(key) == common.STALE
    assert (await level_of(house, roster.NHA.id)).count(Level.TRUNG_CAP) == 1


async def test_a_mark_alone_is_asked_about_until_the_centre_sets_its_scale(lan: Person, phuc: Person) -> None:
    assert "chưa đặt thang xếp loại" in await type_in(lan, "2: 8")
    await phuc.taps("results_scale")
    assert await phuc.says("Giỏi 8; Khá 7; Trung bình 5") == "Đã đặt thang xếp loại: Giỏi 8; Khá 7; Trung bình 5."
    assert (await type_in(lan, "2: 8")).startswith("Đã ghi 1 kết quả")
    assert "xếp loại Giỏi" in await phuc.taps("results_check:tck14")


async def test_the_sheet_goes_out_and_comes_back_filled_in(lan: Person, phuc: Person, house: House) -> None:
    await lan.taps("results_sheet:tck14")
    book = load_workbook(BytesIO(lan.last.files[0].content))
    rows = {row[1].value: row for row in book.active.iter_rows() if row[0].value in (1, 2, 3)}
    assert {name: row[0].value for name, row in rows.items()} == NUMBERS
    rows["Trần Văn Nhã"][4].value = 8.5
    rows["Trần Văn Nhã"][5].value = "Giỏi"
    rows["Thạch Sa Rây"][6].value = "Vắng thi"
    filled = BytesIO()
    book.save(filled)
    await lan.taps(texts.TYPE)
    assert (await lan.sends_file("bang-diem.xlsx", filled.getvalue())).startswith("Đã ghi 2 kết quả")
    seen = await phuc.taps("results_check:tck14")
    assert "2. Trần Văn Nhã: đạt, xếp loại Giỏi, điểm 8,5" in seen
    assert "3. Thạch Sa Rây: vắng thi" in seen


async def test_a_file_that_is_no_list_says_so_and_the_form_stays(lan: Person) -> None:
    await lan.taps("results_type:tck14")
    assert texts.NO_SUCH_COLUMNS in await lan.sends_file("khac.csv", b"a,b\n1,2\n")
    assert (await lan.says("2: đạt")).startswith("Đã ghi 1 kết quả")


async def test_the_register_of_a_year_holds_the_certificates_of_every_class_and_who_entered_them(
    lan: Person, phuc: Person, house: House, db: Database
) -> None:
    await type_in(lan, "2: 8 giỏi\n3: đạt")
    await confirm(phuc)
    await lan.taps("certificates:tck14")
    await lan.says("30/05/2025")
    await lan.says("2: 015/GCN\n3: 016/GCN")
    assert (await lan.says("sổ cấp giấy chứng nhận")).startswith(
        "Sổ cấp giấy chứng nhận, bằng năm 2025: 2 giấy, 1 lớp."
    )
    [file] = lan.last.files
    assert file.name == "so-cap-giay-2025.xlsx"
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(file.content)).active.iter_rows()]
    [nha] = [row for row in rows if row[1] == "015/GCN"]
    assert nha[3:7] == ["Trần Văn Nhã", "CB001", "xã An Trường", "TC-K14"]
    assert nha[8] == roster.LAN.name
    assert await db.rows("select 1 from journal where action = 'look_at_names' and record_id = 'certificate_book:2025'")
    assert await lan.taps("Năm trước") == "Năm 2024 chưa ghi giấy chứng nhận, bằng nào."


async def test_the_register_is_closed_to_all_but_staff(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert (await nha.taps("certificate_book")).startswith("Mục này dành cho")
    assert nha.last.files == ()


async def test_certificates_are_registered_and_read_by_the_person(
    lan: Person, phuc: Person, linked: Linked, house: House
) -> None:
    nha = await linked(roster.NHA)
    await type_in(lan, "2: 8 giỏi\n3: đạt")
    await confirm(phuc)
    await lan.taps("certificates:tck14")
    assert "Chưa có giấy: 2 người." in await lan.says("30/05/2025")
    assert (await lan.says("2: 015/GCN\n3: 015/GCN")).startswith(
        "Đã ghi 1 giấy vào sổ.\n3 Thạch Sa Rây: số giấy này đã cấp cho người khác."
    )
    said = await nha.says("kết quả của tôi")
    assert said == (
        "Trung cấp lý luận chính trị, khóa 14: đạt, xếp loại Giỏi, điểm 8.\nGiấy số 015/GCN, ngày 30/05/2025."
    )


async def test_an_unconfirmed_result_is_not_told(lan: Person, linked: Linked, sent: Sent) -> None:
    nha = await linked(roster.NHA)
    await type_in(lan, "2: 8 giỏi")
    assert await nha.taps("my_result") == "Trung cấp lý luận chính trị, khóa 14: chưa có kết quả được xác nhận."
    assert await sent(nha) == []


async def test_a_resit_counts_as_the_second_attempt(lan: Person, phuc: Person, linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await type_in(lan, "2: 4 không đạt")
    await confirm(phuc)
    assert "Thi lại: 2 Trần Văn Nhã." in await type_in(lan, "2: 6 trung bình")
    await confirm(phuc)
    assert "(thi lại lần 1)" in await nha.taps("my_result")
    assert "đã có kết quả đạt được xác nhận: 2 Trần Văn Nhã" in await type_in(lan, "2: 9 giỏi")


async def test_a_class_that_has_not_begun_has_no_results(lan: Person, db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [replace(TRUNG_CAP, state=ClassState.OPEN)])
    assert await lan.taps("results_type:tck14") == texts.NOT_YET
    assert await lan.taps("class_results:tck14") == texts.NOT_YET


@pytest.mark.parametrize("who", [roster.NHA, roster.LOC, roster.THANH])
async def test_nobody_but_staff_types_or_confirms(linked: Linked, who: Cadre) -> None:
    person = await linked(who)
    for key in ("class_results:tck14", "results_type:tck14", "results_check:tck14", "results_ok:tck14:x"):
        assert await person.taps(key) == common.NOT_ALLOWED


async def test_a_clerk_of_one_commune_types_no_results(linked: Linked, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.NHA.id, Role.STAFF, roster.TAN_AN.id)
    clerk = await linked(roster.NHA)
    assert await clerk.taps("results_type:tck14") == common.NOT_ALLOWED


async def test_without_a_class_the_ones_that_wait_for_results_are_offered(lan: Person) -> None:
    assert await lan.taps("class_results") == texts.WHICH_CLASS
    assert lan.labels[0] == "TC-K14"


async def test_a_confirmed_result_is_taken_back_by_two_people_and_told(
    lan: Person, phuc: Person, linked: Linked, sent: Sent, house: House
) -> None:
    nha, leader = await linked(roster.NHA), await linked(roster.THANH)
    before = await leader.says("chỉ tiêu tới đâu rồi")
    await type_in(lan, "2: 8 giỏi")
    await confirm(phuc)
    await lan.taps("class_results:tck14")
    await lan.taps("Mục khác của kết quả")
    assert "Nhắn số của học viên và lý do" in await lan.taps("Hủy kết quả đã xác nhận")
    said = await lan.says("2 9: nhập nhầm điểm")
    assert said.startswith("Đã đề nghị hủy 1 kết quả, chờ người thứ hai đồng ý.")
    assert "Không có trong danh sách lớp: số 9." in said
    assert await level_of(house, roster.NHA.id) == [Level.SO_CAP, Level.TRUNG_CAP], "nothing changes yet"
    assert (await lan.taps("results_undo_check:tck14")).startswith("Đề nghị hủy do chính đồng chí gửi.")
    seen = await phuc.taps("results_undo_check:tck14")
    assert "2. Trần Văn Nhã: đạt, xếp loại Giỏi, điểm 8. Lý do: nhập nhầm điểm." in seen
    key = phuc.last.buttons[0][0].key
    assert (await phuc.taps("Đồng ý hủy")).startswith("Đã hủy 1 kết quả; đã báo 1 người qua Trợ lý.")
    assert await phuc.taps(key) == common.STALE
    assert await level_of(house, roster.NHA.id) == [Level.SO_CAP]
    assert any("được Trung tâm hủy để xem lại. Lý do: nhập nhầm điểm." in text for text in await sent(nha))
    assert await leader.says("chỉ tiêu tới đâu rồi") == before


async def test_a_result_with_a_certificate_is_not_taken_back_and_it_says_why(lan: Person, phuc: Person) -> None:
    await type_in(lan, "2: 8 giỏi")
    await confirm(phuc)
    await lan.taps("certificates:tck14")
    await lan.says("30/05/2025")
    await lan.says("2: 015/GCN")
    await lan.taps("results_undo:tck14")
    said = await lan.says("2: nhầm")
    assert "Giữ nguyên 2 Trần Văn Nhã: số giấy chứng nhận đã vào sổ." in said


async def test_the_second_person_may_keep_a_result(lan: Person, phuc: Person, house: House) -> None:
    await type_in(lan, "2: 8 giỏi")
    await confirm(phuc)
    await lan.taps("results_undo:tck14")
    assert "Xin nhắn số và lý do" in await lan.says("2")
    await lan.says("2: xem lại")
    await phuc.taps("results_undo_check:tck14")
    assert (await phuc.taps("Giữ kết quả")).startswith("Giữ nguyên 1 kết quả")
    assert Level.TRUNG_CAP in await level_of(house, roster.NHA.id)


async def test_who_was_taken_out_of_the_class_gets_no_result_and_is_not_said_to_have_one(
    lan: Person, db: Database
) -> None:
    await lan.taps("results_type:tck14")
    async with db.transaction() as tx:
        await tx.rows("update enrolment set state = 'left' where person_id = $1", roster.NHA.id)
    said = await lan.says("2: 8 giỏi")
    assert "Không có trong danh sách lớp, nên không ghi: số 2." in said
    assert "đã có kết quả" not in said
    assert "2 học viên" in await lan.says("linh tinh")


async def test_the_day_of_certificates_may_be_today_and_a_bad_one_is_asked_for_as_such(
    lan: Person, phuc: Person, linked: Linked
) -> None:
    nha = await linked(roster.NHA)
    await type_in(lan, "2: 8 giỏi")
    await confirm(phuc)
    await lan.taps("certificates:tck14")
    assert (await lan.says("hôm kia đó")).startswith(texts.BAD_DAY)
    assert (await lan.says("2025")).startswith(texts.BAD_DAY)
    assert "Chưa có giấy: 1 người." in await lan.says("hôm nay")
    await lan.says("2: 016/GCN")
    assert "Giấy số 016/GCN, ngày 02/06/2025." in await nha.says("kết quả của tôi")


async def test_who_asks_to_take_a_result_back_is_not_told_of_it_but_the_second_person_is(
    lan: Person, phuc: Person, sent: Sent
) -> None:
    await type_in(lan, "2: 8 giỏi")
    await confirm(phuc)
    await lan.taps("results_undo:tck14")
    await lan.says("2: nhập nhầm điểm")
    assert not any("được đề nghị hủy" in text for text in await sent(lan))
    assert any("1 kết quả được đề nghị hủy, lý do: nhập nhầm điểm." in text for text in await sent(phuc))
