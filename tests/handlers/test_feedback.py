"""Feedback on a class as a dialog."""

import pytest

from handlers.texts import common
from handlers.texts import feedback as texts
from rules.classes import ClassState, Enrolment, TrainingClass
from storage import classes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Linked

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
