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


@dataclass(frozen=True)
class Asker:
    """The person who asks. `cadre_id` is None for a stranger, for a learner, and for staff who stand on no roster."""

    cadre_id: str | None = None
    grants: tuple[Grant, ...] = ()
    name: str = ""
    user_id: str = ""
    """Who it is in the journal."""
    learner_id: str | None = None

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


OPERATOR = Asker(grants=(Grant(Role.ADMIN),), name="operator", user_id="operator")
"""Whoever may run the program on the machine itself."""
STRANGER = Asker()
