"""Linking by code, typed or in the bot's link; and the lock on whoever tries codes."""

import asyncio
from datetime import timedelta

from handlers.linking import code as codes
from handlers.linking.joining import join
from handlers.linking.ways import ask_consent, consented, ways
from handlers.messages import Reply
from handlers.push import push_to_staff
from handlers.texts import common, first_contact, linking
from handlers.turn import Answered, Turn
from rules.access import Role
from storage import links
from storage.clock import from_ms
from storage.database import Transaction
from storage.links import CodeState, KnownCode

MOST_WRONG = 5
"""Wrong codes a chat may try within an hour."""
HOUR = timedelta(hours=1)
_HOUR_MS = 3_600_000


async def link(turn: Turn) -> Answered:
    """A message that is a code (`link:CODE`), or the button that asks for one."""
    if turn.args:
        return await take(turn, turn.args[0])
    if not turn.asker.has(Role.STRANGER):
        return Reply(linking.already(turn.asker.name), common.HOME_ROW)
    return Reply(linking.TYPE_CODE, common.HOME_ROW)


async def take(turn: Turn, code: str) -> Answered:
    """Judge a code and link by it, if the person agreed already; else keep it for the moment they do."""
    if not codes.is_whole(code):
        return Reply(linking.MALFORMED, common.HOME_ROW)
    digest = await asyncio.to_thread(codes.digest, code)

    async def write(tx: Transaction) -> Reply:
        wrong = await links.wrong_codes(tx, turn.incoming.channel, turn.incoming.chat, turn.at - _HOUR_MS)
        if len(wrong) >= MOST_WRONG:
            return _locked(turn, wrong)
        known = await links.known_code(tx, digest, turn.at)
        if known.state is CodeState.UNKNOWN:
            return await _wrong(tx, turn, wrong)
        if not turn.asker.has(Role.STRANGER):
            return _already(turn, known)
        return await _use(tx, turn, known)

    return write


async def _use(tx: Transaction, turn: Turn, known: KnownCode) -> Reply:
    if known.state is CodeState.USED:
        return ways(turn, linking.USED)
    holder = await links.holder_by_id(tx, known.holder_id)
    if known.state is CodeState.EXPIRED or holder is None:
        return ways(turn, linking.EXPIRED)
    if not consented(turn):
        await links.hold_code(tx, known.digest, turn.account.id)
        return ask_consent(first_contact.consent(first_contact.CODE_KEPT))
    if not await links.use_code(tx, known.digest, turn.account.id, turn.at):
        return ways(turn, linking.USED)
    return await join(tx, turn, holder)


def _already(turn: Turn, known: KnownCode) -> Reply:
    """A linked chat keeps its person; a good code of someone else stays unused."""
    if known.state is CodeState.VALID and known.holder_id != turn.account.holder_id:
        return Reply(linking.already_someone_else(turn.asker.name), common.HOME_ROW)
    return Reply(linking.already(turn.asker.name), common.HOME_ROW)


async def _wrong(tx: Transaction, turn: Turn, before: list[int]) -> Reply:
    incoming = turn.incoming
    await links.note_wrong_code(tx, incoming.channel, incoming.chat, turn.at)
    left = MOST_WRONG - len(before) - 1
    if left:
        return Reply(linking.wrong_code(left), common.HOME_ROW)
    await push_to_staff(tx, turn, Reply(linking.staff_locked(incoming.channel, incoming.display_name)))
    return _locked(turn, [*before, turn.at])


def _locked(turn: Turn, wrong: list[int]) -> Reply:
    until = from_ms(wrong[0]).astimezone(turn.now.tzinfo) + HOUR
    return ways(turn, linking.locked(until), by_code=False)
