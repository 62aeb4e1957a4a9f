"""Where a cadre stands: the level held, the levels asked by target and regulation, and the reasons for each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rules.cadres import Cadre, Credential, Post, PostKind, Tier, Unit
from rules.eligibility import Eligibility, Opening, eligibility_of, openings_of
from rules.groups import Membership, groups_of, planned_groups_of, tier_named_in
from rules.levels import Level
from rules.policy import Policy, Regulation, Status, Target, regulation_on
from rules.records import categories_of


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target that a post brings, and whether this person has reached its level."""

    target: Target
    group_name: str
    membership: Membership
    reached: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the trace: which post, by which rule of which document, asks or opens which level."""

    level: Level
    post: Post | None
    planned: bool
    rule: str
    """The sentence of the target, or the row of the regulation."""
    document: str
    article: str
    """Empty where it is not known."""
    issued: date | None
    group_id: str = ""
    """The group of the target; empty for a regulation."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The three answers on one day: what targets ask, what the regulation opens, which conditions are met."""

    cadre_id: str
    day: date
    held: Level
    credential: Credential | None
    """The paper that proves the level held."""
    required: Level
    """The highest level among the targets of the posts held; NONE when nothing is required."""
    planned_required: Level
    """Sẽ cần: the highest among the targets of the planned posts."""
    targets: tuple[TargetLine, ...]
    """Those of the posts held, in the order of the policy."""
    planned_targets: tuple[TargetLine, ...]
    """Those the planned posts would bring: restricted data."""
    deadline: date | None
    deadline_passed: bool
    regulation: Regulation | None
    opening: Opening | None
    """The highest level the regulation is known to open to the posts."""
    to_confirm: tuple[Opening, ...]
    """Higher openings that only Ban Tổ chức can confirm."""
    open_question: Level | None
    """The level above the known opening that only Ban Tổ chức can say is open or not; None where all is known. It is
    one that a row to be confirmed may open, or one that a target asks and whose posts are not known."""
    next_level: Level | None
    """The next level of use: what is required, will be, or is open, above the one held."""
    eligibility: Eligibility | None
    """For the next level, either mode."""
    reasons: tuple[Reason, ...]

    @property
    def met(self) -> bool | None:
        """None when nothing is required."""
        return self.held >= self.required if self.targets else None

    @property
    def gap(self) -> Level | None:
        """The level that is required and not held."""
        return self.required if self.met is False else None

    @property
    def deciding(self) -> TargetLine | None:
        """The target that decides the required level, the first of the policy among equals."""
        return next((line for line in self.targets if line.target.level is self.required), None)


def held_by(cadre: Cadre, count_unverified: bool = True) -> tuple[Level, Credential | None]:
    """The highest level that papers prove, and the paper; a verified one goes before a declared one."""
    best: Credential | None = None
    for paper in cadre.credentials:
        if (paper.verified or count_unverified) and (best is None or _worth(paper) > _worth(best)):
            best = paper
    return (best.level, best) if best is not None else (Level.NONE, None)


def _worth(paper: Credential) -> tuple[Level, bool, str, str]:
    return (paper.level, paper.verified, paper.issued.iso if paper.issued else "", paper.number)


@lru_cache(maxsize=1024)
def standing_of(
    cadre: Cadre,
    policy: Policy,
    regulations: tuple[Regulation, ...],
    day: date,
    count_unverified: bool = True,
) -> Standing:
    """The standing on a day, by the configured policy and the regulation then in force.

    Kept for the whole record as it is: "Vì sao?" and the conditions come right after the status, on the same one.
    """
    held, paper = held_by(cadre, count_unverified)
    lines = target_lines(groups_of(cadre, policy, day), policy, held)
    planned = target_lines(planned_groups_of(cadre, policy, day), policy, held)
    regulation = regulation_on(regulations, day)
    opening, to_confirm = _openings(cadre, regulation, day)
    coming = _next_level(held, lines, planned, opening)
    required, planned_required = _highest(lines), _highest(planned)
    return Standing(
        cadre_id=cadre.id,
        day=day,
        held=held,
        credential=paper,
        required=required,
        planned_required=planned_required,
        targets=lines,
        planned_targets=planned,
        deadline=policy.deadline,
        deadline_passed=policy.deadline_passed(day),
        regulation=regulation,
        opening=opening,
        to_confirm=to_confirm,
        open_question=_open_question(max(required, planned_required), regulation, opening, to_confirm),
        next_level=coming,
        eligibility=eligibility_of(cadre, coming, None, regulation, day) if coming is not None else None,
        reasons=_reasons(lines, planned, policy, opening),
    )


def target_lines(memberships: Iterable[Membership], policy: Policy, held: Level) -> tuple[TargetLine, ...]:
    """The targets of memberships. An equivalent counts only where its target takes equivalents."""
    by_group = {membership.group_id: membership for membership in memberships}
    return tuple(
        TargetLine(target, policy.group_by_id[target.group].name, membership, held >= target.level)
        for target in policy.targets
        if (membership := by_group.get(target.group)) is not None and (target.equivalents or not membership.equivalent)
    )


def _openings(cadre: Cadre, regulation: Regulation | None, day: date) -> tuple[Opening | None, tuple[Opening, ...]]:
    """The highest known opening, and what lies above it but must be confirmed."""
    if regulation is None:
        return None, ()
    to_confirm: list[Opening] = []
    for level in sorted((rules.level for rules in regulation.levels), reverse=True):
        for opening in openings_of(cadre, level, regulation, day):
            if opening.status is Status.KNOWN:
                return opening, tuple(to_confirm)
            to_confirm.append(opening)
    return None, tuple(to_confirm)


def _open_question(
    asked: Level, regulation: Regulation | None, opening: Opening | None, to_confirm: tuple[Opening, ...]
) -> Level | None:
    rules = regulation.for_level(asked) if regulation is not None else None
    beyond = opening is None or opening.level < asked
    unknown = [asked] if rules is not None and rules.posts_unknown and beyond else []
    return max((*unknown, *(each.level for each in to_confirm)), default=None)


def _highest(lines: tuple[TargetLine, ...]) -> Level:
    return max((line.target.level for line in lines), default=Level.NONE)


def _next_level(
    held: Level, lines: tuple[TargetLine, ...], planned: tuple[TargetLine, ...], opening: Opening | None
) -> Level | None:
    for level in (_highest(lines), _highest(planned)):
        if level > held:
            return level
    return opening.level if opening is not None and opening.level > held else None


def _reasons(
    lines: tuple[TargetLine, ...], planned: tuple[TargetLine, ...], policy: Policy, opening: Opening | None
) -> tuple[Reason, ...]:
    asked = [
        Reason(
            line.target.level,
            line.membership.post,
            kind is PostKind.PLANNED,
            line.target.source,
            policy.document,
            "",
            None,
            line.target.group,
        )
        for kind, some in ((PostKind.INCUMBENT, lines), (PostKind.PLANNED, planned))
        for line in some
    ]
    if opening is None:
        return tuple(asked)
    opened = Reason(
        opening.level,
        opening.post,
        opening.planned,
        opening.name,
        opening.document,
        opening.article,
        opening.issued,
    )
    return (*asked, opened)


def standing_if(
    cadre: Cadre,
    post: Post,
    policy: Policy,
    regulations: tuple[Regulation, ...],
    day: date,
    count_unverified: bool = True,
) -> Standing:
    """The standing if the cadre were appointed to a post beside those held ("nếu được bổ nhiệm ...")."""
    appointed = replace(post, kind=PostKind.INCUMBENT, since=None, until=None)
    moved = replace(cadre, posts=(*cadre.posts, appointed))
    return standing_of(moved, policy, regulations, day, count_unverified)


@dataclass(frozen=True, slots=True)
class TitleRequirement:
    """What the targets ask of a named title."""

    level: Level
    """NONE when no target asks anything of it."""
    targets: tuple[TargetLine, ...]


def required_level_of_title(
    title: str, tier: Tier | None, policy: Policy, unit: Unit | None = None
) -> TitleRequirement:
    """What a title asks of whoever holds it ("Phó trưởng phòng phải có trình độ gì").

    The tier is the unit's, else the one given, else the one the title names. Where it is known, a title that does
    not say "không chuyên trách" is taken for one of "cán bộ, công chức"; where it is not, only offices and
    committees speak.
    """
    known = unit.tier if unit is not None else tier or tier_named_in(title)
    category = "" if known is None else title if categories_of(title) else "Cán bộ"
    for each in (known,) if known is not None else (Tier.DISTRICT, Tier.COMMUNE):
        place = unit or Unit("", "", each)
        someone = Cadre("", "", "", place, category=category, posts=(Post(title, place),))
        lines = target_lines(groups_of(someone, policy, date.max), policy, Level.NONE)
        if lines:
            return TitleRequirement(max(line.target.level for line in lines), lines)
    return TitleRequirement(Level.NONE, ())
