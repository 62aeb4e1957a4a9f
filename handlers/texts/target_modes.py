"""Words about the modes of study: full-time beside part-time, year by year, the unknown as unknown."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from handlers.texts.targets import percent
from rules.comparing import FEWEST
from rules.dates import vietnamese
from rules.levels import Level, Mode
from storage.missing import Papers

LABELS = {Level.CAO_CAP: "Cao cấp", Level.TRUNG_CAP: "Trung cấp", Level.SO_CAP: "Sơ cấp"}
_YEARS = 10
"""Years told one by one; older ones stand in one line."""
_MODES: tuple[tuple[Mode | None, str], ...] = (
    (Mode.TAP_TRUNG, "tập trung"),
    (Mode.KHONG_TAP_TRUNG, "không tập trung"),
    (None, "chưa ghi hệ"),
)


def by_year(level: Level, papers: Sequence[Papers], data_of: date, hides_few: bool) -> str:
    """All papers of a level by mode, then the last ten years one by one."""
    if not papers:
        return f"Chưa ghi văn bằng {level.label} nào. Số liệu ngày {vietnamese(data_of)}."
    years = sorted({each.year for each in papers if each.year}, reverse=True)
    told, older = years[:_YEARS], years[_YEARS:]
    lines = [
        f"{LABELS[level]} lý luận chính trị: {_shares(papers, hides_few)}.",
        f"Văn bằng đã ghi của cán bộ đang trong danh sách, theo năm cấp. Số liệu ngày {vietnamese(data_of)}.",
    ]
    lines += [f"- Năm {year}: {_shares([e for e in papers if e.year == year], hides_few)}" for year in told]
    if older:
        rest = [each for each in papers if each.year in older]
        lines.append(f"- Từ năm {older[0]} trở về trước: {_shares(rest, hides_few)}")
    if undated := [each for each in papers if each.year is None]:
        lines.append(f"- Chưa ghi năm: {_shares(undated, hides_few)}")
    return "\n".join(lines)


def _shares(papers: Sequence[Papers], hides_few: bool) -> str:
    """How many, and how they were studied for. Of a few nothing more, where names are not for the asker."""
    counted: Counter[Mode | None] = Counter()
    for each in papers:
        counted[each.mode] += each.count
    total = counted.total()
    if hides_few and total < FEWEST:
        return f"dưới {FEWEST} người, không nêu số liệu"
    shares = ", ".join(
        f"{words} {counted[mode]} ({percent(Fraction(counted[mode], total))})"
        for mode, words in _MODES
        if counted[mode]
    )
    return f"{total} văn bằng, {shares}"
