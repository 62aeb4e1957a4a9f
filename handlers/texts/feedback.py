"""Words for what people say of a class after it ended."""

from storage.feedback import FEWEST, Said

GIVE = "Góp ý về lớp"
WITHOUT_A_WORD = "Gửi, không viết thêm"
LABELS = ("Chưa tốt", "Tạm được", "Bình thường", "Tốt", "Rất tốt")
"""From 1 to 5: the number typed is the score."""
NONE_OPEN = "Hiện không có lớp nào chờ góp ý của đồng chí."
WHICH = "Đồng chí góp ý về lớp nào?"
ASK_WORD = "Đồng chí muốn viết thêm điều gì? Xin viết trong một tin, hoặc chọn “Gửi, không viết thêm”."
TOO_LONG = "Góp ý dài quá. Xin viết gọn trong 500 chữ cái."
KEPT = "Cảm ơn đồng chí đã góp ý. Trung tâm chỉ xem phần tổng hợp, khi lớp có từ 5 phiếu trở lên."
BEFORE = "Đồng chí đã góp ý về lớp này rồi. Cảm ơn đồng chí."
OF_WHICH = "Góp ý của lớp nào?"
NONE_OVER = "Chưa có lớp nào học xong."
TOO_FEW = f"Chưa đủ {FEWEST} phiếu góp ý, nên chưa hiện để giữ kín người góp ý."
_ASKS = (
    "Nội dung của lớp thế nào?",
    "Giảng viên thế nào?",
    "Việc tổ chức, phục vụ lớp thế nào?",
)
_SHOWN = 8


def ask(class_name: str, place: int) -> str:
    """The question of a place, from 0; the first tells that nobody sees who answered."""
    first = "Phiếu góp ý không ghi tên; Trung tâm chỉ xem phần tổng hợp từ 5 phiếu trở lên.\n" if place == 0 else ""
    return f"Góp ý về lớp {class_name} ({place + 1}/3)\n{first}{_ASKS[place]}"


def said(class_name: str, found: Said) -> str:
    """All that staff and leaders see."""
    lines = [
        f"Góp ý về lớp {class_name}: {found.count} phiếu (thang 5)",
        f"Nội dung: {_score(found.content)}. Giảng viên: {_score(found.lecturer)}. Phục vụ: {_score(found.service)}.",
        *(f"- {word}" for word in found.words[:_SHOWN]),
    ]
    rest = len(found.words) - _SHOWN
    return "\n".join([*lines, f"Và {rest} ý kiến khác."] if rest > 0 else lines)


def _score(mean: float) -> str:
    return f"{mean:.1f}".replace(".", ",")
