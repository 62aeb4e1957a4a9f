"""The classes by state, and the card of one: how it stands, and the next step."""

from handlers.centre_reach import with_centres
from handlers.class_named import classes_named
from handlers.messages import HOME, Button, Reply
from handlers.staff.classes.desk import CARD, DESK, class_of, kept_classes, key, stale
from handlers.staff.desk import keeps_classes
from handlers.texts import class_desk as texts
from handlers.texts import common
from handlers.turn import Turn
from rules.class_steps import NEXT, may_follow
from rules.classes import ClassState, by_start
from storage import class_desk, classes, seats

STATES = "class_states"
NEW, EDIT, QUOTAS, SESSIONS = "class_new", "class_edit", "class_quota", "class_sessions"
STEP, CANCEL = "class_step", "class_cancel"
_SHOWN = 2
_STATES_SHOWN = 4


async def board(turn: Turn) -> Reply:
    """`class_desk[:STATE[:FIRST]]`: the classes of a state; without one all that are not archived or cancelled.

    The card of a class at once where the words name one.
    """
    if not keeps_classes(turn):
        return Reply(texts.EVERYONE_ONLY, common.HOME_ROW)
    state = _state(turn.args[0] if turn.args else "")
    first = turn.number(1) or 0
    every = await kept_classes(turn.house.db, turn)
    meant = classes_named(turn, every)
    if len(meant) == 1:
        return await _card(turn, meant[0].training.id)
    found = [c for c in every if (c.training.state is state if state else not c.training.state.is_over)]
    shown = sorted(found, key=by_start)[first : first + _SHOWN]
    rows = [(Button(texts.button(n), f"{CARD}:{each.training.id}"),) for n, each in enumerate(shown, 1)]
    if first + _SHOWN < len(found):
        rows.append((Button(texts.MORE, f"{DESK}:{state or '-'}:{first + _SHOWN}"),))
    rows += [(Button(texts.NEW, NEW),), (Button(texts.BY_STATE, STATES),)]
    text = (
        texts.board(with_centres(turn, shown), len(found), state)
        if found
        else texts.NONE_IN_STATE
        if state
        else texts.NONE
    )
    return Reply(text, (*rows, (HOME,)), edits=bool(turn.args))


async def states(turn: Turn) -> Reply:
    """`class_states[:FIRST]`: which state to look at; the way to read classes from a spreadsheet."""
    every = list(ClassState)
    first = turn.number(0) or 0
    shown = every[first : first + _STATES_SHOWN]
    rows = [(Button(texts.STATE_LABELS[each], f"{DESK}:{each}"),) for each in shown]
    following = first + _STATES_SHOWN
    rows.append((Button(texts.MORE, f"{STATES}:{following if following < len(every) else 0}"),))
    return Reply(texts.WHICH_STATE, (*rows, (HOME,)), edits=True)


async def card(turn: Turn) -> Reply:
    """`class_card:ID`."""
    return await _card(turn, turn.args[0] if turn.args else "")


async def _card(turn: Turn, class_id: str) -> Reply:
    listed = await class_of(turn.house.db, turn, class_id)
    if listed is None:
        return stale()
    training = listed.training
    standing = await class_desk.standing_of(turn.house.db, training.id, turn.today)
    quotas = await seats.quotas_of(turn.house.db, training.id)
    sessions = await classes.sessions_of(turn.house.db, training.id)
    lecturers = sorted({each.lecturer for each in sessions if each.lecturer and not each.cancelled})
    following = NEXT.get(training.state)
    rows = [(Button(texts.STEPS[following], key(STEP, listed, following.value)),)] if following else []
    if training.state is not ClassState.CANCELLED:
        rows.append((Button(texts.EDIT, key(EDIT, listed)),))
    rows.append((Button(texts.PEOPLE, f"class_people:{training.id}"),))
    rows.append((Button(texts.SESSIONS, f"{SESSIONS}:{training.id}"),))
    if may_follow(training.state, ClassState.CANCELLED):
        rows.append((Button(texts.CANCEL_CLASS, key(CANCEL, listed)),))
    [listed] = with_centres(turn, [listed])
    text = texts.card(listed, turn.house.courses.of(training), standing, quotas, lecturers)
    return Reply(text, (*rows, (HOME,)))


def _state(said: str) -> ClassState | None:
    return next((each for each in ClassState if each.value == said), None)
