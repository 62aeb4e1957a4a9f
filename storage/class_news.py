"""Whom of which class was told without asking, and who reacted."""

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo

from rules.announcing import NewsKind, Told
from rules.classes import EnrolmentState
from rules.seats import LIVE
from storage.accounts import TERMINAL
from storage.clock import from_ms
from storage.database import Database, Transaction
from storage.lists import list_text, members, table, table_text


async def people_after(db: Database, last: str, count: int) -> list[str]:
    """The next cadres in the order of their ids who can be reached with notices, after one of them ("" to begin)."""
    rows = await db.rows(
        "select distinct a.holder_id from account a join cadre c on c.id = a.holder_id"
        " join consent n on n.account_id = a.id and n.purpose = 'thong_bao' and n.withdrawn_at is null"
        f" where a.holder_id > $1 and c.gone_at is null and a.closed_at is null and a.channel <> '{TERMINAL}'"
        " and a.muted = 0 order by a.holder_id limit $2",
        last, count,
    )  # fmt: skip
    return [row["holder_id"] for row in rows]


async def told(source: Database | Transaction, holder_ids: Iterable[str], zone: tzinfo | None) -> dict[str, list[Told]]:
    """What each of these people was told of, with the day in a time zone."""
    rows = await source.rows(
        "select class_id, kind, holder_id, at, reacted_at from class_told"
        f" where holder_id in {members(source.engine, '$1')}",
        list_text(holder_ids),
    )
    found: dict[str, list[Told]] = {}
    for row in rows:
        each = Told(row["class_id"], NewsKind(row["kind"]), _day(row["at"], zone), row["reacted_at"] is not None)
        found.setdefault(row["holder_id"], []).append(each)
    return found


async def states_of(tx: Transaction, cadre_ids: Iterable[str]) -> dict[str, dict[str, EnrolmentState]]:
    """The state of each of these cadres in each class that they are or were in."""
    rows = await tx.rows(
        f"select person_id, class_id, state from enrolment where person_id in {members(tx.engine, '$1')}",
        list_text(cadre_ids),
    )
    found: dict[str, dict[str, EnrolmentState]] = {}
    for row in rows:
        found.setdefault(row["person_id"], {})[row["class_id"]] = EnrolmentState(row["state"])
    return found


async def asked_for(tx: Transaction, cadre_ids: Iterable[str]) -> dict[str, set[str]]:
    """The classes, by id, for which each of these cadres has a request under way."""
    live = ", ".join(f"'{state}'" for state in sorted(LIVE))
    rows = await tx.rows(
        f"select person_id, class_id from seat_request where state in ({live}) and class_id is not null"
        f" and person_id in {members(tx.engine, '$1')}",
        list_text(cadre_ids),
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["person_id"], set()).add(row["class_id"])
    return found


async def note(
    tx: Transaction, told_now: Mapping[tuple[str, str, NewsKind], str], at: int
) -> set[tuple[str, str, NewsKind]]:
    """Keep whom (holder) of which class is told what, in which parcel (its id), and since when people are.

    Returns those that were not kept before: whoever was told by another process meanwhile is not told again.
    """
    rows = [(*mark[:2], mark[2].value, parcel) for mark, parcel in told_now.items()]
    kept = await tx.rows(
        "insert into class_told (class_id, kind, holder_id, at, parcel_id)"
        " select n.class_id, n.kind, n.holder_id, $2, n.parcel_id"
        f" from {table(tx.engine, '$1', 'holder_id', 'class_id', 'kind', 'parcel_id')} n where true"
        " on conflict (class_id, kind, holder_id) do nothing returning holder_id, class_id, kind",
        table_text(rows), at,
    )  # fmt: skip
    await tx.run_many(
        "insert into class_announcement (class_id, kind, at) values ($1, $2, $3)"
        " on conflict (class_id, kind) do nothing",
        [(class_id, kind, at) for class_id, kind in sorted({(row["class_id"], row["kind"]) for row in kept})],
    )
    return {(row["holder_id"], row["class_id"], NewsKind(row["kind"])) for row in kept}


async def react(tx: Transaction, holder_id: str, class_id: str, at: int) -> None:
    """The person looked at the class they were told of."""
    await tx.rows(
        "update class_told set reacted_at = $1 where holder_id = $2 and class_id = $3 and reacted_at is null",
        at, holder_id, class_id,
    )  # fmt: skip


def _day(at: int, zone: tzinfo | None) -> date:
    return from_ms(at).astimezone(zone).date()
