"""When jobs fall due: instants of crontabs, what is owed after a pause, and other hours."""

from datetime import datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given
from hypothesis import strategies as st

from rules.job_due import due_now, is_late, is_of_use, next_try
from rules.job_times import Rhythm, at_other_hours, parse_when

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2025, 6, 2, 8, tzinfo=ZONE)
instants = st.timedeltas(timedelta(0), timedelta(days=2000)).map(lambda ahead: MONDAY + ahead)
crontabs = st.sampled_from(
    ["0 0 * * *", "30 7,13 * * *", "*/5 * * * *", "15 7-20 * * *", "10 0 1 * *", "0 3 * * sun", "0 8 29 2 *"]
)


@given(crontabs, instants)
def test_instants_are_those_of_the_usual_reading_of_a_crontab(crontab: str, begin: datetime) -> None:
    theirs = CronTrigger.from_crontab(crontab, ZONE).get_next_fire_time(None, begin + timedelta(microseconds=1))
    assert parse_when(crontab).following(begin) == theirs


@given(crontabs, instants)
def test_the_latest_instant_lies_before_the_following_one_with_none_between(crontab: str, now: datetime) -> None:
    when = parse_when(crontab)
    latest, following = when.latest(now), when.following(now)
    assert latest is not None
    assert following is not None
    assert latest <= now < following
    assert when.following(latest) == following


@pytest.mark.parametrize(
    "crontab", ["", "* * * *", "61 * * * *", "0 7 * * monday", "0 7 * * *; 0 8 1 * *", "a b c d e"]
)
def test_what_is_no_crontab_is_refused(crontab: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_when(crontab)


def test_a_day_that_never_comes_has_no_instants() -> None:
    when = parse_when("0 7 31 2 *")
    assert (when.latest(MONDAY), when.following(MONDAY)) == (None, None)


def test_other_hours_keep_the_days_of_a_job() -> None:
    assert at_other_hours("30 7,13 * * *", [time(13), time(8, 15)]) == "15 8 * * *; 0 13 * * *"
    weekly = at_other_hours("0 3 * * sun", [time(6)], weekday=0)
    assert (weekly, parse_when(weekly).rhythm) == ("0 6 * * mon", Rhythm.WEEKLY)
    assert at_other_hours("10 0 1 * *", [time(6)], weekday=0) == "0 6 1 * *", "a month has no weekday"


@given(crontabs, instants, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_after_any_pause_one_run_is_owed_and_the_others_are_counted(
    crontab: str, since: datetime, pause: timedelta
) -> None:
    when, now = parse_when(crontab), since + pause
    seen = when.latest(since)
    due = due_now(when, now, seen, None)
    passed = list(islice(when.between(since, now), 1001))
    assert due is not None
    assert due.at == (passed[-1] if 0 < len(passed) <= 1000 else when.latest(now))
    assert due.missed == max(0, min(len(passed), 1000) - 1)


def test_what_fell_due_before_a_change_is_owed_no_more() -> None:
    when = parse_when("30 7 * * *")
    assert due_now(when, MONDAY, None, valid_from=MONDAY - timedelta(minutes=10)) is None
    tomorrow = due_now(when, MONDAY + timedelta(days=1), None, valid_from=MONDAY - timedelta(minutes=10))
    assert tomorrow is not None
    assert tomorrow.at == MONDAY.replace(day=3, hour=7, minute=30)


def test_a_run_is_late_after_two_minutes_and_of_use_as_long_as_it_says() -> None:
    assert not is_late(MONDAY, MONDAY + timedelta(minutes=2))
    assert is_late(MONDAY, MONDAY + timedelta(minutes=3))
    assert is_of_use(MONDAY, MONDAY + timedelta(days=900), None)
    assert not is_of_use(MONDAY, MONDAY + timedelta(hours=6), timedelta(hours=5))


def test_a_failed_run_is_tried_after_one_five_and_fifteen_minutes_and_then_no_more() -> None:
    waits = [next_try(tries, MONDAY) for tries in range(5)]
    assert waits == [None, *(MONDAY + timedelta(minutes=n) for n in (1, 5, 15)), None]
