"""A learner talks with the assistant: linked by a slip or their phone, addressed as people outside the Party are."""

from datetime import date

import pytest

from handlers.house import House
from handlers.linking.invite import make_invite
from handlers.texts import first_contact
from rules.access import Role
from rules.classes import ClassState, Course, Enrolment, Part, Session, TrainingClass
from rules.dates import PartialDate
from rules.learners import Learner
from storage import classes, grants, learners, links
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent

BY = By("operator", 1)
BINH = Learner("hv1", "HV00001", "Lê Thị Bình", roster.TAN_AN, PartialDate("1999-03-02"), "nu", "0912000111")


@pytest.fixture(autouse=True)
async def binh_in_a_class(db: Database) -> None:
    training = TrainingClass(
        "nt3", "NT-K3", "Bồi dưỡng nhận thức về Đảng, khóa 3", course=Course.NHAN_THUC_DANG, state=ClassState.RUNNING,
        starts_on=date(2025, 6, 2), ends_on=date(2025, 6, 6),
    )  # fmt: skip
    async with db.transaction() as tx:
        await learners.save(tx, BY, "add", [BINH])
        await classes.save_classes(tx, BY, "add", [training])
        await classes.save_enrolments(tx, BY, [Enrolment("nt3", "hv1")])
        await classes.replace_sessions(
            tx, BY, "nt3", [Session("s1", "nt3", date(2025, 6, 3), Part.SANG, "Điều lệ Đảng")]
        )


@pytest.fixture
async def binh(house: House, linked: Linked) -> Person:
    return await linked(roster.Centre("hv1", "HV00001", "Lê Thị Bình"))


async def test_the_code_of_a_slip_links_a_learner(house: House, db: Database, stranger: Person) -> None:
    holder = await links.holder_by_code(db, "HV00001")
    assert holder is not None
    slip = await make_invite(house, holder, BY)
    await stranger.taps(f"agree:{first_contact.LIEN_KET}:{first_contact.VERSION}")
    said = await stranger.says(slip.code)
    assert "Đã liên kết: anh/chị Lê Thị Bình" in said
    assert "đồng chí" not in said


async def test_a_learner_is_greeted_as_anh_chi_and_offered_what_they_may_use(binh: Person) -> None:
    said = await binh.says("0")
    assert "Kính chào anh/chị Lê Thị Bình." in said
    assert "Lịch học của tôi" in binh.labels
    assert "Trình độ của tôi" not in binh.labels


async def test_a_learner_reads_their_own_timetable(binh: Person) -> None:
    assert "Điều lệ Đảng" in await binh.says("Lịch học của tôi")


async def test_a_learner_sees_the_classes_that_open(binh: Person) -> None:
    said = await binh.says("Sắp tới có lớp nào?")
    assert "đồng chí" not in said.lower()


async def test_what_belongs_to_the_roster_is_not_a_learners_to_ask(binh: Person) -> None:
    said = await binh.taps("my_status")
    assert said.startswith(
        "Mục này dành cho cán bộ trong danh sách của Trung tâm. Hồ sơ học viên của anh/chị có lịch học"
    )


async def test_a_learner_may_unlink(binh: Person) -> None:
    await binh.taps("unlink")
    await binh.taps(binh.labels[0])
    assert "xin chào anh/chị" in await binh.says("0")


async def test_staff_confirm_a_learner_who_asks_to_be_linked(stranger: Person, linked: Linked, sent: Sent) -> None:
    lan = await linked(roster.LAN)
    await stranger.taps(f"agree:{first_contact.LIEN_KET}:{first_contact.VERSION}")
    await stranger.taps("link_form")
    for answer in ("Lê Thị Bình", "1999", "xã Tân An"):
        await stranger.says(answer)
    await stranger.taps("Gửi yêu cầu")
    await lan.taps("link_requests")
    assert "- HV00001 Lê Thị Bình, sinh 02/03/1999, xã Tân An" in await lan.says("1")
    assert "anh/chị Lê Thị Bình" in await lan.says("1")
    assert "anh/chị Lê Thị Bình" in (await sent(stranger))[0]


async def _opened(db: Database) -> None:
    found = [
        TrainingClass("dvm1", "DVM-K1", "Bồi dưỡng đảng viên mới, khóa 1", course=Course.DANG_VIEN_MOI,
                      state=ClassState.OPEN, register_until=date(2025, 6, 20), places=1, kind="dang_vien_moi"),
        TrainingClass("cu1", "CU-K1", "Bồi dưỡng cấp ủy viên, khóa 1", course=Course.CAP_UY,
                      state=ClassState.OPEN, register_until=date(2025, 6, 20), kind="cap_uy"),
    ]  # fmt: skip
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", found)
        await grants.grant(tx, BY, roster.LOC.id, Role.OFFICER, roster.TAN_AN.id)


async def test_a_learner_asks_for_a_class_that_is_for_such_people_and_is_told_in_their_words(
    binh: Person, linked: Linked, sent: Sent, db: Database
) -> None:
    await _opened(db)
    loc, lan = await linked(roster.LOC), await linked(roster.LAN)
    said = await binh.says("tôi muốn học lớp đảng viên mới")
    assert said.startswith("Yêu cầu học lớp Bồi dưỡng đảng viên mới, khóa 1.")
    assert "Đối tượng của lớp: đảng viên dự bị. Đơn vị và Trung tâm xem xét." in said
    assert "Người được xem:" in said
    assert "ý kiến của cấp ủy, đơn vị xã Tân An" in await binh.taps("Gửi yêu cầu")
    assert any(text.startswith("Học viên Lê Thị Bình, xã Tân An, có nguyện vọng") for text in await sent(loc))
    await loc.taps("seat_wishes")
    await loc.says("đồng ý 1")
    await lan.taps("seats_consider:class:dvm1")
    await lan.says("đưa vào 1")
    await lan.taps("Đưa vào lớp")
    assert any("đưa tên anh/chị vào danh sách lớp" in text for text in await sent(binh))
    assert not any("đồng chí" in text.lower() for text in await sent(binh))


async def test_a_learner_does_not_ask_for_what_is_for_cadres(binh: Person, db: Database) -> None:
    await _opened(db)
    assert "theo danh sách đơn vị cử" in await binh.says("tôi muốn đăng ký học trung cấp")
    assert "theo danh sách đơn vị cử" in await binh.taps("register_send:cap_uy:cu1")
    await binh.taps("class_detail:cu1")
    assert "Xin học lớp này" not in binh.labels
    await binh.taps("register_wish")
    assert binh.labels == ["Nhận thức về Đảng", "Đảng viên mới", "Sơ cấp", "Về đầu"]
    assert not await db.rows("select 1 from seat_request")


async def test_a_learner_sees_and_withdraws_their_request(binh: Person, db: Database) -> None:
    await _opened(db)
    await binh.taps("register_send:so_cap:")
    said = await binh.says("nguyện vọng của tôi")
    assert "đồng chí" not in said.lower()
    await binh.taps("Rút nguyện vọng")
    await binh.taps("Đồng ý rút")
    [row] = await db.rows("select state from seat_request")
    assert row["state"] == "withdrawn"


@pytest.mark.parametrize("typed", ["tra hồ sơ le thi binh", "tra Lê Thị Bình", "tra hồ sơ HV00001"])
async def test_a_clerk_finds_a_learner_by_name_or_code(linked: Linked, typed: str) -> None:
    lan = await linked(roster.LAN)
    said = await lan.says(typed)
    assert said.startswith("Không có trong danh sách cán bộ. Học viên các lớp: 1 người.")
    assert "- Lê Thị Bình (HV00001), xã Tân An, ngày sinh: 02/03/1999" in said
