"""The posts of the invented district, each a place for one person: who leads, deputises, sits on which committee."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.cadres import Tier, Unit
from rules.policy import Policy
from rules.units import kind_of, unit_id

CAN_BO, CONG_CHUC, VIEN_CHUC = "Cán bộ", "Công chức", "Viên chức"
KHONG_CHUYEN_TRACH = "Không chuyên trách"


class Kind(StrEnum):
    """What a place is, which decides age, schooling and party dates of whoever fills it."""

    LEADER = "leader"
    HEAD = "head"
    DEPUTY = "deputy"
    STAFF = "staff"
    CONTRACT = "contract"
    ARMED = "armed"
    SECRETARY = "secretary"
    COMMUNE_LEADER = "commune_leader"
    OFFICER = "officer"
    COMMITTEE_ONLY = "committee_only"
    PART_TIME = "part_time"


@dataclass(frozen=True, slots=True)
class Place:
    """A place for one person."""

    unit: Unit
    kind: Kind
    titles: tuple[str, ...]
    category: str = ""
    seats: tuple[str, ...] = ()
    """As the column "Cấp ủy" gives them."""
    planned: str = ""
    """The title that people here may be planned for."""
    gender: str = ""
    """Where only one is likely: the women's union, the veterans."""
    ages: tuple[int, int] | None = None

    @property
    def on_commune_committee(self) -> bool:
        return self.unit.tier is Tier.COMMUNE and bool(self.seats)


@dataclass(frozen=True, slots=True)
class _Office:
    """A body of the district: the title of its head, how many deputies and staff it has."""

    unit: str
    head: str
    deputies: int
    staff: int
    on_committee: bool = False
    category: str = CONG_CHUC


_OFFICES = (
    _Office("ban-to-chuc", "Trưởng Ban Tổ chức Huyện ủy", 2, 5, True),
    _Office("ban-tuyen-giao", "Trưởng Ban Tuyên giáo Huyện ủy", 2, 4, True),
    _Office("ban-dan-van", "Trưởng Ban Dân vận Huyện ủy", 2, 3, True),
    _Office("uy-ban-kiem-tra", "Chủ nhiệm Ủy ban Kiểm tra Huyện ủy", 2, 4, True),
    _Office("van-phong-huyen-uy", "Chánh Văn phòng Huyện ủy", 2, 6, True),
    _Office("phong-noi-vu", "Trưởng phòng Nội vụ", 2, 5, True),
    _Office("phong-tai-chinh-ke-hoach", "Trưởng phòng Tài chính - Kế hoạch", 2, 6, True),
    _Office("phong-giao-duc-dao-tao", "Trưởng phòng Giáo dục và Đào tạo", 2, 6, True),
    _Office("phong-tu-phap", "Trưởng phòng Tư pháp", 1, 3),
    _Office("phong-kinh-te-ha-tang", "Trưởng phòng Kinh tế và Hạ tầng", 2, 5),
    _Office("phong-nong-nghiep", "Trưởng phòng Nông nghiệp và Phát triển nông thôn", 2, 5, True),
    _Office("phong-tai-nguyen-moi-truong", "Trưởng phòng Tài nguyên và Môi trường", 2, 6, True),
    _Office("phong-van-hoa-thong-tin", "Trưởng phòng Văn hóa và Thông tin", 2, 4),
    _Office("phong-lao-dong", "Trưởng phòng Lao động - Thương binh và Xã hội", 2, 4),
    _Office("phong-y-te", "Trưởng phòng Y tế", 1, 2),
    _Office("thanh-tra-huyen", "Chánh Thanh tra huyện", 2, 3, True),
    _Office("van-phong-hdnd-ubnd", "Chánh Văn phòng HĐND và UBND huyện", 2, 8),
    _Office("uy-ban-mttq", "Chủ tịch Ủy ban MTTQ Việt Nam huyện", 2, 3, True, CAN_BO),
    _Office("hoi-nong-dan", "Chủ tịch Hội Nông dân huyện", 2, 2, True, CAN_BO),
    _Office("hoi-phu-nu", "Chủ tịch Hội Liên hiệp Phụ nữ huyện", 2, 2, True, CAN_BO),
    _Office("hoi-cuu-chien-binh", "Chủ tịch Hội Cựu chiến binh huyện", 1, 1, True, CAN_BO),
    _Office("huyen-doan", "Bí thư Huyện đoàn", 2, 2, True, CAN_BO),
    _Office("lien-doan-lao-dong", "Chủ tịch Liên đoàn Lao động huyện", 1, 2, True, CAN_BO),
)
_MORE_OFFICES = (
    ("Trung tâm Văn hóa, Thông tin và Thể thao", "Giám đốc {}", 2, 8, VIEN_CHUC),
    ("Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên", "Giám đốc {}", 2, 7, VIEN_CHUC),
    ("Trung tâm Y tế", "Giám đốc {} huyện", 2, 8, VIEN_CHUC),
    ("Trung tâm Dịch vụ nông nghiệp", "Giám đốc {}", 2, 5, VIEN_CHUC),
    ("Trung tâm Phát triển quỹ đất", "Giám đốc {}", 2, 4, VIEN_CHUC),
    ("Ban Quản lý dự án đầu tư xây dựng", "Giám đốc {}", 1, 4, VIEN_CHUC),
    ("Bảo hiểm xã hội huyện", "Giám đốc {}", 2, 3, VIEN_CHUC),
    ("Hội Chữ thập đỏ huyện", "Chủ tịch {}", 1, 1, CAN_BO),
    ("Hội Người cao tuổi huyện", "Chủ tịch {}", 1, 0, CAN_BO),
    ("Hội Khuyến học huyện", "Chủ tịch {}", 1, 0, CAN_BO),
)
"""Bodies of the district that the policy file does not name, as a roster would bring them."""
_CENTRE_STAFF = 4
_ARMED = (("Công an huyện", "Trưởng Công an huyện"), ("Ban Chỉ huy Quân sự huyện", "Chỉ huy trưởng"))
_CONTRACTS = 23

_LEADERS = (
    ("huyen-uy", ("Bí thư Huyện ủy",), "Bí thư"),
    ("huyen-uy", ("Phó Bí thư Thường trực Huyện ủy",), "Phó Bí thư"),
    ("hdnd-huyen", ("Chủ tịch HĐND huyện",), "Ủy viên BTV Huyện ủy"),
    ("hdnd-huyen", ("Phó Chủ tịch HĐND huyện",), "Ủy viên BCH Đảng bộ huyện"),
    ("ubnd-huyen", ("Phó Bí thư Huyện ủy", "Chủ tịch UBND huyện"), "Phó Bí thư Huyện ủy"),
    ("ubnd-huyen", ("Phó Chủ tịch UBND huyện",), "Ủy viên BTV Huyện ủy"),
    ("ubnd-huyen", ("Phó Chủ tịch UBND huyện",), "Ủy viên BCH Đảng bộ huyện"),
    ("ubnd-huyen", ("Phó Chủ tịch UBND huyện",), "Ủy viên BCH Đảng bộ huyện"),
)


def all_units(policy: Policy) -> tuple[Unit, ...]:
    """Every unit of the world, parents first."""
    more = [*(office[0] for office in _MORE_OFFICES), *(name for name, _ in _ARMED)]
    return (
        *(unit.as_unit() for unit in policy.units),
        *(Unit(unit_id(name), name, Tier.DISTRICT, "ubnd-huyen", kind_of(name)) for name in more),
    )


def all_places(units: tuple[Unit, ...]) -> list[Place]:
    """Every place, in the order of the codes people get."""
    by_id = {unit.id: unit for unit in units}
    communes = [unit for unit in units if unit.kind == "commune"]
    found = [*_leaders(by_id), *_offices(by_id), *_centre(by_id), *_armed(by_id)]
    for n, unit in enumerate(communes):
        found.extend(commune_places(unit, n))
    for n in range(_CONTRACTS):
        unit = by_id[_OFFICES[n % len(_OFFICES)].unit]
        found.append(Place(unit, Kind.CONTRACT, ("Nhân viên",), "Hợp đồng lao động"))
    return found


def deputy_of(head: str) -> str:
    """The title of the deputy of a head: "Phó Trưởng phòng Nội vụ"."""
    return f"Phó {head}"


def _leaders(by_id: dict[str, Unit]) -> Iterator[Place]:
    for unit, titles, seat in _LEADERS:
        yield Place(by_id[unit], Kind.LEADER, titles, CAN_BO, (seat,))


def _offices(by_id: dict[str, Unit]) -> Iterator[Place]:
    more = (
        _Office(unit_id(name), head.format(name), deputies, staff, category=category)
        for name, head, deputies, staff, category in _MORE_OFFICES
    )
    for office in (*_OFFICES, *more):
        unit = by_id[office.unit]
        yield from _office(office, unit)


def _office(office: _Office, unit: Unit) -> Iterator[Place]:
    seats = ("Ủy viên BCH Đảng bộ huyện",) if office.on_committee else ()
    titles = [office.head]
    if unit.id == "ban-tuyen-giao":
        titles.append("Giám đốc Trung tâm Chính trị")
    gender = {"hoi-phu-nu": "nu", "hoi-cuu-chien-binh": "nam"}.get(unit.id, "")
    ages = {"huyen-doan": (28, 36), "hoi-cuu-chien-binh": (52, 60)}.get(unit.id)
    plain = Place(unit, Kind.STAFF, (_staff_title(office, unit),), office.category, gender=gender, ages=ages)
    yield replace(plain, kind=Kind.HEAD, titles=tuple(titles), seats=seats)
    deputy = deputy_of(office.head)
    yield from [replace(plain, kind=Kind.DEPUTY, titles=(deputy,), planned=office.head)] * office.deputies
    yield from [replace(plain, planned=deputy)] * office.staff


def _staff_title(office: _Office, unit: Unit) -> str:
    return "Viên chức" if office.category == VIEN_CHUC else f"Chuyên viên {unit.name}"


def _centre(by_id: dict[str, Unit]) -> Iterator[Place]:
    unit = by_id["trung-tam-chinh-tri"]
    deputy = Place(unit, Kind.DEPUTY, ("Phó Giám đốc Trung tâm Chính trị",), VIEN_CHUC, planned="")
    yield from [deputy] * 2
    lecturer = Place(unit, Kind.STAFF, ("Giảng viên",), VIEN_CHUC, planned=deputy.titles[0])
    yield from [lecturer] * _CENTRE_STAFF


def _armed(by_id: dict[str, Unit]) -> Iterator[Place]:
    for name, title in _ARMED:
        yield Place(by_id[unit_id(name)], Kind.ARMED, (title,), "", ("Ủy viên BCH Đảng bộ huyện",), gender="nam")


def commune_places(unit: Unit, number: int) -> Iterator[Place]:
    """The places of one commune; `number` varies what differs from one to the next."""
    kind = "thị trấn" if unit.name.startswith("thị trấn") else "xã"
    member = f"Ủy viên BCH Đảng bộ {kind}"
    yield from _commune_leaders(unit, kind, member, number)
    yield from _officers(unit, kind, member, number)
    yield from _committee_only(unit, kind, member, number)
    yield from _part_time(unit, kind)


def _commune_leaders(unit: Unit, kind: str, member: str, number: int) -> Iterator[Place]:
    secretary, standing = f"Bí thư Đảng ủy {kind}", f"Phó Bí thư Thường trực Đảng ủy {kind}"
    council = f"Chủ tịch HĐND {kind}"
    first = (secretary, council) if number % 2 else (secretary,)
    second = (standing,) if number % 2 else (standing, council)
    chair = f"Chủ tịch UBND {kind}"
    yield Place(unit, Kind.SECRETARY, first, CAN_BO, ("Bí thư", "Ủy viên BCH Đảng bộ huyện"))
    leader = Place(unit, Kind.COMMUNE_LEADER, second, CAN_BO, ("Phó Bí thư",), planned=secretary)
    yield leader
    yield replace(leader, titles=(f"Phó Bí thư Đảng ủy {kind}", chair))
    yield replace(leader, titles=(f"Chủ nhiệm Ủy ban Kiểm tra Đảng ủy {kind}",), seats=("Ủy viên BTV",), planned="")
    yield from [replace(leader, titles=(f"Phó Chủ tịch UBND {kind}",), seats=(member,), planned=chair)] * 2
    yield replace(leader, titles=(f"Phó Chủ tịch HĐND {kind}",), seats=(member,), planned=council)
    union = replace(leader, seats=(member,), planned="")
    yield replace(union, titles=(f"Chủ tịch Ủy ban MTTQ Việt Nam {kind}",), seats=("Ủy viên BTV",))
    yield replace(union, titles=(f"Chủ tịch Hội Nông dân {kind}",))
    yield replace(union, titles=(f"Chủ tịch Hội Liên hiệp Phụ nữ {kind}",), gender="nu")
    yield replace(union, titles=(f"Chủ tịch Hội Cựu chiến binh {kind}",), gender="nam", ages=(50, 60))
    yield replace(union, titles=(f"Bí thư Đoàn TNCS Hồ Chí Minh {kind}",), ages=(26, 35))


def _officers(unit: Unit, kind: str, member: str, number: int) -> Iterator[Place]:
    plain = Place(unit, Kind.OFFICER, (), CONG_CHUC, planned=f"Phó Chủ tịch UBND {kind}")
    commander = f"Chỉ huy trưởng Ban Chỉ huy Quân sự {kind}"
    yield replace(plain, titles=(commander,), seats=(member,), gender="nam", ages=(30, 48))
    for title, count, seats in (
        ("Công chức Văn phòng - Thống kê", 2, 1),
        ("Công chức Địa chính - Xây dựng - Nông nghiệp và Môi trường", 2, 1),
        ("Công chức Tài chính - Kế toán", 1, 0),
        ("Công chức Tư pháp - Hộ tịch", 2, 0),
        ("Công chức Văn hóa - Xã hội", 2 - number % 2, 0),
    ):
        for n in range(count):
            yield replace(plain, titles=(title,), seats=(member,) if n < seats else ())


def _committee_only(unit: Unit, kind: str, member: str, number: int) -> Iterator[Place]:
    """Members of the commune's committee who are none of its cán bộ, công chức: police, school, health, hamlets."""
    plain = Place(unit, Kind.COMMITTEE_ONLY, (), KHONG_CHUYEN_TRACH, (member,))
    hamlet = "khóm" if kind == "thị trấn" else "ấp"
    name = unit.name.removeprefix(kind).strip()
    yield replace(plain, titles=(f"Trưởng Công an {kind}",), category="", gender="nam", ages=(32, 52))
    yield replace(plain, titles=(f"Hiệu trưởng Trường Tiểu học {name}",), category=VIEN_CHUC)
    yield replace(plain, titles=(f"Hiệu trưởng Trường THCS {name}",), category=VIEN_CHUC)
    yield replace(plain, titles=(f"Trưởng Trạm Y tế {kind} {name}",), category=VIEN_CHUC)
    for n in range(6 + (number in (0, 1))):
        yield replace(plain, titles=(f"Bí thư Chi bộ {hamlet} {n + 1}",))


_PART_TIME: tuple[tuple[str, str, tuple[int, int] | None], ...] = (
    ("Phó Chủ tịch Ủy ban MTTQ Việt Nam {}", "", None),
    ("Phó Chủ tịch Hội Nông dân {}", "", None),
    ("Phó Chủ tịch Hội Liên hiệp Phụ nữ {}", "nu", None),
    ("Phó Chủ tịch Hội Cựu chiến binh {}", "nam", (48, 62)),
    ("Phó Bí thư Đoàn TNCS Hồ Chí Minh {}", "", (22, 32)),
    ("Phó Chỉ huy trưởng Quân sự {}", "nam", (25, 42)),
    ("Văn thư - Lưu trữ", "", None),
    ("Tuyên giáo - Dân vận", "", None),
)
_HAMLET_HEADS = 6


def _part_time(unit: Unit, kind: str) -> Iterator[Place]:
    plain = Place(unit, Kind.PART_TIME, (), KHONG_CHUYEN_TRACH, planned=f"Ủy viên BCH Đảng bộ {kind}")
    hamlet = "khóm" if kind == "thị trấn" else "ấp"
    for title, gender, ages in _PART_TIME:
        yield replace(plain, titles=(title.format(kind),), gender=gender, ages=ages)
    yield from (replace(plain, titles=(f"Trưởng {hamlet} {n + 1}",)) for n in range(_HAMLET_HEADS))
