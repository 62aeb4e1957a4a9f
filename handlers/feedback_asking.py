"""Asking those of a class that is over what they say of it: once a person, with the first question open."""

from handlers.address import to_learner
from handlers.cadre.feedback import question
from handlers.house import House
from handlers.push import in_order
from storage import feedback, outbox, reaching
from storage.clock import to_ms
from storage.database import Transaction
from storage.feedback import ToAsk

PORTION = 50
"""People a transaction: so long at most do others wait who have something to keep."""


async def ask_for_feedback(house: House) -> None:
    """Put the first question in line for whoever can be reached; outside quiet hours the courier brings it.

    Who was asked is kept in the transaction that puts the message in line; a later run finds nothing left to do.
    """
    after = ("", "")
    while some := await feedback.to_ask(house.db, house.clock().date(), after, PORTION):
        async with house.db.transaction() as tx:
            await _ask(tx, house, some)
        after = (some[-1].class_id, some[-1].person_id)


async def _ask(tx: Transaction, house: House, some: list[ToAsk]) -> None:
    now = house.clock()
    reaches = await reaching.reach_of_all(tx, [each.person_id for each in some])
    posted = {}
    for each in some:
        chats = reaches[each.person_id].chats if each.person_id in reaches else ()
        reply = question(each.class_id, each.class_name, [])
        said = to_learner(reply) if each.is_learner else reply
        message = in_order(house.of_centre(each.centre or None), now, [chat for chat in chats if not chat.muted], said)
        if message is not None:
            posted[each.class_id, each.person_id] = message
    first_time = await feedback.note_asked(tx, posted, to_ms(now))
    await outbox.add_many(tx, [posted[each] for each in posted if each in first_time])
