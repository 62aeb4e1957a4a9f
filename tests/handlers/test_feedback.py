"""Feedback on a class as a dialog."""

from datetime import date

import pytest

from handlers.feedback_asking import ask_for_feedback
from handlers.house import House
from handlers.texts import common
from handlers.texts import feedback as texts
from rules.classes import ClassState, Enrolment, TrainingClass
from storage import classes
from storage.clock import to_ms
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked, Sent

BY = By("operator", 1)
PEOPLE = (roster.NHA, roster.KIET, roster.RAY, roster.HOA, roster.TUAN)


@pytest.fixture(autouse=True)
async def class_that_ended(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [TrainingClass("k", "K1", "Sơ cấp", state=ClassState.RESULTS)])
        await classes.save_enrolments(tx, BY, [Enrolment("k", each.id) for each in PEOPLE])


async def test_three_taps_and_a_word_and_five_make_it_seen(linked: Linked) -> None:
    lan = await linked(roster.LAN)
    for who in PEOPLE:
        assert await lan.taps("class_feedback:k") == texts.TOO_FEW
        person = await linked(who)
        assert "không ghi tên" in await person.taps("feedback")
        for label in ("Rất tốt", "Tốt", "Bình thường"):
            await person.taps(label)
        assert await person.says("Nên có thêm thảo luận") == texts.KEPT
    said = await lan.says("/gopy K1")
    assert said.startswith("Góp ý về lớp Sơ cấp: 5 phiếu (thang 5)\nNội dung: 5,0. Giảng viên: 4,0. Phục vụ: 3,0.")
    assert "Nhã" not in said


async def test_numbers_work_and_the_word_may_be_left_out(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    await nha.taps("feedback")
    for score in ("5", "4", "3"):
        await nha.says(score)
    assert await nha.taps(texts.WITHOUT_A_WORD) == texts.KEPT
    assert await nha.taps("feedback:k") == texts.BEFORE
    assert await nha.taps("feedback") == texts.NONE_OPEN


async def test_a_forged_score_does_nothing(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert await nha.taps("feedback:k:9") == common.STALE
    assert await nha.taps("feedback:other:5") == texts.BEFORE


async def test_cadres_do_not_read_what_others_said(linked: Linked) -> None:
    assert await (await linked(roster.NHA)).taps("class_feedback:k") == common.NOT_ALLOWED


async def _ended(db: Database, day: date) -> None:
    ended = TrainingClass("k", "K1", "Sơ cấp", state=ClassState.RESULTS, ends_on=day)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [ended])


async def test_each_is_asked_once_after_the_class_with_the_first_question_open(
    linked: Linked, sent: Sent, house: House, db: Database
) -> None:
    await _ended(db, date(2025, 5, 30))
    nha, kiet = await linked(roster.NHA), await linked(roster.KIET)
    await kiet.taps("feedback:k")
    for score in ("5", "4", "3"):
        await kiet.says(score)
    await kiet.taps(texts.WITHOUT_A_WORD)
    for _ in range(2):
        await ask_for_feedback(house)
    [asked] = await sent(nha)
    assert asked.startswith("Góp ý về lớp Sơ cấp (1/3)")
    assert "không ghi tên" in asked
    assert await sent(kiet) == [], "who said something already is not asked"
    await nha.taps("feedback:k:5")
    assert "(2/3)" in nha.last.text


async def test_nobody_is_asked_at_night(linked: Linked, house: House, db: Database, clock: Clock) -> None:
    await _ended(db, date(2025, 5, 30))
    await linked(roster.NHA)
    clock.move(hours=14)
    await ask_for_feedback(house)
    [row] = await db.rows("select due_at from outbox")
    assert row["due_at"] > to_ms(clock.now), "it waits for the morning"


async def test_of_a_class_long_over_and_by_the_muted_nothing_is_asked(
    linked: Linked, sent: Sent, house: House, db: Database
) -> None:
    nha = await linked(roster.NHA)
    await _ended(db, date(2025, 3, 1))
    await ask_for_feedback(house)
    await _ended(db, date(2025, 5, 30))
    await nha.taps("mute:1")
    await ask_for_feedback(house)
    assert await sent(nha) == []


async def test_staff_choose_the_class_whose_feedback_they_read(linked: Linked, db: Database) -> None:
    lan = await linked(roster.LAN)
    assert await lan.taps("class_feedback") == texts.OF_WHICH
    assert await lan.taps("K1") == texts.TOO_FEW
