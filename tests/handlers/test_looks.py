"""Whoever sees somebody else's name leaves a look, from which that person can be told: no answer forgets it."""

import re
from itertools import chain

import orjson
import pytest

from handlers.house import House
from handlers.table import ANSWERS
from rules.cadres import Cadre
from rules.classes import Enrolment, TrainingClass
from storage import classes
from storage.database import Database
from storage.journal import By
from storage.looks import every_look, looks_at
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked
from tests.handlers.noticed import notify
from tests.handlers.teaching import pair  # noqa: F401
from tests.handlers.test_every_answer import walk

_IDS = {cadre.name: (cadre.id, cadre.code) for cadre in roster.CADRES}
_NAMES = re.compile("|".join(map(re.escape, _IDS)))
_TEACHING = {roster.DUNG.name, roster.HOA.name}
"""Lecturers in the world of these tests: who teaches a class stands in its timetable, for everybody."""


class Watched(Person):
    """A person of whom every name they are shown is looked up among their looks."""

    def __init__(self, house: House, chat: str, who: Cadre | roster.Centre) -> None:
        super().__init__(house, "telegram", chat, who.name)
        self.who = who
        self.unseen: dict[str, set[str]] = {}

    async def _send(self, kind: object, **what: object) -> str:
        said = await super()._send(kind, **what)  # type: ignore[arg-type]
        labels = [button.label for row in self.last.buttons for button in row]
        shown = set(_NAMES.findall("\n".join([said, *labels]))) - {self.who.name} - _TEACHING
        if shown:
            seen = await _seen_by(self.house.db, self.who.id)
            forgotten = {name for name in shown if seen.isdisjoint(_IDS[name])}
            if forgotten:
                self.unseen[str(what)] = forgotten
        return said


async def _seen_by(db: Database, holder_id: str) -> set[str]:
    rows = await db.rows(
        "select j.action, j.record_id, v.after from journal j left join journal_value v on v.journal_id = j.id"
        " where j.by_whom = $1 and j.action in ('look_at_names', 'look_at_record')",
        holder_id,
    )
    lists = (orjson.loads(row["after"]) for row in rows if row["action"] == "look_at_names")
    return {row["record_id"] for row in rows} | set(chain.from_iterable(lists))


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("who", [roster.LAN, roster.LOC, roster.THANH], ids=["staff", "officer", "leader"])
async def test_no_answer_shows_a_name_without_leaving_a_look(
    house: House, linked: Linked, who: Cadre | roster.Centre
) -> None:
    nha, kiet = await linked(roster.NHA), await linked(roster.KIET)
    await notify(house, nha, failing=[kiet])
    person = Watched(house, (await linked(who)).chat, who)
    await nha.says("thông tin chưa đúng")
    await nha.taps("Số điện thoại")
    await nha.says("0912 000 111")
    await nha.taps("Gửi Trung tâm")
    await walk(person, [*([name] for name in ANSWERS), ["find_cadre:Thị"], ["rollcall:s1"], ["correction:1"]])
    assert person.unseen == {}


async def test_a_person_is_told_who_saw_their_name_and_not_whom_else(house: House, linked: Linked) -> None:
    lan = await linked(roster.LAN)
    await lan.says("tra cứu Trần Văn Nhã")
    await lan.taps("roster_export")
    found = await looks_at(house.db, (roster.NHA.id, roster.NHA.code), 0, 10)
    assert {(each.what, each.by, each.many) for each in found} == {
        ("record", roster.LAN.name, 1),
        ("roster_export", roster.LAN.name, 0),
    }
    assert [each.what for each in await looks_at(house.db, (roster.HOA.id, roster.HOA.code), 0, 10)] == [
        "roster_export"
    ]
    assert len(await every_look(house.db, 0, 10)) == 2


async def test_looking_at_oneself_is_no_look(house: House, db: Database, linked: Linked) -> None:
    async with db.transaction() as tx:
        by = By("operator", 1)
        await classes.save_classes(tx, by, "add", [TrainingClass("k1", "SC-K1", "Sơ cấp, khóa 1")])
        await classes.save_enrolments(tx, by, [Enrolment("k1", roster.LOC.id)])
    loc = await linked(roster.LOC)
    await loc.taps("my_profile")
    assert await looks_at(house.db, (roster.LOC.id, roster.LOC.code), 0, 10) == []
