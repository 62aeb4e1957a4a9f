"""Whom an audience means, by what is known of a person on a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.access import Role
from rules.audience.expression import NO_CHANNEL, Audience, Filter, Key, decided, named
from rules.cadres import Cadre, PostKind
from rules.classes import EnrolmentState
from rules.eligibility import Overall, eligibility_of
from rules.groups import groups_of, posts_that_count
from rules.levels import Level
from rules.policy import Policy, Regulation, regulation_on
from rules.standing import held_by, target_lines
from rules.text import fold
from rules.titles import TitlePart, read_titles

ANY_STATE = "any"


@dataclass(frozen=True, slots=True)
class Grounds:
    """By what people are judged: the policy, the regulations, and the day."""

    policy: Policy
    regulations: tuple[Regulation, ...]
    day: date
    count_unverified: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person. `cadre` is None for somebody who stands on no roster."""

    code: str
    cadre: Cadre | None = None
    units: frozenset[str] = frozenset()
    """The ids and names of their unit and of those above it."""
    classes: frozenset[tuple[str, EnrolmentState]] = frozenset()
    """The code of each class they are or were in, with their state in it."""
    roles: frozenset[Role] = frozenset()
    channels: frozenset[str] = frozenset()
    """Those of their open chats."""
    unconfirmed: frozenset[int] = frozenset()
    """Numbers of notices for them that have no receipt."""
    unanswered: frozenset[int] = frozenset()
    """Those of which they said neither that they come nor that they do not."""
    reached: frozenset[int] = frozenset()
    """Numbers of notices that reached them, or may have."""
    learner: bool = False


def matches(audience: Audience, facts: Facts, grounds: Grounds) -> bool:
    """Whether a person is meant. Somebody on no roster is so only by a filter that names them, as `named` says."""

    def holds(each: Filter) -> bool:
        return _holds(each, facts, grounds)

    return decided(audience, holds) and (facts.cadre is not None or named(audience, holds))


def class_states(value: str) -> tuple[str, tuple[EnrolmentState, ...]]:
    """The code and the states that a value of a class filter means."""
    code, colon, state = value.rpartition(":")
    if not colon:
        return value, (EnrolmentState.ENROLLED,)
    if state == ANY_STATE:
        return code, tuple(each for each in EnrolmentState if each is not EnrolmentState.LEFT)
    return code, (EnrolmentState(state),)


def _holds(each: Filter, facts: Facts, grounds: Grounds) -> bool:
    if each.key in _SIMPLE:
        return _SIMPLE[each.key](each.values, facts)
    return facts.cadre is not None and record_holds(each, facts.cadre, grounds)


def _in_class(values: Sequence[str], facts: Facts) -> bool:
    return any((code, state) in facts.classes for code, states in map(class_states, values) for state in states)


_SIMPLE: Mapping[Key, Callable[[Sequence[str], Facts], bool]] = {
    Key.EVERYONE: lambda values, facts: facts.cadre is not None,
    Key.LEARNERS: lambda values, facts: facts.learner,
    Key.CLASS: _in_class,
    Key.ROLE: lambda values, facts: not facts.roles.isdisjoint(map(Role, values)),
    Key.CODES: lambda values, facts: facts.code in values,
    Key.UNIT: lambda values, facts: not facts.units.isdisjoint(values),
    Key.CHANNEL: lambda values, facts: not (facts.channels or {NO_CHANNEL}).isdisjoint(values),
    Key.UNCONFIRMED: lambda values, facts: not facts.unconfirmed.isdisjoint(map(int, values)),
    Key.UNANSWERED: lambda values, facts: not facts.unanswered.isdisjoint(map(int, values)),
    Key.REACHED: lambda values, facts: not facts.reached.isdisjoint(map(int, values)),
}


def record_holds(each: Filter, cadre: Cadre, grounds: Grounds) -> bool:
    """Whether a filter that only a whole record can decide is true of it. Planned posts never play a part.

    What a notice tells must read the same whether somebody is planned for a post or not.
    """
    return _BY_RECORD[each.key](each.values, cadre, grounds)


def _in_group(values: Sequence[str], cadre: Cadre, grounds: Grounds) -> bool:
    return any(each.group_id in values for each in groups_of(cadre, grounds.policy, grounds.day))


def _has_title(values: Sequence[str], cadre: Cadre, grounds: Grounds) -> bool:
    asked = [title for value in values for title in read_titles(value)]
    return any(
        _is_title(title, part, f"{part.body} | {fold(post.unit.name)}")
        for post in posts_that_count(cadre, grounds.day)
        for part in read_titles(post.title)
        for title in asked
    )


def _is_title(asked: TitlePart, part: TitlePart, where: str) -> bool:
    """A known title by head and rank, and the body asked for, that of the title or its unit; any other by its words."""
    if asked.head:
        here = not asked.body or f" {asked.body} " in f" {where} "
        return (asked.head, asked.rank) == (part.head, part.rank) and here
    return bool(asked.body) and not part.head and f" {asked.body} " in f" {part.body} "


def _holds_level(values: Sequence[str], cadre: Cadre, grounds: Grounds) -> bool:
    held, _ = held_by(cadre, grounds.count_unverified)
    return any(held >= Level.of(value) for value in values)


def _lacks_level(values: Sequence[str], cadre: Cadre, grounds: Grounds) -> bool:
    return not lacking(cadre, grounds).isdisjoint(map(Level.of, values))


def lacking(cadre: Cadre, grounds: Grounds) -> frozenset[Level]:
    """The levels that targets ask of the posts held, and that are not held."""
    held, _ = held_by(cadre, grounds.count_unverified)
    lines = target_lines(groups_of(cadre, grounds.policy, grounds.day), grounds.policy, held)
    return frozenset(line.target.level for line in lines if not line.reached)


def _is_eligible(values: Sequence[str], cadre: Cadre, grounds: Grounds) -> bool:
    held, _ = held_by(cadre, grounds.count_unverified)
    levels = [level for level in map(Level.of, values) if level > held]
    if not levels:
        return False
    known = replace(cadre, posts=tuple(post for post in cadre.posts if post.kind is PostKind.INCUMBENT))
    regulation = regulation_on(grounds.regulations, grounds.day)
    answers = (eligibility_of(known, level, None, regulation, grounds.day) for level in levels)
    return any(answer.overall is Overall.DU_DIEU_KIEN for answer in answers)


_BY_RECORD: Mapping[Key, Callable[[Sequence[str], Cadre, Grounds], bool]] = {
    Key.GROUP: _in_group,
    Key.POST: _has_title,
    Key.HOLDS: _holds_level,
    Key.LACKS: _lacks_level,
    Key.ELIGIBLE: _is_eligible,
}
