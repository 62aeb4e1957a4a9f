"""The round of the records doctor in chat: each kind is found, mended, taken back or kept; staff hear of new ones."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.house import House
from handlers.record_findings import findings
from handlers.records_news import look_through
from rules.access import OPERATOR, Role
from rules.attendance import Presence
from rules.cadres import Cadre, Credential, Post
from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from rules.dates import PartialDate
from rules.levels import Level
from rules.records_doctor import Flaw
from rules.results import Verdict
from storage import attendance, cadre_writes, cadres, classes, grants, results
from storage.database import Database
from storage.journal import By
from storage.results import outcomes
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent
from tests.handlers.leaders import looks
from tests.handlers.stored import journal

BY = By("operator", 1_748_826_000_000)
RUNNING = TrainingClass(
    "tc14", "TC-K14", "Trung cấp, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING, ends_on=date(2025, 5, 1),
    places=1,
)  # fmt: skip
OVER = TrainingClass("cu1", "CU-K1", "Bồi dưỡng cấp ủy viên, khóa 1", state=ClassState.RESULTS)
HEAD = "Trưởng phòng Tài chính - Kế hoạch"


async def changed(db: Database, before: Cadre, after: Cadre) -> None:
    async with db.transaction() as tx:
        await cadre_writes.save(tx, BY, "test", [before], [after])


@pytest.fixture
async def flawed(db: Database) -> None:
    """One thing of each kind that does not go together."""
    bare = Credential(Level.CAO_CAP)
    moved = Post("Công chức Tư pháp", roster.TAN_AN, since=date(2005, 1, 1))
    numbered = Credential(Level.TRUNG_CAP, number="TC-1", issued=PartialDate("2019"))
    await changed(db, roster.NHA, replace(roster.NHA, credentials=(*roster.NHA.credentials, bare)))
    await changed(db, roster.TUAN, replace(roster.TUAN, posts=(*roster.TUAN.posts, moved)))
    second = Post(HEAD, roster.TAI_CHINH, since=date(2024, 1, 1))
    await changed(db, roster.MAI, replace(roster.MAI, posts=(*roster.MAI.posts, second)))
    await changed(db, roster.LOC, replace(roster.LOC, credentials=(numbered,)))
    await changed(db, roster.KHOA, replace(roster.KHOA, credentials=(replace(numbered, issued=PartialDate("2027")),)))
    async with db.transaction() as tx:
        twin = replace(roster.HOA, id="cb902", code="CB902", posts=(), credentials=(), phone="")
        await cadre_writes.save(tx, BY, "import", [None], [twin])
        await classes.save_classes(tx, BY, "create", [RUNNING, OVER])
        people = (roster.RAY, roster.HOA)
        await classes.save_enrolments(tx, BY, [Enrolment("tc14", each.id) for each in people])
        await classes.save_enrolments(tx, BY, [Enrolment("cu1", roster.KIET.id), Enrolment("cu1", roster.NHA.id)])
        await classes.replace_sessions(tx, BY, "cu1", [Session("s1", "cu1", date(2025, 5, 5), Part.SANG, "Bài 1")])
        await attendance.call(tx, BY, "s1", {roster.KIET.id: Presence.ABSENT, roster.NHA.id: Presence.PRESENT})
        passed = {roster.KIET.id: Verdict(True, "Khá"), roster.NHA.id: Verdict(True, "Khá")}
        await results.type_in(tx, By(roster.LAN.id, 1), "cu1", passed)
        await tx.rows("update class_result set confirmed_by = 'nv02', confirmed_at = 1")


async def _kinds(house: House) -> set[Flaw]:
    return {each.flaw for each in await findings(house, house.db)}


async def _opens(person: Person, flaw: Flaw) -> str:
    first = (await findings(person.house, person.house.db, flaw))[0]
    return await person.taps(f"record_finding:{flaw}:{first.key}")


async def test_records_in_which_all_goes_together_are_said_to_be_so(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    assert await lan.says("/kiemtra") == (
        "Rà soát ngày 02/06/2025: không thấy điều gì không khớp trong hồ sơ và lớp học."
    )


@pytest.mark.usefixtures("flawed")
async def test_every_kind_is_found_and_those_in_order_are_left_alone(house: House, linked: Linked) -> None:
    thao = await linked(roster.THAO)
    await house.db.write("update cadre set gone_at = 1 where id = $1", roster.THAO.id)
    assert thao.chat
    assert await _kinds(house) == set(Flaw)
    about = {each.flaw: each.about for each in await findings(house, house.db)}
    assert about[Flaw.UNSEEN] == (roster.KIET.id, "cu1")
    assert about[Flaw.TWO_HEADS] == (roster.DUNG.id, roster.MAI.id)
    assert roster.NHA.id not in {person for flaw, people in about.items() if flaw != Flaw.UNPROVEN for person in people}


@pytest.mark.usefixtures("flawed")
@pytest.mark.parametrize("words", ["kiểm tra hồ sơ", "rà soát dữ liệu", "Rà soát hồ sơ"])
async def test_staff_ask_for_it_in_words(linked: Linked, words: str) -> None:
    lan = await linked(roster.LAN)
    assert (await lan.says(words)).startswith("Rà soát ngày 02/06/2025: ")
    assert "Trong lớp, chưa đủ điều kiện" in lan.labels
    assert "Trần Văn Nhã" not in lan.last.text


@pytest.mark.usefixtures("flawed")
async def test_the_lists_say_each_in_a_sentence_and_offer_it(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    await lan.says("/kiemtra")
    text = await lan.taps("Trong lớp, chưa đủ điều kiện")
    assert "Nguyễn Thị Hòa (xã Tân An) đang trong lớp Trung cấp, khóa 14: đã có trình độ trung cấp." in text
    assert "Đề nghị: rút tên khỏi lớp" in await lan.taps("Nguyễn Thị Hòa")
    assert lan.labels[:3] == ["Xem cách sửa", "Mở hồ sơ", "Để nguyên"]


@pytest.mark.usefixtures("flawed")
async def test_a_record_is_mended_as_previewed_and_put_back_as_it_was(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await _opens(lan, Flaw.UNPROVEN)
    assert "cao cấp" in await lan.taps("Xem cách sửa")
    assert (await lan.taps("Đồng ý sửa")).startswith("Đã sửa: ")
    now = await cadres.by_id(db, OPERATOR, roster.NHA.id)
    assert now is not None
    assert [each.level for each in now.credentials] == [Level.SO_CAP]
    assert "mend_record" in await journal(db)
    assert (await lan.taps("Hoàn tác")).startswith("Đã hoàn tác.")
    back = await cadres.by_id(db, OPERATOR, roster.NHA.id)
    assert back is not None
    assert [each.level for each in back.credentials] == [Level.SO_CAP, Level.CAO_CAP]


@pytest.mark.usefixtures("flawed")
async def test_what_was_changed_since_it_was_mended_is_not_put_back(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await _opens(lan, Flaw.UNPROVEN)
    await lan.taps("Xem cách sửa")
    await lan.taps("Đồng ý sửa")
    await db.write("update cadre set version = version + 1 where id = $1", roster.NHA.id)
    assert (await lan.taps("Hoàn tác")).startswith("Không hoàn tác được")


@pytest.mark.usefixtures("flawed")
@pytest.mark.parametrize(
    "flaw", [Flaw.UNFIT, Flaw.OVERFULL, Flaw.LEFT_OPEN, Flaw.TWO_HEADS, Flaw.WRONG_DATE, Flaw.NOT_ENDED, Flaw.UNSEEN]
)
async def test_what_is_mended_is_found_no_more_and_not_mended_twice(house: House, linked: Linked, flaw: Flaw) -> None:
    lan = await linked(roster.LAN)
    before = len(await findings(house, house.db, flaw))
    await _opens(lan, flaw)
    assert "Sẽ " in await lan.taps("Xem cách sửa")
    again = next(button.key for row in lan.last.buttons for button in row if button.label == "Đồng ý sửa")
    assert (await lan.taps(again)).startswith("Đã sửa: ")
    assert len(await findings(house, house.db, flaw)) == before - 1
    assert (await lan.taps(again)).startswith("Điều này không còn như vậy nữa")


@pytest.mark.usefixtures("flawed")
async def test_who_is_taken_out_of_a_class_hears_why(linked: Linked, sent: Sent) -> None:
    lan, hoa = await linked(roster.LAN), await linked(roster.HOA)
    await lan.taps("record_kind:unfit")
    await lan.taps("Nguyễn Thị Hòa")
    await lan.taps("Xem cách sửa")
    await lan.taps("Đồng ý sửa")
    assert any("chưa đủ điều kiện theo hồ sơ" in text for text in await sent(hoa))


@pytest.mark.usefixtures("flawed")
async def test_a_result_stays_until_a_second_person_agrees(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await _opens(lan, Flaw.UNSEEN)
    await lan.taps("Xem cách sửa")
    await lan.taps("Đồng ý sửa")
    assert all(each.counts for each in await outcomes(db, "cu1"))


@pytest.mark.usefixtures("flawed")
async def test_whose_names_were_read_is_kept_and_a_class_is_nobody(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    await lan.taps("record_kind:overfull")
    await _opens(lan, Flaw.NOT_ENDED)
    assert not await looks(db)
    await _opens(lan, Flaw.UNSEEN)
    assert [people for _, _, people in await looks(db)] == [[roster.KIET.id]]


@pytest.mark.usefixtures("flawed")
async def test_twins_are_merged_by_the_form_for_it(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    await _opens(lan, Flaw.TWINS)
    await lan.taps("Gộp hai hồ sơ")
    assert lan.last.form is not None
    assert lan.last.form.name == "merge_records"


@pytest.mark.usefixtures("flawed")
async def test_what_is_kept_with_a_reason_comes_back_only_when_its_facts_change(
    house: House, linked: Linked, db: Database
) -> None:
    lan = await linked(roster.LAN)
    await _opens(lan, Flaw.WRONG_DATE)
    await lan.taps("Để nguyên")
    assert (await lan.says("đã đối chiếu bản gốc")).startswith("Đã ghi: để nguyên.")
    assert Flaw.WRONG_DATE not in await _kinds(house)
    assert "keep_finding" in await journal(db)
    await db.write("update credential set issued = '2028' where cadre_id = $1", roster.KHOA.id)
    assert Flaw.WRONG_DATE in await _kinds(house)


async def test_chats_of_somebody_who_left_are_no_longer_linked(linked: Linked, db: Database) -> None:
    lan, _ = await linked(roster.LAN), await linked(roster.THAO)
    await db.write("update cadre set gone_at = 1 where id = $1", roster.THAO.id)
    await _opens(lan, Flaw.GONE_CHAT)
    await lan.taps("Xem cách sửa")
    await lan.taps("Đồng ý sửa")
    assert not await db.rows("select 1 from account where holder_id = $1", roster.THAO.id)


@pytest.mark.usefixtures("flawed")
async def test_staff_hear_on_monday_how_much_is_new_without_a_name_and_only_once(
    house: House, linked: Linked, sent: Sent, db: Database
) -> None:
    lan = await linked(roster.LAN)
    assert await look_through(house) > 5
    [told] = await sent(lan)
    assert told.startswith("Rà soát hồ sơ tuần này: ")
    assert not any(each.name in told for each in roster.CADRES)
    assert await look_through(house) == 0
    assert len(await sent(lan)) == 1
    await db.write("update credential set issued = '2028' where issued = '2027'")
    assert await look_through(house) == 1


async def test_a_clerk_of_one_unit_is_sent_to_single_records(linked: Linked, db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, roster.KHOA.id, Role.STAFF, roster.AN_TRUONG.id)
    khoa = await linked(roster.KHOA)
    assert "toàn Trung tâm" in await khoa.says("/kiemtra")
    assert "cũ" in await khoa.taps("record_kind:unfit")
