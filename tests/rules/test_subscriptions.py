"""When figures come by themselves: on the days chosen, at the hour chosen, and on no other."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.subscriptions import LAST, Rhythm, Schedule, latest_due, next_due

hours = st.integers(0, 23)
schedules = st.one_of(
    st.builds(Schedule, st.just(Rhythm.WEEKLY), st.integers(0, 6).map(str), hours),
    st.builds(Schedule, st.just(Rhythm.MONTHLY), st.one_of(st.integers(1, 28).map(str), st.just(LAST)), hours),
)
instants = st.integers(0, 3 * 365 * 24 * 60).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n))


@given(schedules, instants)
def test_the_latest_and_the_next_are_its_days_with_none_between(schedule: Schedule, now: datetime) -> None:
    latest, following = latest_due(schedule, now), next_due(schedule, now)
    assert latest is not None
    assert following is not None
    assert latest <= now < following
    assert all(schedule.falls_on(due.date()) and due.hour == schedule.hour for due in (latest, following))
    between = (following.date() - latest.date()).days
    assert not any(schedule.falls_on(latest.date() + timedelta(days=n)) for n in range(1, between))


@given(instants)
def test_a_chosen_day_is_due_once(now: datetime) -> None:
    chosen = Schedule(Rhythm.ONCE, "2025-06-09", 7)
    due = datetime(2025, 6, 9, 7, tzinfo=UTC)
    assert (latest_due(chosen, now), next_due(chosen, now)) == ((due, None) if now >= due else (None, due))


def test_the_last_day_of_a_month_is_its_own() -> None:
    last = Schedule(Rhythm.MONTHLY, LAST, 7)
    assert next_due(last, datetime(2024, 2, 3, tzinfo=UTC)) == datetime(2024, 2, 29, 7, tzinfo=UTC)
    assert latest_due(last, datetime(2025, 3, 30, tzinfo=UTC)) == datetime(2025, 2, 28, 7, tzinfo=UTC)
    assert last.falls_on(date(2025, 4, 30))
