"""The places at the district of the invented world: who leads, who deputises, who sits on its committee."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.demo.places import CAN_BO, CONG_CHUC, VIEN_CHUC, Kind, Place
from rules.cadres import Tier, Unit
from rules.policy import Policy
from rules.units import kind_of, unit_id


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


def district_places(by_id: dict[str, Unit]) -> Iterator[Place]:
    """The places at the district: leaders, offices, the centre, police and army."""
    yield from _leaders(by_id)
    yield from _offices(by_id)
    yield from _centre(by_id)
    yield from _armed(by_id)


def contract_places(by_id: dict[str, Unit]) -> Iterator[Place]:
    """People on contract, who are in no target."""
    for n in range(_CONTRACTS):
        unit = by_id[_OFFICES[n % len(_OFFICES)].unit]
        yield Place(unit, Kind.CONTRACT, ("Nhân viên",), "Hợp đồng lao động")


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
