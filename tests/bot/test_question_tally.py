"""Questions are counted beside the work, and what cannot be written waits."""

import pytest

from bot import question_tally
from bot.app import App
from bot.question_tally import QuestionTally
from handlers.house import House
from handlers.questions import Question
from storage import question_counts
from storage.question_counts import Way
from storage.sqlite import SqliteDatabase
from tests.bot.conftest import until
from tests.bot.telegram_server import TelegramServer
from tests.handlers.conftest import Clock

ASKED = Question("my_status", Way.ASSISTANT)


async def test_what_could_not_be_written_is_written_with_the_next(house: House, clock: Clock) -> None:
    tally, today = QuestionTally(house.db, clock), clock().date()
    assert isinstance(house.db, SqliteDatabase)
    tally.add(ASKED)
    await house.db._writer.execute("pragma query_only = on")
    await tally.flush()
    await house.db._writer.execute("pragma query_only = off")
    tally.add(ASKED)
    tally.add(None)
    await tally.flush()
    assert await question_counts.counted(house.db, today, today) == {("my_status", Way.ASSISTANT): 2}


async def test_the_program_counts_what_people_ask(
    monkeypatch: pytest.MonkeyPatch, telegram: TelegramServer, bot: App, house: House
) -> None:
    monkeypatch.setattr(question_tally, "FLUSH", 0.01)
    person = telegram.person(7)
    person.says("/lienhe")
    await person.reads()
    await bot.idle()
    await bot.shared.questions.flush()
    today = house.clock().date()

    async def counted() -> bool:
        return await question_counts.counted(house.db, today, today) == {("contact", Way.ASSISTANT): 1}

    await until(counted)
