"""What is refused in a conversation: files, buttons and words of others. Nothing of it is left in the tables."""

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from handlers.planned_posts import keep_to_setting
from handlers.table import ANSWERS
from tests.fuzz.amounts import examples
from tests.fuzz.conftest import Town
from tests.fuzz.stored import stored
from tests.fuzz.strategies import text
from tests.fuzz.test_conversation import arguments, key_of
from tests.fuzz.test_files import Broken, broken, broken_by, inside, whole
from tests.handlers.chat import Person
from tests.handlers.permitted import KINDS, World
from tests.handlers.test_permissions import NO, lines

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning")
OF_THE_CHAT = ("inbox", "account", "dialog")
"""Its last menu, when it was used, the open form."""
COUNTED = ("tally", "tally_basis", "stale_unit")
"""Figures that whoever asks first lets count anew."""
WAITING = ("upload",)
"""Files that wait for a yes."""


async def arrives(world: World, kind: str) -> Person:
    """Somebody of a kind at their chat, having written before; the program has done what it does once."""
    await keep_to_setting(world.house)
    who = KINDS[kind]
    person = Person(world.house, chat=f"chat-{who.id}" if who else "9999", name="Người lạ")
    await person.says("0")
    return person


@examples(3, one_in=8)
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data(), more=arguments, words=text)
async def test_what_is_not_for_somebody_leaves_no_trace_whatever_stands_behind_it(
    town: Town, kind: str, data: st.DataObject, more: tuple[str, ...], words: str
) -> None:
    async with town() as world:
        person = await arrives(world, kind)
        before = await stored(world.house.db, *OF_THE_CHAT, *COUNTED)
        name = data.draw(st.sampled_from(lines(kind, NO)))
        await person.taps(key_of(world, (name, *more)))
        assert person.last.text
        command = ANSWERS[name].command
        if command:
            await person.says(f"/{command} {words}")
        assert await stored(world.house.db, *OF_THE_CHAT, *COUNTED) == before


@examples(3, one_in=8)
@given(content=st.tuples(st.sampled_from(["xlsx", "csv"]), broken, st.booleans()), name=text)
async def test_a_file_that_nobody_said_yes_to_leaves_no_trace(
    town: Town, content: tuple[str, Broken, bool], name: str
) -> None:
    kind, how, parts = content
    sent = inside(whole(kind), how) if parts and kind == "xlsx" else broken_by(whole(kind), how)
    async with town() as world:
        person = await arrives(world, "cán bộ Trung tâm")
        before = await stored(world.house.db, *OF_THE_CHAT, *COUNTED, *WAITING)
        await person.taps("import_roster")
        await person.sends_file(f"{name}.{kind}", sent)
        note(person.last.text)
        assert person.last.text
        assert await stored(world.house.db, *OF_THE_CHAT, *COUNTED, *WAITING) == before
