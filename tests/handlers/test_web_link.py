"""From a linked chat into the web chat: a link for its person alone, where there is a web chat at all."""

from dataclasses import replace

from handlers.house import House, WaysIn
from handlers.texts import web as texts
from storage import web_sessions
from storage.clock import to_ms
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked

WEB = "https://chat.example.vn"


async def token_from(person: Person, house: House, says: str = "/web") -> str:
    """The token of the link that a person is sent."""
    person.house = replace(house, ways_in=WaysIn(web=WEB))
    text = await person.says(says)
    assert f"{WEB}/vao/" in text, text
    return text.partition("/vao/")[2].split()[0]


async def test_a_linked_person_is_given_a_link_that_logs_in_once(house: House, linked: Linked, clock: Clock) -> None:
    token = await token_from(await linked(roster.NHA), house)
    async with house.db.transaction() as tx:
        spent = await web_sessions.use_login(tx, token, to_ms(clock()))
        assert spent is not None
        assert spent[0] == roster.NHA.id
        assert await web_sessions.use_login(tx, token, to_ms(clock())) is None


async def test_it_is_understood_in_plain_words(house: House, linked: Linked) -> None:
    for words in ("mở trang web", "đăng nhập web", "cho tôi vào web"):
        assert await token_from(await linked(roster.NHA), house, words)


async def test_the_link_is_good_for_ten_minutes(house: House, linked: Linked, clock: Clock) -> None:
    token = await token_from(await linked(roster.NHA), house)
    clock.move(minutes=10)
    async with house.db.transaction() as tx:
        assert await web_sessions.use_login(tx, token, to_ms(clock())) is None


async def test_a_new_link_ends_the_one_before(house: House, linked: Linked, clock: Clock) -> None:
    person = await linked(roster.NHA)
    first, second = await token_from(person, house), await token_from(person, house)
    async with house.db.transaction() as tx:
        assert await web_sessions.use_login(tx, first, to_ms(clock())) is None
        assert await web_sessions.use_login(tx, second, to_ms(clock())) is not None


async def test_without_a_web_chat_it_is_said_so(linked: Linked) -> None:
    assert await (await linked(roster.NHA)).says("/web") == texts.NO_WEB


async def test_a_stranger_is_led_to_linking_and_the_web_chat_leads_nowhere(house: House, linked: Linked) -> None:
    there = replace(house, ways_in=WaysIn(web=WEB))
    assert "/vao/" not in await Person(there, chat="9999").says("/web")
    person = await linked(roster.NHA, channel="web")
    person.house = there
    assert await person.says("/web") == texts.HERE_ALREADY
