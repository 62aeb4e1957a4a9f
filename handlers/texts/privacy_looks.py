"""Words about who saw whose record: when, through what, and as what."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from rules.access import Role
from storage.clock import from_ms
from storage.looks import LookedAt

MORE_IN_FILE = "Các lượt cũ hơn có trong tệp “Dữ liệu của tôi”."
NOBODY = "Từ ngày {} đến nay chưa có ai xem hồ sơ của đồng chí qua Trợ lý."
NO_LOOKS = "Chưa có lượt xem nào được ghi."
_THROUGH = {
    "record": "mở hồ sơ",
    "roster_export": "tệp danh sách cán bộ",
    "privacy_export": "tệp dữ liệu cá nhân",
    "find_cadre": "tra cứu theo tên",
    "find_learner": "tra cứu theo tên",
    "corrections": "yêu cầu sửa hồ sơ",
    "link_request": "yêu cầu liên kết",
    "merge_records": "gộp hồ sơ",
    "reorganisation": "xem trước việc sắp xếp đơn vị",
    "add_cadre": "thêm người mới, tìm hồ sơ trùng",
    "privacy_request": "yêu cầu về dữ liệu cá nhân",
    "nominate": "danh sách có thể cử đi học",
    "nominations": "danh sách cử đi học",
    "seat_wishes": "nguyện vọng đi học",
    "seats_waiting": "danh sách chờ xếp lớp",
    "seats_consider": "xếp lớp",
    "unit_class": "danh sách cử của đơn vị",
    "unit_list": "danh sách cử của đơn vị",
    "unit_lacking": "danh sách còn thiếu trình độ",
    "study_answer": "đề nghị cử đi học",
    "study_asked": "đề nghị cử đi học",
    "enrol_list": "nhập danh sách lớp",
    "class_people": "danh sách lớp",
    "rollcall": "điểm danh",
    "class_results": "nhập kết quả",
    "results_sheet": "bảng điểm",
    "results_check": "xác nhận kết quả",
    "results_undo_check": "hủy kết quả",
    "certificates": "ghi số giấy, bằng",
    "certificate_book": "sổ cấp giấy, bằng",
    "notice_absent": "danh sách chưa gửi được thông báo",
    "notice_whose": "xem trước thông báo",
    "notice_after": "kết quả gửi thông báo",
    "notice_calls": "danh sách gọi điện",
    "export_phones": "tệp danh sách gọi điện",
    "export_notice": "tệp kết quả gửi thông báo",
}
_PREFIXES = {
    "target_plan": "phương án cử đi học",
    "target": "danh sách của chỉ tiêu",
    "papers": "báo cáo chỉ tiêu",
    "notice": "thông báo",
    "seat": "xếp lớp",
    "class": "lớp học",
    "unit": "danh sách của đơn vị",
    "study": "đề nghị cử đi học",
}
OPERATOR = "người quản trị hệ thống"


def mine(found: Sequence[LookedAt], zone: tzinfo | None, since: datetime, more: bool) -> str:
    """Who saw one's own record, newest first; `more` if there may be others."""
    lines = [f"Ai đã xem hồ sơ của đồng chí, từ ngày {since:%d/%m/%Y}, mới nhất trước:"]
    lines += [f"- {_when(each, zone)}: {reader(each)}; {through(each)}" for each in found]
    return "\n".join([*lines, MORE_IN_FILE] if more else lines)


def everyone(found: Sequence[LookedAt], zone: tzinfo | None) -> str:
    """What everybody looked at, for those who answer for the data."""
    lines = ["Lượt xem hồ sơ, mới nhất trước:"]
    return "\n".join([*lines, *(f"- {_when(e, zone)}: {reader(e)}; {through(e)}, {_many(e)}" for e in found)])


def reader(look: LookedAt) -> str:
    """Who looked: the office first, then the name of who holds it."""
    if not look.by:
        return OPERATOR
    office = _office(look)
    return f"{office} ({look.by})" if office else look.by


def _office(look: LookedAt) -> str:
    if look.roles & {Role.STAFF, Role.ADMIN}:
        return "cán bộ Trung tâm"
    if Role.LEADER in look.roles:
        return "lãnh đạo"
    if Role.OFFICER in look.roles:
        return f"cán bộ phụ trách {look.unit}".rstrip()
    return "giảng viên" if Role.LECTURER in look.roles else ""


def through(look: LookedAt) -> str:
    """Through what, in people's words."""
    name = look.what.partition(":")[0]
    known = _THROUGH.get(name)
    return known or next((words for prefix, words in _PREFIXES.items() if name.startswith(prefix)), "một danh sách")


def _many(look: LookedAt) -> str:
    return "toàn bộ" if look.many == 0 else f"{look.many} người"


def _when(look: LookedAt, zone: tzinfo | None) -> str:
    return f"{from_ms(look.at).astimezone(zone):%H:%M %d/%m/%Y}"
