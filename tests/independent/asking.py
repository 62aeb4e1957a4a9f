"""A roster written down in the product, and every place asked that tells the figures of its targets."""

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl

from bot.demo.cast import LEADER as DEMO_LEADER
from bot.settings import Settings
from bot.terminal import Seat, sit_down
from bot.wiring import open_house
from handlers.figures import counting_of, target_summary
from handlers.files.target_picture import PictureData, picture_data
from handlers.house import Centre, House
from handlers.leader.summary import bounds_of, counted_for
from handlers.leader.target_pushes import push_target_news
from handlers.month_ends import freeze_missing
from handlers.push import reply_from_json
from rules.access import Asker, Grant, Role
from rules.cadres import Cadre, Credential, Post, PostKind
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.levels import Level
from rules.policy import parse_policy
from rules.snapshot import EVERYONE, Snapshot
from rules.subscriptions import Rhythm, Schedule
from storage import accounts, cadre_writes, classes, grants, links, snapshots, subscriptions, tallies, units
from storage.clock import to_ms
from storage.database import Transaction, open_database
from storage.files import FileStore
from storage.journal import By

from .count import RANKS, TARGETS, belongs, count, level
from .office import Office
from .told import Figure, by_snapshot
from .worlds import DAY, Someone, World

NOW = datetime(DAY.year, DAY.month, DAY.day, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
BEGUN = By("operator", to_ms(NOW - timedelta(days=20)))
LEVELS = {"": Level.NONE, "SC": Level.SO_CAP, "TC": Level.TRUNG_CAP, "CC": Level.CAO_CAP}
POLICY = (resources.files("policies") / "cang-long-2025.toml").read_text(encoding="utf-8")


@dataclass
class Told:
    """What a leader is told of one roster, place by place."""

    chat: str
    picture: PictureData
    caption: str
    workbook: bytes
    document: bytes
    pushed: str
    stale: int
    """How many kept counts differ from the records."""
    frozen: list[Figure] = field(default_factory=list)
    by_command: Mapping[str, list[Figure]] = field(default_factory=dict)
    """What `targets --json` prints, by day."""
    recount: int = 0
    """The status of `recount --verify`, where it was asked."""


def ask_about(world: World, office: Office, empty: Path) -> Told:
    """Everything that is told of a world, from a database of its own."""
    (office.folder / "office.db").write_bytes(empty.read_bytes())
    text = POLICY
    for before, after in world.policy:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (office.folder / "policy.toml").write_text(text, encoding="utf-8")
    url = f"sqlite:///{office.folder / 'office.db'}?synchronous=off"
    told = asyncio.run(_ask(url, world, text, office.folder))
    settings = {
        "CADREBOT_DATABASE__URL": url,
        "CADREBOT_CENTRE__POLICIES": json.dumps([str(office.folder / "policy.toml"), "qd57", "qd350"]),
        "CADREBOT_TARGETS__COUNT_UNVERIFIED": str(world.count_unverified).lower(),
    }
    unit = ("--unit", world.seen_from) if world.seen_from else ()
    days = [day.isoformat() for day in world.days]
    told.by_command = {day: office.run("targets", "--json", "--as-of", day, *unit, **settings).json for day in days}
    return told


async def make_empty(path: Path) -> None:
    """A database with its tables and nothing in them."""
    await (await open_database(f"sqlite:///{path}?synchronous=off")).close()


async def _ask(url: str, world: World, policy: str, folder: Path) -> Told:
    db = await open_database(url)
    before = House(db, parse_policy(POLICY, "policy.toml"), (), Centre("Trung tâm"), lambda: NOW, FileStore(folder))
    try:
        code, leader = await _write_down(before, world)
        house = replace(before, policy=parse_policy(policy, "policy.toml"), count_unverified=world.count_unverified)
        told = await _told(house, code, leader)
        await freeze_missing(db, house.policy, house.count_unverified, NOW + timedelta(days=1))
        if world.people:
            told.frozen = by_snapshot(await _last(house), world.targets, await _units(house, leader))
        return told
    finally:
        await db.close()


async def _last(house: House) -> Snapshot:
    *_, (day, key) = await snapshots.days(house.db, house.policy.id)
    found = await snapshots.by_id(house.db, key)
    assert found is not None
    assert day == DAY
    return found


async def _units(house: House, leader: Asker) -> list[str]:
    bounded = await bounds_of(house.db, leader)
    return [unit.id for unit in await units.in_bounds(house.db, leader)] if bounded else [EVERYONE]


async def _told(house: House, code: str, leader: Asker) -> Told:
    day = house.clock().date()
    seat = await sit_down(house, code)
    assert seat is not None
    chat = await seat.says("chỉ tiêu tới đâu rồi?")
    picture = await seat.taps("target_picture")
    found = await target_summary(house, leader, day)
    counted = await counted_for(house, day, await bounds_of(house.db, leader))
    await push_target_news(house)
    [pushed] = await house.db.rows("select reply from outbox where chat = 'leader'")
    return Told(
        chat=chat.reply.text if chat.reply else "",
        picture=picture_data(house.policy, found, counted),
        caption=picture.reply.text if picture.reply else "",
        workbook=await _file(seat, "target_excel"),
        document=await _file(seat, "target_word"),
        pushed=reply_from_json(pushed["reply"]).text,
        stale=len(await tallies.differences(house.db, counting_of(house, day))),
    )


async def _file(seat: Seat, key: str) -> bytes:
    answered = await seat.taps(key)
    assert answered.reply is not None
    [file] = answered.reply.files
    return file.content


# A world of the file beside


async def _write_down(house: House, world: World) -> tuple[str, Asker]:
    """Write the people down, first without levels and classes, so that the kept counts have to follow. Returns the
    leader's code, and the leader as one who asks."""
    known = {unit.id: unit.as_unit() for unit in house.policy.units}
    people = [_cadre(n, someone, house) for n, someone in enumerate(world.people)]
    blank = [replace(cadre, credentials=()) for cadre in people]
    async with house.db.transaction() as tx:
        await units.save(tx, known.values())
        await cadre_writes.save(tx, BEGUN, "import", [None] * len(blank), blank)
        lan = await grants.create_staff(tx, BEGUN, "Ngô Thị Lan")
        await grants.grant(tx, BEGUN, lan.id, Role.LEADER, world.seen_from or None)
        await _wants_figures(tx, BEGUN, lan.id)
    leader = Asker(None, (Grant(Role.LEADER, world.seen_from or None),), lan.name, lan.id)
    await target_summary(house, leader, DAY)
    async with house.db.transaction() as tx:
        await cadre_writes.save(tx, BEGUN, "import", blank, [replace(cadre, version=2) for cadre in people])
        await _put_into_classes(tx, world)
        await units.save(tx, [replace(known[unit], parent_id=into) for unit, into in world.merged])
    return lan.code, leader


def _cadre(number: int, someone: Someone, house: House) -> Cadre:
    unit = house.policy.unit_by_id[someone.unit].as_unit()
    posts = tuple(
        Post(
            held.title,
            house.policy.unit_by_id[held.unit or someone.unit].as_unit(),
            PostKind.PLANNED if held.planned else PostKind.INCUMBENT,
            held.committee,
            held.since,
            held.until,
        )
        for held in someone.posts
    )
    level = LEVELS[someone.level]
    return Cadre(
        f"c{number}", f"CB{number:03}", f"Lý Văn {number}", unit, category=someone.category, posts=posts,
        credentials=(Credential(level, verified=someone.verified),) if level is not Level.NONE else (),
    )  # fmt: skip


async def _wants_figures(tx: Transaction, by: By, holder: str) -> None:
    """A chat of the leader's to which the figures come on Monday mornings."""
    await accounts.open_account(tx, "web", "leader", "Lan", by.at)
    [row] = await tx.rows("select id from account where chat = 'leader'")
    await links.attach(tx, by, row["id"], holder)
    await subscriptions.subscribe(tx, by, holder, Schedule(Rhythm.WEEKLY, "0", 7))


async def _put_into_classes(tx: Transaction, world: World) -> None:
    wanted = {(someone.studies, someone.class_state) for someone in world.people if someone.studies}
    made = {each: _class(*each) for each in wanted}
    await classes.save_classes(tx, BEGUN, "test", list(made.values()))
    enrolled = [
        Enrolment(made[someone.studies, someone.class_state].id, f"c{number}")
        for number, someone in enumerate(world.people)
        if someone.studies
    ]
    await classes.save_enrolments(tx, BEGUN, enrolled)


def _class(level: str, state: str) -> TrainingClass:
    """One that gives a level; its days are those that its state asks for."""
    starts = DAY + timedelta(days=9 if state == "planned" else -9)
    return TrainingClass(
        f"{level}{state}", f"{level}-{state}", level, LEVELS[level], state=ClassState(state), starts_on=starts
    )


# The demonstration's district


def ask_the_demonstration(office: Office, made: Path) -> Told:
    """The same of the demonstration, on its first morning; its world as it was made for the whole run."""
    (office.folder / "data").mkdir()
    shutil.copyfile(made, office.folder / "data" / "demo.db")
    assert office.run("demo", "--terminal").status == 0
    world = {"CADREBOT_DATABASE__URL": f"sqlite:///{office.folder / 'data' / 'demo.db'}"}
    told = asyncio.run(_ask_demo(world["CADREBOT_DATABASE__URL"]))
    told.by_command = {"today": office.run("targets", "--json", **world).json}
    told.recount = office.run("recount", "--verify", **world).status
    assert office.run("export", "roster", "out.xlsx", **world).status == 0
    return told


async def _ask_demo(url: str) -> Told:
    async with open_house(Settings.model_validate({"database": {"url": url}})) as house:
        [row] = await house.db.rows("select id, name from cadre where code = $1", DEMO_LEADER.code)
        async with house.db.transaction() as tx:
            await _wants_figures(tx, By("operator", BEGUN.at - 30 * 86_400_000), row["id"])
        leader = Asker(row["id"], (Grant(Role.LEADER),), row["name"], row["id"])
        return await _told(house, DEMO_LEADER.code, leader)


def count_the_demonstration(office: Office) -> list[Figure]:
    """Its figures by plain loops over its exported roster; who studies, by the tables of classes."""
    titles, *rows = openpyxl.load_workbook(office.folder / "out.xlsx").worksheets[0].values
    people = [{title: str(cell or "") for title, cell in zip(titles, row, strict=True)} for row in rows]
    people = [each for each in people if each["Họ và tên"]]
    with closing(sqlite3.connect(office.folder / "data" / "demo.db")) as db:
        running = db.execute(
            "select c.code, t.level from enrolment e join training_class t on t.id = e.class_id join cadre c"
            " on c.id = e.person_id where e.state = 'enrolled' and t.state in ('running', 'results')"
        ).fetchall()
    learned = dict(sorted(running, key=lambda each: RANKS[each[1]]))
    figures = count(people)
    for figure, (group, required, _, _) in zip(figures, TARGETS, strict=True):
        figure["studying"] = sum(
            belongs(row, group) and RANKS[level(row)] < RANKS[required] <= RANKS[learned.get(row["Mã cán bộ"], "none")]
            for row in people
        )
    return figures
