"""The trend: will the targets be reached, at what pace, and why one may think so."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

from handlers.house import House
from handlers.outlook import month_ends
from handlers.texts import target_trend as texts
from rules.access import OPERATOR, Asker, Grant, Role
from rules.cadres import Credential
from rules.classes import ClassState, Enrolment, TrainingClass
from rules.forecast import MonthEnd
from rules.levels import Level
from storage import classes
from storage.journal import By
from tests.handlers import roster
from tests.handlers.conftest import Clock, Linked
from tests.handlers.months import change, pass_days

BY = By("operator", 1)
K14 = TrainingClass(
    "k14", "TC-K14", "Trung cấp, khóa 14", Level.TRUNG_CAP, state=ClassState.RUNNING,
    starts_on=date(2025, 3, 3), ends_on=date(2025, 12, 20),
)  # fmt: skip
LATE = replace(K14, id="k15", code="TC-K15", ends_on=date(2026, 1, 20))
GRADUATED = replace(roster.NHA, credentials=(Credential(Level.TRUNG_CAP),), version=2)


async def enrol(house: House, *some: tuple[TrainingClass, str]) -> None:
    async with house.db.transaction() as tx:
        await classes.save_classes(tx, BY, "test", [K14, LATE])
        await classes.save_enrolments(tx, BY, [Enrolment(training.id, who) for training, who in some])


async def test_the_first_line_says_whether_the_targets_will_be_reached(house: House, linked: Linked) -> None:
    await enrol(house, (K14, roster.NHA.id))
    leader = await linked(roster.THANH)
    text = await leader.taps("target_trend")
    assert text.splitlines()[0].startswith("Đến 31/12/2025: dự kiến đạt 3/6 chỉ tiêu, nay đạt 2/6. Chưa đạt: chỉ tiêu")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: nay 1/2, dự kiến 2/2 (100,0%), ĐẠT." in text
    assert "Chưa đủ hai mốc cuối tháng để tính tốc độ." in text
    assert "nghỉ hưu" in text
    assert leader.labels == ["Vì sao?", texts.BRIDGE, texts.WHAT_IF, texts.PICTURE, "Chỉ tiêu", "Về đầu"]


async def test_the_reasons_tell_who_is_in_time_and_who_is_not(house: House, linked: Linked) -> None:
    await enrol(house, (K14, roster.NHA.id), (LATE, roster.THAO.id))
    leader = await linked(roster.THANH)
    text = await leader.taps("target_trend:why")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: 1 đồng chí học xong trước hạn." in text
    assert "1 đồng chí học lớp kết thúc sau hạn" in text
    assert "chưa có lớp nào còn chỗ mà kịp hạn" in text


async def test_a_retirement_that_is_recorded_counts_in_the_forecast(house: House, linked: Linked) -> None:
    await enrol(house)
    until = tuple(replace(post, until=date(2025, 9, 30)) for post in roster.NHA.posts)
    await change(house, roster.NHA, replace(roster.NHA, posts=until, version=2))
    leader = await linked(roster.THANH)
    text = await leader.taps("target_trend")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: nay 1/2, dự kiến 1/1 (100,0%), ĐẠT." in text
    assert "ngày thôi giữ chức (nghỉ hưu, chuyển công tác) đã ghi trong hồ sơ" in text
    why = await leader.taps("target_trend:why")
    assert "1 đồng chí hết thời gian giữ chức vụ trước hạn" in why


async def test_the_pace_stands_beside_the_pace_needed(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    await change(house, roster.NHA, GRADUATED)
    await pass_days(house, clock, 31)
    text = await (await linked(roster.THANH)).taps("target_trend")
    assert "Mỗi tháng tăng 1,0 (cần 0,4)." in text
    assert "Số người mỗi tháng tính từ 30/06/2025 đến 31/07/2025." in text


async def test_in_the_last_month_it_says_how_many_are_needed_not_how_many_a_month(
    house: House, linked: Linked, clock: Clock
) -> None:
    await pass_days(house, clock, 180)
    await change(house, roster.NHA, GRADUATED)
    await pass_days(house, clock, 29)
    text = await (await linked(roster.THANH)).taps("target_trend")
    assert "(cần 1 trước hạn)." in text


async def test_the_day_of_the_data_is_that_of_the_summary(linked: Linked, clock: Clock) -> None:
    leader = await linked(roster.THANH)
    clock.move(days=20)
    [day] = re.findall(r"Số liệu ngày [0-9/]+", await leader.taps("target_summary"))
    assert day in await leader.taps("target_trend")


async def test_a_leader_of_a_unit_sees_the_months_of_that_unit(house: House, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    of_all, of_commune = [
        await month_ends(house, asker, date(2025, 7, 2))
        for asker in (OPERATOR, Asker(grants=(Grant(Role.LEADER, roster.AN_TRUONG.id),)))
    ]
    june = date(2025, 6, 30)
    assert of_all["bch_xa"] == [MonthEnd(june, 1, 2)]
    assert of_commune["bch_xa"] == [MonthEnd(june, 0, 1)]
    assert await month_ends(house, OPERATOR, date(2025, 6, 29)) == {}


async def test_it_is_said_whose_figures_a_leader_of_a_unit_sees(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 30)
    await change(house, roster.NHA, GRADUATED)
    clock.move(days=12)
    await house.db.write("update role_grant set unit_id = $1 where role = 'leader'", roster.AN_TRUONG.id)
    leader = await linked(roster.THANH)
    text = await leader.taps("target_trend")
    assert "Số liệu của xã An Trường ngày 14/07/2025, còn 170 ngày." in text
    assert "5. Ủy viên BCH Đảng bộ cấp xã: nay 1/1" in text
    assert (await leader.taps("target_bridge")).startswith("Từ 30/06/2025 đến 14/07/2025, của xã An Trường: ")


async def test_after_the_deadline_there_is_no_forecast(house: House, linked: Linked, clock: Clock) -> None:
    await pass_days(house, clock, 215)
    leader = await linked(roster.THANH)
    text = await leader.taps("target_trend")
    assert text.startswith("Thời hạn 31/12/2025 đã qua: khi hết hạn đạt 2/6, nay đạt 2/6 chỉ tiêu.")
    assert "5. Ủy viên BCH Đảng bộ cấp xã: khi hết hạn 1/2, nay 1/2 (50,0%)." in text
    assert "tốc độ" not in text


async def test_the_picture_of_the_months_comes_by_tap(house: House, linked: Linked, clock: Clock) -> None:
    leader = await linked(roster.THANH)
    for days in (0, 65, 215):  # without month-ends, with some, and after the deadline
        await pass_days(house, clock, days)
        await leader.taps("target_trend")
        assert "Xu hướng chỉ tiêu" in await leader.taps(texts.PICTURE)
        [file] = leader.last.files
        assert (file.picture, file.content[:4]) == (True, b"\x89PNG")


async def test_the_trend_is_not_for_everyone(linked: Linked) -> None:
    assert "giao nhiệm vụ riêng" in await (await linked(roster.NHA)).taps("target_trend")


def test_a_small_pace_is_never_written_as_none() -> None:
    assert [texts.tenths(Fraction(n, 100)) for n in (0, 1, 25, 1234)] == ["0,0", "0,1", "0,3", "12,3"]
