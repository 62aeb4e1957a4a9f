"""The demonstration's world: always the same, as intended in every target, apart from real life, with its own clock."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.demo import DEMO_PEOPLE, DemoRefused, cast, demo_clock, demo_settings, is_demo, move_clock, open_demo, shift_of
from bot.demo.clock import START
from bot.demo.world import VERSION, World, make_world
from bot.sections import Telegram, Zalo
from bot.settings import Settings
from rules.access import OPERATOR, Role
from rules.cadres import Cadre, Party, PostKind, Tier
from rules.classes import ClassState, EnrolmentState
from rules.lecturers import State
from rules.levels import Level
from rules.planning import Prospect, needs_of, prospects_of
from rules.policy import Policy, Regulation, parse_policy, parse_regulation
from rules.records import categories_of, education_of, party_on, rating_of
from rules.standing import Standing, held_by, standing_of
from rules.targets import TargetFigure, count_targets, people_needed
from storage import cadres, classes, grants
from storage.database import Database, open_database

TODAY = date(2025, 6, 2)
_FILES = resources.files("policies")


@cache
def policy() -> Policy:
    return parse_policy((_FILES / "cang-long-2025.toml").read_text(encoding="utf-8"), "cang-long-2025.toml")


@cache
def regulations() -> tuple[Regulation, ...]:
    return (parse_regulation((_FILES / "qd57.toml").read_text(encoding="utf-8"), "qd57.toml"),)


@cache
def world() -> World:
    return make_world(policy())


def person(code: str) -> Cadre:
    return next(cadre for cadre in world().cadres if cadre.code == code)


def standing(code: str) -> Standing:
    return standing_of(person(code), policy(), regulations(), TODAY)


@cache
def figures() -> dict[str, TargetFigure]:
    running = {each.id: each.level for each in world().book.classes if each.state is ClassState.RUNNING}
    studying = {
        each.person_id: running[each.class_id]
        for each in world().book.enrolments
        if each.state is EnrolmentState.ENROLLED and running.get(each.class_id)
    }
    return {each.id: each for each in count_targets(world().cadres, policy(), TODAY, studying=studying)}


def test_the_world_is_the_same_every_time() -> None:
    assert repr(make_world(policy())) == repr(world())


def test_a_changed_world_has_a_new_version() -> None:
    told = repr((world().units, world().cadres, world().book))
    assert (VERSION, sha256(told.encode()).hexdigest()[:16]) == ("7", "4376bd2b18adc43a"), "count VERSION up, then this"


@pytest.mark.parametrize(
    ("target", "met", "total", "studying"),
    [
        ("bch_huyen", 39, 41, 2),
        ("truong_phong", 31, 33, 1),
        ("pho_phong", 54, 60, 3),
        ("cbccvc_huyen", 205, 236, 12),
        ("bch_xa", 331, 352, 14),
        ("cbcc_xa", 262, 301, 20),
    ],
)
def test_every_invented_title_is_understood_as_intended(target: str, met: int, total: int, studying: int) -> None:
    figure = figures()[target]
    assert (figure.met, figure.total, figure.studying) == (met, total, studying)


def test_exactly_ninety_in_a_hundred_deputies_is_not_yet_above_ninety() -> None:
    assert figures()["pho_phong"].needed == 1
    assert not figures()["pho_phong"].reached


def test_fifty_people_would_reach_all_targets() -> None:
    assert people_needed(figures().values()) == 50


def test_some_communes_are_done_and_some_are_behind() -> None:
    by_id = {cadre.id: cadre for cadre in world().cadres}
    missing = Counter(by_id[each].unit.id for each in figures()["cbcc_xa"].missing_ids)
    assert missing["xa-binh-phu"] == 0
    assert missing["xa-an-truong-a"] >= 4


def test_everything_in_a_record_is_understood() -> None:
    for cadre in world().cadres:
        assert education_of(cadre.education) is not None or not cadre.education
        assert categories_of(cadre.category) or not cadre.category
        assert all(rating_of(rating) is not None for rating in cadre.ratings.values())


def test_no_record_contradicts_itself() -> None:
    for cadre in world().cadres:
        assert cadre.birth is not None
        assert all(paper.issued and paper.issued.year - cadre.birth.year >= 20 for paper in cadre.credentials)
        if cadre.party_full is not None:
            assert cadre.party_joined is not None
            assert cadre.birth.year + 18 <= cadre.party_joined.year < cadre.party_full.year


def test_phones_are_invented_and_each_belongs_to_one() -> None:
    phones = [cadre.phone for cadre in world().cadres if cadre.phone]
    assert len(set(phones)) == len(phones)
    assert all(phone.startswith("0900") and len(phone) == 10 for phone in phones)


def test_khmer_people_live_in_the_district_too() -> None:
    khmer = [cadre for cadre in world().cadres if cadre.ethnicity == "Khmer"]
    assert 30 <= len(khmer) <= 120
    assert {cadre.name.split()[0] for cadre in khmer} <= {"Thạch", "Kim", "Sơn", "Kiên", "Lâm"}


def test_planned_posts_are_there_and_never_enter_a_count() -> None:
    planned = [cadre for cadre in world().cadres if cadre.posts_on(TODAY, PostKind.PLANNED)]
    assert len(planned) > 40
    without = [replace(c, posts=tuple(p for p in c.posts if p.kind is PostKind.INCUMBENT)) for c in world().cadres]
    for before, after in zip(figures().values(), count_targets(without, policy(), TODAY), strict=True):
        assert before.member_ids == after.member_ids


def test_every_enrolment_and_session_belongs_to_someone_and_some_class() -> None:
    book = world().book
    known = {each.id for each in book.classes}
    people = {cadre.id for cadre in world().cadres}
    assert {each.class_id for each in book.sessions} <= known
    assert {each.class_id for each in book.materials} <= known
    assert all(each.class_id in known and each.person_id in people for each in book.enrolments)
    places = Counter(each.class_id for each in book.enrolments)
    assert all(each.places is None or places[each.id] <= each.places for each in book.classes)


def test_nobody_studies_for_what_they_hold() -> None:
    level = {each.id: each.level for each in world().book.classes if each.state is ClassState.RUNNING}
    held = {cadre.id: held_by(cadre)[0] for cadre in world().cadres}
    assert all(held[e.person_id] < level[e.class_id] for e in world().book.enrolments if e.class_id in level)


def open_prospects() -> tuple[Prospect, ...]:
    """Those who lack what a target still asks beside whoever studies already."""
    taken = {each.id: each.level for each in world().book.classes if each.state is ClassState.RUNNING}
    coming = {each.person_id: taken[each.class_id] for each in world().book.enrolments if each.class_id in taken}
    return prospects_of(world().cadres, needs_of(figures().values(), coming), None, TODAY)


def test_each_person_to_speak_as_is_who_the_list_says() -> None:
    lacking = standing(cast.LACKS.code)
    assert (lacking.held, lacking.gap) == (Level.SO_CAP, Level.TRUNG_CAP)
    assert standing(cast.MEETS.code).met is True
    deputy = standing(cast.DEPUTY_HEAD.code)
    assert (deputy.held, deputy.required) == (Level.TRUNG_CAP, Level.CAO_CAP)
    assert [line.target.id for line in deputy.targets][:1] == ["pho_phong"]
    studying = person(cast.STUDYING.code)
    assert ("tc-k14", studying.id) in {(each.class_id, each.person_id) for each in world().book.enrolments}
    assert party_on(person(cast.PROBATIONARY.code), TODAY) is Party.PROBATIONARY
    assert person(cast.OFFICER.code).unit.id == cast.OFFICER.unit_id
    assert cast.OFFICER.unit_id in {prospect.unit_id for prospect in open_prospects()}, (
        "a leader's request reaches them"
    )
    assert person(cast.LECTURER.code).posts[0].title == "Giảng viên"
    assert person(cast.LEADER.code).unit.tier is Tier.DISTRICT


@pytest.fixture
async def demo(demo_file: Path, tmp_path: Path, at_once: None) -> AsyncIterator[Database]:
    shutil.copyfile(demo_file, tmp_path / "demo.db")
    database = await open_demo(policy(), f"sqlite:///{tmp_path / 'demo.db'}?synchronous=off")
    yield database
    await database.close()


async def test_the_database_holds_the_world(demo: Database) -> None:
    assert await is_demo(demo)
    everyone = await cadres.every_cadre(demo, OPERATOR)
    kept = {cadre.code: replace(cadre, version=1) for cadre in everyone}  # a corrected record has another version
    assert kept == {cadre.code: cadre for cadre in world().cadres}
    assert len(await classes.every_class(demo, OPERATOR)) == len(world().book.classes)


async def test_there_is_someone_for_every_role(demo: Database) -> None:
    given = {(each.code, each.role) for each in await grants.granted(demo)}
    teaching = {each.holder_id for each in world().book.lecturers if each.state is State.APPROVED}
    codes = {cadre.code for cadre in world().cadres if cadre.id in teaching}
    assert given == {(each.code, each.grant) for each in DEMO_PEOPLE if each.grant} | {
        (code, Role.LECTURER) for code in codes
    }
    assert {role for _, role in given} == {Role.OFFICER, Role.LECTURER, Role.LEADER, Role.STAFF, Role.ADMIN}


async def test_it_is_made_once_and_only_said_then(tmp_path: Path) -> None:
    heard: list[str] = []
    url = f"sqlite:///{tmp_path / 'data' / 'demo.db'}"
    for _ in range(2):
        await (await open_demo(policy(), url, heard.append)).close()
    assert len(heard) == 1
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["demo.db"]


async def test_another_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cadrebot.db"
    await (await open_database(f"sqlite:///{path}")).close()
    before = path.read_bytes()
    with pytest.raises(DemoRefused, match="not a demonstration's database"):
        await open_demo(policy(), f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    path.write_text("báo cáo", encoding="utf-8")
    with pytest.raises(DemoRefused):
        await open_demo(policy(), f"sqlite:///{path}")


async def test_a_world_of_another_version_is_refused(demo: Database, tmp_path: Path) -> None:
    await demo.write("update house_fact set value = '0' where name = 'demo'")
    with pytest.raises(DemoRefused, match="older demonstration"):
        await open_demo(policy(), f"sqlite:///{tmp_path / 'demo.db'}")


async def test_what_a_killed_making_left_behind_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "demo.db.new").write_text("half", encoding="utf-8")
    database = await open_demo(policy(), f"sqlite:///{tmp_path / 'demo.db'}")
    assert await is_demo(database)
    await database.close()


def test_a_token_that_may_be_real_is_refused() -> None:
    token = SecretStr("123456789:" + "A" * 35)
    with pytest.raises(DemoRefused, match="token"):
        demo_settings(Settings(telegram=Telegram(token=token)))


def test_a_messenger_on_another_machine_is_refused() -> None:
    given = Settings(telegram=Telegram(enabled=True, token=SecretStr("1:test")))
    with pytest.raises(DemoRefused, match="this machine only"):
        demo_settings(given)


def test_the_real_zalo_is_refused_and_a_stand_in_taken() -> None:
    zalo = Zalo(enabled=True, token=SecretStr("1:test"))
    with pytest.raises(DemoRefused, match="this machine only"):
        demo_settings(Settings(zalo=zalo))
    near = zalo.model_copy(update={"base_url": "http://127.0.0.1:9000/bot"})
    assert demo_settings(Settings(zalo=near)).zalo == near


def test_a_stand_in_on_this_machine_is_taken() -> None:
    telegram = Telegram(enabled=True, token=SecretStr("1:test"), base_url="http://127.0.0.1:9000/bot")
    assert demo_settings(Settings(telegram=telegram)).telegram == telegram


def test_it_listens_on_this_machine_only_and_keeps_to_its_own_database() -> None:
    given = Settings()
    given = given.model_copy(update={"web": given.web.model_copy(update={"host": "0.0.0.0"})})
    settings = demo_settings(given)
    assert settings.web.host == "127.0.0.1"
    assert settings.database.url == "sqlite:///data/demo.db"
    assert settings.privacy.planned_posts


async def test_the_clock_begins_on_monday_morning_and_runs(tmp_path: Path) -> None:
    database = await open_demo(policy(), f"sqlite:///{tmp_path / 'demo.db'}")
    clock = await demo_clock(database)
    first = clock()
    assert START <= first < START + timedelta(minutes=5)
    assert clock() >= first
    await database.close()


async def test_a_moved_clock_is_taken_over_by_who_refreshes(demo: Database) -> None:
    clock = await demo_clock(demo)
    before = clock()
    async with demo.transaction() as tx:
        await move_clock(tx, shift_of("+1w"))
        await move_clock(tx, shift_of("-1d"))
    assert clock() - before < timedelta(hours=1)
    await clock.refresh()
    assert timedelta(days=6) <= clock() - before < timedelta(days=6, hours=1)


@pytest.mark.parametrize(
    ("text", "shift"),
    [("+1d", timedelta(days=1)), ("2h", timedelta(hours=2)), ("-30m", timedelta(minutes=-30))],
)
def test_a_shift_is_read_from_its_short_form(text: str, shift: timedelta) -> None:
    assert shift_of(text) == shift


@pytest.mark.parametrize("text", ["", "tomorrow", "1", "d", "1y", "99999d"])
def test_what_is_no_shift_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="shift"):
        shift_of(text)
