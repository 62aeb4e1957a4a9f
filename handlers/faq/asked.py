"""Giving out an entry of the questions asked often: found by the words, chosen from a list, or by its number."""

from handlers.answers import LEADERS
from handlers.messages import HOME, Button, Reply
from handlers.texts import common, home
from handlers.texts import faq as texts
from handlers.turn import Answered, Turn
from handlers.understanding.normalising import reading_of
from rules.faq import EntryState, withheld
from rules.likeness import likeness, with_marks
from storage import faq
from storage.faq import FaqEntry

SURE = 0.85
"""How like a known question words must be that were not understood otherwise."""
SURE_OF_PROCEDURE = 0.6
"""The same where it is known that they ask for a formality."""
_NEAR = 0.3
_EXACT = 0.75
"""The part of a known question's words, as they are written with their marks, from which it comes before others."""
_NEAREST = 3
_PAGE = 4
_WITHOUT_MARKS_TOO = 0.05


async def found(turn: Turn, text: str) -> list[tuple[float, FaqEntry]]:
    """Entries that may be given out today, with how like they are to a text; the best first.

    The words are taken as they are meant, spelled out and without what a keyboard left behind. Those that stand there
    with the same marks come before those that are alike without them.
    """
    text = " ".join(reading_of(text, turn.short_forms.table).written)
    ranked = []
    for entry in await faq.search(turn.house.db, text, given_by(turn)):
        if withheld(entry.text, entry.state, turn.today, turn.house.regulations) is None:
            score = max(likeness(text, each) for each in entry.text.phrasings)
            exact = max(with_marks(text, each) for each in entry.text.phrasings)
            ranked.append((exact >= _EXACT and score >= SURE_OF_PROCEDURE, score, exact, entry))
    ranked.sort(
        key=lambda each: (not each[0], -each[1] - _WITHOUT_MARKS_TOO * each[2], each[3].centre == "", each[3].number)
    )
    return [(score, entry) for _, score, _, entry in ranked]


def given_by(turn: Turn) -> frozenset[str] | None:
    """The centres whose entries the asker is given, beside those of the whole deployment; None where there is one."""
    return (turn.asker.centres.reads or frozenset()) if turn.house.tops else None


def _is_given(turn: Turn, entry: FaqEntry) -> bool:
    centres = given_by(turn)
    is_near = centres is None or not entry.centre or entry.centre in centres
    return is_near and withheld(entry.text, entry.state, turn.today, turn.house.regulations) is None


async def surely(turn: Turn, text: str, bar: float) -> int | None:
    """The number of the entry that answers a text; None where none is like enough."""
    ranked = await found(turn, text)
    return ranked[0][1].number if ranked and ranked[0][0] >= bar else None


async def procedure(turn: Turn) -> Reply:
    """A formality that no entry surely answers: the nearest questions, and a person to ask."""
    words = turn.incoming.text or kept_words(turn.facts.topic)
    ranked = [entry for score, entry in await found(turn, words) if score >= _NEAR][:_NEAREST]
    rows = [*_options(ranked), (Button(home.LABELS["ask_centre"], "ask_centre"),)]
    text = texts.listing(texts.NEAREST, [each.text.title for each in ranked]) if ranked else texts.NOT_KNOWN
    return Reply(text, (*rows, (HOME,)), topic=kept(words))


async def one(turn: Turn) -> Reply:
    """`faq_one:NUMBER`: the answer, unless it may not be given out any more."""
    entry = await faq.by_number(turn.house.db, turn.number(0))
    if entry is None or not _is_given(turn, entry):
        return Reply(texts.GONE, common.HOME_ROW)
    rows = ((Button(texts.ASK_CENTRE, "ask_centre"),), (Button(texts.OTHERS, "faq"),), (HOME,))
    return Reply(texts.answer(entry.text), rows, topic=kept(turn.incoming.text or entry.text.title))


async def listing(turn: Turn) -> Answered:
    """`faq` or `faq:PAGE`: the questions that may be asked; who keeps them finds the desk there."""
    every = await faq.entries(turn.house.db, [EntryState.APPROVED])
    given = [each for each in every if _is_given(turn, each)]
    desk = [(Button(home.LABELS["faq_desk"], "faq_desk"),)] if turn.asker.has(*LEADERS) else []
    if not given:
        return Reply(texts.NONE, (*desk, (Button(home.LABELS["ask_centre"], "ask_centre"),), (HOME,)))
    size = _PAGE - len(desk)
    page = turn.number(0) or 0
    shown = given[page * size : (page + 1) * size] or given[:size]
    more = [(Button(texts.MORE, f"faq:{page + 1}"),)] if shown[-1] is not given[-1] else []
    text = texts.listing(texts.LIST, [each.text.title for each in shown])
    return Reply(text, (*_options(shown), *more, *desk, (HOME,)))


def _options(some: list[FaqEntry]) -> list[tuple[Button, ...]]:
    return [(Button(texts.option(each.text.title), f"faq_one:{each.number}"),) for each in some]


TAKEN = "inbox_taken"
"""The topic of a question of the inbox that its reader has taken: words that are nothing else are its answer."""
_KEPT, _UNCLEAR = "asked:", "unclear:"
_LONGEST_TOPIC = 600


def kept(text: str) -> str:
    """The topic under which words are kept that may yet go to a person."""
    return f"{_KEPT}{text[:_LONGEST_TOPIC]}" if text else ""


def unclear(text: str) -> str:
    """The same of words that were not understood."""
    return f"{_UNCLEAR}{text[:_LONGEST_TOPIC]}" if text else ""


def is_unclear(topic: str) -> bool:
    """Whether what was said before was not understood."""
    return topic.startswith(_UNCLEAR)


def kept_words(topic: str) -> str:
    """The words of such a topic; empty for any other."""
    return next((topic.removeprefix(each) for each in (_KEPT, _UNCLEAR) if topic.startswith(each)), "")
