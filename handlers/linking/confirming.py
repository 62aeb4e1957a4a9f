"""What staff do with a request to be linked: see the records it may mean, confirm one with a tap, or refuse."""

from dataclasses import replace

from handlers.address import to_learner
from handlers.centres import houses_for
from handlers.linking.joining import join
from handlers.messages import Button, Look, Reply
from handlers.push import push, push_to_staff
from handlers.texts import common, linking
from handlers.turn import Answered, Turn, Write
from rules.access import Asker, Grant, Role
from rules.cadres import Cadre
from rules.learners import Learner
from rules.text import fold
from storage import accounts, cadres, learners, link_requests, links
from storage.accounts import Account
from storage.cadres import Source
from storage.clock import from_ms
from storage.database import Transaction
from storage.link_requests import LinkRequest

MOST_CANDIDATES = 4
_MOST_LISTED = 5
_MOST_LOOKED_AT = 200
"""Requests of all centres, among which those of one are sought."""
_ANY_STAFF = Asker(grants=(Grant(Role.STAFF),))
"""For whom the card of a request is made. Who taps it is checked again by their own grants."""


async def waiting(turn: Turn) -> Reply:
    """The requests nobody has decided, oldest first."""
    found = await _theirs(turn)
    if not found:
        return Reply(linking.NO_REQUESTS, common.HOME_ROW)
    rows = (
        (
            Button(
                linking.open_request(each.name, from_ms(each.created_at).astimezone(turn.now.tzinfo)),
                f"link_request:{each.id}",
            ),
        )
        for each in found
    )
    return Reply(linking.REQUESTS, (*rows, *common.HOME_ROW))


async def show(turn: Turn) -> Reply:
    """One request with its candidates: `link_request:ID`."""
    request = await link_requests.open_by_id(turn.house.db, turn.args[0] if turn.args else "")
    if request is None or not await _is_theirs(turn.house.db, turn, request):
        return Reply(linking.ALREADY_DECIDED, common.HOME_ROW)
    return await request_card(turn.house.db, request, _reader(turn))


def _reader(turn: Turn) -> Asker:
    """For whom a card is made: among several centres for the asker's reach, else for any of staff."""
    return replace(turn.asker, cadre_id=None) if turn.house.tops else _ANY_STAFF


async def _is_theirs(source: Source, turn: Turn, request: LinkRequest) -> bool:
    """Whether a request may mean somebody of the asker's centre; what may mean nobody is for those above."""
    return turn.asker.centres.keeps is None or bool(await _candidates(source, request, _reader(turn)))


async def _theirs(turn: Turn) -> list[LinkRequest]:
    if turn.asker.centres.keeps is None:
        return await link_requests.waiting(turn.house.db, _MOST_LISTED)
    every = await link_requests.waiting(turn.house.db, _MOST_LOOKED_AT)
    found = [each for each in every if await _is_theirs(turn.house.db, turn, each)]
    return found[:_MOST_LISTED]


async def tell_staff(tx: Transaction, turn: Turn, request: LinkRequest) -> None:
    """Put a request before the staff of each centre that it may mean somebody of; before those above, if of none."""
    if not turn.house.tops:
        await push_to_staff(tx, turn, await request_card(tx, request))
        return
    units = {each.unit.id for each in await _candidates(tx, request, _ANY_STAFF)}
    places = {each.centre_unit: each for each in (await houses_for(turn.house, units, tx)).values()}
    for top in sorted(places, key=str) or [None]:
        reader = _ANY_STAFF if top is None else Asker(grants=(Grant(Role.STAFF, top),))
        await push_to_staff(tx, turn, await request_card(tx, request, reader), centre=top or "")


async def request_card(db: Source, request: LinkRequest, reader: Asker = _ANY_STAFF) -> Reply:
    """What staff read of a request, with a button for each record it may mean."""
    found = await _candidates(db, request, reader)
    sender = f"{request.channel} {request.display_name}".strip()
    head = linking.staff_request(request.name, request.birth_year, request.unit, sender)
    known = [(cadre, await accounts.has_chat(db, cadre.id)) for cadre in found]
    confirm = (
        (Button(linking.confirm(cadre.code), f"link_ok:{request.id}:{cadre.id}:{cadre.version}"),) for cadre in found
    )
    refuse = Button(linking.REFUSE, f"link_no:{request.id}")
    look = Look(f"link_request:{request.id}", tuple(cadre.id for cadre in found))
    return Reply(f"{head}\n\n{linking.candidates(known)}", (*confirm, (refuse,), *common.HOME_ROW), look=look)


async def _candidates(db: Source, request: LinkRequest, reader: Asker) -> list[Cadre | Learner]:
    """The records, and the learners, of this name that the reader may see, those of the same birth year and unit
    first."""
    unit = fold(request.unit)

    def fit(cadre: Cadre | Learner) -> tuple[bool, bool]:
        other_year = cadre.birth is None or str(cadre.birth.year) != request.birth_year
        other_unit = unit not in fold(cadre.unit.name) and fold(cadre.unit.name) not in unit
        return other_year, other_unit

    named: list[Cadre | Learner] = [*await cadres.named(db, reader, request.name)]
    named += await learners.named(db, reader, request.name)
    return sorted(named, key=fit)[:MOST_CANDIDATES]


async def confirm(turn: Turn) -> Answered:
    """The one tap: `link_ok:REQUEST:CADRE:VERSION`."""
    if len(turn.args) != 3:
        return Reply(common.STALE, common.HOME_ROW)
    request_id, cadre_id, version = turn.args

    async def write(tx: Transaction) -> Reply:
        request = await link_requests.open_by_id(tx, request_id)
        cadre = await cadres.by_id(tx, turn.asker, cadre_id) or await learners.by_id(tx, turn.asker, cadre_id)
        if request is None:
            return Reply(linking.ALREADY_DECIDED, common.HOME_ROW)
        if cadre is None or str(cadre.version) != version:
            return Reply(common.STALE, common.HOME_ROW)
        return await _link(tx, turn, request, cadre)

    return write


async def _link(tx: Transaction, turn: Turn, request: LinkRequest, cadre: Cadre | Learner) -> Reply:
    chat = await chat_of(tx, request)
    if not await link_requests.decide(tx, turn.by, request.id, confirmed=chat is not None):
        return Reply(linking.ALREADY_DECIDED, common.HOME_ROW)
    holder = await links.holder_by_id(tx, cadre.id)
    if chat is None or holder is None:
        return Reply(linking.CHAT_TAKEN, common.HOME_ROW)
    await push(tx, chat, await join(tx, turn, holder, chat), turn.at)
    done = Reply(linking.confirmed(cadre.name, cadre.code), common.HOME_ROW)
    return to_learner(done) if holder.learner else done


async def refuse(turn: Turn) -> Write:
    """`link_no:REQUEST`: the person is told, and may ask again."""
    request_id = turn.args[0] if turn.args else ""

    async def write(tx: Transaction) -> Reply:
        request = await link_requests.open_by_id(tx, request_id)
        if request is None or not await _is_theirs(tx, turn, request):
            return Reply(linking.ALREADY_DECIDED, common.HOME_ROW)
        if not await link_requests.decide(tx, turn.by, request_id, confirmed=False):
            return Reply(linking.ALREADY_DECIDED, common.HOME_ROW)
        chat = await chat_of(tx, request)
        if chat is not None:
            await push(tx, chat, Reply(linking.REQUEST_REFUSED, common.HOME_ROW), turn.at)
        return Reply(linking.REFUSED, common.HOME_ROW)

    return write


async def chat_of(tx: Transaction, request: LinkRequest) -> Account | None:
    """The chat a request came from, unless it has been linked since."""
    chat = await links.account_by_id(tx, request.account_id)
    taken = chat is not None and await links.holder_by_id(tx, chat.holder_id or "") is not None
    return None if taken else chat
