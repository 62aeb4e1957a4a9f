"""Three taps and a word on a class that is over."""

from collections.abc import Sequence

from handlers.answers import STUDENTS
from handlers.forms import Again, Form, Step, option, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.texts import common
from handlers.texts import feedback as texts
from handlers.turn import Answered, Turn, Write
from rules.text import clean
from storage import feedback
from storage.database import Transaction
from storage.feedback import SCORES, Feedback

NAME = "feedback"
_OFFERED = 5
_LONGEST = 500
_QUESTIONS = 3
_NO_WORD = "none"


async def begin(turn: Turn) -> Answered:
    """`feedback[:CLASS[:SCORE...]]`: which class, then one question after another; the scores stand in the keys."""
    every = await feedback.open_for(turn.house.db, turn.asker.person_id or "", turn.today)
    class_id, *given = turn.args or [next(iter(every), "") if len(every) == 1 else ""]
    if not every or (class_id and class_id not in every):
        return Reply(texts.BEFORE if class_id else texts.NONE_OPEN, common.HOME_ROW)
    if not class_id:
        rows = tuple((Button(name[:40], f"{NAME}:{each}"),) for each, name in list(every.items())[:_OFFERED])
        return Reply(texts.WHICH, (*rows, (HOME,)))
    if len(given) > _QUESTIONS or any(each not in map(str, SCORES) for each in given):
        return Reply(common.STALE, common.HOME_ROW)
    if len(given) == _QUESTIONS:
        return await start(turn, FORM, {"class": class_id, "scores": "".join(given)})
    return question(class_id, every[class_id], given)


def question(class_id: str, class_name: str, given: Sequence[str]) -> Reply:
    """The question after the scores that were given; the last score leads to the word."""
    so_far = ":".join((NAME, class_id, *given))
    rows = tuple((Button(label, f"{so_far}:{score}"),) for score, label in zip(SCORES, texts.LABELS, strict=True))
    return Reply(texts.ask(class_name, len(given)), (*rows, (HOME,)))


async def _ask(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.ASK_WORD, ((option("word", texts.WITHOUT_A_WORD, _NO_WORD),),))


async def _take(turn: Turn, state: FormState, value: str) -> Again | Answered:
    word = "" if value == _NO_WORD else clean(value)
    return Again(texts.TOO_LONG) if len(word) > _LONGEST else _give(turn, state, word)


def _give(turn: Turn, state: FormState, word: str) -> Write:
    async def write(tx: Transaction) -> Reply:
        content, lecturer, service = map(int, state.data["scores"])
        person_id, class_id = turn.asker.person_id or "", state.data["class"]
        if class_id not in await feedback.open_for(tx, person_id, turn.today):
            return Reply(texts.BEFORE, common.HOME_ROW)
        await feedback.give(tx, class_id, person_id, Feedback(content, lecturer, service, word))
        return Reply(texts.KEPT, common.HOME_ROW)

    return write


FORM = Form("feedback", "word", {"word": Step(_ask, _take)}, STUDENTS)
