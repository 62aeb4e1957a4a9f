"""One's own data: consents one by one, all of it as a file, who saw it, erasing it, and the terms of the law."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from openpyxl import load_workbook

from handlers.house import House
from handlers.privacy.carrying_out import erase_what_was_agreed, remind_of_terms
from handlers.texts import own_data as file_texts
from rules.classes import Enrolment, TrainingClass
from storage import classes, erasures, outbox
from storage.copies import Copies
from storage.database import Database
from storage.journal import By
from storage.outbox import Onward
from storage.own_data import SECTIONS
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.stored import consents_of, holder_of, journal
from tests.storage.test_erasing import every_text


async def read_all(db: Database) -> None:
    """Everything on its way was sent and read."""
    await db.write("update outbox set state = 'sent', reply = null, done_at = 1 where state = 'waiting'")


# Consents


async def test_each_consent_is_seen_with_its_day_and_version(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.says("quyền riêng tư")
    text = await nha.taps("Điều đã đồng ý")
    assert text.count("đồng ý ngày 02/06/2025, bản 1") == 2
    assert "Rút “nhận thông báo”" in text


async def test_notices_are_withdrawn_alone_and_what_waited_is_not_sent(
    house: House, linked: Linked, sent: Sent, db: Database
) -> None:
    nha = await linked(roster.NHA)
    async with db.transaction() as tx:
        await outbox.add(tx, nha.channel, nha.chat, '{"text":"x"}', 1, Onward(roster.NHA.id))
    await nha.says("/dulieu")
    await nha.taps("Điều đã đồng ý")
    assert "không nhận thông báo" in await nha.taps("Thôi nhận thông báo")
    assert await consents_of(db) == [("lien_ket", "1")]
    assert await holder_of(db, nha) == roster.NHA.id
    assert await sent(nha) == []
    assert "Đồng ý nhận thông báo" in (await nha.taps("consents") and nha.labels)


async def test_a_new_text_is_told_once_a_day_and_the_old_one_holds_until_it_is_answered(
    linked: Linked, clock: Clock, db: Database
) -> None:
    nha = await linked(roster.NHA)
    await db.write("update consent set version = '0'")
    clock.move(days=2)
    first = await nha.says("tôi cần học trình độ gì")
    assert "đã có bản 1" in first
    assert "đã có bản 1" not in await nha.says("tôi cần học trình độ gì")
    await nha.says("/dulieu")
    assert "(đã có bản mới)" in await nha.taps("Điều đã đồng ý")
    assert "Nội dung xin ý kiến đã thay đổi" in await nha.taps("Đọc bản mới")
    await nha.taps("Đồng ý: nhận thông báo")
    assert ("thong_bao", "1") in await consents_of(db)
    clock.move(days=2)
    assert "đã có bản 1" in await nha.says("tôi cần học trình độ gì")
    await nha.taps("consent_text")
    await nha.taps("Đồng ý: liên kết")
    clock.move(days=2)
    assert "đã có bản 1" not in await nha.says("tôi cần học trình độ gì")


async def test_a_stranger_may_take_back_the_consent_to_be_linked(stranger: Person, db: Database) -> None:
    await stranger.taps("agree:lien_ket:1")
    await stranger.taps("consents")
    assert "rút sự đồng ý" in await stranger.taps("Rút đồng ý liên kết")
    assert await consents_of(db) == []


# All of it as a file


async def test_all_that_is_kept_comes_as_a_file_to_read_and_one_for_machines(house: House, linked: Linked) -> None:
    loc, lan = await linked(roster.LOC), await linked(roster.LAN)
    async with house.db.transaction() as tx:
        await classes.save_classes(tx, By("operator", 1), "add", [TrainingClass("k1", "SC-K1", "Sơ cấp, khóa 1")])
        await classes.save_enrolments(tx, By("operator", 1), [Enrolment("k1", roster.LOC.id)])
    await lan.says("tra cứu Huỳnh Văn Lộc")
    await loc.says("dữ liệu của tôi")
    workbook, machine = loc.last.files
    assert (workbook.name, machine.name) == ("du-lieu-CB006.xlsx", "du-lieu-CB006.json")
    kept = orjson.loads(machine.content)
    assert kept["record"][0]["name"] == roster.LOC.name
    assert [each["class_code"] for each in kept["classes"]] == ["SC-K1"]
    assert [each["role"] for each in kept["roles"]] == ["officer"]
    assert kept["consents"][0]["given_at"] == "2025-06-02 08:00"
    assert [each["reader"] for each in kept["looks"]] == ["cán bộ Trung tâm (Ngô Thị Lan)"]
    assert "take own data" in await journal(house.db)
    book = load_workbook(BytesIO(workbook.content))
    assert book.sheetnames[:3] == ["Tổng quan", "Hồ sơ", "Chức vụ"]
    assert roster.LOC.phone in [cell.value for row in book["Hồ sơ"].iter_rows() for cell in row]


async def test_the_file_is_given_three_times_a_day_and_holds_nobody_else(linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    for _ in range(3):
        await nha.taps("my_data")
        assert len(nha.last.files) == 2
    assert "ngày mai" in await nha.taps("my_data")
    assert not nha.last.files
    clock.move(days=1, minutes=1)
    await nha.taps("my_data")
    assert roster.HOA.name not in nha.last.files[1].content.decode()


async def test_a_stranger_gets_what_their_chat_keeps(stranger: Person) -> None:
    await stranger.taps("agree:lien_ket:1")
    await stranger.taps("my_data")
    kept = orjson.loads(stranger.last.files[1].content)
    assert (kept["record"], kept["chats"][0]["chat"]) == ([], "9999")


def test_every_section_and_column_has_a_heading() -> None:
    assert {section.name for section in SECTIONS} | {"looks"} == set(file_texts.SECTIONS)
    assert {name for section in SECTIONS for name in section.columns} | {"reader", "through"} == set(file_texts.COLUMNS)
    assert max(map(len, file_texts.SECTIONS.values())) <= 31


# Who saw it


async def test_one_reads_who_saw_ones_record_as_what_and_through_what(linked: Linked) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    assert "chưa có ai xem" in await nha.says("ai đã xem hồ sơ của tôi")
    await lan.says("tra cứu Trần Văn Nhã")
    await lan.taps("roster_export")
    text = await nha.says("ai đã xem hồ sơ của tôi?")
    assert "08:00 02/06/2025: cán bộ Trung tâm (Ngô Thị Lan); mở hồ sơ" in text
    assert "tệp danh sách cán bộ" in text
    assert "mở hồ sơ, 1 người" in await lan.says("/luotxem")
    assert "mở hồ sơ" in await lan.says("/luotxem cb001")
    assert "Chưa có lượt xem" in await lan.says("/luotxem CB999")


# Erasing


async def test_the_chat_is_erased_once_the_answer_was_read_and_the_record_stays(
    house: House, linked: Linked, clock: Clock, tmp_path: Path
) -> None:
    nha = await linked(roster.NHA)
    house = replace(house, copies=Copies("sqlite:///x", house.files, tmp_path / "backups"))
    text = await nha.says("xóa dữ liệu của tôi")
    assert "xóa ngay" in text
    assert "Vẫn giữ: hồ sơ cán bộ" in await nha.taps("Xóa dữ liệu trò chuyện")
    assert "trong ít phút" in await nha.taps("Đồng ý xóa")
    assert await erase_what_was_agreed(house) == 0
    clock.move(minutes=6)
    assert await erase_what_was_agreed(house) == 1
    texts = "\n".join(await every_text(house.db))
    assert nha.chat not in texts
    assert roster.NHA.name in texts
    assert (tmp_path / "backups" / erasures.LEDGER).is_file()
    assert "liên kết" in await nha.says("tôi cần học trình độ gì")


async def test_keeping_it_erases_nothing(house: House, linked: Linked, clock: Clock) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("erase_chat")
    await nha.taps("Không xóa")
    await nha.taps("erase_chat_yes:another")
    clock.move(days=1)
    assert await erase_what_was_agreed(house) == 0


async def asks_to_erase_the_record(person: Person) -> str:
    await person.taps("privacy_ask")
    await person.taps("Xin xóa hồ sơ")
    assert "Người được xem" in await person.says("Tôi đã chuyển công tác sang tỉnh khác")
    return await person.taps("Gửi yêu cầu")


async def test_staff_decide_on_the_record_and_the_person_reads_so_before_it_goes(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    text = await asks_to_erase_the_record(nha)
    assert "chậm nhất ngày 04/06/2025, thực hiện chậm nhất ngày 17/06/2025" in text
    [told] = await sent(lan)
    assert "số 1" in told
    assert "Nhã" not in told
    await lan.says("/yeucaudulieu")
    assert "Trần Văn Nhã (CB001)" in await lan.taps("Xem số 1")
    await lan.taps("Thực hiện")
    assert "được báo" in await lan.taps("Đồng ý thực hiện")
    assert "đồng ý xóa hồ sơ" in (await sent(nha))[-1]
    clock.move(minutes=6)
    assert await erase_what_was_agreed(house) == 0
    await read_all(house.db)
    assert await erase_what_was_agreed(house) == 1
    texts = "\n".join(await every_text(house.db))
    for gone in (roster.NHA.name, roster.NHA.phone, nha.chat, "chuyển công tác"):
        assert gone not in texts


async def test_what_staff_were_shown_in_chat_no_longer_names_who_was_erased(house: House, linked: Linked) -> None:
    lan, loc = await linked(roster.LAN), await linked(roster.LOC)
    await lan.says("tra cứu Phạm Quốc Dũng")
    async with house.db.transaction() as tx:
        await tx.rows(
            "insert into web_message (id, chat, seq, author, text, buttons, files, at) values"
            " ('m', 'lan', 1, 'assistant', $1, $2, '[]', 1)",
            f"Hồ sơ của đồng chí {roster.DUNG.name}, {roster.DUNG.phone}",
            f'[[["{roster.DUNG.name}","cadre:cb004"]]]',
        )
        await tx.rows("update account set menu = $1 where chat = $2", f'[[1,"{roster.DUNG.name}","x"]]', loc.chat)
        await erasures.erase(tx, By("operator", 5), "record", roster.DUNG.id, ())
    texts = "\n".join(await every_text(house.db))
    assert roster.DUNG.name not in texts
    assert roster.DUNG.phone not in texts


async def test_a_refusal_gives_its_reason_and_more_time_is_given_once(house: House, linked: Linked, sent: Sent) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks_to_erase_the_record(nha)
    assert "đang chờ trả lời" in await _asks_again(nha)
    await lan.taps("privacy_request:1")
    await lan.taps("Gia hạn 15 ngày")
    await lan.says("Cần hỏi cơ quan quản lý hồ sơ")
    assert "đến ngày 02/07/2025" in await lan.taps("Gửi trả lời")
    assert "Lý do: Cần hỏi" in (await sent(nha))[-1]
    assert "gia hạn một lần" in await lan.taps("privacy_more:1")
    await lan.taps("privacy_request:1")
    await lan.taps("Từ chối")
    await lan.says("Đồng chí vẫn công tác, hồ sơ phải lưu")
    await lan.taps("Gửi trả lời")
    assert "quyền khiếu nại" in "\n".join(await sent(nha))
    assert "không thực hiện được. Đồng chí vẫn công tác" in await nha.taps("privacy_ask")
    assert "đã có người trả lời" in await lan.taps("privacy_request:1")


async def _asks_again(person: Person) -> str:
    await person.taps("privacy_ask")
    return await person.taps("Xin xóa hồ sơ")


async def test_a_record_in_use_is_not_erased(house: House, linked: Linked) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks_to_erase_the_record(nha)
    async with house.db.transaction() as tx:
        await classes.save_classes(tx, By("operator", 1), "add", [TrainingClass("k1", "SC-K1", "Sơ cấp, khóa 1")])
        await classes.save_enrolments(tx, By("operator", 1), [Enrolment("k1", roster.NHA.id)])
    await lan.taps("privacy_request:1")
    assert "lớp chưa kết thúc" in await lan.taps("Thực hiện")


@pytest.mark.parametrize("what", ["Xin hạn chế xử lý", "Phản đối xử lý"])
async def test_who_objects_is_written_to_no_more(linked: Linked, db: Database, what: str) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await nha.taps("privacy_ask")
    await nha.taps(what)
    await nha.says("Không muốn nhận tin nữa")
    await nha.taps("Gửi yêu cầu")
    await lan.taps("privacy_request:1")
    await lan.taps("Thực hiện")
    await lan.taps("Đồng ý thực hiện")
    held = await db.rows("select purpose from consent n join account a on a.id = n.account_id where a.holder_id = $1"
                         " and n.withdrawn_at is null", roster.NHA.id)  # fmt: skip
    assert [each["purpose"] for each in held] == ["lien_ket"]


async def test_staff_are_reminded_when_a_term_comes_near(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    nha, lan = await linked(roster.NHA), await linked(roster.LAN)
    await asks_to_erase_the_record(nha)
    assert await remind_of_terms(house) == 0
    clock.move(days=1)
    assert [await remind_of_terms(house) for _ in range(2)] == [1, 0]
    assert "sắp hết hạn hoặc đã quá hạn: số 1" in (await sent(lan))[-1]


async def test_the_page_names_the_centre_the_law_and_the_terms(stranger: Person) -> None:
    text = await stranger.taps("privacy_page")
    for said in ("Trung tâm Chính trị huyện Càng Long", "91/2025/QH15", "356/2025/NĐ-CP", "2 ngày làm việc", "90 ngày"):
        assert said in text
