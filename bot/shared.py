"""What the channels of a program have in common beside the house."""

from dataclasses import dataclass
from typing import Self

from bot.outage import Outage
from bot.question_tally import QuestionTally
from handlers.house import House


@dataclass(frozen=True, slots=True)
class Shared:
    """Whether anything can be kept at present, and what was asked."""

    outage: Outage
    questions: QuestionTally

    @classmethod
    def of(cls, house: House) -> Self:
        """For a program in this house."""
        return cls(Outage(house.db), QuestionTally(house.db, house.clock))
