"""Policy files: the shipped ones load, the broken ones say what is wrong and where."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from rules.access import Role
from rules.cadres import Tier
from rules.levels import Level
from rules.policy import (
    Certainty,
    DataKind,
    PolicyError,
    Status,
    parse_policy,
    parse_regulation,
)
from rules.text import clean, fold
from tests.rules.people import FOLDER, policy, regulation, text_of

POLICIES = ["cang-long-2025", "xa-2025-2030"]
REGULATIONS = ["qd57", "qd350"]


def test_every_shipped_file_is_a_policy_or_a_regulation_that_loads() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {
        *POLICIES,
        *REGULATIONS,
        "courses",
        "holidays",
        "faq-cang-long",
        "sap-xep-2025-07-01",
    }
    assert [policy(name).id for name in POLICIES] == POLICIES
    assert [regulation(name).id for name in REGULATIONS] == REGULATIONS


def test_the_six_targets_are_those_of_the_founding_sentence() -> None:
    rows = [(t.id, t.level, t.comparator, t.share) for t in policy().targets]
    assert rows == [
        ("bch_huyen", Level.CAO_CAP, ">=", Fraction(1)),
        ("truong_phong", Level.CAO_CAP, ">=", Fraction(1)),
        ("pho_phong", Level.CAO_CAP, ">", Fraction(9, 10)),
        ("cbccvc_huyen", Level.TRUNG_CAP, ">=", Fraction(85, 100)),
        ("bch_xa", Level.TRUNG_CAP, ">=", Fraction(1)),
        ("cbcc_xa", Level.TRUNG_CAP, ">=", Fraction(1)),
    ]
    assert policy().deadline == date(2025, 12, 31)
    assert clean(policy().source).startswith("Mục tiêu phấn đấu đến năm 2025 có 100% Ủy viên Ban Chấp hành")
    assert all(target.equivalents for target in policy().targets)
    assert policy().leave_out == ()


def test_the_template_of_the_communes_sets_no_target() -> None:
    template = policy("xa-2025-2030")
    assert template.targets == ()
    assert template.deadline is None
    assert {group.tier for group in template.groups} == {Tier.COMMUNE}


def test_the_district_had_fourteen_communes_until_the_last_of_june_2025() -> None:
    communes = [unit for unit in policy().units if unit.tier is Tier.COMMUNE]
    assert len(communes) == 14
    assert {unit.until for unit in communes} == {date(2025, 6, 30)}


def test_every_commune_went_into_one_of_five_with_a_stated_certainty() -> None:
    new = {unit.id: unit for unit in policy("xa-2025-2030").units}
    links = [link for unit in policy().units for link in unit.successors]
    assert len(links) == 14
    assert {link.unit for link in links} == set(new)
    assert all(new[link.unit].certainty is link.certainty is not Certainty.HIGH for link in links)


@pytest.mark.parametrize("name", POLICIES)
def test_no_two_units_share_a_name_or_an_alias(name: str) -> None:
    spoken = Counter(n for unit in policy(name).units for n in {fold(n) for n in (unit.name, *unit.aliases)})
    assert [spelling for spelling, times in spoken.items() if times > 1] == []


def test_both_regulations_follow_each_other_without_a_gap() -> None:
    old, new = regulation("qd57"), regulation("qd350")
    assert (old.since, old.until, new.since, new.until) == (
        date(2022, 2, 8),
        date(2025, 8, 28),
        date(2025, 8, 29),
        None,
    )


def test_what_is_not_known_is_written_as_unknown_with_whom_to_ask() -> None:
    unknown = [rules for name in REGULATIONS for rules in regulation(name).levels if rules.conditions.unknown]
    unknown_rows = [
        row
        for name in REGULATIONS
        for rules in regulation(name).levels
        for row in rules.groups
        if row.status is not Status.KNOWN
    ]
    assert unknown
    assert unknown_rows
    assert all("Ban Tổ chức" in rules.note for rules in unknown)
    assert all("Ban Tổ chức" in row.note for row in unknown_rows)


def test_no_article_of_the_newer_regulation_is_claimed() -> None:
    rules = regulation("qd350").levels
    assert {level.article for level in rules} | {g.article for level in rules for g in level.groups} == {""}


def test_a_cadre_sees_only_the_own_record_and_no_role_but_staff_sees_planned_posts() -> None:
    assert [kind for kind in DataKind if policy().may_see(Role.CADRE, kind)] == [DataKind.OWN_RECORD]
    seers = {role for role in Role if policy().may_see(role, DataKind.PLANNED_POSTS)}
    assert seers == {Role.STAFF, Role.ADMIN}


def test_who_trains_is_known_for_each_level_and_who_decides_is_not_claimed() -> None:
    rows = [policy().training_for(level) for level in (Level.SO_CAP, Level.TRUNG_CAP, Level.CAO_CAP)]
    assert all(row is not None and row.trains and row.decides_certainty is Certainty.LOW for row in rows)


HEAD = 'id = "x"\nname = "y"\ndeadline = 2030-12-31\n'
GROUP = '[[groups]]\nid = "g"\nname = "G"\ncommittee = "members"\n'
OFFICE = '[[groups.offices]]\nname = "o"\ntitles = ["vua"]\nranks = ["head"]'
TARGET = '[[targets]]\nid = "t"\ngroup = "g"\nlevel = "cao_cap"\ncomparator = ">="\nshare = "1/2"\nsource = "s"\n'


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id = ", "not valid TOML"),
        ('id = "x"', "name"),
        (HEAD + "surprise = 1", "surprise"),
        (HEAD.replace("2030-12-31", '"soon"'), "deadline"),
        (HEAD.replace("deadline = 2030-12-31\n", "") + GROUP + TARGET, "deadline"),
        (HEAD + '[[units]]\nid = "u"\nname = "U"\ntier = "province"', "units[0].tier"),
        (HEAD + '[[units]]\nid = "u"\nname = "U"\ntier = "commune"\nparent = "v"', "units[0].parent"),
        (HEAD + TARGET, "targets[0].group"),
        (HEAD + GROUP + GROUP, "groups[1].id"),
        (HEAD + GROUP + TARGET.replace('"1/2"', "0.5"), "targets[0].share"),
        (HEAD + GROUP + TARGET.replace("1/2", "3/2"), "targets[0].share"),
        (HEAD + GROUP + TARGET.replace("1/2", "1/0"), "targets[0].share"),
        (HEAD + GROUP + TARGET.replace(">=", "<"), "targets[0].comparator"),
        (HEAD + GROUP + TARGET.replace("cao_cap", "high"), "targets[0].level"),
        (HEAD + GROUP.replace('committee = "members"\n', ""), "groups[0]"),
        (HEAD + GROUP + OFFICE, "groups[0].offices[0].titles[0]"),
    ],
)
def test_a_broken_policy_is_one_sentence_with_file_and_key(text: str, key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_policy(text, "broken.toml")
    sentence = str(refused.value)
    assert sentence.startswith("broken.toml: ")
    assert key in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('education = "cao_dang"', 'education = "college"', "levels[1].conditions.education"),
        ('level = "cao_cap"', 'level = "trung_cap"', "levels[2].level"),
        ("{ nu = 33, nam = 35 }", "{ nu = 33 }", "levels[1].conditions.age_khong_tap_trung.nam"),
        ("issued = 2022-02-08", 'issued = "early"', "issued"),
    ],
)
def test_a_broken_regulation_is_one_sentence_with_file_and_key(old: str, new: str, key: str) -> None:
    text = text_of("qd57")
    assert old in text
    with pytest.raises(PolicyError, match=r"^qd57\.toml: ") as refused:
        parse_regulation(text.replace(old, new), "qd57.toml")
    assert key in str(refused.value)
