"""Requests for a seat in a class: what may follow on what, by whose word; who is waited for; who is next in line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.classes import ClassState, RunBy, TrainingClass
from rules.levels import Level
from rules.office_hours import OfficeHours, after_minutes


class SeatState(StrEnum):
    """How a request stands."""

    WISH = "wish"
    """For a course without an open class; of a class of the school or the academy, until the unit has its say."""
    ASKED = "asked"
    AGREED = "agreed"
    WAITING = "waiting"
    """No seat is free."""
    OFFERED = "offered"
    """A seat is held for who waited, until they answer."""
    ENROLLED = "enrolled"
    FORWARDED = "forwarded"
    """The name was sent on to the school or the academy; what comes of it, others decide."""
    DECLINED = "declined"
    """The unit does not send them."""
    RETURNED = "returned"
    """The centre gave it back."""
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


LIVE = frozenset(
    (SeatState.WISH, SeatState.ASKED, SeatState.AGREED, SeatState.WAITING, SeatState.OFFERED, SeatState.FORWARDED)
)
"""Of these a person has at most one for each kind of course."""
HOLDING = frozenset((SeatState.ASKED, SeatState.AGREED, SeatState.OFFERED, SeatState.ENROLLED))
"""With a class, these hold one of its seats."""


class Who(StrEnum):
    """Who moves a request, or is waited for."""

    PERSON = "person"
    UNIT = "unit"
    CENTRE = "centre"
    CLOCK = "clock"
    """Nobody: a day passed, or a seat came free."""
    OTHERS = "others"
    """The school, the academy, and who decides there."""


class Move(StrEnum):
    """What happens to a request."""

    AGREE = "agree"
    DECLINE = "decline"
    RETURN = "return"
    WITHDRAW = "withdraw"
    OFFER = "offer"
    ACCEPT = "accept"
    ENROL = "enrol"
    FORWARD = "forward"
    LEAVE = "leave"
    """Out of the class again."""
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Request:
    """What decides how a request may go on."""

    state: SeatState
    agreed: bool = False
    """The unit said yes."""
    in_class: bool = True
    """It names a class; else it is a wish for the course."""
    nominates: bool = False
    """Trung cấp, cao cấp: names are sent on, nobody is enrolled here."""


_BY: Mapping[Move, tuple[Who, frozenset[SeatState]]] = {
    Move.AGREE: (Who.UNIT, frozenset((SeatState.WISH, SeatState.ASKED, SeatState.WAITING, SeatState.OFFERED))),
    Move.DECLINE: (Who.UNIT, frozenset((SeatState.WISH, SeatState.ASKED, SeatState.WAITING, SeatState.OFFERED))),
    Move.RETURN: (Who.CENTRE, LIVE),
    Move.WITHDRAW: (Who.PERSON, LIVE),
    Move.OFFER: (Who.CLOCK, frozenset((SeatState.WISH, SeatState.AGREED, SeatState.WAITING))),
    Move.ACCEPT: (Who.PERSON, frozenset((SeatState.OFFERED,))),
    Move.ENROL: (Who.CENTRE, frozenset((SeatState.AGREED,))),
    Move.FORWARD: (Who.CENTRE, frozenset((SeatState.AGREED,))),
    Move.LEAVE: (Who.CENTRE, frozenset((SeatState.ENROLLED,))),
    Move.EXPIRE: (Who.CLOCK, LIVE - {SeatState.FORWARDED}),
}
_ENDS = {
    Move.DECLINE: SeatState.DECLINED,
    Move.RETURN: SeatState.RETURNED,
    Move.WITHDRAW: SeatState.WITHDRAWN,
    Move.OFFER: SeatState.OFFERED,
    Move.ENROL: SeatState.ENROLLED,
    Move.FORWARD: SeatState.FORWARDED,
    Move.LEAVE: SeatState.RETURNED,
    Move.EXPIRE: SeatState.EXPIRED,
}


def whose(move: Move) -> Who:
    """Whose word a move is."""
    return _BY[move][0]


def follows(request: Request, move: Move) -> SeatState | None:
    """The state after a move; None where it may not follow.

    Nobody is enrolled or sent on without the unit's word, and for trung cấp and cao cấp nobody is enrolled at all.
    A seat that was offered and taken still waits for the unit, if it has said nothing.
    """
    if request.state not in _BY[move][1] or not _fits(request, move):
        return None
    if move is Move.AGREE:
        if request.agreed:
            return None
        return request.state if request.state in (SeatState.WAITING, SeatState.OFFERED) else SeatState.AGREED
    if move is Move.ACCEPT:
        return SeatState.AGREED if request.agreed else SeatState.ASKED
    return _ENDS[move]


def _fits(request: Request, move: Move) -> bool:
    if move is Move.ENROL:
        return request.in_class and not request.nominates
    if move is Move.FORWARD:
        return request.nominates
    if move is Move.OFFER:
        return not request.nominates and (request.state is SeatState.WAITING or not request.in_class)
    return True


def waits_for(request: Request) -> Who | None:
    """Who is to say the next word; None where nobody is. Who waits for a seat, or a class, waits for the clock."""
    if request.state in (SeatState.WISH, SeatState.ASKED, SeatState.AGREED):
        if not request.agreed and (request.nominates or request.in_class):
            return Who.UNIT
        return Who.CENTRE if request.nominates or request.in_class else Who.CLOCK
    return {
        SeatState.WAITING: Who.CLOCK,
        SeatState.OFFERED: Who.PERSON,
        SeatState.FORWARDED: Who.OTHERS,
    }.get(request.state)


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody who waits for a seat."""

    place: int
    """The order of arrival."""
    quota: str = ""
    """The unit whose quota of the class they come under; empty where there is none."""


def next_in_line(line: Sequence[InLine], full: Collection[str]) -> InLine | None:
    """Who is offered a free seat: the first to arrive whose unit's quota is not full; None where there is nobody."""
    return min((each for each in line if each.quota not in full), key=lambda each: each.place, default=None)


def position(line: Sequence[InLine], own: InLine, full: Collection[str]) -> int:
    """How many free seats from now it is one's turn, from 1.

    Under a full quota only a seat of the own unit helps, and so only its people are ahead.
    """
    before = (each for each in line if each.place < own.place)
    if own.quota in full:
        return 1 + sum(each.quota == own.quota for each in before)
    return 1 + sum(each.quota not in full for each in before)


def kind_of(training: TrainingClass) -> str:
    """The kind of course of a class, as the file of courses names it; else the code of its course or level."""
    return training.kind or (training.course.value if training.course else training.level.code)


def is_nominated(kind: str) -> bool:
    """Whether people are only nominated for a kind of course: trung cấp and cao cấp, which others open."""
    return kind in (Level.TRUNG_CAP.code, Level.CAO_CAP.code)


def takes_requests(training: TrainingClass, today: date) -> bool:
    """Whether people may ask for a class of any kind: it is open, and its last day for names has not passed."""
    until = training.register_until
    return training.state is ClassState.OPEN and (until is None or until >= today)


def is_own_class(training: TrainingClass) -> bool:
    """Whether the centre itself enrols into a class."""
    return training.run_by is RunBy.CENTRE and not is_nominated(kind_of(training))


UNIT_DAYS = 10
"""Working days that a unit has for its word, the day of asking among them."""
OFFER_MINUTES = 2 * 8 * 60
"""Minutes of office time for the answer to an offered seat: two working days."""
CHASE_BEFORE = timedelta(days=3)
"""How long before the last day a unit that is silent is asked again."""
FRESH = timedelta(days=1)
"""How long after it was asked nobody is reminded."""
CENTRE_DAYS = 3
"""Working days after which the centre is reminded of what a unit agreed to."""


def unit_answers_by(now: datetime, until: date | None) -> datetime:
    """The end of the last day for the unit's word: ten working days, or the class's own last day where that is sooner.

    Holidays are not known here.
    """
    day, left = now.date(), UNIT_DAYS
    while True:
        left -= day.weekday() < 5
        if not left:
            break
        day += timedelta(days=1)
    if until is not None and now.date() <= until < day:
        day = until
    return datetime.combine(day + timedelta(days=1), time(), now.tzinfo)


def offer_answered_by(now: datetime, hours: OfficeHours) -> datetime:
    """Until when an offered seat is held, in the centre's hours."""
    return after_minutes(now, OFFER_MINUTES, hours)
