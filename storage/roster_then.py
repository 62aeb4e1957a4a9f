"""The roster as it stood at an instant: the records of today, with what the journal has told since taken back."""

from rules.access import Asker
from rules.cadres import Cadre
from storage.cadre_writes import load
from storage.cadres import every_cadre, in_sight, sight_args
from storage.database import Database, Transaction, Value

Source = Database | Transaction


async def cadres_then(db: Source, asker: Asker, instant: int) -> list[Cadre]:
    """All cadres who were on the roster at an instant (milliseconds) and whom the asker may see now, in no promised
    order, each with the record of then, as far as the journal still holds it: where its values were erased, somebody
    whose record changed later is left out."""
    touched = "select record_id from journal where kind = 'cadre' and at > $4"
    changed = await _ids(db, asker, touched, instant)
    now = [cadre for cadre in await every_cadre(db, asker) if cadre.id not in changed]
    return now + [load(text) for text in (await _records(db, asker, touched, instant)).values() if text]


async def _ids(db: Source, asker: Asker, touched: str, instant: int) -> set[str]:
    sql = f"select c.id from cadre c where {in_sight(db.engine)} and c.id in ({touched})"
    return {row["id"] for row in await db.rows(sql, *_arguments(asker, instant))}


async def _records(db: Source, asker: Asker, touched: str, instant: int) -> dict[str, str | None]:
    """Of those whom the journal names since: their record at the instant as JSON, or None while off the roster."""
    rows = await db.rows(
        "select j.record_id, j.action, v.before, v.after from journal j join cadre c on c.id = j.record_id"
        " left join journal_value v on v.journal_id = j.id"
        f" where j.kind = 'cadre' and j.at <= $4 and {in_sight(db.engine)} and c.id in ({touched})"
        " and (v.before like '{%' or v.after like '{%' or j.action = 'come_back') order by j.at, j.id",
        *_arguments(asker, instant),
    )
    then: dict[str, str | None] = {}
    before: dict[str, str | None] = {}
    for row in rows:
        who = row["record_id"]
        then[who] = before.get(who) if row["action"] == "come_back" else row["after"]
        before[who] = row["before"]
    return then


def _arguments(asker: Asker, instant: int) -> tuple[Value, ...]:
    return (*sight_args(asker), instant)
