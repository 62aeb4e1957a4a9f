"""Who sees how many are linked, and what a role taken back or a person gone means."""

from dataclasses import replace

from rules.access import Role
from rules.cadres import Tier, Unit
from storage import cadre_writes, grants, units
from storage.database import Database
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Code, Linked
from tests.handlers.stored import holder_of


async def test_staff_see_how_many_are_linked_by_unit(linked: Linked) -> None:
    staff = await linked(roster.LAN)
    await linked(roster.NHA)
    await linked(roster.LOC, channel="terminal")
    text = await staff.taps("linked_by_unit")
    assert text.startswith("Đã liên kết: 1/11 đồng chí (9,1%). Số liệu ngày 02/06/2025.")
    assert "- xã An Trường: 1/3" in text
    assert "- xã Tân An: 0/4" in text
    assert "Nhã" not in text


async def test_the_figures_say_who_has_which_channel_and_count_people_on_each(linked: Linked) -> None:
    for who, channel in ((roster.NHA, "zalo"), (roster.NHA, "web"), (roster.HOA, "zalo"), (roster.KIET, "terminal")):
        await linked(who, channel)
    staff, officer = await linked(roster.LAN), await linked(roster.LOC)
    assert "Theo kênh: Telegram 1, Zalo 2, Trang web 1;" in await staff.taps("linked_by_unit")
    assert "Theo kênh: Telegram 1, Zalo 1, Trang web 0;" in await officer.taps("linked_by_unit"), "only xã Tân An"


async def test_many_units_come_a_page_at_a_time_each_below_the_total(linked: Linked, db: Database) -> None:
    staff = await linked(roster.LAN)
    new = [Unit(f"x{n}", f"xã Mới {n:02}", Tier.COMMUNE) for n in range(30)]
    people = [replace(roster.NHA, id=f"p{n}", code=f"P{n:03}", unit=unit, posts=()) for n, unit in enumerate(new)]
    async with db.transaction() as tx:
        await units.save(tx, new)
        await cadre_writes.save(tx, By("operator", 1), "add", [None] * 30, people)
    pages = [await staff.taps("linked_by_unit")]
    while "Xem thêm" in staff.labels:
        pages.append(await staff.taps("Xem thêm"))
    assert all(page.startswith("Đã liên kết: 0/41 đồng chí") for page in pages)
    assert all(len(page.splitlines()) <= 15 for page in pages)
    listed = [line for page in pages for line in page.splitlines() if line.startswith("- ")]
    assert len(listed) == len(set(listed)) == len(await db.rows("select distinct unit_id from cadre"))


async def test_an_officer_sees_only_their_own_unit(linked: Linked) -> None:
    officer = await linked(roster.LOC)
    text = await officer.taps("linked_by_unit")
    assert text.startswith("Đã liên kết: 1/4")
    assert "An Trường" not in text


async def test_a_cadre_does_not_see_the_figures(linked: Linked) -> None:
    nha = await linked(roster.NHA)
    assert "nhiệm vụ riêng" in await nha.taps("linked_by_unit")


async def test_a_role_taken_back_is_gone_at_the_next_tap(linked: Linked, db: Database) -> None:
    officer = await linked(roster.LOC)
    async with db.transaction() as tx:
        assert await grants.revoke(tx, By("operator", 1), roster.LOC.id, Role.OFFICER) == 1
    assert "nhiệm vụ riêng" in await officer.taps("linked_by_unit")


async def test_a_person_off_the_roster_may_link_afresh(linked: Linked, code: Code, db: Database) -> None:
    nha = await linked(roster.NHA)
    async with db.transaction() as tx:
        await cadre_writes.remove(tx, By("operator", 1), "remove", [roster.NHA])
        again = replace(roster.NHA, id="cb099", code="CB099")
        await cadre_writes.save(tx, By("operator", 2), "add", [None], [again])
    assert (await nha.says((await code(again)).code)).startswith("Đã liên kết")
    assert await holder_of(db, nha) == "cb099"
