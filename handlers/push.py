"""Messages to a chat that did not ask: a reply as stored text, and putting it in line in the turn's transaction."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import orjson

from handlers.house import House
from handlers.messages import Attachment, Button, Reply
from handlers.turn import Turn
from rules.access import Role
from rules.quiet_hours import waking
from storage import accounts, grants, outbox, reaching
from storage.accounts import Account
from storage.clock import to_ms
from storage.database import Transaction
from storage.files import FileStore
from storage.outbox import Onward, Posted
from storage.reaching import Source


def reply_to_json(reply: Reply) -> str:
    """A reply as it is stored: text, rows of buttons, files. Forms, topics and edits belong to answers only.

    A file that the store keeps stands there by its digest alone; `with_contents` reads it as it is sent.
    """
    return orjson.dumps(
        {
            "text": reply.text,
            "buttons": [[[button.label, button.key] for button in row] for row in reply.buttons],
            "files": [
                [file.name, "" if file.digest else b64encode(file.content).decode(), file.picture, file.digest]
                for file in reply.files
            ],
        }
    ).decode()


def reply_from_json(stored: str) -> Reply:
    """The reply of a stored text."""
    kept = orjson.loads(stored)
    return Reply(
        text=kept["text"],
        buttons=tuple(tuple(Button(label, key) for label, key in row) for row in kept["buttons"]),
        files=tuple(Attachment(name, b64decode(content), *rest) for name, content, *rest in kept["files"]),
    )


async def with_contents(reply: Reply, files: FileStore) -> Reply:
    """The reply with the contents of the files that stand there by their digest; those that are gone are left out."""
    found = [
        replace(each, content=content) if each.digest else each
        for each in reply.files
        if (content := await files.content(each.digest) if each.digest else each.content) is not None
    ]
    return replace(reply, files=tuple(found))


async def push(tx: Transaction, account: Account, reply: Reply, at: int) -> bool:
    """Put a message to a chat in line for `at` (stored milliseconds).

    False where nothing may be sent: in a closed chat, and in the terminal of operators who try things.
    """
    if account.closed or account.channel == accounts.TERMINAL:
        return False
    await outbox.add(tx, account.channel, account.chat, reply_to_json(reply), at)
    return True


async def push_awake(tx: Transaction, house: House, now: datetime, account: Account, reply: Reply) -> bool:
    """The same for what can wait: held back over the quiet hours of the person, or else of the centre."""
    return await push(tx, account, reply, to_ms(waking(now, account.quiet or house.quiet_hours)))


async def push_in_order(tx: Transaction, house: House, now: datetime, chats: Sequence[Account], reply: Reply) -> bool:
    """Something that can wait, to the first of a person's chats; the courier goes on to the next if it is closed.

    False without a chat on a channel that runs.
    """
    message = in_order(house, now, chats, reply)
    if message is not None:
        await outbox.add_many(tx, [message])
    return message is not None


def in_order(house: House, now: datetime, chats: Sequence[Account], reply: Reply) -> Posted | None:
    """The same as a message to be put in line with others; None without a chat.

    The quiet hours of any of the chats hold for all, those of the first before the others'.
    """
    running = [chat for chat in chats if chat.channel in house.channels]
    if not running:
        return None
    first, *others = running
    quiet = next((chat.quiet for chat in chats if chat.quiet), house.quiet_hours)
    onward = Onward(first.holder_id, tuple(chat.channel for chat in others))
    return Posted(first.channel, first.chat, reply_to_json(reply), to_ms(waking(now, quiet)), onward)


async def push_to_person(tx: Transaction, house: House, now: datetime, holder_id: str, reply: Reply) -> bool:
    """Something that can wait, once, to wherever this person is best reached; False where they have no open chat."""
    return await push_in_order(tx, house, now, (await reaching.reach_of(tx, holder_id)).chats, reply)


async def push_at_once(tx: Transaction, house: House, now: datetime, holder_id: str, reply: Reply) -> bool:
    """The same for what belongs to a talk that is going on: whoever talks is awake, whatever their quiet hours."""
    message = in_order(house, now, (await reaching.reach_of(tx, holder_id)).chats, reply)
    if message is not None:
        await outbox.add_many(tx, [replace(message, at=to_ms(now))])
    return message is not None


async def holders_told(source: Source, house: House, role: Role) -> list[str]:
    """Everyone who hears of what concerns those with a role; among several centres, those of the house's."""
    if not house.tops:
        return await reaching.holders_with_role(source, role)
    return await reaching.holders_nearest(source, role, house.centre_unit or "")


async def leaders_of(source: Source, house: House, centre: str) -> list[str]:
    """Those who lead the whole of a centre, or all of the deployment."""
    if not house.tops:
        return await grants.leaders_of_all(source)
    return await reaching.holders_over(source, Role.LEADER, centre)


async def push_to_role(tx: Transaction, house: House, now: datetime, role: Role, reply: Reply, but: str = "") -> int:
    """The same to everyone who holds a role (`holders_told`), once each, `but` one holder; to how many."""
    holders = await holders_told(tx, house, role)
    return sum([await push_to_person(tx, house, now, holder, reply) for holder in holders if holder != but])


async def push_to_staff(tx: Transaction, turn: Turn, reply: Reply, but: str = "", centre: str | None = None) -> int:
    """Something that can wait, to everyone of staff, or to admins where no staff can be reached; to how many.

    `but` is a holder who knows already, as who asks for a second person. `centre` is another one than the asker's, by
    its top unit, or "" for the whole deployment.
    """
    house = turn.house if centre is None else turn.house.of_centre(centre or None)
    for role in (Role.STAFF, Role.ADMIN):
        sent = await push_to_role(tx, house, turn.now, role, reply, but)
        if sent:
            return sent
    return 0
