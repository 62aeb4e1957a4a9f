"""Who may do what: every line of the table, command, button and form, as each kind of person.

The table of docs/phan-quyen.md is written by hand; what it says is tried here on real handlers.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from handlers.dialog import form_json
from handlers.house import House
from handlers.messages import FormState
from handlers.table import ANSWERS, FORMS
from handlers.texts import common, linking, notice_report, staff
from handlers.texts import notices as notice_texts
from handlers.texts.home import LABELS, NOT_HERE
from rules.access import Role
from storage import grants
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.permitted import (
    BY,
    KINDS,
    LEADER,
    SECRETS,
    World,
    all_that_is_read,
    make_world,
    secrets_from,
)
from tests.storage.kept_sqlite import Kept

ALLOWED, OWN, OWN_UNIT, OWN_CLASS, NO = "được", "của mình", "đơn vị mình", "lớp mình", "không"
OTHER_UNIT = "phụ trách, đơn vị khác"
FORM = "f:"
_ROW = re.compile(r"^\| (?P<words>[^|]+) \| `(?P<name>[\w:]+)` \|(?P<cells>.+)\|$")
_ENDS_THE_LINK = ("decline", "unlink_yes", "not_me", "consent_no", "erase_chat_yes")
"""What makes somebody a stranger: tried after all else."""
_NOT_WRITTEN = ("inbox", "account", "dialog")
"""Tables of the chat itself: its last menu, when it was used, the open form."""
_COUNTED = ("tally", "tally_basis", "stale_unit")
"""Tables of figures that whoever asks first lets count anew."""
_IN_WORDS = {"class_roster": "Danh sách học viên lớp CU-K2"}
"""What needs words that name something."""
_KINDS_OF_IDS = 10
IS_PROOF = settings().max_examples > 100
"""Whether `make proof` asks for every forged id; else one of each kind is tried where a line is bound to one's own."""


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Name → heading → cell, as the documentation has it; the words of a line under the heading "việc"."""
    found: dict[str, dict[str, str]] = {}
    for line in Path("docs/phan-quyen.md").read_text(encoding="utf-8").splitlines():
        if (row := _ROW.match(line)) is not None:
            cells = [cell.strip() for cell in row["cells"].split("|")]
            headings = (*list(KINDS)[:5], OTHER_UNIT, *list(KINDS)[5:])
            assert row["name"] not in found, f"{row['name']} stands there twice"
            found[row["name"]] = {"việc": row["words"], **dict(zip(headings, cells, strict=True))}
    return found


def lines(kind: str, *cells: str) -> list[str]:
    """The answers with one of these cells for a kind of people."""
    named = [name for name, row in table().items() if row[kind] in cells and not name.startswith(FORM)]
    return sorted(named, key=lambda name: name in _ENDS_THE_LINK)


def forms(kind: str, *cells: str) -> list[str]:
    """The forms with one of these cells for a kind of people."""
    found = [name.removeprefix(FORM) for name in table() if name.startswith(FORM)]
    return [name for name in found if table()[FORM + name][kind] in cells]


@pytest.fixture
async def world(house: House, linked: Linked, district: Kept) -> World:
    return await make_world(house, linked, district.file)


async def arrives(kind: str, linked: Linked, stranger: Person) -> Person:
    """Somebody of a kind, at their chat, having written before."""
    who = KINDS[kind]
    person = await linked(who) if who else stranger
    await person.says("0")
    return person


def test_everything_that_can_be_asked_stands_in_the_documentation() -> None:
    assert set(table()) == set(ANSWERS) | {FORM + name for name in FORMS}


def test_the_documentation_knows_five_cells() -> None:
    cells = {cell for row in table().values() for kind, cell in row.items() if kind != "việc"}
    assert cells == {ALLOWED, OWN, OWN_UNIT, OWN_CLASS, NO}


def test_every_command_stands_beside_what_it_does() -> None:
    commands = {answer.name: f"`/{answer.command}`" for answer in ANSWERS.values() if answer.command}
    assert [name for name, command in commands.items() if command not in table()[name]["việc"]] == []


def test_an_officer_does_for_another_unit_nothing_that_is_bound_to_the_own() -> None:
    own = "phụ trách, đơn vị mình"
    assert all((row[own] == OWN_UNIT) <= (row[OTHER_UNIT] == NO) for row in table().values())
    assert all((row[own] != OWN_UNIT) <= (row[OTHER_UNIT] == row[own]) for row in table().values())


def is_turned_away(person: Person) -> bool:
    """Whether the last words say that this is for people with another task."""
    words = (common.NOT_ALLOWED, common.NO_RECORD, common.NO_CADRES_RECORD, NOT_HERE, staff.NOT_FOR_FILES.text)
    return person.last.text in words or linking.FIRST in person.last.text


def is_refused(person: Person) -> bool:
    """Whether the last words say that this is not for them, or that there is nothing of the kind for them."""
    nothing = (notice_report.NOT_SEEN, notice_report.NONE_SENT)
    return is_turned_away(person) or person.last.text.replace("anh/chị", "đồng chí") in nothing


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_not_for_somebody_is_refused_and_leaves_no_trace(
    world: World, linked: Linked, stranger: Person, kind: str
) -> None:
    person = await arrives(kind, linked, stranger)
    before = world.rows(*_NOT_WRITTEN, *_COUNTED)
    for name in lines(kind, NO):
        for key in (name, *(f"{name}:{each}" for each in world.ids[:3]), f"{name}:{world.ids[-1]}:1"):
            await asks(person, key)
            assert is_refused(person), f"{kind} tapped {key}: {person.last.text}"
            tells_nothing(person, every_secret(kind), key)
        for words in commands(name):
            await person.says(words)
            assert is_refused(person), f"{kind} wrote {words}: {person.last.text}"
            tells_nothing(person, every_secret(kind), words)
    assert world.rows(*_NOT_WRITTEN, *_COUNTED) == before


@pytest.mark.parametrize("kind", list(KINDS)[:5])
async def test_the_words_for_what_is_not_for_somebody_tell_of_nobody_else(
    world: World, linked: Linked, stranger: Person, kind: str
) -> None:
    person = await arrives(kind, linked, stranger)
    for name in lines(kind, NO):
        if name in LABELS:
            await person.says(LABELS[name])
            tells_nothing(person, secrets_from(kind), name)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_for_somebody_is_not_refused(world: World, linked: Linked, stranger: Person, kind: str) -> None:
    person = await arrives(kind, linked, stranger)
    for name in lines(kind, ALLOWED, OWN, OWN_UNIT, OWN_CLASS):
        if name in _ENDS_THE_LINK:
            person = await arrives(kind, linked, stranger)
        await asks(person, name)
        assert not is_turned_away(person), f"{kind} tapped {name}: {person.last.text}"


@pytest.mark.parametrize("kind", list(KINDS)[:5])
async def test_no_button_and_no_answer_to_a_form_reaches_what_is_others(
    world: World, linked: Linked, stranger: Person, kind: str
) -> None:
    person = await arrives(kind, linked, stranger)
    hidden, before = secrets_from(kind), others(world, kind)
    met = set[tuple[str, str]]()
    for name in lines(kind, ALLOWED, OWN, OWN_UNIT, OWN_CLASS):
        for key in forged(name, table()[name][kind], world.ids):
            await asks(person, key)
            tells_nothing(person, hidden, key)
            state = person.last.form
            if state is not None and (state.name, state.step) not in met:
                met.add((state.name, state.step))
                await answers_with_what_is_others(person, state, hidden, world.ids)
        if IS_PROOF:
            assert others(world, kind) == before, f"{kind} changed with {name} what is others'"
    assert others(world, kind) == before, "which of them it was, the proof tells"


async def answers_with_what_is_others(
    person: Person, state: FormState, hidden: Iterable[str], ids: Sequence[str]
) -> None:
    """At a step that stands open: ids tapped as if they had been offered, or typed."""
    some = ids if IS_PROOF else ids[:_KINDS_OF_IDS]
    for value in (*some, "1 2 3", "đồng ý 1 2 3", "-1"):
        await opens(person, state)
        await person.taps(f"f:{state.step}:{value}")
        tells_nothing(person, hidden, value)
    half = some if IS_PROOF else some[len(state.step) % 2 :: 2]  # some steps are told these in words, some those
    for value in (*half, "1 2 3", "đồng ý 1 2 3", "-1"):
        await opens(person, state)
        await person.says(value)
        tells_nothing(person, hidden, value)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_form_that_is_not_for_somebody_takes_nothing(
    world: World, linked: Linked, stranger: Person, kind: str
) -> None:
    person = await arrives(kind, linked, stranger)
    before = world.rows(*_NOT_WRITTEN, *_COUNTED)
    for name in forms(kind, NO):
        for step in FORMS[name].steps:
            for answer in (f"f:{step}:{world.ids[0]}", roster.NHA.name):
                await opens(person, FormState(name, step, {"class": "cu2", "cadre": roster.NHA.id, "number": "1"}))
                await (person.taps(answer) if answer.startswith("f:") else person.says(answer))
                assert is_refused(person), f"{kind} answered {answer} at {name}, {step}: {person.last.text}"
                tells_nothing(person, every_secret(kind), answer)
    assert world.rows(*_NOT_WRITTEN, *_COUNTED) == before


@pytest.mark.parametrize("kind", ["cán bộ Trung tâm", "lãnh đạo", "quản trị", "phụ trách, đơn vị mình"])
async def test_a_role_that_was_withdrawn_meanwhile_opens_nothing_any_more(
    world: World, linked: Linked, stranger: Person, kind: str
) -> None:
    person = await arrives(kind, linked, stranger)
    who = KINDS[kind]
    assert who is not None
    async with world.house.db.transaction() as tx:
        await grants.revoke_all(tx, BY, who.id)
    before = world.rows(*_NOT_WRITTEN, *_COUNTED)
    for name in (name for name in lines(kind, ALLOWED, OWN_UNIT) if table()[name]["người lạ"] == NO):
        await asks(person, f"{name}:{world.ids[0]}")
        assert is_refused(person), f"{name}: {person.last.text}"
        tells_nothing(person, every_secret(kind), name)
    for name in forms(kind, ALLOWED, OWN_UNIT):
        for step in FORMS[name].steps:
            await opens(person, FormState(name, step, {}))
            await person.taps(f"f:{step}:{world.ids[0]}")
            assert is_refused(person), f"{name}, {step}: {person.last.text}"
    assert world.rows(*_NOT_WRITTEN, *_COUNTED) == before


async def test_the_leader_of_a_unit_reads_of_nobody_elsewhere(world: World, linked: Linked, stranger: Person) -> None:
    async with world.house.db.transaction() as tx:
        await grants.revoke_all(tx, BY, LEADER.id)
        await grants.grant(tx, BY, LEADER.id, Role.LEADER, roster.TAN_AN.id)
    person = await arrives("lãnh đạo", linked, stranger)
    hidden = secrets_from("phụ trách, đơn vị mình") - SECRETS["those who wait"]
    for name in lines("lãnh đạo", ALLOWED, OWN):
        for key in forged(name, ALLOWED, world.ids):
            await asks(person, key)
            tells_nothing(person, hidden, key)


async def test_of_staff_only_the_author_of_a_draft_reads_and_changes_it(
    world: World, linked: Linked, stranger: Person
) -> None:
    person = await arrives("cán bộ Trung tâm", linked, stranger)
    [draft] = await world.house.db.rows("select number from notice where author = $1", roster.PHUC.id)
    before = world.rows()["notice"]
    for name in ("notice_edit", "notice_drop_yes", "notice_look", "notice_test", "notice_send", "notice_back"):
        assert table()[name]["cán bộ Trung tâm"] == OWN
        for more in ("", ":1", ":text:1", ":1:1"):
            await person.taps(f"{name}:{draft['number']}{more}")
            assert person.last.text in (common.STALE, notice_texts.NOT_FOUND), f"{name}: {person.last.text}"
    assert world.rows()["notice"] == before


def every_secret(kind: str) -> frozenset[str]:
    """What a refusal may not tell: anything of anybody but themselves."""
    who = KINDS[kind]
    return frozenset[str]().union(*(words for name, words in SECRETS.items() if who is None or name != who.name))


def tells_nothing(person: Person, hidden: Iterable[str], asked: str) -> None:
    read = all_that_is_read(person.last)
    told = [word for word in hidden if word in read and word not in asked]
    assert not told, f"{asked} told {told}:\n{read[:1500]}"


def forged(name: str, cell: str, ids: Sequence[str]) -> list[str]:
    """The button, and some that nobody offered: one of each kind where the line is bound to one's own, else two."""
    first = list(ANSWERS).index(name) % len(ids)
    some = ids if IS_PROOF else ids[:_KINDS_OF_IDS] if cell != ALLOWED else (*ids[first:], *ids)[:2]
    followed = [f"{name}:{each}:{roster.AN_TRUONG.id}:1" for each in (some if IS_PROOF else some[:3])]
    return [name, *(f"{name}:{each}" for each in some), *followed]


def commands(name: str) -> list[str]:
    """The command of an answer: alone, about somebody, about a number."""
    command = ANSWERS[name].command
    return [f"/{command}", f"/{command} {roster.NHA.code}", f"/{command} 1"] if command else []


async def asks(person: Person, key: str) -> None:
    """Tap a button, or do what an answer takes in its place."""
    name = key.partition(":")[0]
    if name == "file":
        await person.sends_file("anh.jpg", b"\xff\xd8\xff\xe0" + b"0" * 64)
    elif key in _IN_WORDS:
        await person.says(_IN_WORDS[key])
    else:
        await person.taps(key)


async def opens(person: Person, state: FormState) -> None:
    """Let a form stand open, as if an earlier message or another role had opened it."""
    await person.house.db.write(
        "insert into dialog (owner, form, topic, touched_at)"
        " select coalesce(holder_id, channel || ':' || chat), $3, '', $4 from account where channel = $1 and chat = $2"
        " on conflict (owner) do update set form = excluded.form, touched_at = excluded.touched_at",
        person.channel, person.chat, form_json(state), BY.at,
    )  # fmt: skip


def others(world: World, kind: str) -> list[tuple[str, tuple[object, ...]]]:
    """Every stored row that is about somebody else."""
    ids = {roster.NHA.id, roster.KIET.id, roster.KHOA.id, roster.TUAN.id, "hv2", "x1", "x2", "tl1"}
    ids |= set() if kind.startswith("phụ trách") else {roster.LOC.id, roster.HOA.id}
    stored = world.rows(*_NOT_WRITTEN, "outbox")
    return [(name, row) for name, rows in stored.items() for row in rows if not ids.isdisjoint(map(str, row))]
