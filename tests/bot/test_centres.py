"""Several centres as the settings name them: found by the names or ids of their top units, or refused at the start."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings
from bot.wiring import centre_tops, open_house
from rules.cadres import Tier, Unit
from storage import units
from storage.database import open_database

_UNITS = (
    Unit("t", "Tỉnh", Tier.DISTRICT),
    Unit("a", "Xã An Trường", Tier.COMMUNE, "t"),
    Unit("b", "Xã Tân An", Tier.COMMUNE, "t"),
    Unit("c", "Xã Tấn An", Tier.COMMUNE, "a"),
)


def test_a_top_is_named_by_id_or_by_name_with_or_without_diacritics() -> None:
    assert centre_tops(["b", "Xã An Trường"], _UNITS) == ("b", "a")
    assert centre_tops(["xa an truong"], _UNITS) == ("a",)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["Xã Không Có"], "centres.unit: 'Xã Không Có': there is no such unit."),
        (["xa tan an"], "centres.unit: 'xa tan an': several units are called so, give the id of one."),
        (["a", "Xã An Trường"], "centres.unit: 'Xã An Trường' is the top unit of two centres."),
    ],
)
def test_a_top_that_cannot_be_told_stops_the_start_by_its_key(given: list[str], sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        centre_tops(given, _UNITS)
    assert str(refused.value) == sentence


async def _settings(folder: Path, *known: Unit) -> Settings:
    file = folder / "config.toml"
    url = f"sqlite:///{folder / 'some.db'}"
    centre = '[[centres]]\nunit = "Xã An Trường"\nphone = "2"\npolicies = ["xa-2025-2030", "qd350"]\n'
    file.write_text(f'[database]\nurl = "{url}"\n{centre}', encoding="utf-8")
    db = await open_database(url)
    try:
        async with db.transaction() as tx:
            await units.save(tx, known)
    finally:
        await db.close()
    return load_settings(file)


async def test_the_house_of_a_centre_shares_the_memory_and_has_its_own_policy(tmp_path: Path) -> None:
    async with open_house(await _settings(tmp_path, *_UNITS)) as house:
        [centre] = house.centres
        assert (centre.centre_unit, centre.centre.phone, centre.policy.id) == ("a", "2", "xa-2025-2030")
        assert (house.centre_unit, house.policy.id) == (None, "cang-long-2025")
        assert centre.db is house.db
        assert centre.of_centre(None) == house
        moved = replace(house, code_days=1)
        assert moved.centres[0].code_days == 1


async def test_a_roster_without_units_has_no_centres_yet_so_that_one_can_be_imported(tmp_path: Path) -> None:
    async with open_house(await _settings(tmp_path)) as house:
        assert house.centres == ()


async def test_a_unit_that_the_roster_does_not_have_stops_the_start(tmp_path: Path) -> None:
    settings = await _settings(tmp_path, _UNITS[0])
    with pytest.raises(SettingsError, match="there is no such unit"):
        async with open_house(settings):
            pass


async def test_a_centre_with_questions_of_its_own_keeps_them_beside_those_of_all(tmp_path: Path) -> None:
    settings = await _settings(tmp_path, *_UNITS)
    own = settings.centres[0].model_copy(update={"faq": "faq-cang-long"})
    own.model_fields_set.add("faq")
    settings = settings.model_copy(update={"centres": (own,)})
    for _ in range(2):
        async with open_house(settings) as house:
            rows = await house.db.rows("select centre, count(*) as many from faq_entry group by centre order by centre")
            assert [row["centre"] for row in rows] == ["", "a"]
            assert rows[0]["many"] == rows[1]["many"]
