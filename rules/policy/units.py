"""The units a policy knows: their names, short forms, places in the tree, dates and successors."""

from datetime import date

from rules.cadres import Tier, Unit
from rules.policy.base import Certainty, PolicyPart


class Successor(PolicyPart):
    """The unit that took over the people of one that ended. Its id may stand in a later policy."""

    unit: str
    certainty: Certainty


class PolicyUnit(PolicyPart):
    """A unit by its official name. Its dates never drop a person from a count."""

    id: str
    name: str
    """With its kind, as normally written: "xã An Trường", "Phòng Nội vụ"."""
    tier: Tier
    kind: str = ""
    """`district`, `commune`, `party`, `office`, `union`, `centre`, or what `leave_out` may name."""
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    """The last day of the unit; None while it lasts."""
    certainty: Certainty = Certainty.HIGH
    successors: tuple[Successor, ...] = ()

    def as_unit(self) -> Unit:
        """The unit as people and posts refer to it."""
        return Unit(self.id, self.name, self.tier, self.parent, self.kind)
