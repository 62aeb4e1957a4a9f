"""Deciding who is meant by what SQL found: its own verdict on each filter, and what the rules need of the record.

People of whom the same was found are judged once; on a large roster most are. Only what decides is read, unless a
condition of study is asked for: that needs the whole record.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from rules.audience import Audience, Filter, Grounds, Key, filters_of
from rules.audience.expression import decided, named
from rules.audience.facts import lacking, record_holds
from rules.cadres import Cadre, Credential, Post, Unit
from rules.levels import Level
from storage.audience.conditions import BY_RULES
from storage.cadres import cadre_of, record_columns
from storage.lists import gathered, rows_in

_KEPT = 10_000
"""Verdicts kept at a time."""


class Verdict(NamedTuple):
    """Whether somebody is meant, and the level they lack: only found out where it was asked for."""

    meant: bool
    gap: Level | None = None


class Judge:
    """Judges people for one audience. `gaps`: whether to find out what each of them lacks."""

    def __init__(self, audience: Audience, grounds: Grounds, units: Mapping[str, Unit], gaps: bool = False) -> None:
        self._audience = audience
        self._grounds = grounds
        self._units = units
        self._gaps = gaps
        filters = list(dict.fromkeys(filters_of(audience)))
        self._exact = [each for each in filters if each.key not in BY_RULES]
        self._by_rules = len(self._exact) < len(filters)
        self._whole = any(each.key is Key.ELIGIBLE for each in filters)
        self._known: dict[tuple[Any, ...], Verdict] = {}
        self._records: dict[tuple[Any, ...], _Record] = {}

    @property
    def reads_records(self) -> bool:
        return self._by_rules or self._gaps

    def columns(self, engine: str) -> str:
        """What `verdict` needs of the record of a cadre `c` and their unit `u`, each column after a comma."""
        if not self.reads_records:
            return ""
        return f", {record_columns(engine)}" if self._whole else f", {_brief(engine, self._grounds)}"

    def verdict(self, found: tuple[Any, ...]) -> Verdict:
        """Judge one person by whether they are on the roster, the truth of each exact filter, and the columns above."""
        if self._whole:
            return self._judged(found)
        known = self._known.get(found)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[found] = self._judged(found)
        return known

    def _judged(self, found: tuple[Any, ...]) -> Verdict:
        on_roster, truths, columns = found[0] == 1, found[1 : len(self._exact) + 1], found[len(self._exact) + 1 :]
        known = dict(zip(self._exact, truths, strict=True))
        record = self._record(columns) if on_roster and columns else None

        def holds(each: Filter) -> bool:
            if each in known:
                return bool(known[each])
            return record is not None and record.holds(each)

        meant = decided(self._audience, holds) and (on_roster or named(self._audience, holds))
        return Verdict(meant, record.gap if meant and self._gaps and record is not None else None)

    def _record(self, columns: tuple[Any, ...]) -> "_Record":
        if self._whole:
            return _Record(cadre_of(columns), self._grounds)
        if len(self._records) >= _KEPT:
            self._records.clear()
        if columns not in self._records:
            self._records[columns] = _Record(self._brief_cadre(*columns), self._grounds)
        return self._records[columns]

    def _brief_cadre(self, unit_id: str, category: str, posts: str | None, held: int) -> Cadre:
        """A cadre with nothing but what groups, titles and levels ask for."""
        return Cadre(
            "",
            "",
            "",
            self._units[unit_id],
            category=category,
            posts=tuple(self._post(*post) for post in rows_in(posts)),
            credentials=(Credential(Level(held), verified=True),),
        )

    def _post(self, title: str, unit_id: str, committee: int, held: int) -> Post:
        return Post(title, self._units[unit_id], committee=committee == 1, until=None if held else date.min)


class _Record:
    """What the rules say of one record, each thing found out when it is first asked for."""

    def __init__(self, cadre: Cadre, grounds: Grounds) -> None:
        self._cadre = cadre
        self._grounds = grounds
        self._truths: dict[Filter, bool] = {}

    def holds(self, each: Filter) -> bool:
        if each not in self._truths:
            self._truths[each] = record_holds(each, self._cadre, self._grounds)
        return self._truths[each]

    @cached_property
    def gap(self) -> Level | None:
        return max(lacking(self._cadre, self._grounds), default=None)


def _brief(engine: str, grounds: Grounds) -> str:
    """The unit, the category, every post that is no plan and whether it is held on the day, and the level held."""
    day = grounds.day.isoformat()
    held_on = f"case when (p.since is null or p.since <= '{day}') and (p.until is null or p.until >= '{day}')"
    posts = gathered(
        engine,
        f"p.title, p.unit_id, p.committee, {held_on} then 1 else 0 end",
        "post p where p.cadre_id = c.id and p.kind = 'incumbent'",
    )
    levels = " ".join(f"when '{level.code}' then {level.value}" for level in Level)
    proved = "" if grounds.count_unverified else " and d.verified = 1"
    held = f"coalesce((select max(case d.level {levels} end) from credential d where d.cadre_id = c.id{proved}), 0)"
    return f"c.unit_id, c.category, {posts} as posts, {held} as held"
