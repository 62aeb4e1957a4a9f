"""The front door: who is it, what do they mean, which answer of the table; then one transaction, and the reply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers import forms, inside, linking, receipts, titles
from handlers.address import in_fitting_words
from handlers.answers import CADRES, LINKED, STAFF, STUDENTS
from handlers.asking import silence as silences
from handlers.centre_reach import with_reach
from handlers.centres import facts_of, house_of
from handlers.class_named import class_called
from handlers.dialog import begun_option, form_from_json, meant_key, named_answer
from handlers.faq import asked
from handlers.forms_left import after, without_left_form
from handlers.house import House
from handlers.keeping import Overtaken, keep, keep_menu_only
from handlers.messages import Incoming, Kind, Reply
from handlers.not_understood import three_readings
from handlers.privacy.renewing import with_new_text
from handlers.questions import Question, question_in
from handlers.table import ANSWERS, FORMS, ON_CONTACT, ON_FILE
from handlers.texts import common
from handlers.texts.home import LABELS
from handlers.texts.notice_channel import NAMES
from handlers.turn import Answered, Turn
from handlers.understanding import Understood, understand
from handlers.understanding.attempts import attempt_in
from handlers.understanding.deciding import matter_of
from handlers.understanding.receipts import receipt_in
from rules.access import Role
from rules.cadres import PostKind
from storage import accounts
from storage.accounts import Facts
from storage.clock import to_ms

ASK_A_TITLE = ("required_level", "what_if")
"""Answers that ask for a title, which may then be typed bare."""
_BY_COMMAND = {answer.command: answer for answer in ANSWERS.values() if answer.command}
LONGEST = 2000
"""Characters of a question; of a pasted novel the person is asked for a sentence or two."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message was taken for. `key` names a line of the table with its arguments; a form takes what has none."""

    key: str = ""
    intent: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    reply: Reply | None = None
    """Said at once, where no handler is needed."""
    is_asked_back: bool = False
    """Whether the reply asks what was meant."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What came of a turn."""

    reply: Reply | None
    """None where silence is the answer: a group, a chat that was closed."""
    intent: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    question: Question | None = None
    """As it is counted; None for what was none."""
    roles: frozenset[Role] = frozenset()
    """What they may be after the turn, for the channel's menu of commands; empty where nobody was looked up."""


async def receive(house: House, incoming: Incoming, seq: int | None = None) -> Turned:
    """Answer one event. `seq` is its row in the inbox, marked in the same commit that keeps what the turn changed.

    The caller sends the reply, and then marks the row answered.
    """
    incoming = incoming.without_nul()
    if not incoming.private:
        return Turned(Reply(common.PRIVATE_ONLY) if incoming.kind is Kind.START else None)
    facts = await _facts(house, incoming)
    if incoming.kind is Kind.BLOCKED:
        await _close(house, incoming)
        return Turned(None)
    if facts.account is None or facts.account.closed:
        await _open(house, incoming)
        facts = await _facts(house, incoming)
    if incoming.kind is Kind.UNBLOCKED:
        return Turned(None)
    try:
        return await _turn(house, incoming, facts, seq)
    except Overtaken:
        return await _turn_again(house, incoming, seq)


async def _turn(house: House, incoming: Incoming, facts: Facts, seq: int | None) -> Turned:
    house = house_of(house, facts)
    facts = with_reach(house, facts)
    turn, note = without_left_form(Turn(house, incoming, facts, house.clock(), form=form_from_json(facts.form)))
    if incoming.kind is Kind.TEXT:
        await house.units.keep_up(house.db, facts.units_version)
    await house.short_forms.keep_up(house.db, facts.short_forms_version, house.place)
    silence = await silences.hear(turn, seq) if facts.handed_over else silences.Silence()
    if silence.is_passed_on:
        return Turned(None)
    note = silence.note or note
    heard = Heard(reply=silence.reply) if silence.reply else await _hear_all(inside.in_its_talk(turn))
    name = heard.key.partition(":")[0]
    answered = in_fitting_words(turn, name, with_new_text(turn, name, heard.reply or await _answer(turn, heard)))
    answered = _about(heard, answered)
    reply, roles = await keep(turn, after(note, answered), seq)
    question = question_in(heard.key, heard.intent, heard.is_asked_back)
    return Turned(reply, heard.intent, heard.slots, question, roles)


def _about(heard: Heard, answered: Answered) -> Answered:
    """The answer to a question leaves what it was about, so that "còn sơ cấp thì sao?" can follow."""
    if heard.is_asked_back or not isinstance(answered, Reply) or answered.topic or answered.form is not None:
        return answered
    return replace(answered, topic=matter_of(heard.intent))


async def _hear_all(turn: Turn) -> Heard:
    """Take the event for what it is; words that are not sure to be understood are looked for elsewhere."""
    heard = await _hear_receipt(turn) or await _hear_class(turn, _hear(turn))
    return await _hear_beside(turn, heard) if turn.form is None else heard


async def _turn_again(house: House, incoming: Incoming, seq: int | None) -> Turned:
    """Nothing of the first try was kept: decide once more, on what the person's other message left."""
    facts = await _facts(house, incoming)
    try:
        return await _turn(house, incoming, facts, seq)
    except Overtaken:
        reply = Reply(common.OVERTAKEN, common.HOME_ROW)
        await keep_menu_only(house, incoming, reply, seq)
        return Turned(reply, roles=facts.asker.roles)


async def _facts(house: House, incoming: Incoming) -> Facts:
    """Who writes. Planned posts that may not be shown are left out here, so that no answer tells them by a detour."""
    facts = await facts_of(house, incoming.channel, incoming.chat)
    cadre = facts.cadre
    if cadre is None or house.planned_posts or all(post.kind is PostKind.INCUMBENT for post in cadre.posts):
        return facts
    shown = tuple(post for post in cadre.posts if post.kind is PostKind.INCUMBENT)
    return replace(facts, cadre=replace(cadre, posts=shown))


async def _hear_receipt(turn: Turn) -> Heard | None:
    """The words of a receipt reach the notice they belong to, whatever form is open; without one they are a question.

    The same words as an option of the last menu are that option.
    """
    is_words = turn.incoming.kind is Kind.TEXT and not turn.incoming.text.startswith("/")
    said = receipt_in(turn.incoming.text) if is_words else None
    if said is None or not turn.asker.has(*LINKED) or meant_key(turn.incoming.text, turn.account.menu) is not None:
        return None
    if not await receipts.is_for_a_notice(turn, said):
        return None
    return Heard(key=f"{receipts.WORDS}:{said.receipt}:{said.number or ''}:{said.reason}", intent=receipts.WORDS)


async def _hear_class(turn: Turn, heard: Heard) -> Heard:
    """The name of a class, typed alone where it would be asked what is meant, asks what that class is."""
    if not heard.is_asked_back:
        return heard
    class_id = await class_called(turn)
    return Heard(key=f"class_detail:{class_id}", intent="class_detail") if class_id else heard


async def _hear_beside(turn: Turn, heard: Heard) -> Heard:
    """Words not understood, or outside, or about a formality may be among the questions asked often.

    What is not understood a second time in a row goes to a person, if its asker wants; staff would ask themselves.
    """
    text, is_procedure = turn.incoming.text, heard.key == "procedure"
    if turn.incoming.kind is not Kind.TEXT or not (heard.is_asked_back or is_procedure or heard.key == "out_of_scope"):
        return heard
    matter, _, number_of = turn.facts.topic.partition(":")
    if matter == asked.TAKEN and turn.asker.has(*STAFF):
        return Heard(key=f"inbox_answer:{number_of}:typed", intent="inbox_answer")
    attempt = None if is_procedure or turn.asker.has(*STAFF) else attempt_in(text)
    if attempt is not None:
        return Heard(key=f"out_of_scope:{attempt.value}", intent="out_of_scope")
    number = await asked.surely(turn, text, asked.SURE_OF_PROCEDURE if is_procedure else asked.SURE)
    if number is not None:
        return Heard(key=f"faq_one:{number}", intent=heard.intent if is_procedure else "faq", slots=heard.slots)
    if heard.is_asked_back and asked.is_unclear(turn.facts.topic) and not turn.asker.has(*STAFF):
        return Heard(key="ask_centre:again", intent=heard.intent, is_asked_back=True)
    return heard


def _hear(turn: Turn) -> Heard:
    """Take the event for a tap, a number, a step of the open form, or a question."""
    incoming = turn.incoming
    at_once = {
        Kind.VOICE: common.VOICE, Kind.STICKER: common.STICKER, Kind.UNSUPPORTED: common.UNSUPPORTED,
        Kind.NOT_CARRIED: common.not_carried(NAMES.get(incoming.channel, "")),
    }  # fmt: skip
    if incoming.kind in at_once:
        return Heard(reply=Reply(at_once[incoming.kind], common.HOME_ROW, form=turn.form))
    if incoming.kind is Kind.TAP:
        return Heard(key=incoming.key)
    if incoming.kind is Kind.START:
        return Heard(key=f"start:{incoming.text}", intent="greeting")
    if incoming.kind is Kind.CONTACT:
        return Heard(key=ON_CONTACT)
    if incoming.kind is Kind.FILE:
        return Heard() if turn.form else Heard(key=ON_FILE)
    if incoming.kind is not Kind.TEXT:
        return Heard(reply=Reply(common.UNSUPPORTED, common.HOME_ROW))
    return _hear_text(turn, incoming.text)


def _hear_text(turn: Turn, text: str) -> Heard:
    if len(text) > LONGEST:
        return Heard(reply=Reply(common.TOO_LONG, common.HOME_ROW, form=turn.form))
    key = meant_key(text, turn.account.menu)
    if key is not None:
        return Heard(key=key)
    if text.startswith("/"):
        return _hear_command(text)
    if linking.looks_like_code(text, bare=turn.asker.has(Role.STRANGER)):
        return Heard(key=f"link:{linking.code_in(text)}")
    named = named_answer(text)
    if named and turn.asker.has(*ANSWERS[named].roles):
        return _hear_label(turn, named)
    if turn.form is not None:
        return Heard()
    if common.means_cancel(text):
        return Heard(reply=Reply(common.NOTHING_OPEN, common.HOME_ROW))
    if linking.lacks_code(text):
        return Heard(key=f"link:{linking.code_in(text)}".rstrip(":"))
    return _hear_question(turn, text)


def _hear_question(turn: Turn, text: str) -> Heard:
    """Words of one's own: a title where one was asked for, what the reader makes of them, or how an option begins."""
    understood = understand(text, turn.asker, turn.facts.topic, turn.places, turn.short_forms)
    is_vague = understood.asks or understood.intent in ("required_level", "out_of_scope")
    if is_vague and turn.facts.topic in ASK_A_TITLE and titles.is_one(turn, turn.words):
        return Heard(key=turn.facts.topic, intent=turn.facts.topic)
    if understood.asks and (begun := begun_option(text, turn.account.menu)) is not None:
        return Heard(key=begun)
    return _heard(turn, understood)


def _hear_label(turn: Turn, named: str) -> Heard:
    """The label of an item of the menus is no answer to a form, but hardly meant to drop what the form was told."""
    if turn.form is not None and not forms.is_own(turn.form, named):
        return Heard(reply=forms.ask_to_leave(turn.form, named))
    return Heard(key=named, intent=named)


def _hear_command(text: str) -> Heard:
    word, _, rest = text[1:].partition(" ")
    word = word.partition("@")[0].lower()
    found = _BY_COMMAND.get(word)
    if found is None:
        return Heard(key="home")
    return Heard(key=f"{found.name}:{rest}" if rest else found.name, intent=found.name)


def _heard(turn: Turn, understood: Understood) -> Heard:
    if understood.asks:
        known = [name for name, answer in ANSWERS.items() if turn.asker.has(*answer.roles)]
        reply = three_readings(understood.alternatives, known, turn.incoming.text)
        return Heard(reply=reply, intent=understood.intent, is_asked_back=True)
    return Heard(key=understood.intent, intent=understood.intent, slots=understood.slots)


async def _answer(turn: Turn, heard: Heard) -> Answered:
    name, *args = heard.key.split(":") if heard.key else (forms.KEY,)
    if turn.form is not None and name in receipts.BESIDE_FORMS:
        answered = await _answer_from_table(turn, heard, name, args)
        return await forms.beside(turn, FORMS[turn.form.name], turn.form, answered)
    return await _answer_from_table(turn, heard, name, args)


async def _answer_from_table(turn: Turn, heard: Heard, name: str, args: Sequence[str]) -> Answered:
    is_typed = heard.key and turn.incoming.kind is Kind.TEXT
    meant = turn.incoming.as_tap(heard.key) if is_typed else turn.incoming
    turn = turn.taken_for(meant, tuple(args), heard.slots)
    if name == forms.KEY:
        if turn.form is None:
            return Reply(common.STALE, common.HOME_ROW)
        return await inside.proceed(turn, FORMS[turn.form.name], turn.form, _surely_asked(turn))
    answer = ANSWERS.get(name)
    if answer is None:
        return Reply(common.STALE, common.HOME_ROW)
    if turn.asker.has(*answer.roles):
        return await inside.handle(turn, answer)
    if turn.asker.roles == {Role.STRANGER}:
        return await linking.must_link_first(turn)
    if answer.roles not in (CADRES, STUDENTS):
        return Reply(common.NOT_ALLOWED, common.HOME_ROW)
    return Reply(common.NO_CADRES_RECORD if turn.asker.has(Role.LEARNER) else common.NO_RECORD, common.HOME_ROW)


def _surely_asked(turn: Turn) -> str:
    """The item of the menus that typed words surely ask for; empty for all else."""
    if turn.incoming.kind is not Kind.TEXT or turn.form is None:
        return ""
    understood = understand(turn.incoming.text, turn.asker, places=turn.places, forms=turn.short_forms)
    name = understood.intent
    if understood.asks or name not in LABELS or forms.is_own(turn.form, name):
        return ""
    return name if turn.asker.has(*ANSWERS[name].roles) else ""


async def _open(house: House, incoming: Incoming) -> None:
    async with house.db.transaction() as tx:
        at = to_ms(house.clock())
        await accounts.open_account(tx, incoming.channel, incoming.chat, incoming.display_name, at)


async def _close(house: House, incoming: Incoming) -> None:
    async with house.db.transaction() as tx:
        await accounts.close_account(tx, incoming.channel, incoming.chat, to_ms(house.clock()))
