"""Single changes of a record, as a clerk makes them: a paper, a post, a rating; two records made one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from rules.cadres import Cadre, Credential, Post
from rules.levels import Level
from rules.text import fold

Part = TypeVar("Part")

_PLAIN = ("gender", "ethnicity", "phone", "category", "grade", "education", "birth", "party_joined", "party_full")
"""What a record takes from another where it says nothing itself."""


def paper_of(cadre: Cadre, level: Level) -> Credential | None:
    """The paper that the record holds for just this level."""
    return next((paper for paper in cadre.credentials if paper.level is level), None)


def with_paper(cadre: Cadre, paper: Credential) -> Cadre:
    """The record with a paper; it takes the place of the one of the same level."""
    known = paper_of(cadre, paper.level)
    if known is None:
        return replace(cadre, credentials=(*cadre.credentials, paper))
    return replace(cadre, credentials=tuple(paper if each is known else each for each in cadre.credentials))


def without_paper(cadre: Cadre, level: Level) -> Cadre:
    """The record without any paper of this level."""
    return replace(cadre, credentials=tuple(paper for paper in cadre.credentials if paper.level is not level))


def with_post_ended(cadre: Cadre, place: int, last_day: date) -> Cadre:
    """The record with the post at this place held up to a day. A post ends; it is never taken out of the record.

    Raises IndexError where there is no such post.
    """
    posts = list(cadre.posts)
    posts[place] = replace(posts[place], until=last_day)
    return replace(cadre, posts=tuple(posts))


def with_rating(cadre: Cadre, year: int, rating: str) -> Cadre:
    """The record with the rating of a year; an empty one takes it out."""
    ratings = {known: text for known, text in cadre.ratings.items() if known != year}
    return replace(cadre, ratings={**ratings, year: rating} if rating else ratings)


def merged(stays: Cadre, goes: Cadre) -> Cadre:
    """Two records of one person as one: what `stays` says holds, what only `goes` says is taken over."""
    taken = {name: getattr(goes, name) for name in _PLAIN if not getattr(stays, name)}
    return replace(
        stays,
        posts=_together(stays.posts, goes.posts, _same_post),
        credentials=_together(stays.credentials, goes.credentials, lambda paper: paper.level),
        ratings={**goes.ratings, **stays.ratings},
        **taken,
    )


def _together(first: tuple[Part, ...], second: tuple[Part, ...], key: Callable[[Part], object]) -> tuple[Part, ...]:
    """The parts of both, each once; where both have one, the first's."""
    known = {key(part) for part in first}
    return (*first, *(part for part in second if key(part) not in known))


def _same_post(post: Post) -> object:
    """An ended post and a later one of the same title are two."""
    return fold(post.title), post.unit.id, post.kind, post.committee, post.until
