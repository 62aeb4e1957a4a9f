"""Policy files: the shipped ones load, the broken ones say what is wrong and where."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rules.cadres import Tier
from rules.policy import Policy, PolicyError, parse_policy
from rules.text import fold

FOLDER = Path(__file__).parents[2] / "policies"


def shipped(name: str) -> Policy:
    return parse_policy((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")


def test_the_district_had_fourteen_communes_until_the_last_of_june_2025() -> None:
    communes = [unit for unit in shipped("cang-long-2025").units if unit.tier is Tier.COMMUNE]
    assert len(communes) == 14
    assert all(unit.exists_on(date(2025, 6, 30)) for unit in communes)
    assert not any(unit.exists_on(date(2025, 7, 1)) for unit in communes)
    assert all(len(unit.successors) == 1 for unit in communes)


def test_no_two_units_share_an_id_a_name_or_an_alias() -> None:
    units = shipped("cang-long-2025").units
    assert max(Counter(unit.id for unit in units).values()) == 1
    spoken = Counter(name for unit in units for name in {fold(n) for n in (unit.name, *unit.aliases)})
    assert [name for name, times in spoken.items() if times > 1] == []


def test_every_parent_is_a_unit_of_the_same_policy() -> None:
    units = shipped("cang-long-2025").units
    assert {unit.parent for unit in units if unit.parent} <= {unit.id for unit in units}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id = ", "not valid TOML"),
        ('id = "x"', "name"),
        ('id = "x"\nname = "y"\nsurprise = 1', "surprise"),
        ('id = "x"\nname = "y"\ndeadline = "soon"', "deadline"),
        ('id = "x"\nname = "y"\n[[units]]\nid = "u"\nname = "U"\ntier = "province"', "units[0].tier"),
    ],
)
def test_a_broken_file_is_one_sentence_with_file_and_key(text: str, key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_policy(text, "broken.toml")
    assert str(refused.value).startswith("broken.toml: ")
    assert key in str(refused.value)
    assert "\n" not in str(refused.value)
