"""Words of the records doctor: what does not go together, what would mend it, and what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.texts.eligibility import in_few_words
from rules.cadres import Cadre
from rules.dates import vietnamese
from rules.eligibility import Overall
from rules.levels import Level
from rules.records_doctor import Finding, Flaw, Unfit

TITLES = {
    Flaw.UNFIT: "Trong lớp, chưa đủ điều kiện",
    Flaw.UNSEEN: "Có kết quả, không có điểm danh",
    Flaw.OVERFULL: "Lớp nhiều người hơn số chỗ",
    Flaw.UNPROVEN: "Trình độ cao hơn giấy tờ",
    Flaw.LEFT_OPEN: "Chức vụ cũ vẫn được tính",
    Flaw.TWO_HEADS: "Hai người một chức vụ",
    Flaw.TWINS: "Hai hồ sơ giống nhau",
    Flaw.SAME_NUMBER: "Hai văn bằng một số",
    Flaw.WRONG_DATE: "Ngày văn bằng không hợp lý",
    Flaw.NOT_ENDED: "Lớp quá ngày vẫn đang học",
    Flaw.GONE_CHAT: "Chat của người đã thôi",
}
"""What staff call each kind, as an option and as a heading."""
_LEVELS = frozenset(level.code for level in Level)
MEND = "Xem cách sửa"
MEND_YES = "Đồng ý sửa"
KEEP = "Để nguyên"
UNDO = "Hoàn tác"
ALL = "Tất cả mục rà soát"
MORE = "Xem tiếp"
BACK = "Danh sách này"
SEE_CLASS = "Mở lớp"
MERGE = "Gộp hai hồ sơ"
SEE_RECORD = "Mở hồ sơ"
WHY_KEPT = "Xin viết lý do để nguyên, ví dụ: đã đối chiếu bản gốc. Trợ lý không nhắc lại cho đến khi dữ liệu đổi khác."
TOO_LONG = "Lý do dài quá. Xin viết ngắn hơn 300 ký tự."
KEPT = "Đã ghi: để nguyên. Trợ lý không nhắc lại cho đến khi dữ liệu đổi khác."
OVER = "Điều này không còn như vậy nữa: đã được sửa, hoặc dữ liệu vừa đổi. Chưa ghi gì thêm."
UNDONE = "Đã hoàn tác. Hồ sơ trở lại như trước khi sửa."
NOT_UNDONE = "Không hoàn tác được: hồ sơ đã đổi sau lần sửa đó."
WHOLE_CENTRE_ONLY = (
    "Rà soát dành cho cán bộ phụ trách toàn Trung tâm. Đồng chí xem từng hồ sơ trong mục Tra hồ sơ cán bộ."
)
TAKEN_OUT_WHY = "chưa đủ điều kiện theo hồ sơ"
UNDO_RESULT_WHY = "không có buổi nào được điểm danh có mặt"
_MANY = 400
"""Findings of a kind from which there may be more than were looked for."""
_NOTHING = "Rà soát ngày {}: không thấy điều gì không khớp trong hồ sơ và lớp học."


def board(found: Mapping[Flaw, int], today: date) -> str:
    """How many of each kind; what is found accuses nobody."""
    if not found:
        return _NOTHING.format(vietnamese(today))
    lines = [f"Rà soát ngày {vietnamese(today)}: {sum(found.values())} điều cần xem lại."]
    lines += [f"- {TITLES[flaw]}: {many}" for flaw, many in found.items()]
    if max(found.values()) > _MANY:
        lines.append("Mỗi loại chỉ xem một số hồ sơ mỗi lần; sửa hoặc để nguyên xong, Trợ lý tìm tiếp.")
    return "\n".join([*lines, "Đây là chỗ dữ liệu không khớp nhau, chưa phải là sai. Xin chọn một mục:"])


def listing(flaw: Flaw, found: Sequence[Finding], first: int, total: int) -> str:
    """A page of one kind, numbered as in the whole list."""
    head = f"{TITLES[flaw]}: {total}."
    return "\n".join([head, *(f"{n}. {sentence(each)}" for n, each in enumerate(found, first + 1))])


def option(finding: Finding) -> str:
    """The button of a finding."""
    return finding.names[0].partition(" (")[0][:40]


def card(finding: Finding) -> str:
    """One finding, with what is proposed."""
    return f"{sentence(finding)}\nĐề nghị: {proposal(finding)}"


_SENTENCES = {
    Flaw.UNFIT: "{who} đang trong lớp {0}: {1}.",
    Flaw.UNSEEN: "{who} có kết quả đạt ở lớp {0}, mà {1} buổi đã điểm danh không buổi nào có mặt.",
    Flaw.OVERFULL: "Lớp {who} có {0} chỗ, {1} người đang giữ chỗ.",
    Flaw.UNPROVEN: ("{who} ghi trình độ {level} mà không có số, ngày, nơi cấp; giấy tờ trong hồ sơ chỉ đến {lower}."),
    Flaw.LEFT_OPEN: "{who} còn được tính chức vụ {0} ({1}) sau khi đã nhận {2}.",
    Flaw.TWO_HEADS: "{who} cùng giữ chức vụ {0} ({1}).",
    Flaw.TWINS: "{who}: cùng họ tên, ngày sinh và đơn vị.",
    Flaw.SAME_NUMBER: "{who} có văn bằng {lower} cùng số {0}.",
    Flaw.WRONG_DATE: "{who} có văn bằng {level} ghi ngày {1}, {when}.",
    Flaw.NOT_ENDED: "Lớp {who} đã qua ngày bế giảng {day} mà vẫn ở trạng thái đang học.",
    Flaw.GONE_CHAT: "{who} đã ra khỏi danh sách mà tài khoản chat còn liên kết với hồ sơ.",
}


def sentence(finding: Finding) -> str:
    """What does not go together."""
    detail = finding.detail
    levels = [Level.of(each).label if each in _LEVELS else "" for each in (*detail[:2], "", "")]
    when = f"không sau năm sinh ({detail[-1]})" if detail and detail[-1] else "ở tương lai"
    day = _day(detail[0]) if finding.flaw is Flaw.NOT_ENDED else ""
    return _SENTENCES[finding.flaw].format(
        *detail, who=" và ".join(finding.names), level=levels[0], lower=levels[1], when=when, day=day
    )


def proposal(finding: Finding) -> str:
    """What would mend it, and what else may be done."""
    return _PROPOSALS[finding.flaw] if finding.flaw is not Flaw.TWO_HEADS or finding.after else _NO_DATES


_NO_DATES = "mở hồ sơ, ghi ngày nhận hoặc ngày thôi chức vụ."
_PROPOSALS = {
    Flaw.UNFIT: "rút tên khỏi lớp; hoặc để nguyên khi cấp có thẩm quyền đã quyết định.",
    Flaw.UNSEEN: "đề nghị hủy kết quả (người thứ hai đồng ý mới hủy); hoặc ghi bổ sung điểm danh.",
    Flaw.OVERFULL: "nâng số chỗ của lớp bằng số người; hoặc mở lớp, rút bớt tên.",
    Flaw.UNPROVEN: "bỏ trình độ chưa có giấy tờ; hoặc mở hồ sơ, ghi số và ngày cấp của văn bằng.",
    Flaw.LEFT_OPEN: "kết thúc chức vụ cũ vào ngày trước khi nhận chức vụ mới.",
    Flaw.TWO_HEADS: "kết thúc chức vụ của người nhận trước vào ngày trước khi người sau nhận.",
    Flaw.TWINS: "gộp hai hồ sơ; hoặc để nguyên khi là hai người.",
    Flaw.SAME_NUMBER: "mở từng hồ sơ, đối chiếu bản gốc và sửa số.",
    Flaw.WRONG_DATE: "bỏ ngày ấy khỏi văn bằng; hoặc mở hồ sơ, ghi ngày đúng.",
    Flaw.NOT_ENDED: "chuyển lớp sang chờ kết quả.",
    Flaw.GONE_CHAT: "hủy liên kết của các tài khoản ấy.",
}


def preview(finding: Finding) -> str:
    """What mending changes, where it is not one record that is changed."""
    who, detail = finding.names[0], finding.detail
    return {
        Flaw.UNFIT: f"Sẽ rút tên {who} khỏi lớp {detail[0] if detail else ''}; người ấy và đơn vị được báo lý do.",
        Flaw.UNSEEN: f"Sẽ đề nghị hủy kết quả của {who}; kết quả còn nguyên cho đến khi người thứ hai đồng ý.",
        Flaw.OVERFULL: f"Sẽ nâng số chỗ của lớp {who}: {' → '.join(detail)}.",
        Flaw.NOT_ENDED: f"Sẽ chuyển lớp {who} từ đang học sang chờ kết quả.",
        Flaw.GONE_CHAT: f"Sẽ hủy liên kết các tài khoản chat của {who}.",
    }[finding.flaw]


def mended(finding: Finding) -> str:
    """After it was done."""
    return f"Đã sửa: {TITLES[finding.flaw].lower()}, {finding.names[0]}."


def not_taken_back(finding: Finding) -> str:
    """A result that stays nevertheless."""
    return f"Chưa đề nghị được: kết quả của {finding.names[0]} đã có giấy, bằng hoặc đã đổi. Chưa ghi gì."


def why_unfit(cadre: Cadre, why: Unfit) -> str:
    """The reason, for the middle of a sentence."""
    if why.is_past:
        return "hồ sơ ghi đã là đảng viên"
    if why.held:
        return f"đã có trình độ {why.held.label}"
    return in_few_words(Overall.CON_THIEU, why.missing)


def news(found: Mapping[Flaw, int]) -> str:
    """To staff on a Monday: what is new, without names."""
    lines = [f"- {TITLES[flaw]}: {many}" for flaw, many in found.items()]
    return "\n".join([f"Rà soát hồ sơ tuần này: {sum(found.values())} điều mới cần xem lại.", *lines])


def _day(iso: str) -> str:
    return vietnamese(date.fromisoformat(iso))
