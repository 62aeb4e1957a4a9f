"""Erasures that were agreed to are carried out, written beside the backups, and terms are kept in mind."""

import logging
from datetime import timedelta

from handlers.centres import houses_for
from handlers.house import House
from handlers.messages import Button, Reply
from handlers.push import push_to_role
from handlers.texts import common
from handlers.texts import privacy_desk as texts
from rules.access import Role
from storage import erasures, links, privacy_requests
from storage.clock import to_ms
from storage.database import Transaction
from storage.erasing_records import held_by
from storage.house_facts import house_fact, keep_house_fact
from storage.journal import By
from storage.privacy_requests import Kind, PrivacyRequest

logger = logging.getLogger(__name__)
_PAUSE = timedelta(minutes=5)
"""For which the answer to the request is given time to be sent and read."""
_SOON = timedelta(days=1)
_TOLD = "privacy_terms_told"
"""The house fact that keeps on which day staff were told."""
JOB = "job:privacy"


async def erase_what_was_agreed(house: House) -> int:
    """Each erasure in a transaction of its own; how many. The list of them is brought up to date beside the backups."""
    now = house.clock()
    at = to_ms(now)
    found = await privacy_requests.to_carry_out(house.db, to_ms(now - _PAUSE), at)
    done = sum([await _carry_out(house, each, at) for each in found])
    await keep_ledger(house)
    return done


async def keep_ledger(house: House) -> None:
    """Write beside the backups what was erased, where there are backups."""
    if house.copies is not None:
        await erasures.keep_ledger(house.db, house.copies.folder)


async def _carry_out(house: House, request: PrivacyRequest, at: int) -> bool:
    by, holder_id = By(JOB, at), request.holder_id
    is_record = request.kind is Kind.ERASE_RECORD
    async with house.db.transaction() as tx:
        if is_record and holder_id is not None and await held_by(tx, holder_id):
            logger.warning("request %s: the record is in use again, nothing was erased", request.number)
            return False
        if not await privacy_requests.settle(tx, by, request, "done"):
            return False
        await erasures.erase(tx, by, "record" if is_record else "chat", holder_id, (request.account_id,))
    return True


async def remind_of_terms(house: House) -> int:
    """Staff are told each working morning, once, of what is due by tomorrow, or late; how many requests that is."""
    now = house.clock()
    by, today = now.date() + _SOON, now.date().isoformat()
    if await house_fact(house.db, _TOLD) == today:
        return 0
    due = [
        each
        for each in await privacy_requests.open_requests(house.db)
        if each.due_on <= by or (not each.extension and each.answer_by <= by)
    ]
    if due:
        async with house.db.transaction() as tx:
            await keep_house_fact(tx, _TOLD, today)
            for place, own in await _by_centre(tx, house, due):
                await _remind(tx, place, own)
    return len(due)


async def _by_centre(
    tx: Transaction, house: House, due: list[PrivacyRequest]
) -> list[tuple[House, list[PrivacyRequest]]]:
    """Requests with the house of their person's centre."""
    if not house.tops:
        return [(house, due)]
    units = await links.units_of(tx, [each.holder_id or "" for each in due])
    near = await houses_for(house, units.values(), tx)
    tops = {each.number: near[units[each.holder_id]].centre_unit for each in due if each.holder_id in units}
    return [(each, [one for one in due if tops.get(one.number) == each.centre_unit]) for each in house.places]


async def _remind(tx: Transaction, house: House, due: list[PrivacyRequest]) -> None:
    """The staff of a centre, or its admins where none of staff can be reached."""
    rows = ((Button(texts.ALL, "privacy_requests"),), *common.HOME_ROW)
    reply = Reply(texts.remind([each.number for each in due]), rows)
    for role in (Role.STAFF, Role.ADMIN) if due else ():
        if await push_to_role(tx, house, house.clock(), role, reply):
            break
