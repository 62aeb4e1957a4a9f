"""The inbox by the clock: talks and questions that fell silent are given back, and late ones are told of, once."""

from handlers.asking.silence import end_form
from handlers.house import House
from handlers.messages import HOME, Button, Reply
from handlers.push import push, push_at_once, push_to_person, push_to_role
from handlers.texts import asking, common
from handlers.texts import inbox as texts
from rules.access import Role
from rules.questions import SILENCE
from storage import handovers, links, questions
from storage.clock import from_ms, to_ms
from storage.database import Transaction
from storage.questions import Cluster


async def look_after_inbox(house: House) -> int:
    """Give back what nobody is at, aloud to both, and tell the others of promises not kept; of how many."""
    before = to_ms(house.clock() - SILENCE)
    if not await _is_anything_to_do(house):
        return 0
    async with house.db.transaction() as tx:
        return await _end_silent_talks(tx, house, before) + await _give_back(tx, house, before) + await _late(tx, house)


async def _is_anything_to_do(house: House) -> bool:
    rows = await house.db.rows("select 1 from question_cluster where state = 'open' limit 1")
    return bool(rows)


async def _end_silent_talks(tx: Transaction, house: House, before: int) -> int:
    silent = await handovers.silent(tx, before)
    for each in silent:
        if not await handovers.end(tx, each):
            continue
        await end_form(tx, each)
        ended = Reply(asking.ENDED_SILENT.format(each.question), common.HOME_ROW)
        await push(tx, each.account, ended, to_ms(house.clock()))
        told = Reply(texts.TALK_ENDED_SILENT.format(each.question), _see())
        await push_at_once(tx, house, house.clock(), each.staff_id, told)
    return len(silent)


async def _give_back(tx: Transaction, house: House, before: int) -> int:
    given = await questions.give_back_silent(tx, before)
    for number, taker in given:
        await push_to_person(tx, house, house.clock(), taker, Reply(texts.GIVEN_BACK_SILENT.format(number), _see()))
    return len(given)


async def _late(tx: Transaction, house: House) -> int:
    """To everyone of the centre but who has it; where there is nobody else, to them."""
    late = await questions.past_promise(tx, to_ms(house.clock()))
    for each in late:
        await _tell_others(tx, house, each)
    return len(late)


async def _tell_others(tx: Transaction, house: House, cluster: Cluster) -> None:
    now, place = house.clock(), house.of_centre(cluster.centre or None)
    taker = await links.holder_by_id(tx, cluster.taken_by) if cluster.taken_by else None
    promised = from_ms(cluster.promised_at).astimezone(now.tzinfo)
    reply = Reply(texts.late(cluster, promised, taker.name if taker else ""), _see())
    told = 0
    for role in (Role.STAFF, Role.ADMIN):
        told += await push_to_role(tx, place, now, role, reply, but=cluster.taken_by)
    if not told and cluster.taken_by:
        await push_to_person(tx, house, now, cluster.taken_by, reply)


def _see() -> tuple[tuple[Button, ...], ...]:
    return ((Button(texts.BACK_TO_INBOX, "inbox"),), (HOME,))
