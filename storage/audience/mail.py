"""What goes to each person of an audience: the rows of the ledger, and one person's message as they read it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from rules.merge_fields import MergeField, fields_in, filled, lacking_words
from rules.quiet_hours import waking
from storage.audience.selecting import Person, Selection, people
from storage.audience.ways import Way
from storage.clock import to_ms
from storage.database import Database
from storage.deliveries import Recipient


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is sent, as far as it differs from one person to the next."""

    text: str
    start: datetime
    """When it may go, aware, in the time zone of the quiet hours."""
    class_name: str = ""
    """What `{lop}` says."""
    urgent: bool = False
    """Goes out in quiet hours too."""
    centre: str = ""
    """What `{don_vi}` says to the centre's own people, who are on no roster."""
    quiet_hours: str = ""
    """Those of the centre, for whoever set none: `20:30-06:30`."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One person's message, exactly as they would read it."""

    code: str
    name: str
    unit: str
    text: str
    way: Way
    due_at: datetime | None
    """When it would go to them; None for those whom nothing can reach."""


async def recipients(db: Database, selection: Selection, mailing: Mailing) -> AsyncIterator[list[Recipient]]:
    """Everyone who is meant, as they are frozen: with the chat they are reached at, or skipped with the reason."""
    fields = fields_in(mailing.text)
    says, due = _says(fields), _due(mailing)
    async for portion in people(db, selection, gaps=MergeField.LACKING in fields):
        yield [_recipient(person, {name: say(person, mailing) for name, say in says}, due) for person in portion]


async def letter_to(db: Database, selection: Selection, mailing: Mailing, code: str) -> Letter | None:
    """The message of one person of the audience, by their code; None for somebody who is not in it."""
    async for portion in people(db, replace(selection, code=code.strip().upper()), gaps=True):
        for person in portion:
            values = {name: say(person, mailing) for name, say in _says(fields_in(mailing.text))}
            due_at = _due(mailing)(person.way.chat.quiet) if person.way.chat else None
            text = filled(mailing.text, values)
            return Letter(person.code, person.name, person.unit, text, person.way, due_at)
    return None


def _recipient(person: Person, values: dict[str, str], due: Callable[[str], datetime]) -> Recipient:
    chat = person.way.chat
    if chat is None:
        return Recipient(person.id, "", "", fields=values, skip=person.way.why_not.value if person.way.why_not else "")
    return Recipient(person.id, chat.channel, chat.chat, person.way.rest, values, to_ms(due(chat.quiet)))


def _due(mailing: Mailing) -> Callable[[str], datetime]:
    """When it goes to somebody, by the quiet hours they set; found out once for each of them."""
    known: dict[str, datetime] = {}

    def due(quiet: str) -> datetime:
        if quiet not in known:
            hours = "" if mailing.urgent else quiet or mailing.quiet_hours
            known[quiet] = waking(mailing.start, hours)
        return known[quiet]

    return due


def _says(fields: frozenset[MergeField]) -> list[tuple[str, "_Says"]]:
    """What each field says, by its name."""
    return [(field.value, _SAYS[field]) for field in sorted(fields)]


_Says = Callable[[Person, Mailing], str]
_SAYS: dict[MergeField, _Says] = {
    MergeField.NAME: lambda person, mailing: person.name,
    MergeField.UNIT: lambda person, mailing: person.unit or mailing.centre,
    MergeField.CLASS: lambda person, mailing: mailing.class_name,
    MergeField.LACKING: lambda person, mailing: lacking_words(person.gap),
}
