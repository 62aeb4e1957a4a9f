""" "Thông tin chưa đúng": which part, in one's own words; who will see it is said before it is sent."""

from handlers.answers import CADRES
from handlers.cadre import proof
from handlers.forms import Again, Form, Next, Step, Take, go_on, option, start
from handlers.messages import Button, FormState, Reply
from handlers.push import push_to_staff
from handlers.texts import common, corrections, home
from handlers.turn import Answered, Turn, Write
from handlers.understanding import understand
from storage import corrections as requests
from storage import uploads
from storage.corrections import Asked
from storage.database import Transaction

LONGEST = 600
SURE = 0.8
"""The confidence from which words are taken for another question."""
QUESTIONS = frozenset(
    {"upcoming_classes", "class_detail", "my_schedule", "materials", "required_level", "eligibility", "what_if"}
    | {"contact", "target_summary", "help"}
)
"""What nobody writes to correct a record. What speaks of one's own level or record is never among them."""


async def begin(turn: Turn) -> Reply:
    """Open the form; a button may already say which part is wrong (`update_profile:level`)."""
    subject = turn.args[0] if turn.args and turn.args[0] in corrections.SUBJECTS else ""
    if subject:
        return await start(turn, FORM, {"subject": subject}, "words")
    return await start(turn, FORM)


async def begin_with_proof(turn: Turn) -> Answered:
    """`update_proof:ID`: the form, with the photo or paper that was sent before."""
    upload = await uploads.by_id(turn.house.db, turn.asker.user_id, turn.args[0], turn.at) if turn.args else None
    if upload is None:
        return Reply(corrections.PROOF_GONE_ASK, common.HOME_ROW)
    keep = await proof.put(turn, proof.Proof(upload.name, upload.content))

    async def write(tx: Transaction) -> Reply:
        await uploads.drop(tx, upload.id)
        return await start(turn, FORM, await keep(tx))

    return write


def _or_proof(take: Take) -> Take:
    """A step that also takes a photo or a paper: it goes with the request, and the form goes on as it was."""

    async def take_either(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
        return await take(turn, state, value) if turn.incoming.file is None else await _take_proof(turn, state, value)

    return take_either


async def _take_proof(turn: Turn, state: FormState, caption: str) -> Again | Write:
    sent = await proof.sent_in(turn)
    if isinstance(sent, str):
        return Again(sent)
    # What is written under a photo may be the matter itself; where a choice is asked for, it is none.
    taken = await _take_words(turn, state, caption) if caption and state.step == "words" else None
    onward = taken if isinstance(taken, Next) else Next(state.step, {})
    keep = await proof.put(turn, sent)

    async def write(tx: Transaction) -> Reply:
        onward_with_proof = Next(onward.step, {**onward.data, **await keep(tx)})
        return await go_on(turn, FORM, state, onward_with_proof, corrections.proof_kept(sent.name))

    return write


async def _ask_subject(turn: Turn, state: FormState) -> Reply:
    return Reply(
        corrections.WHICH_PART,
        tuple((option("subject", corrections.SUBJECTS[key], key),) for key in corrections.OFFERED),
    )


async def _take_subject(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value not in corrections.SUBJECTS:
        # What was typed is already the matter itself: keep it, and ask only to confirm.
        return _kept(turn, value[:LONGEST], {"subject": "other"}) if len(value) > 10 else Again(common.CHOOSE_ONE)
    return Next("words", {"subject": value})


async def _ask_words(turn: Turn, state: FormState) -> Reply:
    return Reply(corrections.in_own_words(state.data["subject"]))


async def _take_words(turn: Turn, state: FormState, value: str) -> Next | Again:
    if not value:
        return Again(corrections.WORDS_MISSING)
    if len(value) > LONGEST:
        return Again(corrections.words_too_long(LONGEST))
    return _kept(turn, value, {})


def _kept(turn: Turn, words: str, more: dict[str, str]) -> Next:
    """Go on to confirm the words; words that ask something else are first asked about."""
    question = _question_in(turn, words)
    return Next("doubt" if question else "confirm", {**more, "words": words, "question": question})


def _question_in(turn: Turn, words: str) -> str:
    """The other answer of the table that words surely ask for; empty for what may be the matter itself."""
    understood = understand(words, turn.asker, forms=turn.short_forms)
    surely = not understood.asks and understood.confidence >= SURE and understood.intent in QUESTIONS
    return understood.intent if surely else ""


async def _ask_doubt(turn: Turn, state: FormState) -> Reply:
    question = state.data["question"]
    return Reply(
        corrections.is_it_the_matter(state.data["words"]),
        ((Button(home.LABELS[question], question),), (option("doubt", corrections.IS_THE_MATTER, "keep"),)),
    )


async def _take_doubt(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == "keep":
        return Next("confirm", {})
    # Neither of the two was chosen: these are other words for the matter.
    return await _take_words(turn, state, value)


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    return Reply(
        corrections.confirm(state.data["subject"], state.data["words"], state.data.get("proof_name", "")),
        ((option("confirm", corrections.SEND, "send"),),),
    )


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    if value != "send":
        return Again(common.CHOOSE_ONE)
    return _send(turn, state)


def _send(turn: Turn, state: FormState) -> Write:
    said = state.data
    asked = Asked(said["subject"], said["words"], said.get("proof", ""), said.get("proof_name", ""))

    async def write(tx: Transaction) -> Reply:
        number = await requests.add(tx, turn.by, turn.cadre.id, turn.account.id, asked)
        await proof.keep_with_request(tx, turn, asked.proof)
        await push_to_staff(tx, turn, corrections.staff_is_told(number))
        return Reply(corrections.sent(number, turn.now), common.HOME_ROW)

    return write


FORM = Form(
    "correction",
    "subject",
    {
        "subject": Step(_ask_subject, _or_proof(_take_subject)),
        "words": Step(_ask_words, _or_proof(_take_words)),
        "doubt": Step(_ask_doubt, _or_proof(_take_doubt)),
        "confirm": Step(_ask_confirm, _or_proof(_take_confirm)),
    },
    CADRES,
)
