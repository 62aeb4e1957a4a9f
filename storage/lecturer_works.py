"""What lecturers made besides teaching: told, confirmed by staff, read by year."""

from dataclasses import replace
from datetime import date

import orjson

from rules.access import OPERATOR, Asker
from rules.lecturers import Work, WorkKind
from storage.database import Database, Row, Transaction
from storage.ids import new_id
from storage.journal import By, Entry, record

Source = Database | Transaction

_WORKS = (
    "select w.id, w.lecturer_id, w.kind, w.title, w.day, w.note, w.told_by, w.confirmed_by, l.name, l.centre"
    " from lecturer_work w join lecturer l on l.id = w.lecturer_id"
)


async def of_year(source: Source, year: int, asker: Asker = OPERATOR) -> list[tuple[Work, str]]:
    """The works of a year by their day, each with the name of its lecturer; those not confirmed yet too."""
    span = f"{year}-01-01", f"{year}-12-31"
    rows = await source.rows(f"{_WORKS} where w.day between $1 and $2 order by w.day, w.id", *span)
    return [(_work(row), row["name"]) for row in rows if asker.reads_of(row["centre"])]


async def of_lecturer(source: Source, lecturer_id: str) -> list[Work]:
    """A lecturer's works, the latest first."""
    rows = await source.rows(f"{_WORKS} where w.lecturer_id = $1 order by w.day desc, w.id", lecturer_id)
    return [_work(row) for row in rows]


async def unconfirmed(source: Source, asker: Asker = OPERATOR) -> list[tuple[Work, str]]:
    """What staff of the asker's centres have not confirmed, the oldest first, each with the name of its lecturer."""
    rows = await source.rows(f"{_WORKS} where w.confirmed_by is null order by w.day, w.id")
    return [(_work(row), row["name"]) for row in rows if asker.keeps_of(row["centre"])]


async def by_id(source: Source, work_id: str) -> tuple[Work, str] | None:
    """One work with the name of its lecturer, or None."""
    rows = await source.rows(f"{_WORKS} where w.id = $1", work_id)
    return (_work(rows[0]), rows[0]["name"]) if rows else None


async def add(tx: Transaction, by: By, work: Work) -> Work:
    """Keep a work as whoever acts told it; returned with its id. It counts at once where `confirmed_by` is named."""
    kept = replace(work, id=new_id(), told_by=by.actor)
    await tx.rows(
        "insert into lecturer_work (id, lecturer_id, kind, title, day, note, told_by, confirmed_by)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8)",
        kept.id, kept.lecturer_id, kept.kind.value, kept.title, kept.day.isoformat(), kept.note, kept.told_by,
        kept.confirmed_by,
    )  # fmt: skip
    await record(tx, by, Entry("tell_work", "lecturer_work", kept.id, None, _told(kept)))
    return kept


async def confirm(tx: Transaction, by: By, work_id: str) -> bool:
    """Let a work count; False where it was confirmed or taken out meanwhile."""
    kept = await tx.rows(
        "update lecturer_work set confirmed_by = $1 where id = $2 and confirmed_by is null returning id",
        by.actor, work_id,
    )  # fmt: skip
    if kept:
        await record(tx, by, Entry("confirm_work", "lecturer_work", work_id))
    return bool(kept)


async def take_out(tx: Transaction, by: By, work: Work) -> bool:
    """Take out a work that was not confirmed; False where it is gone, or counts by now."""
    gone = await tx.rows("delete from lecturer_work where id = $1 and confirmed_by is null returning id", work.id)
    if gone:
        await record(tx, by, Entry("take_out_work", "lecturer_work", work.id, _told(work)))
    return bool(gone)


def _told(work: Work) -> str:
    """What the journal keeps of a work."""
    told = {"lecturer": work.lecturer_id, "kind": work.kind, "title": work.title, "day": work.day.isoformat()}
    return orjson.dumps(told | {"confirmed": work.confirmed_by is not None}).decode()


def _work(row: Row) -> Work:
    return Work(
        row["id"], row["lecturer_id"], WorkKind(row["kind"]), row["title"], date.fromisoformat(row["day"]),
        row["note"], row["told_by"], row["confirmed_by"],
    )  # fmt: skip
