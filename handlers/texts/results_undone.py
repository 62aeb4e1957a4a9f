"""Words about confirmed results that are taken back: asked for by one, agreed to by another, told to the person."""

from collections.abc import Mapping, Sequence

from handlers.texts.results import said
from rules.classes import TrainingClass
from storage.class_list import Student
from storage.result_undo import Kept, Undoing

UNDO = "Hủy kết quả đã xác nhận"
CHECK = "Xét đề nghị hủy"
AGREE, KEEP = "Đồng ý hủy", "Giữ kết quả"
WHAT_MORE = "Mục khác của kết quả. Xin chọn một mục:"
FEEDBACK = "Góp ý của học viên"

NOTHING_ASKED = "Không có đề nghị hủy kết quả nào."
ONLY_YOUR_OWN = "Đề nghị hủy do chính đồng chí gửi. Người thứ hai mở “Kết quả của lớp” để đồng ý hoặc giữ lại."
UNREADABLE = "Trợ lý chưa đọc được. Xin nhắn số và lý do, ví dụ: “3: nhập nhầm điểm”."
TOO_LONG = "Lý do dài quá. Xin viết gọn trong 200 chữ cái."
_KEPT = {
    Kept.CERTIFIED: "số giấy chứng nhận đã vào sổ",
    Kept.CHANGED_SINCE: "hồ sơ hoặc kết quả đã được sửa sau khi xác nhận",
    Kept.NOT_CONFIRMED: "chưa có kết quả được xác nhận",
}


def how(training: TrainingClass) -> str:
    """What one types to ask for it."""
    return (
        f"Hủy kết quả đã xác nhận, lớp {training.name}. Nhắn số của học viên và lý do, ví dụ:\n3: nhập nhầm điểm\n"
        "Người thứ hai đồng ý thì kết quả trở lại chờ xác nhận; trình độ đã ghi theo kết quả được rút khỏi hồ sơ."
    )


def asked(many: int, unknown: Sequence[int], stays: Mapping[str, Kept], people: Mapping[str, Student]) -> str:
    """After it was asked for."""
    lines = [f"Đã đề nghị hủy {many} kết quả, chờ người thứ hai đồng ý." if many else "Chưa đề nghị hủy kết quả nào."]
    if unknown:
        lines.append(f"Không có trong danh sách lớp: số {', '.join(map(str, unknown[:20]))}.")
    return "\n".join([*lines, *_staying(stays, people)])


def _staying(stays: Mapping[str, Kept], people: Mapping[str, Student]) -> list[str]:
    known = [(people[each], why) for each, why in stays.items() if each in people]
    lines = [f"Giữ nguyên {each.number} {each.name}: {_KEPT[why]}." for each, why in known[:5]]
    return [*lines, f"Và {len(known) - 5} người khác giữ nguyên."] if len(known) > 5 else lines


def to_staff(training: TrainingClass, many: int, why: str) -> str:
    """To those who may agree to it."""
    return f"Lớp {training.name}: {many} kết quả được đề nghị hủy, lý do: {why}. Cần người thứ hai xem và đồng ý."


def to_agree(training: TrainingClass, page: Sequence[Undoing], many: int) -> str:
    """What is asked to be taken back, one by one, with the reason of each."""
    lines = [f"Đề nghị hủy {many} kết quả, lớp {training.name}:"]
    lines += [
        f"{each.outcome.student.number}. {each.outcome.student.name}: {said(each.outcome.verdict)}. Lý do: {each.why}."
        for each in page
    ]
    rest = [f"Và {many - len(page)} người khác."] if many > len(page) else []
    return "\n".join(
        [*lines, *rest, "", "Đồng ý thì kết quả trở lại chờ xác nhận, trình độ đã ghi theo kết quả được rút."]
    )


def undone(taken: Sequence[Undoing], stays: Mapping[str, Kept], people: Mapping[str, Student], told: int) -> str:
    """After a second person agreed."""
    lines = [f"Đã hủy {len(taken)} kết quả; đã báo {told} người qua Trợ lý." if taken else "Chưa hủy kết quả nào."]
    return "\n".join([*lines, *_staying(stays, people)])


def kept(many: int) -> str:
    return f"Giữ nguyên {many} kết quả; đề nghị hủy không còn."


def told(name: str, why: str, standing: str, on_the_roster: bool) -> str:
    """What a person hears. `standing` is what they hold and need now; empty where no level is concerned."""
    whose = "đồng chí" if on_the_roster else "anh/chị"
    lines = [f"Kết quả của {whose} ở lớp {name} được Trung tâm hủy để xem lại. Lý do: {why}."]
    if standing:
        lines.append(standing)
    return "\n".join([*lines, f"Có kết quả mới, Trung tâm sẽ báo {whose} tại đây."])
