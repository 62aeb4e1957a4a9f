"""`cadrebot account`: chats and whose they are, for moving from another system and for tests."""

import click

from bot.cli.frame import takes_config
from bot.cli.looking_up import holder_named
from bot.cli.running import Refused, by_operator, in_house, print_json
from handlers.house import House
from handlers.texts import first_contact
from storage import accounts, consents, links

_CHANNELS = click.Choice(["telegram", "zalo", "web"])


@click.group()
@takes_config
def account() -> None:
    """Chats and whose they are."""


@account.command()
@takes_config
@click.argument("code")
@click.option("--channel", type=_CHANNELS, required=True)
@click.option("--chat", required=True, metavar="ID", help="What the messenger calls the chat.")
@click.option("--without-consent", is_flag=True, help="They agreed to nothing yet: the assistant asks them first.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: code, channel, chat.")
def link(code: str, channel: str, chat: str, without_consent: bool, as_json: bool) -> None:
    """Link a chat to the person with CODE, without a code of theirs being typed there.

    Only for people who are known to sit in that chat and agreed to it in the system you come from: it is written down
    that they agreed. Another chat of theirs on the same channel loses its link; somebody else's chat is refused.
    """
    if not chat.strip():
        raise click.UsageError("--chat is empty")
    name = in_house(lambda house: _link(house, code, channel, chat.strip(), not without_consent))
    if as_json:
        print_json({"code": code.strip().upper(), "channel": channel, "chat": chat.strip()})
    else:
        click.echo(f"{name} has the chat {chat.strip()} on {channel} now.")


async def _link(house: House, code: str, channel: str, chat: str, consented: bool) -> str:
    holder, by = await holder_named(house, code), by_operator(house)
    async with house.db.transaction() as tx:
        await accounts.open_account(tx, channel, chat, holder.name, by.at)
        facts = await accounts.facts(tx, channel, chat)
        assert facts.account is not None  # opened just now
        own = facts.account.holder_id
        if own not in (None, holder.id):
            raise Refused(f"the chat {chat} on {channel} belongs to somebody else; they must unlink it first")
        if own is None:
            await links.attach(tx, by, facts.account.id, holder.id)
        known = {(purpose, version) for purpose, version in facts.consents}
        for purpose in first_contact.PURPOSES if consented else ():
            if (purpose, first_contact.VERSION) not in known:
                await consents.give(tx, by, facts.account.id, purpose, first_contact.VERSION)
    return holder.name
