"""Which of several centres a unit belongs to, and which one answers a person."""

from collections.abc import Collection, Mapping

from rules.access import Grant, Role

STANDING = frozenset({Role.ADMIN, Role.STAFF, Role.LEADER, Role.OFFICER})
"""Roles whose bounds say what somebody is at work on; a cadre or a lecturer is asked by their own record."""

Above = Mapping[str, frozenset[str]]
"""Unit id → itself and all units above it; for the tops of the centres too."""


def nearest_centre(unit_id: str, tops: Collection[str], above: Above) -> str | None:
    """The top of the centre that a unit belongs to: the nearest one above it, or itself; None where there is none."""
    around = above.get(unit_id, frozenset()).intersection(tops)
    return max(around, key=lambda top: len(above[top]), default=None)


def answering_centre(unit_id: str | None, grants: Collection[Grant], tops: Collection[str], above: Above) -> str | None:
    """The centre that answers a person: that of the one centre their roles keep to; who has no such role, that of
    their own unit. None is the whole deployment: for a stranger, and for whoever stands above centres."""
    bounds = {grant.unit_id for grant in grants if grant.role in STANDING} or {unit_id}
    centres = {None if bound is None else nearest_centre(bound, tops, above) for bound in bounds}
    return centres.pop() if len(centres) == 1 else None
