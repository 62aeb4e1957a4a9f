"""How far people reach among several centres: who stands above one reads and keeps it too."""

from collections.abc import Collection, Iterable

from rules.access import CentreReach, Grant, Role
from rules.areas import Above

KEEPERS = frozenset({Role.STAFF, Role.ADMIN})
_SEEING = KEEPERS | {Role.LEADER}


def centre_reach(
    own: str, unit_id: str | None, grants: Collection[Grant], tops: Collection[str], above: Above
) -> CentreReach:
    """How far somebody whom the centre `own` answers reaches by their unit and by their grants.

    Of a unit they read what the centres around it offer; centres may be nested. A keeper's or leader's grant that holds
    a whole centre, or the whole deployment, reaches it; a grant within a centre keeps nothing of it. Somebody without
    unit and bounds reads what all offer.
    """
    keeping = [grant for grant in grants if grant.role in KEEPERS]
    seeing = [grant for grant in grants if grant.role in _SEEING]
    units = [each for each in (unit_id, *(grant.unit_id for grant in grants)) if each is not None]
    around = frozenset(top for unit in units for top in above.get(unit, frozenset()) if top in tops)
    reads = around | _held_whole(seeing, tops, above)
    is_above_all = any(grant.unit_id is None for grant in seeing)
    keeps_all = any(grant.unit_id is None for grant in keeping)
    return CentreReach(
        own=own,
        reads=None if is_above_all or not units else reads,
        keeps=None if keeps_all else _held_whole(keeping, tops, above),
        leads=_held_whole((grant for grant in grants if grant.role is Role.LEADER), tops, above),
    )


def _held_whole(grants: Iterable[Grant], tops: Collection[str], above: Above) -> frozenset[str]:
    """The centres that lie wholly within the bounds of these grants."""
    bounds = {grant.unit_id for grant in grants}
    return frozenset(top for top in tops if bounds & above.get(top, frozenset()))
