"""Classes: one run of a course, its sessions, who may find it fitting and why, and which class a few words mean."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from rules.cadres import Party
from rules.levels import Level, Mode
from rules.text import fold


class Course(StrEnum):
    """Courses that give no level; a class that gives one has none of these."""

    NHAN_THUC_DANG = "nhan_thuc_dang"
    DANG_VIEN_MOI = "dang_vien_moi"
    CAP_UY = "cap_uy"
    CHUYEN_DE = "chuyen_de"
    CAP_NHAT_KIEN_THUC = "cap_nhat_kien_thuc"


class RunBy(StrEnum):
    """Who holds the class. The centre opens its own; those of the school and the academy it only announces."""

    CENTRE = "centre"
    SCHOOL = "school"
    ACADEMY = "academy"


class ClassState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    """Names are being taken."""
    CLOSED = "closed"
    RUNNING = "running"
    RESULTS = "results"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing comes of the class any more: it was brought to its end, or called off."""
        return self in (ClassState.ARCHIVED, ClassState.CANCELLED)


class EnrolmentState(StrEnum):
    ENROLLED = "enrolled"
    PASSED = "passed"
    FAILED = "failed"
    LEFT = "left"


class Part(StrEnum):
    """Buổi."""

    SANG = "sang"
    CHIEU = "chieu"
    TOI = "toi"


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """Lớp: one run of a course."""

    id: str
    code: str
    """Unique, as papers cite it: "TC-K14", "SC-K2-2025"."""
    name: str
    level: Level = Level.NONE
    """The level it gives; NONE for a short course."""
    course: Course | None = None
    mode: Mode | None = None
    run_by: RunBy = RunBy.CENTRE
    state: ClassState = ClassState.PLANNED
    starts_on: date | None = None
    ends_on: date | None = None
    register_until: date | None = None
    """The last day on which units may send their lists."""
    hours: str = ""
    """The hours of a session as people are told of them; empty when not set."""
    places: int | None = None
    place: str = ""
    audience: str = ""
    note: str = ""
    kind: str = ""
    """The course it is a run of, as the file of courses names it; empty when not known."""
    plan_line: str = ""
    """The line of the year's plan it stands on."""
    opens_on: date | None = None
    """The first day on which names are taken."""
    version: int = 1
    """How often it was changed, as read: whoever changes it says which they have seen."""
    centre: str = ""
    """The top unit of the centre that holds it; empty where the whole deployment does."""


@dataclass(frozen=True, slots=True)
class Session:
    """Buổi học."""

    id: str
    class_id: str
    day: date
    part: Part
    topic: str
    room: str = ""
    lecturer: str = ""
    """The name, as people are told of it."""
    lecturer_id: str | None = None
    """Their record in the register of lecturers; None for somebody who is only named."""
    cancelled: bool = False
    version: int = 1
    periods: int | None = None
    """How many tiết it lasts; None where the timetable does not say."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Sessions of one day that go on with the same topic, in the same room: told in one breath."""

    first: Session
    parts: tuple[Part, ...]


def meetings(sessions: Iterable[Session]) -> list[Meeting]:
    """Sessions in their order, those of a day joined that differ only in the part of the day."""
    found: list[Meeting] = []
    for session in sessions:
        if found and _apart_from_part(session) == _apart_from_part(found[-1].first):
            found[-1] = replace(found[-1], parts=(*found[-1].parts, session.part))
        else:
            found.append(Meeting(session, (session.part,)))
    return found


def _apart_from_part(session: Session) -> Session:
    return replace(session, id="", part=Part.SANG, version=1, periods=None)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Ghi danh: a cadre or a learner in a class."""

    class_id: str
    person_id: str
    state: EnrolmentState = EnrolmentState.ENROLLED
    result: str = ""
    """Giỏi, Khá, Trung bình, or empty."""
    number: int | None = None
    """The place in the list of the class, by which the roll is called; None where the list is not numbered yet."""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A class as one person finds it."""

    training: TrainingClass
    taken: int = 0
    """Places that are held: by people in it, and by requests under way."""
    own: EnrolmentState | None = None
    """The person's own state in it; None when they are not in it."""

    @property
    def places_left(self) -> int | None:
        """Free places, never below 0; None when the class sets no number."""
        return None if self.training.places is None else max(0, self.training.places - self.taken)


class Fit(StrEnum):
    """Why a class fits a person."""

    ENROLLED = "enrolled"
    GIVES_LEVEL = "gives_level"
    """It gives a level they lack and are in the training group for."""
    REQUIRED = "required"
    """It gives the level a target asks of them, though their posts are not known to open it: others decide."""
    COMMITTEE = "committee"
    PROBATIONARY = "probationary"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What decides which classes fit a person."""

    held: Level = Level.NONE
    required: Level = Level.NONE
    """What the targets ask of them."""
    trainable: frozenset[Level] = frozenset()
    """The levels whose training group they are in, under the regulation of the day."""
    grassroots_committee: bool = False
    """Cấp ủy viên cơ sở."""
    party: Party | None = None


def fit(listed: Listed, person: Candidate, studying: Level = Level.NONE) -> Fit | None:
    """Why a class fits a person, or None. `studying` is the highest level they are in a running class for.

    Courses by post follow Quy định 360-QĐ/TW (cấp ủy viên cơ sở; đảng viên mới); chuyên đề and cập nhật kiến thức
    are by invitation and fit nobody by rule.
    """
    training = listed.training
    if listed.own is EnrolmentState.ENROLLED:
        return Fit.ENROLLED
    if training.level > max(person.held, studying) and training.level in (*person.trainable, person.required):
        return Fit.GIVES_LEVEL if training.level in person.trainable else Fit.REQUIRED
    if training.course is Course.CAP_UY and person.grassroots_committee:
        return Fit.COMMITTEE
    if training.course is Course.DANG_VIEN_MOI and person.party is Party.PROBATIONARY:
        return Fit.PROBATIONARY
    return None


def level_in_study(classes: Iterable[Listed]) -> Level:
    """The highest level a person is studying for, among the classes as they find them."""
    return max(
        (each.training.level for each in classes if is_studying(each.training, each.own)),
        default=Level.NONE,
    )


def is_studying(training: TrainingClass, own: EnrolmentState | None) -> bool:
    """Whether someone of this state in the class is still studying: enrolled, and the class running or in its exams."""
    return own is EnrolmentState.ENROLLED and training.state in (ClassState.RUNNING, ClassState.RESULTS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for; None asks for anything."""

    level: Level | None = None
    course: Course | None = None
    mode: Mode | None = None
    period: tuple[date, date] | None = None
    """First and last day of the start."""

    def of_kind(self, training: TrainingClass) -> bool:
        """Whether a class is of the level, course and mode asked for. One without a mode is never excluded by it."""
        return (
            self.level in (None, training.level)
            and self.course in (None, training.course)
            and (self.mode is None or training.mode in (None, self.mode))
        )

    def starts(self, training: TrainingClass) -> bool:
        """Whether it starts in the period asked for."""
        if self.period is None:
            return True
        return training.starts_on is not None and self.period[0] <= training.starts_on <= self.period[1]


def upcoming(classes: Iterable[Listed], wanted: Wanted, today: date) -> list[Listed]:
    """The classes still to start, or those that start in the period asked for, soonest first, undated ones last."""
    return sorted(
        (
            each
            for each in classes
            if each.training.state is not ClassState.CANCELLED
            and wanted.of_kind(each.training)
            and (wanted.starts(each.training) if wanted.period else _still_to_start(each.training, today))
        ),
        key=by_start,
    )


def by_start(listed: Listed) -> tuple[date, str]:
    """The order of lists: soonest first, undated ones last."""
    return listed.training.starts_on or date.max, listed.training.code


def _still_to_start(training: TrainingClass, today: date) -> bool:
    if training.state not in (ClassState.PLANNED, ClassState.OPEN, ClassState.CLOSED):
        return False
    return training.starts_on is None or training.starts_on >= today


_REFERENCE = re.compile(r"(?:\b(?:khoa|lop|so)\s*)*\bk?\s*(\d+[a-z]?(?:\s*[./-]\s*\d+)*)\b", re.ASCII)
_TOKENS = re.compile(r"[a-z0-9]+")


def named(classes: Iterable[Listed], reference: str) -> list[Listed]:
    """The classes that a name, a code or a number may mean ("K14", "khóa 3", "SC-K2-2025"); whole codes go first."""
    every = list(classes)
    words = _code(reference)
    exact = [each for each in every if words in (_code(each.training.code), _code(each.training.name))]
    if exact:
        return exact
    number = _REFERENCE.search(fold(reference))
    if number is None:
        return [each for each in every if words and words in _code(each.training.name)]
    run, *rest = _TOKENS.findall(number.group(1))
    return [each for each in every if _is_numbered(each.training, run, rest)]


def _is_numbered(training: TrainingClass, run: str, rest: Sequence[str]) -> bool:
    tokens = _TOKENS.findall(fold(training.code))
    return f"k{run}" in tokens and all(each in tokens for each in rest)


def _code(text: str) -> str:
    return " ".join(_TOKENS.findall(fold(text)))


def period(when: str, today: date) -> tuple[date, date] | None:
    """The first and last day of `today`, `next_week`, `2025-12`, `12`, `2026`, ...; None for a word that is none.

    A month without a year is this year's, or next year's when it is over.
    """
    if when in ("today", "tomorrow"):
        day = today + timedelta(days=when == "tomorrow")
        return day, day
    if when in ("this_week", "next_week"):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * (when == "next_week"))
        return monday, monday + timedelta(days=6)
    if when in ("this_month", "next_month"):
        following = _last_of_month(today.year, today.month) + timedelta(days=1)
        first = following if when == "next_month" else today.replace(day=1)
        return first, _last_of_month(first.year, first.month)
    return _named_period(when, today)


def _named_period(when: str, today: date) -> tuple[date, date] | None:
    found = re.fullmatch(r"(?:(?P<year>20\d\d)-)?(?P<month>0?[1-9]|1[0-2])|(?P<whole>20\d\d)", when)
    if found is None:
        return None
    if found["whole"]:
        return date(int(when), 1, 1), date(int(when), 12, 31)
    month = int(found["month"])
    year = int(found["year"] or today.year + (month < today.month))
    return date(year, month, 1), _last_of_month(year, month)


def _last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
