"""Adding a person to the roster, after a look for somebody who may be the same."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.answers import STAFF
from handlers.forms import Again, Form, Next, Step, option, start
from handlers.house import House
from handlers.messages import HOME, FormState, Look, Reply
from handlers.staff.desk import clerk, dated, reaches, see
from handlers.staff.editing import keep_units
from handlers.staff.entries import LONGEST
from handlers.staff.part_form import read_part
from handlers.staff.unit_step import unit_of, unit_steps
from handlers.texts import common
from handlers.texts import record_forms as asks
from handlers.texts import record_moves as moves
from handlers.texts import staff_records as texts
from handlers.turn import Answered, Turn, Write
from rules.cadres import Cadre, Post
from rules.dates import PartialDate
from rules.roster.matching import compatible
from rules.roster.posts import committee_apart, split_posts
from rules.text import fold
from storage import cadre_writes, cadres
from storage.cadres import Source
from storage.database import Transaction
from storage.ids import new_id
from storage.imports import next_code

_SKIP = "skip"


async def add_cadre(turn: Turn) -> Reply:
    """Open the form."""
    return await start(turn, FORM)


async def described(house: House, source: Source, given: Mapping[str, str]) -> Cadre:
    """The person as the answers describe them, still without id and code."""
    unit = await unit_of(house, source, given)
    posts: list[Post] = []
    for title in split_posts(given["post"]):
        seats, others = committee_apart(title, unit.name)
        posts += [Post(each, unit, committee=each in seats) for each in (*seats, *others)]
    birth = PartialDate(given["birth"]) if given["birth"] else None
    return Cadre("", "", given["name"], unit, birth, category=given["category"], posts=tuple(posts))


async def _alike(turn: Turn, cadre: Cadre) -> list[Cadre]:
    """Records of the same name that may be this person: of the unit, or with a birth date that may be the same."""
    found = await cadres.named(turn.house.db, clerk(turn), cadre.name)
    same = [each for each in found if fold(each.name) == fold(cadre.name) and compatible(each.birth, cadre.birth)]
    return [each for each in same if each.unit.id == cadre.unit.id or (each.birth and cadre.birth)]


async def _ask_name(turn: Turn, state: FormState) -> Reply:
    return Reply(moves.NEW_NAME)


async def _take_name(turn: Turn, state: FormState, value: str) -> Next | Again:
    found = read_part("name", value, turn.today)
    return found if isinstance(found, Again) else Next("birth", {"name": found})


async def _ask_birth(turn: Turn, state: FormState) -> Reply:
    return Reply(moves.NEW_BIRTH, ((option("birth", texts.SKIP, _SKIP),),))


async def _take_birth(turn: Turn, state: FormState, value: str) -> Next | Again:
    found = "" if value == _SKIP else read_part("birth", value, turn.today)
    return found if isinstance(found, Again) else Next("unit", {"birth": found})


async def _ask_category(turn: Turn, state: FormState) -> Reply:
    return Reply(moves.NEW_CATEGORY, tuple((option("category", each, each),) for each in asks.CATEGORIES))


async def _take_category(turn: Turn, state: FormState, value: str) -> Next | Again:
    found = "" if fold(value) == fold(texts.SKIP) else read_part("category", value, turn.today)
    return found if isinstance(found, Again) else Next("post", {"category": found})


async def _ask_post(turn: Turn, state: FormState) -> Reply:
    return Reply(moves.NEW_POST, ((option("post", texts.SKIP, _SKIP),),))


async def _take_post(turn: Turn, state: FormState, value: str) -> Next | Again:
    if not 0 < len(value) <= 2 * LONGEST:
        return Again(asks.TITLE_TOO_LONG)
    return Next("confirm", {"post": "" if value == _SKIP else value})


async def _ask_confirm(turn: Turn, state: FormState) -> Reply:
    cadre = await described(turn.house, turn.house.db, state.data)
    alike = await _alike(turn, cadre)
    look = Look("add_cadre", tuple(each.id for each in alike))
    return Reply(moves.add_summary(cadre, alike), ((option("confirm", moves.ADD, "save"),),), look=look)


async def _take_confirm(turn: Turn, state: FormState, value: str) -> Again | Answered:
    return _add(turn, state) if value == "save" else Again(common.CHOOSE_ONE)


def _add(turn: Turn, state: FormState) -> Write:
    async def write(tx: Transaction) -> Reply:
        cadre = await described(turn.house, tx, state.data)
        if not await reaches(tx, turn, cadre.unit):
            return Reply(texts.OUTSIDE, common.HOME_ROW)
        new = replace(cadre, id=new_id(), code=await next_code(tx))
        await keep_units(tx, turn, new)
        await cadre_writes.save(tx, turn.by, "add_record", [None], [new])
        await dated(tx, turn)
        return Reply(moves.added(new), ((see(new.id),), (HOME,)))

    return write


FORM = Form(
    "add_cadre",
    "name",
    {
        "name": Step(_ask_name, _take_name),
        "birth": Step(_ask_birth, _take_birth),
        **unit_steps(asks.WHICH_UNIT, "category"),
        "category": Step(_ask_category, _take_category),
        "post": Step(_ask_post, _take_post),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    STAFF,
)
