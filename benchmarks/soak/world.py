"""The district of the soak: units, cadres with their chats, classes, the centre's people, codes to link by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.linking import code as codes
from handlers.texts import first_contact
from rules.access import Role
from rules.cadres import Cadre
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from storage import accounts, cadre_writes, classes, consents, links, units
from storage.clock import from_ms, now_ms
from storage.database import Database, Transaction, open_database
from storage.ids import new_id
from storage.journal import By
from tests.handlers import roster
from tests.handlers.roster import Centre

FIRST_CHAT = 10_000
"""The chats of the cadres count from here."""
ASKERS = 48
"""How many of them do nothing but ask, with notices switched off: what they read is counted to the letter."""
ASK_TO_CORRECT = 12
"""How many after those ask for corrections, over and over."""
LINKING = 60
"""How many at the end have no chat yet, and a code."""
CLASSES = 4
PLACES = 30
"""Of the class that takes names: fewer than want one."""
WRITER, IMPORTER, DESK = (Centre(f"nv9{n}", f"NV9{n}", name) for n, name in enumerate(("Ngô Lan", "Lê Tâm", "Hồ Yến")))
APPROVER = Centre("nv99", "NV99", "Bùi Phúc")
STAFF_CHATS = {WRITER: 9_001, IMPORTER: 9_002, DESK: 9_003, APPROVER: 9_004}


@dataclass(frozen=True)
class World:
    """Who is who among the chats."""

    people: int
    codes: dict[int, str]
    """By the chat of somebody who will link with it."""
    phones: frozenset[str]

    @property
    def askers(self) -> range:
        return range(FIRST_CHAT, FIRST_CHAT + ASKERS)

    @property
    def correctors(self) -> range:
        return range(self.askers.stop, self.askers.stop + ASK_TO_CORRECT)

    @property
    def readers(self) -> range:
        """Whom notices reach."""
        return range(self.correctors.stop, FIRST_CHAT + self.people - LINKING)

    @property
    def newcomers(self) -> range:
        return range(self.readers.stop, FIRST_CHAT + self.people)


def cadre_of(number: int) -> Cadre:
    like = roster.CADRES[number % len(roster.CADRES)]
    return replace(like, id=f"s{number:05}", code=f"S{number:05}", phone=f"09{71_000_000 + number}")


def class_code(number: int) -> str:
    return f"NGAM-K{number}"


async def settle_in(url: str, people: int) -> World:
    """Fill an empty database."""
    db = await open_database(url)
    try:
        by = By("operator", now_ms())
        cadres = [cadre_of(number) for number in range(people)]
        async with db.transaction() as tx:
            await units.save(tx, roster.UNITS)
            await cadre_writes.save(tx, by, "import", [None] * people, cadres)
            await _add_staff(tx, by)
            await _add_classes(tx, by, cadres)
        world = World(people, await _give_codes(db, by, cadres[-LINKING:]), frozenset(c.phone for c in cadres))
        await _link(db, by, cadres[:-LINKING])
        return world
    finally:
        await db.close()


async def _add_staff(tx: Transaction, by: By) -> None:
    await tx.run_many(
        "insert into staff_person (id, code, name) values ($1, $2, $3)", [(w.id, w.code, w.name) for w in STAFF_CHATS]
    )
    await tx.run_many(
        "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, null, $4)",
        [(new_id(), who.id, Role.STAFF.value, by.at) for who in STAFF_CHATS],
    )
    for who, chat in STAFF_CHATS.items():
        await _link_one(tx, by, chat, who.id)


async def _add_classes(tx: Transaction, by: By, cadres: Sequence[Cadre]) -> None:
    """Running classes that share the cadres among them, half of these in the last, and one that takes names."""
    today = from_ms(by.at).date()
    running = [
        TrainingClass(
            f"k{number}", class_code(number), f"Sơ cấp lý luận chính trị, khóa {number}", Level.SO_CAP,
            state=ClassState.RUNNING, starts_on=today - timedelta(days=9), ends_on=today + timedelta(days=90),
            kind="so_cap",
        )
        for number in range(CLASSES)
    ]  # fmt: skip
    taking = TrainingClass(
        "mo", "NGAM-MO", "Bồi dưỡng nhận thức về Đảng, khóa 3", state=ClassState.OPEN, places=PLACES,
        kind="nhan_thuc_dang", starts_on=today + timedelta(days=30), register_until=today + timedelta(days=20),
    )  # fmt: skip
    await classes.save_classes(tx, by, "add", [*running, taking])
    for number, training in enumerate(running):
        theirs = [cadre for place, cadre in enumerate(cadres) if min(place % (CLASSES + 2), CLASSES - 1) == number]
        await classes.save_enrolments(tx, by, [Enrolment(training.id, cadre.id) for cadre in theirs])
    await classes.count_taken(tx, [training.id for training in running])


async def _give_codes(db: Database, by: By, cadres: Sequence[Cadre]) -> dict[int, str]:
    given = {}
    async with db.transaction() as tx:
        for cadre in cadres:
            code = codes.new_code()
            await links.add_code(tx, by, codes.digest(code), cadre.id, by.at + 30 * 86_400_000)
            given[FIRST_CHAT + int(cadre.id[1:])] = codes.shown(code)
    return given


async def _link(db: Database, by: By, cadres: Sequence[Cadre]) -> None:
    async with db.transaction() as tx:
        for number, cadre in enumerate(cadres):
            await _link_one(tx, by, FIRST_CHAT + number, cadre.id)
        await tx.run_many(
            "update account set muted = 1 where chat = $1", [(str(FIRST_CHAT + n),) for n in range(ASKERS)]
        )


async def _link_one(tx: Transaction, by: By, chat: int, holder: str) -> None:
    await accounts.open_account(tx, "telegram", str(chat), "Minh", by.at)
    [found] = await tx.rows("select id from account where channel = 'telegram' and chat = $1", str(chat))
    await tx.rows("update account set holder_id = $1, linked_at = $2 where id = $3", holder, by.at, found["id"])
    for purpose in first_contact.PURPOSES:
        await consents.give(tx, by, found["id"], purpose, first_contact.VERSION)
