"""`cadrebot privacy`: one person's data as files, erasing a person, and the page that the centre publishes."""

from pathlib import Path

import click

from bot.cli.frame import takes_config
from bot.cli.looking_up import holder_named
from bot.cli.running import Refused, by_operator, in_house, say, write_file
from handlers.house import House
from handlers.messages import Attachment
from handlers.privacy.carrying_out import keep_ledger
from handlers.privacy.own_file import Whose, own_files
from handlers.texts import privacy_page
from storage import erasures
from storage.erasing_records import held_by
from storage.links import Holder
from storage.looks import looked_at


@click.group()
@takes_config
def privacy() -> None:
    """What the law on personal data asks of the centre, by hand."""


@privacy.command()
@takes_config
@click.argument("code")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path(), metavar="DIR", help="Where to write.")
def export(code: str, folder: Path) -> None:
    """Write everything stored about the person with CODE: a workbook to read, and JSON."""

    async def work(house: House) -> tuple[Attachment, Attachment]:
        holder = await holder_named(house, code)
        files = await own_files(house, Whose(holder.id, "", holder.name, holder.code))
        async with house.db.transaction() as tx:
            await looked_at(tx, by_operator(house), "privacy_export", [holder.id])
        return files

    for file in in_house(work):
        write_file(folder / file.name, file.content)


@privacy.command()
@takes_config
@click.argument("code")
@click.option("--record", is_flag=True, help="The record too, not the conversations alone.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(code: str, record: bool, yes: bool) -> None:
    """Erase what the conversations kept of the person with CODE. It cannot be undone.

    With --record the record goes too; who has a result or a certificate keeps name and birth date in these registers.
    """

    async def look(house: House) -> Holder:
        holder = await holder_named(house, code)
        if record and (why := await held_by(house.db, holder.id)):
            raise Refused(f"{code} is still needed: {_HELD[why]}")
        return holder

    async def work(house: House) -> int:
        holder = await look(house)
        async with house.db.transaction() as tx:
            done = await erasures.erase(tx, by_operator(house), "record" if record else "chat", holder.id, ())
        await keep_ledger(house)
        return len(done.accounts)

    holder = in_house(look)
    what = "the record and the conversations" if record else "the conversations"
    if not yes:
        click.confirm(f"Erase {what} of {holder.name} ({holder.code}) for good?", abort=True, err=True)
    say(f"Erased: {what} of {code}; chats: {in_house(work)}.")


_HELD = {
    "class": "in a class that is not over",
    "request": "a request for a seat waits",
    "role": "has a role; see cadrebot user revoke",
}


@privacy.command()
@takes_config
def page() -> None:
    """Print the page on personal data that the centre publishes, as Markdown."""

    async def work(house: House) -> str:
        return privacy_page.as_markdown(privacy_page.page(house.centre, house.retention))

    click.echo(in_house(work), nl=False)
