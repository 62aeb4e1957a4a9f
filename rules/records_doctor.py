"""What cannot be right in the records, judged from what is stored: the flaw, whom it is about, what would mend it.

A finding accuses nobody: it names facts that do not go together, and one way to bring them together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from rules.amendments import with_post_ended, without_paper
from rules.cadres import Cadre, Credential, Post, PostKind
from rules.candidates import is_past
from rules.classes import TrainingClass
from rules.eligibility import Condition, State, eligibility_of
from rules.levels import Level
from rules.policy import Regulation
from rules.standing import held_by
from rules.titles import Rank, read_titles


class Flaw(StrEnum):
    """What does not go together."""

    UNFIT = "unfit"
    """In a class though a condition for it is known not to be met."""
    UNSEEN = "unseen"
    """A result counts, and no roll of the class has the person as present."""
    OVERFULL = "overfull"
    """More people than seats."""
    UNPROVEN = "unproven"
    """A level above every paper of which anything is known."""
    LEFT_OPEN = "left_open"
    """A post at another unit still counts though a later one at the own unit follows it."""
    TWO_HEADS = "two_heads"
    """Two people hold the one post of a head."""
    TWINS = "twins"
    """Two records with one name, birth date and unit."""
    SAME_NUMBER = "same_number"
    """Two people's papers of one level bear one number."""
    WRONG_DATE = "wrong_date"
    """A paper from before its holder's birth, or of a day to come."""
    NOT_ENDED = "not_ended"
    """A class whose last day is long past still runs."""
    GONE_CHAT = "gone_chat"
    """A chat is linked to somebody who was taken off the roster."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not go together."""

    flaw: Flaw
    about: tuple[str, ...]
    """The ids it is about: people first, then the class."""
    names: tuple[str, ...]
    """People and their units, or the class, as they are read."""
    detail: tuple[str, ...] = ()
    """What the sentence needs beside the names."""
    before: Cadre | None = None
    after: Cadre | None = None
    """The record as mending would leave it, where it is one record that is mended."""

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the people among those it is about."""
        if self.flaw in (Flaw.OVERFULL, Flaw.NOT_ENDED):
            return ()
        return self.about[:1] if self.flaw in (Flaw.UNFIT, Flaw.UNSEEN) else self.about

    @property
    def subject(self) -> str:
        return " ".join(self.about)

    @property
    def key(self) -> str:
        """Twelve letters for buttons."""
        return _digest(self.flaw, *self.about)[:12]

    @property
    def facts(self) -> str:
        """What it rests on: another value once anything of it changed."""
        return _digest(*self.names, *self.detail)[:16]


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()


def named(cadre: Cadre) -> str:
    """A person as findings name them: "Trần Văn Nhã (xã An Trường)"."""
    return f"{cadre.name} ({cadre.unit.name})"


def unproven(cadre: Cadre) -> Finding | None:
    """The highest level is only declared, while papers that something is known of prove less."""
    papers = [paper for paper in cadre.credentials if paper.level]
    top = max((paper.level for paper in papers), default=Level.NONE)
    proven = max((paper.level for paper in papers if _is_known(paper)), default=Level.NONE)
    if not proven or proven >= top:
        return None
    after = without_paper(cadre, top)
    detail = (top.code, proven.code)
    return Finding(Flaw.UNPROVEN, (cadre.id,), (named(cadre),), detail, cadre, after)


def _is_known(paper: Credential) -> bool:
    return bool(paper.verified or paper.number or paper.issued or paper.issuer)


def misdated(cadre: Cadre, today: date) -> Finding | None:
    """The first paper dated before its holder's year of birth, or after today."""
    for paper in cadre.credentials:
        if paper.issued is None:
            continue
        is_ahead = paper.issued.iso > today.isoformat()[: len(paper.issued.iso)]
        is_early = cadre.birth is not None and paper.issued.year <= cadre.birth.year
        if is_ahead or is_early:
            papers = tuple(replace(each, issued=None) if each is paper else each for each in cadre.credentials)
            detail = (paper.level.code, str(paper.issued), "" if is_ahead else str(cadre.birth))
            after = replace(cadre, credentials=papers)
            return Finding(Flaw.WRONG_DATE, (cadre.id,), (named(cadre),), detail, cadre, after)
    return None


def left_open(cadre: Cadre, today: date) -> Finding | None:
    """The first post elsewhere that has no end though a later one at the own unit follows it.

    Party committees are left out: a seat on one of another unit goes with a post at the own.
    """
    held = [(place, post) for place, post in enumerate(cadre.posts) if _counts(post, today) and not post.committee]
    at_home = [post for _, post in held if post.unit.id == cadre.unit.id and post.since is not None]
    for place, post in held:
        later = [each for each in at_home if post.since is not None and each.since and each.since > post.since]
        if post.unit.id in (cadre.unit.id, cadre.unit.parent_id) or post.until is not None or not later:
            continue
        following = min(later, key=lambda each: each.since or today)
        last_day = (following.since or today) - timedelta(days=1)
        detail = (post.title, post.unit.name, following.title, last_day.isoformat())
        after = with_post_ended(cadre, place, last_day)
        return Finding(Flaw.LEFT_OPEN, (cadre.id,), (named(cadre),), detail, cadre, after)
    return None


def _counts(post: Post, today: date) -> bool:
    return post.kind is PostKind.INCUMBENT and post.held_on(today)


def is_one_seat(title: str) -> bool:
    """Whether a title is that of a head, of whom a unit has one. Secretaries of cells are many in one commune."""
    parts = read_titles(title)
    return len(parts) == 1 and parts[0].rank is Rank.HEAD and bool(parts[0].head) and "chi bo" not in parts[0].body


def two_heads(holders: Sequence[Cadre], title: str, unit_id: str, today: date) -> Finding | None:
    """Two people who hold one head's post; the earlier holder's ends the day before the later one's, where both say."""
    seats = [
        (cadre, place, post)
        for cadre in holders
        for place, post in enumerate(cadre.posts)
        if post.title == title and post.unit.id == unit_id and _counts(post, today)
    ]
    if len({cadre.id for cadre, _, _ in seats}) != 2 or not is_one_seat(title):
        return None
    seats.sort(key=lambda seat: (seat[2].since or date.min, seat[0].id))
    (first, place, early), (second, _, late) = seats[0], seats[-1]
    about, names = (first.id, second.id), (named(first), named(second))
    if late.since is None or early.since is None or late.since == early.since:
        return Finding(Flaw.TWO_HEADS, about, names, (title, early.unit.name, ""))
    last_day = late.since - timedelta(days=1)
    detail = (title, early.unit.name, last_day.isoformat())
    return Finding(Flaw.TWO_HEADS, about, names, detail, first, with_post_ended(first, place, last_day))


def twins(records: Iterable[Cadre]) -> Finding:
    """Records that one name, birth date and unit make look like one person's."""
    found = sorted(records, key=lambda each: each.code)
    return Finding(Flaw.TWINS, tuple(each.id for each in found), tuple(f"{each.code} {named(each)}" for each in found))


def same_number(holders: Iterable[Cadre], number: str, level: Level) -> Finding:
    """People whose papers of a level bear one number."""
    found = sorted(holders, key=lambda each: each.code)
    return Finding(Flaw.SAME_NUMBER, tuple(each.id for each in found), tuple(map(named, found)), (number, level.code))


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a class is surely not for somebody who is in it."""

    held: Level = Level.NONE
    """The level they hold already, where it is as high as that of the class."""
    missing: tuple[Condition, ...] = ()
    """Conditions that the record shows not to be met."""
    is_past: bool = False
    """The course lies behind them: they are further on the way into the Party."""


def unfit(cadre: Cadre, training: TrainingClass, regulation: Regulation | None, today: date) -> Unfit | None:
    """None where nothing is sure. What only a competent level decides, and what the record leaves unknown, is not."""
    if is_past(training.course, cadre, today):
        return Unfit(is_past=True)
    if not training.level:
        return None
    held, _ = held_by(cadre)
    if held >= training.level:
        return Unfit(held)
    found = eligibility_of(cadre, training.level, training.mode, regulation, training.starts_on or today)
    missing = tuple(each for each in found.conditions if each.state is State.MISSING)
    return Unfit(missing=missing) if missing else None
