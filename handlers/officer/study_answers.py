"""A unit's word on the people it is asked for: by number, once, with a reason where it sends nobody.

The list stays open as a form, so that "đồng ý 1 3" belongs to it. What was answered meanwhile stays as it is.
"""

from dataclasses import replace

import orjson

from handlers.answers import OFFICERS
from handlers.forms import CANCEL, Again, Form, Next, Step, option
from handlers.messages import Button, FormState, Reply
from handlers.texts import common
from handlers.texts import study_requests as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.study_answers import Said, answers_in
from rules.access import Asker
from storage import study_requests
from storage.database import Transaction
from storage.looks import looked_at
from storage.study_requests import Answer

ANSWER = "study_answer"
PAGE = 10
"""People a message."""
_STEP, _SURE, _ALL = "list", "sure", "all"


async def begin(turn: Turn) -> Answered:
    """`study_answer`: what waits for the word of the officer's units."""
    return _listed(turn, 0)


def _listed(turn: Turn, first: int) -> Write:
    async def write(tx: Transaction) -> Reply:
        await study_requests.lapse(tx, turn.by, turn.today)
        return await _list(tx, turn, first)

    return write


async def _list(tx: Transaction, turn: Turn, first: int = 0, note: str = "") -> Reply:
    """A page of the open requests; the form remembers the version of each as it was seen."""
    waiting = await study_requests.of_units(tx, _officer(turn), open_only=True)
    if not waiting:
        return Reply(f"{note}\n\n{texts.NONE_OPEN}" if note else texts.NONE_OPEN, common.HOME_ROW)
    first = first if first < len(waiting) else 0
    await looked_at(tx, turn.by, ANSWER, [each.cadre_id for each in waiting[first : first + PAGE]])
    text = texts.open_requests(waiting, first, PAGE)
    rows: list[tuple[Button, ...]] = [(option(_STEP, texts.AGREE_TO_ALL, _ALL),)]
    if first + PAGE < len(waiting):
        rows.append((option(_STEP, texts.MORE, f"page {first + PAGE}"),))
    rows.append((option(_STEP, common.CANCEL, CANCEL),))
    seen = orjson.dumps([[each.number, each.version] for each in waiting]).decode()
    return Reply(f"{note}\n\n{text}" if note else text, tuple(rows), form=FormState(ANSWER, _STEP, {"seen": seen}))


async def _ask(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.HOW)


async def _take(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if value.startswith("page ") and value[5:].isdecimal():
        return _listed(turn, int(value[5:]))
    if value == _ALL:
        return Next(_SURE, {})
    said = answers_in(value)
    if not said:
        return Again(texts.UNREADABLE, unlike=True)
    if any(not each.agrees and not each.why for each in said):
        return Again(texts.GIVE_A_REASON)
    return _written_down(turn, dict(orjson.loads(state.data["seen"])), said)


async def _ask_sure(turn: Turn, state: FormState) -> Reply:
    # A word is final, and a bare "1" that was meant for a person would otherwise agree to all.
    many = len(orjson.loads(state.data["seen"]))
    return Reply(texts.sure(many), ((option(_SURE, texts.agree_to(many), _ALL),),))


async def _take_sure(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value != _ALL:
        return Again(common.CHOOSE_ONE)
    return _written_down(turn, dict(orjson.loads(state.data["seen"])), [Said(agrees=True)])


def _written_down(turn: Turn, seen: dict[int, int], said: list[Said]) -> Write:
    async def write(tx: Transaction) -> Reply:
        await study_requests.lapse(tx, turn.by, turn.today)
        reach = {each.number for each in await study_requests.of_units(tx, _officer(turn), open_only=True)}
        taken: dict[bool, list[int]] = {True: [], False: []}
        others: list[int] = []
        for each in said:
            meant = each.numbers or tuple(seen)
            versions = {number: seen[number] for number in meant if number in seen and number in reach}
            state = Answer.AGREED if each.agrees else Answer.DECLINED
            done = await study_requests.answer(tx, turn.by, versions, state, each.why)
            taken[each.agrees] += done
            others += [number for number in meant if number not in done]
        return await _list(tx, turn, note=texts.written_down(taken[True], taken[False], others))

    return write


def _officer(turn: Turn) -> Asker:
    """The asker with only those roles that answer for units."""
    return replace(turn.asker, grants=tuple(grant for grant in turn.asker.grants if grant.role in OFFICERS))


FORM = Form(ANSWER, _STEP, {_STEP: Step(_ask, _take), _SURE: Step(_ask_sure, _take_sure)}, OFFICERS)
