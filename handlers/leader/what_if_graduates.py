""" "Nếu các đồng chí này tốt nghiệp?": people or a whole class, a level, and the figures before and after."""

import re
from asyncio import to_thread
from collections import Counter

from handlers import forms
from handlers.answers import LEADERS
from handlers.centres import counted_here
from handlers.figures import target_figures
from handlers.forms import Again, Form, Next, Step, option
from handlers.leader.people_named import KNOWN, by_name, known_people, names_asker, question, take_people
from handlers.messages import HOME, Button, FormState, Reply
from handlers.texts import common
from handlers.texts import target_what_if as texts
from handlers.turn import Answered, Turn
from rules.classes import ClassState, TrainingClass, named
from rules.levels import Level
from rules.scenario import Counting, if_they_graduate
from rules.text import fold
from storage import cadres, classes, looks
from storage.database import Transaction
from storage.enrolled import enrolled

_CLASSES = 2
_PAGE = 10
_WHOLE_CLASS = re.compile(r"^(?:ca )?lop\s+(.+)$")
_CLASS_THAT_GRADUATES = re.compile(r"\blop (.+?)(?: (?:deu|se|da|ma|cung))* (?:tot nghiep|hoc xong|ra truong)\b")
_CODE = re.compile(r"\b[a-z]{2,4}\d{3,6}\b")
"""A cadre's code as it stands in a sentence."""
_ONE_CLASS, _MISSING = "class:", "missing:"


async def menu(turn: Turn) -> Reply:
    """The kinds of what-if."""
    rows = (Button(texts.GRADUATES, "target_graduates"),), (Button(texts.COMMITTEE, "target_committee"),)
    return Reply(texts.WHAT_IF, (*rows, *ways_back()), topic="target_summary")


async def start(turn: Turn) -> Answered:
    """Open the form. A class, or codes, that the question itself names are not asked for again."""
    words = fold(turn.incoming.text)
    if spoken := _CLASS_THAT_GRADUATES.search(words):
        found = await _of_class(turn, spoken[1], "")
        if not isinstance(found, Again):
            return found
    if codes := _CODE.findall(words):
        taken = await take_people(turn, FORM, FormState(FORM.name, FORM.first, {}), ", ".join(codes).upper(), "level")
        if isinstance(taken, Next):
            return await forms.start(turn, FORM, taken.data, taken.step)
        if not isinstance(taken, Again):
            return taken
    return await forms.start(turn, FORM)


def ways_back() -> tuple[tuple[Button, ...], ...]:
    """Below every what-if."""
    return (Button(texts.TREND, "target_trend"),), (Button(texts.TARGETS, "target_summary"),), (HOME,)


async def _ask_who(turn: Turn, state: FormState) -> Reply:
    page = int(state.data.get("page", "0"))
    listed = texts.NEXT_PAGE if page else texts.MISSING
    rows = [(option("who", listed, f"{_MISSING}{page}"),)]
    if known := known_people(state):
        rows.insert(0, (option("who", texts.go_on_with(known), KNOWN),))
    else:
        running = (await _running(turn))[:_CLASSES]
        rows[:0] = [(option("who", texts.whole_class(each.code), _ONE_CLASS + each.id),) for each in running]
    return Reply(question(state, texts.WHO_GRADUATES), tuple(rows))


async def _take_who(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value.startswith(_MISSING):
        return await _list_missing(turn, state, value.removeprefix(_MISSING))
    spoken = _WHOLE_CLASS.match(fold(value))
    if value.startswith(_ONE_CLASS) or spoken:
        return await _of_class(turn, spoken[1] if spoken else "", value.removeprefix(_ONE_CLASS))
    return await take_people(turn, FORM, state, value, "level")


async def _of_class(turn: Turn, words: str, class_id: str) -> Again | Answered:
    """Everybody of a class, with the level it gives: no more is to be asked."""
    every = await classes.every_class(turn.house.db, turn.asker)
    found = named(every, words) if words else [each for each in every if each.training.id == class_id]
    if len(found) != 1:
        return Again(texts.NO_CLASS)
    training = found[0].training
    ids = [cadre_id for cadre_id, each in await enrolled(turn.house.db) if each.id == training.id]
    people = await cadres.with_ids(turn.house.db, turn.asker, ids)
    if not people or not training.level:
        return Again(texts.NO_CLASS)
    who = texts.class_of(training.code, len(people))
    return await _result(turn, [each.code for each in people], training.level, who)


async def _list_missing(turn: Turn, state: FormState, given: str) -> Again | Answered:
    """A page of those who lack the level of any target; the look is journalled. Round to the first after the last."""
    asker = names_asker(turn)
    if asker is None:
        return Again(texts.NO_NAMES)
    figures = await target_figures(turn.house, asker, turn.today)
    people = by_name(await cadres.with_ids(turn.house.db, asker, {id for f in figures for id in f.missing_ids}))
    if not people:
        return Again(texts.NONE_MISSING)
    pages = -(-len(people) // _PAGE)
    page = int(given) % pages if given.isdecimal() else 0
    shown = people[page * _PAGE : (page + 1) * _PAGE]

    async def write(tx: Transaction) -> Reply:
        await looks.looked_at(tx, turn.by, "target_graduates:missing", [each.id for each in shown])
        listed = texts.missing(shown, page + 1, pages)
        return await forms.go_on(turn, FORM, state, Next("who", {"page": str(page + 1)}), listed)

    return write


async def _running(turn: Turn) -> list[TrainingClass]:
    """The classes under way that give a level, the highest and fullest first."""
    taken = Counter(training for _, training in await enrolled(turn.house.db))
    running = [each for each in taken if each.state in (ClassState.RUNNING, ClassState.RESULTS)]
    return sorted(running, key=lambda each: (-each.level, -taken[each], each.code))


async def _ask_level(turn: Turn, state: FormState) -> Reply:
    rows = ((option("level", label, level.code),) for level, label in texts.LEVELS.items())
    return Reply(texts.WHICH_LEVEL, tuple(rows))


async def _take_level(turn: Turn, state: FormState, value: str) -> Again | Answered:
    level = next((each for each in texts.LEVELS if value == each.code), None)
    if level is None:
        return Again(common.CHOOSE_ONE)
    codes = state.data["codes"].split()
    return await _result(turn, codes, level, texts.everybody(len(codes)), int(state.data["unclear"]))


async def _result(turn: Turn, codes: list[str], level: Level, who: str, unclear: int = 0) -> Reply:
    house = turn.house
    everyone = await counted_here(house, await cadres.every_cadre(house.db, turn.asker))
    by = Counting(house.policy, turn.today, house.count_unverified, await classes.levels_in_study(house.db))
    found = await to_thread(if_they_graduate, everyone, codes, level, by)
    text = texts.graduates(house.policy, found, level, who, unclear)
    again = (Button(texts.ANOTHER_TRY, "target_what_if"),)
    return Reply(text, (again, *ways_back()), topic="target_summary")


FORM = Form(
    "target_graduates",
    "who",
    {"who": Step(_ask_who, _take_who), "level": Step(_ask_level, _take_level)},
    LEADERS,
)
