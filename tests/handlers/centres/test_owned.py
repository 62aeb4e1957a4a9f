"""What a centre owns stays its own: classes, notices, lecturers, requests; who stands above sees all."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.below_level import send_numbers
from handlers.class_openings import tell_of_openings
from handlers.house import House, Papers
from handlers.period_papers import period_figures
from handlers.staff.notices.templates import mark
from handlers.texts import class_desk as texts
from handlers.texts import lecturers as lecturer_texts
from rules.access import OPERATOR, Asker, CentreReach, Grant, Role
from rules.audience import Key, having
from rules.classes import ClassState, Course, Enrolment, Part, Session, TrainingClass
from rules.lecturers import Lecturer, State
from rules.levels import Level, Mode
from rules.materials import Material
from rules.notices import NoticeKind
from rules.periods import Period, PeriodKind
from rules.seats import SeatState
from rules.year_plan import PlannedKind
from storage import (
    class_writes,
    classes,
    corrections,
    lecturers,
    materials,
    notice_templates,
    notices,
    seat_lists,
    seat_requests,
)
from storage.audience import kept
from storage.corrections import Asked
from storage.journal import By
from storage.notices import Draft
from storage.period_report import period_facts
from storage.seat_requests import Ask
from tests.handlers import roster
from tests.handlers.centres.conftest import A, B
from tests.handlers.chat import Person
from tests.handlers.conftest import Clock, Linked, Sent
from tests.handlers.permitted import all_that_is_read
from tests.handlers.several import AN_TRUONG, TAN_AN, grant

BY = By("operator", 1)

OPEN = TrainingClass(
    "tc16", "TC-K16", "Trung cấp lý luận chính trị, khóa 16", Level.TRUNG_CAP, mode=Mode.KHONG_TAP_TRUNG,
    state=ClassState.OPEN, kind="trung_cap", starts_on=date(2025, 7, 7), ends_on=date(2026, 1, 9),
    register_until=date(2025, 6, 30), centre=A,
)  # fmt: skip
SHORT = TrainingClass(
    "cu3", "CU-K3-2025", "Cấp ủy viên cơ sở, khóa 3", course=Course.CAP_UY, kind="cap_uy", places=5,
    state=ClassState.OPEN, starts_on=date(2025, 7, 7), ends_on=date(2025, 7, 9), register_until=date(2025, 6, 30),
    centre=A,
)  # fmt: skip

SO_CAP = replace(OPEN, id="sc1", code="SC-K1", name="Sơ cấp, khóa 1", level=Level.SO_CAP, kind="so_cap", mode=None)


async def keep(house: House, *some: TrainingClass) -> None:
    async with house.db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", some)


async def answers(person: Person, *words: str) -> str:
    for word in words:
        await (person.taps(word) if word in person.labels else person.says(word))
    return person.last.text


# Classes


async def test_a_class_that_staff_of_a_centre_plan_is_of_that_centre(lan: Person, house: House) -> None:
    await answers(
        lan, "/quanlylop", texts.NEW, "cấp ủy viên", "14/07/2025 đến 16/07/2025", texts.USE_CODE, texts.USE_NAME,
        "60 chỗ", "Hội trường 1", "đến 04/07", "Mục 3, Kế hoạch 12", texts.CREATE,
    )  # fmt: skip
    [new] = await classes.every_class(house.db, OPERATOR)
    assert new.training.centre == A


async def test_who_keeps_several_centres_says_of_which_a_class_is(phuc: Person, house: House) -> None:
    rest = (
        "cấp ủy viên", "14/07/2025 đến 16/07/2025", texts.USE_CODE, texts.USE_NAME, "60 chỗ", "Hội trường 1",
        "đến 04/07", "Mục 3, Kế hoạch 12", texts.CREATE,
    )  # fmt: skip
    assert texts.WHICH_CENTRE in await answers(phuc, "/quanlylop", texts.NEW)
    await answers(phuc, TAN_AN.name, *rest)
    await answers(phuc, "/quanlylop", texts.NEW, texts.OF_THE_WHOLE, *rest)
    assert sorted(each.training.centre for each in await classes.every_class(house.db, OPERATOR)) == ["", B]


async def test_staff_of_a_centre_plan_no_class_for_another(mai: Person, house: House) -> None:
    await mai.taps("class_new:1")
    assert mai.last.form is not None
    assert "centre" not in mai.last.form.data


async def test_a_cadre_finds_the_classes_of_their_centre_and_of_the_whole_deployment(
    house: House, linked: Linked
) -> None:
    await keep(house, OPEN, replace(SHORT, centre=""))
    nha, hoa = await linked(roster.NHA), await linked(roster.HOA)
    every = "upcoming_classes:a:0:..."
    assert "khóa 16" in await nha.taps(every)
    assert "khóa 3" in nha.last.text
    assert "khóa 16" not in await hoa.taps(every)
    assert "khóa 3" in hoa.last.text
    assert "khóa 16" not in await hoa.taps("class_detail:tc16")
    assert "khóa 16" not in await hoa.says("/lophoc trung cấp khóa 16")


async def test_who_is_in_a_class_of_another_centre_still_finds_it(house: House, linked: Linked) -> None:
    await keep(house, OPEN)
    async with house.db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("tc16", roster.HOA.id)])
    assert "khóa 16" in await (await linked(roster.HOA)).taps("class_detail:tc16")


async def test_who_stands_above_finds_the_classes_of_all_with_the_centre_beside(
    house: House, linked: Linked, phuc: Person
) -> None:
    await keep(house, OPEN, replace(SHORT, centre=B))
    for person in (phuc, await linked(roster.THANH)):
        assert f"khóa 16 ({AN_TRUONG.name})" in await person.taps("class_detail:tc16")
        assert f"khóa 3 ({TAN_AN.name})" in await person.taps("class_detail:cu3")
    assert f"khóa 16 ({AN_TRUONG.name})" in await phuc.taps("class_desk")


async def test_within_a_centre_its_name_is_left_out(house: House, lan: Person) -> None:
    await keep(house, OPEN)
    assert "khóa 16" in await lan.taps("class_desk")
    assert AN_TRUONG.name not in lan.last.text


async def test_news_of_a_class_never_reach_another_centre(house: House, linked: Linked, sent: Sent) -> None:
    await keep(house, OPEN, SO_CAP)
    nha, thao = await linked(roster.NHA), await linked(roster.THAO)
    await tell_of_openings(house)
    assert ["khóa 16" in text for text in await sent(nha)] == [True]
    assert await sent(thao) == [], "she lacks what both give"
    await keep(house, replace(SO_CAP, centre=""))
    await tell_of_openings(house)
    assert ["Sơ cấp, khóa 1" in text for text in await sent(thao)] == [True]


async def test_what_is_due_for_a_centre_waits_for_its_own_quiet_hours(
    house: House, linked: Linked, sent: Sent, clock: Clock
) -> None:
    whole, first, second = house.several
    house = replace(house, several=(whole, replace(first, quiet_hours="11:00-15:00"), second))
    await keep(house, replace(OPEN, centre=""), replace(SO_CAP, centre=""))
    nha, thao = await linked(roster.NHA), await linked(roster.THAO)
    clock.move(hours=4)
    await tell_of_openings(house)
    due = {row["chat"]: row["due_at"] for row in await house.db.rows("select chat, due_at from outbox")}
    assert due[nha.chat] - due[thao.chat] == 3 * 3600 * 1000


_DESK = (
    "class_card:tc16", "class_edit:tc16:1", "class_quota:tc16:1", "class_people:tc16", "class_people_out:tc16",
    "class_step:tc16:1:closed", "class_step_yes:tc16:1:closed", "class_cancel:tc16:1", "class_sessions:tc16",
    "session_new:tc16", "session_change:tc16", "class_results:tc16", "results_type:tc16", "results_sheet:tc16",
    "results_check:tc16", "results_ok:tc16:1", "certificates:tc16", "results_more:tc16", "results_undo:tc16",
    "class_feedback:tc16", "seats_class:tc16", "seats_waiting:tc16", "seats_papers:tc16", "seats_consider:class:tc16",
    "nominate:tc16", "unit_class:tc16", "unit_list:tc16:xlsx", "nomination_paper:tc16", "enrol_list:tc16",
    "rollcall:s1", "roll_sheet:s1", "material_new:tc16", "material:m1", "material_drop:m1", "material_drop_yes:m1",
    "material_replace:m1", "materials:tc16",
)  # fmt: skip


async def _with_all_that_hangs_on_it(house: House) -> None:
    await keep(house, replace(OPEN, state=ClassState.RUNNING))
    async with house.db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("tc16", roster.NHA.id)])
        await class_writes.add_sessions(tx, BY, [Session("s1", "tc16", date(2025, 6, 2), Part.SANG, "Bài mở đầu")])
        await materials.save(tx, BY, [Material("m1", "tc16", "Đề cương bài mở đầu", "Nội dung", centre=A)])


@pytest.mark.parametrize("key", _DESK)
async def test_no_button_about_a_class_works_for_staff_of_another_centre(house: House, mai: Person, key: str) -> None:
    await _with_all_that_hangs_on_it(house)
    before = await _rows(house)
    await mai.taps(key)
    for word in ("khóa 16", roster.NHA.name, "Bài mở đầu", "Đề cương"):
        assert word not in mai.last.text
    assert mai.last.files == ()
    assert await _rows(house) == before


async def _rows(house: House) -> list[tuple[object, ...]]:
    found = []
    for table in ("training_class", "enrolment", "class_session", "material", "attendance", "class_result"):
        found += [tuple(row[:]) for row in await house.db.rows(f"select * from {table}")]
    return found


async def test_staff_of_a_centre_keep_its_classes_as_staff_of_the_whole_do(house: House, lan: Person) -> None:
    await _with_all_that_hangs_on_it(house)
    assert roster.NHA.name in await lan.taps("class_people:tc16")
    assert "Lớp có 1 học viên" in await lan.taps("rollcall:s1")
    await lan.says("0")
    assert "khóa 16" in await lan.taps("class_results:tc16")
    assert "Đề cương" in await lan.taps("material:m1")


async def test_no_list_of_staff_shows_a_class_of_another_centre(house: House, lan: Person, mai: Person) -> None:
    await _with_all_that_hangs_on_it(house)
    await keep(house, replace(SHORT, centre=B))
    for key in ("class_desk", "seats", "class_results", "rollcall", "material_new", "class_feedback"):
        await mai.taps(key)
        assert "TC-K16" not in str(mai.last)
        assert "khóa 16" not in str(mai.last)
        await mai.says("0")
        await lan.taps(key)
        assert "CU-K3" not in str(lan.last)
        await lan.says("0")


async def test_a_seat_of_a_centre_is_offered_to_its_own_people_alone(house: House) -> None:
    async with house.db.transaction() as tx:
        for cadre in (roster.HOA, roster.NHA):
            await seat_requests.ask(tx, BY, Ask(cadre.id, cadre.unit.id, "cap_uy"))
        await classes.save_classes(tx, BY, "test", [SHORT])
        await seat_requests.offer_free(tx, BY, "cu3", None)
    offered = await seat_lists.of_kind(house.db, "cap_uy", [SeatState.OFFERED])
    assert [each.person_id for each in offered] == [roster.NHA.id]


# Notices


async def _notice(house: House, author: str, centre: str) -> int:
    async with house.db.transaction() as tx:
        draft = Draft(NoticeKind.OTHER, "Mời họp sáng thứ Hai.", "everyone")
        kept = await notices.create_draft(tx, By(author, 1), draft, centre=centre)
        assert await notices.propose(tx, By(author, 1), kept.id, kept.version) is not None
    return kept.number


async def test_a_notice_of_a_centre_is_steered_and_approved_there_or_above(
    house: House, lan: Person, mai: Person, phuc: Person, clock: Clock
) -> None:
    number = await _notice(house, "somebody", A)
    async with house.db.transaction() as tx:
        await tx.rows("update notice set proposed_at = $1", int(clock.now.timestamp() * 1000))
    for key in (f"notice:{number}", f"notice_ask:{number}", f"notice_read:{number}", f"notice_after:{number}"):
        assert "Mời họp" not in await mai.taps(key)
    assert "Mời họp" not in await mai.taps("notice_waiting")
    for person in (lan, phuc):
        assert "Mời họp" in await person.taps(f"notice:{number}")
        assert "Mời họp" in await person.taps(f"notice_read:{number}")


# Lecturers


async def test_lecturers_are_kept_by_the_staff_of_their_centre(house: House, lan: Person, mai: Person) -> None:
    async with house.db.transaction() as tx:
        own = await lecturers.add(tx, BY, Lecturer("", "", "Ngô Văn Minh", True, State.APPROVED, centre=A))
        await lecturers.add(tx, BY, Lecturer("", "", "Trần Thị Chung", True, State.APPROVED))
    assert "Ngô Văn Minh" in await lan.taps(f"lecturer:{own.id}")
    own_keys = [f"{name}:{own.id}" for name in ("lecturer", "lecturer_edit", "lecturer_invite", "work_add")]
    for key in (*own_keys, f"lecturer_move:{own.id}:1:end", "lecturer_list:approved:0", "lecturers"):
        await mai.taps(key)
        assert "Ngô Văn Minh" not in str(mai.last)
    assert "Trần Thị Chung" in mai.last.text
    [row] = await house.db.rows("select state from lecturer where id = $1", own.id)
    assert row["state"] == "approved"


async def test_a_lecturer_added_by_staff_of_a_centre_is_of_that_centre(house: House, lan: Person) -> None:
    rest = ("Ngô Văn Minh", lecturer_texts.FULL_TIME, "Dân vận", lecturer_texts.SAVE)
    await answers(lan, "/giangvien", lecturer_texts.ADD, *rest)
    [new] = await lecturers.every_lecturer(house.db)
    assert (new.name, new.centre) == ("Ngô Văn Minh", A)


# Records


async def test_a_request_for_correction_is_for_the_staff_of_the_persons_centre(
    house: House, linked: Linked, lan: Person, mai: Person
) -> None:
    nha = await linked(roster.NHA)
    async with house.db.transaction() as tx:
        [row] = await tx.rows("select id from account where chat = $1", nha.chat)
        await corrections.add(tx, BY, roster.NHA.id, row["id"], Asked("phone", "Số mới là 0912 999 999"))
    assert "0912 999 999" in await lan.taps("correction:1")
    assert "0912 999 999" not in await mai.taps("correction:1")
    assert roster.NHA.name not in await mai.taps("corrections")


async def test_a_request_to_be_linked_is_for_the_staff_of_whom_it_may_mean(
    house: House, stranger: Person, lan: Person, mai: Person, phuc: Person, sent: Sent
) -> None:
    await stranger.taps("agree:lien_ket:1")
    await stranger.taps("link_form")
    await answers(stranger, roster.NHA.name, "1974", "xã An Trường", "Gửi yêu cầu")
    [row] = await house.db.rows("select id from link_request")
    assert [roster.NHA.name in text for text in await sent(lan)] == [True]
    assert await sent(mai) == await sent(phuc) == []
    for key in ("link_requests", f"link_request:{row['id']}", f"link_no:{row['id']}"):
        assert roster.NHA.name not in await mai.taps(key)
    assert roster.NHA.name in await lan.taps(f"link_request:{row['id']}")
    assert roster.NHA.name in await phuc.taps(f"link_request:{row['id']}")


async def test_staff_of_a_centre_are_sent_its_numbers_and_those_above_the_sum(
    house: House, linked: Linked, lan: Person, phuc: Person, sent: Sent
) -> None:
    await grant(house, roster.PHUC.id, Role.STAFF, None)
    await send_numbers(house)
    [own], [every] = await sent(lan), await sent(phuc)
    assert roster.AN_TRUONG.name in own
    assert roster.TAN_AN.name not in own
    assert roster.AN_TRUONG.name in every
    assert roster.TAN_AN.name in every


async def test_a_report_of_a_period_counts_the_classes_of_its_centre(house: House) -> None:
    await keep(house, replace(SHORT, state=ClassState.ARCHIVED, starts_on=date(2025, 5, 5), ends_on=None, centre=B))
    of_a = Asker(grants=(Grant(Role.LEADER, A),), centres=CentreReach(A, frozenset({A}), frozenset(), frozenset({A})))
    month, today = Period(PeriodKind.MONTH, date(2025, 5, 1)), date(2025, 6, 2)
    assert len((await period_facts(house.db, OPERATOR, month, today)).classes) == 1
    assert (await period_facts(house.db, of_a, month, today)).classes == []


async def test_templates_and_named_recipients_are_used_by_who_made_them_and_those_above(
    house: House, lan: Person, mai: Person, phuc: Person
) -> None:
    by = By(roster.LAN.id, 1)
    async with house.db.transaction() as tx:
        await kept.save(tx, by, "Chi bộ ấp Chợ", having(Key.CODES, roster.NHA.code))
        await notice_templates.save(tx, by, "Mời họp ấp", NoticeKind.OTHER, "Mời họp sáng thứ Hai.")
    group, template = mark("Chi bộ ấp Chợ"), mark("Mời họp ấp")
    keys = (
        "notice_groups", "notice_templates", f"notice_named:{group}", f"notice_template:{template}",
        f"notice_forget:group:{group}", f"notice_forget_yes:template:{template}", f"notice_rename:group:{group}",
    )  # fmt: skip
    for key in keys:
        await mai.taps(key)
        assert "ấp" not in all_that_is_read(mai.last)
    for person in (lan, phuc):
        await person.taps("notice_groups")
        assert "Chi bộ ấp Chợ" in person.labels
        await person.taps("notice_templates")
        assert "Mời họp ấp" in person.labels


async def test_the_plan_of_a_centres_year_is_beside_the_report_of_who_leads_it(house: House) -> None:
    papers = Papers(year_plan=(PlannedKind(2025, Level.NONE, Course.CAP_UY, 3),))
    whole, first, second = house.several
    place = replace(house, several=(whole, replace(first, papers=papers), second)).of_centre(A)
    month = Period(PeriodKind.MONTH, date(2025, 5, 1))
    of_a = Asker(grants=(Grant(Role.LEADER, A),), centres=CentreReach(A, frozenset({A}), frozenset(), frozenset({A})))
    within = Asker(grants=(Grant(Role.OFFICER, A),), centres=CentreReach(A, frozenset({A}), frozenset()))
    assert (await period_figures(place, of_a, month)).year is not None
    assert (await period_figures(place, within, month)).year is None
