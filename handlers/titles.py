"""Titles that people ask about: the ones of the policy to pick from, and the one a sentence names."""

from handlers.messages import HOME, Button, Reply
from handlers.texts import titles as texts
from handlers.turn import Turn
from rules.cadres import Post, Unit
from rules.policy import PickableTitle
from rules.text import fold
from rules.titles import read_titles

PAGE = 4
"""Titles a message; the way on and the way home come below them."""


def pickable(turn: Turn) -> tuple[PickableTitle, ...]:
    """The titles that the policy offers."""
    return turn.house.policy.titles


def pick(turn: Turn, answer: str, question: str, page: int) -> Reply:
    """A page of the titles as buttons of a line of the table: `answer:PLACE`, and `answer:page:PAGE` to go on."""
    every = pickable(turn)
    first = page * PAGE
    rows = [(Button(title.name, f"{answer}:{n}"),) for n, title in enumerate(every) if first <= n < first + PAGE]
    if first + PAGE < len(every):
        rows.append((Button(texts.MORE, f"{answer}:page:{page + 1}"),))
    return Reply(question, (*rows, (HOME,)), topic=answer)


def named_in(turn: Turn, text: str) -> PickableTitle | None:
    """The title of the policy that a text names, the longest where several stand in it."""
    words = f" {fold(text)} "
    found = [title for title in pickable(turn) if f" {fold(title.name)} " in words]
    return max(found, key=lambda title: len(title.name), default=None)


def is_one(turn: Turn, text: str) -> bool:
    """Whether a text names a title of the policy, or begins as one."""
    return named_in(turn, text) is not None or any(part.head for part in read_titles(text))


def post_of(turn: Turn, title: PickableTitle) -> Post:
    """The title as a post: at its unit, or at a commune of its own where the policy names none."""
    units = turn.house.policy.unit_by_id
    if title.unit is not None:
        return Post(title.name, units[title.unit].as_unit())
    own = turn.facts.cadre.unit if turn.facts.cadre else None
    if own is not None and own.tier is title.tier:
        return Post(title.name, own)
    return Post(title.name, Unit("", texts.SOMEWHERE[title.tier], title.tier))
