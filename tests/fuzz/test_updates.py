"""What messengers post: bytes of any kind are kept or refused by ValueError; what is kept is read, or set aside."""

from contextlib import suppress

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import telegram_updates, zalo_updates
from bot.channel import Letter
from handlers.messages import IncomingFile, Kind
from tests.fuzz.amounts import examples
from tests.fuzz.strategies import anything, text

NOT_READABLE = (KeyError, TypeError, AttributeError, ValueError, OverflowError, OSError, IndexError)
"""How an event fails that lacks what it must have; the reception sets it aside."""
ID = st.integers(-(2**63), 2**64 - 1)
SECOND = st.integers(0, 4_000_000_000)
deep = st.tuples(st.sampled_from([100, 300, 900, 3000]), st.sampled_from(['{"a":', "["])).map(
    lambda given: given[1] * given[0] + "1" + ("}" if given[1][0] == "{" else "]") * given[0]
)
"""JSON that no recursion follows to its end."""


async def _never() -> bytes:
    raise AssertionError("nothing is fetched before it is asked for")


def file_of(*what: object) -> IncomingFile:
    return IncomingFile("a.xlsx", 1, _never)


sender = st.fixed_dictionaries({"id": ID, "first_name": text}, optional={"last_name": text, "is_bot": st.just(False)})
chat = st.fixed_dictionaries({"id": ID, "type": st.sampled_from(["private", "group", "channel"])})
card = st.fixed_dictionaries({"phone_number": text, "first_name": text}, optional={"user_id": ID})
content = st.one_of(
    st.fixed_dictionaries({"text": text}),
    st.fixed_dictionaries({"contact": card}),
    st.fixed_dictionaries({"document": st.fixed_dictionaries({"file_id": text}), "caption": text}),
    st.fixed_dictionaries({"photo": st.lists(st.fixed_dictionaries({"file_id": text}), min_size=1, max_size=3)}),
    st.sampled_from([{"voice": {}}, {"sticker": {}}, {"location": {}}, {"new_chat_title": "x"}]),
)
message = st.tuples(
    st.fixed_dictionaries({"message_id": ID, "chat": chat, "from": sender, "date": SECOND}), content
).map(lambda parts: parts[0] | parts[1])
tap = st.fixed_dictionaries({"id": text, "from": sender, "message": message, "data": text})
update = st.fixed_dictionaries({"update_id": ID}).flatmap(
    lambda head: st.one_of(
        message.map(lambda body: head | {"message": body}), tap.map(lambda body: head | {"callback_query": body})
    )
)
zalo_event = st.fixed_dictionaries(
    {
        "event_name": st.sampled_from(["message.text.received", "message.image.received", "message.voice.received"]),
        "message": st.fixed_dictionaries(
            {
                "message_id": text | ID,
                "chat": st.fixed_dictionaries({"id": text}),
                "from": st.fixed_dictionaries({"id": text}),
            },
            optional={"text": text, "date": SECOND | text, "photo": text, "caption": text},
        ),
    }
)
bodies = st.one_of(
    st.binary(max_size=60),
    deep.map(str.encode),
    anything.map(orjson.dumps),
    st.tuples(ID, anything).map(lambda both: orjson.dumps({"update_id": both[0], "message": both[1]})),
    st.tuples(text, anything).map(lambda both: orjson.dumps({"event_name": both[0], "message": both[1]})),
    st.tuples(text, deep).map(
        lambda both: b'{"event_name":%b,"update_id":1,"a":%b}' % (orjson.dumps(both[0]), both[1].encode())
    ),
)


@pytest.mark.parametrize("door", [telegram_updates, zalo_updates], ids=["telegram", "zalo"])
@examples(15)
@given(body=bodies)
def test_any_bytes_have_an_address_that_can_be_kept_or_are_refused(door: object, body: bytes) -> None:
    with suppress(ValueError):
        event, chat = door.address_of(body)  # type: ignore[attr-defined]  # either module
        assert event
        assert "\0" not in event + chat


@examples(15)
@given(body=bodies)
def test_what_lacks_something_fails_in_a_way_that_sets_it_aside(body: bytes) -> None:
    with suppress(*NOT_READABLE):
        telegram_updates.letter_of(orjson.loads(body), file_of)
    with suppress(*NOT_READABLE):
        zalo_updates.letter_of(zalo_updates.event_of(body), file_of)


@examples(15)
@given(update=update)
def test_a_whole_update_of_telegram_is_read_whatever_its_words_are(update: dict[str, object]) -> None:
    raw = orjson.dumps(update)
    event, chat = telegram_updates.address_of(raw)
    letter = telegram_updates.letter_of(orjson.loads(raw), file_of)
    assert event == str(update["update_id"])
    if letter is not None:
        assert (letter.incoming.event, letter.incoming.chat) == (event, chat)


@examples(15)
@given(event=zalo_event)
def test_a_whole_event_of_zalo_is_read_whatever_its_words_are(event: dict[str, object]) -> None:
    raw = orjson.dumps(event)
    address = zalo_updates.address_of(raw)
    letter = zalo_updates.letter_of(zalo_updates.event_of(raw), file_of)
    assert isinstance(letter, Letter)
    assert (letter.incoming.event, letter.incoming.chat) == address
    assert letter.incoming.kind in Kind
