"""Who asks, and what they may see: an argument of every question about a person."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    """Vai trò."""

    STRANGER = "stranger"
    CADRE = "cadre"
    LEARNER = "learner"
    """Somebody of a class who stands on no roster."""
    LECTURER = "lecturer"
    OFFICER = "officer"
    STAFF = "staff"
    LEADER = "leader"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role beside that of a cadre. `unit_id` bounds it to a unit and those below; None is the whole centre."""

    role: Role
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class CentreReach:
    """How far somebody reaches among the centres of one deployment. A centre goes by the id of its top unit; "" is
    the whole deployment, whose things everybody reads."""

    own: str = ""
    """The centre that answers them."""
    reads: frozenset[str] | None = None
    """The centres whose classes they find; None for all."""
    keeps: frozenset[str] | None = None
    """The centres whose things they keep as staff; None for all, and for what is of the whole deployment."""
    leads: frozenset[str] = frozenset()
    """The centres that they lead without leading all."""


EVERYWHERE = CentreReach()


@dataclass(frozen=True)
class Asker:
    """The person who asks. `cadre_id` is None for a stranger, for a learner, and for staff who stand on no roster."""

    cadre_id: str | None = None
    grants: tuple[Grant, ...] = ()
    name: str = ""
    user_id: str = ""
    """Who it is in the journal."""
    learner_id: str | None = None
    centres: CentreReach = EVERYWHERE

    @property
    def person_id(self) -> str | None:
        """Who they are in a class: a cadre or a learner."""
        return self.cadre_id or self.learner_id

    @cached_property
    def roles(self) -> frozenset[Role]:
        own = {grant.role for grant in self.grants}
        if self.cadre_id is not None:
            own.add(Role.CADRE)
        elif self.learner_id is not None:
            own.add(Role.LEARNER)
        return frozenset(own or {Role.STRANGER})

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    def reads_of(self, centre: str) -> bool:
        """Whether they find what a centre made public; its roles are asked elsewhere."""
        return not centre or self.centres.reads is None or centre in self.centres.reads

    def keeps_of(self, centre: str) -> bool:
        """Whether a centre's things are theirs to keep, as far as the centre goes."""
        return self.centres.keeps is None or centre in self.centres.keeps

    def leads_of(self, centre: str) -> bool:
        """Whether they lead a centre, or all."""
        of_all = any(grant.role is Role.LEADER and grant.unit_id is None for grant in self.grants)
        return of_all or centre in self.centres.leads

    @property
    def writes_into(self) -> str | None:
        """The centre that owns what they make; None where several are theirs, or none."""
        keeps = self.centres.keeps
        if keeps is None or self.centres.own in keeps:
            return self.centres.own
        return next(iter(keeps)) if len(keeps) == 1 else None


OPERATOR = Asker(grants=(Grant(Role.ADMIN),), name="operator", user_id="operator")
"""Whoever may run the program on the machine itself."""
STRANGER = Asker()
