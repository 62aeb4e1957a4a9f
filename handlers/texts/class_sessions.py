"""Words of the timetable at the desk: the list, new sessions, one changed, and what stands against them."""

from collections.abc import Sequence
from datetime import date

from handlers.texts import shortened
from handlers.texts.classes import PARTS, day
from rules.clashes import Clash, ClashKind
from rules.classes import Listed, Session
from rules.hours import MOST_PERIODS
from rules.series import MOST, Lacking

ADD, CHANGE, MORE = "Thêm buổi học", "Sửa một buổi", "Xem tiếp"
SEE = "Xem lịch học"
SAVE, SAVE_ANYWAY, SURE = "Ghi lại", "Vẫn ghi lại", "Chắc chắn ghi lại"
SKIP_HOLIDAYS = "Bỏ các ngày nghỉ"
NO_TOPIC, NO_ROOM, NO_LECTURER = "Chưa có chuyên đề", "Chưa có phòng", "Chưa có giảng viên"
NONE = "Lớp chưa có buổi học nào."
WHEN = (
    "Thêm buổi nào? Ví dụ một buổi: sáng 15/09.\nNhiều buổi: thứ hai và thứ năm, sáng, từ 15/09, 10 buổi "
    "(hoặc: đến 20/10)."
)
LACKS = {
    Lacking.PART: "Chưa rõ buổi nào: sáng, chiều hay tối.",
    Lacking.FIRST: "Chưa rõ bắt đầu từ ngày nào; ví dụ: từ 15/09.",
    Lacking.END: "Chưa rõ bao nhiêu buổi hoặc đến ngày nào; ví dụ: 10 buổi.",
    Lacking.TOO_MANY: f"Nhiều buổi quá (tối đa {MOST} buổi một lần). Xin chia ra.",
}
TOPIC = "Chuyên đề của buổi học? Nhiều buổi có chuyên đề riêng: viết lần lượt, cách nhau bằng dấu chấm phẩy (;)."
TOO_MANY_TOPICS = "Số chuyên đề ({}) nhiều hơn số buổi ({}). Xin viết lại."
ROOM = "Phòng nào?"
LECTURER = "Giảng viên nào? Viết họ và tên."
TOO_LONG = "Dài quá, xin viết gọn lại (tối đa {} ký tự)."
NOT_APPROVED = (
    "Không có giảng viên được phê duyệt nào tên như vậy vào ngày học. Xin viết đúng họ và tên, hoặc làm thủ tục "
    "phê duyệt trước trong mục Giảng viên."
)
TWO_OF_THEM = "Có {} giảng viên tên như vậy. Xin viết kèm mã, ví dụ: {}."
WHICH = "Sửa buổi nào? Viết số trong lịch, hoặc ngày và buổi, ví dụ: 2; sáng 15/09."
NO_SUCH = "Không có buổi học nào như vậy trong lịch của lớp."
SEVERAL = "Có {} buổi như vậy. Xin viết rõ sáng, chiều hay tối."
OFF_ALREADY = "Buổi này đã hủy."
WHAT = "Muốn sửa chuyên đề hoặc số tiết, nhắn “chuyên đề” hoặc “số tiết”. Sửa mục nào?"
PARTS_OF_IT = {"slot": "Ngày, buổi", "room": "Phòng", "lecturer": "Giảng viên", "off": "Hủy buổi này"}
TOPIC_LABEL = "Chuyên đề"
PERIODS_LABEL = "Số tiết"
HOW_MANY_PERIODS, NO_PERIODS = "Buổi này mấy tiết?", "Không ghi số tiết"
BAD_PERIODS = f"Xin nhắn một số từ 1 đến {MOST_PERIODS}."
WAS_HELD = "Buổi này đã điểm danh, nên không chuyển sang ngày chưa tới. Nếu học bù, xin thêm một buổi mới."
TERM_IS_OVER = (
    "Vào ngày đó giảng viên {} không còn trong thời hạn được phê duyệt. Xin đổi giảng viên trước, hoặc chọn ngày khác."
)
NEW_SLOT = "Chuyển sang ngày, buổi nào? Ví dụ: chiều 16/09."
BAD_SLOT = "Xin viết một ngày và một buổi, ví dụ: chiều 16/09."
PRESS = "Xin chọn một mục bên dưới để ghi, hoặc quay lại để sửa."
CLASHED_MEANWHILE = "Vừa có buổi học khác trùng với buổi này, nên chưa ghi gì. Xin làm lại để xem trùng với gì."
SESSION_CHANGED = "Buổi học vừa được người khác thay đổi, nên chưa ghi gì. Xin xem lại lịch."
CLASS_OVER = "Lớp đã kết thúc hoặc đã hủy, không sửa lịch được nữa."
_SHOWN, _OTHERS = 6, "... và {} dòng nữa"


def listing(listed: Listed, shown: Sequence[tuple[int, Session]], total: int, today: date) -> str:
    """A page of the timetable, numbered through."""
    head = f"Lịch học lớp {listed.training.name}: {total} buổi."
    return "\n".join([head, *(f"{n}. {session(each, today)}" for n, each in shown)])


def session(each: Session, today: date) -> str:
    """One session in one line."""
    parts = [f"{PARTS[each.part]} {day(each.day, today)}", each.topic, each.room, each.lecturer]
    parts += [f"{each.periods} tiết"] if each.periods else []
    return ", ".join(filter(None, parts)) + (" (đã hủy)" if each.cancelled else "")


def new(sessions: Sequence[Session], found: Sequence[Clash], unknown: Sequence[str], today: date) -> str:
    """Sessions before they are kept, with what stands against them."""
    which = [session(each, today) for each in sessions]
    lines = [f"Thêm {len(sessions)} buổi:", *shortened.lines(which, _SHOWN, _OTHERS)]
    if unknown:
        lines.append(f"Chưa có trong dữ liệu: ngày nghỉ {', '.join(unknown)}; xin đối chiếu thông báo năm ấy.")
    return "\n".join([*lines, *against(found, today)])


def changed(before: Session, after: Session, found: Sequence[Clash], told: bool, today: date) -> str:
    """One session from what to what."""
    end = "hủy" if after.cancelled else session(after, today)
    lines = [f"Từ: {session(before, today)}", f"Thành: {end}"]
    if told:
        lines.append("Người trong lớp sẽ được báo lịch cũ và lịch mới.")
    return "\n".join([*lines, *against(found, today)])


def against(found: Sequence[Clash], today: date) -> list[str]:
    """What stands against sessions, one line each."""
    if not found:
        return []
    which = [_clash(each, today) for each in found]
    return [f"Trùng lịch {len(found)} lần:", *shortened.lines(which, _SHOWN, _OTHERS)]


def _clash(clash: Clash, today: date) -> str:
    when = f"{PARTS[clash.session.part]} {day(clash.session.day, today)}"
    what = {
        ClashKind.OWN: "lớp này đã có buổi học",
        ClashKind.ROOM: f"phòng {clash.session.room} đã dành cho lớp {clash.other}",
        ClashKind.LECTURER: f"giảng viên {clash.session.lecturer} dạy lớp {clash.other}",
        ClashKind.HOLIDAY: f"ngày nghỉ {clash.other}",
        ClashKind.PERSON: f"{clash.people} người của lớp học lớp {clash.other}",
    }
    return f"- {when}: {what[clash.kind]}"


def are_you_sure(found: Sequence[Clash]) -> str:
    return f"Ghi lại dù trùng lịch {len(found)} lần?"


def added(count: int) -> str:
    return f"Đã thêm {count} buổi học."


def kept(cancelled: bool) -> str:
    return "Đã hủy buổi học." if cancelled else "Đã ghi lại buổi học."
