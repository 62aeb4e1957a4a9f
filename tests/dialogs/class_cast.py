"""The people of a class from plan to certificate: they do nothing but what they could type, tap or send."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from bot.jobs import Jobs
from handlers.house import House
from handlers.push import reply_from_json
from rules.access import OPERATOR
from rules.classes import EnrolmentState, Session, TrainingClass
from rules.courses import CourseKind
from rules.seats import SeatState
from storage import class_list, classes, seat_lists
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock

_ZONE = "Asia/Ho_Chi_Minh"


async def taps(person: Person, *labels: str) -> str:
    """Tap one option after another; each must be offered. Gives what is read last."""
    for label in labels:
        assert label in person.labels, f"{label!r} is not offered: {person.labels}\n{person.last.text}"
        await person.taps(label)
    return person.last.text


async def types(person: Person, *lines: str) -> str:
    """Type one message after another. Gives what is read last."""
    for line in lines:
        await person.says(line)
    return person.last.text


def reads(person: Person, *words: str) -> None:
    """Each of these stands in what was read last."""
    is_told(person.last.text, *words)


def is_told(text: str, *words: str) -> None:
    for each in words:
        assert each in text, f"{each!r} is not in what was read:\n{text}"


def number_of(text: str, name: str) -> str:
    """The number before a name in a list that was read."""
    found = [line.split(".")[0] for line in text.splitlines() if name in line and line[:1].isdigit()]
    assert found, f"{name!r} stands in no numbered line:\n{text}"
    return found[0]


def numbers_on_sheet(person: Person) -> dict[str, int]:
    """Name → number, off the list of the class that was just handed out."""
    [file] = person.last.files
    sheet = load_workbook(BytesIO(file.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return {str(row[1]): row[0] for row in rows if isinstance(row[0], int)}


@dataclass
class Town:
    """The house and its clock: time passes with all that is due by then, and what comes unasked is read once."""

    house: House
    clock: Clock
    _read: dict[str, int] = field(default_factory=dict)

    async def waits_until(self, day: int, month: int = 6, hour: int = 8) -> None:
        """Let the time pass to an hour of 2025, with the jobs that fire on the way."""
        before = self.clock.now
        self.clock.now = datetime(2025, month, day, hour, 0, tzinfo=before.tzinfo)
        await Jobs(self.house, _ZONE).catch_up(before, self.clock.now)

    async def news(self, person: Person) -> str:
        """What came to a person without being an answer, since they looked last."""
        rows = await self.house.db.rows(
            "select reply from outbox where channel = $1 and chat = $2 order by created_at, rowid",
            person.channel,
            person.chat,
        )
        seen = self._read.get(person.chat, 0)
        self._read[person.chat] = len(rows)
        return "\n\n".join(reply_from_json(row["reply"]).text for row in rows[seen:])


@dataclass
class Cast:
    """Everybody who has a part in one class, and what is stored of it."""

    kind: CourseKind
    town: Town
    lan: Person
    phuc: Person
    loc: Person
    thanh: Person
    ray: Person
    nominee: Person
    binh: Person
    an: Person

    async def training(self) -> TrainingClass:
        [only] = await classes.every_class(self.town.house.db, OPERATOR)
        return only.training

    async def sessions(self) -> list[Session]:
        return await classes.sessions_of(self.town.house.db, (await self.training()).id)

    async def requests(self) -> dict[str, SeatState]:
        """The state of each request for the class, by name."""
        found = await seat_lists.of_class(self.town.house.db, (await self.training()).id, list(SeatState))
        return {each.name: each.state for each in found}

    async def students(self) -> dict[str, EnrolmentState]:
        """The state of each person in the class, by name."""
        found = await class_list.students(self.town.house.db, (await self.training()).id)
        return {each.name: each.state for each in found}
