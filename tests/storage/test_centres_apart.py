"""What several centres own in one database, on both engines: classes, materials, entries, notices, who is told."""

from dataclasses import replace
from datetime import date

import pytest

from rules.access import OPERATOR, Asker, CentreReach, Role
from rules.classes import ClassState, Enrolment, Part, Session, TrainingClass
from rules.faq import FaqText
from rules.lecturers import Lecturer, State
from rules.materials import Material
from rules.notices import NoticeKind, NoticeState
from storage import (
    class_writes,
    classes,
    faq,
    grants,
    lecturers,
    links,
    materials,
    notice_lists,
    notice_rights,
    notices,
    questions,
    reaching,
    seat_requests,
)
from storage.database import Database
from storage.journal import By
from storage.notices import Draft
from storage.questions import Asked
from storage.seat_requests import Ask
from tests.storage.people import BY, CHAIR, CLERK, COMMUNE, DISTRICT, HEAD, OFFICE, keep

A, B = OFFICE.id, COMMUNE.id
_OF_A = CentreReach(A, frozenset({A}), frozenset({A}))
STAFF = Asker(user_id="staff", centres=_OF_A)
CLASS = TrainingClass("a1", "A-1", "Lớp một", kind="cap_uy", places=5, state=ClassState.OPEN, centre=A)
OTHER = replace(CLASS, id="b1", code="B-1", centre=B)
WHOLE = replace(CLASS, id="w1", code="W-1", centre="")


@pytest.fixture(autouse=True)
async def roster(db: Database) -> None:
    await keep(db, HEAD, CLERK, CHAIR)
    async with db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [CLASS, OTHER, WHOLE])


async def found(db: Database, asker: Asker) -> set[str]:
    every = {each.training.id for each in await classes.every_class(db, asker)}
    assert every == {key for key in ("a1", "b1", "w1") if await classes.by_id(db, asker, key) is not None}
    return every


async def test_a_class_is_found_within_its_centre_and_by_those_who_are_in_it_or_teach_it(db: Database) -> None:
    assert await found(db, OPERATOR) == {"a1", "b1", "w1"}
    assert await found(db, STAFF) == {"a1", "w1"}
    cadre = Asker(cadre_id=HEAD.id, user_id=HEAD.id, centres=_OF_A)
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("b1", HEAD.id)])
        who = await lecturers.add(tx, BY, Lecturer("", "", CLERK.name, True, State.APPROVED, holder_id=CLERK.id))
        session = Session("s1", "b1", date(2025, 6, 3), Part.SANG, "Bài 1", lecturer_id=who.id)
        await class_writes.add_sessions(tx, BY, [session])
    assert await found(db, cadre) == {"a1", "b1", "w1"}
    assert await found(db, replace(cadre, cadre_id=CLERK.id, user_id=CLERK.id)) == {"a1", "b1", "w1"}


async def test_a_class_keeps_its_centre_when_it_is_changed(db: Database) -> None:
    async with db.transaction() as tx:
        listed = await classes.by_id(tx, OPERATOR, "a1")
        assert listed is not None
        await class_writes.change(tx, BY, listed.training, replace(listed.training, name="Lớp hai"))
    after = await classes.by_id(db, OPERATOR, "a1")
    assert after is not None
    assert (after.training.name, after.training.centre) == ("Lớp hai", A)


async def test_a_courses_material_is_for_the_classes_of_its_own_centre(db: Database) -> None:
    async with db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("a1", HEAD.id), Enrolment("b1", CHAIR.id)])
        some = [
            Material("m1", None, "Của A", "x", kind="cap_uy", centre=A),
            Material("m2", None, "Chung", "x", kind="cap_uy"),
        ]
        await materials.save(tx, BY, some)

    async def titles(asker: Asker) -> set[str]:
        return {each.material.title for each in await materials.seen_by(db, asker)}

    assert await titles(Asker(cadre_id=HEAD.id, user_id=HEAD.id)) == {"Của A", "Chung"}
    assert await titles(Asker(cadre_id=CHAIR.id, user_id=CHAIR.id)) == {"Chung"}
    assert {each.material.title for each in await materials.of_class(db, "b1")} == {"Chung"}


async def test_a_free_seat_is_offered_to_who_wished_for_it_below_its_centre(db: Database) -> None:
    async with db.transaction() as tx:
        for cadre in (CHAIR, CLERK):
            await seat_requests.ask(tx, BY, Ask(cadre.id, cadre.unit.id, "cap_uy"))
        offered = await seat_requests.offer_free(tx, BY, "a1", None)
        assert [each.person_id for each in offered] == [CLERK.id], "whose team lies below the office"
        assert [each.person_id for each in await seat_requests.offer_free(tx, BY, "w1", None)] == [CHAIR.id]


async def test_entries_are_searched_within_a_centre_and_the_whole(db: Database) -> None:
    async with db.transaction() as tx:
        for centre in (A, B, ""):
            text = FaqText(("Gửi xe ở đâu?",), f"Ở cổng {centre}.", "Trung tâm")
            assert await faq.approve(tx, BY, await faq.add(tx, By("x", 1), text, centre=centre))
    assert {each.centre for each in await faq.search(db, "gửi xe", [A])} == {A, ""}
    assert {each.centre for each in await faq.search(db, "gửi xe", [])} == {""}
    assert len(await faq.search(db, "gửi xe")) == 3


async def test_alike_questions_of_two_centres_stand_apart(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.rows(
            "insert into account (id, channel, chat, display_name, muted, quiet, created_at, used_at)"
            " values ('k1', 'web', '1', '', 0, '', 0, 0), ('k2', 'web', '2', '', 0, '', 0, 0)"
        )
        words = "Có cần mang theo bằng gốc không?"
        first, _ = await questions.add(tx, BY, Asked("k1", None, words, 9, A))
        second, _ = await questions.add(tx, BY, Asked("k2", None, words, 9, B))
        third, _ = await questions.add(tx, BY, Asked("k2", None, words + " Ạ", 9, A))
    assert (first.cluster, second.cluster, third.cluster) == (1, 2, 1)
    assert [each.centre for each in await questions.open_clusters(db)] == [A, B]


async def test_who_is_told_stands_nearest_above_a_centre(db: Database) -> None:
    async with db.transaction() as tx:
        for holder, unit_id in (("s-all", None), ("s-district", DISTRICT.id), ("s-a", A), ("s-b", B)):
            await grants.grant(tx, BY, holder, Role.STAFF, unit_id)
        await grants.grant(tx, BY, "s-a", Role.STAFF, None)
    assert await reaching.holders_nearest(db, Role.STAFF, A) == ["s-a"]
    assert await reaching.holders_nearest(db, Role.STAFF, DISTRICT.id) == ["s-district"]
    assert await reaching.holders_nearest(db, Role.STAFF, "") == ["s-a", "s-all"]
    assert await reaching.holders_over(db, Role.STAFF, A) == ["s-a", "s-all", "s-district"]
    assert await reaching.holders_nearest(db, Role.ADMIN, A) == []


async def test_a_notice_is_approved_within_its_centre_before_those_above(db: Database) -> None:
    async with db.transaction() as tx:
        for holder, unit_id in (("s-all", None), ("s-a", A), ("s-b", B)):
            await grants.grant(tx, BY, holder, Role.STAFF, unit_id)
    assert await notice_rights.approvers(db, "author", A) == ["s-a", "s-all"]
    assert await notice_rights.approvers(db, "s-a", A) == ["s-all"]
    assert await notice_rights.approvers(db, "author") == ["s-all"]


async def test_notices_are_listed_by_centre(db: Database) -> None:
    async with db.transaction() as tx:
        for centre in (A, B, None):
            await notices.create_draft(tx, BY, Draft(NoticeKind.OTHER, "Mời họp."), centre=centre)
    listed = await notice_lists.of_centres(db, [NoticeState.DRAFT], [A, ""], 9)
    assert [each.centre for each in listed] == ["", A]


async def test_the_units_of_holders_are_known_of_those_on_the_roster(db: Database) -> None:
    assert await links.units_of(db, [HEAD.id, CHAIR.id, "nobody"]) == {HEAD.id: OFFICE.id, CHAIR.id: COMMUNE.id}
