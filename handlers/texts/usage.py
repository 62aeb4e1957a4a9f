"""How the assistant is used, in numbers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.texts.home import LABELS
from handlers.texts.notices import thousands
from rules.dates import vietnamese
from storage.question_counts import UNCLEAR, Way
from storage.visitors import Visitors

_MOST = 8
"""Topics that are named."""
_TOPICS = {
    "class_roster": "Danh sách lớp",
    "register": "Đăng ký lớp",
    "cancel_registration": "Rút đăng ký",
    "lecturers": "Giảng viên",
    "procedure": "Thủ tục, việc làm tại Trung tâm",
    "out_of_scope": "Ngoài phạm vi của Trợ lý",
    "broadcast": "Gửi thông báo",
    "why": "Vì sao cần trình độ ấy",
    UNCLEAR: "Chưa rõ ý người hỏi",
}
"""Of those that have no label in a menu."""
_OTHER = "Việc khác"


@dataclass(frozen=True, slots=True)
class Usage:
    """The figures."""

    people: Visitors
    linked: int
    total: int
    """Cadres who have a chat, and all cadres."""
    questions: Mapping[tuple[str, Way], int]
    within_bounds: bool
    """Whether the people are those of some units alone."""
    few: int
    """A number of people below this is not told, unless it is none."""


def usage(now: datetime, found: Usage, days: int) -> str:
    """People, links, questions of the last `days`."""
    return "\n".join([*_people(now, found), "", *_questions(found, days)])


def _people(now: datetime, found: Usage) -> list[str]:
    people = found.people
    share = f" ({_percent(found.linked, found.total)})" if found.total else ""
    where = "THỐNG KÊ TRUY CẬP, các đơn vị được xem" if found.within_bounds else "THỐNG KÊ TRUY CẬP"
    return [
        f"{where} (đến {now:%H giờ %M}, {vietnamese(now.date())})",
        f"- Đang nhắn (5 phút qua): {_count(people.now, found.few)}",
        f"- Hôm nay: {_count(people.today, found.few)}",
        f"- Trong tuần: {_count(people.week, found.few)}",
        f"- Tất cả: {_count(people.ever, found.few)}",
        f"Mỗi người tính một lần. Đã liên kết: {thousands(found.linked)}/{thousands(found.total)} cán bộ{share}.",
    ]


def _questions(found: Usage, days: int) -> list[str]:
    ways, topics = Counter[Way](), Counter[str]()
    for (topic, way), count in found.questions.items():
        ways[way] += count
        topics[LABELS.get(topic) or _TOPICS.get(topic, _OTHER)] += count
    everything = ways.total()
    where = " (toàn Trung tâm)" if found.within_bounds else ""
    if not everything:
        return [f"Chưa có câu hỏi nào trong {days} ngày qua{where}."]
    said = {Way.ASSISTANT: "Trợ lý trả lời", Way.PERSON: "Cán bộ trả lời", Way.NOBODY: "Chưa trả lời được"}
    named = sorted(topics.items(), key=lambda each: (each[0] == _OTHER, -each[1], each[0]))
    return [
        f"CÂU HỎI TRONG {days} NGÀY QUA{where}: {thousands(everything)}",
        *(f"- {words}: {thousands(ways[way])} ({_percent(ways[way], everything)})" for way, words in said.items()),
        "Hỏi nhiều nhất:",
        *(f"- {topic}: {thousands(count)}" for topic, count in named[:_MOST]),
    ]


def _count(people: int, few: int) -> str:
    return f"dưới {few}" if 0 < people < few else thousands(people)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%".replace(".", ",")
