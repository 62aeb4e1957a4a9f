"""A request to be linked that nobody answers does not wait for ever."""

from handlers.house import House
from handlers.linking.lapsing import let_requests_lapse
from storage.clock import from_ms
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Code, Linked, Sent
from tests.handlers.test_linking_requests import ask, pushed_keys


async def test_after_two_weeks_the_person_is_told_and_may_ask_again(
    stranger: Person, house: House, clock: Clock, sent: Sent
) -> None:
    await ask(stranger)
    clock.move(days=14, minutes=-1)
    await let_requests_lapse(house)
    assert await sent(stranger) == []
    clock.move(hours=19)
    for _ in range(2):
        await let_requests_lapse(house)
    (text,) = await sent(stranger)
    assert text.startswith("Yêu cầu liên kết đã gửi quá 14 ngày mà chưa được trả lời")
    assert "theo số 0294 388 2000" in text
    assert "Xin cho biết họ và tên" in await stranger.taps("link_form")


async def test_it_is_told_when_people_are_awake(stranger: Person, house: House, clock: Clock) -> None:
    await ask(stranger)
    clock.move(days=14, hours=19)
    await let_requests_lapse(house)
    [row] = await house.db.rows("select due_at from outbox where chat = $1", stranger.chat)
    assert f"{from_ms(row['due_at']).astimezone(clock.now.tzinfo):%d/%m %H:%M}" == "17/06 06:30"


async def test_what_the_person_wrote_is_forgotten(stranger: Person, house: House, clock: Clock) -> None:
    await ask(stranger)
    clock.move(days=15)
    await let_requests_lapse(house)
    [row] = await house.db.rows("select state, name, birth_year, unit, decided_by from link_request")
    assert tuple(row[:]) == ("lapsed", "", "", "", "job:link-requests")


async def test_the_tap_of_a_clerk_who_comes_too_late_does_nothing(
    stranger: Person, linked: Linked, house: House, clock: Clock
) -> None:
    staff = await linked(roster.LAN)
    await ask(stranger)
    [confirm] = [key for key in await pushed_keys(house.db, staff) if key.startswith("link_ok")]
    clock.move(days=15)
    await let_requests_lapse(house)
    assert "đã hết hạn" in await staff.taps(confirm)


async def test_who_was_linked_meanwhile_hears_nothing(
    stranger: Person, house: House, clock: Clock, code: Code, sent: Sent
) -> None:
    await ask(stranger)
    await stranger.says((await code(roster.NHA)).code)
    clock.move(days=15)
    await let_requests_lapse(house)
    assert await sent(stranger) == []
