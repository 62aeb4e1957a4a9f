"""The leader's summary: the same figures as the command, conclusion first."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from handlers.house import House
from handlers.leader.summary import OPTIONS
from handlers.texts import targets as texts
from handlers.texts.targets import Counted, percent, required, summary
from rules.access import Role
from rules.summary import Summary, summary_of
from rules.targets import count_targets
from storage.vouching import Vouched
from tests.handlers import roster
from tests.handlers.conftest import Linked

TODAY = date(2025, 6, 2)


async def test_the_leader_reads_conclusion_then_each_target(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    text = await leader.says("chỉ tiêu tới đâu rồi?")
    assert "Đạt 2/6 chỉ tiêu. Cần thêm 5 đồng chí (mỗi người tính một lần) để đạt cả 6." in text
    assert "3. Phó Trưởng phòng: 0/1 (0,0%), chỉ tiêu trên 90%. Thiếu 1." in text
    assert "Đúng 90% chưa phải “trên 90%”." in text
    assert len(text) < 2000


async def test_a_leader_of_one_unit_reads_its_name_in_the_heading(house: House, linked: Linked) -> None:
    async with house.db.transaction() as tx:
        await tx.run_many(
            "insert into role_grant (id, holder_id, role, unit_id, granted_at) values ($1, $2, $3, $4, $5)",
            [("g-hoa", roster.HOA.id, Role.LEADER.value, roster.TAN_AN.id, 1)],
        )
    hoa = await linked(roster.HOA)
    heading, measure, *_ = (await hoa.says("chỉ tiêu tới đâu rồi?")).splitlines()
    assert heading == "CHỈ TIÊU TRÌNH ĐỘ LÝ LUẬN CHÍNH TRỊ, XÃ TÂN AN"
    assert measure == "Theo mục tiêu huyện Càng Long, đến năm 2025."


async def test_a_question_about_a_group_is_answered_in_the_first_line(linked: Linked) -> None:
    leader = await linked(roster.THANH)
    first, _, heading, *_ = (await leader.says("còn bao nhiêu phó phòng chưa có cao cấp?")).splitlines()
    assert first == ("Phó Trưởng phòng: 0/1 (0,0%), chỉ tiêu trên 90%. Thiếu 1. Còn 1 đồng chí chưa có cao cấp.")
    assert heading.startswith("CHỈ TIÊU")


def test_an_empty_group_has_no_data_and_a_late_deadline_is_said() -> None:
    figures = count_targets([roster.NHA], roster.POLICY, date(2026, 1, 5))
    text = summary(roster.POLICY, summary_of(figures, TODAY), Counted(date(2026, 1, 5), date(2026, 1, 4)))
    assert "Trưởng phòng và tương đương: không có dữ liệu." in text
    assert "Thời hạn 31/12/2025 đã qua." in text
    assert "để đạt 2 chỉ tiêu có dữ liệu." in text


def test_the_last_day_is_told_as_such() -> None:
    last = date(2025, 12, 31)
    assert "Thời hạn 31/12/2025, hết hôm nay." in summary(
        roster.POLICY, summary_of(count_targets([], roster.POLICY, last), last), Counted(last, last)
    )


def test_a_policy_without_targets_says_so() -> None:
    bare = roster.POLICY.model_copy(update={"targets": ()})
    assert "chưa đặt chỉ tiêu nào" in texts.summary(bare, summary_of((), TODAY), Counted(TODAY, TODAY))


def test_a_share_is_rounded_but_never_up_to_a_target_that_was_not_reached() -> None:
    assert percent(Fraction(205, 236), Fraction(85, 100)) == "86,9%"
    assert percent(Fraction(1999, 2000)) == "99,9%"
    assert percent(Fraction(84999, 100000), Fraction(85, 100)) == "84,9%"
    assert percent(Fraction(1)) == "100,0%"
    assert required(">", Fraction(9, 10)) == "trên 90%"


def test_people_who_study_are_shown_and_not_counted() -> None:
    figures = count_targets(
        roster.CADRES, roster.POLICY, TODAY, studying={roster.TUAN.id: roster.DUNG.credentials[0].level}
    )
    text = summary(roster.POLICY, summary_of(figures, TODAY), Counted(TODAY, TODAY))
    assert "Thiếu 1, đang học 1." in text
    assert "Nếu các đồng chí đang học tốt nghiệp đúng hạn: đạt 3/6." in text


def test_after_the_deadline_nobody_is_said_to_finish_in_time() -> None:
    day = date(2026, 1, 5)
    figures = count_targets(
        roster.CADRES, roster.POLICY, day, studying={roster.TUAN.id: roster.DUNG.credentials[0].level}
    )
    text = summary(roster.POLICY, summary_of(figures, day), Counted(day, day))
    assert "Thời hạn 31/12/2025 đã qua." in text
    assert "Nếu các đồng chí đang học tốt nghiệp: đạt 3/6." in text


def test_who_has_no_category_is_counted_nowhere_and_mentioned() -> None:
    figures = count_targets([replace(roster.NHA, category="")], roster.POLICY, TODAY)
    assert "1 người chưa ghi Đối tượng" in summary(roster.POLICY, summary_of(figures, TODAY), Counted(TODAY, TODAY))


def test_a_million_people_and_a_long_name_still_fit_in_a_message() -> None:
    figures = [
        replace(
            figure, total=1_000_000, met=100_000, needed=900_000, studying=100_000, share=Fraction(1, 10), reached=False
        )
        for figure in count_targets([roster.NHA], roster.POLICY, TODAY)
    ]
    counted = Counted(
        TODAY, TODAY, voucher=texts.vouched_by(Vouched(TODAY, Role.OFFICER, "Nguyễn Huỳnh Phương Thảo Nguyên " * 2))
    )
    found = Summary(TODAY, tuple(figures), 900_000, 900_000)
    text = "\n\n".join((texts.of_group(roster.POLICY, figures[3]), summary(roster.POLICY, found, counted)))
    assert len(text) + sum(len(row[0].label) + 4 for row in OPTIONS) < 2000


def test_thousands_carry_a_dot() -> None:
    figures = count_targets([roster.NHA], roster.POLICY, TODAY)
    many = [replace(figure, total=12_000, met=1_000, needed=11_000, share=Fraction(1, 12)) for figure in figures]
    text = summary(roster.POLICY, replace(summary_of(figures, TODAY), figures=tuple(many)), Counted(TODAY, TODAY))
    assert "1.000/12.000 (8,3%), chỉ tiêu 100%. Thiếu 11.000." in text
