"""The one commit of a turn: what it changed, the menu, the form, the topic and the mark in the inbox, or none of it."""

from handlers.dialog import form_json, menu_json
from handlers.house import House
from handlers.messages import Incoming, Reply
from handlers.turn import Answered, Turn
from rules.access import Role
from rules.reaching import uses_anew
from storage import accounts, inbox, terminal
from storage.database import Transaction
from storage.looks import looked_at


class Overtaken(Exception):
    """Another message of the same person, from another channel, was kept meanwhile; nothing of this turn was."""


async def keep(turn: Turn, answered: Answered, seq: int | None) -> tuple[Reply, frozenset[Role]]:
    """Put what the turn changed on disk, together with the mark that it is decided. One commit, or none if nothing.

    Returns the reply, and the person's roles after it: linking and unlinking change them. Raises Overtaken when the
    form and the topic are no longer those that the turn was decided on.
    """
    if isinstance(answered, Reply) and not _changes_anything(turn, answered):
        if seq is not None:
            await inbox.answering(turn.house.db, seq)
        return answered, turn.asker.roles
    incoming, roles = turn.incoming, turn.asker.roles
    async with turn.house.db.transaction() as tx:
        if isinstance(answered, Reply):
            reply = answered
        else:
            reply = await answered(tx)
            roles = (await accounts.facts(tx, incoming.channel, incoming.chat)).asker.roles
        if reply.look is not None:
            await looked_at(tx, turn.by, reply.look.what, reply.look.people)
        if _changes_dialog(turn, reply):
            await _keep_dialog(tx, turn, reply)
        if is_first_of_day(turn):
            await accounts.note_use(tx, turn.account.id, turn.at)
        await _keep_menu(tx, incoming, reply, seq)
    return reply, roles


async def keep_menu_only(house: House, incoming: Incoming, reply: Reply, seq: int | None) -> None:
    """Keep what belongs to the chat, and leave the form and the topic to whoever was quicker."""
    async with house.db.transaction() as tx:
        await _keep_menu(tx, incoming, reply, seq)


async def _keep_dialog(tx: Transaction, turn: Turn, reply: Reply) -> None:
    form, seen = form_json(reply.form), turn.facts.dialog_version
    if not await accounts.keep_dialog(tx, _owner_of(turn), form, reply.topic, seen, turn.at):
        raise Overtaken


async def _keep_menu(tx: Transaction, incoming: Incoming, reply: Reply, seq: int | None) -> None:
    await accounts.keep_menu(tx, incoming.channel, incoming.chat, menu_json(reply))
    if seq is not None:
        await inbox.answering_with(tx, seq)


def _changes_anything(turn: Turn, reply: Reply) -> bool:
    is_seen = reply.look is not None and bool(reply.look.people)
    return is_seen or menu_json(reply) != turn.account.menu or _changes_dialog(turn, reply) or is_first_of_day(turn)


def _changes_dialog(turn: Turn, reply: Reply) -> bool:
    """An open form is kept even as it was: asking the same question again is a touch, from which its day counts."""
    return reply.form is not None or turn.facts.form is not None or reply.topic != turn.facts.topic


def is_first_of_day(turn: Turn) -> bool:
    """Whether the person wrote here last more than a day ago, or elsewhere since."""
    return uses_anew(turn.at, turn.account.used_at, turn.facts.elsewhere_at)


def _owner_of(turn: Turn) -> str:
    """Whose form and topic these are: the person's on every channel, or those of one chat.

    A stranger's stay with the chat, and the terminal's too: trying things there must not close a person's own form.
    """
    own = turn.account.holder_id if turn.incoming.channel != terminal.CHANNEL else None
    return own or f"{turn.incoming.channel}:{turn.incoming.chat}"
