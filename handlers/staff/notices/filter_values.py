"""The value of a filter: a class and a state in it, a unit, a group, a level, a post, a role, a channel, a notice."""

import re
from collections.abc import Mapping, Sequence

from handlers.forms import Again, Next, Step, option
from handlers.messages import Button, FormState, Reply
from handlers.staff.notices.audience import joined
from handlers.staff.notices.people import selection
from handlers.staff.notices.whose import listed, seen
from handlers.texts import common
from handlers.texts import notices as notice_texts
from handlers.texts import notices_people as texts
from handlers.turn import Answered, Turn
from handlers.unit_directory import units_known
from rules.audience import Audience, Key, UnknownName, having, text_of
from rules.cadres import Unit
from rules.classes import Listed, by_start, named
from rules.levels import Level
from rules.notices import Notice, NoticeState
from rules.text import clean
from storage import classes
from storage.audience import problems

PAGE = 3
_MORE = "more"
_NUMBER = re.compile(r"(?<!\d)\d{1,9}(?!\d)")
_SENT = (NoticeState.SENDING, NoticeState.PAUSED, NoticeState.DONE)
_Taken = Next | Again | Answered


async def classes_named(turn: Turn, words: str) -> list[Listed]:
    """The classes that words may mean."""
    return named(await classes.every_class(turn.house.db, turn.asker), words)


async def unit_named(turn: Turn, words: str) -> Unit | None:
    """The known unit that bears this name, or is near enough to be meant."""
    directory = await units_known(turn.house)
    return directory.known(words) or directory.find(clean(words)).resembles if words else None


async def unknown_in(turn: Turn, audience: Audience) -> list[UnknownName]:
    """Names of an audience that name nothing."""
    return await problems(turn.house.db, selection(turn.house, turn.asker, text_of(audience)))


async def _ask_class(turn: Turn, state: FormState) -> Reply:
    every = await classes.every_class(turn.house.db, turn.asker)
    found = state.data.get("found", "").split()
    meant = [each for each in every if each.training.id in found]
    current = [each for each in every if not each.training.state.is_over]
    offered = sorted(meant or current, key=by_start)[: PAGE + 1]
    rows = ((option("f_class", each.training.code, each.training.id),) for each in offered)
    return Reply(notice_texts.which_of(len(meant)) if meant else texts.WHICH_CLASS, tuple(rows))


async def _take_class(turn: Turn, state: FormState, value: str) -> _Taken:
    every = await classes.every_class(turn.house.db, turn.asker)
    found = [each for each in every if each.training.id == value] or named(every, value)
    if not found:
        return Again(notice_texts.CLASS_UNKNOWN)
    if len(found) > 1:
        return Next("f_class", {"found": " ".join(each.training.id for each in found[: PAGE + 1])})
    return Next("f_state", {"class": found[0].training.code})


async def _ask_state(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_STATE, _options("f_state", texts.STATES))


async def _take_state(turn: Turn, state: FormState, value: str) -> _Taken:
    if value not in texts.STATES:
        return Again(common.CHOOSE_ONE)
    code = state.data["class"]
    return await joined(turn, state, having(Key.CLASS, code if value == "enrolled" else f"{code}:{value}"))


async def _ask_unit(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_UNIT)


async def _take_unit(turn: Turn, state: FormState, value: str) -> _Taken:
    found = await unit_named(turn, value)
    return Again(texts.UNIT_UNKNOWN) if found is None else await joined(turn, state, having(Key.UNIT, found.id))


async def _ask_group(turn: Turn, state: FormState) -> Reply:
    """Their names are too long for options: the text tells them, the options are their numbers."""
    page = int(state.data.get("groups", "0"))
    shown = turn.house.policy.groups[page * PAGE : (page + 1) * PAGE]
    lines = [f"{n}. {group.name}" for n, group in enumerate(shown, 1)]
    rows = ((option("f_group", texts.group(n), group.id),) for n, group in enumerate(shown, 1))
    more = option("f_group", texts.NEXT_PAGE, _MORE)
    return Reply("\n".join([texts.WHICH_GROUP, *lines]), (*rows, (more,)))


async def _take_group(turn: Turn, state: FormState, value: str) -> _Taken:
    groups = turn.house.policy.groups
    if value == _MORE:
        pages = -(-len(groups) // PAGE) or 1
        return Next("f_group", {"groups": str((int(state.data.get("groups", "0")) + 1) % pages)})
    if value not in turn.house.policy.group_by_id:
        return Again(common.CHOOSE_ONE)
    return await joined(turn, state, having(Key.GROUP, value))


async def _ask_relation(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_RELATION, _options("f_level", {key.value: said for key, said in texts.RELATIONS.items()}))


async def _take_relation(turn: Turn, state: FormState, value: str) -> _Taken:
    return Next("f_which_level", {"relation": value}) if value in texts.RELATIONS else Again(common.CHOOSE_ONE)


async def _ask_level(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_LEVEL, _options("f_which_level", {lv.code: said for lv, said in texts.LEVELS.items()}))


async def _take_level(turn: Turn, state: FormState, value: str) -> _Taken:
    if value not in {level.code for level in Level if level}:
        return Again(common.CHOOSE_ONE)
    return await joined(turn, state, having(Key(state.data["relation"]), value))


async def _ask_post(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_POST)


async def _take_post(turn: Turn, state: FormState, value: str) -> _Taken:
    title = clean(value)
    return Again(texts.POST_TOO_SHORT) if len(title) < 3 else await joined(turn, state, having(Key.POST, title))


async def _ask_role(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_ROLE, _options("f_role", texts.ROLES))


async def _take_role(turn: Turn, state: FormState, value: str) -> _Taken:
    return await joined(turn, state, having(Key.ROLE, value)) if value in texts.ROLES else Again(common.CHOOSE_ONE)


async def _ask_channel(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_CHANNEL, _options("f_channel", texts.CHANNELS))


async def _take_channel(turn: Turn, state: FormState, value: str) -> _Taken:
    known = value in texts.CHANNELS
    return await joined(turn, state, having(Key.CHANNEL, value)) if known else Again(common.CHOOSE_ONE)


async def _ask_notice(turn: Turn, state: FormState) -> Reply:
    """The last ones that want a receipt."""
    return Reply(texts.WHICH_NOTICE, _numbers("f_notice", [each for each in await _sent(turn) if each.receipt]))


async def _take_notice(turn: Turn, state: FormState, value: str) -> _Taken:
    return await _take_number(turn, state, value, Key.UNCONFIRMED)


async def _ask_reached(turn: Turn, state: FormState) -> Reply:
    """The last ones, whether they want a receipt or not."""
    return Reply(texts.WHICH_REACHED, _numbers("f_reached", await _sent(turn)))


async def _take_reached(turn: Turn, state: FormState, value: str) -> _Taken:
    return await _take_number(turn, state, value, Key.REACHED)


async def _sent(turn: Turn) -> list[Notice]:
    return await listed(turn.house.db, turn, _SENT)


def _numbers(step: str, sent: Sequence[Notice]) -> tuple[tuple[Button, ...], ...]:
    """Notices as options. A bare number would be that of an option, hence the words around it."""
    return tuple((option(step, texts.notice(each.number), str(each.number)),) for each in sent[:PAGE])


async def _take_number(turn: Turn, state: FormState, value: str, key: Key) -> _Taken:
    number = _NUMBER.search(value)
    notice = await seen(turn.house.db, turn.asker, int(number[0]) if number else None)
    if notice is None:
        return Again(texts.NOTICE_UNKNOWN)
    return await joined(turn, state, having(key, str(notice.number)))


def _options(step: str, labels: Mapping[str, str]) -> tuple[tuple[Button, ...], ...]:
    return tuple((option(step, label, value),) for value, label in labels.items())


STEPS: Mapping[str, Step] = {
    "f_class": Step(_ask_class, _take_class),
    "f_state": Step(_ask_state, _take_state),
    "f_unit": Step(_ask_unit, _take_unit),
    "f_group": Step(_ask_group, _take_group),
    "f_level": Step(_ask_relation, _take_relation),
    "f_which_level": Step(_ask_level, _take_level),
    "f_post": Step(_ask_post, _take_post),
    "f_role": Step(_ask_role, _take_role),
    "f_channel": Step(_ask_channel, _take_channel),
    "f_notice": Step(_ask_notice, _take_notice),
    "f_reached": Step(_ask_reached, _take_reached),
}
