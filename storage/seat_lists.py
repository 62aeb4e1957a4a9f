"""Lists of requests for seats: a person's own, those of an officer's units, those of a class, and the wishes."""

from collections.abc import Collection
from dataclasses import dataclass

from rules.access import Asker
from rules.seats import SeatState
from storage.cadres import sight_args, units_in_bounds
from storage.database import Database, Transaction
from storage.lists import children, list_text, members
from storage.seat_requests import SEEN, SeatRequest, request_of

Source = Database | Transaction

_OPEN = "r.state in ('wish', 'asked', 'agreed', 'waiting', 'offered', 'forwarded')"


async def own(source: Source, person_id: str, since: int) -> list[SeatRequest]:
    """A person's requests under way, and those that ended since an instant, the newest first."""
    rows = await source.rows(
        f"{SEEN} where r.person_id = $1 and ({_OPEN} or r.changed_at >= $2)"
        f" order by case when {_OPEN} then 0 else 1 end, r.place desc",
        person_id, since,
    )  # fmt: skip
    return [request_of(row) for row in rows]


async def for_units_word(source: Source, asker: Asker) -> list[SeatRequest]:
    """Requests that the asker's units have not said their word on, by unit and order of arrival.

    Wishes for the centre's own courses are among them: the unit's word may come before a class opens.
    """
    rows = await source.rows(
        f"{SEEN} where r.unit_id in {units_in_bounds(source.engine)} and r.agreed_by is null"
        " and r.state in ('wish', 'asked', 'waiting', 'offered') order by u.sort_key, u.id, r.place",
        *sight_args(asker), None,
    )  # fmt: skip
    return [request_of(row) for row in rows]


async def of_class(
    source: Source, class_id: str, states: Collection[SeatState], unit_id: str | None = None
) -> list[SeatRequest]:
    """The requests for a class in these states, by unit and order of arrival; of one unit and below, where given."""
    below = (
        " and r.unit_id in (with recursive below as (select id from unit where id = $3"
        f" union {children(source.engine, 'below')}) select id from below)"
    )
    rows = await source.rows(
        f"{SEEN} where r.class_id = $1 and r.state in {members(source.engine, '$2')}"
        f"{below if unit_id else ''} order by u.sort_key, u.id, r.place",
        class_id, list_text(states), *([unit_id] if unit_id else ()),
    )  # fmt: skip
    return [request_of(row) for row in rows]


async def of_kind(source: Source, kind: str, states: Collection[SeatState]) -> list[SeatRequest]:
    """The requests for a kind of course, with or without a class, in order of arrival."""
    rows = await source.rows(
        f"{SEEN} where r.kind = $1 and r.state in {members(source.engine, '$2')} order by u.sort_key, u.id, r.place",
        kind, list_text(states),
    )  # fmt: skip
    return [request_of(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Demand:
    """How many of a unit wish for a kind of course and have no class for it."""

    kind: str
    unit_id: str
    unit: str
    person_ids: tuple[str, ...]


async def demand(source: Source) -> list[Demand]:
    """The wishes without a class, by kind and unit; nobody is named."""
    rows = await source.rows(
        "select r.kind, r.unit_id, u.name as unit, r.person_id from seat_request r join unit u on u.id = r.unit_id"
        " where r.class_id is null and r.state in ('wish', 'agreed') order by r.kind, u.sort_key, u.id, r.place"
    )
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row["kind"], row["unit_id"], row["unit"]), []).append(row["person_id"])
    return [Demand(*key, tuple(people)) for key, people in found.items()]


async def counts(source: Source) -> dict[str, dict[SeatState, int]]:
    """Class id → how many requests stand in each state."""
    rows = await source.rows(
        "select class_id, state, count(*) as many from seat_request where class_id is not null group by class_id, state"
    )
    found: dict[str, dict[SeatState, int]] = {}
    for row in rows:
        found.setdefault(row["class_id"], {})[SeatState(row["state"])] = int(row["many"])
    return found
