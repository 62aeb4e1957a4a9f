"""Materials: sent by staff and lecturers, read by those of the class or the course, replaced and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from rules.access import Asker, Role
from rules.classes import Part
from rules.materials import Found, Material, MaterialFile, in_order
from storage.database import Database, Row, Transaction, Value
from storage.journal import By, Entry, record, record_many
from storage.lists import list_text, members

Source = Database | Transaction

_FOUND = (
    "select m.id, m.kind, m.class_id, m.session_id, m.lesson, m.title, m.body, m.digest, m.file_name, m.size,"
    " m.added_by, m.centre, coalesce(c.name, '') as class_name, coalesce(c.level, '') as level,"
    " coalesce(c.course, '') as course, coalesce(c.kind, '') as class_kind, s.day, s.part"
    " from material m left join training_class c on c.id = m.class_id"
    " left join class_session s on s.id = m.session_id"
)
_FOR = "(t.id = m.class_id or (m.class_id is null and m.kind <> '' and t.kind = m.kind and m.centre in ('', t.centre)))"
_SEEN = (
    " where ({kept} or m.added_by = $1"
    " or exists (select 1 from enrolment e join training_class t on t.id = e.class_id where e.person_id = $1"
    f" and e.state <> 'left' and t.state <> 'cancelled' and {_FOR})"
    " or exists (select 1 from lecturer l join class_session x on x.lecturer_id = l.id"
    " join training_class t on t.id = x.class_id where l.holder_id = $1"
    f" and l.state = 'approved' and {_FOR}))"
)
"""$1: a person's id, $2: 1 for those who keep them; `kept` is the condition for them."""
_KEPT_BY_ALL = "$2 = 1"


async def seen_by(source: Source, asker: Asker) -> list[Found]:
    """What this asker may read, by class and lesson: of classes they are or were in, teach, or of all for staff."""
    sight = _sight(source.engine, asker)
    return in_order(map(_found, await source.rows(f"{_FOUND}{sight.condition}", *sight.args)))


async def by_id(source: Source, asker: Asker, material_id: str) -> Found | None:
    """One material; None when there is none, or it is not theirs to read."""
    sight = _sight(source.engine, asker)
    condition = f"{sight.condition} and m.id = ${len(sight.args) + 1}"
    rows = await source.rows(f"{_FOUND}{condition}", *sight.args, material_id)
    return _found(rows[0]) if rows else None


async def of_class(source: Source, class_id: str) -> list[Found]:
    """All that is for a class or for every class of its course, for people of whom it is known that they are in it."""
    rows = await source.rows(
        f"{_FOUND} where m.class_id = $1 or (m.class_id is null and m.kind <> '' and exists"
        " (select 1 from training_class t where t.id = $1 and t.kind = m.kind and m.centre in ('', t.centre)))",
        class_id,
    )
    return in_order(map(_found, rows))


def may_change(asker: Asker, material: Material) -> bool:
    """Whether somebody may replace or withdraw it: its sender, and staff of its centre."""
    return (_keeps(asker) and asker.keeps_of(material.centre)) or material.added_by == asker.user_id


async def taught_by(source: Source, holder_id: str) -> frozenset[str]:
    """Ids of the classes in which a lecturer has sessions."""
    rows = await source.rows(
        "select distinct x.class_id from class_session x join lecturer l on l.id = x.lecturer_id"
        " where l.holder_id = $1 and l.state = 'approved'",
        holder_id,
    )
    return frozenset(row["class_id"] for row in rows)


async def save(tx: Transaction, by: By, materials: Sequence[Material]) -> None:
    """Add materials or change them by id. The sender is whoever is named, or else who acts."""
    await tx.run_many(
        "insert into material (id, kind, class_id, session_id, lesson, title, body, digest, file_name, size,"
        " added_by, added_at, centre) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        " on conflict (id) do update set kind = excluded.kind, class_id = excluded.class_id,"
        " session_id = excluded.session_id, lesson = excluded.lesson, title = excluded.title, body = excluded.body,"
        " digest = excluded.digest, file_name = excluded.file_name, size = excluded.size",
        [
            (
                m.id, m.kind, m.class_id, m.session_id, m.lesson, m.title, m.body, m.file.digest if m.file else "",
                m.file.name if m.file else "", m.file.size if m.file else 0, m.added_by or by.actor, by.at, m.centre,
            )
            for m in materials
        ],
    )  # fmt: skip
    await record_many(tx, by, [Entry("material", "material", m.id, None, _told(m)) for m in materials])


async def withdraw(tx: Transaction, by: By, material: Material) -> bool:
    """Take a material back; False when it was taken back or replaced meanwhile. Its content stays in the store."""
    gone = await tx.rows("delete from material where id = $1 returning id", material.id)
    if gone:
        await record(tx, by, Entry("withdraw", "material", material.id, _told(material)))
    return bool(gone)


async def replace(tx: Transaction, by: By, before: Material, after: Material) -> bool:
    """Put a material, under an id of its own, in place of another; False, and nothing done, when that is gone.

    A new id makes every button of the old one stale.
    """
    if not await withdraw(tx, by, before):
        return False
    await save(tx, by, [after])
    return True


@dataclass(frozen=True, slots=True)
class _Sight:
    """What bounds the materials that somebody reads."""

    condition: str
    args: tuple[Value, ...]


def _sight(engine: str, asker: Asker) -> _Sight:
    args = (asker.user_id or asker.cadre_id or "", int(_keeps(asker)))
    if asker.centres.keeps is None:
        return _Sight(_SEEN.format(kept=_KEPT_BY_ALL), args)
    kept = f"({_KEPT_BY_ALL} and (m.centre = '' or m.centre in {members(engine, '$3')}))"
    return _Sight(_SEEN.format(kept=kept), (*args, list_text(asker.centres.keeps)))


def _keeps(asker: Asker) -> bool:
    return asker.has(Role.STAFF, Role.ADMIN)


def _told(m: Material) -> str:
    """What the journal keeps of a material."""
    told = {"class": m.class_id, "kind": m.kind, "lesson": m.lesson, "title": m.title, "body": m.body}
    return orjson.dumps(told | ({"digest": m.file.digest, "file": m.file.name} if m.file else {})).decode()


def _found(row: Row) -> Found:
    file = MaterialFile(row["digest"], row["file_name"], int(row["size"])) if row["digest"] else None
    material = Material(
        row["id"], row["class_id"], row["title"], row["body"], row["lesson"], row["session_id"], row["kind"], file,
        row["added_by"], row["centre"],
    )  # fmt: skip
    kinds = {row["kind"], row["class_kind"], row["level"], row["course"]} - {"", "none"}
    day = date.fromisoformat(row["day"]) if row["day"] else None
    return Found(material, row["class_name"], frozenset(kinds), day, Part(row["part"]) if row["part"] else None)
