"""The unit a leader's question names: one in force, or one that has ended, and then what took over."""

from dataclasses import dataclass, replace

from handlers.house import House
from handlers.messages import Reply
from handlers.texts import reorganising as texts
from handlers.turn import Answered
from handlers.understanding.unit_names import unit_named
from rules.access import Asker
from rules.cadres import Unit
from rules.text import fold
from storage import former_units, units
from storage.database import Transaction
from storage.former_units import Former


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question names."""

    named: bool
    """Whether it names a unit at all."""
    unit: Unit | None = None
    """The unit in force, if the asker's roles reach it."""
    became: str = ""
    """One sentence where the question used the name of a unit that has ended."""


async def unit_meant(house: House, asker: Asker, text: str, said: str) -> Meant:
    """The unit of a text; `said` is the name that understanding found in it, if it found one."""
    known, former = await units.in_force(house.db), await former_units.former_units(house.db)
    old = _former_in(text, said, known, former)
    aliases = {unit.id: list(unit.aliases) for unit in house.policy.units}
    named = next((unit for unit in known if unit.name == said), None) if said else None
    named = (old.successors[0] if old else named) or unit_named(text, known, aliases)
    if old and len(old.successors) > 1:
        return Meant(True, None, texts.became(old.name, [unit.name for unit in old.successors]))
    if named is None:
        return Meant(bool(said))
    seen = {unit.id for unit in await units.in_bounds(house.db, asker)}
    became = texts.became(old.name, [named.name]) if old else ""
    return Meant(True, named if named.id in seen else None, became)


def _former_in(text: str, said: str, known: list[Unit], former: list[Former]) -> Former | None:
    """The unit that has ended of the longest name in the text; one whose name another bears now, only with "cũ"."""
    words = f" {' '.join(fold(text).replace(',', ' ').split())} "
    borne = {fold(unit.name) for unit in known}
    found = [each for each in former if _is_named(each.name, words, fold(each.name) in borne)]
    found += [each for each in former if each.name == said and fold(said) not in borne]
    longest = max(found, key=lambda each: len(each.name), default=None)
    if longest is None or any(len(unit.name) > len(longest.name) and unit.name == said for unit in known):
        return None
    return longest


def _is_named(name: str, words: str, borne_again: bool) -> bool:
    return f" {fold(name)} cu " in words or (not borne_again and f" {fold(name)} " in words)


def said_first(meant: Meant, reply: Reply) -> Reply:
    """The answer, below what became of the unit that was asked about."""
    return replace(reply, text=f"{meant.became}\n{reply.text}") if meant.became else reply


def with_former(answered: Answered, meant: Meant) -> Answered:
    """The same where the answer may have something to write."""
    if isinstance(answered, Reply):
        return said_first(meant, answered)

    async def write(tx: Transaction) -> Reply:
        return said_first(meant, await answered(tx))

    return write
