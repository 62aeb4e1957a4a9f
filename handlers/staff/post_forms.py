"""Posts of a record: the list, one begun, one ended. A post ends; it is never taken out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option
from handlers.house import House
from handlers.messages import HOME, Button, FormState, Reply
from handlers.staff.card import edit_key
from handlers.staff.desk import record_of
from handlers.staff.editing import Edit, confirm_step
from handlers.staff.entries import LONGEST, whole_day
from handlers.staff.unit_step import unit_of, unit_steps
from handlers.texts import record_forms as asks
from handlers.texts import staff_records as texts
from handlers.turn import Turn
from rules.amendments import with_post_ended
from rules.cadres import Cadre, Post
from rules.roster.posts import committee_apart
from rules.text import clean
from storage.cadres import Source

_ALL, _PAGE = 3, 2
"""Posts that a message can offer to end: three where there are no more, else two and the way to the next."""
_UNKNOWN = "unknown"
_TODAY = "today"


async def menu(turn: Turn, cadre: Cadre, correction: str, page: int = 0) -> Reply:
    """The posts in force, each with a way to end it under its number; the ways to add one, and to change the unit."""
    listed = texts.standing_posts(cadre, turn.today)
    size = _ALL if len(listed) <= _ALL else _PAGE
    shown = list(enumerate(listed, 1))[page * size : (page + 1) * size]
    rest = (correction,) if correction else ()
    ways = [
        (Button(asks.END_POST.format(n), edit_key("post_end", cadre, str(place), *rest)),) for n, (place, _) in shown
    ]
    if len(listed) > size:
        following = (page + 1) % -(-len(listed) // size)
        ways.append((Button(asks.OTHER_POSTS, edit_key("posts", cadre, correction, str(following))),))
    ways.append((Button(texts.ADD_POST, edit_key("post", cadre, *rest)),))
    ways.append((Button(texts.UNIT, edit_key("unit", cadre, *rest)),))
    return Reply(asks.posts_menu(cadre, [post for _, post in listed]), (*ways, (HOME,)))


async def _added(house: House, source: Source, cadre: Cadre, given: Mapping[str, str]) -> Cadre:
    unit = await unit_of(house, source, given)
    since = date.fromisoformat(given["since"]) if given["since"] else None
    seats, others = committee_apart(given["title"], unit.name)
    new = [Post(title, unit, committee=title in seats, since=since) for title in (*seats, *others)]
    return replace(cadre, posts=(*cadre.posts, *(post for post in new if post not in cadre.posts)))


async def _ask_title(turn: Turn, state: FormState) -> Reply:
    return Reply(asks.WHICH_TITLE)


async def _take_title(turn: Turn, state: FormState, value: str) -> Next | Again:
    title = clean(value)
    if not 2 <= len(title) <= LONGEST or ";" in title:
        return Again(asks.TITLE_TOO_LONG)
    cadre = await record_of(turn.house.db, turn, state.data["id"])
    return Next("unit", {"title": title, "home": cadre.unit.id if cadre else ""})


async def _ask_since(turn: Turn, state: FormState) -> Reply:
    known = (option("since", texts.TODAY, _TODAY),), (option("since", texts.SKIP, _UNKNOWN),)
    return Reply(asks.SINCE_WHEN, known)


async def _take_since(turn: Turn, state: FormState, value: str) -> Next | Again:
    if value == _UNKNOWN:
        return Next("confirm", {"since": ""})
    day = turn.today if value == _TODAY else whole_day(value, turn.today)
    return day if isinstance(day, Again) else Next("confirm", {"since": day.isoformat()})


ADD = Form(
    "add_post",
    "title",
    {
        "title": Step(_ask_title, _take_title),
        **unit_steps(asks.WHERE_POST, "since", own=True),
        "since": Step(_ask_since, _take_since),
        "confirm": confirm_step(Edit("add_post", _added)),
    },
    STAFF,
)


async def _ended(house: House, source: Source, cadre: Cadre, given: Mapping[str, str]) -> Cadre:
    return with_post_ended(cadre, int(given["place"]), date.fromisoformat(given["last"]))


async def _ask_last(turn: Turn, state: FormState) -> Reply:
    return Reply(asks.LAST_DAY, ((option("last", texts.TODAY, _TODAY),),))


async def _take_last(turn: Turn, state: FormState, value: str) -> Next | Again:
    day = turn.today if value == _TODAY else whole_day(value, turn.today)
    if isinstance(day, Again):
        return day
    begun = state.data["since"]
    return Again(asks.BEFORE_BEGIN) if begun > day.isoformat() else Next("confirm", {"last": day.isoformat()})


END = Form(
    "end_post",
    "last",
    {"last": Step(_ask_last, _take_last), "confirm": confirm_step(Edit("end_post", _ended))},
    STAFF,
)
