"""The places of one commune of the invented world: secretaries, People's Committee, unions, officers, hamlets."""

from collections.abc import Iterator
from dataclasses import replace

from bot.demo.places import CAN_BO, CONG_CHUC, KHONG_CHUYEN_TRACH, VIEN_CHUC, Kind, Place
from rules.cadres import Unit


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
