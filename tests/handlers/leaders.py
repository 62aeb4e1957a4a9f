"""What the tests of the leader's answers share: grants, a policy that hides names, what the journal keeps of a look."""

from dataclasses import replace

import orjson

from handlers.house import House
from rules.access import Role
from rules.cadres import Cadre, Post, Unit
from rules.policy import DataKind
from storage import cadre_writes
from storage.database import Database
from storage.journal import By
from tests.handlers import roster


async def grant(db: Database, who: Cadre, role: Role, unit: Unit | None) -> None:
    """Give somebody of the roster a role, bounded to a unit or not."""
    async with db.transaction() as tx:
        await tx.run_many(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, $4, $5)",
            [(f"g-{who.id}-{role}", who.id, role.value, unit.id if unit else None, 1)],
        )


async def add_clerks(db: Database, unit: Unit, many: int, first: int = 100) -> list[Cadre]:
    """Civil servants of a unit without any level, in the order of their names."""
    found = [
        Cadre(f"cb{n}", f"CB{n}", f"Lý Văn An{n}", unit, category="Công chức",
              posts=(Post("Công chức Văn phòng - Thống kê", unit),))
        for n in range(first, first + many)
    ]  # fmt: skip
    async with db.transaction() as tx:
        await cadre_writes.save(tx, By("operator", 1), "import", [None] * many, found)
    return found


def without_names(house: House) -> House:
    """A house whose policy lets leaders see figures, and no names."""
    rows = tuple(
        row.model_copy(update={"sees": (DataKind.FIGURES, DataKind.FIGURES_BY_UNIT)})
        if row.role is Role.LEADER
        else row
        for row in roster.POLICY.access
    )
    return replace(house, policy=roster.POLICY.model_copy(update={"access": rows}))


async def looks(db: Database) -> list[tuple[str, str, list[str]]]:
    """(who, which list, whose names) of every look."""
    rows = await db.rows(
        "select j.by_whom, j.record_id, v.after from journal j join journal_value v on v.journal_id = j.id"
        " where j.action = 'look_at_names'"
    )
    return [(row["by_whom"], row["record_id"], orjson.loads(row["after"])) for row in rows]
