"""A notice before it is sent: how many read it and who does not, anybody's exact message, a trial to oneself."""

from dataclasses import replace
from datetime import timedelta

import orjson

from handlers.forms import Again, start
from handlers.messages import HOME, Button, FormState, Look, Reply
from handlers.notice_letter import letter_of
from handlers.push import reply_to_json
from handlers.staff.finding import matching
from handlers.staff.notices import card
from handlers.staff.notices.approval import Clearance, clearance
from handlers.staff.notices.desk import not_found, state_of
from handlers.staff.notices.people import Counted, counted, in_zone, mailing, selection, words_of
from handlers.staff.notices.whose import own
from handlers.staff.notices.zalo_files import warning_of
from handlers.texts import notices as notice_texts
from handlers.texts import notices_people as texts
from handlers.texts import notices_sending as sending_texts
from handlers.turn import Answered, Turn
from rules.audience.facts import lacking
from rules.merge_fields import MergeField, lacking_words
from rules.notices import Notice
from rules.quiet_hours import waking
from storage import notices, outbox
from storage.audience import letter_to, problems, unreachable
from storage.database import Transaction

_NOTICEABLE = timedelta(minutes=1)
"""A shorter wait is no wait."""


async def look(turn: Turn) -> Reply:
    """`notice_look:NUMBER`: whom a draft reaches, and the ways on."""
    notice = await own(turn.house.db, turn, turn.args[0] if turn.args else "")
    if notice is None:
        return not_found()
    people = await sendable(turn, notice)
    if isinstance(people, str):
        return await card.noted(turn.house.db, turn, notice, people)
    return await _preview(turn, people)


async def sendable(turn: Turn, notice: Notice) -> Counted | str:
    """The people of a notice; or why it cannot be sent as it stands."""
    if not notice.text:
        return texts.NO_TEXT
    if not notice.audience:
        return texts.NOBODY_CHOSEN
    unknown = await problems(turn.house.db, selection(turn.house, turn.asker, notice.audience))
    if unknown:
        return texts.unknown_name(unknown[0].value, unknown[0].near)
    return await counted(turn.house, turn.asker, notice) or texts.NOBODY_CHOSEN


async def _preview(turn: Turn, people: Counted) -> Reply:
    notice, figures = people.notice, people.figures
    whom = await words_of(turn.house.db, turn.house.policy, notice.audience)
    cleared = await clearance(turn.house.db, turn, people)
    if not figures.meant:
        return await card.noted(turn.house.db, turn, notice, texts.NOBODY_MEANT)
    files = await notices.files_of(turn.house.db, notice.id)
    said = [
        texts.preview(whom, figures, _held(turn, notice)),
        *warning_of(turn.house, figures, files),
        *_about_approval(turn, cleared),
    ]
    if not figures.reached:
        said.append(texts.NOBODY_REACHED)
    return Reply("\n".join(said), tuple((button,) for button in _ways(people, cleared)))


def _ways(people: Counted, cleared: Clearance) -> list[Button]:
    notice, figures = people.notice, people.figures
    ways = [
        Button(texts.TEST, f"notice_test:{notice.number}"),
        Button(texts.LOOK_AS, f"notice_whose:{notice.number}"),
        Button(texts.ABSENT, f"notice_absent:{notice.number}"),
        card.to_card(notice.number),
        HOME,
    ]
    if cleared is not Clearance.NOBODY and figures.reached:
        label = texts.PROPOSE if cleared is Clearance.SECOND else texts.SEND
        ways.insert(0, Button(label, f"notice_send:{notice.number}:{notice.version}:{figures.meant}"))
    return ways


def _about_approval(turn: Turn, cleared: Clearance) -> list[str]:
    above = turn.house.approve_above
    if cleared is Clearance.NOBODY:
        return [notice_texts.NOBODY_ELSE.format(above)]
    return [sending_texts.needs_second(above)] if cleared is Clearance.SECOND else []


def _held(turn: Turn, notice: Notice) -> str:
    """When it goes, if not at once."""
    asked = max(turn.now, in_zone(turn.house, notice.send_at)) if notice.send_at is not None else turn.now
    at = asked if notice.urgent else waking(asked, turn.house.quiet_hours)
    return texts.goes_at(notice_texts.instant(at)) if at > turn.now else ""


async def absent(turn: Turn) -> Reply:
    """`notice_absent:NUMBER`: who is meant and cannot be reached, by unit."""
    notice = await own(turn.house.db, turn, turn.args[0] if turn.args else "")
    if notice is None or not notice.audience:
        return not_found()
    people = await unreachable(turn.house.db, selection(turn.house, turn.asker, notice.audience))
    look = Look(f"notice_absent:{notice.id}", tuple(each.code for each in people))
    return Reply(texts.absent(people), (_back(notice.number), (HOME,)), look=look)


async def trial(turn: Turn) -> Answered:
    """`notice_test:NUMBER`: the very message to oneself, as if one were meant."""
    notice = await own(turn.house.db, turn, turn.args[0] if turn.args else "")
    if notice is None or not notice.text:
        return not_found()
    letter = await letter_of(turn.house, notice.id)
    sent = letter.to(orjson.dumps(await _own_fields(turn, notice)).decode())
    sent = replace(sent, buttons=(*sent.buttons, _back(notice.number)))

    async def write(tx: Transaction) -> Reply:
        await outbox.add(tx, turn.incoming.channel, turn.incoming.chat, reply_to_json(sent), turn.at)
        return Reply(texts.TESTED, (_back(notice.number), (HOME,)))

    return write


async def _own_fields(turn: Turn, notice: Notice) -> dict[str, str]:
    """What the merge fields say to the asker."""
    cadre = turn.facts.cadre
    gaps = lacking(cadre, selection(turn.house, turn.asker, "everyone").grounds) if cadre else frozenset()
    return {
        MergeField.NAME.value: turn.asker.name,
        MergeField.UNIT.value: cadre.unit.name if cadre else texts.THE_CENTRE,
        MergeField.CLASS.value: (await mailing(turn.house, notice)).class_name,
        MergeField.LACKING.value: lacking_words(max(gaps, default=None)),
    }


async def whose(turn: Turn) -> Reply:
    """`notice_whose:NUMBER`: ask whose message is to be shown."""
    from handlers.staff.notices.form import FORM

    notice = await own(turn.house.db, turn, turn.args[0] if turn.args else "")
    if notice is None or not notice.audience:
        return not_found()
    return await start(turn, FORM, state_of(notice), "whose")


async def ask_whose(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHOSE)


async def take_whose(turn: Turn, state: FormState, value: str) -> Again | Answered:
    """The exact message of one recipient, by code or by a name that only one of them bears."""
    notice = await own(turn.house.db, turn, state.data["number"])
    if notice is None:
        return not_found()
    named = await matching(turn, value) if value else []
    if len(named) > 1:
        return Again(texts.several_named(named))
    code = named[0].code if len(named) == 1 else value
    chosen = selection(turn.house, turn.asker, notice.audience)
    found = await letter_to(turn.house.db, chosen, await mailing(turn.house, notice), code)
    if found is None:
        return Again(texts.NOT_MEANT)
    waits = found.due_at is not None and found.due_at - turn.now >= _NOTICEABLE
    later = notice_texts.instant(found.due_at) if found.due_at and waits else ""
    again = Button(texts.LOOK_AS, f"notice_whose:{notice.number}")
    look = Look(f"notice_whose:{notice.id}", (found.code,))
    return Reply(texts.letter(found, later), ((again,), _back(notice.number), (HOME,)), look=look)


def _back(number: int) -> tuple[Button, ...]:
    return (Button(notice_texts.PREVIEW, f"notice_look:{number}"),)
