"""What the conversation tests stand on: a database with a small district, a house around it, a clock that moves."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.house import Centre, House, WaysIn
from handlers.linking.invite import Invite, make_invite
from handlers.push import reply_from_json
from handlers.texts import first_contact
from rules.cadres import Cadre
from storage import accounts, cadre_writes, consents, links, units
from storage.clock import to_ms
from storage.database import Database, open_database
from storage.files import FileStore
from storage.ids import new_id
from storage.journal import By
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.storage.kept_sqlite import Kept, kept_sqlite

_FIRST_DAY = datetime(2025, 6, 2, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
_BY = By("operator", to_ms(_FIRST_DAY))


class Clock:
    """Stands at Monday 2/6/2025, 8:00 in Vietnam, until a test moves it."""

    def __init__(self) -> None:
        self.now = _FIRST_DAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Go on by `days`, `hours`, `minutes`, ..."""
        self.now += timedelta(**by)


Linked = Callable[..., Awaitable[Person]]
Code = Callable[[Cadre | roster.Centre], Awaitable[Invite]]
Sent = Callable[[Person], Awaitable[list[str]]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def database_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the people of `roster`, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "district.db"
    asyncio.run(fill(_url(path)))
    return path


async def fill(url: str) -> None:
    """Put the people of `roster` into an empty database."""
    db = await open_database(url)
    async with db.transaction() as tx:
        await units.save(tx, roster.UNITS)
        await cadre_writes.save(tx, _BY, "import", [None] * len(roster.CADRES), roster.CADRES)
        await tx.run_many(
            "insert into staff_person (id, code, name) values ($1, $2, $3)",
            [(person.id, person.code, person.name) for person in roster.CENTRE_PEOPLE],
        )
        await tx.run_many(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, $4, $5)",
            [(new_id(), holder, role.value, unit_id, _BY.at) for holder, role, unit_id in roster.GRANTS],
        )
    await db.close()


def _url(path: Path) -> str:
    return f"sqlite:///{path}?synchronous=off"


@pytest.fixture(scope="session")
def district(database_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The same, open for all tests that need no file of their own."""
    with kept_sqlite(shutil.copyfile(database_file, tmp_path_factory.mktemp("district") / "district.db")) as kept:
        yield kept


@pytest.fixture
async def db(district: Kept) -> AsyncIterator[Database]:
    """The district's database, as it was made."""
    database = await district.lend()
    yield database
    await database.close()


@pytest.fixture
async def own_db(database_file: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """The same in a file of this test's own, `district.db`: for a test that looks into the file, or harms it."""
    path = tmp_path / "district.db"
    shutil.copyfile(database_file, path)
    database = await open_database(_url(path))
    yield database
    await database.close()


@pytest.fixture
def house(db: Database, clock: Clock, tmp_path: Path) -> House:
    return House(
        db=db,
        policy=roster.POLICY,
        regulations=roster.REGULATIONS,
        courses=roster.COURSES,
        holidays=roster.HOLIDAYS,
        centre=Centre(
            "Trung tâm Chính trị huyện Càng Long", "0294 388 2000", "Khóm 3, thị trấn Càng Long", "giờ hành chính"
        ),
        clock=clock,
        files=FileStore(tmp_path / "files"),
        ways_in=WaysIn(telegram="https://t.me/CangLongBot"),
    )


@pytest.fixture
def stranger(house: House) -> Person:
    """Somebody nobody knows, who never wrote before."""
    return Person(house, chat="9999", name="Người lạ")


@pytest.fixture
def linked(house: House) -> Linked:
    """`await linked(roster.NHA)`: that person at their own chat, linked and having agreed to everything."""
    return link_in(house)


def link_in(house: House) -> Linked:
    """The same for a house that is no fixture."""

    async def link(who: Cadre | roster.Centre, channel: str = "telegram", chat: str = "") -> Person:
        person = Person(house, channel, chat or f"chat-{who.id}", who.name)
        async with house.db.transaction() as tx:
            await accounts.open_account(tx, channel, person.chat, who.name, _BY.at)
            rows = await tx.rows("select id from account where channel = $1 and chat = $2", channel, person.chat)
            await links.attach(tx, _BY, rows[0]["id"], who.id)
            for purpose in first_contact.PURPOSES:
                await consents.give(tx, _BY, rows[0]["id"], purpose, first_contact.VERSION)
        return person

    return link


@pytest.fixture
def sent(db: Database) -> Sent:
    """`await sent(person)`: the texts on their way to that chat without being answers, oldest first."""

    async def texts(person: Person) -> list[str]:
        rows = await db.rows(
            "select reply from outbox where channel = $1 and chat = $2 order by created_at, id",
            person.channel,
            person.chat,
        )
        return [reply_from_json(row["reply"]).text for row in rows]

    return texts


@pytest.fixture
def code(house: House) -> Code:
    """`await code(roster.NHA)`: a fresh linking code of that person."""

    async def make(who: Cadre | roster.Centre) -> Invite:
        holder = await links.holder_by_code(house.db, who.code)
        assert holder is not None
        return await make_invite(house, holder, By("operator", to_ms(house.clock())))

    return make
