"""One's own settings: whether notices come at all, and in which hours the bot stays quiet."""

from handlers.answers import LEADERS, LINKED
from handlers.cadre.notice_channel import running
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import Button, FormState, Reply
from handlers.texts import common, notice_channel, privacy, settings, subscriptions
from handlers.turn import Answered, Turn, Write
from handlers.understanding.hours import hours_in
from storage import accounts, reaching
from storage.database import Transaction
from storage.journal import Entry, record


async def show(turn: Turn) -> Reply:
    """What is set now, and what can be changed."""
    switch = Button(settings.UNMUTE, "mute:0") if turn.account.muted else Button(settings.MUTE, "mute:1")
    buttons = [switch, Button(settings.QUIET, "quiet")]
    if len(running(turn, await reaching.reach_of(turn.house.db, turn.account.holder_id or ""))) > 1:
        buttons.append(Button(notice_channel.CHOOSE, "notice_channel"))
    if turn.asker.has(*LEADERS):
        buttons.append(Button(subscriptions.TITLE, "subscriptions"))
    buttons.append(Button(privacy.BACK, "privacy"))
    text = settings.now(turn.account.muted, turn.account.quiet)
    return Reply(text, (*((button,) for button in buttons), *common.HOME_ROW))


async def mute(turn: Turn) -> Write:
    """Switch the bot's own messages off or on, in all chats of the person."""
    muted = turn.args[:1] == ("1",)

    async def write(tx: Transaction) -> Reply:
        await accounts.set_muted(tx, turn.account.id, muted)
        await record(tx, turn.by, Entry("mute" if muted else "unmute", "account", turn.account.id))
        return Reply(settings.muted(muted, turn.asker.has(*LEADERS)), common.HOME_ROW)

    return write


async def quiet(turn: Turn) -> Reply:
    """Open the question for the quiet hours."""
    return await start(turn, FORM)


async def _ask_hours(turn: Turn, state: FormState) -> Reply:
    return Reply(
        settings.WHICH_HOURS,
        ((option("hours", settings.USUAL_HOURS, "20:30-06:30"),), (option("hours", settings.NO_OWN_HOURS, "none"),)),
    )


async def _take_hours(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    hours = "" if value == "none" else hours_in(value)
    if not hours and value != "none":
        return Again(settings.HOURS_UNREADABLE)

    async def write(tx: Transaction) -> Reply:
        await accounts.set_quiet(tx, turn.account.id, hours)
        await record(tx, turn.by, Entry("set_quiet_hours", "account", turn.account.id))
        return Reply(settings.quiet(hours), common.HOME_ROW)

    return write


FORM = Form("quiet", "hours", {"hours": Step(_ask_hours, _take_hours)}, LINKED)
