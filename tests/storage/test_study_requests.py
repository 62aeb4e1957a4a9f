"""Requests to units: asked once, answered once, lapsing, and seen only within one's bounds."""

from datetime import date

import pytest

from rules.access import OPERATOR, Asker, Grant, Role
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from storage import classes, grants, planning, study_requests
from storage.database import Database
from storage.study_requests import Answer, Wanted
from tests.storage.people import BY, CHAIR, CLERK, COMMUNE, HEAD, PEOPLE, keep

_UNTIL = date(2025, 6, 30)
_OPEN = TrainingClass("tc16", "TC-K16", "Trung cấp, khóa 16", Level.TRUNG_CAP, state=ClassState.OPEN)
_OVER = TrainingClass("tc12", "TC-K12", "Trung cấp, khóa 12", Level.TRUNG_CAP, state=ClassState.ARCHIVED)
_OFFICER = Asker(grants=(Grant(Role.OFFICER, COMMUNE.id),))


@pytest.fixture
async def people(db: Database) -> None:
    await keep(db, *PEOPLE)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "create", [_OPEN, _OVER])


async def _ask(db: Database, *cadre_ids: str, to: str = "tc16") -> list[int]:
    async with db.transaction() as tx:
        return await study_requests.ask(tx, BY, [Wanted(id_, to, ("t1",), _UNTIL) for id_ in cadre_ids])


async def _answer(db: Database, number: int, version: int, state: Answer, word: str = "") -> list[int]:
    async with db.transaction() as tx:
        return await study_requests.answer(tx, BY, {number: version}, state, word)


@pytest.mark.usefixtures("people")
async def test_who_was_asked_for_is_not_asked_for_again(db: Database) -> None:
    first = await _ask(db, CLERK.id, CHAIR.id)
    assert len(first) == 2
    assert await _ask(db, CLERK.id, HEAD.id) != first
    found = await study_requests.of_units(db, OPERATOR)
    assert sorted(each.cadre_id for each in found) == sorted((CLERK.id, CHAIR.id, HEAD.id))
    pairs = [(CLERK.id, "tc16"), (CLERK.id, "tc12")]
    assert await study_requests.standing(db, pairs) == {(CLERK.id, "tc16")}


@pytest.mark.usefixtures("people")
async def test_a_class_that_is_over_and_a_person_nobody_knows_are_left_out(db: Database) -> None:
    assert await _ask(db, CLERK.id, to="tc12") == []
    assert await _ask(db, "nobody") == []


@pytest.mark.usefixtures("people")
async def test_an_answer_is_taken_once_and_stands_in_the_journal(db: Database) -> None:
    [number] = await _ask(db, CHAIR.id)
    assert await _answer(db, number, 1, Answer.DECLINED, "nghỉ thai sản") == [number]
    assert await _answer(db, number, 1, Answer.AGREED) == []
    assert await _answer(db, number, 2, Answer.AGREED) == []
    [request] = await study_requests.with_numbers(db, [number])
    assert (request.state, request.word, request.version) == ("declined", "nghỉ thai sản", 2)
    lines = await db.rows("select action from journal where kind = 'study_request' order by at, id")
    assert sorted(line["action"] for line in lines) == ["ask_unit", "declined"]


@pytest.mark.usefixtures("people")
async def test_who_was_declined_may_be_asked_for_again(db: Database) -> None:
    [number] = await _ask(db, CHAIR.id)
    await _answer(db, number, 1, Answer.DECLINED, "bận")
    assert len(await _ask(db, CHAIR.id)) == 1


@pytest.mark.usefixtures("people")
async def test_a_request_lapses_after_its_last_day_and_not_on_it(db: Database) -> None:
    [number] = await _ask(db, CHAIR.id)
    for day, state in ((_UNTIL, "asked"), (date(2025, 7, 1), "lapsed")):
        async with db.transaction() as tx:
            await study_requests.lapse(tx, BY, day)
        [request] = await study_requests.with_numbers(db, [number])
        assert request.state == state
    assert await _answer(db, number, 2, Answer.AGREED) == []


@pytest.mark.usefixtures("people")
async def test_an_officer_sees_only_what_their_unit_was_asked(db: Database) -> None:
    await _ask(db, CLERK.id, CHAIR.id)
    [own] = await study_requests.of_units(db, _OFFICER)
    assert (own.cadre_id, own.unit) == (CHAIR.id, COMMUNE.name)
    await _answer(db, own.number, own.version, Answer.AGREED)
    assert await study_requests.of_units(db, _OFFICER, open_only=True) == []


@pytest.mark.usefixtures("people")
async def test_an_officer_of_a_unit_is_one_of_the_units_below_it(db: Database) -> None:
    async with db.transaction() as tx:
        await grants.grant(tx, BY, HEAD.id, Role.OFFICER, "noi-vu")
    found = await study_requests.officers_of(db, ["to-mot", "an-truong"])
    assert {unit: [each.name for each in some] for unit, some in found.items()} == {"to-mot": [HEAD.name]}


@pytest.mark.usefixtures("people")
async def test_a_plan_is_no_longer_good_once_a_list_of_a_class_changed(db: Database) -> None:
    listed = await classes.every_class(db, OPERATOR)
    before = await planning.state_of(db, listed)
    assert await planning.state_of(db, listed) == before
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("tc16", CHAIR.id)])
    assert await planning.state_of(db, listed) != before
    assert await planning.levels_coming(db) == {CHAIR.id: Level.TRUNG_CAP}
    assert [each.unit_id for each in await planning.away(db)] == [COMMUNE.id]


@pytest.mark.usefixtures("people")
async def test_a_unit_is_reminded_once_of_what_must_be_answered_by_a_day_and_was_not_asked_just_now(
    db: Database,
) -> None:
    first, second = await _ask(db, CHAIR.id, CLERK.id)
    assert await _answer(db, second, 1, Answer.AGREED) == [second]
    early, late = date(2025, 6, 27), date(2025, 6, 29)
    assert await study_requests.to_chase(db, early, late, BY.at) == []
    assert await study_requests.to_chase(db, early, _UNTIL, BY.at - 1) == []
    due = await study_requests.to_chase(db, early, _UNTIL, BY.at)
    assert [each.number for each in due] == [first]
    async with db.transaction() as tx:
        assert await study_requests.note_chased(tx, due, 5) == {first}
        assert await study_requests.note_chased(tx, due, 6) == set()
    assert await study_requests.to_chase(db, early, _UNTIL, BY.at) == []
