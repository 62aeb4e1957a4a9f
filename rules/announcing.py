"""Whom to tell of a class that takes names, when nobody asked: those it gives a level they lack, and not too often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from rules.cadres import Cadre, PostKind
from rules.candidates import candidate_of
from rules.classes import ClassState, Fit, Listed, TrainingClass, fit, level_in_study
from rules.eligibility import Overall, eligibility_of
from rules.levels import Level
from rules.standing import Standing
from rules.unasked import left_of_week

LAST_DAYS = timedelta(days=7)
"""Before the last day of registration: when those who did not react are reminded."""


class NewsKind(StrEnum):
    """What is told of a class."""

    OPENING = "opening"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Told:
    """What a person was told of before, of which class, on which day."""

    class_id: str
    kind: NewsKind
    day: date
    reacted: bool = False
    """They looked at the class from there."""


@dataclass(frozen=True, slots=True)
class News:
    """What to tell one person of one class, and why them."""

    listed: Listed
    kind: NewsKind
    by_target: bool
    """A target that still runs asks the level of their posts; else the regulation is known to open it to them."""
    overall: Overall
    """Whether they may be sent, as far as the data show; never that something is lacking."""


def takes_names(training: TrainingClass, today: date) -> bool:
    """Whether units may send their lists for a class that gives a level."""
    return (
        training.state is ClassState.OPEN
        and bool(training.level)
        and (training.register_until is None or training.register_until >= today)
    )


def due(classes: Iterable[Listed], told: Iterable[Told], today: date) -> list[tuple[Listed, NewsKind]]:
    """What a person may be told of on a day, by what they were told before; none when a week's share is used up."""
    before = list(told)
    if not left_of_week((each.day for each in before), today):
        return []
    taking = (each for each in classes if takes_names(each.training, today) and _has_room(each))
    return [(each, kind) for each in taking if (kind := _kind(each.training, before, today)) is not None]


def news_for(cadre: Cadre, standing: Standing, classes: Sequence[Listed], told: Iterable[Told]) -> list[News]:
    """What to tell a cadre on the day of the standing, the class whose registration ends first before the others.

    `classes` are all classes as the cadre finds them. Only what is allowed in a week comes, and nothing twice; the
    rest is for a later day. Planned posts play no part: what is pushed may be read by others.
    """
    before, today = list(told), standing.day
    person = _Person(cadre, standing, level_in_study(classes))
    found = [
        News(each, kind, *reason)
        for each, kind in due(classes, before, today)
        if (reason := person.reason_for(each)) is not None
    ]
    return sorted(found, key=_urgency)[: left_of_week((each.day for each in before), today)]


def _has_room(listed: Listed) -> bool:
    """Whether someone who is not in the class, and never was, may still come into it."""
    return listed.own is None and listed.places_left != 0


def _kind(training: TrainingClass, told: Iterable[Told], today: date) -> NewsKind | None:
    """The opening first; the reminder to those who heard of it before the last days and did not react."""
    known = {each.kind: each for each in told if each.class_id == training.id}
    opening = known.get(NewsKind.OPENING)
    if opening is None:
        return None if NewsKind.REMINDER in known else NewsKind.OPENING
    if training.register_until is None or NewsKind.REMINDER in known or opening.reacted:
        return None
    last_days = training.register_until - LAST_DAYS
    return NewsKind.REMINDER if opening.day < last_days <= today else None


class _Person:
    """A cadre as a class finds them, by the posts they hold."""

    def __init__(self, cadre: Cadre, standing: Standing, studying: Level) -> None:
        held = tuple(post for post in cadre.posts if post.kind is PostKind.INCUMBENT)
        self._cadre = replace(cadre, posts=held)
        self._standing = standing
        self._studying = studying
        self._candidate = candidate_of(self._cadre, standing)

    def reason_for(self, listed: Listed) -> tuple[bool, Overall] | None:
        """Why a class is for them, as `News` says it; None when it is not, or a condition is lacking."""
        training, standing = listed.training, self._standing
        why = fit(listed, self._candidate, self._studying)
        by_target = standing.required is training.level and not standing.deadline_passed
        if why is not Fit.GIVES_LEVEL and not (why is Fit.REQUIRED and by_target):
            return None
        found = eligibility_of(self._cadre, training.level, training.mode, standing.regulation, standing.day)
        return None if found.overall is Overall.CON_THIEU else (by_target, found.overall)


def _urgency(news: News) -> tuple[date, str]:
    return news.listed.training.register_until or date.max, news.listed.training.code
