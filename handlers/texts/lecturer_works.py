"""Words about what lecturers made besides teaching."""

from collections.abc import Sequence
from datetime import date

from rules.dates import vietnamese
from rules.lecturers import Work, WorkKind, WorkSum

TITLE = "Nghiên cứu, tổng kết, đổi mới"
MINE = "Công trình của tôi"
ADD = "Ghi việc mới"
WAITING = "Việc chờ xác nhận"
CONFIRM, TAKE_OUT = "Xác nhận", "Bỏ việc này"
SAVE = "Ghi lại"
TODAY = "Hôm nay"
BEFORE, AFTER = "Năm trước", "Năm sau"
KINDS = {
    WorkKind.RESEARCH: "Đề tài nghiên cứu",
    WorkKind.PRACTICE: "Tổng kết thực tiễn",
    WorkKind.METHOD: "Đổi mới phương pháp",
}
NONE_OF_MINE = "Đồng chí chưa ghi đề tài, tổng kết thực tiễn hay đổi mới phương pháp nào."
NONE_WAITING = "Không có việc nào chờ xác nhận."
GONE = "Việc này đã được xác nhận hoặc đã bỏ trước đó."
CONFIRMED = "Đã xác nhận; việc này nay được tính trong tổng hợp năm."
TAKEN_OUT = "Đã bỏ việc này."
OWN = "Việc của chính mình do người khác của Trung tâm xác nhận."
WHICH_KIND = "Việc thuộc loại nào?"
WHAT = "Tên đề tài, nội dung tổng kết hoặc đổi mới?"
WHAT_LENGTH = "Xin ghi tên việc từ 5 đến 300 chữ cái."
WHEN = "Hoàn thành ngày nào? Ví dụ: 15/05/2025."
NOT_YET = "Chỉ ghi việc đã hoàn thành; ngày này chưa đến."
_SHOWN = 10


def about_to_keep(name: str, kind: WorkKind, title: str, day: date, counts: bool) -> str:
    """What is about to be kept."""
    after = "Việc này được tính ngay." if counts else "Trung tâm xác nhận rồi mới được tính."
    return f"{name}: {KINDS[kind].lower()}.\n{title}\nHoàn thành {vietnamese(day)}. {after}"


def kept(counts: bool, told: int) -> str:
    if counts:
        return "Đã ghi; việc này được tính trong tổng hợp năm."
    return "Đã ghi, chờ Trung tâm xác nhận." + ("" if told else " Chưa báo được cho Trung tâm qua Trợ lý.")


def mine(works: Sequence[Work]) -> str:
    """One's own works, the latest first."""
    lines = [f"- {_line(each)}" for each in works[:_SHOWN]]
    if len(works) > _SHOWN:
        lines.append(f"... và {len(works) - _SHOWN} việc trước đó")
    return "\n".join(["Công trình của đồng chí:", *lines])


def _line(work: Work) -> str:
    waits = "" if work.confirmed_by else " (chờ xác nhận)"
    return f"{vietnamese(work.day)}, {KINDS[work.kind].lower()}: {work.title}{waits}"


def waiting(found: Sequence[tuple[Work, str]], total: int) -> str:
    """What staff have to confirm."""
    lines = [f"{n}. {name}: {_line(work)}" for n, (work, name) in enumerate(found, 1)]
    return "\n".join([f"Có {total} việc của giảng viên chờ xác nhận:", *lines])


def label(work: Work, name: str) -> str:
    """One of them as an option."""
    return f"{name}, {work.day:%d/%m}"


def one(work: Work, name: str) -> str:
    return f"{name}\n{KINDS[work.kind]}: {work.title}\nHoàn thành {vietnamese(work.day)}."


def told_staff(name: str, kind: WorkKind, title: str) -> str:
    return f"Giảng viên {name} ghi {KINDS[kind].lower()}: {title}. Đề nghị xem và xác nhận."


def confirmed_to(work: Work) -> str:
    return f"Trung tâm đã xác nhận {KINDS[work.kind].lower()} của đồng chí: {work.title}."


def taken_out_to(work: Work) -> str:
    return f"Trung tâm không tính {KINDS[work.kind].lower()} đồng chí đã ghi: {work.title}. Cần hỏi, xin liên hệ."


def of_year(year: int, summed: WorkSum, found: Sequence[tuple[Work, str]]) -> str:
    """A year in counts, and the works that count."""
    counts = [f"- {KINDS[kind]}: {count}" for kind, count in summed.counts.items()]
    lines = [
        f"Nghiên cứu, tổng kết thực tiễn, đổi mới phương pháp năm {year} ({summed.lecturers} giảng viên):",
        *counts,
    ]
    if summed.waiting:
        lines.append(f"Chưa tính {summed.waiting} việc chờ Trung tâm xác nhận.")
    counted = [(work, name) for work, name in found if work.confirmed_by]
    lines += [f"{n}. {name}: {work.title}" for n, (work, name) in enumerate(counted[:_SHOWN], 1)]
    if len(counted) > _SHOWN:
        lines.append(f"... và {len(counted) - _SHOWN} việc khác")
    return "\n".join(lines)
