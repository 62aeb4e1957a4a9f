""" "Thông tin chưa đúng": which part, in one's own words; who will see it is said before it is sent."""

from handlers.answers import CADRES
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import FormState, Reply
from handlers.push import push_to_staff
from handlers.texts import common, corrections
from handlers.turn import Answered, Turn, Write
from storage import corrections as requests
from storage.database import Transaction

LONGEST = 600


async def begin(turn: Turn) -> Reply:
    """Open the form; a button may already say which part is wrong (`update_profile:level`)."""
    subject = turn.args[0] if turn.args and turn.args[0] in corrections.SUBJECTS else ""
    if subject:
        return await start(turn, FORM, {"subject": subject}, "words")
    return await start(turn, FORM)


async def _ask_subject(turn: Turn, state: FormState) -> Reply:
    return Reply(
        corrections.WHICH_PART,
        tuple((option("subject", label, key),) for key, label in corrections.SUBJECTS.items()),
    )


async def _take_subject(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value not in corrections.SUBJECTS:
        # What was typed is already the matter itself: keep it, and ask only to confirm.
        return (
            Next("confirm", {"subject": "other", "words": value[:LONGEST]})
            if len(value) > 10
            else Again(common.CHOOSE_ONE)
        )
    return Next("words", {"subject": value})


async def _ask_words(turn: Turn, state: FormState) -> Reply:
    return Reply(corrections.in_own_words(state.data["subject"]))


async def _take_words(turn: Turn, state: FormState, value: str) -> Next | Again:
    if not value:
        return Again(corrections.WORDS_MISSING)
    if len(value) > LONGEST:
        return Again(corrections.words_too_long(LONGEST))
    return Next("confirm", {"words": value})


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    return Reply(
        corrections.confirm(state.data["subject"], state.data["words"]),
        ((option("confirm", corrections.SEND, "send"),),),
    )


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value != "send":
        return Again(common.CHOOSE_ONE)
    return _send(turn, state)


def _send(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        number = await requests.add(
            tx, turn.by, turn.cadre.id, turn.account.id, state.data["subject"], state.data["words"]
        )
        await push_to_staff(tx, turn, corrections.staff_is_told(number))
        return Reply(corrections.sent(number, turn.now), common.HOME_ROW)

    return write


FORM = Form(
    "correction",
    "subject",
    {
        "subject": Step(_ask_subject, _take_subject),
        "words": Step(_ask_words, _take_words),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    CADRES,
)
