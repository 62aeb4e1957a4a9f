"""Words for rosters that staff send as a file, take as a file, and take back. The reader's own come when first used."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.messages import Reply
from handlers.texts import shortened
from handlers.texts.common import HOME_ROW

if TYPE_CHECKING:
    from handlers.texts.roster import Counted
    from rules.learners import Learner
    from rules.roster.plan import ChangePlan
    from rules.roster.reading import RosterReading

TEMPLATE = "Lấy mẫu danh sách"
EXPORT = "Xuất danh sách"
UNDO = "Hoàn tác lần nạp cuối"
UNDO_THIS = "Hoàn tác lần nạp này"
UNDO_YES = "Hoàn tác"
READ = "Đọc tệp"
LAYOUT_RIGHT = "Đọc đúng, xem tiếp"
STORE = "Nạp vào dữ liệu"
FULL = "Tệp là danh sách đủ"
FORGET = "Không nạp"
SEE_AGAIN = "Xem lại"

HOW = (
    "Nạp danh sách cán bộ: xin gửi tệp bảng tính (.xlsx, .xls, .ods, .csv) vào đây.\n"
    "Cần có cột Họ và tên, Đơn vị; các cột khác theo mẫu, thứ tự nào cũng được.\n"
    "Trợ lý đọc tệp, cho xem sẽ thêm và đổi những gì; chỉ ghi sau khi đồng chí chọn “Nạp vào dữ liệu”, "
    "và có thể hoàn tác."
)
WHOLE_CENTRE_ONLY = (
    "Nạp và hoàn tác danh sách dành cho cán bộ phụ trách toàn Trung tâm. "
    "Đồng chí sửa từng hồ sơ trong mục Tra hồ sơ cán bộ."
)
NOT_FOR_FILES = Reply(
    "Trợ lý chưa nhận tệp trong cuộc trò chuyện này. Xin viết vài chữ cho biết việc cần làm, "
    "hoặc nhắn 0 để xem các mục.",
    HOME_ROW,
)
NO_ROSTER = (
    "Ảnh và tệp PDF không đọc thành danh sách được. Nạp danh sách, xin gửi tệp bảng tính (.xlsx, .xls, .ods, .csv); "
    "ảnh minh chứng do cán bộ gửi nằm trong mục Yêu cầu sửa hồ sơ."
)
UNAVAILABLE = "Trợ lý chưa tải được tệp này (tệp quá lớn hoặc đường truyền lỗi). Xin gửi lại, hoặc chia nhỏ tệp."
GONE = "Tệp này không còn chờ: đã nạp, đã bỏ, hoặc có tệp gửi sau. Cần nạp, xin gửi lại tệp."
CHANGED = "Dữ liệu đã thay đổi sau khi xem tệp, nên chưa nạp. Xin xem lại rồi nạp."
FORGOTTEN = "Đã bỏ tệp, chưa ghi gì vào dữ liệu."
NOTHING_STORED = "Chưa ghi gì vào dữ liệu. Xin sửa rồi gửi lại tệp; các chỗ phải sửa được đánh dấu trong tệp kèm theo."
TEMPLATE_SENT = "Mẫu danh sách cán bộ: có danh mục để chọn, dòng ví dụ và cách ghi. Điền xong, xin gửi tệp vào đây."
EXPORT_SENT = (
    "Danh sách cán bộ đang lưu, theo mẫu; sửa trong tệp rồi gửi lại được.\n"
    "Tệp có dữ liệu cá nhân: chỉ dùng cho công việc của Trung tâm, không chuyển tiếp."
)
NO_IMPORT = "Không có lần nạp nào để hoàn tác."
TEMPLATE_FILE = "mau-danh-sach-can-bo.xlsx"
EXPORT_FILE = "danh-sach-can-bo.xlsx"
SLOW = "Danh sách dài, nạp có thể mất đến một phút. Xin chọn một lần rồi chờ."
_QUICK = 2000
"""Records written within about two seconds."""
_FEW = 5
_MANY = 20


def received(name: str, size: int) -> str:
    """A large file has arrived; reading it takes a while."""
    megabytes = f"{size / 1_000_000:.1f}".replace(".", ",")
    return (
        f"Đã nhận tệp {name} ({megabytes} MB). Tệp lớn, đọc có thể mất đến một phút.\n"
        f"Xin chọn “{READ}” rồi chờ; chưa có gì được ghi."
    )


def errors(reading: "RosterReading", plan: "ChangePlan") -> str:
    """Every problem that must be mended first, and what will be asked afterwards: all of it is seen at once."""
    from handlers.texts import roster

    return f"{roster.all_wrong(reading, plan, _MANY, _FEW)}\n\n{NOTHING_STORED}"


def layout(name: str, lines: Sequence[str]) -> str:
    """How a file of a layout not seen before was read."""
    from handlers.texts import roster

    return (
        f"Tệp {name}.\n{roster.layout(lines)}\nĐọc đúng thì xem tiếp; chưa đúng, xin sửa tiêu đề các cột rồi gửi lại."
    )


def preview(
    name: str,
    reading: "RosterReading",
    plan: "ChangePlan",
    denominators: Sequence["Counted"],
    full: bool,
    joining: Sequence["Learner"] = (),
) -> str:
    """All that is to be known before the yes: counts first."""
    from handlers.texts import roster

    parts = [
        f"Tệp {name}{', danh sách đầy đủ' if full else ''}.\n{roster.counts(plan)}",
        roster.to_look_at(reading, plan, _FEW),
        roster.planned_left_out(reading.planned_left_out) if reading.planned_left_out else "",
        roster.joining(joining, _FEW),
        roster.changes(plan, _FEW),
        roster.denominators(denominators),
        _about_full(plan, full),
        SLOW if len(plan.new) + len(plan.changed) > _QUICK else "",
    ]
    return "\n\n".join(filter(None, parts))


def _about_full(plan: "ChangePlan", full: bool) -> str:
    if full and plan.gone:
        return f"LƯU Ý: {len(plan.gone)} đồng chí không có trong tệp sẽ ra khỏi danh sách."
    if plan.absent:
        return f"Chỉ chọn “{FULL}” khi tệp có mọi cán bộ của toàn huyện: người không có trong tệp sẽ ra khỏi danh sách."
    return ""


def undo_question(number: int) -> str:
    """Before taking an import back."""
    return (
        f"Hoàn tác lần nạp số {number}: các hồ sơ trở lại như trước khi nạp, người mới thêm ra khỏi danh sách. "
        "Có hồ sơ đã sửa sau đó thì không hoàn tác được."
    )


def not_undone(number: int, reason: str, people: Sequence[tuple[str, str]]) -> str:
    """Why an import stays."""
    if reason == "changed_later":
        names = shortened.row([f"{name} ({code})" for code, name in people], 10, "{} đồng chí khác")
        return f"Không hoàn tác được lần nạp số {number}: hồ sơ đã sửa sau đó: {names}."
    if reason == "already_undone":
        return f"Lần nạp số {number} đã được hoàn tác trước đó."
    return f"Không có lần nạp số {number}."
