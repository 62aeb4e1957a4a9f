"""Materials in storage: who may read and change them, kept, replaced and withdrawn."""

import pytest

from rules.access import STRANGER, Asker, Grant, Role
from rules.classes import Enrolment, EnrolmentState, TrainingClass
from rules.materials import Material, MaterialFile
from storage import classes, housekeeping, materials
from storage.database import Database
from storage.journal import By

BY = By("nv01", 5)
STUDENT, FORMER, STAFF = Asker(user_id="hv1"), Asker(user_id="hv2"), Asker(grants=(Grant(Role.STAFF),), user_id="nv01")
TEACHER, OTHER_TEACHER = (Asker(grants=(Grant(Role.LECTURER),), user_id=each) for each in ("gv1", "gv2"))
OF_CLASS = Material("m1", "k14", "Xây dựng Đảng", "", 3, file=MaterialFile("d" * 64, "bai3.pdf", 1200))
OF_COURSE = Material("m2", None, "Nội quy", "https://example.vn/nq", kind="so_cap")


@pytest.fixture
async def filled(db: Database) -> Database:
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "add", [
            TrainingClass("k14", "TC-K14", "Trung cấp khóa 14", kind="trung_cap"),
            TrainingClass("sc1", "SC-K1", "Sơ cấp khóa 1", kind="so_cap"),
        ])  # fmt: skip
        await classes.save_enrolments(tx, BY, [
            Enrolment("k14", "hv1"), Enrolment("sc1", "hv1"), Enrolment("k14", "hv2", EnrolmentState.LEFT),
        ])  # fmt: skip
        for number in ("1", "2"):
            await tx.rows(
                "insert into lecturer (id, code, name, folded, full_time, holder_id, topics, state, decision, note,"
                " proposed_by, submitted_by, version) values ($1, $1, $1, $1, 0, $1, '', $2, '', '', '', '', 1)",
                f"gv{number}", "approved" if number == "1" else "ended",
            )  # fmt: skip
            await tx.rows(
                "insert into class_session (id, class_id, day, part, topic, room, lecturer, lecturer_id)"
                " values ($1, 'k14', '2025-06-03', 'sang', 'Bài 3', '', '', $2)",
                f"s{number}", f"gv{number}",
            )  # fmt: skip
        await materials.save(tx, BY, [OF_CLASS, OF_COURSE])
    return db


async def read_by(db: Database, asker: Asker) -> list[str]:
    return [each.material.id for each in await materials.seen_by(db, asker)]


async def test_who_studies_reads_what_is_of_their_class_and_of_its_course(filled: Database) -> None:
    assert await read_by(filled, STUDENT) == ["m2", "m1"]
    found = await materials.by_id(filled, STUDENT, "m1")
    assert found is not None
    assert (found.material.file, found.class_name) == (OF_CLASS.file, "Trung cấp khóa 14")
    assert found.kinds == frozenset({"trung_cap"})


async def test_who_left_the_class_and_who_is_a_stranger_read_nothing(filled: Database) -> None:
    assert await read_by(filled, FORMER) == []
    assert await read_by(filled, STRANGER) == []
    assert await materials.by_id(filled, FORMER, "m1") is None


async def test_a_lecturer_reads_what_is_of_the_class_they_teach_as_long_as_they_may_teach(filled: Database) -> None:
    assert await read_by(filled, TEACHER) == ["m1"]
    assert await read_by(filled, OTHER_TEACHER) == []
    assert await materials.taught_by(filled, "gv1") == {"k14"}
    assert await materials.taught_by(filled, "gv2") == frozenset()


async def test_staff_read_and_change_all_others_only_their_own(filled: Database) -> None:
    assert await read_by(filled, STAFF) == ["m2", "m1"]
    assert materials.may_change(STAFF, OF_CLASS)
    found = await materials.by_id(filled, TEACHER, "m1")
    assert found is not None
    assert not materials.may_change(TEACHER, found.material)


async def test_a_material_is_replaced_once_and_under_a_new_id(filled: Database) -> None:
    async with filled.transaction() as tx:
        assert await materials.replace(tx, BY, OF_CLASS, Material("m9", "k14", "Bản mới", "", 3))
        assert not await materials.replace(tx, BY, OF_CLASS, Material("m8", "k14", "Bản khác", "", 3))
    assert await read_by(filled, STUDENT) == ["m2", "m9"]


async def test_what_was_sent_and_withdrawn_stands_in_the_journal(filled: Database) -> None:
    async with filled.transaction() as tx:
        assert await materials.withdraw(tx, BY, OF_CLASS)
    rows = await filled.rows("select action, record_id from journal where kind = 'material' order by id")
    assert {(row["action"], row["record_id"]) for row in rows} == {
        ("material", "m1"), ("material", "m2"), ("withdraw", "m1"),
    }  # fmt: skip


async def test_a_material_outlives_its_session(filled: Database) -> None:
    async with filled.transaction() as tx:
        await materials.save(tx, BY, [Material("m5", "k14", "Theo buổi", "Nội dung", session_id="s1")])
        await tx.rows("delete from class_session where id = 's1'")
    found = await materials.by_id(filled, STUDENT, "m5")
    assert found is not None
    assert (found.material.session_id, found.day) == (None, None)


async def test_the_file_of_a_material_stays_and_of_one_that_was_withdrawn_goes(filled: Database) -> None:
    assert OF_CLASS.file is not None
    await filled.write("insert into stored_file (digest, size, created_at) values ($1, 1200, 5)", OF_CLASS.file.digest)
    await housekeeping.forget_old(filled, 10)
    assert [row["keep_until"] for row in await filled.rows("select keep_until from stored_file")] == [None]
    async with filled.transaction() as tx:
        await materials.withdraw(tx, BY, OF_CLASS)
    await housekeeping.forget_old(filled, 10)
    [row] = await filled.rows("select keep_until from stored_file")
    assert row["keep_until"] > 10
