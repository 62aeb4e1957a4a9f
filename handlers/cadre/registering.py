"""Asking for a class: for trung cấp and cao cấp a wish, for the centre's classes a request; others decide on both.

Who stands on no roster may ask for the courses that are for such people; into others only their unit sends them.
"""

from collections.abc import Sequence

from handlers.messages import HOME, Button, Reply
from handlers.seat_conditions import conditions
from handlers.seat_news import position_of, tell_unit
from handlers.texts import common, home
from handlers.texts import seats as texts
from handlers.turn import Answered, Turn
from rules.access import Role
from rules.classes import Course, EnrolmentState, Listed, Wanted, by_start, named
from rules.levels import Level, Mode
from rules.seats import is_nominated, kind_of, takes_requests, unit_answers_by
from storage import classes, learners, seat_requests
from storage.cadres import Source
from storage.clock import to_ms
from storage.database import Transaction
from storage.seat_requests import Ask, Refused, SeatRequest

REGISTER, WISH, SEND = "register", "register_wish", "register_send"
"""`register:CLASS`, `register_wish:KIND`, `register_send:KIND:CLASS`; without arguments: what was asked in words."""
_CHOICES = 4


async def register(turn: Turn) -> Answered:
    """`register:CLASS`, or a question: the class it means, the classes it may mean, or a wish for the course."""
    if turn.args:
        one = await classes.by_id(turn.house.db, turn.asker, turn.args[0])
        return await _before(turn, kind_of(one.training), one) if one and _may_ask(turn, one) else _not_taking()
    found = [each for each in await classes.every_class(turn.house.db, turn.asker) if _may_ask(turn, each)]
    wanted = _wanted(turn)
    reference = turn.slots.get("class_ref", "")
    meant = sorted(
        (each for each in (named(found, reference) if reference else found) if wanted.of_kind(each.training)),
        key=by_start,
    )
    kind = wanted.course.value if wanted.course else wanted.level.code if wanted.level else ""
    if kind and not _is_for(turn, kind):
        return _not_for_learners()
    if len(meant) == 1 and (kind or reference):
        return await _before(turn, kind_of(meant[0].training), meant[0])
    if kind and (not meant or is_nominated(kind)):
        return await _before(turn, kind, None)
    return _choose(turn, meant) if meant else _kinds(turn)


def _may_ask(turn: Turn, listed: Listed) -> bool:
    free = listed.own in (None, EnrolmentState.LEFT)
    return free and takes_requests(listed.training, turn.today) and _is_for(turn, kind_of(listed.training))


def _is_for(turn: Turn, kind: str) -> bool:
    return turn.house.courses.takes_from(kind, turn.asker.has(Role.CADRE))


def _wanted(turn: Turn) -> Wanted:
    level, course, mode = (turn.slots.get(name, "") for name in ("level", "course", "mode"))
    return Wanted(Level.of(level) if level else None, Course(course) if course else None, Mode(mode) if mode else None)


def _choose(turn: Turn, found: Sequence[Listed]) -> Reply:
    shown = found[:_CHOICES]
    rows = [(Button(texts.class_button(n), f"{REGISTER}:{each.training.id}"),) for n, each in enumerate(shown, 1)]
    return Reply(texts.choose_class(shown, turn.today), (*rows, (Button(texts.OTHER_COURSES, WISH),), (HOME,)))


def _kinds(turn: Turn) -> Reply:
    kinds = texts.WISHED if turn.asker.has(Role.CADRE) else texts.WISHED_BY_LEARNERS
    rows = ((Button(texts.kind_button(kind), f"{WISH}:{kind}"),) for kind in kinds if _is_for(turn, kind))
    return Reply(texts.WHICH_COURSE, (*rows, (HOME,)))


def _not_for_learners() -> Reply:
    return Reply(texts.NOT_FOR_LEARNERS, ((Button(home.LABELS["contact"], "contact"),), (HOME,)))


def _not_taking() -> Reply:
    return Reply(texts.NOT_TAKING, ((Button(texts.OTHER_COURSES, WISH),), (HOME,)))


async def wish(turn: Turn) -> Reply:
    """`register_wish:KIND`: before a wish for a course without a class is sent; without a kind, which?"""
    kind = turn.args[0] if turn.args else ""
    if kind in texts.KINDS and not _is_for(turn, kind):
        return _not_for_learners()
    return await _before(turn, kind, None) if kind in texts.KINDS else _kinds(turn)


async def _before(turn: Turn, kind: str, listed: Listed | None) -> Reply:
    live = await seat_requests.live_of(turn.house.db, turn.asker.person_id or "", kind)
    if live is not None and not (listed is not None and seat_requests.may_become(live)):
        return await _have_one(turn.house.db, turn, live)
    text = texts.before(kind, listed, conditions(turn.house, turn.today, turn.facts.cadre, kind, listed), turn.today)
    label = texts.SEND_WISH if listed is None or is_nominated(kind) else texts.SEND_REQUEST
    key = f"{SEND}:{kind}:{listed.training.id if listed else ''}"
    return Reply(text, ((Button(label, key),), (Button(texts.LATER, "home"),)), topic="eligibility")


async def send(turn: Turn) -> Answered:
    """`register_send:KIND:CLASS`: keep it, and ask the unit for its word. Tapped twice, it is kept once."""
    kind, class_id, *_ = (*turn.args, "", "")
    if kind not in texts.KINDS and not class_id:
        return Reply(common.STALE, common.HOME_ROW)
    if not _is_for(turn, kind):
        return _not_for_learners()

    async def write(tx: Transaction) -> Reply:
        return await _kept(tx, turn, kind, class_id)

    return write


async def _kept(tx: Transaction, turn: Turn, kind: str, class_id: str) -> Reply:
    listed = await classes.by_id(tx, turn.asker, class_id) if class_id else None
    if class_id and (listed is None or kind_of(listed.training) != kind):
        return Reply(common.STALE, common.HOME_ROW)
    if listed is not None and not takes_requests(listed.training, turn.today):
        return _not_taking()
    due = _due(turn, kind, listed)
    wanted = Ask(turn.asker.person_id or "", await _unit_of(tx, turn), kind, class_id or None, due)
    found = await seat_requests.ask(tx, turn.by, wanted)
    if isinstance(found, Refused):
        return await _refused(tx, turn, kind, found)
    await tell_unit(tx, turn.house, turn.now, found)
    text = texts.sent(found, await position_of(tx, found), turn.now)
    return Reply(text, ((Button(texts.SEE_OR_WITHDRAW, "my_requests"),), (HOME,)))


async def _unit_of(tx: Transaction, turn: Turn) -> str:
    """The unit whose word it takes: that of the record, or the one that sent the learner."""
    if turn.facts.cadre is not None:
        return turn.facts.cadre.unit.id
    learner = await learners.by_id(tx, turn.asker, turn.asker.learner_id or "")
    if learner is None:
        raise LookupError("this answer is registered for cadres and learners only")
    return learner.unit.id


def _due(turn: Turn, kind: str, listed: Listed | None) -> int | None:
    """A wish for the centre's own course waits for a class, however long that takes."""
    if listed is None and not is_nominated(kind):
        return None
    return to_ms(unit_answers_by(turn.now, listed.training.register_until if listed else None))


async def _refused(tx: Transaction, turn: Turn, kind: str, why: Refused) -> Reply:
    live = await seat_requests.live_of(tx, turn.asker.person_id or "", kind)
    if why is Refused.LIVE and live is not None:
        return await _have_one(tx, turn, live)
    return Reply(texts.IN_CLASS, common.HOME_ROW) if why is Refused.IN_CLASS else _not_taking()


async def _have_one(source: Source, turn: Turn, live: SeatRequest) -> Reply:
    shown = texts.one(live, await position_of(source, live), turn.now.tzinfo)
    return Reply(f"{texts.HAVE_ONE}\n{shown}", ((Button(texts.SEE_OR_WITHDRAW, "my_requests"),), (HOME,)))
