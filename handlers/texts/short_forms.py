"""Words for staff about the short forms that the centre adds: the list, one of them, writing it, trying it."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.home import LABELS
from handlers.understanding.normalising import LONGEST_ENTRY
from handlers.understanding.understood import Understood
from rules.dates import vietnamese

MOST = 500
"""Short forms of one centre."""
MOST_MEANINGS = 3
LONGEST_MEANING = 60
"""Characters."""
LONGEST_TYPED = 30

LIST = "Từ viết tắt Trung tâm đã ghi: {}. Xem nhanh một từ: nhắn /viettat kèm từ ấy."
NONE = (
    "Trung tâm chưa ghi từ viết tắt nào. Trợ lý đã biết sẵn các từ viết tắt thông dụng, như “ko”, “tc”; "
    "xin ghi thêm những từ riêng của địa phương."
)
MORE = "Xem tiếp"
NEW = "Ghi từ viết tắt"
LIST_LABEL = "Các từ viết tắt"
EDIT = "Sửa cách đọc"
REMOVE = "Bỏ từ này"
TAKE_BACK = "Lấy lại"
AS_BEFORE = "Trở lại như trước"
NOT_FOUND = "Không có từ viết tắt này, hoặc từ này của Trung tâm khác."
CHANGED = "Từ này vừa có người sửa hoặc bỏ. Xin xem lại."
BY_EACH_CENTRE = "Từ viết tắt do cán bộ của từng Trung tâm ghi cho Trung tâm ấy."
_REMOVED = "(đã bỏ)"
_SHARED = "(dùng chung)"

ASK_LINE = (
    "Viết từ viết tắt, dấu bằng, rồi cách đọc đủ chữ. Ví dụ: hl = học lại\n"
    "Nhiều cách đọc thì ngăn bằng dấu |, cách hay dùng nhất đứng trước. Ví dụ: kt = kiểm tra | kế toán"
)
ASK_MEANING = (
    "Đọc “{}” thế nào? Viết đủ chữ, có dấu; nhiều cách đọc thì ngăn bằng dấu |, cách hay dùng nhất đứng trước."
)
NOW = "Đang ghi: {}."
TRY = "Muốn thử, nhắn một câu có “{}”: Trợ lý cho xem sẽ hiểu thế nào. Đúng ý thì chọn lưu."
SAVE = "Lưu"
SAVE_ALONE = "Lưu, bỏ cách đọc cũ"
SAVE_BOTH = "Lưu, giữ cả cách cũ"
SAVED = "Đã ghi: “{}” đọc là {}. Trợ lý đọc như vậy từ câu hỏi sau."
REMOVED = "Đã bỏ từ “{}”. Trợ lý không đọc theo từ này nữa."
TAKEN_BACK = "Đã lấy lại: “{}” đọc là {}."

# What is wrong with what was written

NO_LETTERS = "Từ viết tắt cần có chữ cái, như “hl” hoặc “p đt”. Xin viết lại."
TOO_LONG = f"Từ viết tắt dài quá: tối đa {LONGEST_ENTRY} chữ, {LONGEST_TYPED} ký tự. Xin viết như: hl = học lại"
LETTERS_ALONE = "“{}” chỉ là chữ cái rời; mỗi người dùng một nghĩa, Trợ lý dễ hiểu sai. Xin dùng từ dài hơn."
OF_A_CLASS = "“{}” đọc như ký hiệu của lớp; ghi làm viết tắt thì không hỏi được lớp ấy nữa. Xin dùng từ khác."
OF_A_UNIT = "“{}” có trong tên đơn vị “{}”; ghi làm viết tắt thì Trợ lý không nhận ra đơn vị ấy nữa. Xin dùng từ khác."
A_WORD = (
    "“{}” là một từ Trợ lý đang hiểu đúng nghĩa; ghi làm viết tắt thì mọi câu có từ này bị đọc khác. Xin dùng từ khác."
)
A_MATTER = "“{}” là cụm từ Trợ lý đang dùng để nhận ra trình độ, lớp hoặc thời gian. Xin dùng từ khác."
NO_MEANING = "Chưa có cách đọc sau dấu bằng. Ví dụ: hl = học lại"
TOO_MANY = f"Nhiều cách đọc quá: tối đa {MOST_MEANINGS}. Xin giữ các cách hay dùng nhất."
MEANING_TOO_LONG = f"Cách đọc “{{}}” dài quá: tối đa {LONGEST_MEANING} ký tự."
MEANING_SIGNS = "Cách đọc “{}” chỉ gồm chữ và số, không có dấu câu. Xin viết lại."
MEANING_SHORT = "Trong cách đọc “{}”, chữ “{}” lại là chữ viết tắt. Xin viết đủ chữ."
MEANING_SAME = "Cách đọc giống hệt từ viết tắt “{}”. Xin viết đủ chữ."
KNOWN_SO = "Trợ lý đã đọc “{}” đúng như vậy, không cần ghi thêm."
FULL = f"Trung tâm đã ghi {MOST} từ viết tắt, là số nhiều nhất. Xin bỏ bớt từ không dùng."

# What is good to know before it is kept

_KNOWN_OTHERWISE = "Lưu ý: hiện Trợ lý đọc “{}” là {}."
_MAY_BE_WORD = "Lưu ý: “{}” có thể là một chữ tiếng Việt viết không dấu; câu dùng chữ ấy theo nghĩa khác sẽ bị đọc sai."
_EVERYDAY = "Lưu ý: “{}” toàn chữ thường dùng; mọi câu có đúng các chữ này sẽ đọc theo cách mới."
_NOT_MET = "Lưu ý: Trợ lý chưa gặp chữ nào trong cách đọc “{}”, nên có thể vẫn chưa rõ ý câu hỏi."


def meanings(some: Sequence[str]) -> str:
    """What a short form is read as: “trung cấp”, hoặc “tại chức”, “tập trung”."""
    first, *others = [f"“{each}”" for each in some]
    return f"{first}, hoặc {', '.join(others)}" if others else first


def line(typed: str, some: Sequence[str], is_removed: bool, is_shared: bool) -> str:
    """One of the list, in the signs in which it is written."""
    marks = [mark for mark, holds in ((_REMOVED, is_removed), (_SHARED, is_shared)) if holds]
    return " ".join([f"{typed} = {' | '.join(some)}", *marks])


def listing(many: int, some: Sequence[str]) -> str:
    """A page, numbered as its options are."""
    return "\n".join([LIST.format(many), *(f"{n}. {each}" for n, each in enumerate(some, 1))])


def card(shown: str, before: Sequence[str], by: str, day: date) -> str:
    """One short form: its line, what it meant before, who wrote it."""
    lines = [f"Từ viết tắt: {shown}"]
    if before:
        lines.append(f"Trước đó đọc là {meanings(before)}.")
    return "\n".join([*lines, f"{f'Người ghi: {by}, ' if by else 'Ghi '}ngày {vietnamese(day)}."])


def note(fault: str) -> str:
    """What is wrong with one that was kept before it was."""
    return f"Lưu ý: {fault}"


def known_otherwise(typed: str, some: Sequence[str]) -> str:
    """The reader has another meaning for it."""
    return _KNOWN_OTHERWISE.format(typed, meanings(some))


def may_be_word(typed: str) -> str:
    """It has the shape of a Vietnamese word."""
    return _MAY_BE_WORD.format(typed)


def everyday(typed: str) -> str:
    """It is made of words that everybody uses."""
    return _EVERYDAY.format(typed)


def not_met(meaning: str) -> str:
    """No reader ever met a word of a meaning."""
    return _NOT_MET.format(meaning)


def check(typed: str, some: Sequence[str], notes: Sequence[str]) -> str:
    """Before it is kept."""
    return "\n".join([f"“{typed}” sẽ đọc là {meanings(some)}.", *notes, "", TRY.format(typed)])


def tried(sentence: str, now: Understood, read_as: str, then: Understood) -> str:
    """How a sentence is read before and after; `read_as` is empty where the short form does not stand in it."""
    if not read_as:
        return f"Câu “{sentence}” không có từ này, nên đọc như cũ: {_understood(now)}."
    return "\n".join([
        f"Câu “{sentence}”",
        f"Bây giờ: {_understood(now)}.",
        f"Sau khi lưu: đọc là “{read_as}”; {_understood(then)}.",
    ])  # fmt: skip


def waiting(tried_: str) -> str:
    """The same of a question that waits in the inbox."""
    return f"Trong hộp thư câu hỏi đang có:\n{tried_}"


def unknown(some: Sequence[str]) -> str:
    """Under a question of the inbox."""
    named = ", ".join(f"“{each}”" for each in some)
    return f"Trợ lý chưa biết: {named}. Nếu là từ viết tắt, nhắn “/viettat {some[0]} = cách đọc” để lần sau đọc được."


_ALSO = {
    "greeting": "Lời chào, cảm ơn", "out_of_scope": "Ngoài phần Trợ lý được giao", "register": "Đăng ký học",
    "cancel_registration": "Rút đăng ký", "class_roster": "Danh sách lớp", "broadcast": "Gửi thông báo",
    "lecturers": "Giảng viên",
}  # fmt: skip


def _understood(understood: Understood) -> str:
    if not understood.asks:
        return f"hiểu là “{_matter(understood.intent)}”"
    offered = [_matter(intent) for intent, _ in understood.alternatives[:3] if intent != "out_of_scope"]
    return f"chưa rõ ý, sẽ hỏi lại ({'; '.join(offered)})" if offered else "chưa rõ ý"


def _matter(intent: str) -> str:
    return LABELS.get(intent) or _ALSO.get(intent, "Việc khác")
