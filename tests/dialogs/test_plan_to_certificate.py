"""A class of each kind that the centre holds, from its line in the plan to the certificate, as all its people live it.

Everything is done by what each of them could type, tap or send. The people: Lan and Phúc of the centre, An who teaches,
Lộc the officer of xã Tân An, a cadre whom he nominates, Rây who asks by himself, Bình who stands on no roster, Thành
the leader.
"""

from collections.abc import Awaitable, Callable

import pytest

from handlers.house import House
from rules.access import OPERATOR
from rules.attendance import Presence
from rules.classes import ClassState, EnrolmentState
from rules.courses import CourseKind
from rules.seats import SeatState
from storage import attendance, cadres, certificates
from tests.dialogs.class_cast import Cast, Town, is_told, number_of, numbers_on_sheet, reads, taps, types
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

KINDS = [kind for kind in roster.COURSES.kinds if kind.is_own]
TEACHER = "Trần Thị An"
BINH = "Lê Thị Bình"
LIST = f"Họ và tên;Ngày sinh;Chức vụ;Số điện thoại;Ghi chú\n{BINH};02/03/1999;Giáo viên;0912000111;Quần chúng ưu tú\n"
NOMINATED = {"cap_uy": roster.HOA}
"""A committee member for the course of committee members; for the others who has no level at all."""

OFTEN = {"cap_uy", "nhan_thuc_dang"}
"""The way of all kinds is one. For members of committees and for who is no member yet it is gone at every run."""

Meet = Callable[[CourseKind], Awaitable[Cast]]


@pytest.fixture
def meet(house: House, clock: Clock, linked: Linked) -> Meet:
    async def cast(kind: CourseKind) -> Cast:
        return Cast(
            kind=kind,
            town=Town(house, clock),
            lan=await linked(roster.LAN),
            phuc=await linked(roster.PHUC),
            loc=await linked(roster.LOC),
            thanh=await linked(roster.THANH),
            ray=await linked(roster.RAY),
            nominee=await linked(NOMINATED.get(kind.id, roster.THAO)),
            binh=Person(house, chat="binh", name=BINH),
            an=Person(house, chat="an", name=TEACHER),
        )

    return cast


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=() if kind.id in OFTEN else pytest.mark.proof) for kind in KINDS],
    ids=lambda kind: kind.id,
)
async def test_a_class_of_the_centre_goes_from_plan_to_certificate(kind: CourseKind, meet: Meet) -> None:
    cast = await meet(kind)
    before = await cast.thanh.says("chỉ tiêu tới đâu rồi?")
    await live(cast)
    after = await cast.thanh.says("chỉ tiêu tới đâu rồi?")
    assert _figures(after) == _figures(before), "no target of the district asks for what these classes give"


def _figures(text: str) -> list[str]:
    return [line for line in text.splitlines() if line[:1].isdigit()]


async def _a_class_is_planned(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, "/giangvien")
    await taps(lan, "Thêm giảng viên")
    await types(lan, TEACHER)
    await taps(lan, "Cơ hữu")
    await types(lan, "Nhập môn; Điều lệ Đảng")
    await taps(lan, "Đề xuất")
    await types(lan, "/quanlylop")
    await taps(lan, "Lập lớp mới")
    await types(lan, cast.kind.name, "16/06/2025 đến 18/06/2025")
    await taps(lan, "Dùng mã này", "Dùng tên này")
    await types(lan, "4 chỗ", "Hội trường 1", "02/06/2025 đến 13/06/2025", "Mục 3, Kế hoạch 12-KH/TTCT")
    reads(lan, cast.kind.name, "Số chỗ: 4.", "Dòng kế hoạch: Mục 3, Kế hoạch 12-KH/TTCT.", cast.kind.note)
    await taps(lan, "Lập lớp", "Xem lớp")
    planned = await cast.training()
    assert (planned.kind, planned.state, planned.places) == (cast.kind.id, ClassState.PLANNED, 4)


async def _sessions_and_a_lecturer_are_put_on_it(cast: Cast) -> None:
    lan = cast.lan
    await taps(lan, "Lịch học", "Thêm buổi học")
    await types(lan, "thứ hai đến thứ tư, sáng, từ 16/06, 3 buổi", "Nhập môn; Điều lệ; Thu hoạch")
    await taps(lan, "Hội trường 1")
    await types(lan, TEACHER)
    reads(lan, f"sáng thứ Hai 16/06, Nhập môn, Hội trường 1, {TEACHER}", "sáng thứ Tư 18/06, Thu hoạch")
    await taps(lan, "Ghi lại", "Xem lịch học", "Xem lớp")
    reads(lan, "Lịch học: 3 buổi, còn 3.", f"Giảng viên: {TEACHER}.")
    assert all(each.lecturer_id for each in await cast.sessions())


async def _the_lecturer_is_let_in(cast: Cast) -> None:
    lan, an = cast.lan, cast.an
    await types(lan, f"/giangvien {TEACHER}")
    await taps(lan, TEACHER, "Mã liên kết")
    code = lan.last.text.splitlines()[0].rpartition(": ")[2]
    await an.starts()
    await taps(an, "Đồng ý")
    await types(an, code)
    reads(an, f"Đã liên kết: đồng chí {TEACHER}.")
    await taps(an, "Đồng ý nhận thông báo")


async def _it_opens_with_quotas(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, "/quanlylop")
    await taps(lan, "Xem lớp 1", "Học viên, chỉ tiêu", "Chỉ tiêu đơn vị")
    await types(lan, "Tân An 3")
    reads(lan, "xã Tân An: 0 → 3", "Cộng 3 chỗ trên 4 chỗ của lớp.")
    await taps(lan, "Ghi lại", "Xem lớp", "Mở nhận danh sách", "Mở nhận danh sách")
    assert (await cast.training()).state is ClassState.OPEN
    await cast.town.waits_until(3)


async def _the_officer_nominates(cast: Cast) -> None:
    loc, nominee = cast.loc, cast.nominee
    await types(loc, "/cudihoc")
    reads(loc, "Đã cử 0. xã Tân An: còn 3/3 suất.")
    await taps(loc, "Lớp 1", "Chọn người cử")
    await types(loc, f"cử {number_of(loc.last.text, nominee.name)}")
    reads(loc, f"Cử 1 đồng chí: {nominee.name}.", "Việc cử đi học do cấp có thẩm quyền quyết định.")
    await taps(loc, "Đưa vào danh sách cử")
    is_told(await cast.town.news(nominee), "(số 1)", "Đang chờ: Trung tâm xét và triệu tập.")
    assert await cast.requests() == {nominee.name: SeatState.AGREED}


async def _a_cadre_asks_and_the_unit_agrees(cast: Cast) -> None:
    ray, loc = cast.ray, cast.loc
    course = cast.kind.name.removeprefix("Bồi dưỡng ").lower()
    await types(ray, f"cho tôi đăng ký lớp {course}")
    reads(ray, "Người được xem: cán bộ phụ trách công tác đảng của đơn vị và Trung tâm.")
    await taps(ray, "Gửi yêu cầu")
    reads(ray, "Đã ghi nhận yêu cầu số 2", "ý kiến của cấp ủy, đơn vị xã Tân An")
    assert (await cast.requests())[ray.name] is SeatState.ASKED
    is_told(await cast.town.news(loc), ray.name)
    await types(loc, "/cudihoc")
    await taps(loc, "Nguyện vọng của đơn vị")
    await types(loc, "đồng ý 2")
    reads(loc, "Đã ghi đồng ý: số 2.")
    is_told(await cast.town.news(ray), "Đơn vị đã đồng ý. Đang chờ: Trung tâm")
    assert (await cast.requests())[ray.name] is SeatState.AGREED


async def _a_learner_comes_by_the_units_list(cast: Cast) -> None:
    loc = cast.loc
    code = (await cast.training()).code
    await types(loc, "/danhsachcu")
    await taps(loc, code)
    await loc.sends_file("ds-cu.csv", LIST.encode())
    reads(loc, f"Học viên mới: {BINH}.")
    await taps(loc, "Gửi Trung tâm")
    assert (await cast.requests())[BINH] is SeatState.AGREED
    await types(loc, "/cudihoc")
    reads(loc, "Đã cử 3. xã Tân An: còn 0/3 suất.")
    await taps(loc, "Lớp 1", "Danh sách cử (Word)")
    assert [file.name for file in loc.last.files] == [f"danh-sach-cu-{code}.docx"]


async def _the_centre_summons(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, "/xetlop")
    reads(lan, "3 người được đơn vị đồng ý")
    await taps(lan, "Xem lớp 1", "Xét danh sách", "Đưa tất cả vào lớp", "Đưa vào lớp")
    reads(lan, "Đã ghi: 3 người vào danh sách lớp.")
    for person in (cast.nominee, cast.ray):
        is_told(await cast.town.news(person), "Trung tâm đã đưa tên đồng chí vào danh sách lớp.")
    assert await cast.students() == dict.fromkeys((BINH, cast.ray.name, cast.nominee.name), EnrolmentState.ENROLLED)


async def _the_learner_is_linked_by_phone(cast: Cast) -> None:
    binh = cast.binh
    await binh.starts()
    await taps(binh, "Đồng ý")
    await binh.shares_contact("0912000111")
    reads(binh, f"Đã liên kết: anh/chị {BINH}")
    await taps(binh, "Đồng ý nhận thông báo")
    await types(binh, "lịch học của tôi")
    reads(binh, "Buổi học gần nhất: thứ Hai 16/06/2025.")


async def _it_begins_on_its_day(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, "/quanlylop")
    await taps(lan, "Xem lớp 1", "Đóng nhận danh sách", "Đóng nhận danh sách", "Xem lớp", "Bắt đầu học")
    reads(lan, "Chưa đến ngày khai giảng.")
    await cast.town.waits_until(16)
    for person in (cast.nominee, cast.binh, cast.an):
        assert "thứ Hai 16/06: lớp" in await cast.town.news(person), "each is reminded of the first day"
    await types(lan, "/quanlylop")
    await taps(lan, "Xem lớp 1", "Bắt đầu học", "Bắt đầu học")
    assert (await cast.training()).state is ClassState.RUNNING


async def _the_timetable_is_read(cast: Cast) -> None:
    for person in (cast.nominee, cast.binh):
        await types(person, "lịch học của tôi")
        reads(person, f"Thứ Hai 16/06, sáng, Hội trường 1\nNhập môn. Giảng viên: {TEACHER}.")
    assert "đồng chí" not in cast.binh.last.text
    await taps(cast.nominee, "Tệp lịch")
    [file] = cast.nominee.last.files
    assert file.content.count(b"BEGIN:VEVENT") == 3


async def _the_lecturer_sees_her_session_and_calls_the_roll(cast: Cast) -> None:
    an, ray = cast.an, cast.ray
    await types(an, "0")
    await taps(an, "Lịch giảng của tôi")
    reads(an, "16/06", "Nhập môn", "Hội trường 1")
    await types(an, "0")
    await taps(an, "Điểm danh")
    reads(an, "sáng thứ Hai 16/06: Nhập môn", "Lớp có 3 học viên.")
    await taps(an, "Bảng điểm danh (Excel)")
    await types(an, f"vắng {numbers_on_sheet(an)[ray.name]}")
    reads(an, "Có mặt 2/3, vắng 1", ray.name)
    roll = await attendance.roll(cast.town.house.db, (await cast.sessions())[0].id)
    assert [person for person, mark in roll.items() if mark.presence is Presence.ABSENT] == [roster.RAY.id]
    await taps(an, "Thôi")
    assert "Mục này dành cho" in await cast.an.says(f"/ketqua {(await cast.training()).code}")


async def _material_is_handed_out(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, f"gửi tài liệu cho lớp {(await cast.training()).code}")
    await lan.sends_file("nhap_mon.pdf", b"%PDF-1.7 de cuong")
    await types(lan, "Nhập môn", "bài 1")
    await taps(lan, "Gửi cho lớp này")
    for person, question in ((cast.nominee, "tài liệu bài 1"), (cast.binh, "tài liệu")):
        await types(person, question)
        assert [file.name for file in person.last.files] == ["nhap_mon.pdf"]


async def _results_are_typed_and_count_for_nothing(cast: Cast) -> None:
    lan = cast.lan
    await cast.town.waits_until(19)
    is_told(await cast.town.news(cast.nominee), "Nhắc lịch học thứ Ba 17/06: lớp", "Nhắc lịch học thứ Tư 18/06: lớp")
    await types(lan, "/quanlylop")
    await taps(lan, "Xem lớp 1", "Kết thúc các buổi học", "Kết thúc các buổi học")
    await types(lan, f"/ketqua {(await cast.training()).code}")
    await taps(lan, "Bảng điểm (Excel)")
    numbers = numbers_on_sheet(lan)
    await taps(lan, "Nhập kết quả")
    await types(lan, f"{numbers[cast.nominee.name]}: 8 giỏi\n{numbers[BINH]}: đạt\n{numbers[cast.ray.name]}: không đạt")
    reads(lan, "Đã ghi 3 kết quả, chờ người thứ hai xác nhận.")
    await taps(lan, "Xác nhận kết quả")
    assert await cast.town.news(cast.nominee) == ""
    assert EnrolmentState.PASSED not in (await cast.students()).values()


async def _a_second_person_confirms(cast: Cast) -> None:
    await types(cast.phuc, f"/ketqua {(await cast.training()).code}")
    await taps(cast.phuc, "Xác nhận kết quả")
    reads(cast.phuc, f"{cast.nominee.name}: đạt, xếp loại Giỏi, điểm 8")
    await taps(cast.phuc, "Xác nhận 3 kết quả")
    is_told(await cast.town.news(cast.nominee), "đạt, xếp loại Giỏi, điểm 8")
    is_told(await cast.town.news(cast.binh), "Kết quả của anh/chị", "đạt")
    is_told(await cast.town.news(cast.ray), "chưa đạt")
    passed, failed = EnrolmentState.PASSED, EnrolmentState.FAILED
    assert await cast.students() == {cast.nominee.name: passed, BINH: passed, cast.ray.name: failed}


async def _certificates_are_registered(cast: Cast) -> None:
    lan = cast.lan
    await types(lan, f"/ketqua {(await cast.training()).code}")
    await taps(lan, "Ghi số giấy, bằng")
    await types(lan, "19/06/2025")
    reads(lan, "Chưa có giấy: 2 người.")
    numbers = [number_of(lan.last.text, name) for name in (cast.nominee.name, BINH)]
    await types(lan, f"{numbers[0]}: 01/2025\n{numbers[1]}: 02/2025")
    reads(lan, "Đã ghi 2 giấy vào sổ.")
    register = await certificates.certificates(cast.town.house.db, (await cast.training()).id)
    assert sorted(each.number for each in register) == ["01/2025", "02/2025"]


async def _each_reads_where_they_stand(cast: Cast) -> None:
    await types(cast.nominee, "kết quả của tôi")
    paper = "Bằng tốt nghiệp" if cast.kind.level else "Giấy"
    reads(cast.nominee, f"đạt, xếp loại Giỏi, điểm 8.\n{paper}", "số 01/2025, ngày 19/06/2025.")
    await types(cast.binh, "kết quả của tôi")
    reads(cast.binh, "số 02/2025, ngày 19/06/2025.")
    stored = await cadres.by_code(cast.town.house.db, OPERATOR, roster.THAO.code)
    gives = [cast.kind.level] if cast.kind.level else []
    await types(cast.nominee, "Tôi cần học gì?")
    if cast.kind.id == "so_cap":
        reads(cast.nominee, "Hiện có: sơ cấp. Cần có: trung cấp lý luận chính trị.")
    assert stored is not None
    assert [paper.level for paper in stored.credentials] == gives


async def _the_lecturer_reads_her_hours(cast: Cast) -> None:
    await types(cast.an, "0")
    await taps(cast.an, "Giờ giảng của tôi")
    reads(cast.an, "3 buổi")


async def _it_is_archived(cast: Cast) -> None:
    await types(cast.lan, "/quanlylop")
    await taps(cast.lan, "Xem lớp 1", "Lưu lớp")
    reads(cast.lan, "Lưu lớp: mọi người trong lớp đã có kết quả.")
    await taps(cast.lan, "Lưu lớp")
    assert (await cast.training()).state is ClassState.ARCHIVED


CHAPTERS = (
    _a_class_is_planned,
    _sessions_and_a_lecturer_are_put_on_it,
    _the_lecturer_is_let_in,
    _it_opens_with_quotas,
    _the_officer_nominates,
    _a_cadre_asks_and_the_unit_agrees,
    _a_learner_comes_by_the_units_list,
    _the_centre_summons,
    _the_learner_is_linked_by_phone,
    _it_begins_on_its_day,
    _the_timetable_is_read,
    _the_lecturer_sees_her_session_and_calls_the_roll,
    _material_is_handed_out,
    _results_are_typed_and_count_for_nothing,
    _a_second_person_confirms,
    _certificates_are_registered,
    _each_reads_where_they_stand,
    _the_lecturer_reads_her_hours,
    _it_is_archived,
)


async def live(cast: Cast) -> None:
    """All that happens to a class, in its order."""
    for chapter in CHAPTERS:
        await chapter(cast)
