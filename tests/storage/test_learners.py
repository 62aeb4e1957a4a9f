"""Learners are kept beside the roster and never on it; each asker finds only those whom they may see."""

from dataclasses import replace

import pytest

from rules.access import OPERATOR, STRANGER, Asker, Grant, Role
from rules.cadres import Cadre, Tier, Unit
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.dates import PartialDate
from rules.learners import Learner
from rules.levels import Level
from storage import accounts, cadre_writes, cadres, classes, enrolled, learners, links, people, units
from storage.database import Database
from storage.journal import By

BY = By("operator", 1)
TAN_AN = Unit("xa-tan-an", "xã Tân An", Tier.COMMUNE)
HAMLET = Unit("ap-1", "Chi bộ ấp 1, xã Tân An", Tier.COMMUNE, "xa-tan-an")
AN_TRUONG = Unit("xa-an-truong", "xã An Trường", Tier.COMMUNE)
CADRE = Cadre("c1", "CB1", "Trần Văn Nhã", TAN_AN)
BINH = Learner("", "", "Lê Thị Bình", HAMLET, PartialDate("1999-03-02"), "nu", "0912000111", "Giáo viên")
AN = Learner("", "", "Phạm Văn An", AN_TRUONG, PartialDate("2001"))
OFFICER = Asker(grants=(Grant(Role.OFFICER, "xa-tan-an"),), user_id="o1")


@pytest.fixture
async def kept(db: Database) -> list[Learner]:
    async with db.transaction() as tx:
        await units.save(tx, [TAN_AN, HAMLET, AN_TRUONG])
        await cadre_writes.save(tx, BY, "import", [None], [CADRE])
        return await learners.save(tx, BY, "add", [BINH, AN])


async def test_learners_get_codes_of_their_own_and_come_back_as_they_were_kept(
    db: Database, kept: list[Learner]
) -> None:
    assert [each.code for each in kept] == ["HV00001", "HV00002"]
    assert await learners.by_code(db, OPERATOR, "hv00001") == kept[0]
    assert await learners.in_bounds(db, OPERATOR) == [kept[1], kept[0]]


async def test_an_officer_sees_the_learners_of_the_unit_and_below_and_no_others(
    db: Database, kept: list[Learner]
) -> None:
    assert await learners.in_bounds(db, OFFICER) == [kept[0]]
    assert await learners.by_id(db, OFFICER, kept[1].id) is None
    assert await learners.named(db, OFFICER, "le thi binh") == [kept[0]]
    assert await learners.in_bounds(db, STRANGER) == []


async def test_a_learner_sees_themselves_and_nobody_else(db: Database, kept: list[Learner]) -> None:
    own = Asker(learner_id=kept[0].id, user_id=kept[0].id)
    assert await learners.by_id(db, own, kept[0].id) == kept[0]
    assert await learners.by_id(db, own, kept[1].id) is None


async def test_a_change_counts_the_version_up_and_leaves_both_texts_in_the_journal(
    db: Database, kept: list[Learner]
) -> None:
    async with db.transaction() as tx:
        await learners.save(tx, BY, "change", [replace(kept[0], phone="0912000222")])
    found = await learners.by_id(db, OPERATOR, kept[0].id)
    assert found is not None
    assert (found.phone, found.version) == ("0912000222", 2)
    [row] = await db.rows(
        "select v.before, v.after from journal j join journal_value v on v.journal_id = j.id"
        " where j.kind = 'learner' and j.action = 'change'"
    )
    assert "0912000111" in row["before"]
    assert "0912000222" in row["after"]


async def test_a_learner_in_a_class_is_on_its_list_and_in_no_count_of_targets(
    db: Database, kept: list[Learner]
) -> None:
    training = TrainingClass("k1", "TC-K1", "Trung cấp K1", Level.TRUNG_CAP, state=ClassState.RUNNING)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [training])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", kept[0].id, number=1), Enrolment("k1", "c1", number=2)])
    members = await people.people_of(db, OPERATOR, "k1")
    assert [(each.number, each.name, each.is_learner, each.linked) for each in members] == [
        (1, "Lê Thị Bình", True, False),
        (2, "Trần Văn Nhã", False, False),
    ]
    assert await classes.levels_in_study(db) == {"c1": Level.TRUNG_CAP}
    assert [cadre_id for cadre_id, _ in await enrolled.enrolled(db)] == ["c1"]
    assert [each.id for each in await cadres.every_cadre(db, OPERATOR)] == ["c1"]


async def test_who_may_see_nobody_sees_only_themselves_on_the_list(db: Database, kept: list[Learner]) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [TrainingClass("k1", "NT-K1", "Nhận thức về Đảng")])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", each.id) for each in kept])
    own = Asker(learner_id=kept[0].id, user_id=kept[0].id)
    assert [each.person_id for each in await people.people_of(db, own, "k1")] == [kept[0].id]
    assert [each.person_id for each in await people.people_of(db, OFFICER, "k1")] == [kept[0].id]
    assert await people.people_of(db, STRANGER, "k1") == []


async def test_a_lecturer_of_the_class_sees_its_whole_list(db: Database, kept: list[Learner]) -> None:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [TrainingClass("k1", "NT-K1", "Nhận thức về Đảng")])
        await classes.save_enrolments(tx, BY, [Enrolment("k1", each.id) for each in kept])
        await tx.rows(
            "insert into lecturer (id, code, name, folded, full_time, holder_id, topics, state, decision, note,"
            " proposed_by, submitted_by, version)"
            " values ('t1', 'GV1', 'Thầy Minh', 'thay minh', 0, 'h1', '', 'approved', '', '', '', '', 1)"
        )
        await tx.rows(
            "insert into class_session (id, class_id, day, part, topic, room, lecturer, lecturer_id)"
            " values ('s1', 'k1', '2025-06-10', 'sang', 'Bài 1', '', '', 't1')"
        )
    teacher = Asker(grants=(Grant(Role.LECTURER),), user_id="h1")
    assert len(await people.people_of(db, teacher, "k1")) == 2
    assert await people.people_of(db, replace(teacher, user_id="h2"), "k1") == []


async def test_a_linked_learner_is_known_by_name_with_the_role_of_a_learner(db: Database, kept: list[Learner]) -> None:
    async with db.transaction() as tx:
        await accounts.open_account(tx, "telegram", "77", "Bình", 1)
        holder = await links.holder_by_code(tx, "HV00001")
        assert holder is not None
        assert holder.learner
        [row] = await tx.rows("select id from account")
        await links.attach(tx, BY, row["id"], holder.id)
    asker = (await accounts.facts(db, "telegram", "77")).asker
    assert asker.roles == {Role.LEARNER}
    assert (asker.name, asker.person_id) == ("Lê Thị Bình", kept[0].id)
    assert [each.code for each in await links.without_link(db, frozenset({"ap-1", "xa-an-truong"}))] == ["HV00002"]
