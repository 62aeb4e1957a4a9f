"""The board of requests for seats: class by class, the waiting list, the signed lists, and what people wish for."""

from collections import Counter

from handlers.centre_reach import with_centres
from handlers.messages import HOME, Attachment, Button, Reply
from handlers.seat_news import position_of
from handlers.staff.classes.desk import class_of, kept_classes
from handlers.staff.desk import clerk, keeps_classes
from handlers.texts import common
from handlers.texts import seats_staff as texts
from handlers.turn import Answered, Turn
from rules.classes import ClassState, by_start
from rules.groups import groups_of
from rules.seats import SeatState, is_own_class
from storage import cadres, nomination_papers, seat_lists, units
from storage.cadres import Source
from storage.database import Transaction
from storage.looks import looked_at
from storage.seat_lists import Demand
from storage.seat_requests import SeatRequest

BOARD, CLASS, WAITING = "seats", "seats_class", "seats_waiting"
DEMAND, PAPERS, CONSIDER = "seats_demand", "seats_papers", "seats_consider"
NOMINATED = ("trung_cap", "cao_cap")
_SHOWN, _NAMES, _FILES = 2, 15, 5
_GOING_ON = (ClassState.PLANNED, ClassState.OPEN, ClassState.CLOSED)
_UNDER_WAY = {SeatState.ASKED, SeatState.AGREED, SeatState.WAITING, SeatState.OFFERED}


async def board(turn: Turn) -> Reply:
    """`seats:FIRST`: the centre's classes still to begin, those first for which requests are under way, with what
    came for each; nominations to send on."""
    if not keeps_classes(turn):
        return Reply(texts.EVERYONE_ONLY, common.HOME_ROW)
    counts = await seat_lists.counts(turn.house.db)
    every = await kept_classes(turn.house.db, turn)
    own = [each for each in every if each.training.state in _GOING_ON and is_own_class(each.training)]
    found = sorted(own, key=lambda each: (not _UNDER_WAY & counts.get(each.training.id, {}).keys(), *by_start(each)))
    first = turn.number(0) or 0
    shown = found[first : first + _SHOWN]
    agreed = {kind: await agreed_of_kind(turn.house.db, turn, kind) for kind in NOMINATED}
    nominees = {kind: len(some) for kind, some in agreed.items() if some}
    rows = [(Button(texts.class_button(n), f"{CLASS}:{each.training.id}"),) for n, each in enumerate(shown, 1)]
    if first + _SHOWN < len(found):
        rows.append((Button(texts.MORE, f"{BOARD}:{first + _SHOWN}"),))
    kinds = [Button(texts.kind_button(kind), f"{CONSIDER}:kind:{kind}") for kind in nominees]
    rows += [(each,) for each in kinds[: 4 - len(rows)]]
    rows.append((Button(texts.DEMAND, DEMAND),))
    text = texts.board(
        [(each.training.name, counts.get(each.training.id, {})) for each in with_centres(turn, shown)], nominees
    )
    return Reply(text, (*rows, (HOME,)))


async def one(turn: Turn) -> Reply:
    """`seats_class:CLASS`: how many stand where, and what can be done."""
    listed = await class_of(turn.house.db, turn, turn.args[0] if turn.args else "")
    if listed is None:
        return Reply(common.STALE, common.HOME_ROW)
    key = listed.training.id
    some = (await seat_lists.counts(turn.house.db)).get(key, {})
    papers = await nomination_papers.of_class(turn.house.db, key)
    rows = [(Button(texts.CONSIDER, f"{CONSIDER}:class:{key}"),), (Button(texts.WAITING, f"{WAITING}:{key}"),)]
    rows.append((Button(texts.ON_BEHALF, f"nominate:{key}"),))
    if papers:
        rows.append((Button(texts.PAPERS, f"{PAPERS}:{key}"),))
    places = (listed.taken, listed.training.places)
    rows.append((Button(texts.BOARD, BOARD),))
    return Reply(texts.of_class(listed.training.name, some, places, len(papers)), (*rows, (HOME,)))


async def waiting(turn: Turn) -> Answered:
    """`seats_waiting:CLASS`: who waits, in order, with the position of each."""
    listed = await class_of(turn.house.db, turn, turn.args[0] if turn.args else "")
    if listed is None:
        return Reply(common.STALE, common.HOME_ROW)
    found = await seat_lists.of_class(turn.house.db, listed.training.id, [SeatState.WAITING])
    shown = sorted(found, key=lambda each: each.number)[:_NAMES]
    places = [(each, await position_of(turn.house.db, each)) for each in shown]
    places += [(each, 0) for each in found if each not in shown]
    text = texts.waiting(listed.training.name, places, _NAMES) if found else texts.NOBODY_WAITS

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, f"{WAITING}:{listed.training.id}", [each.person_id for each in shown])
        return Reply(text, ((Button(texts.BOARD, BOARD),), (HOME,)))

    return write


async def papers(turn: Turn) -> Reply:
    """`seats_papers:CLASS`: the signed lists that came back, the newest first."""
    listed = await class_of(turn.house.db, turn, turn.args[0] if turn.args else "")
    if listed is None:
        return Reply(common.STALE, common.HOME_ROW)
    found = (await nomination_papers.of_class(turn.house.db, listed.training.id))[:_FILES]
    contents = [(each, await turn.house.files.content(each.digest)) for each in found]
    files = tuple(Attachment(each.file_name, content) for each, content in contents if content is not None)
    return Reply(texts.PAPERS if files else texts.NO_PAPERS, ((Button(texts.BOARD, BOARD),), (HOME,)), files)


async def demand(turn: Turn) -> Reply:
    """`seats_demand`: wishes without a class by course, unit and group; nobody is named."""
    if not keeps_classes(turn):
        return Reply(texts.EVERYONE_ONLY, common.HOME_ROW)
    found = await wishes_kept(turn)
    if not found:
        return Reply(texts.NO_DEMAND, ((Button(texts.BOARD, BOARD),), (HOME,)))
    ids = {id_ for each in found for id_ in each.person_ids}
    people = {each.id: each for each in await cadres.with_ids(turn.house.db, clerk(turn), ids)}
    policy = turn.house.policy
    by_kind = []
    for kind in dict.fromkeys(each.kind for each in found):
        some = [each for each in found if each.kind == kind]
        by_unit = sorted(((each.unit, len(each.person_ids)) for each in some), key=lambda pair: -pair[1])
        groups = Counter(
            policy.group_by_id[group.group_id].name
            for each in some
            for id_ in each.person_ids
            if id_ in people
            for group in groups_of(people[id_], policy, turn.today)
        )
        by_kind.append((kind, by_unit, groups.most_common()))
    return Reply(texts.demand(by_kind), ((Button(texts.BOARD, BOARD),), (HOME,)))


async def wishes_kept(turn: Turn) -> list[Demand]:
    """The wishes without a class, of the clerk's units."""
    reach = await units_kept(turn.house.db, turn)
    return [each for each in await seat_lists.demand(turn.house.db) if reach is None or each.unit_id in reach]


async def agreed_of_kind(source: Source, turn: Turn, kind: str) -> list[SeatRequest]:
    """The nominations for a kind of course that units agreed to, those of the clerk's units."""
    reach = await units_kept(source, turn)
    found = await seat_lists.of_kind(source, kind, [SeatState.AGREED])
    return [each for each in found if reach is None or each.unit_id in reach]


async def units_kept(source: Source, turn: Turn) -> frozenset[str] | None:
    """The ids of the units of the clerk's centre, where there are several; None for all."""
    if turn.asker.centres.keeps is None:
        return None
    return frozenset(unit.id for unit in await units.in_bounds(source, clerk(turn)))
