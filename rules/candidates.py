"""From a record and its standing to what decides which classes fit a person."""

from datetime import date

from rules.cadres import Cadre, Party, Tier
from rules.classes import Candidate, Course
from rules.committees import seat_of
from rules.eligibility import openings_of
from rules.groups import posts_that_count
from rules.levels import Level
from rules.policy import Status
from rules.records import party_on, probation_may_be_over
from rules.standing import Standing
from rules.titles import read_titles


def candidate_of(cadre: Cadre, standing: Standing) -> Candidate:
    """What decides which classes fit a cadre on the day of the standing.

    A training group that is still to be confirmed is not one: nobody is told "thuộc diện" on a guess.
    """
    party = party_on(cadre, standing.day)
    return Candidate(
        held=standing.held,
        required=standing.required,
        trainable=_trainable(cadre, standing),
        grassroots_committee=_on_grassroots_committee(cadre, standing),
        party=None if party is Party.PROBATIONARY and probation_may_be_over(cadre, standing.day) else party,
    )


def _trainable(cadre: Cadre, standing: Standing) -> frozenset[Level]:
    regulation, day = standing.regulation, standing.day
    if regulation is None:
        return frozenset()
    return frozenset(
        rules.level
        for rules in regulation.levels
        if any(opening.status is Status.KNOWN for opening in openings_of(cadre, rules.level, regulation, day))
    )


def _on_grassroots_committee(cadre: Cadre, standing: Standing) -> bool:
    seats = (
        seat_of(part, post.unit.name, post.unit.tier, post.committee)
        for post in posts_that_count(cadre, standing.day)
        for part in read_titles(post.title)
    )
    return any(seat is not None and seat.tier is Tier.COMMUNE for seat in seats)


_TOO_LATE = {
    Course.NHAN_THUC_DANG: frozenset({Party.PROBATIONARY, Party.FULL}),
    Course.DANG_VIEN_MOI: frozenset({Party.FULL}),
}
"""The courses on the way into the Party, with the party status of those who have passed them by."""


def is_past(course: Course | None, cadre: Cadre, day: date) -> bool:
    """Whether the record proves that a course comes too late for somebody: quần chúng take the one, dự bị the other."""
    return course in _TOO_LATE and party_on(cadre, day) in _TOO_LATE[course]
