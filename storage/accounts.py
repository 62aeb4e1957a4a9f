"""Chat accounts, and all that a turn of conversation needs to know about the person, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rules.access import STRANGER, Asker, Grant, Role
from rules.cadres import Cadre
from storage.cadres import cadre_of
from storage.database import Database, Row, Transaction
from storage.ids import new_id


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


@dataclass(frozen=True, slots=True)
class Facts:
    """Who writes, as far as the database knows."""

    account: Account | None = None
    asker: Asker = STRANGER
    cadre: Cadre | None = None
    form: str | None = None
    """The open form, as JSON."""
    topic: str = ""
    consents: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """(purpose, version) of each consent that was given and not withdrawn."""


_WIDTH = 20


def _part(name: str, columns: str, source: str) -> str:
    """One arm of the union: its name, its columns as text, and nulls up to the common width."""
    padding = ", null" * (_WIDTH - columns.count(",") - 1)
    return f"select '{name}' as part, {columns}{padding} from {source}"


_UNIT = "u.id, u.name, u.tier, u.kind, u.parent_id"
_FACTS = "with me as (select * from account where channel = $1 and chat = $2) " + " union all ".join(
    (
        _part(
            "account", "id, holder_id, display_name, cast(muted as text), quiet, menu, cast(closed_at as text)", "me"
        ),
        _part(
            "cadre",
            f"c.id, c.code, c.name, c.birth, c.gender, c.ethnicity, c.phone, c.category, c.grade, c.education,"
            f" c.party_joined, c.party_full, cast(c.version as text), {_UNIT}",
            "me join cadre c on c.id = me.holder_id join unit u on u.id = c.unit_id where c.gone_at is null",
        ),
        _part("staff", "s.id, s.name", "me join staff_person s on s.id = me.holder_id"),
        _part(
            "grant",
            "g.role, g.unit_id",
            "me join role_grant g on g.holder_id = me.holder_id where g.revoked_at is null",
        ),
        _part(
            "post",
            f"cast(p.place as text), p.title, p.kind, cast(p.committee as text), p.since, p.until, {_UNIT}",
            "me join post p on p.cadre_id = me.holder_id join unit u on u.id = p.unit_id",
        ),
        _part(
            "credential",
            "cast(d.place as text), d.level, d.mode, d.number, d.issued, d.issuer, cast(d.verified as text)",
            "me join credential d on d.cadre_id = me.holder_id",
        ),
        _part("rating", "cast(r.year as text), r.rating", "me join rating r on r.cadre_id = me.holder_id"),
        _part(
            "dialog",
            "o.form, o.topic",
            "dialog o where o.owner = coalesce((select holder_id from me), $1 || ':' || $2)",
        ),
        _part(
            "consent", "n.purpose, n.version", "me join consent n on n.account_id = me.id where n.withdrawn_at is null"
        ),
    )
)
_NAMES = {
    "cadre": "id code name birth gender ethnicity phone category grade education party_joined party_full version"
    " unit_id unit_name tier kind parent_id",
    "post": "place title post_kind committee since until unit_id unit_name tier kind parent_id",
    "credential": "place level mode number issued issuer verified",
    "rating": "year rating",
}


async def facts(db: Database, channel: str, chat: str) -> Facts:
    """Everything about the person of a chat in one read: account, record, roles, open form, consents."""
    parts: dict[str, list[Row]] = {}
    for row in await db.rows(_FACTS, channel, chat):
        parts.setdefault(row[0], []).append(row)
    account = _account(parts, channel, chat)
    cadre = _cadre(parts)
    dialog = parts.get("dialog")
    return Facts(
        account=account,
        asker=_asker(parts, account, cadre),
        cadre=cadre,
        form=dialog[0][1] if dialog else None,
        topic=dialog[0][2] if dialog else "",
        consents=frozenset((row[1], row[2]) for row in parts.get("consent", ())),
    )


def _account(parts: dict[str, list[Row]], channel: str, chat: str) -> Account | None:
    if "account" not in parts:
        return None
    row = parts["account"][0]
    return Account(row[1], channel, chat, row[2], row[3], row[4] == "1", row[5], row[6], row[7] is not None)


def _cadre(parts: dict[str, list[Row]]) -> Cadre | None:
    if "cadre" not in parts:
        return None
    posts, credentials = (sorted(_named(parts, part), key=lambda r: int(r["place"])) for part in ("post", "credential"))
    return cadre_of(_named(parts, "cadre")[0], posts, credentials, _named(parts, "rating"))


def _named(parts: dict[str, list[Row]], part: str) -> Sequence[Row]:
    names = _NAMES[part].split()
    return [dict(zip(names, list(row)[1:], strict=False)) for row in parts.get(part, ())]  # type: ignore[call-overload]


def _asker(parts: dict[str, list[Row]], account: Account | None, cadre: Cadre | None) -> Asker:
    if account is None or account.holder_id is None:
        return STRANGER
    staff = parts.get("staff")
    return Asker(
        cadre_id=cadre.id if cadre else None,
        grants=tuple(Grant(Role(row[1]), row[2]) for row in parts.get("grant", ())),
        name=cadre.name if cadre else staff[0][2] if staff else account.display_name,
        user_id=account.holder_id,
    )


async def open_account(tx: Transaction, channel: str, chat: str, display_name: str, at: int) -> None:
    """Keep a chat that wrote for the first time, or open one again that was closed."""
    await tx.rows(
        "insert into account (id, channel, chat, display_name, muted, quiet, created_at)"
        " values ($1, $2, $3, $4, 0, '', $5)"
        " on conflict (channel, chat) do update set closed_at = null",
        new_id(), channel, chat, display_name, at,
    )  # fmt: skip


async def close_account(tx: Transaction, channel: str, chat: str, at: int) -> None:
    """The person closed the chat to the bot: nothing is sent there until they write again."""
    await tx.rows("update account set closed_at = $1 where channel = $2 and chat = $3", at, channel, chat)


async def keep_menu(tx: Transaction, channel: str, chat: str, menu: str | None) -> None:
    """Remember the last menu of a chat, for a number typed next."""
    await tx.rows("update account set menu = $1 where channel = $2 and chat = $3", menu, channel, chat)


async def keep_dialog(tx: Transaction, owner: str, form: str | None, topic: str) -> None:
    """Remember the open form and the topic of a person (a holder's id, or `channel:chat` of a stranger)."""
    await tx.rows(
        "insert into dialog (owner, form, topic) values ($1, $2, $3)"
        " on conflict (owner) do update set form = excluded.form, topic = excluded.topic",
        owner, form, topic,
    )  # fmt: skip


async def accounts_of(db: Database | Transaction, holder_id: str) -> list[Account]:
    """The open chats of a person."""
    rows = await db.rows(
        "select id, channel, chat, holder_id, display_name, muted, quiet, menu from account"
        " where holder_id = $1 and closed_at is null order by linked_at",
        holder_id,
    )
    return [
        Account(
            r["id"], r["channel"], r["chat"], r["holder_id"], r["display_name"], r["muted"] == 1, r["quiet"], r["menu"]
        )
        for r in rows
    ]


async def accounts_with_role(db: Database | Transaction, role: Role) -> list[Account]:
    """The open chats of everyone who holds a role."""
    rows = await db.rows("select distinct holder_id from role_grant where role = $1 and revoked_at is null", role.value)
    return [account for row in rows for account in await accounts_of(db, row["holder_id"])]


async def set_muted(tx: Transaction, account_id: str, muted: bool) -> None:
    """Whether the bot's own messages come to this chat."""
    await tx.rows("update account set muted = $1 where id = $2", int(muted), account_id)


async def set_quiet(tx: Transaction, account_id: str, hours: str) -> None:
    """The person's own quiet hours (`20:30-06:30`), or empty for those of the centre."""
    await tx.rows("update account set quiet = $1 where id = $2", hours, account_id)
