"""Linking by asking the centre: name, birth year and unit, checked by the person and sent to staff."""

import re

from handlers import forms
from handlers.forms import Again, Form, Next, Step, option
from handlers.linking.confirming import tell_staff
from handlers.linking.ways import ask_consent, consented
from handlers.messages import FormState, Reply
from handlers.texts import common, first_contact, linking
from handlers.turn import Answered, Turn, Write
from rules.access import Role
from rules.text import clean
from storage import link_requests
from storage.database import Transaction

LONGEST_UNIT = 100
_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)+")
_LONGEST_NAME = 60
_YEAR = re.compile(r"19[3-9]\d|20[01]\d", re.ASCII)


async def start(turn: Turn) -> Reply:
    """Open the form; one request of a chat waits at a time."""
    if not turn.asker.has(Role.STRANGER):
        return Reply(linking.already(turn.asker.name), common.HOME_ROW)
    if not consented(turn):
        return ask_consent(first_contact.welcome(turn.house.centre))
    if await link_requests.open_of_account(turn.house.db, turn.account.id):
        return Reply(linking.REQUEST_WAITS, common.HOME_ROW)
    return await forms.start(turn, FORM)


async def _ask_name(turn: Turn, state: FormState) -> Reply:
    return Reply(linking.ASK_NAME)


async def _take_name(turn: Turn, state: FormState, given: str) -> Next | Again:
    name = clean(given)
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        return Again(linking.NAME_WRONG)
    return Next("birth", {"name": name})


async def _ask_birth(turn: Turn, state: FormState) -> Reply:
    return Reply(linking.ASK_BIRTH)


async def _take_birth(turn: Turn, state: FormState, given: str) -> Next | Again:
    found = _YEAR.search(given)
    return Next("unit", {"birth": found[0]}) if found else Again(linking.BIRTH_WRONG)


async def _ask_unit(turn: Turn, state: FormState) -> Reply:
    return Reply(linking.ASK_UNIT)


async def _take_unit(turn: Turn, state: FormState, given: str) -> Next | Again:
    unit = clean(given)
    if not 2 <= len(unit) <= LONGEST_UNIT:
        return Again(linking.UNIT_WRONG)
    return Next("check", {"unit": unit})


async def _ask_check(turn: Turn, state: FormState) -> Reply:
    said = state.data
    return Reply(
        linking.check_request(said["name"], said["birth"], said["unit"]), ((option("check", linking.SEND, "send"),),)
    )


async def _take_check(turn: Turn, state: FormState, given: str) -> Again | Answered:
    return _send(turn, state) if given == "send" else Again(linking.PRESS_SEND)


def _send(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        if await link_requests.open_of_account(tx, turn.account.id):
            return Reply(linking.REQUEST_WAITS, common.HOME_ROW)
        said = state.data
        kept = await link_requests.add(tx, turn.by, turn.account.id, said["name"], said["birth"], said["unit"])
        request = await link_requests.open_by_id(tx, kept)
        if request is not None:
            await tell_staff(tx, turn, request)
        return Reply(linking.REQUEST_SENT, common.HOME_ROW)

    return write


FORM = Form(
    "link_form",
    "name",
    {
        "name": Step(_ask_name, _take_name),
        "birth": Step(_ask_birth, _take_birth),
        "unit": Step(_ask_unit, _take_unit),
        "check": Step(_ask_check, _take_check),
    },
    frozenset({Role.STRANGER}),
)
