"""Words about reorganisations: what a plan would do, what was done, what an old name means now."""

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.texts import shortened
from rules.cadres import PostKind
from rules.dates import vietnamese
from rules.reorganising.outcome import Change, Moved, Outcome, Wrong
from rules.reorganising.plan import Plan
from storage.reorganisations import Reorganisation

BOARD, TEMPLATE, EXAMPLE = "Sắp xếp đơn vị", "Tải mẫu", "Xem kế hoạch mẫu"
PLAN, FORGET, UNDO, UNDO_YES = "Lưu kế hoạch", "Không lưu", "Hủy kế hoạch", "Hủy kế hoạch này"
TEMPLATE_FILE = "mau-sap-xep-don-vi.xlsx"
TEMPLATE_SENT = (
    "Mẫu sắp xếp đơn vị ở tệp đính kèm. Điền xong, xin gửi lại tệp tại đây; Trợ lý cho xem trước rồi mới lưu."
)
NONE_YET = "Chưa có kế hoạch sắp xếp đơn vị nào."
HOW = "Để lập kế hoạch: tải mẫu, điền đơn vị cũ, đơn vị mới, ngày, căn cứ, rồi gửi tệp tại đây."
GONE = "Tệp này không còn chờ: đã lưu, đã bỏ, hoặc có tệp gửi sau. Cần lưu, xin gửi lại tệp."
CHANGED = "Dữ liệu đã thay đổi sau khi xem, nên chưa lưu. Xin gửi lại tệp để xem lại."
NOT_SEEN = "Không có kế hoạch sắp xếp này."
_STATES = {"planned": "chờ đến ngày", "done": "đã thực hiện", "undone": "đã hủy", "refused": "không thực hiện được"}
_MOST, _OTHERS = 10, "... và {} dòng nữa"


def became(old: str, new: Sequence[str]) -> str:
    """What became of a unit that somebody named by its old name."""
    if len(new) == 1:
        return f"{_capital(old)} nay là {new[0]}."
    return f"{_capital(old)} đã chia thành {', '.join(new)}. Xin dùng tên đơn vị mới."


def planned_already(name: str, number: int) -> Wrong:
    """A unit of which another plan decides."""
    mend = f"Hủy kế hoạch số {number} trước, hoặc bỏ dòng này"
    return Wrong(f'"{name}" đã nằm trong kế hoạch số {number} đang chờ', mend)


def titles_ended(moved: Moved) -> list[str]:
    """Titles that end with the unit; planned posts are never told."""
    return [post.title for post in moved.ended if post.kind is PostKind.INCUMBENT]


def heads_a_centre(name: str) -> Wrong:
    """A unit by which the settings know a centre."""
    return Wrong(f'"{name}" là đơn vị của một Trung tâm trong cài đặt', "Đổi cài đặt của Trung tâm ấy trước")


def wrong(problems: Iterable[Wrong], number: int = 0) -> str:
    """All that is wrong with a plan; `number` is that of one which waits already."""
    head = f"Kế hoạch số {number} đang chờ, nhưng hiện chưa thực hiện được:" if number else "Kế hoạch chưa lưu được:"
    return "\n".join([head, *(f"- {each.what}. {each.mend}." for each in problems)])


def planned(plan: Plan, number: int, today: date) -> str:
    """A plan was stored."""
    if plan.day <= today:
        return f"Đã lưu kế hoạch số {number}. Ngày {vietnamese(plan.day)} đã đến nên sẽ thực hiện trong ít phút."
    return (
        f"Đã lưu kế hoạch số {number}; đến ngày {vietnamese(plan.day)} Trợ lý tự thực hiện và báo lại. "
        "Trước ngày ấy có thể hủy."
    )


def board(found: Sequence[Reorganisation], staff: bool) -> str:
    """All plans, the latest day first."""
    lines = shortened.lines([_line(each) for each in found], _MOST, _OTHERS) or [NONE_YET]
    return "\n".join(["Sắp xếp, sáp nhập, chia tách đơn vị.", *lines, *([HOW] if staff else [])])


def _line(each: Reorganisation) -> str:
    return f"{each.number}. {vietnamese(each.plan.day)}: {each.plan.name} ({_STATES[each.state]})"


def ahead(found: Sequence[Reorganisation]) -> str:
    """What stands below a list of units while plans wait; a line each."""
    return "".join(
        f"\nTừ ngày {vietnamese(each.plan.day)} có sắp xếp đơn vị (kế hoạch số {each.number}): nhắn /sapxep để xem."
        for each in found
    )


def open_label(number: int) -> str:
    """The button that opens a plan."""
    return f"Kế hoạch số {number}"


def over(each: Reorganisation) -> str:
    """A plan that waits no longer."""
    lines = [_line(each), f"Căn cứ: {each.plan.document}."]
    names: dict[str, list[str]] = {}
    for passage in each.plan.passages:
        names.setdefault(passage.new, []).append(passage.old)
    lines += [f"- {' + '.join(olds)} → {new}" for new, olds in names.items()]
    if each.note:
        lines.append(f"Lý do: {each.note}.")
    return "\n".join(lines)


def undo_question(each: Reorganisation) -> str:
    """What undoing means."""
    return (
        f"Hủy kế hoạch số {each.number} ({each.plan.name}, ngày {vietnamese(each.plan.day)})? "
        "Chưa có gì thay đổi trong hồ sơ, nên hủy xong mọi đơn vị giữ nguyên."
    )


def undone(number: int) -> str:
    """A plan was taken back."""
    return f"Đã hủy kế hoạch số {number}. Các đơn vị giữ nguyên."


def unknown(number: int) -> str:
    """There is none of this number."""
    return f"Không có kế hoạch số {number}."


def not_undone(each: Reorganisation) -> str:
    """Why a plan stays, and what can be done instead."""
    if each.state == "undone":
        return f"Kế hoạch số {each.number} đã hủy trước đó."
    if each.state == "refused":
        return f"Kế hoạch số {each.number} chưa thực hiện được, nên không có gì để hủy: {each.note}."
    when = "đã thực hiện" if each.state == "done" else "đã đến ngày thực hiện"
    return (
        f"Kế hoạch số {each.number} {when} ({vietnamese(each.plan.day)}) nên không hủy được: hồ sơ sau ngày ấy đã theo "
        "đơn vị mới. Cần điều chỉnh, xin lập kế hoạch sắp xếp mới với ngày mới, hoặc sửa đơn vị của từng đồng chí."
    )


def carried_out(change: Change, outcome: Outcome, number: int, today: date) -> str:
    """What staff hear on the day, or later."""
    lines = [f"Đã thực hiện sắp xếp đơn vị số {number}: {change.plan.name}."]
    if today > change.day:
        lines.append(
            f"Thực hiện muộn, vào ngày {vietnamese(today)}; hồ sơ và số liệu vẫn tính từ ngày {vietnamese(change.day)}."
        )
    stopped = sum(1 for each in outcome.moved if titles_ended(each))
    lines.append(
        f"{len(change.ends)} đơn vị kết thúc, {len(change.begins)} đơn vị bắt đầu; {len(outcome.leaving)} đồng chí "
        f"chuyển đơn vị; {stopped} đồng chí thôi chức vụ cũ, chờ ghi chức vụ mới."
    )
    if outcome.unplaced:
        lines.append(f"{len(outcome.unplaced)} đồng chí chưa nêu về đâu, đang tạm ở đơn vị ghi đầu tiên.")
    return "\n".join(lines)


def refused(plan: Plan, number: int, reasons: str) -> str:
    """What staff hear where the day has come and it cannot be done."""
    return (
        f"Đến ngày {vietnamese(plan.day)} nhưng chưa thực hiện được sắp xếp đơn vị số {number} ({plan.name}): "
        f"{reasons}. Hồ sơ giữ nguyên. Xin sửa tệp và gửi lại kế hoạch."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
