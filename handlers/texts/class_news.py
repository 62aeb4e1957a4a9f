"""Words that tell of a class without having been asked."""

from datetime import date

from handlers.texts import classes
from rules.announcing import News, NewsKind
from rules.classes import RunBy
from rules.eligibility import Overall
from rules.policy import Policy, Regulation

DETAILS = "Xem chi tiết lớp"
MUTE = "Tắt thông báo"

_MAY_BE_SENT = {
    Overall.DU_DIEU_KIEN: "Theo dữ liệu hiện có, đồng chí đủ điều kiện.",
    Overall.CAN_CAP_CO_THAM_QUYEN: "Theo dữ liệu hiện có, việc cử đồng chí cần cấp có thẩm quyền xem xét.",
    Overall.THIEU_DU_LIEU: "Có điều kiện chưa rõ vì hồ sơ hoặc quy định chưa có dữ liệu.",
}
_NOT_YET = "Việc cử đi học do cấp có thẩm quyền quyết định; tin này chưa phải là cử đi học."


def news(told: News, policy: Policy, regulation: Regulation | None, today: date) -> str:
    """A class that takes names: which, when, where, until when, why it is told to this person, and what it is not."""
    training = told.listed.training
    place = f"Địa điểm: {training.place}." if training.place and training.run_by is not RunBy.CENTRE else ""
    lines = [
        f"{_head(told, today)}: {training.name}.",
        classes.line(told.listed, today),
        *([place] if place else []),
        "",
        _why(told, policy, regulation),
        _MAY_BE_SENT[told.overall],
        _NOT_YET,
    ]
    return "\n".join(lines)


def _head(told: News, today: date) -> str:
    until = told.listed.training.register_until
    if told.kind is NewsKind.OPENING or until is None:
        return "Lớp đang nhận danh sách cử"
    left = (until - today).days
    return f"Còn {left} ngày nhận danh sách cử" if left else "Hôm nay là ngày cuối nhận danh sách cử"


def _why(told: News, policy: Policy, regulation: Regulation | None) -> str:
    level = told.listed.training.level.label
    if told.by_target:
        return f"Trợ lý báo vì đồng chí còn thiếu {level} theo mục tiêu ({policy.name})."
    document = f" theo {regulation.document}" if regulation else ""
    return f"Trợ lý báo vì đồng chí chưa có {level} và thuộc diện đào tạo{document}."
