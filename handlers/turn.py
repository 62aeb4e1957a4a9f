"""One turn of conversation: what a handler is given, and what it may give back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from handlers.house import House
from handlers.messages import FormState, Incoming, Reply
from handlers.understanding.own_forms import OwnForms
from handlers.understanding.places import NOWHERE, Places, communes_of
from rules.access import Asker
from rules.cadres import Cadre
from storage.accounts import Account, Facts
from storage.clock import to_ms
from storage.database import Transaction
from storage.journal import By

Write = Callable[[Transaction], Awaitable[Reply]]
"""What a handler returns when something changes: it runs in the turn's one transaction, and its reply is sent only
after all of it is on disk. It may run on data that changed since the handler looked: it must look again."""

Answered = Reply | Write
Handler = Callable[["Turn"], Awaitable[Answered]]


@dataclass(frozen=True, slots=True)
class Turn:
    """The facts of a turn. A handler fetches more if it must, decides, and returns a Reply or a Write."""

    house: House
    incoming: Incoming
    facts: Facts
    now: datetime
    form: FormState | None = None
    """The open form, if any."""
    args: tuple[str, ...] = ()
    """What stands in the tapped key after its name."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What the question itself names: level, unit, title, ... (docs/labels.md)."""

    def taken_for(self, incoming: Incoming, args: tuple[str, ...], slots: Mapping[str, str]) -> "Turn":
        """The same turn, now that it is known what was meant."""
        return Turn(self.house, incoming, self.facts, self.now, self.form, args, slots)

    def number(self, place: int) -> int | None:
        """The whole number at a place of the tapped key; None where none of ours can stand."""
        given = self.args[place] if len(self.args) > place else ""
        return int(given) if given.isdecimal() and len(given) < 10 else None

    @property
    def places(self) -> Places:
        """The units that a text may name: those of the policy and those on record."""
        return communes_of(self.house.policy).beside(self.house.units.places or NOWHERE)

    @property
    def short_forms(self) -> OwnForms:
        """The short forms that the asker's centre added to those that every reader knows."""
        return self.house.short_forms.of(self.house.place)

    @property
    def words(self) -> str:
        """What was typed, with these short forms written out."""
        return self.short_forms.written_out(self.incoming.text)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def at(self) -> int:
        """The instant of the turn as it is stored."""
        return to_ms(self.now)

    @property
    def asker(self) -> Asker:
        return self.facts.asker

    @property
    def by(self) -> By:
        """Who the journal says did it: the person, or the chat of a stranger."""
        return By(self.asker.user_id or f"{self.incoming.channel}:{self.incoming.chat}", self.at)

    @property
    def cadre(self) -> Cadre:
        """The asker's own record. Only for answers registered for cadres."""
        if self.facts.cadre is None:
            raise LookupError("this answer is registered for cadres only")
        return self.facts.cadre

    @property
    def account(self) -> Account:
        """The chat's account. Inside a Write it always exists; before, only when the chat wrote earlier."""
        if self.facts.account is None:
            raise LookupError("the chat has no account yet")
        return self.facts.account
