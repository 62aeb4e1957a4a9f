"""Whom a unit may send to a class: people of its bounds without what the class gives, and not asked for already."""

from collections.abc import Sequence

from rules.access import Asker
from rules.cadres import Cadre
from rules.levels import Level
from rules.text import name_sort_key, sort_key
from storage import cadres
from storage.cadres import Source
from storage.lists import list_text, members
from storage.missing import Without, without_level


async def for_class(
    source: Source, asker: Asker, class_id: str, kind: str, level: Level, count_unverified: bool
) -> list[Cadre]:
    """By unit and name: who lacks the level, or everyone for a course that gives none; without those in the class, or
    studying for the level, and those who have a request for the kind of course under way."""
    if level:
        found: Sequence[Cadre] = await without_level(source, asker, Without(level, None, count_unverified))
    else:
        everyone = await cadres.in_bounds(source, asker)
        found = sorted(everyone, key=lambda each: (sort_key(each.unit.name), each.unit.id, name_sort_key(each.name)))
    busy = await _busy(source, [each.id for each in found], class_id, kind, level)
    return [each for each in found if each.id not in busy]


async def _busy(source: Source, ids: Sequence[str], class_id: str, kind: str, level: Level) -> set[str]:
    enough = list_text(each.code for each in Level if level and each >= level)
    rows = await source.rows(
        "select r.person_id from seat_request r where r.kind = $2"
        " and r.state in ('wish', 'asked', 'agreed', 'waiting', 'offered', 'forwarded')"
        f" and r.agreed_by is not null and r.person_id in {members(source.engine, '$1')}"
        " union select e.person_id from enrolment e join training_class k on k.id = e.class_id"
        f" where e.person_id in {members(source.engine, '$1')} and e.state <> 'left' and (k.id = $3"
        f" or (e.state = 'enrolled' and k.level in {members(source.engine, '$4')} and k.state <> 'cancelled'))",
        list_text(ids), kind, class_id, enough,
    )  # fmt: skip
    return {row["person_id"] for row in rows}
