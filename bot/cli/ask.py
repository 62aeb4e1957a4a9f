"""`cadrebot ask`: one question as one person, and the answer."""

from typing import Any

import click

from bot.cli.frame import takes_config
from bot.cli.running import Refused, in_house, print_json
from bot.terminal import Seat, plain, rendered, sit_down
from handlers.front_door import Turned
from handlers.house import House
from handlers.messages import Reply


@click.command()
@takes_config
@click.option("--as", "code", required=True, metavar="CODE", help="Who asks: a code of the roster, or stranger.")
@click.option("--tap", "taps", multiple=True, metavar="KEY", help="Then tap this button; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON: intent, slots, text, buttons, files.")
@click.argument("question")
def ask(code: str, taps: tuple[str, ...], as_json: bool, question: str) -> None:
    """Ask QUESTION as a person of the roster, and print the answer (the last one, with --tap)."""

    async def work(house: House) -> Turned:
        return await _asked(await seat_of(house, code), question, taps)

    turned = in_house(work)
    reply = turned.reply or Reply("")
    if as_json:
        print_json(answer_json(turned, reply))
    else:
        click.echo(rendered(reply))


async def seat_of(house: House, code: str) -> Seat:
    """A seat as this person. Raises Refused when nobody has the code."""
    seat = await sit_down(house, code)
    if seat is None:
        raise Refused(f"nobody has the code {code}")
    return seat


async def _asked(seat: Seat, question: str, taps: tuple[str, ...]) -> Turned:
    asked = turned = await seat.says(question)
    for key in taps:
        turned = await seat.taps(key)
    return Turned(turned.reply, turned.intent or asked.intent, turned.slots or asked.slots)


def answer_json(turned: Turned, reply: Reply) -> dict[str, Any]:
    """An answer in the form of `ask --json`."""
    return {
        "intent": turned.intent,
        "slots": dict(turned.slots),
        "text": plain(reply.text),
        "buttons": [[{"label": button.label, "key": button.key} for button in row] for row in reply.buttons],
        "files": [attachment.name for attachment in reply.files],
    }
