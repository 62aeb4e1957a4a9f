"""The sheet "Đơn vị": names, kinds and parents that override what the words of a name suggest."""

from rules.cadres import Tier
from rules.roster.problems import BadCell, Problem
from rules.roster.sheet import Row, Sheet, column_letter, shown
from rules.roster.synonyms import heading_key
from rules.text import fold
from rules.units import UnitStatement

_NAME = {"ten don vi", "don vi", "ten"}
_KIND = {"loai", "loai don vi", "cap", "cap don vi", "loai hinh"}
_PARENT = {"truc thuoc", "don vi cap tren", "cap tren", "thuoc", "don vi cha", "truc thuoc don vi"}
_TIERS = {
    "huyen": Tier.DISTRICT,
    "cap huyen": Tier.DISTRICT,
    "xa": Tier.COMMUNE,
    "cap xa": Tier.COMMUNE,
    "phuong": Tier.COMMUNE,
    "thi tran": Tier.COMMUNE,
    "xa thi tran": Tier.COMMUNE,
}
_KINDS = {
    "truong hoc": "school",
    "truong": "school",
    "giao duc": "school",
    "y te": "health",
    "tram y te": "health",
    "cong an": "police",
    "school": "school",
    "health": "health",
    "police": "police",
}
_MEND = "Ghi cấp huyện hoặc cấp xã, có thể thêm trường học, y tế, công an, ví dụ: cấp xã, trường học"


def read_statements(sheet: Sheet | None) -> tuple[list[UnitStatement], list[Problem]]:
    """What the sheet states, and its problems; a sheet of that name without such headings states nothing."""
    if sheet is None:
        return [], []
    for top, row in enumerate(sheet.rows[:20]):
        keys = [heading_key(shown(cell)) for cell in row]
        name = next((i for i, key in enumerate(keys) if key in _NAME), None)
        kind = next((i for i, key in enumerate(keys) if key in _KIND), None)
        parent = next((i for i, key in enumerate(keys) if key in _PARENT), None)
        if name is not None and (kind is not None or parent is not None):
            return _statements(sheet, top, (name, kind, parent))
    return [], []


def _statements(
    sheet: Sheet, top: int, columns: tuple[int, int | None, int | None]
) -> tuple[list[UnitStatement], list[Problem]]:
    statements, problems = [], []
    for index, row in enumerate(sheet.rows[top + 1 :], top + 2):
        name, kind, parent = (_text(row, column) for column in columns)
        if not name:
            continue
        try:
            tier, words = _kind(kind)
        except BadCell as bad:
            letter = column_letter(columns[1] or 0)
            problems.append(Problem(sheet.name, index, letter, kind, bad.what, bad.mend))
            continue
        statements.append(UnitStatement(name, tier, words, parent))
    return statements, problems


def _text(row: Row, column: int | None) -> str:
    return shown(row[column]) if column is not None and column < len(row) else ""


def _kind(text: str) -> tuple[Tier | None, str]:
    """The tier and the finer kind of words such as "cấp xã, trường học"."""
    tier, kind = None, ""
    for word in filter(None, (fold(part) for part in text.replace(";", ",").split(","))):
        if word in _TIERS:
            tier = _TIERS[word]
        elif word in _KINDS:
            kind = _KINDS[word]
        else:
            raise BadCell(f'Không hiểu loại đơn vị "{text}"', _MEND)
    return tier, kind
