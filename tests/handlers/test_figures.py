"""The figures of the targets, golden cases: what is kept, and what counting person by person tells, are the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from handlers.figures import keep_figures_current, target_figures, target_summary, unit_figures
from handlers.house import House
from rules.access import OPERATOR, Asker, Grant, Role
from rules.cadres import Cadre, Credential, Post
from rules.levels import Level
from rules.summary import Summary, summary_of
from rules.targets import Figure
from storage import cadre_writes, cadres, units
from storage.clock import to_ms
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Clock
from tests.rules import strategies

NOI_VU, AN_TRUONG, TAN_AN = roster.NOI_VU, roster.AN_TRUONG, roster.TAN_AN
DEPUTY, HEAD, MEMBER = "Phó Trưởng phòng", "Trưởng phòng", "Ủy viên BCH Đảng bộ huyện"


def cadre(number: int, *posts: Post, level: Level = Level.NONE, category: str = "", verified: bool = True) -> Cadre:
    papers = (Credential(level, verified=verified),) if level else ()
    unit = posts[0].unit
    return Cadre(f"g{number}", f"G{number}", "Lê Thị Mận", unit, category=category, posts=posts, credentials=papers)


async def only(house: House, people: Sequence[Cadre]) -> None:
    """Make these the only people of the roster."""
    by = By("operator", to_ms(house.clock()))
    async with house.db.transaction() as tx:
        await cadre_writes.remove(tx, by, "take off", await cadres.every_cadre(tx, OPERATOR))
        known = {each.id: each for each in await units.every_unit(tx)}
        places = {place.id: place for one in people for place in (one.unit, *(post.unit for post in one.posts))}
        await units.save(tx, [place for id, place in places.items() if id not in known])
        await cadre_writes.save(tx, by, "add", [None] * len(people), people)


async def told(house: House, day: date | None = None) -> dict[str, Figure]:
    """The figures of a day, once seen to be those of asking person by person."""
    when = day or house.clock().date()
    summary = await target_summary(house, OPERATOR, when)
    assert numbers(summary) == numbers(summary_of(await target_figures(house, OPERATOR, when), when))
    return {figure.id: figure for figure in summary.figures}


def numbers(summary: Summary) -> tuple[object, ...]:
    each = [(f.id, f.total, f.met, f.studying, f.needed, f.share, f.reached) for f in summary.figures]
    return each, summary.people_needed, summary.uncounted


async def test_exactly_ninety_percent_is_not_above_ninety_percent(house: House) -> None:
    levels = [Level.CAO_CAP] * 9 + [Level.TRUNG_CAP]
    await only(house, [cadre(n, Post(DEPUTY, NOI_VU), level=level) for n, level in enumerate(levels)])
    figure = (await told(house))["pho_phong"]
    assert (figure.share, figure.reached, figure.needed) == (Fraction(9, 10), False, 1)


async def test_a_group_of_nobody_has_no_data(house: House) -> None:
    await only(house, [cadre(1, Post(DEPUTY, NOI_VU))])
    figure = (await told(house))["bch_xa"]
    assert (figure.total, figure.share, figure.needed, figure.reached) == (0, None, None, False)


async def test_who_is_in_three_groups_counts_in_each_and_is_needed_once(house: House) -> None:
    await only(house, [cadre(1, Post(HEAD, NOI_VU), Post(MEMBER, NOI_VU), category="Công chức")])
    assert {id for id, figure in (await told(house)).items() if figure.total} == {
        "bch_huyen",
        "truong_phong",
        "cbccvc_huyen",
    }
    assert (await target_summary(house, OPERATOR, house.clock().date())).people_needed == 1


async def test_two_posts_in_one_group_count_once(house: House) -> None:
    await only(house, [cadre(1, Post(HEAD, NOI_VU), Post(HEAD, roster.TAI_CHINH), level=Level.CAO_CAP)])
    assert (await told(house))["truong_phong"].total == 1


async def test_a_higher_level_counts_for_a_lower_target(house: House) -> None:
    await only(house, [cadre(1, Post("Kế toán", AN_TRUONG), level=Level.CAO_CAP, category="Công chức")])
    assert (await told(house))["cbcc_xa"].reached


async def test_a_post_that_ended_yesterday_is_gone_at_midnight(house: House, clock: Clock) -> None:
    last_day = clock().date()
    await only(house, [cadre(1, Post(DEPUTY, NOI_VU, until=last_day)), cadre(2, Post(DEPUTY, NOI_VU))])
    clock.move(hours=15, minutes=59)  # 23:59 of the last day
    assert (await told(house))["pho_phong"].total == 2
    clock.move(minutes=1)
    assert (await told(house))["pho_phong"].total == 1
    assert (await told(house, last_day))["pho_phong"].total == 2


async def test_the_night_brings_the_figures_to_the_new_day_before_anybody_asks(house: House, clock: Clock) -> None:
    await keep_figures_current(house)
    clock.move(days=1)
    await keep_figures_current(house)
    [basis] = await house.db.rows("select day from tally_basis")
    assert basis["day"] == "2025-06-03"


async def test_another_day_is_asked_person_by_person_and_nothing_kept_changes(house: House) -> None:
    today = house.clock().date()
    await told(house)
    await told(house, today - timedelta(days=4000))
    [basis] = await house.db.rows("select day from tally_basis")
    assert basis["day"] == today.isoformat()


async def test_a_setting_about_declared_papers_counts_at_once(house: House) -> None:
    await only(house, [cadre(1, Post(DEPUTY, NOI_VU), level=Level.CAO_CAP, verified=False)])
    assert (await told(house))["pho_phong"].met == 1
    assert (await told(replace(house, count_unverified=False)))["pho_phong"].met == 0
    assert (await told(house))["pho_phong"].met == 1


async def test_an_edited_policy_counts_at_once(house: House) -> None:
    await only(house, [cadre(1, Post("Giám đốc", roster.TRUNG_TAM))])
    assert (await told(house))["truong_phong"].total == 1
    targets = tuple(target.model_copy(update={"equivalents": False}) for target in house.policy.targets)
    edited = replace(house, policy=house.policy.model_copy(update={"targets": targets}))
    assert (await told(edited))["truong_phong"].total == 0


async def test_a_unit_merged_into_another_is_counted_with_it(house: House) -> None:
    await only(house, [cadre(1, Post("Kế toán", TAN_AN), category="Công chức")])
    today = house.clock().date()
    assert (await target_summary(house, OPERATOR, today, AN_TRUONG.id)).figures[-1].total == 0
    async with house.db.transaction() as tx:
        await units.save(tx, [replace(TAN_AN, parent_id=AN_TRUONG.id)])
    assert (await target_summary(house, OPERATOR, today, AN_TRUONG.id)).figures[-1].total == 1
    assert (await told(house))["cbcc_xa"].total == 1


async def test_units_are_told_with_all_below_them_within_the_bounds_of_who_asks(house: House) -> None:
    today = house.clock().date()
    for asker in (OPERATOR, Asker(cadre_id=roster.NHA.id, grants=(Grant(Role.LEADER, TAN_AN.id),))):
        found = await unit_figures(house, asker, today)
        for each in found:
            alone = await target_figures(house, asker, today, each.unit.id)
            assert numbers(each.summary) == numbers(summary_of(alone, today))
    assert [each.unit for each in found] == [TAN_AN]


async def test_a_leaders_own_record_outside_their_units_is_not_counted(house: House) -> None:
    asker = Asker(cadre_id=roster.NHA.id, grants=(Grant(Role.LEADER, TAN_AN.id),))
    figures = await target_figures(house, asker, house.clock().date())
    assert roster.NHA.id not in {id for figure in figures for id in figure.member_ids}


@pytest.mark.parametrize("many", [1, 50_000])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=strategies.rosters())
async def test_whatever_is_kept_is_what_asking_one_by_one_tells(
    house: House, many: int, people: tuple[Cadre, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.tallies._MANY", many)
    fresh = f"{len(await house.db.rows('select id from cadre'))}"
    await only(house, [replace(one, id=f"{one.id}-{fresh}", code=f"{one.id}-{fresh}") for one in people])
    await told(house)
