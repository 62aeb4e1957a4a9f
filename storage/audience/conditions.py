"""An audience as SQL over a person: what the tables decide by themselves, and what they can rule out for the rules."""

from collections.abc import Callable, Mapping, Sequence

from rules.audience import All, Any, Audience, Filter, Grounds, Key, Not, filters_of
from rules.audience.expression import NO_CHANNEL
from rules.audience.facts import class_states
from rules.levels import Level
from storage.accounts import TERMINAL
from storage.database import Value
from storage.lists import list_text, members

BY_RULES = frozenset({Key.GROUP, Key.POST, Key.LACKS, Key.ELIGIBLE})
"""Filters that only a whole record decides."""


class Conditions:
    """The filters of an audience as SQL over `c`, a person with id, code, unit_id (or null), and on_roster and
    learner (1 or 0)."""

    def __init__(self, engine: str, audience: Audience, grounds: Grounds, *first: Value) -> None:
        self.args: list[Value] = list(first)
        """The arguments of the statement; `first` are those of the caller."""
        self._engine = engine
        self._grounds = grounds
        self._held: dict[tuple[str, ...], str] = {}
        self.exact: dict[Filter, str] = {}
        """The filters that SQL decides, each with its condition."""
        for each in dict.fromkeys(filters_of(audience)):
            if each.key not in BY_RULES:
                self.exact[each] = _SQL[each.key](self, each.values)
        self.wide = self._wide(audience, False)
        """True of everyone the audience may mean; of nobody else if SQL decides all of it."""

    @property
    def columns(self) -> str:
        """The truth of each exact filter as columns, 1 or 0, each after a comma."""
        return "".join(f", case when {condition} then 1 else 0 end" for condition in self.exact.values())

    def _wide(self, audience: Audience, negative: bool) -> str:
        match audience:
            case Filter():
                return self._wide_filter(audience, negative)
            case Not(part):
                return self._wide(part, not negative)
            case All(parts) | Any(parts):
                joint = " and " if isinstance(audience, All) is not negative else " or "
                return f"({joint.join(self._wide(part, negative) for part in parts)})"

    def _wide_filter(self, each: Filter, negative: bool) -> str:
        if each in self.exact:
            return f"not ({self.exact[each]})" if negative else f"({self.exact[each]})"
        if negative or each.key not in (Key.LACKS, Key.ELIGIBLE):
            return "1 = 1"
        # Whoever holds all of these levels neither lacks one nor is to study one.
        highest = max(map(Level.of, each.values)).code
        return f"not ({self.holds((highest,))})"

    def holds(self, values: Sequence[str]) -> str:
        """That a person holds at least one of these levels."""
        key = tuple(values)
        if key not in self._held:
            lowest = min(map(Level.of, values))
            levels = self.among([level.code for level in Level if level >= lowest])
            proved = "" if self._grounds.count_unverified else " and d.verified = 1"
            self._held[key] = (
                "c.on_roster = 1 and exists (select 1 from credential d where d.cadre_id = c.id"
                f" and d.level in {levels}{proved})"
            )
        return self._held[key]

    def among(self, values: Sequence[str]) -> str:
        """A subselect with these texts."""
        self.args.append(list_text(values))
        return members(self._engine, f"${len(self.args)}")


def _in_class(sql: Conditions, values: Sequence[str]) -> str:
    wanted = [f"{state.value}:{code}" for code, states in map(class_states, values) for state in states]
    return (
        "exists (select 1 from enrolment e join training_class t on t.id = e.class_id where e.person_id = c.id"
        f" and e.state || ':' || t.code in {sql.among(wanted)})"
    )


_BELOW_OR_AFTER = (
    "(select id, parent_id as above from unit union all select successor_id as id, unit_id as above from former_unit)"
)
"""Units below a unit, and those that took over from one that has ended."""


def _in_unit(sql: Conditions, values: Sequence[str]) -> str:
    units = sql.among(values)
    return (
        "c.unit_id is not null and c.unit_id in (with recursive under as ("
        f"select id from unit where id in {units} or name in {units}"
        f" union select unit_id from former_unit where name in {units}"
        f" union select w.id from {_BELOW_OR_AFTER} w join under b on w.above = b.id) select id from under)"
    )


def _has_role(sql: Conditions, values: Sequence[str]) -> str:
    granted = (
        "exists (select 1 from role_grant g where g.holder_id = c.id and g.revoked_at is null"
        f" and g.role in {sql.among(values)})"
    )
    return f"(c.on_roster = 1 or {granted})" if "cadre" in values else granted


def _on_channel(sql: Conditions, values: Sequence[str]) -> str:
    chat = (
        "exists (select 1 from account a where a.holder_id = c.id and a.closed_at is null"
        f" and a.channel <> '{TERMINAL}'"
    )
    there = f"{chat} and a.channel in {sql.among(values)})"
    return f"({there} or not {chat}))" if NO_CHANNEL in values else there


def _of_notice(how: str) -> Callable[[Conditions, Sequence[str]], str]:
    def condition(sql: Conditions, values: Sequence[str]) -> str:
        return (
            "exists (select 1 from delivery r join notice n on n.id = r.notice_id where r.holder_id = c.id"
            f" and cast(n.number as text) in {sql.among(values)} and {how})"
        )

    return condition


_SQL: Mapping[Key, Callable[[Conditions, Sequence[str]], str]] = {
    Key.EVERYONE: lambda sql, values: "c.on_roster = 1",
    Key.LEARNERS: lambda sql, values: "c.learner = 1",
    Key.CLASS: _in_class,
    Key.ROLE: _has_role,
    Key.CODES: lambda sql, values: f"c.code in {sql.among(values)}",
    Key.UNIT: _in_unit,
    Key.HOLDS: lambda sql, values: sql.holds(values),
    Key.CHANNEL: _on_channel,
    Key.UNCONFIRMED: _of_notice("r.receipt is null"),
    Key.REACHED: _of_notice("r.state in ('sent', 'unknown')"),
    Key.UNANSWERED: _of_notice("(r.receipt is null or r.receipt = 'received')"),
}
