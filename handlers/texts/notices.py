"""Words of composing a notice: its card, each of its parts, drafts and templates."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from rules.classes import TrainingClass
from rules.dates import WEEKDAYS, vietnamese
from rules.merge_fields import FieldProblem, Slip
from rules.notices import Notice, NoticeFile, NoticeKind, NoticeState

KINDS = {
    NoticeKind.RECRUITING: "Chiêu sinh",
    NoticeKind.SUMMONS: "Triệu tập học viên",
    NoticeKind.TIMETABLE: "Lịch học",
    NoticeKind.CHANGE: "Thay đổi lịch học",
    NoticeKind.MATERIAL: "Tài liệu học tập",
    NoticeKind.REMINDER: "Nhắc nhở",
    NoticeKind.OTHER: "Thông báo chung",
}
STATES = {
    NoticeState.DRAFT: "bản nháp",
    NoticeState.PROPOSED: "chờ duyệt",
    NoticeState.FREEZING: "đã duyệt, đang lập danh sách người nhận",
    NoticeState.SCHEDULED: "đã duyệt, chờ đến giờ gửi",
    NoticeState.SENDING: "đang gửi",
    NoticeState.PAUSED: "tạm dừng",
    NoticeState.DONE: "đã gửi xong",
    NoticeState.CANCELLED: "đã hủy",
}

BOARD = "Thông báo của Trung tâm. Xin chọn một mục, hoặc viết luôn, ví dụ: nhắn cho cả lớp K14 mai nghỉ học."
NEW = "Soạn thông báo mới"
DRAFTS = "Bản nháp của tôi"
TO_APPROVE = "Chờ duyệt"
UNDER_WAY = "Đang gửi và đã gửi"
TEMPLATES = "Mẫu thông báo"
NO_DRAFTS = "Đồng chí chưa có bản nháp nào."
MY_DRAFTS = "Bản nháp của đồng chí, mới nhất ở trên:"
NOTHING_TO_APPROVE = "Hiện không có thông báo nào chờ duyệt."
WAITING_FOR_APPROVAL = "Thông báo đang chờ người thứ hai duyệt:"
NOTHING_SENT = "Chưa có thông báo nào được gửi."
SENT_LATELY = "Thông báo đang gửi và đã gửi, mới nhất ở trên:"

PREVIEW = "Xem trước và gửi"
TEXT = "Nội dung"
AUDIENCE = "Người nhận"
OTHER_PARTS = "Sửa khác"
KIND = "Loại thông báo"
CLASS = "Lớp"
TIME = "Giờ gửi"
ASK_RECEIPT = "Đề nghị xác nhận"
NO_RECEIPT = "Không cần xác nhận"
MORE = "Mục khác nữa"
URGENT = "Gửi khẩn"
NOT_URGENT = "Không gửi khẩn"
FILES = "Tệp kèm theo"
SAVE_TEMPLATE = "Lưu thành mẫu"
USE_TEMPLATE = "Lấy từ mẫu"
DELETE = "Xóa bản nháp"
TO_CARD = "Về bản nháp"

WHICH_KIND = "Thông báo này thuộc loại nào?"
OTHER_KINDS = "Loại khác"
WHICH_TEXT = (
    "Xin viết nội dung thông báo. Muốn **chữ đậm**, viết hai dấu sao ở trước và hai dấu sao ở sau chữ đó. Có thể dùng "
    "các trường {ho_ten}, {don_vi}, {lop}, {con_thieu}: mỗi người nhận đọc đúng phần của mình."
)
TEXT_EMPTY = "Nội dung còn trống. Xin viết vài dòng."
TEXT_KEPT = "Đã ghi nội dung."
KIND_KEPT = "Đã ghi loại thông báo."
WHICH_CLASS = "Thông báo thuộc lớp nào? Xin nhắn mã hoặc tên lớp, ví dụ K14."
NO_CLASS = "Không thuộc lớp nào"
CLASS_UNKNOWN = "Trợ lý chưa tìm thấy lớp đó. Xin nhắn mã lớp như trong giấy báo."
CLASS_KEPT = "Đã ghi lớp."
WHICH_TIME = "Gửi lúc nào? Xin viết giờ và ngày, ví dụ: 8h sáng mai, hoặc 14:00 25/11."
AT_ONCE = "Ngay khi được duyệt"
UNTIL = "Hạn cuối để gửi"
NO_UNTIL = "Không có hạn"
WHICH_UNTIL = "Sau lúc nào thì không gửi nữa? Xin viết giờ và ngày, ví dụ: 17h chiều mai, hoặc 7:30 25/11."
UNTIL_TOO_EARLY = "Hạn cuối phải sau lúc gửi. Xin viết một giờ muộn hơn."
UNTIL_DROPPED = "Thông báo không có hạn cuối."
TIME_UNKNOWN = "Trợ lý chưa rõ giờ gửi. Xin viết giờ và ngày, ví dụ: 8h sáng mai."
TIME_PAST = "Giờ đó đã qua. Xin viết một giờ sau lúc này."
SENT_AT_ONCE = "Thông báo sẽ gửi ngay khi được duyệt."
NO_FILES = "Chưa có tệp nào. Gửi tệp hoặc ảnh vào đây khi bản nháp đang mở, tệp sẽ được kèm theo thông báo."
DROP_FILES = "Bỏ hết tệp"
FILES_DROPPED = "Đã bỏ các tệp kèm theo."
FILE_UNAVAILABLE = "Trợ lý chưa lấy được tệp đó. Xin gửi lại."
RECEIPT_ON = "Người nhận sẽ được đề nghị xác nhận."
RECEIPT_OFF = "Thông báo không đề nghị xác nhận."
URGENT_ON = "Thông báo sẽ gửi khẩn: gửi cả trong giờ yên tĩnh, và tự gửi lại khi chưa rõ đã đến hay chưa."
URGENT_OFF = "Thông báo không gửi khẩn: trong giờ yên tĩnh sẽ chờ."
SURE_TO_DELETE = "Xóa bản nháp này? Xóa rồi không lấy lại được."
DELETED = "Đã xóa bản nháp."
KEPT_FOR_LATER = "Bản nháp được giữ lại. Mở lại bằng /thongbao, mục “Bản nháp của tôi”."
NO_DRAFT_YET = "Đã thôi, chưa có bản nháp nào được ghi."
JUST_CHANGED = "Bản nháp vừa được sửa ở nơi khác; đây là bản mới nhất. Việc vừa chọn chưa được thực hiện."
NOT_A_DRAFT = "Thông báo này không còn là bản nháp nên không sửa được nữa."
CHOOSE_A_PART = "Xin chọn phần cần sửa; muốn thay nội dung, chọn “Nội dung”. Nhắn 0 để ra, bản nháp vẫn được giữ."
NOT_FOUND = "Không có thông báo như vậy, hoặc không thuộc phần việc của đồng chí."
NOBODY_ELSE = (
    "Hiện không ai khác có quyền duyệt. Thông báo cho trên {} người cần người thứ hai duyệt; "
    "xin quản trị viên giao quyền cho một người nữa, hoặc cho phép một người tự duyệt (lệnh /tuduyet)."
)

GROUPS = "Nhóm đã lưu"
RENAME = "Đổi tên"
FORGET_TEMPLATE = "Xóa mẫu"
FORGET_GROUP = "Xóa nhóm"
SURE_TO_FORGET_TEMPLATE = "Xóa mẫu “{}” cùng các bản trước? Thông báo đã soạn từ mẫu này vẫn giữ nguyên."
SURE_TO_FORGET_GROUP = "Xóa nhóm “{}”? Thông báo đã soạn cho nhóm này vẫn giữ người nhận như đã chọn."
FORGOTTEN = "Đã xóa “{}”."
WHICH_NEW_NAME = "Tên mới của “{}” là gì?"
NAME_TAKEN = "Đã có tên đó. Xin đặt tên khác."
RENAMED = "Đã đổi tên “{}” thành “{}”."
KEPT_GROUPS = "Nhóm người nhận đã lưu, luôn tính theo dữ liệu mới nhất:"
NO_GROUPS = "Chưa có nhóm nào. Soạn thông báo, chọn người nhận rồi chọn “Lưu thành nhóm”."
GONE = "Không còn tên đó."
WHICH_NAME = "Đặt tên cho mẫu, ví dụ: Giấy triệu tập."
NAME_WRONG = "Tên mẫu dài từ 2 đến 40 chữ cái."
NO_TEMPLATES = "Chưa có mẫu nào. Soạn một thông báo rồi chọn “Lưu thành mẫu”."
WHICH_TEMPLATE = "Xin chọn mẫu:"
NEXT_PAGE = "Xem tiếp"
TEMPLATE_GONE = "Không còn mẫu đó."
TEMPLATE_TAKEN = "Đã lấy nội dung từ mẫu."
VERSION_BEFORE = "Bản trước"
WRITE_WITH_IT = "Soạn từ mẫu này"

LONGEST_TEXT = 1800
_FIRST_OF_LIST = 32
_ALIKE = re.compile(r"\A\s*(?:TRUNG TÂM CHÍNH TRỊ: [^\n]*\n\s*)?(?:Kính gửi [^\n]*,\s*\n)?")
"""What most notices begin with: heading and greeting."""


def thousands(count: int) -> str:
    """`20.011`."""
    return f"{count:,}".replace(",", ".")


def instant(at: datetime) -> str:
    """`08 giờ 00, thứ Ba 03/06/2025`."""
    return f"{at:%H} giờ {at:%M}, {weekday(at.date())}"


def weekday(day: date) -> str:
    """`thứ Ba 03/06/2025`."""
    return f"{WEEKDAYS[day.weekday()]} {vietnamese(day)}"


def card(
    notice: Notice,
    whom: str,
    files: Sequence[NoticeFile],
    training: TrainingClass | None,
    send_at: datetime | None,
    more: Sequence[str],
) -> str:
    """A notice with all its parts; `more` are lines on what it mends and how long it is of use."""
    lines = [f"Thông báo số {notice.number} ({STATES[notice.state]}): {KINDS[notice.kind]}"]
    lines.append(f"Gửi: {whom}" if whom else "Gửi: chưa chọn người nhận")
    if training is not None:
        lines.append(f"Lớp: {training.name} ({training.code})")
    lines += [f"Lúc: {instant(send_at) if send_at else 'ngay khi được duyệt'}", *more]
    lines.append("; ".join(_switches(notice)))
    if files:
        lines.append(f"Tệp kèm theo ({len(files)}): {', '.join(file.name for file in files)}")
    return "\n".join([*lines, "", notice.text or "(chưa có nội dung)"])


def correction(number: int) -> str:
    """That a notice corrects another, and how it comes."""
    return (
        f"Đính chính thông báo số {number}: trên Telegram và web sửa tin cũ và nhắn một tin ngắn, nơi khác gửi tin mới."
    )


def until(at: datetime) -> str:
    """How long it is of use."""
    return f"Không gửi sau: {instant(at)}"


def until_kept(at: datetime) -> str:
    """The end as it was understood."""
    return f"Sau {instant(at)}, ai chưa nhận thì không gửi nữa."


def _switches(notice: Notice) -> list[str]:
    return [
        "Đề nghị xác nhận: " + ("có" if notice.receipt else "không"),
        "Gửi khẩn: " + ("có" if notice.urgent else "không"),
    ]


def listed(notice: Notice) -> str:
    """A notice as an option of a list, at most seven syllables; options have numbers of their own."""
    return f"Số {notice.number}: {KINDS[notice.kind]}"


def lines(notices: Sequence[Notice]) -> str:
    """What each of them is about, one a line."""
    return "\n".join(f"Số {each.number} ({STATES[each.state]}): {gist(each.text)}" for each in notices)


def gist(text: str) -> str:
    """The first words of a text on one line, from where it differs from other notices."""
    said = _ALIKE.sub("", text.replace("**", ""))
    flat = " ".join((said if said.strip() else text).split())
    return flat if len(flat) <= _FIRST_OF_LIST else f"{flat[:_FIRST_OF_LIST].rsplit(' ', 1)[0]}..."


def heading(kind: NoticeKind) -> str:
    """The first line of a text that was begun for its author."""
    return f"TRUNG TÂM CHÍNH TRỊ: {'THÔNG BÁO' if kind is NoticeKind.OTHER else KINDS[kind].upper()}"


def opening(kind: NoticeKind, what: str, class_name: str) -> str:
    """A text to begin with, from a few words: whom it greets, the class, the matter."""
    matter = what[:1].upper() + what[1:].rstrip(". ")
    lines = [heading(kind), "Kính gửi đồng chí {ho_ten},", ""]
    if class_name:
        lines.append(f"Lớp: {class_name}")
    return "\n".join([*lines, f"{matter}." if matter else ""]).rstrip()


def too_long(count: int) -> str:
    """A text that no messenger carries whole."""
    return f"Nội dung dài {count} chữ cái, tối đa {LONGEST_TEXT}. Xin viết ngắn hơn, hoặc gửi phần dài thành tệp."


def time_kept(at: datetime, held: datetime) -> str:
    """The instant as it was understood; `held` is when it really goes, if quiet hours hold it back."""
    said = f"Sẽ gửi lúc {instant(at)}, sau khi được duyệt."
    if held != at:
        said += f"\nGiờ đó là giờ yên tĩnh: thông báo không khẩn sẽ chờ đến {instant(held)}."
    return said


def in_office_hours(at: datetime) -> str:
    """An option: when the office opens next."""
    return f"Giờ hành chính: {at:%H:%M %d/%m}"


def files(attached: Sequence[NoticeFile]) -> str:
    """What goes with it."""
    if not attached:
        return NO_FILES
    named = "\n".join(f"{n}. {file.name}" for n, file in enumerate(attached, 1))
    return f"Tệp kèm theo ({len(attached)}):\n{named}\nGửi thêm tệp hoặc ảnh vào đây để kèm theo."


def file_kept(name: str) -> str:
    """A file was attached."""
    return f"Đã kèm tệp {name}."


def too_many_files(most: int) -> str:
    """No more go with one notice."""
    return f"Một thông báo kèm tối đa {most} tệp. Xin bỏ bớt trước khi thêm."


def file_too_large(megabytes: int) -> str:
    """Messengers carry no more."""
    return f"Tệp lớn hơn {megabytes} MB, không gửi được qua các ứng dụng. Xin gửi tệp nhỏ hơn."


NEAR_DAYS = ((r"\b(?:ngày mai|mai)\b", "ngày mai", 1), (r"\bhôm nay\b", "hôm nay", 0))
"""How a day is said that is another one tomorrow: what to look for, how it is written, days ahead."""
WEEKDAYS_SAID = tuple(name.lower() for name in WEEKDAYS)
WITHOUT_DATE = "Trong nội dung có “{}”: ai đọc muộn sẽ hiểu sang ngày khác. Nên ghi rõ ngày tháng."


def template_kept(name: str, version: int) -> str:
    """A template has a new version."""
    before = "" if version == 1 else " Các bản trước vẫn được giữ."
    return f"Đã lưu mẫu “{name}”, bản {version}.{before}"


def template(name: str, version: int, kind: NoticeKind, text: str) -> str:
    """A template as it reads."""
    return f"Mẫu “{name}”, bản {version}: {KINDS[kind]}\n\n{text}"


def group(name: str, whom: str) -> str:
    """A named audience in words."""
    return f"Nhóm “{name}”: {whom}."


def which_of(classes: int) -> str:
    """Several classes are called so."""
    return f"Có {classes} lớp như vậy. Xin chọn một lớp:"


def slip(problem: FieldProblem) -> str:
    """A slip in the braces of a text, with what was probably meant."""
    hint = f" Có phải là {{{problem.near}}}?" if problem.near else ""
    said = {
        Slip.UNKNOWN: f"Không có trường {problem.found}.{hint}",
        Slip.UNCLOSED: f"Thiếu dấu }} sau: {problem.found}",
        Slip.UNOPENED: "Có dấu } mà không có dấu { đứng trước.",
        Slip.NO_CLASS: "Trường {lop} chỉ dùng khi thông báo thuộc một lớp. Xin chọn lớp trước, hoặc bỏ trường này.",
    }[problem.slip]
    return f"{said}\nCác trường dùng được: {{ho_ten}}, {{don_vi}}, {{lop}}, {{con_thieu}}. Xin viết lại nội dung."
