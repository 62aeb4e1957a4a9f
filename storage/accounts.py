"""Chat accounts, and all that a turn of conversation needs to know about the person, in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from rules.access import STRANGER, Asker, Grant, Role
from rules.cadres import Cadre
from rules.levels import Level
from storage.cadres import cadre_of, record_columns
from storage.centres import ways
from storage.database import Database, Row, Transaction
from storage.ids import new_id
from storage.lists import gathered, rows_in
from storage.short_forms import SHORT_FORMS_VERSION
from storage.units import UNITS_VERSION

TERMINAL = "terminal"
"""The channel whose chats keep their dialogs to themselves, even those of a known person."""


@dataclass(frozen=True, slots=True)
class Account:
    """A chat on a channel, linked to a person or not."""

    id: str
    channel: str
    chat: str
    holder_id: str | None
    display_name: str
    muted: bool = False
    quiet: str = ""
    """`20:30-06:30`: the person's own quiet hours, or empty for those of the centre."""
    menu: str | None = None
    """The last menu of the chat: JSON list of [label, key] in the order of their numbers."""
    closed: bool = False
    used_at: int = 0
    """When its person last wrote here, kept to about a day."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Who writes, as far as the database knows."""

    account: Account | None = None
    asker: Asker = STRANGER
    cadre: Cadre | None = None
    form: str | None = None
    """The open form, as JSON."""
    topic: str = ""
    dialog_version: int = 0
    """How often the form and the topic were kept; whoever keeps them next says which they have seen."""
    dialog_at: int = 0
    """When they were last kept."""
    elsewhere_at: int = 0
    """When the person last used another chat of theirs; 0 when there is none."""
    handed_over: bool = False
    """Whether a person of the centre answers in this chat."""
    consents: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """(purpose, version) of each consent that was given and not withdrawn."""
    roster_of: date | None = None
    """The day the roster was last read in or corrected: the date of the data."""
    units_version: str = ""
    """Another one after any unit was added or changed; empty before."""
    short_forms_version: str = ""
    """Another one after any short form of chat was added, changed or removed; empty before."""
    studying: tuple[tuple[Level, str], ...] = ()
    """The classes under way that give the person a level: the level and the name, the highest first."""
    unit_id: str | None = None
    """Where the deployment has several centres, the unit of the person, who may be a learner."""
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Where the deployment has several centres, unit id → itself and all units above it: for the person's own unit and
    for those their roles are bounded to; whoever asks adds the tops of the centres (`handlers.centres`)."""


_NAMES = (
    "account_id", "channel", "chat", "holder_id", "display_name", "muted", "quiet", "menu", "closed_at", "used_at"
)  # fmt: skip
COLUMNS = ", ".join(("a.id as account_id", *(f"a.{name}" for name in _NAMES[1:])))
"""All that `account_of` needs of an account `a`."""
_OF_ACCOUNT, _BEFORE_RECORD = len(_NAMES), 25
"""The columns of `_facts` about the account, and all that stand before those of the record."""


@cache
def _facts(engine: str, across: bool) -> str:
    # Only of somebody still there: who was taken off the roster keeps the grants for a way back, but may not use them.
    grants = gathered(
        engine,
        "g.role, g.unit_id",
        "role_grant g where g.holder_id = coalesce(c.id, s.id, l.id) and g.revoked_at is null",
    )
    consents = gathered(
        engine, "n.purpose, n.version", "consent n where n.account_id = a.id and n.withdrawn_at is null"
    )
    studying = gathered(
        engine,
        "t.level, t.name",
        "enrolment e join training_class t on t.id = e.class_id where e.person_id = c.id and e.state = 'enrolled'"
        " and t.state in ('running', 'results') and t.level <> 'none'",
    )
    return (
        f"select {COLUMNS},"
        " s.name as staff_name, l.id as learner_id, l.name as learner_name,"
        " o.form, o.topic, o.version as dialog_version, o.touched_at as dialog_at,"
        f" (select max(b.used_at) from account b where b.holder_id = a.holder_id and b.id <> a.id"
        f" and b.channel <> '{TERMINAL}') as elsewhere_at,"
        " exists (select 1 from handover h where h.account_id = a.id) as handed_over,"
        f" f.value as roster_of, v.value as units_version, w.value as short_forms_version,"
        f" {grants} as grants, {consents} as consents,"
        f" {studying} as studying, {record_columns(engine)}{_units_above(engine) if across else ''}"
        # A stranger without an account may have an open form: hence one row always, and everything else joined to it.
        " from (select 1 as one) chat left join account a on a.channel = $1 and a.chat = $2"
        " left join cadre c on c.id = a.holder_id and c.gone_at is null"
        " left join unit u on u.id = c.unit_id"
        " left join staff_person s on s.id = a.holder_id"
        " left join learner l on l.id = a.holder_id and l.cadre_id is null"
        " left join house_fact f on f.name = 'roster_of'"
        f" left join house_fact v on v.name = '{UNITS_VERSION}'"
        f" left join house_fact w on w.name = '{SHORT_FORMS_VERSION}'"
        " left join dialog o on o.owner ="
        f" case when $1 = '{TERMINAL}' then $1 || ':' || $2 else coalesce(a.holder_id, $1 || ':' || $2) end"
    )


def _units_above(engine: str) -> str:
    """The last columns: the unit of the person, who may be a learner; and rows (unit, itself or one above it) of the
    person's units."""
    asked = (
        "select coalesce(c.unit_id, l.unit_id) as unit_id union select g.unit_id from role_grant g"
        " where g.holder_id = coalesce(c.id, s.id, l.id) and g.revoked_at is null"
    )
    ways = (
        f"with recursive way as (select unit_id as id, unit_id as at from ({asked}) asked where unit_id is not null"
        " union select w.id, v.parent_id from way w join unit v on v.id = w.at where v.parent_id is not null)"
    )
    gathered_ways = f"({ways} {gathered(engine, 'w.id, w.at', 'way w')[1:]}"
    return f", coalesce(c.unit_id, l.unit_id) as own_unit, {gathered_ways} as units_above"


async def facts(db: Database | Transaction, channel: str, chat: str, across: bool = False) -> Facts:
    """Everything about the person of a chat in one read: account, record, roles, open form, consents; `across` several
    centres also where their units lie."""
    [row] = await db.rows(_facts(db.engine, across), channel, chat)
    # By place: by name a column is looked for among all, and this is read for every message.
    values = row[:]
    above = ways(rows_in(values[-1])) if across else {}
    account = _account(values[:_OF_ACCOUNT]) if values[0] is not None else None
    record = values[_BEFORE_RECORD : -2 if across else None]
    cadre = _cadre_of(record) if record[0] is not None else None
    (
        staff_name, learner_id, learner_name, form, topic, dialog_version, dialog_at, elsewhere_at,
        handed_over, roster_of, units_version, short_forms_version, grants, consents, studying,
    ) = values[_OF_ACCOUNT:_BEFORE_RECORD]  # fmt: skip
    return Facts(
        account=account,
        asker=_asker(account, cadre, (learner_id, staff_name or learner_name), grants),
        cadre=cadre,
        form=form,
        topic=topic or "",
        dialog_version=dialog_version or 0,
        dialog_at=dialog_at or 0,
        elsewhere_at=elsewhere_at or 0,
        handed_over=bool(handed_over),
        consents=frozenset((purpose, version) for purpose, version in rows_in(consents)),
        roster_of=date.fromisoformat(roster_of) if roster_of else None,
        units_version=units_version or "",
        short_forms_version=short_forms_version or "",
        studying=tuple(sorted(((Level.of(level), name) for level, name in rows_in(studying)), reverse=True)),
        unit_id=values[-2] if across else None,
        above=above,
    )


@lru_cache(maxsize=2048)
def _cadre_of(record: tuple[Any, ...]) -> Cadre:
    """The same record read again is the same person: those who ask are mostly those who asked a moment ago."""
    return cadre_of(record)


def account_of(row: Row) -> Account:
    """An account from a row with its `COLUMNS`."""
    return _account([row[name] for name in _NAMES])


def _account(values: Sequence[Any]) -> Account:
    id, channel, chat, holder_id, display_name, muted, quiet, menu, closed_at, used_at = values
    return Account(id, channel, chat, holder_id, display_name, muted == 1, quiet, menu, closed_at is not None, used_at)


def _asker(
    account: Account | None, cadre: Cadre | None, other: tuple[str | None, str | None], grants: str | None
) -> Asker:
    """`other`: the id of a learner, and the name of whoever is on no roster."""
    learner_id, name = other
    if account is None or account.holder_id is None:
        return STRANGER
    return Asker(
        cadre_id=cadre.id if cadre else None,
        grants=tuple(Grant(Role(role), unit_id) for role, unit_id in rows_in(grants)),
        name=cadre.name if cadre else name or account.display_name,
        user_id=account.holder_id,
        learner_id=learner_id,
    )


async def open_account(tx: Transaction, channel: str, chat: str, display_name: str, at: int) -> None:
    """Keep a chat that wrote for the first time, or open one again that was closed."""
    await tx.rows(
        "insert into account (id, channel, chat, display_name, muted, quiet, created_at, used_at)"
        " values ($1, $2, $3, $4, 0, '', $5, $5)"
        " on conflict (channel, chat) do update set closed_at = null, used_at = excluded.used_at",
        new_id(), channel, chat, display_name, at,
    )  # fmt: skip


async def close_account(tx: Transaction, channel: str, chat: str, at: int) -> None:
    """The person closed the chat to the bot: nothing is sent there until they write again."""
    await tx.rows("update account set closed_at = $1 where channel = $2 and chat = $3", at, channel, chat)


async def note_use(tx: Transaction, account_id: str, at: int) -> None:
    """The person wrote in this chat."""
    await tx.rows("update account set used_at = $1 where id = $2", at, account_id)


async def keep_menu(tx: Transaction, channel: str, chat: str, menu: str | None) -> None:
    """Remember the last menu of a chat, for a number typed next."""
    await tx.rows("update account set menu = $1 where channel = $2 and chat = $3", menu, channel, chat)


async def keep_dialog(tx: Transaction, owner: str, form: str | None, topic: str, seen: int, at: int) -> bool:
    """Remember the open form and the topic of a person (a holder's id, or `channel:chat` of a stranger).

    `seen` is the `Facts.dialog_version` they were made of. False when another message of the person was quicker.
    """
    kept = await tx.rows(
        "insert into dialog (owner, form, topic, version, touched_at) values ($1, $2, $3, $4 + 1, $5)"
        " on conflict (owner) do update set form = excluded.form, topic = excluded.topic,"
        " version = excluded.version, touched_at = excluded.touched_at"
        " where dialog.version = $4 returning owner",
        owner, form, topic, seen, at,
    )  # fmt: skip
    return bool(kept)


async def form_of(source: Database | Transaction, owner: str) -> str | None:
    """The open form of somebody, as JSON."""
    rows = await source.rows("select form from dialog where owner = $1", owner)
    return rows[0]["form"] if rows else None


async def has_form(db: Database, owner: str) -> bool:
    """Whether a form is open with somebody, to which the numbers they type belong."""
    return bool(await db.rows("select 1 from dialog where owner = $1 and form is not null", owner))


async def forms_left(db: Database, before: int) -> list[tuple[str, str, int]]:
    """(owner, form, version) of the forms that were last touched before an instant."""
    rows = await db.rows(
        "select owner, form, version from dialog where form is not null and touched_at < $1 order by owner", before
    )
    return [(row["owner"], row["form"], row["version"]) for row in rows]


async def replace_form(db: Database, owner: str, form: str, seen: int) -> None:
    """Put another form in place of one that was left, which stays as old as it is; unless its person is back."""
    await db.write(
        "update dialog set form = $1, version = version + 1 where owner = $2 and version = $3", form, owner, seen
    )


async def end_dialog(tx: Transaction, owner: str) -> None:
    """Close the form and drop the topic, whatever they are."""
    await tx.rows("update dialog set form = null, topic = '', version = version + 1 where owner = $1", owner)


async def accounts_of(db: Database | Transaction, holder_id: str) -> list[Account]:
    """The open chats of a person."""
    rows = await db.rows(
        f"select {COLUMNS} from account a where a.holder_id = $1 and a.closed_at is null order by a.linked_at",
        holder_id,
    )
    return [account_of(row) for row in rows]


async def has_chat(db: Database | Transaction, holder_id: str) -> bool:
    """Whether a person has an open chat of their own; an operator's terminal is none."""
    return any(account.channel != TERMINAL for account in await accounts_of(db, holder_id))


async def set_muted(tx: Transaction, account_id: str, muted: bool) -> None:
    """Whether the bot's own messages come to this chat, and to all others of its person: they were told to stop."""
    await tx.rows(
        "update account set muted = $1 where id = $2 or holder_id = (select holder_id from account where id = $2)",
        int(muted), account_id,
    )  # fmt: skip


async def set_quiet(tx: Transaction, account_id: str, hours: str) -> None:
    """The person's own quiet hours (`20:30-06:30`), or empty for those of the centre."""
    await tx.rows("update account set quiet = $1 where id = $2", hours, account_id)
