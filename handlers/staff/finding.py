"""Looking a record up: by code, by name with or without diacritics, by a part of a name; learners after the roster."""

import re

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, start
from handlers.messages import HOME, Button, FormState, Kind, Look, Reply
from handlers.staff import importing
from handlers.staff.card import show_record
from handlers.staff.desk import clerk, see
from handlers.texts import staff_records as texts
from handlers.turn import Answered, Turn
from rules.cadres import Cadre
from rules.text import clean, fold
from storage import cadres, learners
from storage.database import Transaction
from storage.looks import looked_at

MOST = 5
"""Records offered at once."""
_ASKING = re.compile(
    r".*?\b(?:tra|tim|xem)(?: cuu)?(?: ho so| can bo)+(?: cua| dong chi| can bo| ma)*\b *"
    r"|(?:tra cuu|tra|tim)(?: dong chi| ong| ba| anh| chi)?\b *"
)
_CODE = re.compile(r"[a-z]{2,4}\d{3,6}", re.IGNORECASE)


async def find_cadre(turn: Turn) -> Answered:
    """Find by what the question or the command names; without a name, ask for it."""
    words = ":".join(turn.args) or _named_in(turn.incoming.text)
    if not words:
        return await start(turn, FORM)
    nobody = Reply(texts.nobody(words), (*_ways_on(), (HOME,)), form=FormState(FORM.name, FORM.first))
    return await _answer(turn, words) or nobody


def _named_in(question: str) -> str:
    """The name in "tra hồ sơ Trần Văn Nhã": what follows the asking words; or a code that stands alone.

    Folding keeps the number of words.
    """
    if _CODE.fullmatch(clean(question)):
        return clean(question)
    words = clean(question).split(" ")
    asked = _ASKING.match(fold(clean(question)))
    return " ".join(words[len(asked[0].split()) :]).strip("?. ") if asked else ""


async def matching(turn: Turn, words: str) -> list[Cadre]:
    """The records a clerk may mean: the one of this code, else those of this name."""
    by_code = await cadres.by_code(turn.house.db, clerk(turn), words)
    return [by_code] if by_code else await cadres.named(turn.house.db, clerk(turn), words)


async def _answer(turn: Turn, words: str) -> Answered | None:
    """None where nobody is called so."""
    found = await matching(turn, words)
    if len(found) == 1:
        return await show_record(turn, found[0])
    # The search stays open: what is typed next is another name, whether or not one of these was meant.
    searching = FormState(FORM.name, FORM.first)
    if not found:
        return await _learners(turn, words, searching)
    if len(found) > MOST:
        return await start(turn, FORM, {"many": str(len(found))}, "more")
    options = tuple((see(each.id, texts.label(each)),) for each in found)
    look = Look("find_cadre", tuple(each.id for each in found))
    return Reply(texts.choose(found), (*options, (HOME,)), form=searching, look=look)


async def _learners(turn: Turn, words: str, searching: FormState) -> Answered | None:
    """Who stands on no roster but came to a class by a list; None where there is none."""
    by_code = await learners.by_code(turn.house.db, clerk(turn), words)
    found = [by_code] if by_code else await learners.named(turn.house.db, clerk(turn), words)
    if not found:
        return None
    shown = found[:MOST]

    async def write(tx: Transaction) -> Reply:
        await looked_at(tx, turn.by, "find_learner", [each.id for each in shown])
        return Reply(texts.learners(shown, len(found)), (*_ways_on(), (HOME,)), form=searching)

    return write


def _ways_on() -> tuple[tuple[Button, ...], ...]:
    return ((Button(texts.FIND_AGAIN, "find_cadre"),), (Button(texts.NEW_PERSON, "add_cadre"),))


async def _ask_who(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHO, ((Button(texts.NEW_PERSON, "add_cadre"),),))


async def _ask_more(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.too_many(int(state.data["many"])))


async def _take_who(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    if turn.incoming.kind is Kind.FILE:
        return await importing.arrived(turn)
    if not value:
        return Again(texts.WHO)
    # What is nobody's name may ask for something else.
    return await _answer(turn, clean(value)) or Again(texts.nobody(clean(value)), unlike=True)


FORM = Form("find_cadre", "who", {"who": Step(_ask_who, _take_who), "more": Step(_ask_more, _take_who)}, STAFF)
