"""Writing cadres: a whole record at a time, its version counted, the journal written with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import orjson
from pydantic import TypeAdapter

from rules.cadres import Cadre, Credential, Post
from rules.dates import PartialDate
from rules.text import fold, name_sort_key
from storage import stale_units
from storage.database import Transaction, Value
from storage.ids import new_ids
from storage.journal import By, Entry, record_many
from storage.lists import list_text, members
from storage.planned_posts import note_planned_posts

_Values = tuple[Value, ...]


async def save(
    tx: Transaction, by: By, action: str, before: Sequence[Cadre | None], after: Sequence[Cadre]
) -> list[str | None]:
    """Keep records as they are in `after` (same places as `before`, None for a new one), with a journal line each.

    `before` must be what is stored, since only the parts that differ from it are written. The versions are those
    given: a caller that changes a record counts its version up. Units must exist. Returns `before` as JSON.
    """
    await _upsert(tx, after)
    await _write_posts(tx, _differing("posts", before, after))
    await _write_credentials(tx, _differing("credentials", before, after))
    await _write_ratings(tx, _differing("ratings", before, after))
    await note_planned_posts(tx, after)
    await stale_units.mark_records(tx, before, after)
    texts = [dump(old) if old else None for old in before]
    await record_many(
        tx, by, [Entry(action, "cadre", c.id, text, dump(c)) for c, text in zip(after, texts, strict=True)]
    )
    return texts


async def remove(tx: Transaction, by: By, action: str, cadres: Sequence[Cadre]) -> list[str]:
    """Take people off the roster. Their records stay, out of every list and count, until they are erased.

    Returns their records as JSON.
    """
    await tx.run_many(
        "update cadre set gone_at = $1, version = version + 1 where id = $2", [(by.at, c.id) for c in cadres]
    )
    await stale_units.mark_people(tx, [cadre.id for cadre in cadres])
    texts = [dump(c) for c in cadres]
    await record_many(tx, by, [Entry(action, "cadre", c.id, t, None) for c, t in zip(cadres, texts, strict=True)])
    return texts


async def lock(tx: Transaction, ids: Iterable[str], codes: Iterable[str] = ()) -> None:
    """Let nobody else change these records, named by id or by code, until the transaction ends.

    What is read of them after this still holds when they are written. Whoever changes them meanwhile waits, and then
    finds another version. On SQLite there is nothing to do: one transaction writes at a time.
    """
    if tx.engine == "postgresql":
        await tx.rows(
            f"select id from cadre where id in {members(tx.engine, '$1')} or code in {members(tx.engine, '$2')}"
            " order by id for update",  # in one order, so that no two wait for each other
            list_text(ids), list_text(codes),
        )  # fmt: skip


async def claim(tx: Transaction, cadre_id: str, version: int) -> bool:
    """Count a record's version up, if it still is this one and on the roster. False when someone else was quicker."""
    claimed = await tx.rows(
        "update cadre set version = version + 1 where id = $1 and version = $2 and gone_at is null returning id",
        cadre_id, version,
    )  # fmt: skip
    return bool(claimed)


async def come_back(tx: Transaction, cadre_id: str, version: int) -> bool:
    """Put somebody back whose record is just as it was when they were taken off. False when it is not."""
    back = await tx.rows(
        "update cadre set gone_at = null, version = version + 1"
        " where id = $1 and version = $2 and gone_at is not null returning id",
        cadre_id, version,
    )  # fmt: skip
    await stale_units.mark_people(tx, [cadre_id])
    return bool(back)


async def put_back(tx: Transaction, ids: Sequence[str]) -> None:
    """Bring back people taken off the roster; what their records say is for `save`, which writes the journal."""
    await tx.run_many("update cadre set gone_at = null where id = $1 and gone_at is not null", [(i,) for i in ids])
    await stale_units.mark_people(tx, ids)


def dump(cadre: Cadre) -> str:
    """A record as JSON text, for the journal and for undoing.

    The same text as the adapter's, without the sixteenth of a second that it takes to build one.
    """
    return orjson.dumps(cadre, option=orjson.OPT_NON_STR_KEYS).decode()


def load(text: str) -> Cadre:
    """The record of a JSON text."""
    return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[Cadre]:
    return TypeAdapter(Cadre)


async def _upsert(tx: Transaction, cadres: Sequence[Cadre]) -> None:
    await tx.run_many(
        "insert into cadre (id, code, name, folded, sort_key, unit_id, birth, gender, ethnicity, phone, category,"
        " grade, education, party_joined, party_full, version)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
        " on conflict (id) do update set code = excluded.code, name = excluded.name, folded = excluded.folded,"
        " sort_key = excluded.sort_key, unit_id = excluded.unit_id, birth = excluded.birth, gender = excluded.gender,"
        " ethnicity = excluded.ethnicity, phone = excluded.phone, category = excluded.category,"
        " grade = excluded.grade, education = excluded.education, party_joined = excluded.party_joined,"
        " party_full = excluded.party_full, version = excluded.version",
        [
            (
                c.id, c.code, c.name, fold(c.name), name_sort_key(c.name), c.unit.id, _iso(c.birth), c.gender,
                c.ethnicity, c.phone, c.category, c.grade, c.education, _iso(c.party_joined),
                _iso(c.party_full), c.version,
            )
            for c in cadres
        ],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Differing:
    """The records whose posts, credentials or ratings are to be written: most changes leave most of them alone."""

    new: Sequence[Cadre]
    changed: Sequence[Cadre]

    @property
    def all(self) -> Sequence[Cadre]:
        return (*self.new, *self.changed)


def _differing(part: str, before: Sequence[Cadre | None], after: Sequence[Cadre]) -> _Differing:
    pairs = list(zip(before, after, strict=True))
    return _Differing(
        new=[cadre for old, cadre in pairs if old is None],
        changed=[cadre for old, cadre in pairs if old is not None and getattr(old, part) != getattr(cadre, part)],
    )


async def _write_posts(tx: Transaction, cadres: _Differing) -> None:
    await _clear(tx, "post", cadres.changed)
    await tx.run_many(
        "insert into post (id, cadre_id, place, title, unit_id, kind, committee, since, until)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        _with_ids([(c.id, n, *_post_values(p)) for c in cadres.all for n, p in enumerate(c.posts)]),
    )


async def _write_credentials(tx: Transaction, cadres: _Differing) -> None:
    await _clear(tx, "credential", cadres.changed)
    await tx.run_many(
        "insert into credential (id, cadre_id, place, level, mode, number, issued, issuer, verified)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        _with_ids([(c.id, n, *_credential_values(d)) for c in cadres.all for n, d in enumerate(c.credentials)]),
    )


async def _write_ratings(tx: Transaction, cadres: _Differing) -> None:
    await _clear(tx, "rating", cadres.changed)
    await tx.run_many(
        "insert into rating (cadre_id, year, rating) values ($1, $2, $3)",
        [(c.id, year, rating) for c in cadres.all for year, rating in c.ratings.items()],
    )


async def _clear(tx: Transaction, table: str, cadres: Sequence[Cadre]) -> None:
    await tx.run_many(f"delete from {table} where cadre_id = $1", [(cadre.id,) for cadre in cadres])


def _with_ids(rows: Sequence[_Values]) -> list[_Values]:
    return [(id_, *row) for id_, row in zip(new_ids(len(rows)), rows, strict=True)]


def _credential_values(credential: Credential) -> _Values:
    mode = credential.mode.value if credential.mode else None
    number, issuer = credential.number, credential.issuer
    return credential.level.code, mode, number, _iso(credential.issued), issuer, int(credential.verified)


def _post_values(post: Post) -> _Values:
    return post.title, post.unit.id, post.kind.value, int(post.committee), _day(post.since), _day(post.until)


def _iso(partial: PartialDate | None) -> str | None:
    return partial.iso if partial else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
