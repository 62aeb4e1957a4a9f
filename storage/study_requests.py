"""Requests to units to consider sending people to classes, and what the units answered. They enrol nobody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

import orjson

from rules.access import Asker
from rules.seats import Move
from storage import seat_requests
from storage.cadres import sight_args, units_in_bounds
from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers
from storage.journal import By, Entry, record_many
from storage.lists import list_text, members, numbers_text
from storage.lists import numbers as numbers_in
from storage.seat_requests import Ask

Source = Database | Transaction


class Answer(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    """The unit said nothing until the last day."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Someone to be asked for."""

    cadre_id: str
    class_id: str
    targets: tuple[str, ...]
    answer_by: date
    """The last day for the unit's word."""


@dataclass(frozen=True, slots=True)
class StudyRequest:
    """A request as its unit and its leader see it."""

    number: int
    cadre_id: str
    name: str
    unit_id: str
    unit: str
    class_code: str
    class_name: str
    state: str
    answer_by: str
    word: str
    version: int


@dataclass(frozen=True, slots=True)
class Officer:
    """Who answers for a unit."""

    holder_id: str
    name: str


_COLUMNS = (
    "r.number, r.cadre_id, c.name, r.unit_id, u.name as unit, k.code as class_code, k.name as class_name, r.state,"
    " r.answer_by, r.word, r.version"
)
_SEEN = (
    f"select {_COLUMNS} from study_request r join cadre c on c.id = r.cadre_id join unit u on u.id = r.unit_id"
    " join training_class k on k.id = r.class_id"
)
_SENT = "s.agreed_by is not null and s.state in ('agreed', 'waiting', 'offered', 'enrolled', 'forwarded')"
"""Whether the unit has agreed already to a request for a seat `s`, of the person's own or in its list."""


async def ask(tx: Transaction, by: By, wanted: Sequence[Wanted]) -> list[int]:
    """Keep a request for each of these people; the numbers of those that are new.

    Whoever was asked for already for the same class, or agreed to, is left out, and so is who has left the roster and
    a class that takes nobody any more, and whom the unit has agreed to send to such a course (`seat_requests`).
    """
    kept: list[int] = []
    for number, each in zip(await draw_numbers(tx, "study_request", len(wanted)), wanted, strict=True):
        rows = await tx.rows(
            "insert into study_request (number, cadre_id, class_id, unit_id, targets, state, asked_by, asked_at,"
            " answer_by, word, version) select $1, c.id, k.id, c.unit_id, $4, 'asked', $5, $6, $7, '', 1"
            " from cadre c cross join training_class k where c.id = $2 and c.gone_at is null and k.id = $3"
            " and k.state in ('planned', 'open') and not exists"
            f" (select 1 from seat_request s where {_SENT} and s.person_id = c.id"
            " and (s.class_id = k.id or s.kind = k.kind)) on conflict do nothing returning number",
            number, each.cadre_id, each.class_id, orjson.dumps(each.targets).decode(), by.actor, by.at,
            each.answer_by.isoformat(),
        )  # fmt: skip
        kept += [int(row["number"]) for row in rows]
    await record_many(tx, by, [Entry("ask_unit", "study_request", str(number)) for number in kept])
    return kept


async def lapse(tx: Transaction, by: By, today: date) -> None:
    """Give up the requests whose last day has passed without a word."""
    rows = await tx.rows(
        "update study_request set state = 'lapsed', version = version + 1 where state = 'asked' and answer_by < $1"
        " returning number",
        today.isoformat(),
    )
    await record_many(tx, by, [Entry("lapse", "study_request", str(row["number"])) for row in rows])


async def to_chase(source: Source, today: date, last: date, asked_by: int) -> list[StudyRequest]:
    """Requests to which the unit must answer by a day and has not, of classes that still take people.

    Only where it was not reminded yet, and was asked until an instant (stored milliseconds).
    """
    rows = await source.rows(
        f"{_SEEN} where r.state = 'asked' and r.chased_at is null and k.state in ('planned', 'open')"
        " and r.answer_by between $1 and $2 and r.asked_at <= $3 and c.gone_at is null order by r.number",
        today.isoformat(), last.isoformat(), asked_by,
    )  # fmt: skip
    return [_of(row) for row in rows]


async def note_chased(tx: Transaction, requests: Sequence[StudyRequest], at: int) -> set[int]:
    """Keep that the units are reminded of these; the numbers of those that still wait and nobody else reminded of."""
    rows = await tx.rows(
        "update study_request set chased_at = $1 where chased_at is null and state = 'asked'"
        f" and number in {numbers_in(tx.engine, '$2')} returning number",
        at, numbers_text(each.number for each in requests),
    )  # fmt: skip
    return {int(row["number"]) for row in rows}


async def standing(source: Source, pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these (cadre, class) pairs that were asked for already and not declined."""
    wanted = set(pairs)
    rows = await source.rows(
        "select cadre_id, class_id from study_request where state in ('asked', 'agreed')"
        f" and cadre_id in {members(source.engine, '$1')}"
        f" union select s.person_id, s.class_id from seat_request s where {_SENT} and s.class_id is not null"
        f" and s.person_id in {members(source.engine, '$1')}",
        list_text(sorted({cadre_id for cadre_id, _ in wanted})),
    )
    return {(row["cadre_id"], row["class_id"]) for row in rows} & wanted


async def declined(source: Source) -> frozenset[str]:
    """Ids of the people whom their unit does not send to a class that still takes people. Names nobody."""
    rows = await source.rows(
        "select distinct r.cadre_id from study_request r join training_class k on k.id = r.class_id"
        " where r.state = 'declined' and k.state in ('planned', 'open')"
    )
    return frozenset(row["cadre_id"] for row in rows)


async def of_units(source: Source, asker: Asker, open_only: bool = False) -> list[StudyRequest]:
    """The requests to the units that this asker's roles reach, by unit and number."""
    rows = await source.rows(
        f"{_SEEN} where r.unit_id in {units_in_bounds(source.engine)} and ($5 = 0 or r.state = 'asked')"
        " order by u.sort_key, u.id, r.number",
        *sight_args(asker), None, int(open_only),
    )  # fmt: skip
    return [_of(row) for row in rows]


async def with_numbers(source: Source, numbers: Iterable[int]) -> list[StudyRequest]:
    """These requests, by unit and number. For telling the units: whoever calls knows whose they are."""
    rows = await source.rows(
        f"{_SEEN} where cast(r.number as text) in {members(source.engine, '$1')} order by u.sort_key, u.id, r.number",
        list_text(map(str, numbers)),
    )
    return [_of(row) for row in rows]


async def answer(tx: Transaction, by: By, versions: Mapping[int, int], state: Answer, word: str = "") -> list[int]:
    """Write down what a unit says of these requests, by number with the version that was seen; the numbers taken.

    One that was answered meanwhile, or has lapsed, stays as it is. The same word is its word on the seat: a yes makes
    the person's request, or agrees to theirs; a no ends the one they had for the class.
    """
    taken: list[int] = []
    for number, version in versions.items():
        rows = await tx.rows(
            "update study_request set state = $1, word = $2, answered_by = $3, answered_at = $4, version = version + 1"
            " where number = $5 and version = $6 and state = 'asked' returning number",
            state.value, word, by.actor, by.at, number, version,
        )  # fmt: skip
        taken += [int(row["number"]) for row in rows]
    await record_many(
        tx, by, [Entry(state.value, "study_request", str(number), None, word or None) for number in taken]
    )
    await _carry_over(tx, by, taken, state, word)
    return taken


async def _carry_over(tx: Transaction, by: By, numbers: Sequence[int], state: Answer, word: str) -> None:
    """Give the people's requests for seats the word that was said of them."""
    rows = await tx.rows(
        "select r.cadre_id, r.class_id, c.unit_id, case when k.kind <> '' then k.kind when k.course <> ''"
        " then k.course else k.level end as kind from study_request r join training_class k on k.id = r.class_id"
        " join cadre c on c.id = r.cadre_id"
        f" where r.number in {numbers_in(tx.engine, '$1')} order by r.number",
        numbers_text(numbers),
    )
    for row in rows:
        if state is Answer.AGREED:
            wanted = Ask(row["cadre_id"], row["unit_id"], row["kind"], row["class_id"])
            await seat_requests.nominate(tx, by, wanted)
            continue
        live = await seat_requests.live_of(tx, row["cadre_id"], row["kind"])
        if live is not None and live.class_id in (None, row["class_id"]):
            await seat_requests.move(tx, by, Move.DECLINE, {live.id: live.version}, word)


async def news_for_askers(tx: Transaction, at: int, settled: int, longest: int) -> dict[str, list[StudyRequest]]:
    """By who asked: what was answered or has lapsed since they were told last; each of it is given out once.

    Only for those whose last answer came until `settled`, or whose first one came until `longest` (stored
    milliseconds): so several answers become one message. What somebody wrote down themselves is no news to them.
    """
    rows = await tx.rows(
        "update study_request set told_at = $1 where told_at is null and state <> 'asked' and asked_by in"
        " (select asked_by from study_request where told_at is null and state <> 'asked' group by asked_by"
        " having max(coalesce(answered_at, 0)) <= $2 or min(coalesce(answered_at, 0)) <= $3)"
        " returning number, asked_by, coalesce(answered_by, '') as answered_by",
        at, settled, longest,
    )  # fmt: skip
    askers = {row["number"]: row["asked_by"] for row in rows if row["answered_by"] != row["asked_by"]}
    found: dict[str, list[StudyRequest]] = {}
    for each in await with_numbers(tx, askers):
        found.setdefault(askers[each.number], []).append(each)
    return found


async def waiting_for(source: Source, asker_id: str) -> int:
    """How many requests of this person no unit has answered yet."""
    [found] = await source.rows(
        "select count(*) as many from study_request where asked_by = $1 and state = 'asked'", asker_id
    )
    return int(found["many"])


async def officers_of(source: Source, unit_ids: Iterable[str]) -> dict[str, list[Officer]]:
    """Unit id → those who are officers of it or of a unit above it, by name."""
    rows = await source.rows(
        "with recursive line as (select id as of_unit, id as above from unit"
        f" where id in {members(source.engine, '$1')}"
        " union select l.of_unit, u.parent_id from line l join unit u on u.id = l.above where u.parent_id is not null)"
        " select distinct l.of_unit, g.holder_id, h.name from line l join role_grant g on g.unit_id = l.above"
        " join (select id, name from cadre where gone_at is null union all select id, name from staff_person) h"
        " on h.id = g.holder_id where g.role = 'officer' and g.revoked_at is null order by h.name, g.holder_id",
        list_text(unit_ids),
    )
    found: dict[str, list[Officer]] = {}
    for row in rows:
        found.setdefault(row["of_unit"], []).append(Officer(row["holder_id"], row["name"]))
    return found


def _of(row: Row) -> StudyRequest:
    return StudyRequest(*(row[each.name] for each in fields(StudyRequest)))
