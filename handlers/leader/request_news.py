"""How the units answered, told to whoever asked them: several answers in one message, not in quiet hours."""

from datetime import timedelta

from handlers.house import House
from handlers.leader.plan_requests import ASKED
from handlers.messages import HOME, Button, Reply
from handlers.push import push_in_order
from handlers.texts import study_requests as texts
from storage import reaching, study_requests
from storage.clock import to_ms
from storage.database import Transaction
from storage.journal import By
from storage.study_requests import StudyRequest

JOB = "job:study-answers"
SETTLED = timedelta(minutes=10)
"""Answers are told once no other came for so long: an officer often sends several in a row."""
LONGEST = timedelta(hours=1)
"""However many come, the first of them waits no longer."""


async def tell_of_answers(house: House) -> None:
    """Tell each asker once what was answered, or has lapsed, since they were told last.

    What was told is kept in the transaction that puts the message in line; it stays to be read under "Đề nghị đã gửi"
    for those who have no chat, or want to hear nothing unasked.
    """
    now = house.clock()
    at = to_ms(now)
    async with house.db.transaction() as tx:
        await study_requests.lapse(tx, By(JOB, at), now.date())
        found = await study_requests.news_for_askers(tx, at, to_ms(now - SETTLED), to_ms(now - LONGEST))
        for asker_id, requests in found.items():
            await _tell(tx, house, asker_id, requests)


async def _tell(tx: Transaction, house: House, asker_id: str, requests: list[StudyRequest]) -> None:
    reach = await reaching.reach_of(tx, asker_id)
    if reach.is_muted:
        return
    text = texts.answered(requests, await study_requests.waiting_for(tx, asker_id))
    buttons = (Button(texts.ASKED, ASKED),), (Button(texts.PLAN, "target_plan"),), (HOME,)
    await push_in_order(tx, house, house.clock(), reach.chats, Reply(text, buttons))
