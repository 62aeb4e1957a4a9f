"""`cadrebot understand`: what questions are taken for, a JSON line in, a JSON line out."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click
import orjson

from bot.cli.frame import takes_config
from bot.cli.running import in_house, settings
from handlers.house import House
from handlers.understanding.own_forms import NO_OWN_FORMS, OwnForms
from handlers.understanding.places import NOWHERE, Places, communes_of
from handlers.understanding.reader import read
from handlers.understanding.understood import Understood
from storage.checkup import database_file

_ROLES = ("cadre", "staff", "leader")


@click.command()
@takes_config
def understand() -> None:
    """Read questions from standard input, and print what each is taken for.

    Units are those of Càng Long, and those of the policy and the database of the settings where there is one. So are
    the short forms that staff added.
    A line in is {"text": ..., "role": "cadre" | "staff" | "leader"}; a line out tells intent, confidence, slots,
    whether it would ask back, and the likeliest intents. A line that cannot be read is answered by {"error": ...} in
    its place, and the exit status is then 1.
    """
    has_failed = False
    for answer in answers(sys.stdin.buffer, *_known()):
        has_failed |= "error" in answer
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()
    sys.exit(1 if has_failed else 0)


def _known() -> tuple[Places, OwnForms]:
    chosen = settings()
    file = database_file(chosen.database.url)
    return (NOWHERE, NO_OWN_FORMS) if file is not None and not file.exists() else in_house(_on_record, chosen)


async def _on_record(house: House) -> tuple[Places, OwnForms]:
    await house.units.keep_up(house.db, "")
    await house.short_forms.keep_up(house.db, "any", house.place)
    return communes_of(house.policy).beside(house.units.places or NOWHERE), house.short_forms.of(house.place)


def answers(
    lines: Iterable[bytes], places: Places = NOWHERE, forms: OwnForms = NO_OWN_FORMS
) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not blank, as soon as it is read.

    `places` are known beside Càng Long's, `forms` are short forms beside those of every reader.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer(number, line, places, forms)


def _answer(number: int, line: bytes, places: Places, forms: OwnForms) -> dict[str, Any]:
    try:
        asked = orjson.loads(line)
        text, role = asked["text"], asked.get("role", "cadre")
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return {"error": f'line {number}: not {{"text": ..., "role": ...}}'}
    if not isinstance(text, str) or role not in _ROLES:
        return {"error": f"line {number}: the text is no text, or the role is none of {', '.join(_ROLES)}"}
    return told(read(text, role, places, forms=forms))


def told(understood: Understood) -> dict[str, Any]:
    """What was understood, in the form of the command; a lesson is a number."""
    slots: dict[str, Any] = dict(understood.slots)
    if "lesson" in slots:
        slots["lesson"] = int(slots["lesson"])
    return {
        "intent": understood.intent,
        "confidence": round(understood.confidence, 4),
        "slots": slots,
        "asks": understood.asks,
        "alternatives": [[intent, round(confidence, 4)] for intent, confidence in understood.alternatives],
    }
