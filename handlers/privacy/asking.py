"""Asking to have data erased, restricted or no longer used: the chat at once, the record by the centre's decision."""

from handlers.answers import STUDENTS
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import Button, FormState, Reply
from handlers.push import push_to_staff
from handlers.texts import common, privacy, privacy_desk
from handlers.turn import Answered, Turn, Write
from rules.privacy_terms import answer_by, due_on
from rules.text import clean
from storage import privacy_requests
from storage.database import Transaction
from storage.privacy_requests import Kind, PrivacyRequest, Wanted

LONGEST = 600
_SHOWN = 4
_FORM = "privacy_ask"


async def choose(turn: Turn) -> Reply:
    """`privacy_ask`: what may be asked for; and what was asked before, with its state."""
    rows = [(Button(privacy.ERASE_IT, "erase_chat"),)]
    text = privacy.ONLY_CHAT
    if turn.asker.has(*STUDENTS):
        text = privacy.CHOOSE_KIND
        rows += [(Button(label, f"privacy_want:{kind}"),) for kind, label in privacy.CHOICES.items()]
    asked = (await privacy_requests.of_account(turn.house.db, turn.account.id))[:_SHOWN]
    lines = [text, *(["", *map(privacy.state, asked)] if asked else [])]
    return Reply("\n".join(lines), (*rows, (Button(privacy.BACK, "privacy"),), *common.HOME_ROW))


async def erase_chat(turn: Turn) -> Reply:
    """`erase_chat`: what goes and what stays, and whether it is meant."""
    yes = Button(privacy.ERASE_YES, f"erase_chat_yes:{turn.account.id}")
    return Reply(privacy.ASK_ERASE, ((yes,), (Button(privacy.KEEP_IT, "privacy"),), *common.HOME_ROW))


async def erase_chat_yes(turn: Turn) -> Answered:
    """`erase_chat_yes:ACCOUNT`: nobody need decide it; it is carried out once this answer has been sent."""
    if turn.args != (turn.account.id,):
        return Reply(common.STALE, common.HOME_ROW)

    async def write(tx: Transaction) -> Reply:
        await privacy_requests.add(tx, turn.by, _wanted(turn, Kind.ERASE_CHAT, ""), agreed=True)
        return Reply(privacy.ERASE_TAKEN, common.HOME_ROW)

    return write


async def want(turn: Turn) -> Reply:
    """`privacy_want:KIND`: in one's own words."""
    kind = next((each for each in privacy.CHOICES if turn.args[:1] == (each.value,)), None)
    if kind is None:
        return Reply(common.STALE, common.HOME_ROW)
    same = next((each for each in await _waiting(turn) if each.kind is kind), None)
    if same:
        return Reply(f"{privacy.STILL_OPEN}\n{privacy.state(same)}", common.HOME_ROW)
    return await start(turn, FORM, {"kind": kind.value})


async def _waiting(turn: Turn) -> list[PrivacyRequest]:
    asked = await privacy_requests.of_account(turn.house.db, turn.account.id)
    return [each for each in asked if each.state in ("open", "agreed")]


def _wanted(turn: Turn, kind: Kind, words: str) -> Wanted:
    by = answer_by(turn.today, turn.house.holidays)
    return Wanted(kind, turn.account.holder_id, turn.account.id, words, by, due_on(turn.today))


async def _ask_words(turn: Turn, state: FormState) -> Reply:
    return Reply(privacy.in_own_words(Kind(state.data["kind"])))


async def _take_words(turn: Turn, state: FormState, value: str) -> Next | Again:
    words = clean(value)
    if not words:
        return Again(privacy.WORDS_MISSING)
    return Again(privacy.too_long(LONGEST)) if len(words) > LONGEST else Next("check", {"words": words})


async def _ask_check(turn: Turn, state: FormState) -> Reply:
    said = privacy.check(Kind(state.data["kind"]), state.data["words"])
    return Reply(said, ((option("check", privacy.SEND, "send"),),))


async def _take_check(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _send(turn, state) if value == "send" else Again(common.CHOOSE_ONE)


def _send(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        wanted = _wanted(turn, Kind(state.data["kind"]), state.data["words"])
        kept = await privacy_requests.add(tx, turn.by, wanted)
        see = Button(privacy_desk.option(kept), f"privacy_request:{kept.number}")
        await push_to_staff(tx, turn, Reply(privacy_desk.arrived(kept), ((see,), *common.HOME_ROW)))
        return Reply(privacy.taken(kept), ((Button(privacy.BACK, "privacy"),), *common.HOME_ROW))

    return write


FORM = Form(_FORM, "words", {"words": Step(_ask_words, _take_words), "check": Step(_ask_check, _take_check)}, STUDENTS)
