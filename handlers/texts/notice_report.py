"""Words after a notice went out: its state by unit, whom to phone, what is handed on to chat groups."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.house import Centre, WaysIn
from handlers.texts import notice_reasons as words
from handlers.texts import shortened
from handlers.texts.notices import KINDS, gist, instant
from handlers.texts.notices import STATES as NOTICE_STATES
from handlers.understanding.calls import Called
from rules.merge_fields import filled
from rules.notices import DeliveryState, Notice, Receipt
from rules.receipts import Way
from storage.notice_corrections import Trail
from storage.notice_people import Addressee, Count

LIST, BACK = "Thông báo đã gửi", "Về thông báo"
REFRESH = "Cập nhật số liệu"
TO_CALL = "Danh sách cần gọi"
AS_FILE = "Tệp Excel"
FOR_GROUPS = "Bản để chuyển nhóm Zalo"
PHONE_FILE = "Danh bạ Excel"
CHASE = "Nhắc tự động"
MORE = "Xem tiếp"
CORRECT = "Đính chính"
NOBODY_TO_TELL = "Thông báo này chưa đến ai nên không có gì để đính chính."
NOT_SEEN = "Không có thông báo đã gửi nào như vậy trong phần việc của đồng chí."
NONE_SENT = "Chưa có thông báo nào được gửi trong phần việc của đồng chí."
HANDED_OUT = "Tệp kèm theo đây. Trong tệp có thông tin cá nhân: chỉ dùng cho việc của thông báo này."
HOW_TO_WRITE_DOWN = "Danh sách cần gọi đang mở. Gọi xong, nhắn “đã gọi 3 7 12”; nhận phiếu, nhắn “phiếu 4 5”."
WHICH_LIST = "Ghi cho thông báo nào? Xin mở danh sách cần gọi, hoặc viết: đã gọi 3 7 12 thông báo số 5."
CALLS_UNREADABLE = (
    "Trợ lý chưa đọc được. Xin viết số trong danh sách, ví dụ: đã gọi 3 7 12, đã gọi 8 không dự được, phiếu 4 5."
)
_IN_ORDER = (
    DeliveryState.SENT, DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.FAILED,
    DeliveryState.SKIPPED,
)  # fmt: skip
_UNITS = 10
"""Units told in a chat; the file tells all."""
_DECLINED = 5
"""People named who do not come."""
ALL_UNITS = "Cộng"
NO_UNIT = "Trung tâm"
_FIELD = re.compile(r"\{\w+\}")
_NAMED = re.compile(r"đồng chí \{ho_ten\}", re.IGNORECASE)


def listed(notice: Notice) -> str:
    """A sent notice as an option."""
    return f"Số {notice.number}: {KINDS[notice.kind]}"


def listing(found: Sequence[Notice]) -> str:
    """The last notices that went out."""
    return "\n".join(["Thông báo đã gửi, mới nhất ở trên:", *(_line(each) for each in found)])


def _line(notice: Notice) -> str:
    return f"Số {notice.number} ({NOTICE_STATES[notice.state]}): {gist(notice.text)}"


def correcting(number: int, people: int) -> str:
    """A draft that mends a sent notice, and how it goes."""
    return (
        f"Bản đính chính thông báo số {number}, cho {people} người đã nhận. Xin sửa phần “Nội dung”, rồi xem trước "
        "và gửi.\nTrên Telegram và web, tin cũ được sửa tại chỗ, kèm một tin ngắn báo đã sửa; nơi khác nhận tin mới, "
        "ghi rõ là đính chính."
    )


def _trail(trail: Trail) -> list[str]:
    mends = [f"Đính chính thông báo số {trail.mends}."] if trail.mends is not None else []
    numbers = ", ".join(map(str, trail.mended_by))
    return [*mends, *([f"Đã được đính chính bằng thông báo số {numbers}."] if numbers else [])]


def state(notice: Notice, counts: Sequence[Count], declined: Sequence[Addressee], trail: Trail, now: datetime) -> str:
    """Whom a notice reached and who answered, in all and unit by unit, as it stands now; who does not come, and why."""
    total = sum(each.people for each in counts)
    lines = [f"Thông báo số {notice.number} ({NOTICE_STATES[notice.state]}): {KINDS[notice.kind]}"]
    lines.append(f"Người nhận {total}: {_parts(_by_state(counts)) or 'chưa có ai'}.")
    lines += _trail(trail)
    if notice.receipt:
        lines += _receipts(counts, total)
    lines += ["", *_by_unit(counts, notice.receipt)]
    lines += _unreached(counts) + _declined(declined)
    return "\n".join([*lines, f"(Số liệu lúc {instant(now)})"])


def _by_state(counts: Sequence[Count]) -> list[tuple[str, int]]:
    by_state: Counter[str] = Counter()
    for each in counts:
        by_state[words.STATES[DeliveryState(each.state)]] += each.people
    return [(name, by_state[name]) for name in dict.fromkeys(words.STATES[state] for state in _IN_ORDER)]


def _parts(counted: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {people}" for name, people in counted if people)


def _receipts(counts: Sequence[Count], total: int) -> list[str]:
    answered = [each for each in counts if each.receipt is not None]
    ways, said = ways_of(answered), Counter[Receipt]()
    for each in answered:
        said[Receipt(each.receipt or "")] += each.people
    split = _parts((words.WAYS[way], ways[way]) for way in words.WAYS)
    lines = [f"Đã xác nhận {sum(ways.values())}/{total}{f': {split}' if split else ''}."]
    if said[Receipt.COMING] or said[Receipt.NOT_COMING]:
        lines.append(f"Trong đó: {_parts((words.RECEIPTS[receipt], said[receipt]) for receipt in words.RECEIPTS)}.")
    return lines


def ways_of(counts: Iterable[Count]) -> Counter[Way | None]:
    """How many receipts came which way; None for those whom nobody wrote down."""
    found: Counter[Way | None] = Counter()
    for each in counts:
        if each.receipt is not None:
            found[Way(each.way) if each.way else None] += each.people
    return found


def _by_unit(counts: Sequence[Count], receipt: bool) -> list[str]:
    total, done = Counter[str](), Counter[str]()
    for each in counts:
        total[each.unit] += each.people
        is_done = each.receipt is not None if receipt else each.state == DeliveryState.SENT
        done[each.unit] += each.people if is_done else 0
    left = sorted(total, key=lambda unit: done[unit] - total[unit])
    every = [f"- {unit or NO_UNIT}: {done[unit]}/{total[unit]}" for unit in left]
    shown = shortened.lines(every, _UNITS, "và {} đơn vị khác (xem tệp Excel)")
    head = "Đã xác nhận theo đơn vị" if receipt else "Đã gửi theo đơn vị"
    return [f"{head}, còn thiếu nhiều ở trên:", *shown] if shown else []


def _unreached(counts: Sequence[Count]) -> list[str]:
    why: Counter[str] = Counter()
    for each in counts:
        if each.state in (DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN):
            why[words.reason(each.state, each.reason) or words.STATES[DeliveryState(each.state)]] += each.people
    return [f"Chưa đến được: {_parts(why.most_common())}."] if why else []


def _declined(people: Sequence[Addressee]) -> list[str]:
    if not people:
        return []
    every = [f"{each.name} ({each.unit or NO_UNIT}{_why(each)})" for each in people]
    named = shortened.row(every, _DECLINED, "{} đồng chí khác (xem tệp Excel)", between="; ")
    return [f"Không dự được: {named}."]


def _why(person: Addressee) -> str:
    return f": {person.receipt_note}" if person.receipt_note else ""


def to_call(notice: Notice, silent: Sequence[Addressee], shown: Sequence[Addressee]) -> str:
    """A page of those to phone, unit by unit, each with their number in the notice."""
    if not silent:
        return f"Thông báo số {notice.number}: không còn ai cần gọi."
    lines = [f"Cần gọi {len(silent)} đồng chí về thông báo số {notice.number}:"]
    unit = None
    for each in shown:
        if each.unit != unit:
            unit = each.unit
            lines.append(f"**{unit or NO_UNIT}**")
        lines.append(f"{each.number}. {each.name}, {each.phone or 'chưa có số điện thoại'}, {why_called(each)}")
    return "\n".join([*lines, "", "Gọi xong, nhắn “đã gọi 3 7 12”; nhận phiếu, nhắn “phiếu 4 5”."])


def why_called(person: Addressee) -> str:
    """Why somebody must be phoned."""
    if person.state == DeliveryState.SENT:
        return "chưa xác nhận"
    return words.reason(person.state, person.reason) or words.STATES[DeliveryState(person.state)]


def written_down(called: Called, kept: Sequence[Addressee], before: Sequence[Addressee], unknown: Sequence[int]) -> str:
    """What was written down of what was meant, and why the rest was not."""
    lines = []
    if kept:
        said = f", {words.RECEIPTS[called.receipt]}" if called.receipt is not Receipt.RECEIVED else ""
        lines.append(f"Đã ghi {words.WAYS[called.way]}{said}: {_names(kept)}.")
    if before:
        lines.append(f"Đã có xác nhận từ trước, giữ nguyên: {_names(before)}.")
    if unknown:
        lines.append(f"Không có trong danh sách: số {', '.join(map(str, unknown[:20]))}.")
    return "\n".join(lines)


def _names(people: Sequence[Addressee]) -> str:
    return shortened.row([f"{each.number}. {each.name}" for each in people], 10, "{} đồng chí khác")


def for_groups(notice: Notice, class_name: str, centre: Centre, ways_in: WaysIn) -> str:
    """The notice for a unit's own chat group: no person's name, and no line that says something of one person."""
    text = filled(_NAMED.sub("các đồng chí", notice.text), {"lop": class_name} if class_name else {})
    lines = [line for line in text.replace("**", "").splitlines() if not _FIELD.search(line)]
    ask = ["", _asking(notice, centre, ways_in)] if notice.receipt else []
    return "\n".join([*lines, *ask]).strip()


def _asking(notice: Notice, centre: Centre, ways_in: WaysIn) -> str:
    ways = [f"Zalo “{ways_in.zalo}”"] if ways_in.zalo else []
    ways += [each for each in (ways_in.telegram, ways_in.web) if each]
    through = f" qua Trợ lý của Trung tâm ({', '.join(ways)})" if ways else " với Trung tâm"
    phone = f", hoặc gọi {centre.phone}" if centre.phone else ""
    return f"Đồng chí nào chưa xác nhận thông báo số {notice.number}, xin xác nhận{through}{phone}."


def chase(hours: int, times: int) -> str:
    """How the silent of a notice are reminded."""
    if not times:
        return "Trợ lý không tự nhắc người chưa xác nhận thông báo này. Muốn nhắc, xin chọn:"
    return (
        f"Trợ lý tự nhắc người chưa xác nhận sau mỗi {hours} giờ, tối đa {times} lần, trong giờ thức; "
        "không nhắc người đã trả lời. Muốn đổi, xin chọn:"
    )


def chase_option(hours: int, times: int) -> str:
    """A way of reminding, as an option."""
    return f"Sau {hours} giờ, {times} lần" if times else "Không nhắc"


def file_name(notice: Notice) -> str:
    """The report as a file."""
    return f"thong-bao-{notice.number}.xlsx"


def phone_file_name(notice: Notice) -> str:
    """The list of phones as a file."""
    return f"danh-ba-thong-bao-{notice.number}.xlsx"
