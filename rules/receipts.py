"""Receipts: which notice an answer in words belongs to, what may be answered, and until when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from rules.notices import NoticeKind, Receipt

CLOSE_TOGETHER = 10 * 60_000
"""Milliseconds within which nobody can tell which of two notices was the latest, or which answer is being mended."""
OPEN_FOR = 30 * 24 * 3_600_000
"""Milliseconds after which words no longer reach a notice; its buttons still do."""
_USUAL_BEGIN = time(7, 0)
_HOUR = re.compile(r"(\d{1,2})\s*(?:giờ|g|h|:)\s*(\d{2})?")


class Way(StrEnum):
    """How a receipt came that somebody else wrote down."""

    PHONE = "phone"
    PAPER = "paper"


class Refusal(StrEnum):
    """Why an answer is not taken."""

    BEGUN = "begun"
    """The class has begun: an answer is changed no more."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Asked:
    """A notice that wants a receipt, as it stands with one recipient. Instants are stored milliseconds."""

    notice_id: str
    number: int
    kind: NoticeKind
    arrived_at: int
    receipt: Receipt | None = None
    receipt_at: int | None = None
    receipt_by: str | None = None
    """Who wrote the receipt down, if it was not the person."""
    note: str = ""
    class_name: str = ""
    """Empty where the notice is about no class."""
    starts_on: date | None = None
    hours: str = ""
    """The hours of the class as people are told of them."""
    is_cancelled: bool = False
    """The notice, or its class, was called off."""

    def begins(self, zone: tzinfo | None) -> datetime | None:
        """When the class begins: on its first day, at the first hour it names, else in the early morning."""
        if self.starts_on is None:
            return None
        named = _HOUR.search(self.hours.lower())
        at = time(int(named[1]) % 24, int(named[2] or 0) % 60) if named else _USUAL_BEGIN
        return datetime.combine(self.starts_on, at, zone)


def options(kind: NoticeKind) -> tuple[Receipt, ...]:
    """What a notice of a kind offers to answer."""
    return (Receipt.COMING, Receipt.NOT_COMING) if kind is NoticeKind.SUMMONS else (Receipt.RECEIVED,)


def fits(asked: Asked, receipt: Receipt) -> bool:
    """Whether this can be answered to that notice: to have read it always, to come wherever people may be called."""
    return receipt is Receipt.RECEIVED or asked.kind is not NoticeKind.MATERIAL or bool(asked.class_name)


def _asks(asked: Asked, receipt: Receipt) -> bool:
    """Whether it is a notice that this is asked of, not one to which it can be said too."""
    return receipt in options(asked.kind) or receipt is Receipt.RECEIVED or bool(asked.class_name)


def refusal(asked: Asked, receipt: Receipt, now: datetime) -> Refusal | None:
    """Why an answer is not taken any more; None where it is. A first answer is taken even late."""
    if asked.is_cancelled:
        return Refusal.CANCELLED
    begins = asked.begins(now.tzinfo)
    is_change = asked.receipt is not None and asked.receipt is not receipt
    return Refusal.BEGUN if is_change and begins is not None and begins <= now else None


def meant(asked: Sequence[Asked], receipt: Receipt, at: int) -> list[Asked]:
    """The notices that an answer in words may belong to: one where it is clear, several where the person must say.

    Of the unanswered ones the latest; where none is left, the one answered last. What is not clear: two that came
    close together, or an older one that waits while the person may be mending the answer given just now. Whether one
    comes belongs to a notice that asks for it, if there is one, else to any that may call people somewhere.
    """
    recent = [each for each in asked if fits(each, receipt) and at - each.arrived_at <= OPEN_FOR]
    fitting = [each for each in recent if _asks(each, receipt)] or recent
    open_ = sorted((each for each in fitting if each.receipt is None), key=lambda each: -each.arrived_at)
    answered = sorted((each for each in fitting if each.receipt is not None), key=lambda each: -(each.receipt_at or 0))
    if not open_:
        return answered[:1]
    latest = [each for each in open_ if open_[0].arrived_at - each.arrived_at <= CLOSE_TOGETHER]
    mended = [
        each
        for each in answered[:1]
        if each.receipt is not receipt and each.receipt_by is None and at - (each.receipt_at or 0) <= CLOSE_TOGETHER
    ]
    return [*latest, *mended]
