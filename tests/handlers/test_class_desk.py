"""The desk of classes: a class planned, changed, opened, brought to its end or cancelled, as dialogs."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.house import House
from handlers.texts import class_desk as texts
from handlers.texts import common
from rules.access import OPERATOR
from rules.classes import ClassState, Course, Enrolment, TrainingClass
from rules.levels import Level
from storage import class_writes, classes, seat_requests, seats
from storage.journal import By
from storage.seat_requests import Ask
from tests.handlers import roster
from tests.handlers.chat import Person
from tests.handlers.conftest import Linked, Sent

BY = By("operator", 1)
CLASS = TrainingClass(
    "cu3", "CU-K3-2025", "Cấp ủy viên cơ sở, khóa 3", course=Course.CAP_UY, kind="cap_uy", places=2,
    starts_on=date(2025, 7, 7), ends_on=date(2025, 7, 9), register_until=date(2025, 6, 30),
)  # fmt: skip


@pytest.fixture
async def lan(linked: Linked) -> Person:
    """The clerk."""
    return await linked(roster.LAN)


async def keep(house: House, training: TrainingClass = CLASS) -> None:
    async with house.db.transaction() as tx:
        await class_writes.add(tx, BY, training)


async def stored(house: House, class_id: str = "cu3") -> TrainingClass:
    listed = await classes.by_id(house.db, OPERATOR, class_id)
    assert listed is not None
    return listed.training


async def answers(person: Person, *words: str) -> str:
    """Tap or type each answer in turn; gives what is read last."""
    for word in words:
        await (person.taps(word) if word in person.labels else person.says(word))
    return person.last.text


async def test_a_class_is_planned_step_by_step_with_its_code_and_name_proposed(lan: Person, house: House) -> None:
    await keep(house)
    said = await answers(
        lan, "/quanlylop", texts.NEW, "cấp ủy viên", "14/07/2025 đến 16/07/2025", texts.USE_CODE, texts.USE_NAME,
        "60 chỗ", "Hội trường 1", "đến 04/07", "Mục 3, Kế hoạch 12",
    )  # fmt: skip
    assert said.startswith("Bồi dưỡng cấp ủy viên cơ sở, khóa 4/2025\nMã lớp: CU-K4-2025.")
    assert (await answers(lan, texts.CREATE)).startswith("Đã lập lớp Bồi dưỡng cấp ủy viên cơ sở, khóa 4/2025")
    [new] = [each.training for each in await classes.every_class(house.db, OPERATOR) if each.training.id != "cu3"]
    assert (new.kind, new.course, new.level, new.state) == ("cap_uy", Course.CAP_UY, Level.NONE, ClassState.PLANNED)
    assert (new.starts_on, new.ends_on) == (date(2025, 7, 14), date(2025, 7, 16))
    assert (new.opens_on, new.register_until, new.places) == (None, date(2025, 7, 4), 60)


async def test_who_plans_a_class_reads_how_many_of_which_units_wait_for_it(lan: Person, linked: Linked) -> None:
    for cadre in (roster.NHA, roster.HOA):
        await (await linked(cadre)).taps("register_send:cap_uy:")
    said = await answers(
        lan, "/quanlylop", texts.NEW, "cấp ủy viên", "14/07/2025 đến 16/07/2025", texts.USE_CODE, texts.USE_NAME
    )
    assert said.startswith("Đang chờ lớp này: 2 người (xã An Trường 1, xã Tân An 1).\nLớp có bao nhiêu chỗ?")


async def test_the_card_says_of_the_course_its_length_paper_level_and_who_runs_it(lan: Person, house: House) -> None:
    await keep(house, replace(CLASS, id="sc", code="SC-K9-2025", kind="so_cap", course=None, level=Level.SO_CAP))
    assert (
        "Chương trình: Sơ cấp lý luận chính trị; thời lượng theo kế hoạch từng lớp; học xong được cấp bằng tốt nghiệp; "
        "trình độ sơ cấp; Trung tâm mở."
    ) in await lan.taps("class_card:sc")


async def test_days_said_the_wrong_way_round_are_asked_again(lan: Person, house: House) -> None:
    await answers(lan, "/quanlylop", texts.NEW, "cấp ủy viên")
    assert (await lan.says("18/06 đến 16/06")).startswith(texts.BAD_DATES)
    assert "2025" in await lan.says("22/12 đến 10/01"), "over New Year, the class is one of the year it begins in"


async def test_a_day_is_changed_without_its_year_as_it_was_given_when_the_class_was_planned(
    lan: Person, house: House
) -> None:
    await keep(house)
    said = await answers(lan, f"/quanlylop {CLASS.code}", texts.EDIT, "Hạn nhận danh sách")
    assert said.startswith("Hạn nhận danh sách đang ghi: 30/06/2025.")
    assert (await lan.says("sớm hơn")).startswith(texts.WHOLE_DAY)
    assert "30/06/2025 → 13/06/2025" in await lan.says("13/6")


async def test_one_class_is_reached_by_its_code(lan: Person, house: House) -> None:
    await keep(house)
    for asked in ("/quanlylop cu-k3-2025", "lớp CU-K3-2025", "quản lý lớp CU K3 2025"):
        assert (await lan.says(asked)).startswith(f"{CLASS.name} ({CLASS.code})\nTrạng thái: trong kế hoạch."), asked


async def test_a_name_that_begins_with_the_word_class_is_kept_without_it(lan: Person, house: House) -> None:
    await keep(house)
    await answers(lan, f"/quanlylop {CLASS.code}", texts.EDIT, "Tên lớp", "Lớp cấp ủy viên đợt hè", texts.SAVE)
    assert (await stored(house)).name == "Cấp ủy viên đợt hè"


async def test_a_class_of_the_school_is_planned_as_announced_and_gives_its_level(lan: Person, house: House) -> None:
    said = await answers(
        lan, "/quanlylop", texts.NEW, "trung cấp", texts.SKIP, texts.USE_CODE, texts.USE_NAME, texts.UNLIMITED,
        texts.SKIP, "01/06 đến 30/06/2025", texts.SKIP,
    )  # fmt: skip
    assert "không ghi danh" in said
    await answers(lan, texts.CREATE)
    [new] = [each.training for each in await classes.every_class(house.db, OPERATOR)]
    assert (new.level, new.course, new.run_by.value) == (Level.TRUNG_CAP, None, "school")


async def test_a_code_in_use_is_asked_for_again(lan: Person, house: House) -> None:
    await keep(house)
    said = await answers(lan, "/quanlylop", texts.NEW, "cấp ủy viên", texts.SKIP, "cu-k3-2025")
    assert said.startswith(texts.CODE_TAKEN)


async def test_the_card_tells_state_plan_seats_and_the_next_step(lan: Person, house: House) -> None:
    await keep(house)
    card = await lan.taps("class_card:cu3")
    assert card.startswith("Cấp ủy viên cơ sở, khóa 3 (CU-K3-2025)\nTrạng thái: trong kế hoạch.")
    assert "thời lượng theo kế hoạch từng lớp" in card
    assert "đã giữ 0/2 chỗ" in card
    assert lan.labels[0] == texts.STEPS[ClassState.OPEN]


async def test_one_field_is_changed_from_what_to_what(lan: Person, house: House) -> None:
    await keep(house)
    await lan.taps("class_card:cu3")
    said = await answers(lan, texts.EDIT, "Chỗ, nơi, giờ học", "Nơi học", "Hội trường 2")
    assert "Nơi học: chưa có → Hội trường 2." in said
    assert await answers(lan, texts.SAVE) == "Đã ghi lại."
    assert (await stored(house)).place == "Hội trường 2"


async def test_dates_that_cross_are_told_before_they_are_kept(lan: Person, house: House) -> None:
    await keep(house)
    await lan.taps("class_card:cu3")
    said = await answers(lan, texts.EDIT, "Ngày bế giảng", "01/07/2025")
    assert "Ngày bế giảng đứng trước ngày khai giảng." in said


async def test_of_two_clerks_the_second_is_told_that_the_class_changed(lan: Person, house: House) -> None:
    await keep(house)
    await lan.taps("class_card:cu3")
    await answers(lan, texts.EDIT, "Nơi học", "Hội trường 2")
    async with house.db.transaction() as tx:
        await class_writes.change(tx, BY, CLASS, replace(CLASS, place="Hội trường 9"))
    assert await answers(lan, texts.SAVE) == texts.JUST_CHANGED
    assert (await stored(house)).place == "Hội trường 9"


async def test_a_class_goes_through_its_steps_and_each_is_said_before(lan: Person, house: House, clock: object) -> None:
    await keep(house, replace(CLASS, starts_on=date(2025, 6, 2), register_until=date(2025, 6, 2)))
    for state in (ClassState.OPEN, ClassState.CLOSED, ClassState.RUNNING, ClassState.RESULTS, ClassState.ARCHIVED):
        await lan.taps("class_card:cu3")
        question = await lan.taps(texts.STEPS[state])
        assert question.startswith("Cấp ủy viên cơ sở, khóa 3 (CU-K3-2025)\n")
        await lan.taps(texts.STEPS[state])
        assert (await stored(house)).state is state


async def test_nobody_is_said_to_be_told_of_a_course_that_gives_no_level(lan: Person, house: House) -> None:
    await keep(house)
    await lan.taps("class_card:cu3")
    assert "Trợ lý không tự báo từng người" in await lan.taps(texts.STEPS[ClassState.OPEN])
    await keep(house, replace(CLASS, id="sc9", code="SC-K9", level=Level.SO_CAP, course=None, kind="so_cap"))
    await lan.taps("class_card:sc9")
    assert "Cán bộ thuộc diện sẽ được báo trong lượt báo lớp tới." in await lan.taps(texts.STEPS[ClassState.OPEN])


async def test_what_a_class_lacks_for_its_step_is_said_and_nothing_done(lan: Person, house: House) -> None:
    await keep(house, replace(CLASS, register_until=None))
    await lan.taps("class_card:cu3")
    assert "Chưa có hạn nhận danh sách" in await lan.taps(texts.STEPS[ClassState.OPEN])
    assert (await stored(house)).state is ClassState.PLANNED


async def test_a_double_tap_and_an_old_button_do_nothing_more(lan: Person, house: House) -> None:
    await keep(house)
    said = await lan.taps("class_step_yes:cu3:1:open")
    assert await lan.taps("class_step_yes:cu3:1:open") == said, "nobody else changed it"
    assert (await stored(house)).version == 2
    assert await lan.taps("class_step_yes:cu3:2:archived") == texts.JUST_CHANGED
    assert (await stored(house)).state is ClassState.OPEN


async def test_only_staff_keep_classes(linked: Linked, house: House) -> None:
    await keep(house)
    nha = await linked(roster.NHA)
    assert await nha.taps("class_step_yes:cu3:1:open") == common.NOT_ALLOWED
    assert (await stored(house)).state is ClassState.PLANNED


async def test_quotas_are_typed_in_one_line_and_a_near_twin_is_asked_back(lan: Person, house: House) -> None:
    await keep(house)
    await lan.taps("class_card:cu3")
    assert "có phải là xã Đại Ph" in await answers(lan, texts.PEOPLE, texts.QUOTAS, "Mỹ Cẩm 5, Đại Phú 3")
    said = await answers(lan, texts.THIS_ONE)
    assert "xã Mỹ Cẩm: 0 → 5" in said
    assert "Cộng 8 chỗ trên 2 chỗ của lớp." in said
    await answers(lan, texts.SAVE)
    assert sorted(each.places for each in await seats.quotas_of(house.db, "cu3")) == [3, 5]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Mỹ Cẩm", "Chưa đọc được: Mỹ Cẩm"),
        ("Sao Hỏa 3", "Chưa có đơn vị nào tên: Sao Hỏa"),
        ("Mỹ Cẩm 2, xã Mỹ Cẩm 3", "xã Mỹ Cẩm được ghi hai lần"),
    ],
)
async def test_quotas_that_cannot_be_read_are_asked_for_again(lan: Person, house: House, typed: str, says: str) -> None:
    await keep(house)
    await lan.taps("class_card:cu3")
    assert (await answers(lan, texts.PEOPLE, texts.QUOTAS, typed)).startswith(says)


async def test_raised_places_are_offered_to_those_who_wait(
    lan: Person, linked: Linked, house: House, sent: Sent
) -> None:
    await keep(house, replace(CLASS, places=1, state=ClassState.OPEN))
    hoa = await linked(roster.HOA)
    async with house.db.transaction() as tx:
        for cadre in (roster.NHA, roster.HOA):
            await seat_requests.ask(tx, BY, Ask(cadre.id, cadre.unit.id, "cap_uy", "cu3"))
    await lan.taps("class_card:cu3")
    assert "Có 1 người đang chờ" in await answers(lan, texts.EDIT, "Số chỗ", "2 chỗ")
    assert "Đã mời 1 người" in await answers(lan, texts.SAVE)
    assert len(await sent(hoa)) == 1


async def test_a_cancelled_class_is_told_to_its_people_and_to_those_who_asked(
    lan: Person, linked: Linked, house: House, sent: Sent
) -> None:
    await keep(house, replace(CLASS, state=ClassState.OPEN))
    nha, hoa, loc = [await linked(each) for each in (roster.NHA, roster.HOA, roster.LOC)]
    async with house.db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("cu3", roster.NHA.id)])
        await seat_requests.ask(tx, BY, Ask(roster.HOA.id, roster.HOA.unit.id, "cap_uy", "cu3"))
    await lan.taps("class_card:cu3")
    said = await answers(lan, texts.CANCEL_CLASS, "Hội trường đang sửa")
    assert "1 người trong lớp; 1 người đang đề nghị hoặc chờ chỗ" in said
    assert await answers(lan, texts.CANCEL_YES) == (
        "Đã hủy lớp Cấp ủy viên cơ sở, khóa 3. Đã gửi tin tới 1/1 người trong lớp."
    )
    [to_nha] = await sent(nha)
    [to_hoa] = await sent(hoa)
    assert "không mở nữa. Lý do: Hội trường đang sửa." in to_nha
    assert "Lớp không mở nữa: Hội trường đang sửa" in to_hoa
    [to_officer] = await sent(loc)
    assert "Đơn vị có 1 người trong lớp hoặc danh sách cử" in to_officer, "she only asked"
    assert (await stored(house)).state is ClassState.CANCELLED
    assert await seat_requests.live_of(house.db, roster.HOA.id, "cap_uy") is None


async def test_a_class_that_has_begun_is_said_to_be_broken_off(
    lan: Person, linked: Linked, house: House, sent: Sent
) -> None:
    await keep(house, replace(CLASS, state=ClassState.RUNNING))
    nha = await linked(roster.NHA)
    async with house.db.transaction() as tx:
        await classes.save_enrolments(tx, BY, [Enrolment("cu3", roster.NHA.id)])
    await lan.taps("class_card:cu3")
    await answers(lan, texts.CANCEL_CLASS, texts.NO_REASON, texts.CANCEL_YES)
    [to_nha] = await sent(nha)
    assert to_nha.startswith("Lớp Cấp ủy viên cơ sở, khóa 3 (CU-K3-2025) dừng giữa chừng, không học tiếp.")


async def test_a_class_with_results_is_not_cancelled_any_more(lan: Person, house: House) -> None:
    await keep(house, replace(CLASS, state=ClassState.RESULTS))
    await lan.taps("class_card:cu3")
    assert texts.CANCEL_CLASS not in lan.labels
    assert await lan.taps("class_cancel:cu3:1") == texts.JUST_CHANGED
