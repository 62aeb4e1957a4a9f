"""How people are reached who did not ask: their open chats, the best one first, and the channel they prefer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.access import Role
from rules.reaching import channels_in_order
from storage.accounts import COLUMNS, TERMINAL, Account, account_of
from storage.database import Database, Row, Transaction
from storage.journal import By, Entry, record
from storage.lists import list_text, members

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Reach:
    """The open chats of a person, an operator's terminal left out, the best one first."""

    chats: tuple[Account, ...] = ()
    preferred: str = ""
    """The channel they chose, whether they still have it or not; empty when they chose none."""
    agreed: frozenset[str] = frozenset()
    """The ids of the chats whose person agreed to notices there."""

    @property
    def is_muted(self) -> bool:
        """Whether they want to hear nothing that they did not ask for."""
        return any(chat.muted for chat in self.chats)

    @property
    def for_notices(self) -> tuple[Account, ...]:
        """Where notices may go that nobody asked for; none of them when the person wants none."""
        return tuple(chat for chat in self.chats if chat.id in self.agreed and not chat.muted)


async def reach_of(source: Source, holder_id: str) -> Reach:
    """How one person is reached."""
    return (await reach_of_all(source, [holder_id])).get(holder_id, Reach())


async def reach_of_all(source: Source, holder_ids: Iterable[str]) -> dict[str, Reach]:
    """How many people are reached, in one read, by holder; whoever has no open chat is left out."""
    rows = await source.rows(
        f"select {COLUMNS}, p.channel as preferred, exists (select 1 from consent n where n.account_id = a.id"
        " and n.purpose = 'thong_bao' and n.withdrawn_at is null) as agreed"
        " from account a left join preferred_channel p on p.holder_id = a.holder_id"
        f" where a.closed_at is null and a.channel <> '{TERMINAL}'"
        f" and a.holder_id in {members(source.engine, '$1')}",
        list_text(holder_ids),
    )
    by_holder: dict[str, list[Row]] = {}
    for row in rows:
        by_holder.setdefault(row["holder_id"], []).append(row)
    return {holder: _reach(own) for holder, own in by_holder.items()}


async def listening(source: Source, holder_ids: Iterable[str]) -> list[str]:
    """Those of these people who have an open chat and want to hear what they did not ask for."""
    return [holder for holder, reach in (await reach_of_all(source, holder_ids)).items() if not reach.is_muted]


def _reach(rows: Sequence[Row]) -> Reach:
    by_channel = {row["channel"]: account_of(row) for row in rows}
    preferred = rows[0]["preferred"] or ""
    order = channels_in_order({channel: chat.used_at for channel, chat in by_channel.items()}, preferred)
    return Reach(
        tuple(by_channel[channel] for channel in order),
        preferred,
        frozenset(row["account_id"] for row in rows if row["agreed"]),
    )


async def holders_with_role(source: Source, role: Role) -> list[str]:
    """Everyone who holds a role and was not taken off the roster."""
    rows = await source.rows(
        "select distinct g.holder_id from role_grant g where g.role = $1 and g.revoked_at is null"
        " and not exists (select 1 from cadre c where c.id = g.holder_id and c.gone_at is not null)"
        " order by g.holder_id",
        role.value,
    )
    return [row["holder_id"] for row in rows]


async def prefer(tx: Transaction, by: By, holder_id: str, channel: str) -> None:
    """Keep the channel on which a person wants what they did not ask for; empty for the one they used last."""
    await tx.rows("delete from preferred_channel where holder_id = $1", holder_id)
    if channel:
        await tx.rows("insert into preferred_channel (holder_id, channel) values ($1, $2)", holder_id, channel)
    await record(tx, by, Entry("prefer_channel", "holder", holder_id, None, f'"{channel}"'))
