"""Several centres in one deployment: each person is answered by their own, whoever stands above them by all."""

from dataclasses import replace

import pytest

from handlers.house import House
from rules.access import Role
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.several import AN_TRUONG, TAN_AN, grant, two_centres


@pytest.fixture
def house(house: House) -> House:
    return two_centres(house)


async def test_a_cadre_is_judged_by_the_policy_of_their_own_centre(linked: Linked) -> None:
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    assert "Cần có: cao cấp lý luận chính trị." in await nha.says("/status")
    assert "Đã đạt mức cần có: trung cấp lý luận chính trị." in await hoa.says("/status")


async def test_a_cadre_is_told_the_phone_of_their_own_centre(linked: Linked) -> None:
    nha, hoa, tuan = await linked(roster.NHA), await linked(roster.HOA), await linked(roster.TUAN)
    assert AN_TRUONG.phone in await nha.says("/lienhe")
    assert TAN_AN.phone in await hoa.says("/lienhe")
    assert "0294 388 2000" in await tuan.says("/lienhe")


async def test_a_stranger_is_told_of_the_deployment_itself(stranger: Person) -> None:
    assert "0294 388 2000" in await stranger.says("/lienhe")


async def test_staff_without_a_record_are_of_the_centre_that_bounds_their_role(house: House, linked: Linked) -> None:
    await grant(house, roster.LAN.id, Role.STAFF, roster.AN_TRUONG.id)
    assert AN_TRUONG.phone in await (await linked(roster.LAN)).says("/lienhe")


async def test_who_stands_above_centres_hears_of_their_own_record_by_their_own_centre(
    house: House, linked: Linked
) -> None:
    await grant(house, roster.NHA.id, Role.LEADER, None)
    nha = await linked(roster.NHA)
    assert "0294 388 2000" in await nha.says("/lienhe")
    assert "Cần có: cao cấp lý luận chính trị." in await nha.says("/status")


async def test_the_nearest_of_nested_centres_wins(house: House, linked: Linked) -> None:
    whole, *own = house.several
    district = replace(whole, centre_unit="huyen-cang-long", centre=replace(whole.centre, phone="0294 999 9999"))
    nested = replace(house, several=(whole, district, *own))
    nha, tuan = await linked(roster.NHA), await linked(roster.TUAN)
    nha.house = tuan.house = nested
    assert AN_TRUONG.phone in await nha.says("/lienhe")
    assert "0294 999 9999" in await tuan.says("/lienhe")
