"""Which groups a cadre belongs to, and the post that decides it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rules.cadres import Cadre, Post, PostKind, Tier, Unit
from rules.committees import UNIT_WORDS, seat_of
from rules.policy import Committee, LevelRules, OfficeRule, Policy, PostRules
from rules.records import categories_of
from rules.text import fold
from rules.titles import TitlePart, read_titles

_COMMUNE_WORDS = re.compile(r"(?<!hop tac )(?<!thi )\b(?:xa|thi tran)\b(?! hoi)")
"""A commune named in a title: neither "xã hội" nor "hợp tác xã" nor "thị xã"."""
_PLACE_WORDS = re.compile(r"\b(?:cap |cua )?(?:huyen|xa|thi tran|phuong)\b(?! uy| doan| hoi)")


@dataclass(frozen=True, slots=True)
class Membership:
    """A cadre's place in a group, with what decided it."""

    group_id: str
    post: Post | None
    """None when the record names no post, and the unit itself stands for one."""
    equivalent: bool
    """True when only a "tương đương" makes it so."""
    rule: str
    """How the policy calls the office, or the group's own name."""


@dataclass(frozen=True, slots=True)
class Match:
    """What made a post satisfy rules."""

    equivalent: bool
    rule: str


def groups_of(cadre: Cadre, policy: Policy, day: date) -> tuple[Membership, ...]:
    """The groups of the posts held on a day, in the order of the policy; each group once."""
    return _memberships(cadre, policy, posts_that_count(cadre, day))


def planned_groups_of(cadre: Cadre, policy: Policy, day: date) -> tuple[Membership, ...]:
    """The groups that the planned posts would bring. They never enter a denominator."""
    return _memberships(cadre, policy, cadre.posts_on(day, PostKind.PLANNED))


def posts_that_count(cadre: Cadre, day: date) -> tuple[Post, ...]:
    """The posts held on a day; for a record that never named one, the bare membership of its unit."""
    if any(post.kind is PostKind.INCUMBENT for post in cadre.posts):
        return cadre.posts_on(day)
    return (Post("", cadre.unit),)


def tier_named_in(title: str) -> Tier | None:
    """The tier a title's own words name ("xã", "huyện"); None when it names none."""
    text = fold(title).replace("-", " ")
    if _COMMUNE_WORDS.search(text):
        return Tier.COMMUNE
    return Tier.DISTRICT if re.search(r"\bhuyen\b(?! hoi)", text) else None


def post_key(post: Post) -> tuple[str, ...]:
    """An order of posts that does not depend on how the record lists them."""
    return (post.title, post.unit.id, str(post.since), str(post.until), str(post.committee))


def names_an_office(title: str, column: bool) -> bool:
    """Whether a title has a word that a rule may ask for. Where it has none, and does not stand in the column "Cấp ủy",
    its unit counts by tier and kind only, whatever its name."""
    return column or any(part.head for part in read_titles(title))


@lru_cache(maxsize=8)
def words_of_units(policy: Policy) -> frozenset[str]:
    """Every word that the policy's groups may look for in a unit's name, whatever the title."""
    offices = [rule for group in policy.groups for rule in group.offices]
    phrases = [phrase for rule in offices for phrase in (*rule.bodies, *rule.ignoring, *rule.not_at)]
    return UNIT_WORDS.union(*(phrase.split() for phrase in phrases))


def bare_name(unit: Unit, policy: Policy) -> str:
    """A unit's name with a dot for each word that no rule looks for: units of one tier and kind that are alike by it
    make the same of the holder of a title, unless the title itself has a word of the name."""
    known = words_of_units(policy)
    # "MTTQ-xã" or "(hội)" holds words of its own: left as it is.
    return " ".join(word if word in known or not word.isalnum() else "." for word in fold(unit.name).split())


def _memberships(cadre: Cadre, policy: Policy, posts: Iterable[Post]) -> tuple[Membership, ...]:
    best: dict[str, tuple[tuple[bool, bool, tuple[str, ...]], Membership]] = {}
    for post in posts:
        for n, match in matches_of(policy, post, cadre.category):
            group = policy.groups[n]
            if group.categories and post.unit.kind in policy.leave_out:
                continue
            held = post if post.title else None
            found = Membership(group.id, held, match.equivalent, match.rule)
            place = (match.equivalent, not post.title, post_key(post))
            if group.id not in best or place < best[group.id][0]:
                best[group.id] = place, found
    return tuple(best[group.id][1] for group in policy.groups if group.id in best)


def matches_of(book: Policy | LevelRules, post: Post, category: str) -> tuple[tuple[int, Match], ...]:
    """The groups of a book that a post satisfies, held by someone of a category (Đối tượng), by their places."""
    return _matches(book, post.title, post.unit, post.committee, category)


@lru_cache(maxsize=16384)
def _matches(
    book: Policy | LevelRules, title: str, unit: Unit, column: bool, category: str
) -> tuple[tuple[int, Match], ...]:
    """Cached: the same posts recur in every question."""
    found = ((n, _match(rules, title, unit, column, category)) for n, rules in enumerate(book.groups))
    return tuple((n, match) for n, match in found if match is not None)


def _match(rules: PostRules, title: str, unit: Unit, column: bool, category: str) -> Match | None:
    parts = read_titles(title)
    if rules.committee is not None and _has_seat(rules, parts, unit, column):
        return Match(False, getattr(rules, "name", ""))
    if rules.tier is not None and unit.tier is not rules.tier:
        return None
    if _in_category(rules, parts, category):
        return Match(False, getattr(rules, "name", ""))
    # In the column "Cấp ủy" a bare "Bí thư" is the party's, never the head of a union.
    named = [part for part in parts if part.body or not column]
    offices = [rule for rule in rules.offices for part in named if _is_office(rule, part, unit, rules.tier)]
    first = min(offices, key=lambda rule: rule.equivalent, default=None)
    return Match(first.equivalent, first.name) if first is not None else None


def _has_seat(rules: PostRules, parts: tuple[TitlePart, ...], unit: Unit, column: bool) -> bool:
    seats = [seat for part in parts if (seat := seat_of(part, unit.name, unit.tier, column))]
    return any(
        (rules.tier is None or seat.tier is rules.tier) and (seat.standing or rules.committee is not Committee.STANDING)
        for seat in seats
    )


def _in_category(rules: PostRules, parts: tuple[TitlePart, ...], category: str) -> bool:
    if not rules.categories or categories_of(category).isdisjoint(rules.categories):
        return False
    return not any(part.head in rules.except_titles for part in parts)


def _is_office(rule: OfficeRule, part: TitlePart, unit: Unit, tier: Tier | None) -> bool:
    if part.head not in rule.titles or part.rank not in rule.ranks:
        return False
    if tier is Tier.DISTRICT and _COMMUNE_WORDS.search(part.body):
        return False
    at = fold(unit.name).replace("-", " ")
    if any(_stands_in(word, part.body) for word in rule.unless) or any(_stands_in(w, at) for w in rule.not_at):
        return False
    return not rule.bodies or _names_body(rule, part.body, at)


def _names_body(rule: OfficeRule, body: str, unit: str) -> bool:
    """Whether the title's own body is one of the rule's; a title that points at its unit borrows its name."""
    own = _PLACE_WORDS.sub("", body).split()
    text = f"{body} | {unit}" if not own or own[0] in unit.split() else body
    for phrase in rule.ignoring:
        text = text.replace(phrase, "|")
    return any(_stands_in(word, text) for word in rule.bodies)


def _stands_in(phrase: str, text: str) -> bool:
    return f" {phrase} " in f" {text} "
