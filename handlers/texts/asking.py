"""Words for whoever asks a person of the centre: what is sent and who sees it, until when, the answer, the talk."""

from collections.abc import Sequence
from datetime import datetime

from handlers.house import Centre
from handlers.texts.classes import day
from storage.questions import Question

ASK_WORDS = "Xin viết câu hỏi gửi cán bộ Trung tâm, trong vài câu."
TOO_SHORT = "Xin viết rõ hơn: cần hỏi việc gì?"
TOO_LONG = "Câu hỏi dài quá; tối đa {} ký tự."
SEND = "Gửi câu hỏi"
AGAIN = "Viết lại"
WITHDRAW = "Rút câu hỏi {}"
SEE_MINE = "Câu hỏi đã gửi"
NONE_MINE = "Chưa có câu hỏi nào được gửi cho cán bộ Trung tâm từ đây."
TOO_MANY = "Đang có {} câu hỏi chờ trả lời. Xin chờ trả lời, hoặc rút bớt câu hỏi không cần nữa."
WITHDRAWN = "Đã rút câu hỏi số {}; nội dung đã được xóa."
NOT_WAITING = "Câu hỏi này không còn chờ trả lời."
_STATES = {"open": "đang chờ", "answered": "đã trả lời", "closed": "đã khép"}


def check(words: str) -> str:
    """The question before it is sent, who will see it, and what may become of the answer."""
    return (
        f"Gửi cán bộ Trung tâm câu hỏi:\n“{words}”\n\n"
        "Người được xem: cán bộ Trung tâm, kèm tên nếu đã liên kết. Câu hỏi và câu trả lời có thể được đưa vào mục hỏi "
        "đáp chung, không kèm tên và số điện thoại. Xin không viết chuyện riêng của người khác."
    )


def sent(question: Question, promised: datetime, centre: Centre) -> str:
    """After it was sent: until when an answer comes, and whom to phone."""
    lines = [
        f"Câu hỏi đã chuyển đến cán bộ Trung tâm (số {question.number}). Trung tâm trả lời tại đây, {before(promised)}."
    ]
    if centre.phone:
        lines.append(f"Việc gấp, xin gọi {centre.phone}.")
    return "\n".join(lines)


def before(promised: datetime) -> str:
    """Until when: "trước 16 giờ, thứ Hai 23/11"."""
    return f"trước {promised:%H} giờ, {day(promised.date(), promised.date())}"


def mine(found: Sequence[Question], promised: Sequence[datetime]) -> str:
    """One's own questions, newest first."""
    lines = ["Câu hỏi đã gửi cán bộ Trung tâm:"]
    for each, until in zip(found, promised, strict=True):
        when = f", Trung tâm trả lời {before(until)}" if each.state == "open" else ""
        lines.append(f"- Số {each.number} ({_STATES[each.state]}{when}): “{_short(each.words)}”")
    return "\n".join(lines)


def answered(question: Question, answer: str) -> str:
    """What the asker reads."""
    return f"Trung tâm trả lời câu hỏi số {question.number} (“{_short(question.words)}”):\n{answer}"


def closed(question: Question, centre: Centre) -> str:
    """The question was ended without a written answer."""
    phone = f" {centre.phone}" if centre.phone else ""
    return (
        f"Trung tâm đã khép câu hỏi số {question.number} (“{_short(question.words)}”) mà không gửi câu trả lời. "
        f"Còn cần hỏi, xin gửi lại hoặc gọi Trung tâm{phone}."
    )


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


# While a person answers

END_TALK = "Trở lại Trợ lý"
BEGUN = (
    "Cán bộ Trung tâm đang trả lời tại đây (câu hỏi số {}). Trong lúc đó Trợ lý không trả lời; tin nhắn được chuyển "
    "cho cán bộ. Muốn trở lại Trợ lý, nhắn 0."
)
FROM_CENTRE = "Cán bộ Trung tâm: {}"
ENDED = "Cán bộ Trung tâm đã kết thúc trả lời trực tiếp. Trợ lý trả lời trở lại từ đây."
ENDED_SILENT = (
    "Đã 30 phút không có tin nhắn, nên Trợ lý trả lời trở lại từ đây. Câu hỏi số {} vẫn ở hộp thư của Trung tâm."
)
ENDED_BY_ASKER = "Đã trở lại Trợ lý."
ONLY_WORDS = "Cán bộ Trung tâm đang trả lời và chỉ nhận được tin viết chữ. Muốn trở lại Trợ lý, nhắn 0."
OLD_BUTTON = "Cán bộ Trung tâm đang trả lời tại đây. Muốn dùng các mục, xin trở lại Trợ lý trước."
