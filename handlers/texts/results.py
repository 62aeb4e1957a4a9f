"""Words about results: typed, to be confirmed, told to the person, and the register of certificates."""

from collections.abc import Iterable, Mapping, Sequence

from handlers.texts import shortened
from handlers.texts.course_papers import paper
from rules.class_sheet import Amiss, Stray
from rules.classes import EnrolmentState, RunBy, TrainingClass
from rules.courses import CourseKind, Courses
from rules.dates import vietnamese
from rules.results import Bands, Reading, Unread, Verdict, Why, tally
from storage.certificates import OwnResult, Refused
from storage.class_list import Student
from storage.results import Outcome

TYPE = "Nhập kết quả"
CHECK = "Xác nhận kết quả"
CERTIFICATES = "Ghi số giấy, bằng"
SHEET = "Bảng điểm (Excel)"
SCALE = "Thang xếp loại"
MORE = "Xem tiếp"
MORE_OF_RESULTS = "Mục khác của kết quả"
MINE = "Kết quả của tôi"
MY_STATUS = "Trình độ của tôi"
TO_BOARD = "Kết quả của lớp"
ALLOW_ALONE = "Cho tự xác nhận"
FORBID_ALONE = "Phải hai người"

NO_CLASSES = "Hiện không có lớp nào đang học hoặc chờ kết quả."
WHICH_CLASS = "Kết quả của lớp nào?"
NOT_YET = "Lớp này chưa học, hoặc đã hủy, nên chưa nhập kết quả được."
NOBODY = "Lớp này chưa có học viên nào."
NOTHING_TO_CONFIRM = "Không có kết quả nào chờ xác nhận."
ONLY_YOUR_OWN = (
    "Các kết quả đang chờ do chính đồng chí nhập. Theo quy định của Trung tâm, người thứ hai xác nhận: "
    "cán bộ khác mở “Kết quả của lớp”, chọn “Xác nhận kết quả”."
)
NO_SUCH_CLASS = "Không có lớp mã {}, hoặc lớp chưa có học viên."
FILE_UNAVAILABLE = "Trợ lý chưa lấy được tệp. Đề nghị gửi lại."
NO_SUCH_COLUMNS = (
    "Tệp này không có các cột cần đọc: “Số” hoặc “Mã”, và “Điểm”, “Xếp loại” hoặc “Kết quả”. "
    "Đề nghị dùng tệp mẫu “Bảng điểm”."
)
NO_CERTIFICATE_COLUMNS = (
    "Tệp này không có các cột cần đọc: “Số” hoặc “Mã”, “Số giấy” và “Ngày cấp”. Đề nghị dùng tệp mẫu “Bảng điểm”."
)
BAD_SCALE = (
    "Trợ lý chưa đọc được thang này. Xin viết như: Giỏi 8; Khá 7; Trung bình 5. Dưới mức thấp nhất là chưa đạt. "
    "Nhắn “bỏ thang” để không dùng thang nào."
)
ALONE_ON = "Người nhập kết quả được tự xác nhận. Mỗi lần tự xác nhận đều được ghi vào nhật ký."
ALONE_OFF = "Kết quả do một người nhập, người thứ hai xác nhận."
NO_OWN_RESULT = "Đồng chí chưa có tên trong lớp nào, nên chưa có kết quả."

_ISSUERS = {RunBy.SCHOOL: "Trường Chính trị tỉnh", RunBy.ACADEMY: "Học viện Chính trị khu vực"}
_WHY = {
    Why.NO_NUMBER: "chưa có số thứ tự của học viên",
    Why.TWICE: "số này đã có kết quả ở dòng trên",
    Why.EMPTY: "chưa có kết quả",
    Why.BAD_MARK: "điểm phải từ 0 đến 10",
    Why.UNKNOWN_WORD: "có từ Trợ lý chưa hiểu",
    Why.NO_WORD: "mới có điểm; Trung tâm chưa đặt thang xếp loại nên cần ghi thêm đạt, không đạt hoặc xếp loại",
    Why.CONTRADICTS: "điểm và xếp loại không khớp nhau",
}
_AMISS = {
    Amiss.NOBODY: "không có trong danh sách lớp",
    Amiss.OTHER_NAME: "họ tên không khớp với số hoặc mã",
    Amiss.TWICE: "đã có ở dòng trên",
}
_REFUSED = {
    Refused.NOT_PASSED: "chưa có kết quả đạt được xác nhận",
    Refused.NUMBER_TAKEN: "số giấy này đã cấp cho người khác",
    Refused.HAS_ONE: "đã có giấy khác trong sổ",
}
_SHOWN = 5
"""Lines of one kind of trouble that are told one by one."""


def issuer(training: TrainingClass, centre: str) -> str:
    """Who gives the paper of a class."""
    return _ISSUERS.get(training.run_by, centre)


def said(verdict: Verdict) -> str:
    """A result in words: "đạt, xếp loại Giỏi, điểm 8"."""
    if verdict.grade == "Vắng thi":
        return "vắng thi"
    parts = ["đạt" if verdict.passed else "chưa đạt"]
    parts += [f"xếp loại {verdict.grade}"] if verdict.grade else []
    parts += [f"điểm {verdict.mark}"] if verdict.mark else []
    return ", ".join(parts)


def counted(verdicts: Iterable[Verdict]) -> str:
    """How many of each grade: "Giỏi 12, Khá 30, Không đạt 1"."""
    found = tally(verdicts)
    return ", ".join(f"{grade} {many}" for grade, many in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def board(training: TrainingClass, students: Sequence[Student], found: Sequence[Outcome], certified: int) -> str:
    """Where the results of a class stand."""
    last = {each.student.person_id: each for each in found if each.counts}
    waiting = [each for each in found if each.waits]
    here = [each for each in students if each.state is not EnrolmentState.LEFT]
    without = len(here) - len(last.keys() | {each.student.person_id for each in waiting})
    lines = [
        f"Kết quả lớp {training.name} ({training.code})",
        f"Học viên: {len(here)}. Đã xác nhận: {len(last)}. Chờ xác nhận: {len(waiting)}. Chưa có: {without}.",
    ]
    if last:
        lines.append(f"Đã xác nhận: {counted(each.verdict for each in last.values())}.")
    lines.append(f"Giấy đã vào sổ: {certified}.")
    return "\n".join(lines)


def how_to_type(training: TrainingClass, students: Sequence[Student], bands: Bands) -> str:
    """What a clerk types, with the numbers of the class."""
    scale = f"Thang: {bands.text}." if bands.bands else "Chưa có thang xếp loại: ghi cả đạt, không đạt hoặc xếp loại."
    return (
        f"Nhập kết quả lớp {training.name}: {len(students)} học viên, số 1 đến {_highest(students)}.\n"
        "Mỗi dòng một người hoặc nhiều người, ví dụ:\n"
        "3: 8 giỏi\n5 7: 5,5 trung bình\n10-12: đạt\n4: vắng thi\n"
        f"Hoặc gửi tệp “Bảng điểm” đã điền. {scale}"
    )


def _highest(students: Sequence[Student]) -> int:
    return max((each.number or 0 for each in students), default=0)


def typed(
    reading: Reading, unknown: Sequence[int], refused: Sequence[Student], resits: Sequence[Student], many: int
) -> str:
    """What became of typed lines."""
    lines = [f"Đã ghi {many} kết quả, chờ người thứ hai xác nhận." if many else "Chưa ghi kết quả nào."]
    if resits:
        lines.append(f"Thi lại: {_names(resits)}.")
    if refused:
        lines.append(f"Không ghi, vì đã có kết quả đạt được xác nhận: {_names(refused)}.")
    if unknown:
        lines.append(f"Không có trong danh sách lớp, nên không ghi: số {', '.join(map(str, unknown[:20]))}.")
    lines += _unread(reading.unread)
    return "\n".join(lines)


def said_nothing(reading: Reading) -> str:
    """Of words that name nobody's result."""
    return typed(reading, (), (), (), 0)


def replaced(outcomes: Sequence[Outcome]) -> str:
    """What another clerk had typed and now stands otherwise; empty where there is nothing such."""
    if not outcomes:
        return ""
    before = [f"{each.student.number} {each.student.name} ({said(each.verdict)})" for each in outcomes]
    return f"Thay cho kết quả người khác đã nhập, chưa xác nhận: {shortened.row(before, _SHOWN, '{} người khác')}."


def _unread(unread: Sequence[Unread]) -> list[str]:
    lines = [f"Chưa đọc được “{each.text[:40]}”: {_WHY[each.why]}." for each in unread[:_SHOWN]]
    return [*lines, f"Và {len(unread) - _SHOWN} dòng khác chưa đọc được."] if len(unread) > _SHOWN else lines


def strays(found: Sequence[Stray]) -> str:
    """Rows of a file that are nobody's; empty where there are none."""
    lines = [f"Dòng {each.row} ({each.said[:40]}): {_AMISS[each.why]}." for each in found[:_SHOWN]]
    rest = [f"Và {len(found) - _SHOWN} dòng khác như vậy."] if len(found) > _SHOWN else []
    return "\n".join([*lines, *rest])


def stray(each: Stray) -> str:
    """A row of a file that is nobody's, in short."""
    return f"dòng {each.row}: {each.said}"


def _names(people: Sequence[Student]) -> str:
    return shortened.row([f"{each.number} {each.name}" for each in people], _SHOWN, "{} người khác")


def to_confirm(training: TrainingClass, waiting: Sequence[Outcome], page: Sequence[Outcome], own: int) -> str:
    """The results that wait for a second person, a page of them one by one."""
    lines = [
        f"Kết quả chờ xác nhận, lớp {training.name}: {len(waiting)} người.",
        f"{counted(each.verdict for each in waiting)}.",
        "",
        *(f"{each.student.number}. {each.student.name}: {said(each.verdict)}{_resit(each)}" for each in page),
    ]
    if own:
        lines += ["", f"{own} kết quả do đồng chí nhập, người khác xác nhận."]
    lines += ["", "Xác nhận xong, kết quả có hiệu lực ngay: trình độ được ghi và từng người được báo."]
    return "\n".join(lines)


def _resit(outcome: Outcome) -> str:
    return f" (thi lại lần {outcome.attempt - 1})" if outcome.attempt > 1 else ""


def confirm_label(many: int) -> str:
    return f"Xác nhận {many} kết quả"


def confirmed(counts: Sequence[Outcome], told: int) -> str:
    return (
        f"Đã xác nhận {len(counts)} kết quả: {counted(each.verdict for each in counts)}. "
        f"Đã báo {told} người qua Trợ lý."
    )


def told(name: str, outcome: Outcome, standing: str, on_the_roster: bool) -> str:
    """What a person hears of their own result. `standing` is what they hold and need now, empty for a learner."""
    whose = "đồng chí" if on_the_roster else "anh/chị"
    lines = [f"Kết quả của {whose} ở lớp {name}: {said(outcome.verdict)}."]
    if standing and outcome.verdict.passed:
        lines.append(standing)
    if not outcome.verdict.passed:
        lines.append("Về việc thi lại, xin hỏi cán bộ Trung tâm.")
    return "\n".join(lines)


def mine(found: Sequence[OwnResult], courses: Courses) -> str:
    """All classes of one person with what came of them."""
    return "\n\n".join(_own(each, paper(courses.by_id.get(each.kind))) for each in found)


def _own(each: OwnResult, paper_name: str) -> str:
    if each.state is EnrolmentState.ENROLLED:
        return f"{each.class_name}: chưa có kết quả được xác nhận."
    result = said(Verdict(each.state is EnrolmentState.PASSED, each.grade, each.mark))
    again = f" (thi lại lần {each.attempt - 1})" if each.attempt > 1 else ""
    lines = [f"{each.class_name}: {result}{again}."]
    if each.certificate is not None:
        day = vietnamese(each.certificate.issued_on)
        lines.append(f"{paper_name.capitalize()} số {each.certificate.number}, ngày {day}.")
    return "\n".join(lines)


ASK_DAY = (
    "Ngày cấp giấy? Ví dụ: 09/06/2025, hoặc “hôm nay”. "
    "Cũng có thể gửi tệp “Bảng điểm” đã điền cột “Số giấy” và “Ngày cấp”."
)
BAD_DAY = "Trợ lý chưa đọc được ngày cấp. Xin viết đủ ngày, tháng, năm như 09/06/2025, hoặc “hôm nay”."


def ask_numbers(training: TrainingClass, kind: CourseKind | None, day: str, without: Sequence[Student]) -> str:
    """Who passed and has no certificate yet, and how their numbers are typed."""
    shown = "\n".join(f"{each.number}. {each.name}" for each in without[:10])
    rest = f"\nVà {len(without) - 10} người khác." if len(without) > 10 else ""
    return (
        f"Số {paper(kind)} lớp {training.name}, ngày {day}. Chưa có giấy: {len(without)} người.\n{shown}{rest}\n\n"
        "Mỗi dòng một người, ví dụ:\n3: 015/GCN"
    )


def registered(entered: int, refused: Mapping[str, Refused], names: Mapping[str, str], unread: Sequence[str]) -> str:
    """What became of certificates."""
    lines = [f"Đã ghi {entered} giấy vào sổ." if entered else "Chưa ghi giấy nào vào sổ."]
    shown = list(refused.items())[:_SHOWN]
    lines += [f"{names[person_id]}: {_REFUSED[why]}." for person_id, why in shown]
    lines += [f"Và {len(refused) - _SHOWN} người khác chưa ghi được."] if len(refused) > _SHOWN else []
    lines += [f"Chưa đọc được “{each[:40]}”." for each in unread[:_SHOWN]]
    return "\n".join(lines)


def scale(bands: Bands) -> str:
    """How the scale is set now, and how it is changed."""
    now = f"Thang xếp loại đang dùng: {bands.text}." if bands.bands else "Trung tâm chưa đặt thang xếp loại."
    return f"{now}\nXin nhắn thang mới, ví dụ: Giỏi 8; Khá 7; Trung bình 5. Nhắn “bỏ thang” để không dùng thang nào."


def scale_kept(bands: Bands) -> str:
    return f"Đã đặt thang xếp loại: {bands.text}." if bands.bands else "Đã bỏ thang xếp loại."


def file_name(training: TrainingClass) -> str:
    return f"bang-diem-{training.code}.xlsx"


def sheet_head(training: TrainingClass) -> tuple[str, ...]:
    return ("BẢNG ĐIỂM", f"Lớp {training.name} ({training.code})")


HANDED_OUT = "Bảng điểm của lớp: điền cột Điểm, Xếp loại hoặc Kết quả rồi gửi lại ở mục “Nhập kết quả”."
