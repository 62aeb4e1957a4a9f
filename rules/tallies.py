"""Tallies: how many people of a unit are what to each target. All figures follow from them, without names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.cadres import Cadre, Unit
from rules.levels import Level
from rules.policy import Policy
from rules.standing import held_by
from rules.summary import Summary
from rules.targets import Figure, fewest_needed, figure_of, places_of, set_aside_from

Tallies = Mapping[str, int]
"""How many people have a profile. A profile has a letter for each target, in the order of the policy (`Mark`)."""


class Mark(StrEnum):
    """What a person is to one target. In capitals (`?` for a stranger to it): besides, the target sets them aside,
    since a post is on its tier and the Đối tượng does not say what they are."""

    OUTSIDE = "."
    MET = "m"
    LACKING = "l"
    STUDYING = "s"
    """Lacks the level, and is in a running class that gives it."""


_SET_ASIDE = {Mark.OUTSIDE: "?", Mark.MET: "M", Mark.LACKING: "L", Mark.STUDYING: "S"}


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a policy a person's posts and Đối tượng put them; levels apart, so that many people share one."""

    counted: tuple[int, ...]
    """Places of the targets that count them."""
    set_aside: tuple[int, ...]
    """Places of those that would, if the Đối tượng said so."""

    def profile(self, policy: Policy, held: Level, studying: Level) -> str:
        """The profile of somebody at these places, by the level held and that of the running class they are in."""
        marks = [str(Mark.OUTSIDE)] * len(policy.targets)
        for place in self.counted:
            asked = policy.targets[place].level
            marks[place] = Mark.MET if held >= asked else Mark.STUDYING if studying >= asked else Mark.LACKING
        for place in self.set_aside:
            marks[place] = _SET_ASIDE[Mark(marks[place])]
        return "".join(marks)


@dataclass(frozen=True, slots=True)
class People:
    """The members of all groups together, each counted once."""

    total: int
    met: int
    """Those who hold what every target asks of them."""
    studying: int
    """Those who lack a level, each of which a running class gives them."""


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A unit's people, together with those of all units below it."""

    unit: Unit
    summary: Summary
    people: People


def places_at(cadre: Cadre, policy: Policy, day: date) -> Places:
    """Where the posts held on a day put somebody."""
    return Places(places_of(cadre, policy, day), set_aside_from(cadre, policy, day))


def tallies_of(
    cadres: Iterable[Cadre],
    policy: Policy,
    day: date,
    count_unverified: bool = True,
    studying: Mapping[str, Level] | None = None,
) -> dict[str, Counter[str]]:
    """Unit id → the tallies of its own people, who are asked one by one. Arguments as of `count_targets`."""
    found: dict[str, Counter[str]] = {}
    for cadre in cadres:
        held, study = held_by(cadre, count_unverified)[0], (studying or {}).get(cadre.id, Level.NONE)
        profile = places_at(cadre, policy, day).profile(policy, held, study)
        found.setdefault(cadre.unit.id, Counter())[profile] += 1
    return found


def total(tallies: Iterable[Tallies]) -> Counter[str]:
    """The tallies of several units as those of one."""
    whole: Counter[str] = Counter()
    for some in tallies:
        whole.update(some)
    return whole


def summary_from(tallies: Tallies, policy: Policy, day: date) -> Summary:
    """The summary of the people tallied: the same as from counting them by name."""
    figures = tuple(_figure(tallies, policy, place) for place in range(len(policy.targets)))
    lacking: Counter[tuple[int, ...]] = Counter()
    for profile, people in tallies.items():
        lacking[tuple(place for place, mark in enumerate(profile) if mark in "lsLS")] += people
    uncounted = sum(people for profile, people in tallies.items() if not set("?MLS").isdisjoint(profile))
    return Summary(day, figures, fewest_needed(figures, lacking), uncounted)


def people_in(tallies: Tallies) -> People:
    """The people tallied whom any target counts, each once."""
    marks: Counter[str] = Counter()
    for profile, people in tallies.items():
        told = set(profile.lower()) - set(".?")
        if told:
            worst = Mark.LACKING if Mark.LACKING in told else Mark.STUDYING if Mark.STUDYING in told else Mark.MET
            marks[worst] += people
    return People(marks.total(), marks[Mark.MET], marks[Mark.STUDYING])


def _figure(tallies: Tallies, policy: Policy, place: int) -> Figure:
    marks: Counter[str] = Counter()
    for profile, people in tallies.items():
        marks[profile[place].lower()] += people
    met, studying = marks[Mark.MET], marks[Mark.STUDYING]
    return figure_of(policy.targets[place], met + studying + marks[Mark.LACKING], met, studying)


def with_below(units: Iterable[Unit], own: Mapping[str, Tallies]) -> dict[str, Counter[str]]:
    """Unit id → the tallies of its people and of all units below it. A unit whose parent is not given is a top."""
    known = {unit.id: unit for unit in units}
    found = {unit_id: Counter[str]() for unit_id in known}
    for unit_id, tallies in own.items():
        above: str | None = unit_id
        seen: set[str] = set()
        while above in known and above not in seen:
            seen.add(above)
            found[above].update(tallies)
            above = known[above].parent_id
    return found
