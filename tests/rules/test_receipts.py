"""To which notice an answer in words belongs, and until when it may be changed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rules.notices import NoticeKind, Receipt
from rules.receipts import CLOSE_TOGETHER, Asked, Refusal, meant, refusal

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SUMMONS = Asked("a", 1, NoticeKind.SUMMONS, 0, class_name="Lớp", starts_on=date(2025, 6, 9), hours="từ 07 giờ 30")
BEGINS = datetime(2025, 6, 9, 7, 30, tzinfo=ZONE)
HOUR = 3_600_000

some_asked = st.builds(
    Asked,
    notice_id=st.text("abc", min_size=1),
    number=st.integers(1, 99),
    kind=st.sampled_from(NoticeKind),
    arrived_at=st.integers(0, 10 * HOUR),
    receipt=st.none() | st.sampled_from(Receipt),
    receipt_at=st.integers(0, 10 * HOUR),
)


@given(st.lists(some_asked, max_size=6), st.sampled_from(Receipt))
def test_the_latest_unanswered_notice_that_fits_is_always_among_those_meant(
    asked: list[Asked], receipt: Receipt
) -> None:
    may_be = meant(asked, receipt, 10 * HOUR)
    asking = [each for each in asked if receipt is Receipt.RECEIVED or each.kind is NoticeKind.SUMMONS]
    fitting = asking or [each for each in asked if each.kind is not NoticeKind.MATERIAL]
    waiting = [each.arrived_at for each in fitting if each.receipt is None]
    assert bool(may_be) is bool(fitting)
    if waiting:
        assert max(waiting) in [each.arrived_at for each in may_be if each.receipt is None]
        assert all(max(waiting) - each.arrived_at <= CLOSE_TOGETHER for each in may_be if each.receipt is None)
    else:
        assert len(may_be) <= 1


def test_an_answer_given_just_now_may_be_what_is_mended() -> None:
    older = replace(SUMMONS, notice_id="b", number=2, arrived_at=0)
    newer = replace(SUMMONS, arrived_at=HOUR, receipt=Receipt.COMING, receipt_at=2 * HOUR)
    assert meant([older, newer], Receipt.NOT_COMING, 2 * HOUR + 1) == [older, newer]
    assert meant([older, newer], Receipt.COMING, 2 * HOUR + 1) == [older]
    assert meant([older, newer], Receipt.NOT_COMING, 3 * HOUR) == [older]


def test_coming_belongs_to_a_summons_before_any_other_notice() -> None:
    meeting = Asked("b", 2, NoticeKind.OTHER, 2 * HOUR)
    assert meant([SUMMONS, meeting], Receipt.NOT_COMING, 3 * HOUR) == [SUMMONS]
    assert meant([meeting], Receipt.NOT_COMING, 3 * HOUR) == [meeting], "a general notice may call people to a meeting"


def test_coming_is_no_answer_to_a_material() -> None:
    assert meant([Asked("a", 1, NoticeKind.MATERIAL, 0)], Receipt.COMING, HOUR) == []


def test_an_answer_is_changed_until_the_first_hour_of_the_class() -> None:
    answered = replace(SUMMONS, receipt=Receipt.COMING)
    assert answered.begins(ZONE) == BEGINS
    assert refusal(answered, Receipt.NOT_COMING, BEGINS - timedelta(minutes=1)) is None
    assert refusal(answered, Receipt.NOT_COMING, BEGINS) is Refusal.BEGUN
    assert refusal(answered, Receipt.COMING, BEGINS) is None, "the same again is no change"
    assert refusal(SUMMONS, Receipt.COMING, BEGINS) is None, "a first answer is taken late"
    assert refusal(replace(SUMMONS, is_cancelled=True), Receipt.COMING, BEGINS) is Refusal.CANCELLED


def test_a_class_without_an_hour_begins_in_the_early_morning() -> None:
    begins = replace(SUMMONS, hours="theo thông báo").begins(ZONE)
    assert begins is not None
    assert begins.hour == 7
