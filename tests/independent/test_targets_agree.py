"""Every place that tells the figures of the targets tells what plain loops count: of the demonstration's district, and
of rosters that are easily counted wrong."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.storage.in_place import in_place

from .asking import Told, ask_about, ask_the_demonstration, count_the_demonstration, make_empty
from .count import TARGETS
from .office import Office
from .told import SHARES, Figure, as_told, by_chat, by_document, by_picture, by_workbook, people_needed
from .worlds import WORLDS

DEMONSTRATION = "the demonstration"
Case = tuple[Told, list[Figure]]
"""What is told of a roster, and what plain loops count of it."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    asyncio.run(make_empty(path))
    return path


@pytest.fixture(scope="module", params=[*WORLDS, DEMONSTRATION])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Case:
    """Each roster is written down and asked about once."""
    office = Office(tmp_path_factory.mktemp("office"))
    demonstration = request.getfixturevalue("demo_file")
    with in_place():
        if request.param == DEMONSTRATION:
            told = ask_the_demonstration(office, demonstration)
            return told, as_told(count_the_demonstration(office), TARGETS)
        world = WORLDS[request.param]
        return ask_about(world, office, empty), as_told(world.figures(), world.targets)


def assert_agrees(told: Sequence[Figure], counted: Sequence[Figure], *keys: str) -> None:
    """Whatever is told of a figure is as it was counted, and all of `keys` is told of groups with people."""
    assert len(told) == len(counted)
    for each, figure in zip(told, counted, strict=True):
        assert each.items() <= figure.items()
        assert set(keys) <= each.keys() or not figure["total"]


def test_the_chat_agrees(case: Case) -> None:
    told, counted = case
    assert_agrees(by_chat(told.chat), counted, "met", "total", SHARES, "asked", "reached", "needed")
    reached = sum(bool(figure["reached"]) for figure in counted)
    assert f"Đạt {reached}/{len(counted)} chỉ tiêu." in told.chat


def test_the_command_agrees_on_every_day(case: Case, request: pytest.FixtureRequest) -> None:
    told, counted = case
    if "today" in told.by_command:
        assert_agrees(told.by_command["today"], counted, "met", "studying", "needed", "reached", "share_exact")
        assert all(int(str(figure["total"])) > 20 for figure in counted)
        return
    world = WORLDS[request.node.callspec.params["case"]]
    for day in world.days:
        assert told.by_command[day.isoformat()] == world.figures(day), day


def test_the_picture_and_the_words_under_it_agree(case: Case) -> None:
    told, counted = case
    assert_agrees(by_picture(told.picture), counted, "met", "total", SHARES, "asked", "studying", "needed", "reached")
    assert by_chat(told.caption) == by_chat(told.chat)


def test_the_workbook_agrees(case: Case) -> None:
    told, counted = case
    assert_agrees(by_workbook(told.workbook), counted, "met", "total", "asked", "studying", "needed", "reached")


def test_the_report_agrees(case: Case) -> None:
    told, counted = case
    assert_agrees(by_document(told.document), counted, "met", "total", SHARES, "asked", "studying", "needed", "reached")


def test_what_is_sent_by_itself_agrees(case: Case) -> None:
    told, _ = case
    assert told.chat in told.pushed


def test_what_is_kept_and_frozen_agrees(case: Case) -> None:
    told, counted = case
    assert (told.stale, told.recount) == (0, 0)
    if told.frozen:
        assert_agrees(told.frozen, counted, "met", "total", "studying")


def test_no_fewer_people_than_the_chat_says_make_every_target_true(case: Case, request: pytest.FixtureRequest) -> None:
    told, _ = case
    name = request.node.callspec.params["case"]
    if name != DEMONSTRATION:
        assert (people_needed(told.chat) or 0) == WORLDS[name].fewest()
