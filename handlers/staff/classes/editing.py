"""One field of a class at a time: which, to what, and what that means, before it is kept."""

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import Button, FormState, Reply
from handlers.seat_offers import offer_seats
from handlers.staff.classes import board
from handlers.staff.classes.desk import after, class_as_seen, just_changed, not_kept, seen, stale
from handlers.staff.classes.entries import NEVER_EMPTY, read_field, with_field
from handlers.texts import class_desk as texts
from handlers.texts import common
from handlers.turn import Answered, Turn, Write
from rules.classes import Listed
from rules.text import fold
from storage import class_desk, class_writes
from storage.cadres import Source
from storage.class_writes import Kept
from storage.database import Transaction

_EMPTY = "empty"


async def begin(turn: Turn) -> Reply:
    """`class_edit:ID:VERSION`."""
    if len(turn.args) < 2:
        return stale()
    listed = await class_as_seen(turn.house.db, turn, turn.args[0], turn.args[1])
    return await start(turn, FORM, seen(listed)) if listed else just_changed(turn.args[0])


async def _ask_group(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_GROUP, tuple((option("group", label, name),) for name, (label, _) in texts.GROUPS.items()))


async def _take_group(turn: Turn, state: FormState, value: str) -> Next | Again:
    """A group, or at once the field by its name."""
    for field, label in texts.FIELDS.items():
        if fold(value) == fold(label):
            return Next("value", {"field": field})
    named = next((name for name, (label, _) in texts.GROUPS.items() if value == name or fold(value) == fold(label)), "")
    if not named:
        return Again(common.CHOOSE_ONE)
    fields = texts.GROUPS[named][1]
    return Next("field", {"group": named}) if len(fields) > 1 else Next("value", {"field": fields[0]})


async def _ask_field(turn: Turn, state: FormState) -> Reply:
    fields = texts.GROUPS[state.data["group"]][1]
    return Reply(texts.WHICH_FIELD, tuple((option("field", texts.FIELDS[each], each),) for each in fields))


async def _take_field(turn: Turn, state: FormState, value: str) -> Next | Again:
    found = next((each for each, label in texts.FIELDS.items() if value == each or fold(value) == fold(label)), "")
    return Next("value", {"field": found}) if found else Again(common.CHOOSE_ONE)


async def _now(turn: Turn, source: Source, state: FormState) -> Listed | None:
    return await class_as_seen(source, turn, state.data["id"], state.data["version"])


async def _ask_value(turn: Turn, state: FormState) -> Reply:
    listed, field = await _now(turn, turn.house.db, state), state.data["field"]
    if listed is None:
        return Reply(texts.JUST_CHANGED)
    rows: list[tuple[Button, ...]] = []
    if field == "mode":
        rows = [(option("value", label, mode.value),) for mode, label in texts.MODES.items()]
    if field not in NEVER_EMPTY:
        rows.append((option("value", texts.UNLIMITED if field == "places" else texts.EMPTY_IT, _EMPTY),))
    said = texts.NEW_VALUE.format(texts.FIELDS[field], texts.shown(listed.training, field))
    return Reply(said, tuple(rows))


async def _take_value(turn: Turn, state: FormState, value: str) -> Next | Again:
    field = state.data["field"]
    if value == _EMPTY and field not in NEVER_EMPTY:
        return Next("confirm", {"value": ""})
    by_value = {mode.value: label for mode, label in texts.MODES.items()}
    kept = read_field(field, by_value.get(value, value) if field == "mode" else value, turn.today)
    return kept if isinstance(kept, Again) else Next("confirm", {"value": kept})


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    listed = await _now(turn, turn.house.db, state)
    if listed is None:
        return Reply(texts.JUST_CHANGED)
    changed = with_field(listed.training, state.data["field"], state.data["value"])
    standing = await class_desk.standing_of(turn.house.db, listed.training.id, turn.today)
    said = texts.changed(listed.training, changed, state.data["field"], standing.waiting)
    return Reply(said, ((option("confirm", texts.SAVE, "save"),),))


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _save(turn, state) if value == "save" else Again(texts.PRESS_SAVE)


def _save(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        listed = await _now(turn, tx, state)
        if listed is None:
            return just_changed(state.data["id"])
        changed = with_field(listed.training, state.data["field"], state.data["value"])
        kept = await class_writes.change(tx, turn.by, listed.training, changed)
        if kept is not Kept.DONE:
            return not_kept(kept, listed.training.id)
        offered = (
            await offer_seats(tx, turn.house, turn.now, turn.by, listed.training.id)
            if state.data["field"] == "places"
            else 0
        )
        return Reply(texts.saved(offered), after(listed.training.id))

    return write


FORM = Form(
    board.EDIT,
    "group",
    {
        "group": Step(_ask_group, _take_group),
        "field": Step(_ask_field, _take_field),
        "value": Step(_ask_value, _take_value),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    STAFF,
)
