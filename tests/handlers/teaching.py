"""Two lecturers and a class they teach, for the tests of a lecturer's own side."""

from datetime import date

import pytest

from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from rules.lecturers import Lecturer, State
from storage import classes, lecturers
from storage.database import Database
from storage.journal import By
from tests.handlers import roster

BY = By("operator", 1)
CLASS = TrainingClass("cu2", "CU-K2", "Bồi dưỡng cấp ủy viên, khóa 2", state=ClassState.RUNNING)
OTHER = TrainingClass("sc1", "SC-K1", "Sơ cấp, khóa 1", state=ClassState.RUNNING)
TODAY = date(2025, 6, 2)


@pytest.fixture
async def pair(db: Database) -> tuple[Lecturer, Lecturer]:
    """Dũng, who teaches the first sessions, and Hòa, who has one in another class on 4/6; neither is of staff."""
    async with db.transaction() as tx:
        dung = await lecturers.add(tx, BY, _lecturer(roster.DUNG.name, roster.DUNG.id))
        hoa = await lecturers.add(tx, BY, _lecturer(roster.HOA.name, roster.HOA.id))
        await classes.save_classes(tx, BY, "test", [CLASS, OTHER])
        await classes.save_enrolments(tx, BY, [Enrolment("cu2", roster.NHA.id), Enrolment("cu2", roster.TUAN.id)])
        await classes.replace_sessions(tx, BY, "cu2", [
            _session("s0", "cu2", date(2025, 5, 30), dung, periods=4),
            _session("s1", "cu2", TODAY, dung),
            _session("s2", "cu2", date(2025, 6, 3), dung),
            _session("s3", "cu2", date(2025, 6, 4), dung),
            _session("s4", "cu2", date(2025, 6, 25), dung),
        ])  # fmt: skip
        await classes.replace_sessions(tx, BY, "sc1", [_session("x1", "sc1", date(2025, 6, 4), hoa)])
    return dung, hoa


def _lecturer(name: str, holder_id: str) -> Lecturer:
    return Lecturer("", "", name, False, State.APPROVED, holder_id=holder_id)


def _session(key: str, class_id: str, day: date, who: Lecturer, periods: int | None = None) -> Session:
    return Session(key, class_id, day, Part.SANG, f"Bài {key[1]}", "Hội trường 1", who.name, who.id, periods=periods)
