"""Words about questions asked often: an answer with its source, the list, and the desk where entries are kept."""

from collections.abc import Sequence
from datetime import date

from handlers.texts.shortened import lines as shortened_lines
from rules.dates import vietnamese
from rules.faq import Certainty, EntryState, FaqText, Withheld
from storage.faq import SHIPPED, FaqEntry

ASK_CENTRE = "Chưa đúng ý, hỏi Trung tâm"
OTHERS = "Các câu hỏi khác"
MORE = "Xem tiếp"
NONE = "Hiện chưa có câu hỏi thường gặp nào. Xin viết câu hỏi, hoặc gửi cán bộ Trung tâm."
LIST = "Câu hỏi thường gặp. Xin chọn một câu, hoặc viết câu hỏi:"
NEAREST = "Có phải cần hỏi một trong các câu sau? Nếu không, có thể gửi câu hỏi cho cán bộ Trung tâm."
NOT_KNOWN = (
    "Trợ lý chưa có câu trả lời có căn cứ cho thủ tục này. Có thể gửi câu hỏi cho cán bộ Trung tâm; "
    "câu trả lời sẽ đến tại đây."
)
GONE = "Mục hỏi đáp này nay không dùng nữa. Xin viết lại câu hỏi."
_MEDIUM = "Nên đối chiếu lại trước khi làm thủ tục."


def answer(text: FaqText) -> str:
    """An entry as it is given out."""
    lines = [text.answer]
    if text.certainty is not Certainty.UNKNOWN:
        lines.append(f"Nguồn: {text.source}.")
    if text.certainty is Certainty.MEDIUM:
        lines.append(_MEDIUM)
    return "\n".join(lines)


def option(title: str) -> str:
    """A question as an option of at most seven syllables."""
    words = title.rstrip("?. ").split()
    return " ".join(words) if len(words) <= 7 else f"{' '.join(words[:6])}…"


def listing(head: str, titles: Sequence[str]) -> str:
    """Questions, numbered as their options are."""
    return "\n".join([head, *(f"{n}. {title}" for n, title in enumerate(titles, 1))])


# The desk

DESK = "Hỏi đáp thường gặp: {} mục đang dùng, {} mục chờ duyệt, {} mục đang giữ lại."
WAITING = "Chờ duyệt ({})"
ALL = "Các mục đang dùng"
HELD = "Đang giữ lại ({})"
NEW = "Soạn mục mới"
BY_EACH_CENTRE = "Câu hỏi thường gặp do cán bộ của từng Trung tâm viết cho Trung tâm ấy."
NONE_LIKE_THAT = "Không có mục nào như vậy."
APPROVE = "Duyệt"
CONFIRM_SHIPPED = "Đã đối chiếu, duyệt"
EDIT = "Sửa"
RETIRE = "Rút"
RETIRE_YES = "Đồng ý rút"
RETIRED = "Đã rút mục số {}. Trợ lý không dùng mục này nữa."
ASK_RETIRE = "Rút mục số {}: “{}”? Trợ lý sẽ không dùng mục này nữa."
CHANGED = "Mục này vừa thay đổi hoặc đã có người xử lý. Xin xem lại."
NOT_OWN = "Mục do chính người soạn thì cần người khác duyệt."
APPROVED = "Đã duyệt mục số {}. Từ nay Trợ lý trả lời bằng mục này."
LISTS = {"waiting": "Mục chờ duyệt:", "all": "Mục đang dùng:", "held": "Mục đang giữ lại:"}
_STATES = {
    EntryState.DRAFT: "chờ duyệt",
    EntryState.APPROVED: "đang dùng",
    EntryState.RETIRED: "đã rút",
}
_CERTAINTY = {
    Certainty.HIGH: "đọc được trong văn bản hoặc nhiều nguồn khớp nhau",
    Certainty.MEDIUM: "một nguồn, hoặc suy ra từ nguồn",
    Certainty.UNKNOWN: "chưa có căn cứ, chỉ nêu nơi để hỏi",
    Certainty.CENTRE: "lời của Trung tâm",
}
WITHHELD = {
    Withheld.NOT_APPROVED: "chưa duyệt",
    Withheld.RETIRED: "đã rút",
    Withheld.EARLY: "chưa đến ngày dùng",
    Withheld.OVER: "đã hết thời hạn dùng",
    Withheld.RULE_OVER: "quy định làm căn cứ không có hiệu lực vào hôm nay",
    Withheld.RULE_UNKNOWN: "quy định làm căn cứ không có trong cấu hình",
}


def arrived(entry: FaqEntry) -> str:
    """To those who may approve."""
    return f"Có mục hỏi đáp số {entry.number} chờ người thứ hai duyệt: “{entry.text.title}”"


def card(entry: FaqEntry, why: Withheld | None, names: dict[str, str]) -> str:
    """An entry as the desk reads it. `names`: of who wrote and who approved it."""
    text = entry.text
    state = _STATES[entry.state] if why in (None, Withheld.NOT_APPROVED, Withheld.RETIRED) else "đang giữ lại"
    lines = [
        f"Mục hỏi đáp số {entry.number}, {state}",
        *shortened_lines([f"- {each}" for each in text.phrasings], 6, "- và {} cách hỏi khác"),
        "",
        text.answer,
        "",
        f"Nguồn: {text.source}",
        f"Mức chắc chắn: {_CERTAINTY[text.certainty]}",
        f"Thời gian dùng: {validity(text)}",
    ]
    if why is not None and entry.state is EntryState.APPROVED:
        lines.append(f"Đang giữ lại: {WITHHELD[why]}.")
    lines.append(_hands(entry, names))
    return "\n".join(lines)


def validity(text: FaqText) -> str:
    """From when to when an entry may be given out."""
    since = f"từ {vietnamese(text.since)} " if text.since else ""
    until = f"đến hết {vietnamese(text.until)}" if text.until else ""
    rule = f", khi {text.rule} có hiệu lực" if text.rule else ""
    return f"{(since + until).strip() or 'không thời hạn'}{rule}"


def _hands(entry: FaqEntry, names: dict[str, str]) -> str:
    written = (
        "Kèm theo chương trình" if entry.written_by == SHIPPED else f"Người soạn: {names.get(entry.written_by, '?')}"
    )
    approved = names.get(entry.approved_by, "") if entry.approved_by else ""
    return f"{written}. {f'Người duyệt: {approved}.' if approved else 'Trung tâm chưa duyệt.'}"


# Writing an entry

ASK_PHRASINGS = "Người hỏi viết thế nào? Mỗi dòng một cách hỏi, hoặc ngăn bằng dấu chấm phẩy; cách đầu tiên là tên mục."
ASK_ANSWER = "Câu trả lời? Tối đa {} ký tự. Không viết họ tên, số điện thoại của người hỏi."
ASK_SOURCE = "Nguồn của câu trả lời? Ví dụ: Thông báo số 12 ngày 01/10/2026 của Trung tâm."
ASK_UNTIL = "Dùng đến hết ngày nào? Viết ngày/tháng/năm, hoặc chọn không thời hạn."
KEEP = "Giữ nguyên"
NO_END = "Không thời hạn"
NOW = "Đang ghi: {}"
TOO_SHORT = "Xin viết ít nhất vài chữ."
TOO_LONG = "Dài quá; tối đa {} ký tự."
TOO_MANY = "Nhiều cách hỏi quá; tối đa {}."
NO_MEANING = "Cách hỏi “{}” không có từ nào nói rõ việc cần hỏi. Xin viết lại."
NOT_A_DAY = "Trợ lý chưa đọc được ngày. Xin viết như 31/12/2026, sau hôm nay."
SAVE = "Lưu, gửi duyệt"
SAVED = (
    "Đã lưu mục số {}. Người khác của Trung tâm hoặc lãnh đạo duyệt xong thì Trợ lý mới dùng; số người đã được báo: {}."
)


def preview(text: FaqText, found: Sequence[str]) -> str:
    """What is going to be kept; `found`: what looks personal in it."""
    lines = ["Xem lại mục hỏi đáp:", *(f"- {each}" for each in text.phrasings), "", text.answer, ""]
    lines += [f"Nguồn: {text.source}", f"Thời gian dùng: {validity(text)}"]
    return "\n".join([*lines, *personal(found)])


def personal(found: Sequence[str]) -> list[str]:
    """A warning, where there is something to warn of."""
    if not found:
        return []
    named = ", ".join(f"“{each}”" for each in found)
    return [f"Lưu ý: có vẻ là thông tin cá nhân: {named}. Mọi người đều đọc được, xin bỏ ra nếu không cần."]


def answered_by_centre(day: date) -> str:
    """The source of an entry that a person's answer became."""
    return f"trả lời của Trung tâm ngày {vietnamese(day)}"
