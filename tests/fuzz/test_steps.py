"""Every step that can be walked to: whatever is typed, tapped or sent there is taken, or asked for again."""

from collections.abc import Iterator

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from handlers.messages import FormState, Kind
from handlers.table import ANSWERS
from tests.fuzz.amounts import examples
from tests.fuzz.conftest import Town
from tests.fuzz.strategies import long_text, text
from tests.handlers.chat import Person
from tests.handlers.permitted import KINDS, World
from tests.handlers.test_every_answer import walk
from tests.handlers.test_permissions import opens

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning")
ENDS = ("decline", "unlink_yes", "not_me", "consent_no", "erase_chat_yes")
"""What makes somebody a stranger."""


class Rememberer(Person):
    """Somebody who remembers every form that stood open, as it first did at each step."""

    met: dict[tuple[str, str], FormState]

    async def _send(self, kind: Kind, **what: object) -> str:
        said = await super()._send(kind, **what)
        form = self.last.form
        if form is not None:
            self.met.setdefault((form.name, form.step), form)
        return said


async def states_of(world: World, kind: str) -> list[FormState]:
    """The open forms to which somebody of a kind can walk."""
    person = Rememberer(world.house, chat=chat_of(kind))
    person.met = {}
    await walk(person, list(ways(world)))
    return list(person.met.values())


def chat_of(kind: str) -> str:
    who = KINDS[kind]
    return f"chat-{who.id}" if who else "9999"


def ways(world: World) -> Iterator[list[str]]:
    """Every answer, alone and with something of the world."""
    for name in (name for name in ANSWERS if name not in ENDS):
        yield [name]
        yield from ([f"{name}:{each}"] for each in world.ids[:18])


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
@examples(1, one_in=400)
@given(data=st.data())
async def test_whatever_comes_in_at_a_step_is_answered(town: Town, kind: str, data: st.DataObject) -> None:
    async with town() as world:
        person = Person(world.house, chat=chat_of(kind))
        for state in await states_of(world, kind):
            for words in (data.draw(text | long_text), data.draw(text)):
                note(f"{state.name}, {state.step}: {words!r}")
                await opens(person, state)
                await person.says(words)
                assert person.last.text
                await opens(person, state)
                await person.taps(f"f:{state.step}:{words}")
                assert person.last.text
            await opens(person, state)
            await person.sends_file(f"{data.draw(text)}.xlsx", data.draw(text).encode())
            assert person.last.text
