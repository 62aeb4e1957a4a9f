"""`cadrebot invite`: linking codes for people, to be handed over on paper or in a message."""

from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.frame import takes_config
from bot.cli.looking_up import holder_named, unit_named
from bot.cli.running import Refused, by_operator, in_house, print_json, say, write_file
from handlers.centres import house_for, house_of_holder
from handlers.house import Centre, House
from handlers.linking.invite import Invite, invite_unit, make_invite


@click.command()
@takes_config
@click.argument("code", required=False)
@click.option("--unit", metavar="NAME", help="Everyone of this unit, and those below, who has no link yet.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="slips.pdf|codes.xlsx")
@click.option("--json", "as_json", is_flag=True, help="As JSON: cadre, code, link, expires.")
def invite(code: str | None, unit: str | None, out: Path | None, as_json: bool) -> None:
    """Make a linking code for the person with CODE, or codes for a UNIT. An older unused code of theirs ends."""
    if (code is None) == (unit is None):
        raise click.UsageError("give either CODE or --unit NAME")
    if unit is not None and out is None:
        raise click.UsageError("--unit needs --out slips.pdf or --out codes.xlsx")
    if out is not None and out.suffix.lower() not in (".pdf", ".xlsx"):
        raise click.UsageError(f"{out} ends neither in .pdf nor in .xlsx")
    invites, centre = in_house(lambda house: _made(house, code, unit))
    if out is not None:
        write_file(out, _sheet(out, invites, centre))
        say(f"{len(invites)} codes. They are shown nowhere else.")
    if as_json:
        print_json(invite_json(invites[0]) if code else [invite_json(each) for each in invites])
    elif out is None:
        click.echo(f"{invites[0].name}: {invites[0].code}, until {invites[0].expires} {invites[0].link}".rstrip())


async def _made(house: House, code: str | None, unit: str | None) -> tuple[Sequence[Invite], Centre]:
    if code is not None:
        holder = await holder_named(house, code)
        made = await make_invite(house, holder, by_operator(house))
        return [made], (await house_of_holder(house, holder.id)).centre
    top = await unit_named(house, unit or "")
    invites = await invite_unit(house, top.id, by_operator(house))
    if not invites:
        raise Refused(f"everybody of {unit} is linked already, or nobody is there")
    return invites, (await house_for(house, top.id)).centre


def _sheet(out: Path, invites: Sequence[Invite], centre: Centre) -> bytes:
    from handlers.files.slips import codes_xlsx, slips_pdf

    return slips_pdf(invites, centre) if out.suffix.lower() == ".pdf" else codes_xlsx(invites)


def invite_json(made: Invite) -> dict[str, str]:
    """An invitation in the form of `invite --json`: the code as its ten characters."""
    return {
        "cadre": made.cadre,
        "code": made.code.replace("-", ""),
        "link": made.link,
        "expires": made.expires.isoformat(),
    }
