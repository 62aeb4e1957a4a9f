"""The units of the database in questions: by their names, with slips of the keys, never taken for their twins."""

from asyncio import gather

import pytest

from handlers.house import House
from handlers.understanding.place_index import spelled
from handlers.understanding.places import Places, place_of, places_of
from handlers.understanding.slots import slots_in
from rules.cadres import Tier, Unit
from storage import units
from tests.handlers import roster
from tests.handlers.conftest import Linked

_COMMUNES = (
    "xã Long Đức",
    "phường Long Đức",
    "xã Đôn Châu",
    "xã Đôn Xuân",
    "xã An Trường B",
    "xã Tân An Tây",
    "xã Đại Phú",
)
_BELOW = (
    "Trường Mầm non Hoa Sen", "Trường Mầm non Hoa Sim", "Trường Tiểu học Long Đức 1", "Trường Tiểu học Long Đức",
    "Trường THCS Đôn Châu A", "UBND xã Đôn Xuân", "Trạm Y tế xã Tân An",
)  # fmt: skip
_OFFICES = ("Phòng Dân tộc", "Hội Chữ thập đỏ huyện", "Văn phòng", "Trung tâm Phát triển quỹ đất", "Phòng Nội vụ huyện")


def _units() -> list[Unit]:
    return [
        *(Unit(f"c{n}", name, Tier.COMMUNE, kind="commune") for n, name in enumerate(_COMMUNES)),
        *(Unit(f"b{n}", name, Tier.COMMUNE) for n, name in enumerate(_BELOW)),
        *(Unit(f"o{n}", name, Tier.DISTRICT) for n, name in enumerate(_OFFICES)),
    ]


@pytest.fixture(scope="module")
def places() -> Places:
    return places_of(name for unit in _units() for name in spelled(place_of(unit)))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("xã Đôn Châu đạt bao nhiêu", "xã Đôn Châu"),
        ("xa don xuan dat chua", "xã Đôn Xuân"),
        ("trường mầm non hoa sen còn ai chưa học", "Trường Mầm non Hoa Sen"),
        ("truong mam non hoa sim", "Trường Mầm non Hoa Sim"),
        ("phòng dân tộc đạt chưa", "Phòng Dân tộc"),
        ("đồng chí ở Đôn Châu học lớp nào", "xã Đôn Châu"),
        ("UBND xã Đôn Xuân đạt bao nhiêu", "xã Đôn Xuân"),
        ("trạm y tế xã Tân An", "Trạm Y tế xã Tân An"),
        ("trường mầm non Hoa Sen xã An Trường", "Trường Mầm non Hoa Sen"),
        ("phòng nội vụ hỏi xã Đôn Châu", "xã Đôn Châu"),
    ],
)
def test_a_unit_on_record_is_known_by_its_name(places: Places, text: str, unit: str) -> None:
    assert slots_in(text, places).get("unit") == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("trung tâm phát triển quỹ đât", "Trung tâm Phát triển quỹ đất"),
        ("trung tam phat trien quy dta", "Trung tâm Phát triển quỹ đất"),
        ("hoi chu thap do huyn", "Hội Chữ thập đỏ huyện"),
        ("xã donchau đạt chưa", "xã Đôn Châu"),
        ("xa don xuna", "xã Đôn Xuân"),
        ("phong dan tco", "Phòng Dân tộc"),
    ],
)
def test_a_slip_of_the_keys_is_forgiven(places: Places, text: str, unit: str) -> None:
    assert slots_in(text, places).get("unit") == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("xã Long Đức", "xã Long Đức"),
        ("phường Long Đức", "phường Long Đức"),
        ("xã An Trường B đạt chưa", "xã An Trường B"),
        ("xã An Trường", "xã An Trường"),
        ("xã An Trường A", "xã An Trường A"),
        ("xã Tân An Tây", "xã Tân An Tây"),
        ("xã Tân An", "xã Tân An"),
        ("xã Đại Phú", "xã Đại Phú"),
        ("xã Đại Phúc", "xã Đại Phúc"),
        ("trường tiểu học Long Đức 1", "Trường Tiểu học Long Đức 1"),
        ("trường tiểu học Long Đức", "Trường Tiểu học Long Đức"),
        ("trường tiểu học Long Đức 2", None),
        ("trường mầm non hoa sem", None),
        ("trường thcs Đôn Châu", None),
        ("trường thcs Đôn Châu ạ", None),
        ("ở Long Đức", None),
        ("đồng chí Đôn Châu", None),
        ("văn phòng mấy giờ mở cửa", None),
        ("Phòng Nội vụ huyện", "Phòng Nội vụ"),
    ],
)
def test_near_twins_stay_apart_and_who_is_not_meant_is_not_named(places: Places, text: str, unit: str | None) -> None:
    assert slots_in(text, places).get("unit") == unit


def test_another_name_of_a_unit_says_the_unit() -> None:
    merged = places_of(spelled(place_of(Unit("c1", "xã Long Đức", Tier.COMMUNE, kind="commune"), ["xã Đôn Châu"])))
    assert slots_in("xã Đôn Châu đạt chưa", merged) == {"unit": "xã Long Đức"}


def test_what_is_always_known_is_found_without_any_units_on_record() -> None:
    assert slots_in("xã An Trường A đạt chưa", places_of([])) == slots_in("xã An Trường A đạt chưa")


async def test_a_unit_that_comes_onto_the_record_is_understood_from_then_on(house: House, linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("Phòng Dân tộc đạt bao nhiêu phần trăm")
    assert "unit" not in leader.turned.slots
    async with house.db.transaction() as tx:
        await units.save(tx, [Unit("dan-toc", "Phòng Dân tộc", Tier.DISTRICT)])
    await leader.says("Phòng Dân tộc đạt bao nhiêu phần trăm")
    assert leader.turned.slots == {"unit": "Phòng Dân tộc"}
    assert "PHÒNG DÂN TỘC" in leader.last.text


async def test_units_are_read_once_for_as_long_as_they_stay_as_they_are(house: House, linked: Linked) -> None:
    leader = await linked(roster.THANH)
    await leader.says("xã Tân An đạt chưa")
    known = house.units.places
    await leader.says("xã An Trường đạt chưa")
    assert house.units.places is known
    async with house.db.transaction() as tx:
        await units.save(tx, [Unit("dan-toc", "Phòng Dân tộc", Tier.DISTRICT)])
    await gather(*(house.units.keep_up(house.db, "another") for _ in range(3)))
    assert house.units.places is not known
