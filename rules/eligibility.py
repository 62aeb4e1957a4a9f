"""May a cadre be sent to study a level? What a regulation opens, and every personal condition, by the record.

The answer is never that someone is admitted: it says what the data show, what is lacking, what a competent level
decides, and what the rule or the record leaves unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.cadres import Cadre, Party, Post, PostKind
from rules.groups import matches_of, post_key, posts_that_count
from rules.levels import Level, Mode
from rules.policy import ConditionName, LevelRules, Regulation, Status, TrainingGroup
from rules.policy.regulation import AgeFrom, Conditions, RatingsRule
from rules.records import Rating, education_of, is_minority, party_on, probation_may_be_over, rating_of


class State(StrEnum):
    """How one condition stands."""

    MET = "met"
    MISSING = "missing"
    NEEDS_DECISION = "needs_decision"
    """Open only by a decision of the competent level; for age, or by studying tập trung."""
    UNKNOWN = "unknown"
    """The record or the rule does not say."""


class Overall(StrEnum):
    """The four answers."""

    DU_DIEU_KIEN = "du_dieu_kien"
    CON_THIEU = "con_thieu"
    CAN_CAP_CO_THAM_QUYEN = "can_cap_co_tham_quyen"
    THIEU_DU_LIEU = "thieu_du_lieu"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: what is asked, what the record says, and how that stands."""

    name: ConditionName
    state: State
    required: str = ""
    """A code (`cao_dang`, `chinh_thuc`, `hoan_thanh_tot`) or a number of years; empty when the rule is unknown."""
    recorded: str = ""
    """What the record says: a code, a number, or its own words; empty when it says nothing."""
    rule_unknown: bool = False
    """True when the rule itself was not available: "chưa có căn cứ, xin hỏi Ban Tổ chức"."""
    years_met: tuple[int, ...] = ()
    """Years whose rating is high enough."""
    years_missing: tuple[int, ...] = ()
    """Years without a readable rating."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Diện đào tạo: a row of a regulation that opens a level to a post."""

    level: Level
    name: str
    post: Post | None
    planned: bool
    document: str
    issuer: str
    issued: date
    article: str
    """Empty where it is not known."""
    status: Status
    note: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The answer for one level and mode on one day."""

    level: Level
    mode: Mode | None
    overall: Overall
    regulation: Regulation | None
    group: Condition
    """Whether a post is known to open the level."""
    opening: Opening | None
    conditions: tuple[Condition, ...]
    """The personal conditions."""
    note: str = ""
    """What the regulation leaves open, and whom to ask."""

    @property
    def unmet(self) -> tuple[Condition, ...]:
        """Every condition that is not met, the group first."""
        return tuple(c for c in (self.group, *self.conditions) if c.state is not State.MET)


def openings_of(cadre: Cadre, level: Level, regulation: Regulation, day: date) -> tuple[Opening, ...]:
    """Every row that opens a level to the cadre's posts: known before to be confirmed, held before planned."""
    rules = regulation.for_level(level)
    if rules is None:
        return ()
    found = [
        _opening(regulation, rules, group, post)
        for post in _posts(cadre, day)
        for group in _opened_by(rules, post, cadre, day)
    ]
    return tuple(sorted(found, key=_strength))


def _posts(cadre: Cadre, day: date) -> tuple[Post, ...]:
    return (*posts_that_count(cadre, day), *cadre.posts_on(day, PostKind.PLANNED))


def _strength(opening: Opening) -> tuple[bool, bool, tuple[str, ...]]:
    key = post_key(opening.post) if opening.post is not None else ()
    return (opening.status is not Status.KNOWN, opening.planned, key)


def _opened_by(rules: LevelRules, post: Post, cadre: Cadre, day: date) -> Iterator[TrainingGroup]:
    matched = {n for n, _ in matches_of(rules, post, cadre.category)}
    planned = post.kind is PostKind.PLANNED
    for n, group in enumerate(rules.groups):
        if group.status is Status.UNKNOWN or not (group.planned if planned else group.incumbent):
            continue
        if n in matched or (group.party_members and party_on(cadre, day) is not None):
            yield group


def _opening(regulation: Regulation, rules: LevelRules, group: TrainingGroup, post: Post) -> Opening:
    return Opening(
        level=rules.level,
        name=group.name,
        post=post if post.title else None,
        planned=post.kind is PostKind.PLANNED,
        document=regulation.document,
        issuer=regulation.issuer,
        issued=regulation.issued,
        article=group.article or rules.article,
        status=group.status,
        note=group.note,
    )


def eligibility_of(
    cadre: Cadre, level: Level, mode: Mode | None, regulation: Regulation | None, day: date
) -> Eligibility:
    """The answer by the regulation of the day. `mode` None asks for either; the age is then still told."""
    rules = regulation.for_level(level) if regulation is not None else None
    if regulation is None or rules is None:
        group = _rule_unknown(ConditionName.GROUP)
        return Eligibility(level, mode, Overall.THIEU_DU_LIEU, regulation, group, None, ())
    openings = openings_of(cadre, level, regulation, day)
    opening = openings[0] if openings else None
    group = _group(rules, opening)
    conditions = _conditions(cadre, rules.conditions, mode, day)
    overall = _overall((group, *conditions))
    return Eligibility(level, mode, overall, regulation, group, opening, conditions, rules.note)


def _overall(conditions: tuple[Condition, ...]) -> Overall:
    """What is lacking outweighs what is not known, and that outweighs what can be decided."""
    states = {condition.state for condition in conditions}
    if State.MISSING in states:
        return Overall.CON_THIEU
    if State.UNKNOWN in states:
        return Overall.THIEU_DU_LIEU
    return Overall.CAN_CAP_CO_THAM_QUYEN if State.NEEDS_DECISION in states else Overall.DU_DIEU_KIEN


def _rule_unknown(name: ConditionName) -> Condition:
    return Condition(name, State.UNKNOWN, rule_unknown=True)


def _group(rules: LevelRules, opening: Opening | None) -> Condition:
    """No post that opens the level is no refusal: planning and grades may, and those the record need not show."""
    if opening is not None and opening.status is Status.KNOWN:
        return Condition(ConditionName.GROUP, State.MET, recorded=opening.name)
    if rules.posts_unknown:
        return _rule_unknown(ConditionName.GROUP)
    if opening is not None:
        return Condition(ConditionName.GROUP, State.UNKNOWN, recorded=opening.name, rule_unknown=True)
    return Condition(ConditionName.GROUP, State.NEEDS_DECISION)


def _conditions(cadre: Cadre, asked: Conditions, mode: Mode | None, day: date) -> tuple[Condition, ...]:
    """Only what the regulation asks, in the order a file is checked."""
    found: list[Condition] = []
    if asked.party:
        found.append(_party(cadre, asked.party, day))
    if asked.education is not None:
        found.append(_education(cadre, asked))
    if asked.age_khong_tap_trung is not None and mode is not Mode.TAP_TRUNG:
        found.append(_age(cadre, asked.age_khong_tap_trung, day))
    if asked.ratings is not None:
        found.append(_ratings(cadre, asked.ratings, day))
    unknown = (name for name in asked.unknown if name is not ConditionName.GROUP)
    found.extend(_rule_unknown(name) for name in unknown if not (name is ConditionName.AGE and mode is Mode.TAP_TRUNG))
    return tuple(found)


def _party(cadre: Cadre, accepted: tuple[Party, ...], day: date) -> Condition:
    status = party_on(cadre, day)
    required = Party.PROBATIONARY if Party.PROBATIONARY in accepted else Party.FULL
    if status is None:
        return Condition(ConditionName.PARTY, State.UNKNOWN, required)
    state = State.MET if status in accepted else State.MISSING
    if state is State.MISSING and probation_may_be_over(cadre, day):
        state = State.UNKNOWN
    return Condition(ConditionName.PARTY, state, required, status)


def _education(cadre: Cadre, asked: Conditions) -> Condition:
    required = asked.education
    if asked.education_minority is not None and is_minority(cadre):
        required = asked.education_minority
    reached = education_of(cadre.education)
    if required is None or reached is None:
        return Condition(ConditionName.EDUCATION, State.UNKNOWN, required or "", cadre.education)
    state = State.MET if reached.place >= required.place else State.MISSING
    return Condition(ConditionName.EDUCATION, state, required, cadre.education)


def _age(cadre: Cadre, asked: AgeFrom, day: date) -> Condition:
    """The age for không tập trung; with a year of birth only, or no gender, only what is certain is said."""
    limits = {"nu": (asked.nu, asked.nu), "nam": (asked.nam, asked.nam)}
    easy, hard = limits.get(cadre.gender or "", (min(asked.nu, asked.nam), max(asked.nu, asked.nam)))
    required = str(easy) if easy == hard else f"{easy}-{hard}"
    if cadre.birth is None:
        return Condition(ConditionName.AGE, State.UNKNOWN, required)
    youngest, oldest = cadre.birth.age_on(day)
    recorded = str(youngest) if youngest == oldest else f"{youngest}-{oldest}"
    if youngest >= hard:
        return Condition(ConditionName.AGE, State.MET, required, recorded)
    state = State.NEEDS_DECISION if oldest < easy else State.UNKNOWN
    return Condition(ConditionName.AGE, state, required, recorded)


def _ratings(cadre: Cadre, asked: RatingsRule, day: date) -> Condition:
    """The consecutive years right before the year of the day."""
    years = range(day.year - 1, day.year - 1 - asked.years, -1)
    grades: dict[int, Rating | None] = {year: rating_of(cadre.ratings.get(year, "")) for year in years}
    met = tuple(y for y, grade in grades.items() if grade is not None and grade.place >= asked.at_least.place)
    absent = tuple(y for y, grade in grades.items() if grade is None)
    state = State.MET if len(met) == asked.years else State.MISSING
    if state is State.MISSING and len(met) + len(absent) == asked.years:
        state = State.UNKNOWN
    recorded = "; ".join(f"{y}: {cadre.ratings[y]}" for y in sorted(years) if cadre.ratings.get(y))
    return Condition(ConditionName.RATINGS, state, asked.at_least, recorded, years_met=met, years_missing=absent)
