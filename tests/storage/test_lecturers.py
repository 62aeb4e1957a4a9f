"""Lecturers in storage: kept, changed only as they were read, let into the chat and out of it."""

from dataclasses import replace
from datetime import date

from rules.access import Role
from rules.lecturers import Lecturer, State
from storage import lecturers
from storage.database import Database
from storage.grants import create_staff, granted
from storage.journal import By

BY, LEADER = By("nv01", 5), By("ld01", 6)
MINH = Lecturer("", "", "Ngô Văn Minh", topics=("Xây dựng Đảng", "Nhà nước"), phone="0912000111")


async def test_a_proposed_name_is_kept_under_the_next_code(db: Database) -> None:
    async with db.transaction() as tx:
        minh = await lecturers.add(tx, BY, MINH)
        an = await lecturers.add(tx, BY, Lecturer("", "", "Trần Thị An"))
    assert (minh.code, an.code, minh.proposed_by) == ("GV01", "GV02", "nv01")
    assert await lecturers.by_id(db, minh.id) == minh
    assert [each.name for each in await lecturers.every_lecturer(db)] == ["Trần Thị An", "Ngô Văn Minh"]
    assert await lecturers.approved(db, date(2025, 6, 2)) == []


async def test_only_one_of_two_who_change_the_same_one_does(db: Database) -> None:
    async with db.transaction() as tx:
        minh = await lecturers.add(tx, BY, replace(MINH, state=State.SUBMITTED))
        approved = replace(minh, state=State.APPROVED, term_until=date(2026, 12, 31))
        assert await lecturers.change(tx, LEADER, "approve", minh, approved)
        assert not await lecturers.change(tx, LEADER, "return", minh, replace(minh, state=State.PROPOSED))
    [found] = await lecturers.approved(db, date(2026, 12, 31))
    assert (found.state, found.version) == (State.APPROVED, 2)
    assert await lecturers.approved(db, date(2027, 1, 1)) == []


async def test_an_approved_lecturer_may_use_the_chat_as_one_until_the_end(db: Database) -> None:
    async with db.transaction() as tx:
        holder = await create_staff(tx, BY, "Ngô Văn Minh")
        minh = await lecturers.add(tx, BY, replace(MINH, holder_id=holder.id, state=State.SUBMITTED))
        assert await lecturers.of_holder(tx, holder.id) is None
        await lecturers.change(tx, LEADER, "approve", minh, replace(minh, state=State.APPROVED))
    assert [each.role for each in await granted(db)] == [Role.LECTURER]
    approved = await lecturers.of_holder(db, holder.id)
    assert approved is not None
    async with db.transaction() as tx:
        await lecturers.change(tx, BY, "end", approved, replace(approved, state=State.ENDED))
    assert await granted(db) == []
    assert await lecturers.of_holder(db, holder.id) is None


async def test_the_journal_tells_who_moved_a_lecturer_but_no_phone(db: Database) -> None:
    async with db.transaction() as tx:
        minh = await lecturers.add(tx, BY, MINH)
        await lecturers.change(tx, BY, "examine", minh, replace(minh, state=State.EXAMINED))
    rows = await db.rows(
        "select j.action, v.after from journal j join journal_value v on v.journal_id = j.id order by j.id"
    )
    assert {row["action"] for row in rows} == {"propose", "examine"}
    assert not any("0912000111" in row["after"] for row in rows)
