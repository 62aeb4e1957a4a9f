"""Requests to be linked that nobody answered: after two weeks they are closed, and their people told how to go on."""

from datetime import timedelta

from handlers.house import House
from handlers.linking.confirming import chat_of
from handlers.linking.ways import A_PERSON
from handlers.messages import Button, Reply
from handlers.push import push_awake
from handlers.texts import common, linking
from storage import link_requests
from storage.clock import to_ms
from storage.database import Transaction
from storage.journal import By
from storage.link_requests import LinkRequest

DAYS = 14
"""How long a request waits for somebody of the centre."""


async def let_requests_lapse(house: House) -> None:
    """Close what waits too long, each request in a transaction of its own with the word to its person."""
    before = to_ms(house.clock() - timedelta(days=DAYS))
    for request in await link_requests.waiting_since(house.db, before):
        async with house.db.transaction() as tx:
            await _let_lapse(tx, house, request)


async def _let_lapse(tx: Transaction, house: House, request: LinkRequest) -> None:
    now = house.clock()
    if not await link_requests.lapse(tx, By("job:link-requests", to_ms(now)), request.id):
        return
    chat = await chat_of(tx, request)
    if chat is not None:
        ways = ((Button(linking.BY_REQUEST, "link_form"),), (A_PERSON,), *common.HOME_ROW)
        await push_awake(tx, house, now, chat, Reply(linking.request_lapsed(DAYS, house.centre), ways))
