"""Words that remind units and the centre of what still waits for their answer."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from handlers.texts import shortened
from handlers.texts.classes import day
from handlers.texts.seats import title
from handlers.texts.study_requests import DECIDES
from rules.seats import CENTRE_DAYS
from storage.seat_requests import SeatRequest
from storage.study_requests import StudyRequest

ANSWER = "Trả lời đề nghị"
WRITE_DOWN = "Ghi ý kiến đơn vị"
CONSIDER = "Danh sách cử"
_SHOWN = 8


def to_unit(requests: Sequence[StudyRequest], today: date) -> str:
    """To an officer: how many requests wait, class by class, and until when."""
    return "\n".join(
        [f"Nhắc: {len(requests)} đề nghị cử đi học chờ đơn vị trả lời.", *_classes(requests, today), DECIDES]
    )


def nobody_told(unit: str, requests: Sequence[StudyRequest], today: date) -> str:
    """To the centre, where the unit has nobody whom a message reaches."""
    head = f"Nhắc: {len(requests)} đề nghị cử đi học chờ {unit} trả lời, đơn vị chưa có người nhận tin."
    call = "Xin gọi đơn vị, rồi ghi ý kiến của đơn vị tại đây."
    return "\n".join([head, *_classes(requests, today), call])


def _classes(requests: Sequence[StudyRequest], today: date) -> list[str]:
    many = Counter((each.class_name, each.answer_by) for each in requests)
    lines = [
        f"- {name}: {count} đồng chí, trả lời đến hết {day(date.fromisoformat(until), today)}."
        for (name, until), count in sorted(many.items(), key=lambda each: (each[0][1], each[0][0]))
    ]
    return shortened.lines(lines, _SHOWN, "- và {} lớp khác.")


def to_centre(requests: Sequence[SeatRequest]) -> str:
    """To staff: what the units agreed to and nobody took up, by class."""
    head = f"Nhắc: {len(requests)} yêu cầu học đơn vị đã đồng ý, chờ Trung tâm xét."
    lines = [f"- {name}: {count}." for name, count in Counter(map(title, requests)).items()]
    since = f"Đơn vị đã đồng ý từ {CENTRE_DAYS} ngày làm việc trở lên; mỗi yêu cầu chỉ nhắc một lần."
    return "\n".join([head, *shortened.lines(lines, _SHOWN, "- và {} lớp khác."), since])
