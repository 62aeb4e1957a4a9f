"""What several centres cost a question: not a statement more than one centre does."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from handlers.house import House
from handlers.texts.common import STALE
from storage.database import Row, Value
from tests.handlers import roster
from tests.handlers.centres.test_owned import OPEN, keep
from tests.handlers.conftest import Linked


class Counted:
    """A database that counts what is read of it."""

    def __init__(self, db: Any) -> None:
        self._db = db
        self.many = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)

    async def rows(self, sql: str, *args: Value) -> Sequence[Row]:
        self.many += 1
        found: Sequence[Row] = await self._db.rows(sql, *args)
        return found


@pytest.mark.parametrize(
    "key", ["upcoming_classes", "class_detail:tc16", "faq", "my_questions", "lecturers", "my_status"]
)
async def test_a_question_reads_as_often_as_with_one_centre(house: House, linked: Linked, key: str) -> None:
    await keep(house, OPEN)
    nha = await linked(roster.NHA)
    asked: list[int] = []
    for several in ((), house.several):
        counted: Any = Counted(house.db)
        nha.house = replace(house, db=counted, several=several)
        for _ in range(2):
            counted.many = 0
            assert await nha.taps(key) != STALE
        asked.append(counted.many)
    assert asked[0] == asked[1] > 0
