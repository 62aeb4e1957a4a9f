"""The people of the conversation tests: a small district, each person there for one reason."""

from dataclasses import dataclass
from datetime import date
from importlib import resources

from rules.access import Role
from rules.cadres import Cadre, Credential, Post, Unit
from rules.courses import parse_courses
from rules.dates import PartialDate
from rules.holidays import parse_holidays
from rules.levels import Level, Mode
from rules.policy import parse_policy, parse_regulation

_POLICIES = resources.files("policies")
POLICY = parse_policy((_POLICIES / "cang-long-2025.toml").read_text(encoding="utf-8"), "cang-long-2025.toml")
REGULATIONS = tuple(
    parse_regulation((_POLICIES / name).read_text(encoding="utf-8"), name) for name in ("qd57.toml", "qd350.toml")
)

COURSES = parse_courses((_POLICIES / "courses.toml").read_text(encoding="utf-8"), "courses.toml")
HOLIDAYS = parse_holidays((_POLICIES / "holidays.toml").read_text(encoding="utf-8"), "holidays.toml")

UNITS: tuple[Unit, ...] = tuple(unit.as_unit() for unit in POLICY.units)
"""Every unit of the policy, parents first."""


def unit(unit_id: str) -> Unit:
    return POLICY.unit_by_id[unit_id].as_unit()


HUYEN_UY = unit("huyen-uy")
NOI_VU = unit("phong-noi-vu")
TAI_CHINH = unit("phong-tai-chinh-ke-hoach")
TRUNG_TAM = unit("trung-tam-chinh-tri")
AN_TRUONG = unit("xa-an-truong")
TAN_AN = unit("xa-tan-an")

SHARED_PHONE = "0912000008"


def _credential(level: Level, year: str, mode: Mode | None = None) -> tuple[Credential, ...]:
    return (Credential(level, mode, issued=PartialDate(year)),)


NHA = Cadre(
    "cb001", "CB001", "Trần Văn Nhã", AN_TRUONG, PartialDate("1974-03-12"), "nam", "Kinh", "0912000001",
    "Công chức", education="Đại học", party_joined=PartialDate("2001-05-19"), party_full=PartialDate("2002-05-19"),
    posts=(
        Post("Công chức Văn phòng - Thống kê", AN_TRUONG, since=date(2012, 4, 1)),
        Post("Ủy viên BCH Đảng bộ xã", AN_TRUONG, committee=True, since=date(2020, 6, 1)),
    ),
    credentials=_credential(Level.SO_CAP, "2012"),
    ratings={2023: "Hoàn thành tốt nhiệm vụ", 2024: "Hoàn thành tốt nhiệm vụ"},
)  # fmt: skip
"""Committee member and civil servant of a commune: holds sơ cấp, lacks trung cấp."""

HOA = Cadre(
    "cb002", "CB002", "Nguyễn Thị Hòa", TAN_AN, PartialDate("1980-11-02"), "nu", "Kinh", "0912000002",
    "Cán bộ", education="Đại học", party_joined=PartialDate("2005-02-03"), party_full=PartialDate("2006-02-03"),
    posts=(Post("Phó Bí thư Đảng ủy xã", TAN_AN, committee=True, since=date(2020, 6, 1)),),
    credentials=_credential(Level.TRUNG_CAP, "2015", Mode.KHONG_TAP_TRUNG),
    ratings={2023: "Hoàn thành xuất sắc nhiệm vụ", 2024: "Hoàn thành tốt nhiệm vụ"},
)  # fmt: skip
"""Deputy secretary of a commune: holds what her post asks."""

TUAN = Cadre(
    "cb003", "CB003", "Lê Minh Tuấn", NOI_VU, PartialDate("1983-07-25"), "nam", "Kinh", "0912000003",
    "Công chức", education="Đại học", party_joined=PartialDate("2010-09-02"), party_full=PartialDate("2011-09-02"),
    posts=(Post("Phó Trưởng phòng Nội vụ", NOI_VU, since=date(2019, 1, 1)),),
    credentials=_credential(Level.TRUNG_CAP, "2016", Mode.TAP_TRUNG),
    ratings={2023: "Hoàn thành tốt nhiệm vụ", 2024: "Hoàn thành tốt nhiệm vụ"},
)  # fmt: skip
"""Deputy head of an office: holds trung cấp, lacks cao cấp."""

DUNG = Cadre(
    "cb004", "CB004", "Phạm Quốc Dũng", TAI_CHINH, PartialDate("1975-01-30"), "nam", "Kinh", "0912000004",
    "Công chức", education="Thạc sĩ", party_joined=PartialDate("2000-01-07"), party_full=PartialDate("2001-01-07"),
    posts=(Post("Trưởng phòng Tài chính - Kế hoạch", TAI_CHINH, since=date(2016, 3, 1)),),
    credentials=_credential(Level.CAO_CAP, "2018", Mode.TAP_TRUNG),
)  # fmt: skip
"""Head of an office: holds cao cấp, as asked."""

MAI = Cadre(
    "cb005", "CB005", "Võ Thị Mai", TRUNG_TAM, PartialDate("1990-08-08"), "nu", "Kinh", "0912000005",
    "Viên chức", education="Đại học", party_joined=PartialDate("2018-03-26"), party_full=PartialDate("2019-03-26"),
    posts=(Post("Viên chức hành chính", TRUNG_TAM, since=date(2015, 9, 1)),),
)  # fmt: skip
"""Viên chức at a district unit with no level at all."""

LOC = Cadre(
    "cb006", "CB006", "Huỳnh Văn Lộc", TAN_AN, PartialDate("1985-12-15"), "nam", "Kinh", "0912000006",
    "Công chức", education="Đại học", party_joined=PartialDate("2012-06-01"), party_full=PartialDate("2013-06-01"),
    posts=(Post("Công chức Văn phòng - Thống kê", TAN_AN, since=date(2014, 1, 1)),),
    credentials=_credential(Level.TRUNG_CAP, "2019", Mode.KHONG_TAP_TRUNG),
)  # fmt: skip
"""Civil servant of xã Tân An, and its officer (cán bộ phụ trách)."""

THAO = Cadre(
    "cb007", "CB007", "Đặng Thị Thảo", TAN_AN, gender="nu", category="Công chức", education="Trung cấp",
    posts=(Post("Công chức Tư pháp - Hộ tịch", TAN_AN),),
)  # fmt: skip
"""Without birth date, phone, party dates or level: what the roster does not know."""

KIET = Cadre(
    "cb008", "CB008", "Sơn Văn Kiệt", AN_TRUONG, PartialDate("1979"), "nam", "Khmer", SHARED_PHONE,
    "Công chức", education="Cao đẳng", posts=(Post("Công chức Địa chính - Xây dựng", AN_TRUONG),),
    credentials=_credential(Level.SO_CAP, "2010"),
)  # fmt: skip
KHOA = Cadre(
    "cb009", "CB009", "Sơn Thị Khoa", AN_TRUONG, PartialDate("1982-02"), "nu", "Khmer", SHARED_PHONE,
    "Cán bộ", education="Đại học", posts=(Post("Chủ tịch Hội Liên hiệp Phụ nữ xã", AN_TRUONG),),
    credentials=_credential(Level.TRUNG_CAP, "2020"),
)  # fmt: skip
"""Kiệt and Khoa share one phone."""

THANH = Cadre(
    "cb010", "CB010", "Trương Văn Thành", HUYEN_UY, PartialDate("1970-10-10"), "nam", "Kinh", "0912000010",
    "Cán bộ", education="Đại học", party_joined=PartialDate("1995-02-03"), party_full=PartialDate("1996-02-03"),
    posts=(Post("Phó Bí thư Thường trực Huyện ủy", HUYEN_UY, committee=True, since=date(2020, 8, 1)),),
    credentials=_credential(Level.CAO_CAP, "2010", Mode.TAP_TRUNG),
)  # fmt: skip
"""The leader: standing deputy secretary of the district."""

RAY = Cadre(
    "cb011", "CB011", "Thạch Sa Rây", TAN_AN, PartialDate("1995-04-14"), "nam", "Khmer", "0912000011",
    "Không chuyên trách", education="Trung học phổ thông", posts=(Post("Phó Chỉ huy trưởng Quân sự xã", TAN_AN),),
)  # fmt: skip
"""Không chuyên trách: no target asks anything of him."""

CADRES = (NHA, HOA, TUAN, DUNG, MAI, LOC, THAO, KIET, KHOA, THANH, RAY)


@dataclass(frozen=True)
class Centre:
    """Someone of the centre who stands on no roster."""

    id: str
    code: str
    name: str


LAN = Centre("nv01", "NV01", "Ngô Thị Lan")
"""Staff."""
PHUC = Centre("nv02", "NV02", "Bùi Văn Phúc")
"""Admin."""
CENTRE_PEOPLE = (LAN, PHUC)

GRANTS: tuple[tuple[str, Role, str | None], ...] = (
    (LOC.id, Role.OFFICER, TAN_AN.id),
    (THANH.id, Role.LEADER, None),
    (LAN.id, Role.STAFF, None),
    (PHUC.id, Role.ADMIN, None),
)
"""(holder, role, unit)."""
