"""Words for people who come onto the roster and go from it: taken off, added, two records made one."""

from collections.abc import Sequence

from handlers.messages import Button, Reply
from handlers.texts.staff_records import differences
from rules.cadres import Cadre

# Off the roster

REASONS = ("Nghỉ hưu", "Chuyển công tác", "Thôi việc", "Từ trần", "Ghi nhầm")
WHY_END = "Vì sao đưa ra khỏi danh sách? Chọn, hoặc nhắn vài chữ."
END_IT = "Đưa ra"
COME_BACK = "Đưa lại danh sách"
CAME_BACK = "Đã đưa lại vào danh sách cán bộ. Nhiệm vụ được giao trên Trợ lý (nếu có) phải giao lại."
ENDED_FOR_PERSON = Reply(
    "Hồ sơ của đồng chí không còn trong danh sách cán bộ do Trung tâm theo dõi. Cần hỏi thêm, xin liên hệ Trung tâm.",
    ((Button("Gặp cán bộ Trung tâm", "contact"),),),
)


def end_summary(cadre: Cadre, reason: str) -> str:
    """What taking someone off the roster means."""
    return (
        f"Đưa đồng chí {cadre.name} ({cadre.code}), {cadre.unit.name}, ra khỏi danh sách cán bộ.\n"
        f"Lý do: {reason}\n"
        "Hồ sơ không còn trong tra cứu và chỉ tiêu; nhiệm vụ được giao trên Trợ lý (nếu có) cũng thôi."
    )


def ended(cadre: Cadre) -> str:
    """After taking someone off."""
    return f"Đã đưa đồng chí {cadre.name} ({cadre.code}) ra khỏi danh sách cán bộ."


# Somebody new

NEW_NAME = "Họ và tên người mới?"
NEW_BIRTH = "Ngày sinh? Ghi ngày/tháng/năm, hoặc chỉ năm."
NEW_CATEGORY = "Đối tượng? Nếu chưa biết, xin nhắn “chưa rõ”."
NEW_POST = "Chức vụ hiện nay? Nhiều chức vụ cách nhau bằng dấu chấm phẩy (;)."
ADD = "Thêm vào danh sách"


def add_summary(cadre: Cadre, alike: Sequence[Cadre]) -> str:
    """A new record before it is kept, and whoever it may be already."""
    lines = [
        f"Thêm đồng chí {cadre.name}, {cadre.unit.name}.",
        f"Ngày sinh: {cadre.birth or 'chưa ghi'}. Đối tượng: {cadre.category or 'chưa ghi'}",
        f"Chức vụ: {'; '.join(post.title for post in cadre.posts) or 'chưa ghi'}",
    ]
    if alike:
        known = "; ".join(f"{each.name} ({each.code}), {each.unit.name}" for each in alike[:3])
        lines.append(f"LƯU Ý: có thể đã có trong danh sách: {known}.")
    lines.append("Mã cán bộ được cấp khi ghi lại.")
    return "\n".join(lines)


def added(cadre: Cadre) -> str:
    """After keeping a new record."""
    return f"Đã thêm đồng chí {cadre.name}, mã {cadre.code}, {cadre.unit.name}."


# Two records of one person

MERGE_WITH = "Gộp với hồ sơ nào? Xin nhắn mã cán bộ hoặc họ tên."
MERGE_IT = "Gộp"
SAME_RECORD = "Đó chính là hồ sơ này. Xin nhắn mã của hồ sơ kia."


def which_stays(one: Cadre, other: Cadre) -> str:
    """Which of the two records stays."""
    lines = [
        f"{n}. {each.name} ({each.code}), {each.unit.name}, sinh {each.birth or 'chưa ghi'}"
        for n, each in enumerate((one, other), 1)
    ]
    return "\n".join(["Giữ hồ sơ nào? Hồ sơ kia ra khỏi danh sách.", *lines])


def stays(cadre: Cadre) -> str:
    """The option of keeping this record."""
    return f"Giữ {cadre.code}"


def merge_summary(before: Cadre, after: Cadre, goes: Cadre) -> str:
    """What merging brings into the record that stays, and what else moves."""
    lines = list(differences(before, after)) or ["- Nội dung hồ sơ giữ lại không đổi."]
    return "\n".join(
        [
            f"Gộp {goes.name} ({goes.code}) vào {before.name} ({before.code}).",
            *lines,
            "- Chuyển theo: liên kết chat, ghi danh lớp, yêu cầu sửa, nhiệm vụ được giao.",
            f"Hồ sơ {goes.code} ra khỏi danh sách.",
        ]
    )


def merged(stayed: Cadre, gone: Cadre) -> str:
    """After merging."""
    return f"Đã gộp: giữ hồ sơ {stayed.code}, hồ sơ {gone.code} đã ra khỏi danh sách."
