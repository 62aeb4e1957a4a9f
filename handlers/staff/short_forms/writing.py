"""Writing a short form, or other meanings of one: judged at once, tried on sentences, then kept."""

from dataclasses import replace

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Button, FormState, Kind, Reply
from handlers.staff.short_forms import judging
from handlers.texts import common
from handlers.texts import short_forms as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding.deciding import understand
from handlers.understanding.normalising import reading_of
from handlers.understanding.own_forms import NO_OWN_FORMS, OwnForms
from rules.access import Asker
from rules.text import clean
from storage import questions, short_forms, units
from storage.database import Transaction
from storage.short_forms import ShortForm

NAME = "short_form_write"
_AS_CADRE = Asker(cadre_id="anybody")
"""As whom a sentence is tried: a cadre like any other."""
_LONGEST_TRIED = 200
_LOOKED_THROUGH = 50
"""Questions of the inbox among which one with the short form is looked for."""


async def new(turn: Turn) -> Reply:
    """`short_form_new`, or `short_form_new:TYPED` of a word that was not understood."""
    if turn.asker.writes_into is None:
        return Reply(texts.BY_EACH_CENTRE, common.HOME_ROW)
    return await begin(turn, ":".join(turn.args)) if turn.args else await start(turn, FORM)


async def begin(turn: Turn, line: str) -> Reply:
    """With the first answer already given, as behind the command: "hl = học lại"."""
    if turn.asker.writes_into is None:
        return Reply(texts.BY_EACH_CENTRE, common.HOME_ROW)
    taken = await _take_line(turn, FormState(NAME, "line"), line)
    if isinstance(taken, Next):
        return await start(turn, FORM, taken.data, taken.step)
    asked = await start(turn, FORM)
    return replace(asked, text=f"{taken.why}\n\n{asked.text}")


async def edit(turn: Turn) -> Reply:
    """`short_form_edit:NUMBER`: other meanings."""
    form = await short_forms.by_number(turn.house.db, turn.number(0))
    if form is None or form.is_removed or not turn.asker.keeps_of(form.centre):
        return Reply(texts.CHANGED, ((Button(texts.LIST_LABEL, "short_forms"),), (HOME,)))
    return await start(turn, FORM, _as_data(form), "meaning")


def _as_data(form: ShortForm) -> dict[str, str]:
    return {
        "typed": form.typed,
        "centre": form.centre,
        "number": str(form.number),
        "version": str(form.version),
        "now": "|".join(form.meanings),
    }


async def _ask_line(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.ASK_LINE)


async def _take_line(turn: Turn, state: FormState, value: str) -> Next | Again:
    typed, meanings = judging.written(value)
    centre = turn.asker.writes_into or ""
    fault = await fault_of(turn, typed)
    if fault:
        return Again(fault, unlike=fault == texts.TOO_LONG)
    own = [each for each in await short_forms.every_form(turn.house.db, [centre]) if not each.is_removed]
    there = next((each for each in own if each.typed == typed), None)
    if there is None and len(own) >= texts.MOST:
        return Again(texts.FULL)
    data = _as_data(there) if there else {"typed": typed, "centre": centre, "number": "", "now": ""}
    return await _with_meanings(turn, data, meanings) if "=" in value else Next("meaning", data)


async def fault_of(turn: Turn, typed: str) -> str:
    """Why something may not be a short form, as people and units are now; empty where it may."""
    names = [unit.name for unit in await units.in_force(turn.house.db)]
    return judging.fault_of_typed(typed, turn.places, names)


async def _ask_meaning(turn: Turn, state: FormState) -> Reply:
    text = texts.ASK_MEANING.format(state.data["typed"])
    now = state.data["now"]
    return Reply(f"{text}\n{texts.NOW.format(texts.meanings(now.split('|')))}" if now else text)


async def _take_meaning(turn: Turn, state: FormState, value: str) -> Next | Again:
    _, meanings = judging.written(value if "=" in value else f"={value}")
    return await _with_meanings(turn, state.data, meanings)


async def _with_meanings(turn: Turn, data: dict[str, str], meanings: list[str]) -> Next | Again:
    typed, now = data["typed"], data["now"]
    known = now.split("|") if now else (await _without(turn, data)).present(typed)
    fault = judging.fault_of_meanings(typed, meanings, known)
    return Again(fault) if fault else Next("check", {**data, "meanings": "|".join(meanings)})


async def _without(turn: Turn, data: dict[str, str]) -> OwnForms:
    """What is read without those of the centre: by the house, and by what all centres share."""
    return await _forms_of(turn, "") if data["centre"] else NO_OWN_FORMS


async def _forms_of(turn: Turn, centre: str) -> OwnForms:
    """What the people of any centre are read by."""
    known = turn.house.short_forms
    await known.keep_up(turn.house.db, turn.facts.short_forms_version, centre)
    return known.of(centre)


async def _ask_check(turn: Turn, state: FormState) -> Reply:
    data = state.data
    typed, meanings = data["typed"], data["meanings"].split("|")
    known = await _without(turn, data)
    notes = [texts.NOW.format(texts.meanings(data["now"].split("|")))] if data["now"] else []
    notes += judging.warnings(typed, meanings, known)
    waiting = "" if turn.form and turn.form.step == "check" else await _waiting(turn, state)
    notes += ["", texts.waiting(waiting)] if waiting else []
    if set(known.present(typed)) - set(meanings):
        options = [option("check", texts.SAVE_BOTH, "both"), option("check", texts.SAVE_ALONE, "save")]
    else:
        options = [option("check", texts.SAVE, "save")]
    return Reply(texts.check(typed, meanings, notes), tuple((each,) for each in options))


async def _waiting(turn: Turn, state: FormState) -> str:
    """How a question that waits in the inbox would be read, where one has the short form in it."""
    open_ = [each for each in await questions.open_clusters(turn.house.db) if turn.asker.keeps_of(each.centre)]
    forms = await _now_and_then(turn, state)
    found = next((each.words for each in open_[-_LOOKED_THROUGH:] if _read_anew(forms, each.words)), "")
    return _tried(turn, forms, found) if found else ""


async def _take_check(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value == "save":
        return _save(turn, state, state.data["meanings"].split("|"))
    if value == "both":
        meanings = state.data["meanings"].split("|")
        present = (await _without(turn, state.data)).present(state.data["typed"])
        return _save(turn, state, list(dict.fromkeys([*meanings, *present])))
    if turn.incoming.kind is not Kind.TEXT or not clean(value):
        return Again(common.CHOOSE_ONE)
    return Again(_tried(turn, await _now_and_then(turn, state), clean(value)))


def _tried(turn: Turn, forms: tuple[OwnForms, OwnForms], sentence: str) -> str:
    sentence = sentence[:_LONGEST_TRIED]
    now, then = forms
    before = understand(sentence, _AS_CADRE, places=turn.places, forms=now)
    after = understand(sentence, _AS_CADRE, places=turn.places, forms=then)
    return texts.tried(sentence, before, _read_anew(forms, sentence), after)


def _read_anew(forms: tuple[OwnForms, OwnForms], sentence: str) -> str:
    """How a sentence is read once the form is kept; empty where that is as now."""
    now, then = (reading_of(sentence[:_LONGEST_TRIED], each.table) for each in forms)
    return "" if now == then else " ".join(then.written).replace(" ?", "?")


async def _now_and_then(turn: Turn, state: FormState) -> tuple[OwnForms, OwnForms]:
    """What questions are read by now, and once the short form is kept."""
    now = await _forms_of(turn, state.data["centre"])
    return now, now.with_one(state.data["typed"], state.data["meanings"].split("|"))


def _save(turn: Turn, state: FormState, meanings: list[str]) -> Write:
    data = state.data

    async def write(tx: Transaction) -> Reply:
        kept = await _kept(tx, turn, data, meanings)
        to_list = ((Button(texts.LIST_LABEL, "short_forms"),), (HOME,))
        if kept is None:
            return Reply(texts.CHANGED, to_list)
        see = Button(kept.typed, f"short_form:{kept.number}")
        return Reply(texts.SAVED.format(kept.typed, texts.meanings(meanings)), ((see,), *to_list))

    return write


async def _kept(tx: Transaction, turn: Turn, data: dict[str, str], meanings: list[str]) -> ShortForm | None:
    """The short form once it is in; None when somebody was quicker, or the right to it was taken away."""
    if not turn.asker.keeps_of(data["centre"]):
        return None
    if not data["number"]:
        return await short_forms.add(tx, turn.by, data["centre"], data["typed"], meanings)
    form = await short_forms.by_number(tx, int(data["number"]))
    if form is None or str(form.version) != data["version"]:
        return None
    return form if await short_forms.change(tx, turn.by, form, meanings) else None


FORM = Form(
    NAME,
    "line",
    {
        "line": Step(_ask_line, _take_line),
        "meaning": Step(_ask_meaning, _take_meaning),
        "check": Step(_ask_check, _take_check),
    },
    STAFF,
)
