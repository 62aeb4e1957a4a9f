"""The change plan: what a file would change in the records, all of it, before anybody says yes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rules.cadres import Cadre, Unit
from rules.roster.comparing import PersonChange, compare, new_cadre
from rules.roster.matching import Match, Records, match
from rules.roster.person import RosterPerson
from rules.roster.problems import Problem
from rules.roster.reading import RosterReading
from rules.roster.suspicions import Suspicion, Suspicions
from rules.text import fold


@dataclass(frozen=True, slots=True)
class Addition:
    """Somebody who is not on record yet; the record's id is empty until it is stored."""

    cadre: Cadre
    person: RosterPerson


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """What would change. When the file has errors it holds only these, and what is suspicious in the readable rows."""

    errors: tuple[Problem, ...] = ()
    new: tuple[Addition, ...] = ()
    changed: tuple[PersonChange, ...] = ()
    unchanged: tuple[Cadre, ...] = ()
    gone: tuple[Cadre, ...] = ()
    """On record, not in the file, and the file is the full list."""
    absent: tuple[Cadre, ...] = ()
    """On record, not in the file, and the file does not claim to be the full list: nothing happens to them."""
    level_downs: tuple[PersonChange, ...] = ()
    """Records above the level that the file states. The level stays unless somebody decides on each one."""
    suspicious: tuple[Suspicion, ...] = ()
    new_units: tuple[Unit, ...] = ()
    changed_units: tuple[Unit, ...] = ()
    """Known units as the sheet "Đơn vị" states them now."""

    @property
    def is_empty(self) -> bool:
        """True when applying the plan would write nothing."""
        return not (self.new or self.changed or self.gone or self.new_units or self.changed_units)


def code_sequence(taken: Iterable[str], prefix: str = "CL", width: int = 5) -> Iterator[str]:
    """Codes CL00001, CL00002, ... that follow the highest one taken; the same for the same records."""
    start = fold(prefix)
    numbers = (fold(code).removeprefix(start) for code in taken if fold(code).startswith(start))
    last = max((int(n) for n in numbers if n.isascii() and n.isdigit()), default=0)
    while True:
        last += 1
        yield f"{prefix}{last:0{width}}"


def plan_changes(
    existing: Iterable[Cadre],
    reading: RosterReading,
    today: date,
    full: bool = False,
    ends_on: date | None = None,
) -> ChangePlan:
    """What a file changes in the records.

    `full` means that the file lists everybody: people absent from it are gone. Posts that it no longer names end on
    `ends_on`, by default the day before `today`. People without a code get the next one of `code_sequence`.
    """
    records = Records(existing)
    matches = match(reading.people, records)
    last_day = ends_on or today - timedelta(days=1)
    taken = [*(cadre.code for cadre in records.all), *(m.person.code for m in matches)]
    codes = code_sequence(taken)
    new = tuple(Addition(_added(m, codes), m.person) for m in matches if m.cadre is None)
    # An empty list tells of nobody, not that everybody left; nor does one with rows that may be anybody's.
    full = full and bool(reading.people) and not reading.unplaced
    compared = [compare(m.cadre, m.person, today, last_day) for m in matches if m.cadre is not None]
    found = {change.before.code for change in compared}
    missing = tuple(cadre for cadre in records.all if cadre.code not in found)
    changed = tuple(change for change in compared if not change.is_empty)
    suspicious = Suspicions(records.all).of(matches, [a.cadre for a in new], compared, missing if full else ())
    if reading.errors:
        return ChangePlan(errors=reading.errors, suspicious=suspicious)
    return ChangePlan(
        new=new,
        changed=changed,
        unchanged=tuple(change.before for change in compared if change.is_empty),
        gone=missing if full else (),
        absent=() if full else missing,
        level_downs=tuple(change for change in compared if change.level_down is not None),
        suspicious=suspicious,
        new_units=reading.met,
        changed_units=reading.restated,
    )


def _added(found: Match, codes: Iterator[str]) -> Cadre:
    return new_cadre(found.person, found.person.code.upper() or next(codes))
