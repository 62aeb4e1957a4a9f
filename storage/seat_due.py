"""What is due among requests for seats: words not said in time, offers not answered, seats for who waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from storage.database import Database, Transaction
from storage.lists import list_text, members
from storage.seat_requests import SEEN, SeatRequest, request_of
from storage.seats import quota_unit

Source = Database | Transaction

_OVER = "('running', 'results', 'archived', 'cancelled')"


async def past(source: Source, at: int, portion: int) -> list[SeatRequest]:
    """Requests whose last instant has come without the word they wait for, the first to arrive first."""
    rows = await source.rows(
        f"{SEEN} where r.state in ('wish', 'asked', 'offered') and r.due_at <= $1 order by r.place limit $2",
        at,
        portion,
    )
    return [request_of(row) for row in rows]


async def of_classes_over(source: Source, portion: int) -> list[SeatRequest]:
    """Requests for classes that have begun or will not be held."""
    rows = await source.rows(
        f"{SEEN} where r.state in ('wish', 'asked', 'agreed', 'waiting', 'offered') and k.state in {_OVER}"
        " order by r.place limit $1",
        portion,
    )
    return [request_of(row) for row in rows]


async def to_chase(source: Source, at: int, until: int, asked_by: int, portion: int) -> list[SeatRequest]:
    """Requests on which the unit has said nothing and must before an instant, where it was not reminded yet.

    Only those that were sent until the instant `asked_by`: whoever was asked just now is not reminded at once.
    """
    rows = await source.rows(
        f"{SEEN} where r.state in ('wish', 'asked') and r.agreed_by is null and r.chased_at is null"
        " and r.due_at > $1 and r.due_at <= $2 and r.asked_at <= $3 order by r.place limit $4",
        at, until, asked_by, portion,
    )  # fmt: skip
    return [request_of(row) for row in rows]


async def note_chased(tx: Transaction, requests: Sequence[SeatRequest], at: int) -> set[str]:
    """Keep that the units were reminded of these; the ids of those that still wait and nobody else reminded of."""
    rows = await tx.rows(
        "update seat_request set chased_at = $1 where chased_at is null and state in ('wish', 'asked')"
        f" and id in {members(tx.engine, '$2')} returning id",
        at, list_text(each.id for each in requests),
    )  # fmt: skip
    return {row["id"] for row in rows}


async def left_with_centre(source: Source, until: int) -> list[SeatRequest]:
    """What units agreed to until an instant and the centre was not reminded of, the first to arrive first.

    A wish for a course that has no class yet waits for nobody, and is left out.
    """
    rows = await source.rows(
        f"{SEEN} where r.state = 'agreed' and r.centre_chased_at is null and r.changed_at <= $1"
        " and (r.class_id is not null or r.kind in ('trung_cap', 'cao_cap')) order by r.place",
        until,
    )
    return [request_of(row) for row in rows]


async def note_centre_chased(tx: Transaction, requests: Sequence[SeatRequest], at: int) -> set[str]:
    """Keep that the centre is reminded of these; the ids of those nobody else reminded it of."""
    rows = await tx.rows(
        "update seat_request set centre_chased_at = $1 where centre_chased_at is null and state = 'agreed'"
        f" and id in {members(tx.engine, '$2')} returning id",
        at, list_text(each.id for each in requests),
    )  # fmt: skip
    return {row["id"] for row in rows}


async def classes_with_a_line(source: Source) -> list[str]:
    """Ids of the classes that have a free seat and people waiting, or wishing for their course; soonest first."""
    rows = await source.rows(
        "select id from training_class k where k.state in ('planned', 'open', 'closed')"
        " and (k.places is null or k.taken < k.places) and (exists (select 1 from seat_request r"
        " where r.class_id = k.id and r.state = 'waiting') or (k.state = 'open' and k.run_by = 'centre'"
        " and k.kind not in ('', 'trung_cap', 'cao_cap') and exists (select 1 from seat_request r"
        " where r.class_id is null and r.kind = k.kind and r.state in ('wish', 'agreed'))))"
        " order by coalesce(k.starts_on, '9999'), k.id"
    )
    return [row["id"] for row in rows]


@dataclass(frozen=True, slots=True)
class SilentUnit:
    """A unit that has a quota of a class and has sent nobody, itself or from a unit below it."""

    class_id: str
    class_name: str
    unit_id: str
    left: int
    until: date


async def silent_units(source: Source, today: date, last: date) -> list[SilentUnit]:
    """Those of classes whose last day for names comes by a day, where they were not reminded yet."""
    rows = await source.rows(
        "select q.class_id, k.name, q.unit_id, q.places, k.register_until from class_quota q"
        " join training_class k on k.id = q.class_id where k.state = 'open' and q.taken = 0 and q.places > 0"
        " and q.chased_at is null and k.register_until between $1 and $2 order by q.class_id, q.unit_id",
        today.isoformat(), last.isoformat(),
    )  # fmt: skip
    sent = await _sent_on(source, {row["class_id"] for row in rows})
    return [
        SilentUnit(
            row["class_id"], row["name"], row["unit_id"], row["places"], date.fromisoformat(row["register_until"])
        )
        for row in rows
        if (row["class_id"], row["unit_id"]) not in sent
    ]


async def _sent_on(source: Source, class_ids: Collection[str]) -> set[tuple[str, str | None]]:
    """The quotas (class, unit) of which somebody was agreed to: a class of the school or the academy has no seats
    here that its requests could take."""
    rows = await source.rows(
        "select distinct class_id, unit_id from seat_request where state in ('agreed', 'forwarded')"
        f" and class_id in {members(source.engine, '$1')}",
        list_text(class_ids),
    )
    return {(row["class_id"], await quota_unit(source, row["class_id"], row["unit_id"])) for row in rows}


async def note_unit_chased(tx: Transaction, silent: SilentUnit, at: int) -> bool:
    """Keep that the unit was reminded; False where it was already, or has sent somebody."""
    rows = await tx.rows(
        "update class_quota set chased_at = $1 where class_id = $2 and unit_id = $3 and chased_at is null"
        " and taken = 0 returning unit_id",
        at, silent.class_id, silent.unit_id,
    )  # fmt: skip
    return bool(rows)
