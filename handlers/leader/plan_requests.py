"""A plan becomes requests to the units: looked at, sent once, and followed unit by unit. Nobody is enrolled by it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from handlers.answers import OFFICERS
from handlers.leader.plan import PLAN, names_of, plan_of, undecided, ways_back
from handlers.messages import HOME, Button, Reply
from handlers.push import push_to_person
from handlers.study_plan import StudyPlan
from handlers.texts import study_requests as texts
from handlers.texts import target_plan as plan_texts
from handlers.turn import Answered, Turn, Write
from rules.cadres import Cadre
from rules.planning import Sent, Undecided
from rules.text import name_sort_key, sort_key
from storage import reaching, study_requests
from storage.database import Transaction
from storage.looks import looked_at
from storage.study_requests import Officer, Source, StudyRequest, Wanted

ASK, SEND, ASKED = "study_ask", "study_send", "study_asked"
"""Lines of the table; the first two take the limits of the plan, the second also what was looked at."""
PAGE = 6
"""Units a message."""
_DAYS = 14
"""How long units have for their word where the class names no last day."""


async def ask(turn: Turn) -> Answered:
    """`study_ask:LIMITS`: how many of which unit, and who will be told."""
    try:
        found = await plan_of(turn)
    except Undecided:
        return undecided()
    people = await names_of(turn, [each.person.id for each in found.plan.sent])
    if not people:
        return Reply(plan_texts.NO_NAMES if people is None else plan_texts.NOBODY, ways_back(turn))
    going = [each for each in found.plan.sent if each.person.id in people]
    known = await study_requests.standing(turn.house.db, _pairs(going))
    new = [each for each in going if (each.person.id, each.offer.id) not in known]
    if not new:
        return Reply(texts.NOBODY_NEW, ((Button(texts.ASKED, ASKED),), *ways_back(turn)))
    units = await _units(
        turn.house.db, Counter(people[each.person.id].unit.id for each in new), _names(people.values())
    )
    until = min(_until(found, each) for each in new)
    send = Button(texts.SEND, f"{SEND}:{turn.args[0] if turn.args else ''}:{found.digest}")
    return Reply(texts.confirm(units, len(known), until), ((send,), (Button(texts.ASKED, ASKED),), *ways_back(turn)))


async def send(turn: Turn) -> Answered:
    """`study_send:LIMITS:DIGEST`: keep the requests and tell the officers; for a plan that has changed, nothing."""
    try:
        found = await plan_of(turn)
    except Undecided:
        return undecided()
    people = await names_of(turn, [each.person.id for each in found.plan.sent])
    if not people or turn.args[1:] != (found.digest,):
        return Reply(texts.OUTDATED, ways_back(turn))
    going = sorted(
        (each for each in found.plan.sent if each.person.id in people), key=lambda each: _place(each, people)
    )
    wanted = [Wanted(each.person.id, each.offer.id, each.helps, _until(found, each)) for each in going]
    return _sending(turn, wanted)


def _sending(turn: Turn, wanted: Sequence[Wanted]) -> Write:
    async def write(tx: Transaction) -> Reply:
        await study_requests.lapse(tx, turn.by, turn.today)
        kept = await study_requests.with_numbers(tx, await study_requests.ask(tx, turn.by, wanted))
        if not kept:
            return Reply(texts.NOBODY_NEW, _after())
        names = {each.unit_id: each.unit for each in kept}
        units = await _units(tx, Counter(each.unit_id for each in kept), names)
        await _tell(tx, turn, kept)
        return Reply(texts.sent(units), _after())

    return write


async def _tell(tx: Transaction, turn: Turn, kept: Sequence[StudyRequest]) -> None:
    """One message to each officer, about all the units they answer for."""
    theirs: dict[str, list[StudyRequest]] = {}
    officers = await study_requests.officers_of(tx, {each.unit_id for each in kept})
    for each in kept:
        for officer in officers.get(each.unit_id, ()):
            theirs.setdefault(officer.holder_id, []).append(each)
    reached = await reaching.listening(tx, theirs)
    for holder in reached:
        text = texts.to_officer(theirs[holder], turn.house.centre.phone)
        await push_to_person(tx, turn.house, turn.now, holder, Reply(text, ((Button(texts.ANSWER, "study_answer"),),)))


async def asked(turn: Turn) -> Answered:
    """`study_asked:FIRST`: how the units answered so far; the names behind it for those who may see them."""

    async def write(tx: Transaction) -> Reply:
        await study_requests.lapse(tx, turn.by, turn.today)
        found = texts.by_unit(await study_requests.of_units(tx, turn.asker))
        if not found:
            return Reply(texts.NONE_SENT, _after()[1:])
        first = turn.number(0) or 0
        first = first if first < len(found) else 0
        shown = found[first : first + PAGE]
        ids = [each.cadre_id for _, some in shown for each in some if each.state in texts.ANSWERED]
        names = await names_of(turn, ids) or {}
        await looked_at(tx, turn.by, ASKED, names)
        rows = [(Button(texts.MORE, f"{ASKED}:{first + PAGE}"),)] if first + PAGE < len(found) else []
        if turn.asker.has(*OFFICERS):
            rows.append((Button(texts.WRITE_DOWN, "study_answer"),))
        return Reply(texts.state(found, shown, names), (*rows, *_after()[1:]))

    return write


async def _units(source: Source, many: Counter[str], names: dict[str, str]) -> list[texts.UnitAsked]:
    """The units by name, each with those of its officers whom a message reaches."""
    officers = await study_requests.officers_of(source, many)
    reached = set(await reaching.listening(source, {each.holder_id for some in officers.values() for each in some}))

    def linked(unit_id: str) -> list[Officer]:
        return [each for each in officers.get(unit_id, ()) if each.holder_id in reached]

    return [
        texts.UnitAsked(names[unit_id], many[unit_id], linked(unit_id))
        for unit_id in sorted(many, key=lambda id: sort_key(names[id]))
    ]


def _place(each: Sent, people: Mapping[str, Cadre]) -> tuple[object, ...]:
    """Unit by unit and by name: so the numbers of a unit follow one another."""
    cadre = people[each.person.id]
    return sort_key(cadre.unit.name), name_sort_key(cadre.name), cadre.code


def _names(people: Iterable[Cadre]) -> dict[str, str]:
    return {cadre.unit.id: cadre.unit.name for cadre in people}


def _pairs(going: Iterable[Sent]) -> list[tuple[str, str]]:
    return [(each.person.id, each.offer.id) for each in going]


def _until(found: StudyPlan, each: Sent) -> date:
    """The last day for the unit's word: that of the class, else so many days from now."""
    return found.classes[each.offer.id].register_until or found.day + timedelta(days=_DAYS)


def _after() -> tuple[tuple[Button, ...], ...]:
    return (Button(texts.ASKED, ASKED),), (Button(texts.PLAN, PLAN),), (HOME,)
