"""One plain part of a record: name, birth date, phone, Đối tượng, education, party dates, ..."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option
from handlers.house import House
from handlers.messages import FormState, Reply
from handlers.staff.desk import record_of
from handlers.staff.editing import Edit, confirm_step
from handlers.staff.entries import LONGEST, past_date, said
from handlers.texts import common
from handlers.texts import record_forms as asks
from handlers.texts import staff_records as texts
from handlers.turn import Turn
from rules.cadres import Cadre
from rules.dates import PartialDate
from rules.roster.personal import doubtful_name, parse_category, parse_gender, parse_name, parse_phone
from rules.roster.problems import BadCell
from rules.text import clean
from storage import cadres
from storage.cadres import Source

DATES = ("birth", "party_joined", "party_full")
_PAGE = 4
_NONE = "none"


async def changed(house: House, source: Source, cadre: Cadre, given: Mapping[str, str]) -> Cadre:
    """The record with the part as it was typed; an empty one is taken out."""
    name, text = given["part"], given["value"]
    value = PartialDate(text) if text and name in DATES else text
    changed_part: dict[str, Any] = {name: value or (None if name in (*DATES, "gender") else "")}
    return replace(cadre, **changed_part)


async def _ask_part(turn: Turn, state: FormState) -> Reply:
    first = int(state.data.get("page", "0")) * _PAGE
    shown = list(texts.PARTS.items())[first : first + _PAGE]
    parts = ((option("part", text, name),) for name, text in shown)
    return Reply(asks.WHICH_PART, (*parts, (option("part", asks.MORE, "more"),)))


async def _take_part(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == "more":
        pages = -(-len(texts.PARTS) // _PAGE)
        return Next("part", {"page": str((int(state.data.get("page", "0")) + 1) % pages)})
    return Next("value", {"part": value}) if value in texts.PARTS else Again(common.CHOOSE_ONE)


async def _ask_value(turn: Turn, state: FormState) -> Reply:
    name = state.data["part"]
    cadre = await record_of(turn.house.db, turn, state.data["id"])
    now = getattr(cadre, name) if cadre else ""
    known = asks.CATEGORIES if name == "category" else asks.GENDERS if name == "gender" else ()
    options = [(option("value", each, each),) for each in known if each != now]
    if name != "name" and now and len(options) < len(asks.CATEGORIES):
        options.append((option("value", asks.CLEAR, _NONE),))
    return Reply(asks.new_value(name, now), tuple(options))


async def _take_value(turn: Turn, state: FormState, value: str) -> Next | Again:
    name = state.data["part"]
    if value == _NONE and name != "name":
        return Next("confirm", {"value": ""})
    found = read_part(name, value, turn.today)
    return found if isinstance(found, Again) else Next("confirm", {"value": found})


def read_part(name: str, text: str, today: date) -> str | Again:
    """A part as it is kept, or why it cannot be read."""
    if not 0 < len(text) <= LONGEST:
        return Again(asks.TOO_LONG)
    if name in DATES:
        day = past_date(text, today)
        return day if isinstance(day, Again) else day.iso
    try:
        return _READERS.get(name, clean)(text)
    except BadCell as problem:
        return said(problem)


def _full_name(text: str) -> str:
    name = parse_name(text)
    if doubtful_name(name):
        raise BadCell(doubtful_name(name), asks.FULL_NAME)
    return name


def _category(text: str) -> str:
    category = parse_category(text)
    if category not in asks.CATEGORIES:
        raise BadCell(asks.CATEGORY_UNKNOWN, asks.CATEGORY_WRONG)
    return category


_READERS: dict[str, Callable[[str], str]] = {
    "name": _full_name,
    "phone": parse_phone,
    "category": _category,
    "gender": parse_gender,
}


async def _shared(turn: Turn, before: Cadre, after: Cadre) -> str:
    if not after.phone or after.phone == before.phone:
        return ""
    others = [each for each in await cadres.with_phone(turn.house.db, after.phone) if each.id != after.id]
    return asks.shared_phone(len(others)) if others else ""


FORM = Form(
    "edit_part",
    "part",
    {
        "part": Step(_ask_part, _take_part),
        "value": Step(_ask_value, _take_value),
        "confirm": confirm_step(Edit("edit_part", changed, _shared)),
    },
    STAFF,
)
