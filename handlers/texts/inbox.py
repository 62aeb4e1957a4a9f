"""Words for staff about the inbox of questions: the list, one cluster, taking, answering, talking, giving back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.texts import faq
from handlers.texts.asking import before
from storage.questions import Cluster, Question

NONE = "Hộp thư câu hỏi: hiện không có câu nào chờ trả lời."
OPTION = "Câu hỏi số {}"
MORE = "Xem tiếp"
TAKE = "Nhận trả lời"
ANSWER = "Viết câu trả lời"
TALK = "Nhắn trực tiếp"
GIVE_BACK = "Trả lại hộp thư"
CLOSE = "Khép, không trả lời"
CLOSE_YES = "Đồng ý khép"
BACK_TO_INBOX = "Hộp thư câu hỏi"
BACK_TO_CARD = "Về câu hỏi"
ENDED = "Câu hỏi này đã được trả lời hoặc đã khép."
TAKEN = "Đã nhận câu hỏi số {}. Sau 30 phút không làm gì với câu hỏi, hộp thư tự nhận lại."
TAKEN_BY_OTHER = "Câu hỏi số {} đã có {} nhận trả lời."
GIVEN_BACK = "Đã trả câu hỏi số {} về hộp thư."
GIVEN_BACK_SILENT = "Câu hỏi số {} đã về lại hộp thư vì 30 phút không có ai trả lời."
ASK_CLOSE = "Khép câu hỏi số {} mà không trả lời? Người hỏi ({}) sẽ được báo là câu hỏi đã khép."
CLOSED = "Đã khép câu hỏi số {}."
WRITE = "Viết câu trả lời cho câu hỏi số {}, tối đa {} ký tự. Người đọc: {} người hỏi."
TOO_LONG = "Câu trả lời dài quá; tối đa {} ký tự."
EMPTY = "Xin viết câu trả lời."
SEND = "Gửi câu trả lời"
REWRITE = "Viết lại"
SENT = "Đã gửi câu trả lời cho {} người hỏi."
TO_FAQ = "Đưa vào hỏi đáp"
TO_FAQ_YES = "Đồng ý đưa vào"
TO_FAQ_EDIT = "Sửa trước khi đưa vào"
FAQ_NO_QUESTION = "Câu hỏi có thông tin cá nhân hoặc không rõ ý, nên cần viết lại cách hỏi trước khi đưa vào hỏi đáp."
ALREADY_FAQ = "Câu trả lời này chưa có, hoặc đã được đưa vào hỏi đáp."
DONE = "Đã trả lời xong"
DONE_WITH = "Đã ghi là trả lời xong câu hỏi số {}."
END_TALK = "Kết thúc trò chuyện"
TALKING = "Đang trò chuyện trực tiếp về câu hỏi số {}. Mỗi tin viết ở đây được gửi ngay cho người hỏi."
LINE_SENT = "Đã gửi."
LINE_TOO_LONG = "Tin dài quá; tối đa {} ký tự. Tin chưa được gửi."
TALK_ENDED = "Đã kết thúc trò chuyện. Trợ lý trả lời lại trong chat của người hỏi."
TALK_ENDED_SILENT = "Trò chuyện về câu hỏi số {} đã dừng vì 30 phút không có tin nhắn; người hỏi đã được báo."
TALK_LEFT = "Người hỏi (câu hỏi số {}) đã trở lại Trợ lý."
TALK_GONE = "Cuộc trò chuyện này đã kết thúc; tin vừa viết không được gửi."
TALK_BUSY = "Không mở được trò chuyện: người hỏi đang được người khác trả lời, hoặc đồng chí đang trò chuyện nơi khác."
TALK_NOT_REACHED = "Người hỏi đã đóng cuộc trò chuyện, hoặc chat nay là của người khác. Xin viết câu trả lời chung."
HEARD = "Người hỏi (số {}): {}"
NOBODY_KNOWN = "người chưa liên kết"
ARRIVED = "Có câu hỏi số {} gửi cán bộ Trung tâm, hẹn trả lời {}."
ALSO_ASKED = "Câu hỏi số {} có thêm người hỏi: nay {} người."
LATE = "Câu hỏi số {} đã quá giờ hẹn trả lời ({}). {} Xin nhận trả lời."
_NOBODY_TOOK = "Chưa ai nhận."
_TOOK = "{} đã nhận nhưng chưa trả lời."


def late(cluster: Cluster, promised: datetime, taker: str) -> str:
    """To the others, once: a promise was not kept."""
    return LATE.format(cluster.number, before(promised), _TOOK.format(taker) if taker else _NOBODY_TOOK)


def board(
    found: Sequence[tuple[Cluster, datetime, datetime]], takers: Mapping[str, str], many: int, now: datetime
) -> str:
    """Clusters with the instants at which they were asked and promised; `many` in all."""
    lines = [f"Hộp thư câu hỏi: {many} việc chờ trả lời, hẹn sớm nhất trước:"]
    for each, asked, promised in found:
        people = f", {each.many} người hỏi" if each.many > 1 else ""
        late_mark = ", đã quá hẹn" if promised < now else f", hẹn {before(promised)}"
        taker = f", {takers.get(each.taken_by, '?')} đã nhận" if each.taken_by else ""
        lines.append(f"- Số {each.number}: “{_short(each.words)}” (gửi {_age(asked, now)}{people}{late_mark}{taker})")
    return "\n".join(lines)


def card(cluster: Cluster, questions: Sequence[Question], who: Mapping[str, str], promised: datetime) -> str:
    """A cluster: every question with who asked it."""
    lines = [f"Câu hỏi số {cluster.number}, hẹn trả lời {before(promised)}"]
    for each in questions[:6]:
        name = who.get(each.holder_id or "", NOBODY_KNOWN)
        lines.append(f"- Số {each.number}, {name}: “{each.words}”")
    if len(questions) > 6:
        lines.append(f"- và {len(questions) - 6} người khác")
    return "\n".join(lines)


def check(cluster: Cluster, answer: str, found: Sequence[str]) -> str:
    """An answer before it is sent."""
    lines = [f"Trả lời câu hỏi số {cluster.number}, gửi {cluster.many} người hỏi:", answer]
    return "\n".join([*lines, *faq.personal(found)])


def _age(asked: datetime, now: datetime) -> str:
    minutes = int((now - asked).total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 1)} phút trước"
    return f"{minutes // 60} giờ trước" if minutes < 24 * 60 else f"{minutes // (24 * 60)} ngày trước"


def _short(words: str) -> str:
    return words if len(words) <= 70 else f"{words[:69].rstrip()}…"
