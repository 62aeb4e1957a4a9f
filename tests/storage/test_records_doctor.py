"""The questions of the records doctor on both engines: each finds its suspect, and a kept one by its facts."""

from dataclasses import replace
from datetime import date

import pytest

from rules.cadres import Cadre, Credential, Post, Tier, Unit
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.dates import PartialDate
from rules.levels import Level
from storage import cadre_writes, classes, records_doctor, units
from storage.database import Database
from storage.erasing_records import erase_record
from storage.journal import By
from storage.records_doctor import Shared

BY = By("operator", 1)
TODAY = date(2025, 6, 2)
HERE = Unit("here", "xã Tân An", Tier.COMMUNE)
THERE = Unit("there", "xã An Trường", Tier.COMMUNE)
PAPER = Credential(Level.SO_CAP, number="SC-1", issued=PartialDate("2012"))
ONE = Cadre(
    "c1", "CB1", "Trần Văn Nhã", HERE, PartialDate("1974"), credentials=(PAPER, Credential(Level.CAO_CAP)),
    posts=(Post("Trưởng phòng", HERE, since=date(2020, 1, 1)), Post("Văn thư", THERE, since=date(2010, 1, 1))),
)  # fmt: skip
OTHER = replace(
    ONE, id="c2", code="CB2", credentials=(replace(PAPER, issued=PartialDate("2030")),), posts=ONE.posts[:1]
)
FULL = TrainingClass("k1", "K1", "Trung cấp", Level.TRUNG_CAP, state=ClassState.RUNNING, places=1, ends_on=TODAY)


@pytest.fixture(autouse=True)
async def kept(db: Database) -> None:
    async with db.transaction() as tx:
        await units.save(tx, [HERE, THERE])
        await cadre_writes.save(tx, BY, "import", [None, None], [ONE, OTHER])
        await classes.save_classes(tx, BY, "create", [FULL])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", "c1"), Enrolment("k1", "c2")])


async def test_each_question_finds_its_suspects(db: Database) -> None:
    both = ("c1", "c2")
    assert await records_doctor.with_bare_papers(db) == ["c1"]
    assert await records_doctor.with_odd_dates(db, TODAY) == ["c2"]
    assert await records_doctor.with_posts_elsewhere(db) == ["c1"]
    assert await records_doctor.posts_of_two(db, TODAY) == [Shared(("Trưởng phòng", "here"), both)]
    assert await records_doctor.numbers_of_two(db) == [Shared(("SC-1", "so_cap"), both)]
    assert await records_doctor.same_people(db) == [Shared(("tran van nha", "1974 here"), both)]
    assert await records_doctor.in_classes(db) == [("c1", "k1"), ("c2", "k1")]
    assert await records_doctor.overfull(db) == [("k1", 1, 2)]
    assert await records_doctor.still_running(db, date(2025, 6, 3)) == ["k1"]
    assert await records_doctor.still_running(db, TODAY) == []
    assert await records_doctor.results_unseen(db) == []
    assert await records_doctor.chats_of_gone(db) == []


async def test_nobody_who_left_the_roster_is_a_suspect(db: Database) -> None:
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, BY, "end", [ONE])
    assert await records_doctor.with_bare_papers(db) == []
    assert await records_doctor.posts_of_two(db, TODAY) == []
    assert await records_doctor.same_people(db) == []


async def test_what_is_kept_is_kept_for_its_facts_alone(db: Database) -> None:
    async with db.transaction() as tx:
        await records_doctor.keep(tx, BY, ("twins", "c1 c2", "a"), "hai người")
    assert await records_doctor.kept(db) == {("twins", "c1 c2", "a")}
    async with db.transaction() as tx:
        await records_doctor.note_told(tx, 2, [("twins", "c1 c2", "b")])
    assert await records_doctor.kept(db) == set()
    assert await records_doctor.told(db) == {("twins", "c1 c2", "b")}


async def test_with_a_person_goes_why_something_about_them_was_kept(db: Database) -> None:
    async with db.transaction() as tx:
        await records_doctor.keep(tx, BY, ("twins", "c1 c2", "a"), "hai người")
        await records_doctor.keep(tx, BY, ("twins", "c10 c2", "a"), "hai người")
        await erase_record(tx, BY, "c1")
    assert await records_doctor.kept(db) == {("twins", "c10 c2", "a")}
