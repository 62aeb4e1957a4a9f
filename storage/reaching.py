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


async def holders_over(source: Source, role: Role, centre: str) -> list[str]:
    """Everyone who holds a role for the whole of a centre (its top unit; "" is the whole deployment) or for more."""
    return [holder for holder, _ in await _holders_over(source, role, centre)]


async def holders_nearest(source: Source, role: Role, centre: str) -> list[str]:
    """Those of them whose role reaches least beyond the centre: those above are asked only where it has nobody."""
    found = await _holders_over(source, role, centre)
    nearest = min((far for _, far in found), default=0)
    return [holder for holder, far in found if far == nearest]


_EVERYWHERE = 1_000_000
"""Stands for how far a role without bounds lies above any unit."""


async def _holders_over(source: Source, role: Role, centre: str) -> list[tuple[str, int]]:
    """By holder, each with how many units their role's bound lies above the centre, the nearest of their grants."""
    rows = await source.rows(
        "with recursive up(id, parent_id, far) as (select id, parent_id, 0 from unit where id = $2"
        " union all select u.id, u.parent_id, up.far + 1 from unit u join up on u.id = up.parent_id)"
        f" select g.holder_id, min(coalesce(up.far, {_EVERYWHERE})) as far from role_grant g"
        " left join up on up.id = g.unit_id where g.role = $1 and g.revoked_at is null"
        " and (g.unit_id is null or up.id is not null)"
        " and not exists (select 1 from cadre c where c.id = g.holder_id and c.gone_at is not null)"
        " group by g.holder_id order by g.holder_id",
        role.value, centre,
    )  # fmt: skip
    return [(row["holder_id"], int(row["far"])) for row in rows]


async def prefer(tx: Transaction, by: By, holder_id: str, channel: str) -> None:
    """Keep the channel on which a person wants what they did not ask for; empty for the one they used last."""
    await tx.rows("delete from preferred_channel where holder_id = $1", holder_id)
    if channel:
        await tx.rows("insert into preferred_channel (holder_id, channel) values ($1, $2)", holder_id, channel)
    await record(tx, by, Entry("prefer_channel", "holder", holder_id, None, f'"{channel}"'))
