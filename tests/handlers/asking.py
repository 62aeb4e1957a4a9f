"""What the tests of questions and answers share: the shipped entries in the database, and a question on its way."""

from importlib import resources

from handlers.house import House
from rules.faq import parse_faq
from storage import faq
from storage.clock import to_ms
from tests.handlers.chat import Person

SHIPPED = parse_faq((resources.files("policies") / "faq-cang-long.toml").read_text(encoding="utf-8"), "faq").entries
UNHEARD = "Chứng chỉ bơi lội có cần khi đi thực tế Cà Mau không?"
"""A question that no reader and no entry can answer."""


def number_of(shipped_id: str) -> int:
    """The number of an entry of the program's file."""
    return [each.id for each in SHIPPED].index(shipped_id) + 1


async def ship(house: House) -> None:
    """Bring the entries of the program in."""
    await faq.keep_shipped(house.db, SHIPPED, to_ms(house.clock()))


async def asks(person: Person, words: str = UNHEARD) -> str:
    """Send a question to the centre; what is read then."""
    await person.says("/hoi")
    await person.says(words)
    return await person.taps("Gửi câu hỏi")
