""" "Nếu được bổ nhiệm ...": pick a post and see what it would ask. Nothing is stored."""

from handlers import titles
from handlers.cadre.standing import own
from handlers.messages import HOME, Button, Reply
from handlers.texts import standing as standing_texts
from handlers.texts import titles as texts
from handlers.turn import Turn
from handlers.understanding.asked_title import appointed_in
from rules.policy import PickableTitle
from rules.standing import standing_if


async def choose(turn: Turn) -> Reply:
    """The title that the question names or that was tapped; else a list to pick from."""
    every = titles.pickable(turn)
    place = turn.number(0)
    if place is not None and place < len(every):
        return _if_appointed(turn, every[place])
    named = titles.named_in(turn, turn.words)
    if named is not None and not turn.args:
        return _if_appointed(turn, named)
    asked = "" if turn.args else appointed_in(turn.words) or _bare(turn)
    return titles.pick(turn, "what_if", texts.not_listed(asked) if asked else texts.WHICH_POST, turn.number(1) or 0)


def _bare(turn: Turn) -> str:
    return turn.words.strip() if titles.is_one(turn, turn.words) else ""


def _if_appointed(turn: Turn, title: PickableTitle) -> Reply:
    house = turn.house
    post = titles.post_of(turn, title)
    then = standing_if(turn.cadre, post, house.policy, house.regulations, turn.today, house.count_unverified)
    text = standing_texts.appointed(then, own(turn), post)
    return Reply(text, ((Button(texts.OTHER, "what_if:page:0"),), (HOME,)), topic="what_if")
