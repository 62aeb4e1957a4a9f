"""Words about materials: found, read, sent, replaced, withdrawn."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.classes import PARTS
from handlers.texts.classes import day as weekday
from rules.classes import Session, TrainingClass
from rules.materials import LARGEST, LONGEST_TEXT, LONGEST_TITLE, Found, Refusal

MORE = "Xem tiếp"
OF_MINE = "Tài liệu học tập"
UPCOMING = "Lớp sắp mở"
SEND = "Gửi tài liệu"
SEND_MORE = "Gửi tiếp tài liệu"
SEE = "Xem tài liệu"
REPLACE = "Thay tài liệu"
WITHDRAW = "Thu hồi"
SURE_WITHDRAW = "Thu hồi tài liệu"
KEEP_IT = "Để lại"

NONE = "Chưa có tài liệu nào cho các lớp của đồng chí."
NO_SUCH = "Chưa có tài liệu như vậy. Đây là các tài liệu đã có cho các lớp của đồng chí:"
FILE_GONE = "Tệp không còn trong kho của Trung tâm. Xin báo Trung tâm gửi lại."
ALL_OF_COURSE = "Dùng chung cho các lớp cùng chương trình"

WHICH_CLASS = "Gửi tài liệu cho lớp nào? Xin chọn, hoặc nhắn mã hay tên lớp."
NO_CLASS_LIKE_THAT = "Trợ lý chưa tìm thấy lớp đó trong các lớp có thể gửi tài liệu."
NO_CLASS_TAUGHT = (
    "Đồng chí chưa có buổi dạy ở lớp nào, nên chưa có lớp để gửi tài liệu. Cần gửi, xin liên hệ Trung tâm."
)
CONTENT = (
    f"Xin gửi tệp (PDF, Word, PowerPoint, Excel, ảnh, ghi âm mp3; không quá {LARGEST} MB), dán liên kết, "
    "hoặc viết nội dung."
)
TITLE = f"Tên tài liệu là gì? Viết không quá {LONGEST_TITLE} chữ cái, ví dụ: Đường lối xây dựng Đảng."
TITLE_LENGTH = f"Tên tài liệu dài từ 2 đến {LONGEST_TITLE} chữ cái."
KEEP_TITLE = "Dùng tên này"
TEXT_LENGTH = f"Nội dung dài quá {LONGEST_TEXT} chữ cái. Xin gửi dưới dạng tệp."
LESSON = "Cho bài nào, buổi nào? Nhắn “bài 3”, ngày của buổi (12/6), hoặc chọn."
NO_LESSON = "Cả lớp, không theo bài"
NOT_A_LESSON = "Trợ lý chưa rõ bài hay buổi nào. Xin nhắn “bài” và số bài từ 1 đến 99, hoặc ngày có buổi học của lớp."
SEND_TO_CLASS = "Gửi cho lớp này"
SEND_TO_COURSE = "Cho mọi lớp cùng chương trình"
FILE_UNAVAILABLE = "Trợ lý chưa tải được tệp. Xin gửi lại."

REFUSED = {
    Refusal.TOO_LARGE: f"Tệp lớn hơn {LARGEST} MB nên không gửi được tới mọi người. Xin tách nhỏ, hoặc dán liên kết.",
    Refusal.EMPTY: "Tệp không có nội dung. Xin gửi lại.",
    Refusal.KIND: "Loại tệp này chưa nhận được. Xin gửi PDF, Word, PowerPoint, Excel, ảnh, mp3 hoặc tệp chữ (txt).",
    Refusal.DISGUISED: "Nội dung tệp không đúng với đuôi tên tệp nên không nhận được. Xin kiểm tra và gửi lại.",
}
WITHDRAWN = "Đã thu hồi tài liệu. Người học không tìm thấy tài liệu này nữa; bản đã gửi vào máy từng người thì vẫn còn."
GONE = "Tài liệu này đã được thay hoặc thu hồi."


def found(count: int) -> str:
    return f"Có {count} tài liệu cho các lớp của đồng chí:"


def listing(head: str, entries: Sequence[Found], today: date) -> str:
    """A page of materials, numbered from 1 as their buttons are. The class stands on top if it is one."""
    names = {each.class_name or ALL_OF_COURSE for each in entries}
    if len(names) == 1:
        return "\n".join([head, *names, *(f"{n}. {_title(each, today)}" for n, each in enumerate(entries, 1))])
    items = (f"{n}. {_title(each, today)} ({each.class_name or ALL_OF_COURSE})" for n, each in enumerate(entries, 1))
    return "\n".join([head, *items])


def label(number: int) -> str:
    return f"Mở tài liệu {number}"


def card(shown: Found, today: date, is_there: bool = True) -> str:
    """A material itself; `is_there` is False where its file is lost."""
    file = shown.material.file
    lines = [f"**{_title(shown, today)}**", shown.class_name or ALL_OF_COURSE]
    lines += ["", shown.material.body] if shown.material.body else []
    if file is not None:
        lines += ["", f"Tệp: {file.name} ({size(file.size)})" if is_there else FILE_GONE]
    return "\n".join(lines)


def size(count: int) -> str:
    """Bytes as people read them: "1,2 MB", "340 KB"."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(1, round(count / 1000))} KB"


def which_class(found_classes: Sequence[TrainingClass]) -> str:
    """A question whose words may mean several classes."""
    return f"Có {len(found_classes)} lớp như vậy. Xin chọn một lớp, hoặc nhắn đúng mã lớp."


def class_is_off(class_name: str) -> str:
    return f"Lớp {class_name} đã hủy, không gửi tài liệu cho lớp này nữa."


def content_for(class_name: str) -> str:
    return f"Tài liệu cho {class_name}.\n{CONTENT}"


def title(proposed: str) -> str:
    return f"{TITLE}\nTên đang có: {proposed}" if proposed else TITLE


def session_label(session: Session) -> str:
    """A session as a button: "Buổi sáng 12/06"."""
    return f"Buổi {PARTS[session.part]} {session.day:%d/%m}"


def summary(class_name: str, what: str, name: str, where: str) -> str:
    """What is about to be sent, and who will find it."""
    place = f", {where}" if where else ""
    readers = f"Người tìm và đọc được: học viên, giảng viên của {class_name}."
    return f"Gửi tài liệu “{name}”{place}.\nNội dung: {what}.\n{readers}"


def what_file(name: str, count: int) -> str:
    return f"tệp {name} ({size(count)})"


def file_read(name: str, count: int) -> str:
    """On top of the next question, once the file is kept."""
    return f"Tệp {name} ({size(count)})"


def what_text(body: str) -> str:
    return f"“{body[:60]}…”" if len(body) > 60 else f"“{body}”"


def lesson(number: int) -> str:
    return f"bài {number}"


def sent(name: str, class_name: str) -> str:
    return f"Đã lưu tài liệu “{name}” cho {class_name}. Người học hỏi “tài liệu” là nhận được."


def replaced(name: str) -> str:
    return f"Đã thay tài liệu bằng “{name}”."


def sure_withdraw(name: str) -> str:
    return f"Thu hồi tài liệu “{name}”? Người học sẽ không tìm thấy tài liệu này nữa."


def _title(shown: Found, today: date) -> str:
    material = shown.material
    if material.lesson is not None:
        return f"Bài {material.lesson}: {material.title}"
    if shown.day is not None and shown.part is not None:
        return f"Buổi {PARTS[shown.part]} {weekday(shown.day, today)}: {material.title}"
    return material.title
