"""Requests for seats: asked once, moved by whoever has the word, and the seat that comes free goes to who waits.

Every change is conditional on the version that was seen; what changed meanwhile stays as it is and is not returned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.classes import Enrolment
from rules.seats import HOLDING, LIVE, Move, Request, SeatState, follows, is_nominated
from storage import classes, seats
from storage.database import Database, Row, Transaction
from storage.house_facts import draw_numbers
from storage.ids import new_id
from storage.journal import By, Entry, record_many
from storage.lists import list_text, members

Source = Database | Transaction


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody to be asked for."""

    person_id: str
    unit_id: str
    kind: str
    class_id: str | None = None
    """None for a wish for a course without an open class."""
    due_at: int | None = None
    """Until when the unit has for its word, in stored milliseconds."""
    agreed: bool = False
    """The unit itself asks: its word is given."""


class Refused(StrEnum):
    """Why nothing was kept."""

    LIVE = "live"
    """They have a request for this kind of course under way."""
    IN_CLASS = "in_class"
    CLOSED = "closed"
    """The class takes no names."""


@dataclass(frozen=True, slots=True)
class SeatRequest:
    """A request as it stands."""

    id: str
    number: int
    """The order of arrival, and what people know it by."""
    kind: str
    class_id: str | None
    class_code: str | None
    class_name: str | None
    person_id: str
    name: str
    unit_id: str
    unit: str
    asked_by: str
    agreed_by: str | None
    state: SeatState
    word: str
    due_at: int | None
    asked_at: int
    changed_at: int
    version: int
    of_learner: bool = False
    """Whether it is of somebody who stands on no roster."""

    @property
    def nominates(self) -> bool:
        return is_nominated(self.kind)

    @property
    def standing(self) -> Request:
        """What decides how it may go on."""
        return Request(self.state, self.agreed_by is not None, self.class_id is not None, self.nominates)

    @property
    def holds(self) -> bool:
        """Whether a seat of the class is held for it."""
        return self.class_id is not None and not self.nominates and self.state in HOLDING


@dataclass(frozen=True, slots=True)
class Moved:
    """What came of a move: the requests as they stand now, and those who were offered a seat that came free."""

    requests: Sequence[SeatRequest] = ()
    offered: Sequence[SeatRequest] = ()


COLUMNS = (
    "r.id, r.place, r.kind, r.class_id, k.code as class_code, k.name as class_name, r.person_id,"
    " coalesce(c.name, l.name, '') as name, r.unit_id, u.name as unit, r.asked_by, r.agreed_by, r.state, r.word,"
    " r.due_at, r.asked_at, r.changed_at, r.version, case when c.id is null then 1 else 0 end as of_learner"
)
SEEN = (
    f"select {COLUMNS} from seat_request r join unit u on u.id = r.unit_id"
    " left join training_class k on k.id = r.class_id left join cadre c on c.id = r.person_id"
    " left join learner l on l.id = r.person_id"
)
_LIVE = ", ".join(f"'{state}'" for state in sorted(LIVE))


async def ask(tx: Transaction, by: By, wanted: Ask) -> SeatRequest | Refused:
    """Keep a request, with a seat held for it where one is free; else it waits in order of arrival.

    A wish, and a nomination for trung cấp or cao cấp, hold no seat. Asked twice, nothing more is kept.
    """
    [place] = await draw_numbers(tx, "seat_request")
    refused = await _refused(tx, wanted)
    if refused:
        return refused
    key = new_id()
    kept = await tx.rows(
        "insert into seat_request (id, place, kind, class_id, person_id, unit_id, asked_by, agreed_by, state, word,"
        " due_at, asked_at, changed_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, $11, 1)"
        " on conflict do nothing returning id",
        key, place, wanted.kind, wanted.class_id, wanted.person_id, wanted.unit_id, by.actor,
        by.actor if wanted.agreed else None, _beginning(wanted), wanted.due_at, by.at,
    )  # fmt: skip
    if not kept:
        return await _ask_again(tx, by, wanted)
    if wanted.class_id and not is_nominated(wanted.kind):
        await _seat(tx, key, wanted)
    [request] = await with_ids(tx, [key])
    await record_many(tx, by, [_entry(request, "ask")])
    return request


async def _ask_again(tx: Transaction, by: By, wanted: Ask) -> SeatRequest | Refused:
    """Who wished for the course and now asks for a class of the centre's takes the wish's place in its line."""
    live = await live_of(tx, wanted.person_id, wanted.kind)
    if live is None or wanted.class_id is None or not may_become(live):
        return Refused.LIVE
    return await _into_class(tx, by, live, wanted)


def may_become(live: SeatRequest) -> bool:
    """Whether a request under way becomes one for a class of the centre's that is asked for: a wish for its course."""
    return live.class_id is None and not live.nominates


async def _refused(tx: Transaction, wanted: Ask) -> Refused | None:
    if wanted.class_id is None:
        return None
    if await tx.rows(
        "select 1 from enrolment where class_id = $1 and person_id = $2 and state <> 'left'",
        wanted.class_id, wanted.person_id,
    ):  # fmt: skip
        return Refused.IN_CLASS
    open_ = await tx.rows(
        "select 1 from training_class where id = $1 and state in ('planned', 'open')", wanted.class_id
    )
    return None if open_ else Refused.CLOSED


def _beginning(wanted: Ask) -> SeatState:
    if wanted.class_id and not is_nominated(wanted.kind):
        return SeatState.WAITING
    return SeatState.AGREED if wanted.agreed else SeatState.WISH


async def _seat(tx: Transaction, key: str, wanted: Ask) -> None:
    if wanted.class_id and await seats.take(tx, wanted.class_id, wanted.unit_id):
        state = SeatState.AGREED if wanted.agreed else SeatState.ASKED
        await tx.rows("update seat_request set state = $1 where id = $2", state.value, key)
    else:
        await tx.rows("update seat_request set due_at = null where id = $1", key)


async def nominate(tx: Transaction, by: By, wanted: Ask) -> SeatRequest | Refused:
    """The unit sends somebody to a class: a new request with its word, or its word on the one they have.

    A wish for the course without a class becomes a request for this class, at its own place in the line.
    """
    await draw_numbers(tx, "seat_request", 0)  # first of all locks, as in `ask`
    live = await live_of(tx, wanted.person_id, wanted.kind)
    if live is None:
        return await ask(tx, by, replace(wanted, agreed=True))
    if live.class_id is None and wanted.class_id is not None:
        return await _into_class(tx, by, live, replace(wanted, agreed=True))
    if live.class_id != wanted.class_id:
        return Refused.LIVE
    moved = await move(tx, by, Move.AGREE, {live.id: live.version})
    return moved.requests[0] if moved.requests else Refused.LIVE


async def _into_class(tx: Transaction, by: By, wish: SeatRequest, wanted: Ask) -> SeatRequest | Refused:
    """A wish becomes a request for a class, with the word of the unit that it has, or that is given now."""
    refused = await _refused(tx, wanted)
    if refused or wanted.class_id is None:
        return refused or Refused.CLOSED
    agreed = wanted.agreed or wish.agreed_by is not None
    seated = wish.nominates or await seats.take(tx, wanted.class_id, wish.unit_id)
    state = (SeatState.AGREED if agreed else SeatState.ASKED) if seated else SeatState.WAITING
    kept = await tx.rows(
        "update seat_request set class_id = $1, state = $2, agreed_by = coalesce(agreed_by, $3), due_at = $4,"
        " changed_at = $5, version = version + 1 where id = $6 and version = $7 returning id",
        wanted.class_id, state.value, by.actor if wanted.agreed else None,
        wanted.due_at if state is SeatState.ASKED else None, by.at, wish.id, wish.version,
    )  # fmt: skip
    if not kept:
        if seated and not wish.nominates:
            await seats.give_back(tx, wanted.class_id, wish.unit_id)
        return Refused.LIVE
    [request] = await with_ids(tx, [wish.id])
    await record_many(tx, by, [_entry(request, Move.AGREE.value if wanted.agreed else "ask")])
    return request


async def move(
    tx: Transaction, by: By, what: Move, versions: Mapping[str, int], word: str = "", until: int | None = None
) -> Moved:
    """Move requests, given by id with the version that was seen. A seat that comes free is offered to who waits.

    `word` is the reason that goes with a no. `until` is the last instant for what the move makes somebody wait for: the
    answer to a freed seat, or the unit's word after an offer was taken. Whose word it is, and whether they may say it,
    is the caller's to judge (`rules.seats.whose`).
    """
    known = [each for each in await with_ids(tx, versions) if each.version == versions[each.id]]
    going = {each.id: after for each in known if (after := follows(each.standing, what))}
    freed = [each for each in known if each.id in going and each.holds and going[each.id] not in HOLDING]
    seated = known if what is Move.ENROL else freed
    await seats.lock(tx, [each.class_id for each in seated if each.class_id])
    done = [each.id for each in known if each.id in going and await _moved(tx, by, what, each, going[each.id], word)]
    if what is Move.ACCEPT:
        await _wait_for_unit(tx, done, until)
    offered: list[SeatRequest] = []
    for each in freed:
        if each.id in done and each.class_id:
            await seats.give_back(tx, each.class_id, each.unit_id)
            offered += await offer_free(tx, by, each.class_id, until)
    requests = await with_ids(tx, done)
    if what is Move.ENROL:
        await classes.save_enrolments(tx, by, [Enrolment(str(each.class_id), each.person_id) for each in requests])
    await _settle_study_requests(tx, by, what, requests)
    await record_many(tx, by, [_entry(each, what.value) for each in requests])
    return Moved(requests, offered)


async def _moved(tx: Transaction, by: By, what: Move, each: SeatRequest, after: SeatState, word: str) -> bool:
    rows = await tx.rows(
        "update seat_request set state = $1, word = $2, agreed_by = coalesce($3, agreed_by),"
        " due_at = case when $4 = 1 then due_at end, chased_at = null, changed_at = $5, version = version + 1"
        " where id = $6 and version = $7 returning id",
        after.value, word, by.actor if what is Move.AGREE else None, int(after is SeatState.OFFERED), by.at,
        each.id, each.version,
    )  # fmt: skip
    return bool(rows)


async def _wait_for_unit(tx: Transaction, ids: Sequence[str], until: int | None) -> None:
    await tx.rows(
        f"update seat_request set due_at = $1 where state = 'asked' and id in {members(tx.engine, '$2')}",
        until, list_text(ids),
    )  # fmt: skip


async def offer_free(tx: Transaction, by: By, class_id: str, until: int | None) -> list[SeatRequest]:
    """Offer every free seat of a class to those who wait, in order of arrival within their units' quotas.

    Of a class that takes names, those who wished for its course before it opened are in the same line.
    """
    offered: list[str] = []
    full: set[str] = set()
    while await seats.has_room(tx, class_id):
        rows = await tx.rows(
            f"select id, unit_id, version from ({seats.LINE}) as line"
            f" where unit_id not in {members(tx.engine, '$2')} order by place limit 1",
            class_id, list_text(full),
        )  # fmt: skip
        if not rows:
            break
        [first] = rows
        if await seats.take(tx, class_id, first["unit_id"]):
            offered += await _offer(tx, by, first, class_id, until)
        else:
            full.add(first["unit_id"])
    return await _told_offers(tx, by, offered)


_HELD = 3 * 24 * 3600 * 1000
"""How long an offered seat is held, in milliseconds, where nobody said until when."""


async def _offer(tx: Transaction, by: By, row: Row, class_id: str, until: int | None) -> list[str]:
    rows = await tx.rows(
        "update seat_request set state = 'offered', class_id = $1, due_at = $2, chased_at = null, changed_at = $3,"
        " version = version + 1 where id = $4 and version = $5 returning id",
        class_id, until or by.at + _HELD, by.at, row["id"], row["version"],
    )  # fmt: skip
    if not rows:
        await seats.give_back(tx, class_id, row["unit_id"])
    return [each["id"] for each in rows]


async def _told_offers(tx: Transaction, by: By, ids: Sequence[str]) -> list[SeatRequest]:
    requests = await with_ids(tx, ids)
    await record_many(tx, by, [_entry(each, Move.OFFER.value) for each in requests])
    return requests


async def _settle_study_requests(tx: Transaction, by: By, what: Move, requests: Sequence[SeatRequest]) -> None:
    """The unit's word on a person's request answers also what a leader asked it about the same person and class."""
    state = {Move.AGREE: "agreed", Move.DECLINE: "declined"}.get(what)
    for each in requests if state else ():
        await tx.rows(
            "update study_request set state = $1, word = $2, answered_by = $3, answered_at = $4,"
            " version = version + 1 where cadre_id = $5 and class_id = $6 and state = 'asked'",
            state, each.word, by.actor, by.at, each.person_id, each.class_id,
        )  # fmt: skip


async def leave_seat(tx: Transaction, by: By, class_id: str, unit_id: str, offer_until: int) -> list[SeatRequest]:
    """Give back the seat of somebody who was in the class and left it; those to whom it is offered."""
    await seats.give_back(tx, class_id, unit_id)
    return await offer_free(tx, by, class_id, offer_until)


async def with_ids(source: Source, ids: Iterable[str]) -> list[SeatRequest]:
    """These requests in order of arrival. Whoever calls knows that the asker may see them."""
    rows = await source.rows(f"{SEEN} where r.id in {members(source.engine, '$1')} order by r.place", list_text(ids))
    return [request_of(row) for row in rows]


async def live_of(source: Source, person_id: str, kind: str) -> SeatRequest | None:
    """The one request of a person for a kind of course that is under way."""
    rows = await source.rows(f"{SEEN} where r.person_id = $1 and r.kind = $2 and r.state in ({_LIVE})", person_id, kind)
    return request_of(rows[0]) if rows else None


def request_of(row: Row) -> SeatRequest:
    """A request from a row with its `COLUMNS`."""
    values = list(row[:])
    values[12], values[18] = SeatState(values[12]), bool(values[18])
    return SeatRequest(*values)


def _entry(request: SeatRequest, action: str) -> Entry:
    return Entry(f"seat_{action}", "seat_request", request.id, None, request.word or None)
