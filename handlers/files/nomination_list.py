"""The people of a plan as .xlsx, class by class: the list that a unit and the competent level go by."""

from collections.abc import Mapping
from datetime import date

from handlers.files.sheets import Book, Cell, Column
from handlers.study_plan import StudyPlan
from handlers.texts import target_plan as texts
from handlers.texts.eligibility import in_few_words
from rules.cadres import Cadre
from rules.dates import vietnamese
from rules.planning import Sent
from rules.policy import Policy
from rules.text import name_sort_key, sort_key

_COLUMNS = (
    Column("TT", 5, True), Column("Họ và tên", 24), Column("Mã", 9, True), Column("Chức vụ", 30),
    Column("Đơn vị", 24), Column("Hiện có", 11, True), Column("Lớp", 11, True), Column("Khai giảng", 12, True),
    Column("Chỉ tiêu số", 9, True), Column("Điều kiện theo dữ liệu", 34), Column("Ý kiến của đơn vị", 24),
)  # fmt: skip


def nomination_list(policy: Policy, found: StudyPlan, names: Mapping[str, Cadre], data_of: date) -> bytes:
    """Those of the plan whose names are given, by class, unit and name."""
    head = ("DANH SÁCH ĐỀ XUẤT CỬ ĐI HỌC LÝ LUẬN CHÍNH TRỊ", policy.name, f"Số liệu ngày {vietnamese(data_of)}.")
    book = Book(head, found.day)
    sheet = book.sheet("Đề cử", landscape=True)
    sent = sorted((each for each in found.plan.sent if each.person.id in names), key=lambda each: _place(each, names))
    rows = [_row(policy, found, n, each, names[each.person.id]) for n, each in enumerate(sent, 1)]
    below = book.table(sheet, _COLUMNS, rows, frozen=2)
    book.notes(sheet, below + 1, [texts.DECIDES])
    return book.bytes()


def _place(each: Sent, names: Mapping[str, Cadre]) -> tuple[object, ...]:
    cadre = names[each.person.id]
    return each.offer.code, sort_key(cadre.unit.name), name_sort_key(cadre.name), cadre.code


def _row(policy: Policy, found: StudyPlan, number: int, each: Sent, cadre: Cadre) -> list[Cell]:
    way = found.question.way(each.person, each.offer.study)
    return [
        number,
        cadre.name,
        cadre.code,
        "; ".join(cadre.titles_on(found.day)),
        cadre.unit.name,
        each.person.held.label,
        each.offer.code,
        each.offer.starts_on or "chưa có ngày",
        texts.numbers(texts.place_of(policy, target_id) for target_id in each.helps),
        in_few_words(way.answer, way.unmet) if way else "",
        "",
    ]
