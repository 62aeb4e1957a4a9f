"""Cadres for property tests: posts, levels, papers and dates as a roster may bring them."""

from datetime import date

from hypothesis import strategies as st

from rules.cadres import Cadre, Credential, Post, PostKind, Tier, Unit
from rules.dates import PartialDate
from rules.levels import Level, Mode

UNITS = (
    Unit("phong-noi-vu", "Phòng Nội vụ", Tier.DISTRICT),
    Unit("huyen-uy", "Huyện ủy", Tier.DISTRICT),
    Unit("huyen-doan", "Huyện đoàn", Tier.DISTRICT),
    Unit("hoi-nong-dan", "Hội Nông dân", Tier.DISTRICT),
    Unit("xa-an-truong", "xã An Trường", Tier.COMMUNE),
    Unit("tt-cang-long", "thị trấn Càng Long", Tier.COMMUNE),
)
TITLES = (
    "", "Chuyên viên", "Trưởng phòng", "Phó Trưởng phòng", "Huyện ủy viên", "Bí thư Đảng ủy xã", "Bí thư",
    "Đảng ủy viên", "Chủ tịch", "Phó Chủ tịch", "Chánh Văn phòng", "Ủy viên BCH", "Bí thư chi bộ",
    "Huyện ủy viên, Trưởng phòng", "Phó Bí thư Đảng ủy, Chủ tịch UBND xã", "Nguyên Trưởng phòng",
)  # fmt: skip
CATEGORIES = ("", "Cán bộ", "Công chức", "Viên chức", "Không chuyên trách")
EDUCATIONS = ("", "THPT", "Trung cấp", "Cao đẳng", "Đại học Luật", "Thạc sĩ")
RATINGS = ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Không hoàn thành")

days = st.dates(date(1990, 1, 1), date(2027, 12, 31))
partial_dates = st.one_of(
    days.map(PartialDate.of),
    days.map(lambda day: PartialDate(day.isoformat()[:7])),
    days.map(lambda day: PartialDate(day.isoformat()[:4])),
)
posts = st.builds(
    Post,
    title=st.sampled_from(TITLES),
    unit=st.sampled_from(UNITS),
    kind=st.sampled_from([PostKind.INCUMBENT, PostKind.INCUMBENT, PostKind.PLANNED]),
    committee=st.booleans(),
    since=st.none() | st.just(date(2020, 7, 1)),
    until=st.none() | st.sampled_from([date(2024, 12, 31), date(2026, 6, 30)]),
)
credentials = st.builds(
    Credential,
    level=st.sampled_from([Level.SO_CAP, Level.TRUNG_CAP, Level.CAO_CAP]),
    mode=st.none() | st.sampled_from(Mode),
    issued=st.none() | partial_dates,
    verified=st.booleans(),
)


@st.composite
def cadres(draw: st.DrawFn, id: str = "c1") -> Cadre:
    """One cadre with up to four posts, planned ones among them."""
    return Cadre(
        id=id,
        code=id,
        name="Trần Văn Nhã",
        unit=draw(st.sampled_from(UNITS)),
        birth=draw(st.none() | partial_dates),
        gender=draw(st.sampled_from([None, "nam", "nu"])),
        ethnicity=draw(st.sampled_from(["", "Kinh", "Khmer"])),
        category=draw(st.sampled_from(CATEGORIES)),
        education=draw(st.sampled_from(EDUCATIONS)),
        party_joined=draw(st.none() | partial_dates),
        party_full=draw(st.none() | partial_dates),
        posts=tuple(draw(st.lists(posts, max_size=4))),
        credentials=tuple(draw(st.lists(credentials, max_size=3))),
        ratings=draw(st.dictionaries(st.integers(2022, 2026), st.sampled_from(RATINGS), max_size=4)),
    )


@st.composite
def rosters(draw: st.DrawFn) -> tuple[Cadre, ...]:
    """Up to eight cadres, each with an id of its own."""
    size = draw(st.integers(0, 8))
    return tuple(draw(cadres(id=f"c{n}")) for n in range(size))
