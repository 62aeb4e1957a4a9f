"""A notice that went out, for tests: written, frozen and settled as the worker of a channel does it."""

from collections.abc import AsyncIterator, Sequence

from handlers.house import House
from handlers.notice_letter import letter_of
from rules.notices import DeliveryState, Notice, NoticeKind
from storage import deliveries, notices
from storage.clock import to_ms
from storage.deliveries import Outcome, Recipient
from storage.journal import By
from storage.notices import Draft
from tests.handlers.chat import Person
from tests.handlers.roster import LAN


async def notify(
    house: House,
    *to: Person,
    kind: NoticeKind = NoticeKind.SUMMONS,
    text: str = "Kính gửi đồng chí {ho_ten}, mời dự lớp.",
    class_id: str | None = None,
    failing: Sequence[Person] = (),
    receipt: bool = True,
) -> Notice:
    """A notice by Ngô Thị Lan that reached each of these people; `failing` are those whom it could not reach."""
    at = to_ms(house.clock())
    by = By(LAN.id, at)
    async with house.db.transaction() as tx:
        draft = Draft(kind, text, "tat_ca", class_id=class_id, receipt=receipt)
        notice = await notices.create_draft(tx, by, draft)
        await notices.send_alone(tx, by, notice.id, notice.version)
    people = [*to, *failing]
    holders = {person.chat: await _holder(house, person) for person in people}
    frozen = [Recipient(holders[p.chat], p.channel, p.chat, fields={"ho_ten": p.name}, due_at=at) for p in people]

    async def portions() -> AsyncIterator[Sequence[Recipient]]:
        yield frozen

    await deliveries.freeze(house.db, by, notice.id, portions())
    await notices.start_due(house.db, at)
    letter = await letter_of(house, notice.id)
    for channel in sorted({person.channel for person in people}):
        rows = await deliveries.claim(house.db, channel, 100, at)
        await deliveries.mark_sending(house.db, rows)
        lost = {person.chat for person in failing}
        outcomes = [
            Outcome(row, DeliveryState.FAILED, "chat not found")
            if row.chat in lost
            else Outcome(row, DeliveryState.SENT, message=f"m{n}", menu=letter.menu)
            for n, row in enumerate(rows)
        ]
        await deliveries.settle(house.db, outcomes, at)
    async with house.db.transaction() as tx:
        await notices.finish(tx, by, notice.id)
    return notice


async def _holder(house: House, person: Person) -> str:
    [found] = await house.db.rows(
        "select holder_id from account where channel = $1 and chat = $2", person.channel, person.chat
    )
    return str(found["holder_id"])


async def answers(house: House, notice: Notice) -> dict[str, str | None]:
    """Holder → what the ledger holds as their receipt."""
    rows = await house.db.rows("select holder_id, receipt from delivery where notice_id = $1", notice.id)
    return {row["holder_id"]: row["receipt"] for row in rows}
