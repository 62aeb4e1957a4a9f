"""What becomes of a post when its unit ends: it ends with the unit, or goes on at the one that takes over."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from rules.cadres import Post, Unit
from rules.committees import seat_of
from rules.titles import Rank, TitlePart, read_titles

_BELOW = re.compile(r"\b(?:chi bo|chi uy|chi hoi|ap|khom|to dan pho)\b")
"""Bodies below the unit, which go on whatever becomes of it."""


def ends_with_unit(post: Post) -> bool:
    """Whether a post is one that a unit has once: its head, a deputy, a seat in its own committee.

    Nothing tells who holds it at the unit that takes over, so it ends; who works at the unit, and who sits in a
    committee above it or leads a body below it, goes on.
    """
    return any(_is_the_units(part, post) for part in read_titles(post.title))


def _is_the_units(part: TitlePart, post: Post) -> bool:
    if _BELOW.search(part.body):
        return False
    seat = seat_of(part, post.unit.name, post.unit.tier, post.committee)
    if seat is not None:
        return seat.tier is post.unit.tier
    return bool(part.head) and part.rank in (Rank.HEAD, Rank.DEPUTY)


def carried(
    posts: tuple[Post, ...], to: Mapping[str, Unit], day: date, renamed: frozenset[str]
) -> tuple[tuple[Post, ...], tuple[Post, ...]]:
    """The posts of one person from a day on, and those among them that end the day before with nothing after.

    `to` gives the unit that takes over by the id of the one that ends; `renamed` are the ids of those that only take
    another name, and so keep every post.
    """
    after: list[Post] = []
    ended: list[Post] = []
    eve = day - timedelta(days=1)
    for post in posts:
        new = to.get(post.unit.id)
        if new is None or (post.until is not None and post.until < day):
            after.append(post)
        elif post.since is not None and post.since >= day:
            after.append(replace(post, unit=new))
        elif post.unit.id not in renamed and ends_with_unit(post):
            after.append(replace(post, until=eve))
            ended.append(post)
        else:
            after += [replace(post, until=eve), replace(post, unit=new, since=day)]
    return tuple(after), tuple(ended)
