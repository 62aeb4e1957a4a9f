"""The seats of classes: taken and given back one at a time by conditional updates, never more than there are.

Locks are taken in one order everywhere: the numbers of requests, the class, its quotas, the requests.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.seats import InLine
from storage.database import Database, Transaction
from storage.lists import list_text, members

Source = Database | Transaction

_ABOVE = (
    "with recursive line as (select id as of_unit, id as above, parent_id, 0 as far from unit where {0}"
    " union all select l.of_unit, u.id, u.parent_id, l.far + 1 from line l join unit u on u.id = l.parent_id)"
)


@dataclass(frozen=True, slots=True)
class Quota:
    """How many seats of a class a unit has, with the units below it, and how many of them are held."""

    unit_id: str
    unit: str
    places: int
    taken: int

    @property
    def left(self) -> int:
        return max(0, self.places - self.taken)


async def take(tx: Transaction, class_id: str, unit_id: str) -> bool:
    """Take a seat for somebody of this unit; False where the class, or the quota the unit comes under, is full."""
    taken = await tx.rows(
        "update training_class set taken = taken + 1 where id = $1 and (places is null or taken < places) returning id",
        class_id,
    )
    if not taken:
        return False
    quota = await quota_unit(tx, class_id, unit_id)
    if quota is None or await tx.rows(
        "update class_quota set taken = taken + 1 where class_id = $1 and unit_id = $2 and taken < places"
        " returning unit_id",
        class_id, quota,
    ):  # fmt: skip
        return True
    await tx.rows("update training_class set taken = taken - 1 where id = $1", class_id)
    return False


async def give_back(tx: Transaction, class_id: str, unit_id: str) -> None:
    """Give back the seat of somebody of this unit."""
    await tx.rows("update training_class set taken = taken - 1 where id = $1 and taken > 0", class_id)
    quota = await quota_unit(tx, class_id, unit_id)
    if quota is not None:
        await tx.rows(
            "update class_quota set taken = taken - 1 where class_id = $1 and unit_id = $2 and taken > 0",
            class_id, quota,
        )  # fmt: skip


async def lock(tx: Transaction, class_ids: Iterable[str]) -> None:
    """Let nobody else take or give back seats of these classes until the transaction ends."""
    for class_id in sorted(set(class_ids)):
        await tx.rows("update training_class set taken = taken where id = $1", class_id)


async def has_room(tx: Transaction, class_id: str) -> bool:
    """Whether the class as a whole has a free seat."""
    return bool(
        await tx.rows(
            "select 1 from training_class where id = $1 and (places is null or taken < places)"
            " and state in ('planned', 'open', 'closed')",
            class_id,
        )
    )


async def quota_unit(source: Source, class_id: str, unit_id: str) -> str | None:
    """The unit whose quota of the class counts for a unit: its own, or of the nearest above; None without any."""
    rows = await source.rows(
        f"{_ABOVE.format('id = $2')} select q.unit_id from line l"
        " join class_quota q on q.unit_id = l.above and q.class_id = $1 order by l.far limit 1",
        class_id, unit_id,
    )  # fmt: skip
    return str(rows[0]["unit_id"]) if rows else None


async def quotas_of(source: Source, class_id: str) -> list[Quota]:
    """The quotas of a class, by unit as offices sort them."""
    rows = await source.rows(
        "select q.unit_id, u.name as unit, q.places, q.taken from class_quota q join unit u on u.id = q.unit_id"
        " where q.class_id = $1 order by u.sort_key, u.id",
        class_id,
    )
    return [Quota(row["unit_id"], row["unit"], int(row["places"]), int(row["taken"])) for row in rows]


async def every_quota(source: Source) -> dict[str, dict[str, int]]:
    """The quotas of all classes: class id → unit id → seats."""
    found: dict[str, dict[str, int]] = {}
    for row in await source.rows("select class_id, unit_id, places from class_quota order by class_id, unit_id"):
        found.setdefault(row["class_id"], {})[row["unit_id"]] = int(row["places"])
    return found


LINE = (
    "select r.id, r.place, r.unit_id, r.version from seat_request r where r.class_id = $1 and r.state = 'waiting'"
    " union all select r.id, r.place, r.unit_id, r.version from training_class k join seat_request r"
    " on r.class_id is null and r.kind = k.kind and r.state in ('wish', 'agreed') where k.id = $1 and k.kind <> ''"
    " and k.state = 'open' and k.run_by = 'centre' and k.kind not in ('trung_cap', 'cao_cap') and not exists"
    " (select 1 from enrolment e where e.class_id = k.id and e.person_id = r.person_id and e.state <> 'left')"
    " and (k.centre = '' or r.unit_id in (with recursive below(id) as (select k.centre union select u.id from unit u"
    " join below b on u.parent_id = b.id) select id from below))"
)
"""Those who wait for a seat of a class; once it takes names, also those of its centre who wished for its course."""


async def line_of(source: Source, class_id: str) -> tuple[list[InLine], set[str]]:
    """Those who wait for a seat of a class, in order of arrival, and the units whose quota is full."""
    waiting = await source.rows(f"select place, unit_id from ({LINE}) as line order by place", class_id)
    full = {each.unit_id for each in await quotas_of(source, class_id) if not each.left}
    nearest = await _quota_units(source, class_id, {row["unit_id"] for row in waiting})
    return [InLine(int(row["place"]), nearest.get(row["unit_id"], "")) for row in waiting], full


async def _quota_units(source: Source, class_id: str, unit_ids: set[str]) -> dict[str, str]:
    these = _ABOVE.format(f"id in {members(source.engine, '$2')}")
    rows = await source.rows(
        f"{these} select l.of_unit, q.unit_id from line l"
        " join class_quota q on q.unit_id = l.above and q.class_id = $1 order by l.far desc",
        class_id, list_text(unit_ids),
    )  # fmt: skip
    return {row["of_unit"]: row["unit_id"] for row in rows}


async def count_quotas(tx: Transaction, class_id: str) -> None:
    """Count anew what the quotas of a class hold, once they were set, or people put in without asking for a seat."""
    rows = await tx.rows(
        "select r.unit_id from seat_request r where r.class_id = $1 and r.state in ('asked', 'agreed', 'offered')"
        " and not exists (select 1 from enrolment e where e.class_id = r.class_id and e.person_id = r.person_id"
        " and e.state <> 'left')"
        " union all select coalesce(c.unit_id, l.unit_id) from enrolment e left join cadre c on c.id = e.person_id"
        " left join learner l on l.id = e.person_id where e.class_id = $1 and e.state <> 'left'",
        class_id,
    )
    nearest = await _quota_units(tx, class_id, {row["unit_id"] for row in rows if row["unit_id"]})
    held = [nearest.get(row["unit_id"], "") for row in rows]
    for quota in await quotas_of(tx, class_id):
        await tx.rows(
            "update class_quota set taken = $3 where class_id = $1 and unit_id = $2",
            class_id, quota.unit_id, held.count(quota.unit_id),
        )  # fmt: skip
