"""`cadrebot send`, `notices`, `notice N`: notices from the command line, and what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.frame import NUMBER, takes_config
from bot.cli.running import Refused, Unusable, by_operator, in_house, print_json
from handlers.house import House
from handlers.staff.notices.freezing import freeze_approved
from handlers.staff.notices.people import selection
from rules.access import OPERATOR
from rules.audience import AudienceError, parse, text_of
from rules.classes import TrainingClass
from rules.merge_fields import problems as slips_in
from rules.notices import Notice, NoticeKind
from storage import audience, classes, delivery_counts, links, notice_people, notices
from storage.audience import Preview
from storage.clock import from_ms, to_ms
from storage.notices import Draft

_KINDS = click.Choice([kind.value for kind in NoticeKind])
_PORTION = 1000
_LONGEST = 1800
"""Characters that every messenger carries in one message."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be sent, as it was given."""

    audience: str
    text: str
    kind: NoticeKind
    class_code: str
    at: datetime | None
    urgent: bool
    receipt: bool
    is_confirmed: bool


def _instant(ctx: click.Context, param: click.Parameter, given: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(given) if given else None
    except ValueError:
        raise click.BadParameter(f"'{given}' does not read like 2025-06-03T08:00") from None


@click.command()
@takes_config
@click.option("--audience", required=True, metavar="EXPR", help="Whom it is for, such as: class=TC-K14")
@click.option("--text-file", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--kind", type=_KINDS, default=NoticeKind.OTHER.value, show_default=True)
@click.option("--class", "class_code", default="", metavar="CODE", help="The class it is about.")
@click.option("--receipt", is_flag=True, help="Ask for a receipt.")
@click.option("--urgent", is_flag=True, help="Send in quiet hours too, and again what may not have arrived.")
@click.option("--at", callback=_instant, metavar="TIME", help="Not before this time, such as 2025-06-03T08:00.")
@click.option("--yes", "is_confirmed", is_flag=True, help="Send without asking.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: number, people, by_channel, not_reached.")
def send(text_file: Path, as_json: bool, **given: Any) -> None:
    """Send a notice without a second person's approval; the journal says so.

    It goes out as soon as `cadrebot serve` runs.
    """
    order = _Order(text=_text(text_file), **{**given, "kind": NoticeKind(given["kind"])})
    notice, figures = in_house(lambda house: _send(house, order, quiet=as_json))
    if not figures.reached:
        click.echo(f"Notice {notice.number} reaches nobody: all of its people are to be phoned.", err=True)
    if as_json:
        print_json({"number": notice.number, **_figures_json(figures)})
    else:
        way = "is on its way" if figures.reached else "is kept"
        click.echo(f"Notice {notice.number} {way}. See: cadrebot notice {notice.number}")


def _text(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"cannot read {file}: {error}") from None
    if not text or len(text) > _LONGEST:
        raise Unusable(f"{file} must hold between 1 and {_LONGEST} characters, not {len(text)}")
    return text


async def _send(house: House, order: _Order, quiet: bool) -> tuple[Notice, Preview]:
    try:
        expression = text_of(parse(order.audience))
    except AudienceError as error:
        raise Unusable(f"--{error}") from None
    training = await _class(house, order.class_code)
    _check_fields(order, training)
    figures = await _figures(house, expression)
    if not order.is_confirmed:
        click.echo(_counted(figures), err=quiet)
        if not click.confirm("Send it?", err=quiet):
            raise Refused("not sent")
    elif not quiet:
        click.echo(_counted(figures))
    return await _let_go(house, order, expression, training), figures


async def _class(house: House, code: str) -> TrainingClass | None:
    if not code:
        return None
    every = await classes.every_class(house.db, OPERATOR)
    found = next((each.training for each in every if each.training.code.lower() == code.strip().lower()), None)
    if found is None:
        raise Refused(f"there is no class {code}")
    return found


def _check_fields(order: _Order, training: TrainingClass | None) -> None:
    wrong = slips_in(order.text, training is not None)
    if wrong:
        near = f"; perhaps {{{wrong[0].near}}}" if wrong[0].near else ""
        raise Refused(f"character {wrong[0].place} of the text: {wrong[0].found} is no merge field{near}")


async def _figures(house: House, expression: str) -> Preview:
    chosen = selection(house, OPERATOR, expression)
    unknown = await audience.problems(house.db, chosen)
    if unknown:
        near = f"; perhaps {unknown[0].near}" if unknown[0].near else ""
        raise Refused(f"--audience: there is no {unknown[0].value}{near}")
    figures = await audience.preview(house.db, chosen)
    if not figures.meant:
        raise Refused("nobody is meant by this audience")
    return figures


async def _let_go(house: House, order: _Order, expression: str, training: TrainingClass | None) -> Notice:
    by, zone = by_operator(house), house.clock().tzinfo
    at = order.at if order.at is None or order.at.tzinfo else order.at.replace(tzinfo=zone)
    draft = Draft(
        order.kind, order.text, expression, training.id if training else None, order.receipt, order.urgent,
        to_ms(at) if at else None,
    )  # fmt: skip
    async with house.db.transaction() as tx:
        notice = await notices.create_draft(tx, by, draft, centre=house.centre_unit)
        await notices.send_alone(tx, by, notice.id, notice.version)
    await freeze_approved(house)
    return notice


def _counted(figures: Preview) -> str:
    channels = ", ".join(f"{name} {count}" for name, count in sorted(figures.by_channel.items())) or "nobody reached"
    left_out = ", ".join(f"{why.value} {count}" for why, count in sorted(figures.excluded.items()))
    return f"{figures.meant} people: {channels}." + (f" Not reached: {left_out}." if left_out else "")


def _figures_json(figures: Preview) -> dict[str, Any]:
    return {
        "people": figures.meant,
        "by_channel": dict(sorted(figures.by_channel.items())),
        "not_reached": {why.value: count for why, count in sorted(figures.excluded.items())},
    }


@click.command("notices")
@takes_config
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_notices(as_json: bool) -> None:
    """The last notices, the newest first."""
    found = in_house(_listed)
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join(_line(each) for each in found) or "There is no notice yet.")


async def _listed(house: House) -> list[dict[str, Any]]:
    return [await _summary(house, notice) for notice in await notices.listing(house.db)]


@click.command()
@takes_config
@click.argument("number", type=NUMBER)
@click.option("--recipients", is_flag=True, help="Each person with what became of it.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def notice(number: int, recipients: bool, as_json: bool) -> None:
    """What became of notice NUMBER."""
    if recipients:
        _print_recipients(in_house(lambda house: _recipients(house, number)), as_json)
        return
    found = in_house(lambda house: _one(house, number))
    if as_json:
        print_json(found)
    else:
        click.echo(_line(found))


def _print_recipients(found: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(found)
    else:
        click.echo("\n".join("\t".join(str(value or "-") for value in each.values()) for each in found))


async def _one(house: House, number: int) -> dict[str, Any]:
    return await _summary(house, await _known(house, number))


async def _known(house: House, number: int) -> Notice:
    found = await notices.by_number(house.db, number)
    if found is None:
        raise Refused(f"there is no notice {number}")
    return found


async def _recipients(house: House, number: int) -> list[dict[str, Any]]:
    found, zone = await _known(house, number), house.clock().tzinfo
    listed: list[dict[str, Any]] = []
    last = ""
    while portion := await delivery_counts.recipients(house.db, found.id, last, _PORTION):
        listed += [
            {
                "code": each.code,
                "channel": each.channel,
                "state": each.state,
                "reason": each.reason,
                "attempts": each.attempts,
                "at": from_ms(each.settled_at).astimezone(zone).isoformat() if each.settled_at is not None else None,
            }
            for each in portion
        ]
        last = portion[-1].holder_id
    return sorted(listed, key=lambda each: each["code"])


async def _summary(house: House, found: Notice) -> dict[str, Any]:
    counts = await notice_people.counts(house.db, found.id, None)
    answered = [each for each in counts if each.receipt is not None]
    author = await links.holder_by_id(house.db, found.author)
    return {
        "number": found.number,
        "state": found.state.value,
        "kind": found.kind.value,
        "audience": found.audience,
        "author": author.code if author else found.author,
        "urgent": found.urgent,
        "send_at": _iso(house, found.send_at),
        "approved_at": _iso(house, found.approved_at),
        "pause_reason": found.pause_reason,
        "people": sum(each.people for each in counts),
        "by_state": _summed((each.state, each.people) for each in counts),
        "receipts": _summed((each.way or "self", each.people) for each in answered) if found.receipt else None,
    }


def _iso(house: House, at: int | None) -> str | None:
    return from_ms(at).astimezone(house.clock().tzinfo).isoformat() if at is not None else None


def _summed(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, count in pairs:
        found[name] = found.get(name, 0) + count
    return found


def _line(found: Mapping[str, Any]) -> str:
    states = ", ".join(f"{state} {count}" for state, count in found["by_state"].items())
    return f"{found['number']}: {found['state']}, {found['kind']}, {found['people']} people" + (
        f" ({states})" if states else ""
    )
