"""The round of the records doctor: the rules judge what is stored, and what staff keep as it is falls away."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta

from handlers.house import House
from handlers.texts import records_doctor as texts
from rules.access import OPERATOR
from rules.cadres import Cadre
from rules.classes import TrainingClass
from rules.levels import Level
from rules.policy import regulation_on
from rules.records_doctor import (
    Finding,
    Flaw,
    left_open,
    misdated,
    named,
    same_number,
    twins,
    two_heads,
    unfit,
    unproven,
)
from storage import cadres, classes, records_doctor
from storage.records_doctor import MOST, Fact, Source

GRACE = timedelta(days=7)
"""How long after its last day a class may still be left running."""
_Round = Callable[[House, Source, date, int], Awaitable[list[Finding]]]
"""Looks at one kind on a day, at so many suspects at most."""


async def findings(house: House, source: Source, flaw: Flaw | None = None) -> list[Finding]:
    """What does not go together in the records today, but for what staff keep as it is; of one kind, or all."""
    kept = await records_doctor.kept(source)
    today, limit = house.clock().date(), MOST + len(kept)
    found = [
        each
        for kind, look in _ROUNDS.items()
        if flaw in (None, kind)
        for each in await look(house, source, today, limit)
    ]
    return [each for each in found if fact_of(each) not in kept]


def fact_of(finding: Finding) -> Fact:
    """How a finding is remembered."""
    return finding.flaw.value, finding.subject, finding.facts


async def _people(source: Source, ids: Iterable[str]) -> dict[str, Cadre]:
    return {each.id: each for each in await cadres.with_ids(source, OPERATOR, set(ids))}


async def _each(source: Source, ids: Iterable[str], judge: Callable[[Cadre], Finding | None]) -> list[Finding]:
    people = sorted((await _people(source, ids)).values(), key=lambda each: each.code)
    return [found for each in people if (found := judge(each)) is not None]


async def _unproven(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    return await _each(source, await records_doctor.with_bare_papers(source, limit), unproven)


async def _misdated(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    ids = await records_doctor.with_odd_dates(source, today, limit)
    return await _each(source, ids, lambda cadre: misdated(cadre, today))


async def _left_open(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    return await _each(
        source, await records_doctor.with_posts_elsewhere(source, limit), lambda cadre: left_open(cadre, today)
    )


async def _two_heads(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    shared = await records_doctor.posts_of_two(source, today, limit)
    people = await _people(source, (each for one in shared for each in one.people))
    judged = (
        two_heads([people[each] for each in one.people if each in people], one.words[0], one.words[1], today)
        for one in shared
    )
    return [each for each in judged if each is not None]


async def _twins(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    shared = await records_doctor.same_people(source, limit)
    people = await _people(source, (each for one in shared for each in one.people))
    return [twins(people[each] for each in one.people) for one in shared]


async def _same_number(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    shared = await records_doctor.numbers_of_two(source, limit)
    people = await _people(source, (each for one in shared for each in one.people))
    return [same_number((people[each] for each in one.people), one.words[0], Level.of(one.words[1])) for one in shared]


async def _unfit(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    pairs = await records_doctor.in_classes(source, limit)
    people, trainings = await _people(source, (each for each, _ in pairs)), await _classes(source)
    found: list[Finding] = []
    for person_id, class_id in pairs:
        cadre, training = people[person_id], trainings[class_id]
        regulation = regulation_on(house.regulations, training.starts_on or today)
        why = unfit(cadre, training, regulation, today)
        if why is not None:
            detail = (training.name, texts.why_unfit(cadre, why))
            found.append(Finding(Flaw.UNFIT, (person_id, class_id), (named(cadre),), detail))
    return found


async def _classes(source: Source) -> dict[str, TrainingClass]:
    return {each.training.id: each.training for each in await classes.every_class(source, OPERATOR)}


async def _unseen(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    return [
        Finding(
            Flaw.UNSEEN, (each.person_id, each.class_id), (f"{each.name} ({each.unit})",),
            (each.class_name, str(each.called)),
        )
        for each in await records_doctor.results_unseen(source, limit)
    ]  # fmt: skip


async def _overfull(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    trainings = await _classes(source)
    return [
        Finding(Flaw.OVERFULL, (class_id,), (trainings[class_id].name,), (str(places), str(holders)))
        for class_id, places, holders in await records_doctor.overfull(source, limit)
    ]


async def _not_ended(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    trainings = await _classes(source)
    late = (trainings[each] for each in await records_doctor.still_running(source, today - GRACE, limit))
    return [
        Finding(Flaw.NOT_ENDED, (each.id,), (each.name,), (each.ends_on.isoformat(),))
        for each in late
        if each.ends_on is not None
    ]


async def _gone_chat(house: House, source: Source, today: date, limit: int) -> list[Finding]:
    gone = await records_doctor.chats_of_gone(source, limit)
    return [Finding(Flaw.GONE_CHAT, (cadre_id,), (f"{name} ({unit})",)) for cadre_id, name, unit in gone]


_ROUNDS: dict[Flaw, _Round] = {
    Flaw.UNFIT: _unfit,
    Flaw.UNSEEN: _unseen,
    Flaw.OVERFULL: _overfull,
    Flaw.UNPROVEN: _unproven,
    Flaw.LEFT_OPEN: _left_open,
    Flaw.TWO_HEADS: _two_heads,
    Flaw.TWINS: _twins,
    Flaw.SAME_NUMBER: _same_number,
    Flaw.WRONG_DATE: _misdated,
    Flaw.NOT_ENDED: _not_ended,
    Flaw.GONE_CHAT: _gone_chat,
}
