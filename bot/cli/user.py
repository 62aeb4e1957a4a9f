"""`cadrebot user`: who has which role, and the people of the centre who stand on no roster."""

from collections.abc import Awaitable, Callable

import click

from bot.cli.frame import takes_config
from bot.cli.looking_up import holder_named, unit_named
from bot.cli.running import Refused, by_operator, in_house, print_json
from handlers.house import House
from rules.access import Role
from storage import grants
from storage.grants import Granted
from storage.links import Holder

_ROLES = click.Choice([role.value for role in (Role.OFFICER, Role.STAFF, Role.LEADER, Role.ADMIN)])
_UNIT = click.option("--unit", metavar="NAME", help="Bound the role to this unit and those below.")


@click.group()
@takes_config
def user() -> None:
    """Roles beside that of a cadre."""


@user.command()
@takes_config
@click.argument("code")
@click.argument("role", type=_ROLES)
@_UNIT
def grant(code: str, role: str, unit: str | None) -> None:
    """Give the person with CODE a role. An officer answers for a unit, so that role needs --unit."""
    if role == Role.OFFICER and not unit:
        raise click.UsageError("officer is a role for one unit and those below: name it with --unit")

    async def work(house: House, holder: Holder, unit_id: str | None) -> str:
        async with house.db.transaction() as tx:
            given = await grants.grant(tx, by_operator(house), holder.id, Role(role), unit_id)
        return f"{holder.name} ({holder.code}) {'is now' if given else 'already was'} {role}{_bound(unit)}."

    _with_holder(code, unit, work)


@user.command()
@takes_config
@click.argument("code")
@click.argument("role", type=_ROLES)
@_UNIT
def revoke(code: str, role: str, unit: str | None) -> None:
    """Take a role back from the person with CODE: everywhere, or for one unit."""

    async def work(house: House, holder: Holder, unit_id: str | None) -> str:
        async with house.db.transaction() as tx:
            ended = await grants.revoke(tx, by_operator(house), holder.id, Role(role), unit_id)
        if not ended:
            raise Refused(f"{holder.name} ({holder.code}) is not {role}{_bound(unit)}")
        return f"{holder.name} ({holder.code}) is no longer {role}{_bound(unit)}."

    _with_holder(code, unit, work)


@user.command("create-staff")
@takes_config
@click.option("--json", "as_json", is_flag=True, help="The new person's code as JSON.")
@click.argument("name")
def create_staff(name: str, as_json: bool) -> None:
    """Add NAME to the centre's own people, as staff. They link their chat with a code from `cadrebot invite`."""

    async def work(house: House) -> Holder:
        async with house.db.transaction() as tx:
            person = await grants.create_staff(tx, by_operator(house), name)
            await grants.grant(tx, by_operator(house), person.id, Role.STAFF)
        return person

    if not name.strip():
        raise click.UsageError("NAME is empty")
    person = in_house(work)
    if as_json:
        print_json({"code": person.code, "name": person.name})
    else:
        click.echo(f"{person.name} is staff with the code {person.code}. Next: cadrebot invite {person.code} --json")


@user.command("list")
@takes_config
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(as_json: bool) -> None:
    """Every role in force."""
    found = in_house(lambda house: grants.granted(house.db))
    if as_json:
        print_json([{"code": g.code, "name": g.name, "role": g.role.value, "unit": g.unit or None} for g in found])
    else:
        click.echo("\n".join(_line(each) for each in found) or "Nobody has a role yet.")


def _with_holder(code: str, unit: str | None, work: Callable[[House, Holder, str | None], Awaitable[str]]) -> None:
    async def run(house: House) -> str:
        holder = await holder_named(house, code)
        return await work(house, holder, (await unit_named(house, unit)).id if unit else None)

    click.echo(in_house(run))


def _bound(unit: str | None) -> str:
    return f" for {unit}" if unit else ""


def _line(each: Granted) -> str:
    return f"{each.role.value}: {each.name} ({each.code}){_bound(each.unit)}"
