"""Writing an entry of the questions asked often, or another in its place; a second person lets it be given out."""

import re
from datetime import date

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.push import push_to_role
from handlers.texts import common, home
from handlers.texts import faq as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.instants import day_in
from rules.access import Role
from rules.dates import vietnamese
from rules.faq import LONGEST_ANSWER, LONGEST_PHRASING, MOST_PHRASINGS, EntryState, FaqText, personal_in
from rules.likeness import meaning_words
from rules.text import clean
from storage import faq, questions
from storage.database import Transaction
from storage.faq import FaqEntry

NAME = "faq_write"
_KEEP, _NO_END = "keep", "none"
_LONGEST_SOURCE = 200


async def new(turn: Turn) -> Reply:
    """`faq_new`: from the first question on."""
    if turn.asker.writes_into is None:
        return Reply(texts.BY_EACH_CENTRE, common.HOME_ROW)
    return await start(turn, FORM)


async def edit(turn: Turn) -> Reply:
    """`faq_edit:NUMBER`: the same, over what an entry says now; it is replaced when the new one is approved."""
    entry = await _kept(turn.house.db, turn, turn.number(0))
    if entry is None or entry.state is EntryState.RETIRED:
        return Reply(texts.CHANGED, ((Button(home.LABELS["faq_desk"], "faq_desk"),), (HOME,)))
    is_draft = entry.state is EntryState.DRAFT
    replaces = entry.replaces if is_draft else entry.number
    data = {
        **as_data(entry.text),
        "old": str(entry.number),
        "replaces": str(replaces or ""),
        "draft": str(int(is_draft)),
        "centre": entry.centre,
    }
    return await start(turn, FORM, data)


async def _kept(source: faq.Source, turn: Turn, number: int | None) -> FaqEntry | None:
    """An entry of a centre whose entries the asker writes."""
    entry = await faq.by_number(source, number)
    return entry if entry is not None and turn.asker.keeps_of(entry.centre) else None


def as_data(text: FaqText) -> dict[str, str]:
    """What an entry says, as the form keeps it."""
    return {
        "phrasings": "\n".join(text.phrasings),
        "answer": text.answer,
        "source": text.source,
        "until": text.until.isoformat() if text.until else "",
        "rule": text.rule,
    }


def _text(data: dict[str, str]) -> FaqText:
    until = date.fromisoformat(data["until"]) if data.get("until") else None
    return FaqText(
        tuple(data["phrasings"].split("\n")), data["answer"], data["source"], until=until, rule=data.get("rule", "")
    )


def _asked(step: str, question: str, state: FormState, *more: Button) -> Reply:
    """A question, with what the entry says now where there is something to keep."""
    now = state.data.get(step, "")
    rows = [(each,) for each in more]
    if not now:
        return Reply(question, tuple(rows))
    shown = vietnamese(date.fromisoformat(now)) if step == "until" else now.replace("\n", "; ")
    return Reply(f"{question}\n\n{texts.NOW.format(shown)}", ((option(step, texts.KEEP, _KEEP),), *rows))


async def _ask_phrasings(turn: Turn, state: FormState) -> Reply:
    return _asked("phrasings", texts.ASK_PHRASINGS, state)


async def _take_phrasings(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _KEEP and state.data.get("phrasings"):
        return Next("answer", {})
    found = list(dict.fromkeys(clean(each) for each in re.split(r"[\n;]", value) if clean(each)))
    if not found:
        return Again(texts.TOO_SHORT)
    if len(found) > MOST_PHRASINGS:
        return Again(texts.TOO_MANY.format(MOST_PHRASINGS))
    if any(len(each) > LONGEST_PHRASING for each in found):
        return Again(texts.TOO_LONG.format(LONGEST_PHRASING))
    empty = next((each for each in found if not meaning_words(each)), None)
    return Again(texts.NO_MEANING.format(empty)) if empty else Next("answer", {"phrasings": "\n".join(found)})


async def _ask_answer(turn: Turn, state: FormState) -> Reply:
    return _asked("answer", texts.ASK_ANSWER.format(LONGEST_ANSWER), state)


async def _take_answer(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _KEEP and state.data.get("answer"):
        return Next("source", {})
    if len(value) > LONGEST_ANSWER:
        return Again(texts.TOO_LONG.format(LONGEST_ANSWER))
    return Next("source", {"answer": value}) if len(clean(value)) > 5 else Again(texts.TOO_SHORT)


async def _ask_source(turn: Turn, state: FormState) -> Reply:
    return _asked("source", texts.ASK_SOURCE, state)


async def _take_source(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _KEEP and state.data.get("source"):
        return Next("until", {})
    source = clean(value).rstrip(".")
    if len(source) > _LONGEST_SOURCE:
        return Again(texts.TOO_LONG.format(_LONGEST_SOURCE))
    return Next("until", {"source": source}) if len(source) > 2 else Again(texts.TOO_SHORT)


async def _ask_until(turn: Turn, state: FormState) -> Reply:
    return _asked("until", texts.ASK_UNTIL, state, option("until", texts.NO_END, _NO_END))


async def _take_until(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _KEEP and state.data.get("until"):
        return Next("check", {})
    if value == _NO_END:
        return Next("check", {"until": ""})
    day = day_in(value, turn.today)
    if day is None or day < turn.today:
        return Again(texts.NOT_A_DAY)
    return Next("check", {"until": day.isoformat()})


async def _ask_check(turn: Turn, state: FormState) -> Reply:
    text = _text(state.data)
    found = personal_in("\n".join((*text.phrasings, text.answer)), allowed=public_words(turn))
    return Reply(texts.preview(text, found), ((option("check", texts.SAVE, "save"),),))


async def _take_check(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _save(turn, state) if value == "save" else Again(common.CHOOSE_ONE)


def _save(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        own = turn.asker.writes_into or ""
        replaces = int(state.data["replaces"]) if state.data.get("replaces") else None
        if state.data.get("draft") == "1":
            old = await _kept(tx, turn, int(state.data["old"]))
            if old is None or not await faq.retire(tx, turn.by, old):
                return Reply(texts.CHANGED, ((Button(home.LABELS["faq_desk"], "faq_desk"),), (HOME,)))
        if state.data.get("cluster") and not await questions.note_faq(tx, int(state.data["cluster"])):
            return Reply(texts.CHANGED, ((Button(home.LABELS["faq_desk"], "faq_desk"),), (HOME,)))
        entry = await faq.add(tx, turn.by, _text(state.data), replaces, state.data.get("centre", own))
        return saved(entry, await ask_to_approve(tx, turn, entry))

    return write


def saved(entry: FaqEntry, told: int) -> Reply:
    """What the writer reads."""
    see = Button(home.LABELS["faq_desk"], "faq_desk")
    return Reply(texts.SAVED.format(entry.number, told), ((see,), (HOME,)))


async def ask_to_approve(tx: Transaction, turn: Turn, entry: FaqEntry) -> int:
    """Tell everyone else of the centre, and the leaders where there is nobody; to how many."""
    place = turn.house.of_centre(entry.centre or None)
    card = Button(texts.option(entry.text.title), f"faq_card:{entry.number}")
    reply = Reply(texts.arrived(entry), ((card,), (HOME,)))
    told = 0
    for role in (Role.STAFF, Role.ADMIN):
        told += await push_to_role(tx, place, turn.now, role, reply, but=turn.by.actor)
    return told or await push_to_role(tx, place, turn.now, Role.LEADER, reply, but=turn.by.actor)


def public_words(turn: Turn) -> list[str]:
    """What looks personal and is not: the centre's own phone, and places that bear names like people's."""
    places = [name for unit in turn.house.policy.units for name in (unit.name, *unit.aliases)]
    return [turn.house.centre.phone, *places]


FORM = Form(
    NAME,
    "phrasings",
    {
        "phrasings": Step(_ask_phrasings, _take_phrasings),
        "answer": Step(_ask_answer, _take_answer),
        "source": Step(_ask_source, _take_source),
        "until": Step(_ask_until, _take_until),
        "check": Step(_ask_check, _take_check),
    },
    STAFF,
)
