"""What a named title or group must hold: by the targets, not by anybody's record."""

from handlers import titles
from handlers.messages import HOME, Button, Reply
from handlers.texts import standing as standing_texts
from handlers.texts import titles as texts
from handlers.turn import Turn
from handlers.understanding.asked_title import title_in
from rules.groups import tier_named_in
from rules.levels import Level
from rules.standing import TitleRequirement, required_level_of_title
from rules.titles import read_titles


async def answer(turn: Turn) -> Reply:
    """By the title tapped, or the one the sentence names; where it names none, the titles to pick from."""
    if turn.args and turn.args[0] == "page":
        return _pick(turn, turn.number(1) or 0)
    if turn.args:
        every = titles.pickable(turn)
        place = turn.number(0) or 0
        return _found(turn, every[place].name) if place < len(every) else _pick(turn, 0)
    asked = title_in(turn.words)
    if asked and _understood(turn, asked).targets:
        return _found(turn, asked)
    is_title = any(part.head for part in read_titles(asked))
    return titles.pick(turn, "required_level", texts.no_target(asked) if is_title else texts.WHICH_TITLE, 0)


def _understood(turn: Turn, title: str) -> TitleRequirement:
    picked = titles.named_in(turn, title)
    if picked is not None and len(picked.name) == len(title):
        post = titles.post_of(turn, picked)
        return required_level_of_title(picked.name, picked.tier, turn.house.policy, post.unit)
    return required_level_of_title(title, tier_named_in(title), turn.house.policy)


def _found(turn: Turn, title: str) -> Reply:
    found = _understood(turn, title)
    buttons: tuple[tuple[Button, ...], ...] = ((Button(texts.OTHER, "required_level:page:0"),), (HOME,))
    if turn.facts.cadre is not None and found.level is not Level.NONE:
        buttons = ((Button(texts.MINE, "my_status"),), *buttons)
    text = standing_texts.title_required(title, found, turn.house.policy, turn.today)
    return Reply(text, buttons, topic="required_level")


def _pick(turn: Turn, page: int) -> Reply:
    return titles.pick(turn, "required_level", texts.WHICH_TITLE, page)
