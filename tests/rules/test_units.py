"""Which unit a text means."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.cadres import Tier, Unit
from rules.units import Found, UnitDirectory, UnitStatement, kind_of

COMMUNES = (
    "thị trấn Càng Long",
    "xã An Trường",
    "xã An Trường A",
    "xã Bình Phú",
    "xã Đại Phúc",
    "xã Đại Phước",
    "xã Đức Mỹ",
    "xã Huyền Hội",
    "xã Mỹ Cẩm",
    "xã Nhị Long",
    "xã Nhị Long Phú",
    "xã Phương Thạnh",
    "xã Tân An",
    "xã Tân Bình",
)
OFFICES = ("Phòng Nội vụ", "Phòng Tài chính - Kế hoạch", "Hội Nông dân", "Phòng Y tế", "huyện Càng Long")


def directory() -> UnitDirectory:
    communes = [Unit(f"c{n}", name, Tier.COMMUNE) for n, name in enumerate(COMMUNES)]
    offices = [Unit(f"d{n}", name, Tier.DISTRICT) for n, name in enumerate(OFFICES)]
    aliases = {unit.id: [unit.name.split(" ", 1)[1]] for unit in communes[1:]} | {"d2": ["HND", "Hội ND"]}
    return UnitDirectory([*communes, *offices], aliases)


@pytest.mark.parametrize("name", COMMUNES)
def test_every_commune_is_found_however_it_is_written(name: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    for text in (name, name.upper(), unicodedata.normalize("NFD", name), bare.replace("Đ", "D"), f"  {name} "):
        finding = directory().find(text)
        assert (finding.unit.name, finding.how) == (name, Found.KNOWN)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TT. Càng Long", "thị trấn Càng Long"),
        ("X. Tân An", "xã Tân An"),
        ("xã Tân An, huyện Càng Long", "xã Tân An"),
        ("an truong a", "xã An Trường A"),
        ("dai phuoc", "xã Đại Phước"),
        ("Phòng Tài chính – Kế hoạch", "Phòng Tài chính - Kế hoạch"),
        ("Phòng Nội vụ huyện Càng Long", "Phòng Nội vụ"),
        ("HND", "Hội Nông dân"),
    ],
)
def test_short_forms_are_the_unit_itself(text: str, name: str) -> None:
    finding = directory().find(text)
    assert (finding.unit.name, finding.how) == (name, Found.KNOWN)


@pytest.mark.parametrize(
    ("text", "commune"),
    [
        ("UBND xã Tân An", "xã Tân An"),
        ("Đảng ủy xã An Trường A", "xã An Trường A"),
        ("UBND XÃ NHỊ LONG PHÚ", "xã Nhị Long Phú"),
        ("Đảng ủy xã Nhị Long", "xã Nhị Long"),
        ("Trạm Y tế xã Đại Phước", "xã Đại Phước"),
        ("Trường Mầm non xã Đại Phúc", "xã Đại Phúc"),
        ("UBND TT. Càng Long", "thị trấn Càng Long"),
        ("UBND xã Tân An huyện Càng Long", "xã Tân An"),
    ],
)
def test_a_body_of_a_commune_is_a_unit_of_its_own_below_it(text: str, commune: str) -> None:
    units = directory()
    finding = units.find(text)
    assert (finding.unit.name.lower(), finding.unit.tier, finding.how) == (text.lower(), Tier.COMMUNE, Found.NEW)
    assert finding.unit.parent_id is not None
    assert units.units[finding.unit.parent_id].name == commune


@pytest.mark.parametrize(
    "text",
    ["Phòng Lao động - Thương binh và Xã hội", "Hợp tác xã Thành Công", "Chi cục Thuế", "Trung tâm Văn hóa"],
)
def test_any_other_unit_is_the_districts(text: str) -> None:
    finding = directory().find(text)
    assert (finding.unit.tier, finding.how) == (Tier.DISTRICT, Found.NEW)


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("xã An Truờng", "xã An Trường"),
        ("xã Đại Phươc", "xã Đại Phước"),
        ("xã Mỹ Cầm", "xã Mỹ Cẩm"),
        ("UBND xã Mỹ Cẩn", "xã Mỹ Cẩm"),
        ("xã Càng Long", "thị trấn Càng Long"),
        ("xã An Trường B", "xã An Trường"),
        ("UBND Tân An", "xã Tân An"),
        ("Phòng Nội vũ", "Phòng Nội vụ"),
    ],
)
def test_a_name_close_to_a_known_unit_is_a_question(text: str, like: str) -> None:
    finding = directory().find(text)
    assert finding.is_question
    assert finding.resembles is not None
    assert finding.resembles.name == like
    assert finding.unit.name == text


def test_an_unknown_commune_is_a_question_and_a_commune() -> None:
    finding = directory().find("UBND xã Hòa Thuận")
    assert (finding.how, finding.unit.tier) == (Found.NEW_COMMUNE, Tier.COMMUNE)


def test_the_commune_may_stand_in_the_heading_above() -> None:
    units = directory()
    below = units.find("Hội Nông dân", "Xã Tân An").unit
    assert (below.name, below.tier) == ("Hội Nông dân xã Tân An", Tier.COMMUNE)
    assert units.find("Hội Nông dân").unit.tier is Tier.DISTRICT


def test_a_sheet_of_units_overrides() -> None:
    stated = directory().with_statements(
        [
            UnitStatement("Trường THCS Nguyễn Du", parent="xã Tân An"),
            UnitStatement("Hợp tác xã Thành Công", Tier.COMMUNE, "police"),
        ]
    )
    school = stated.find("Trường THCS Nguyễn Du")
    assert (school.unit.tier, school.unit.kind, school.how) == (Tier.COMMUNE, "school", Found.KNOWN)
    assert stated.find("hợp tác xã thành công").unit.kind == "police"
    assert [unit.name for unit in stated.met] == ["Trường THCS Nguyễn Du", "Hợp tác xã Thành Công"]
    assert stated.find("HND").unit.name == "Hội Nông dân"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Trường Mẫu giáo An Trường", "school"),
        ("Trạm Y tế xã Tân An", "health"),
        ("Công an xã Tân An", "police"),
        ("xã An Trường", ""),
        ("Phòng Y tế", ""),
        ("Trường Chính trị tỉnh", ""),
    ],
)
def test_schools_health_and_police_are_told_by_their_words(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_finds_a_unit_and_finds_it_again(text: str, parent: str) -> None:
    units = directory()
    assert units.find(text, parent).unit == units.find(text, parent).unit


@pytest.mark.parametrize(
    "text", ["UBND xa Dai Phuc", "UBND XÃ ĐẠI PHÚC", "ubnd xã Đại  Phúc", "UBND xã \u00d0ại Phúc", "UBND xa Dai Phúc"]
)
def test_a_body_met_without_marks_is_the_same_with_them(text: str) -> None:
    units = directory()
    first = units.find("UBND xa Dai Phuc")
    again = units.find(text)
    assert again.unit == first.unit
    assert [unit.name for unit in units.met] == ["UBND xa Dai Phuc"]
    assert units.find("UBND xã Đại Phước").unit != first.unit


@pytest.mark.parametrize(
    ("text", "like"), [("Đức Mĩ", "xã Đức Mỹ"), ("Tân Ann", "xã Tân An"), ("Tan Bin", "xã Tân Bình")]
)
def test_the_bare_name_of_a_commune_misspelt_is_a_question(text: str, like: str) -> None:
    found = directory().find(text)
    assert found.how is Found.RESEMBLES
    assert found.resembles is not None
    assert found.resembles.name == like


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("TRƯỜNG MẦM NON HOA SEN", "Trường Mầm non Hoa Sen"),
        ("TRƯỜNG THCS NHỊ LONG", "Trường THCS Nhị Long"),
        ("TRƯỜNG TIỂU HỌC LÊ VĂN TÁM A", "Trường Tiểu học Lê Văn Tám A"),
        ("ỦY BAN NHÂN DÂN XÃ TÂN AN", "Ủy ban nhân dân xã Tân An"),
        ("HĐND, UBND XÃ TÂN AN", "HĐND, UBND xã Tân An"),
        ("BHXH", "BHXH"),
        ("Trường mầm non HOA SEN", "Trường mầm non HOA SEN"),
    ],
)
def test_a_new_unit_in_capitals_is_spelled_as_papers_do(typed: str, name: str) -> None:
    units = directory()
    assert units.find(typed).unit.name == name
    assert units.find(typed.lower()).unit is units.find(typed).unit, "however it is typed the next time"


def test_a_unit_in_capitals_under_a_heading_is_spelled_with_its_commune() -> None:
    assert directory().find("TRẠM Y TẾ", "XÃ TÂN AN").unit.name == "Trạm Y tế xã Tân An"


AN_TRUONG, TAN_AN, TU, NAM = (
    Unit(f"n{n}", f"xã {name}", Tier.COMMUNE) for n, name in enumerate(("An Trường", "Tân An", "Tư", "Năm"))
)
AFTER = UnitDirectory(
    [AN_TRUONG, TAN_AN, TU, NAM],
    {},
    [
        ("xã An Trường", (AN_TRUONG,)),
        ("xã An Trường A", (AN_TRUONG,)),
        ("thị trấn Càng Long", (TAN_AN,)),
        ("xã Đức Mỹ", (TU, NAM)),
    ],
)


@pytest.mark.parametrize(
    ("text", "unit", "how"),
    [
        ("xã An Trường", AN_TRUONG, Found.KNOWN),
        ("xã An Trường cũ", AN_TRUONG, Found.FORMER),
        ("xã An Trường A", AN_TRUONG, Found.FORMER),
        ("xa an truong a cu", AN_TRUONG, Found.FORMER),
        ("thị trấn Càng Long, huyện Càng Long", TAN_AN, Found.FORMER),
        ("xã Đức Mỹ", TU, Found.SPLIT),
    ],
)
def test_an_old_name_means_what_took_over(text: str, unit: Unit, how: Found) -> None:
    finding = AFTER.find(text)
    assert (finding.unit, finding.how) == (unit, how)
    assert AFTER.known(text.partition(",")[0]) == (None if how is Found.SPLIT else unit)


def test_a_body_of_a_commune_that_ended_stands_below_the_one_that_took_over() -> None:
    assert AFTER.find("UBND xã An Trường A").unit.parent_id == AN_TRUONG.id
