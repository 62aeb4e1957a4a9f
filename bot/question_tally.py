"""Counting questions beside the work: in memory, and on disk every few seconds."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from bot.faults import kind_of
from handlers.questions import Question
from storage import question_counts
from storage.database import Database
from storage.question_counts import Way

logger = logging.getLogger(__name__)

FLUSH = 5.0
"""Seconds between two writes. A kill loses at most the counts of so long, and no answer waits for them."""


class QuestionTally:
    """What was asked since the last write. `clock` gives the day on which a question counts."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock
        self._waiting: Counter[tuple[date, str, Way]] = Counter()

    def add(self, question: Question | None) -> None:
        """Count a question; None is none."""
        if question is not None:
            self._waiting[self._clock().date(), question.topic, question.way] += 1

    async def work(self) -> None:
        """Write from time to time, until cancelled."""
        while True:
            await asyncio.sleep(FLUSH)
            await self.flush()

    async def flush(self) -> None:
        """Write what was counted; what cannot be written waits for the next time."""
        if not self._waiting:
            return
        counted, self._waiting = self._waiting, Counter()
        try:
            await question_counts.add(self._db, counted)
        except Exception as error:  # figures are no reason to stop anything
            logger.warning("counts of questions cannot be kept (%s); trying again", kind_of(error))
            self._waiting.update(counted)
