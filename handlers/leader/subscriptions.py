"""Figures that come by themselves: a leader says when, whether to be alerted too, and when to stop."""

from datetime import datetime, timedelta

from handlers.answers import LEADERS
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.messages import HOME, Button, FormState, Reply
from handlers.texts import common
from handlers.texts import subscriptions as texts
from handlers.turn import Answered, Turn, Write
from handlers.understanding import rhythms
from rules.quiet_hours import waking
from rules.subscriptions import Rhythm, Schedule, next_due
from storage import subscriptions
from storage.database import Database, Transaction
from storage.subscriptions import Subscription

SHOW, CHOOSE, END, ALERTS = "subscriptions", "subscribe", "subscription_end", "subscription_alerts"
"""Lines of the table."""
_TARGETS = (Button(texts.TARGETS, "target_summary"),)


async def show(turn: Turn) -> Answered:
    """What is set; or what the words ask for, done at once: "gửi tôi số liệu sáng thứ hai hằng tuần"."""
    wish = rhythms.wish_in(turn.incoming.text, turn.today, turn.house.push_hour)
    if wish.alerts is not None:
        return _switch(turn, wish.alerts)
    if wish.ends:
        return _end(turn)
    if wish.schedule is not None:
        why = _why_not(turn, wish.schedule)
        return Reply(why, _options(Subscription(""))) if why else _keep(turn, wish.schedule)
    return await _shown(turn)


async def _shown(turn: Turn) -> Reply:
    db, me = turn.house.db, turn.asker.user_id
    wanted = await subscriptions.of_person(db, me)
    last = await subscriptions.last_push(db, me)
    following = await _next(db, me, wanted.schedule, turn.now)
    return Reply(texts.state(wanted, following, last, turn.account.muted), _options(wanted))


def _options(wanted: Subscription) -> tuple[tuple[Button, ...], ...]:
    rows = [Button(texts.CHANGE if wanted.schedule else texts.CHOOSE, CHOOSE)]
    rows.append(Button(texts.ALERTS_OFF, f"{ALERTS}:0") if wanted.alerts else Button(texts.ALERTS_ON, f"{ALERTS}:1"))
    if wanted.schedule:
        rows.append(Button(texts.END, END))
    return (*((button,) for button in rows), _TARGETS, (HOME,))


async def _next(source: Database | Transaction, me: str, schedule: Schedule | None, now: datetime) -> datetime | None:
    """When the figures come next; not again on a day on which they came."""
    following = next_due(schedule, now) if schedule else None
    if schedule and following and await subscriptions.is_done(source, me, following.date()):
        return next_due(schedule, following)
    return following


async def choose(turn: Turn) -> Reply:
    """Open the questions: how often, on which day, at what hour."""
    return await start(turn, FORM)


async def end(turn: Turn) -> Write:
    """No more figures by the calendar."""
    return _end(turn)


def _end(turn: Turn) -> Write:
    async def write(tx: Transaction) -> Reply:
        await subscriptions.unsubscribe(tx, turn.by, turn.asker.user_id)
        wanted = await subscriptions.of_person(tx, turn.asker.user_id)
        return Reply(texts.ended(wanted), _options(wanted))

    return write


async def alerts(turn: Turn) -> Write:
    """`subscription_alerts:1` or `:0`: tell of what happens to the targets, or do not."""
    return _switch(turn, turn.args[:1] == ("1",))


def _switch(turn: Turn, wanted: bool) -> Write:
    async def write(tx: Transaction) -> Reply:
        await subscriptions.want_alerts(tx, turn.by, turn.asker.user_id, wanted)
        now = await subscriptions.of_person(tx, turn.asker.user_id)
        return Reply(texts.alerts(wanted, turn.account.muted), _options(now))

    return write


def _keep(turn: Turn, schedule: Schedule) -> Write:
    async def write(tx: Transaction) -> Reply:
        me = turn.asker.user_id
        await subscriptions.subscribe(tx, turn.by, me, schedule)
        following = await _next(tx, me, schedule, turn.now)
        wanted = await subscriptions.of_person(tx, me)
        return Reply(texts.chosen(schedule, following, turn.account.muted), _options(wanted))

    return write


def _why_not(turn: Turn, schedule: Schedule) -> str:
    """Why nothing could come then; empty where it could."""
    following = next_due(schedule, turn.now)
    if following is None:
        return texts.OVER
    quiet = turn.account.quiet or turn.house.quiet_hours
    return texts.QUIET if waking(following, quiet) != following else ""


async def _ask_how_often(turn: Turn, state: FormState) -> Reply:
    labels = {Rhythm.WEEKLY: texts.WEEKLY, Rhythm.MONTHLY: texts.MONTHLY, Rhythm.ONCE: texts.ONCE}
    return Reply(texts.HOW_OFTEN, tuple((option("rhythm", label, each.value),) for each, label in labels.items()))


async def _take_how_often(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    wish = rhythms.wish_in(value, turn.today, turn.house.push_hour)
    if wish.schedule is not None:
        why = _why_not(turn, wish.schedule)
        return Again(why) if why else _keep(turn, wish.schedule)
    if value not in list(Rhythm):
        return Again(common.CHOOSE_ONE)
    return Next(value, {"rhythm": value})


async def _ask_weekday(turn: Turn, state: FormState) -> Reply:
    return Reply(texts.WHICH_WEEKDAY, tuple((option("weekly", texts.weekday(day), f"day {day}"),) for day in "024"))


async def _take_weekday(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    day = value.removeprefix("day ") if value.startswith("day ") else rhythms.weekday_in(value)
    return Next("hour", {"day": day}) if day in tuple("0123456") else Again(texts.NO_WEEKDAY)


async def _ask_day(turn: Turn, state: FormState) -> Reply:
    days = {"ngay 1": texts.FIRST_OF_MONTH, "ngay 15": texts.MIDDLE_OF_MONTH, "ngay cuoi": texts.END_OF_MONTH}
    return Reply(texts.WHICH_DAY, tuple((option("monthly", label, value),) for value, label in days.items()))


async def _take_day(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    day = rhythms.day_in(value)
    return Next("hour", {"day": day}) if day else Again(texts.NO_DAY)


async def _ask_date(turn: Turn, state: FormState) -> Reply:
    tomorrow = turn.today + timedelta(days=1)
    return Reply(texts.WHICH_DATE, ((option("once", texts.TOMORROW, f"{tomorrow:%d/%m/%Y}"),),))


async def _take_date(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    chosen = rhythms.date_in(value, turn.today)
    if chosen is None:
        return Again(texts.NO_DATE)
    return Next("hour", {"day": chosen.isoformat()}) if chosen >= turn.today else Again(texts.OVER)


async def _ask_hour(turn: Turn, state: FormState) -> Reply:
    usual = turn.house.push_hour
    hours = [usual, *(each for each in (8, 13, 16) if each != usual)]
    return Reply(texts.WHICH_HOUR, tuple((option("hour", texts.hour(each), f"{each}h"),) for each in hours))


async def _take_hour(turn: Turn, state: FormState, value: str) -> Next | Again | Answered:
    hour = rhythms.hour_in(value)
    if hour is None:
        return Again(texts.NO_HOUR)
    schedule = Schedule(Rhythm(state.data["rhythm"]), state.data["day"], hour)
    why = _why_not(turn, schedule)
    return Again(why) if why else _keep(turn, schedule)


FORM = Form(
    CHOOSE,
    "rhythm",
    {
        "rhythm": Step(_ask_how_often, _take_how_often),
        Rhythm.WEEKLY.value: Step(_ask_weekday, _take_weekday),
        Rhythm.MONTHLY.value: Step(_ask_day, _take_day),
        Rhythm.ONCE.value: Step(_ask_date, _take_date),
        "hour": Step(_ask_hour, _take_hour),
    },
    LEADERS,
)
