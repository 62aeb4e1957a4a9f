"""Whoever taps, types and sends whatever, where they may and where they may not: an answer, and the next one too."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import example, given, note
from hypothesis import strategies as st

from handlers.messages import Kind
from handlers.table import ANSWERS
from tests.fuzz.amounts import examples
from tests.fuzz.conftest import Town
from tests.fuzz.strategies import long_text, text
from tests.handlers.chat import Person
from tests.handlers.permitted import KINDS, World

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning")


@dataclass(frozen=True)
class Step:
    """Something a person does; numbers choose among what there is by then."""

    what: str
    number: int = 0
    words: tuple[str, ...] = ()


arguments = st.lists(
    text
    | st.integers(min_value=0, max_value=60).map(lambda number: f"#{number}")
    | st.sampled_from(["", "1", "0", "-1", "99999999999999999999"]),
    max_size=4,
).map(tuple)
"""Of a button's key; "#3" stands for the fourth id of the world."""
steps = st.one_of(
    st.integers(0, 5).map(lambda number: Step("button", number)),
    st.integers(0, 5).map(lambda number: Step("button", number)),
    (text | long_text).map(lambda words: Step("words", words=(words,))),
    text.map(lambda words: Step("words", words=(words,))),
    st.tuples(st.sampled_from(sorted(ANSWERS)), arguments).map(lambda key: Step("key", words=(key[0], *key[1]))),
    st.tuples(st.sampled_from(sorted(ANSWERS)), arguments).map(lambda key: Step("key", words=(key[0], *key[1]))),
    arguments.map(lambda words: Step("form", words=words)),
    st.tuples(text, text).map(lambda name: Step("command", words=name)),
    st.tuples(text, st.sampled_from(["a.xlsx", "a.csv", "a.jpg", "a.docx", "a"])).map(
        lambda file: Step("file", words=file)
    ),
    text.map(lambda phone: Step("contact", words=(phone,))),
    text.map(lambda payload: Step("start", words=(payload,))),
    st.sampled_from([Kind.VOICE, Kind.STICKER, Kind.UNSUPPORTED, Kind.NOT_CARRIED]).map(
        lambda kind: Step("kind", words=(kind,))
    ),
)
openings = st.tuples(st.sampled_from(sorted(ANSWERS)), arguments).map(lambda key: Step("key", words=(key[0], *key[1])))


async def does(world: World, person: Person, step: Step) -> None:
    """Do it. What a chat calls silence, and what has no words, is not done."""
    note(f"{step.what} {step.words or step.number}")
    match step.what:
        case "button":
            keys = [button.key for row in person.last.buttons for button in row]
            await person.taps(keys[step.number % len(keys)] if keys else "home")
        case "key":
            await person.taps(key_of(world, step.words))
        case "form":
            form = person.last.form
            await person.taps(key_of(world, ("f", form.step if form else "x", *step.words)))
        case "words":
            await person.says(step.words[0])
        case "command":
            await person.says(f"/{step.words[0]} {step.words[1]}")
        case "file":
            await person.sends_file(step.words[1], step.words[0].encode())
        case "contact":
            await person.shares_contact(step.words[0])
        case "start":
            await person.starts(step.words[0])
        case _:
            await person.sends(Kind(step.words[0]))


def key_of(world: World, words: Sequence[str]) -> str:
    return ":".join(
        world.ids[int(word[1:]) % len(world.ids)] if word[:1] == "#" and word[1:].isdecimal() else word
        for word in words
    )


walks = {"kind": st.sampled_from(sorted(KINDS)), "opening": openings, "more": st.lists(steps, max_size=6)}


@examples(5, one_in=4)
@given(**walks)
async def test_whatever_is_tapped_typed_and_sent_is_answered_and_so_is_what_follows(
    town: Town, kind: str, opening: Step, more: list[Step]
) -> None:
    async with town() as world:
        await walk(world, kind, [opening, *more])


@examples(3, one_in=4)
@given(**walks)
@example(
    kind="cán bộ Trung tâm", opening=Step("key", words=("find_cadre", "a\0b")), more=[Step("words", words=("a\0b",))]
)
async def test_postgresql_takes_what_sqlite_takes(
    postgresql_world: World, kind: str, opening: Step, more: list[Step]
) -> None:
    await walk(postgresql_world, kind, [opening, *more])


async def walk(world: World, kind: str, way: Sequence[Step]) -> None:
    """Do one thing after another, and then go home; whatever is done is answered."""
    who = KINDS[kind]
    person = Person(world.house, chat=f"chat-{who.id}" if who else "9999", name="Người\0lạ")
    await person.says("0")
    for step in way:
        await does(world, person, step)
        assert person.last.text, step
    await person.taps("home")
    assert person.last.text
    assert not person.last.form
