"""Which backups are kept."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.backups import Keeping, kept

NIGHT = datetime(2026, 11, 23, 2, 30)  # noqa: DTZ001 — names of files tell local time
made = st.sets(st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)), max_size=60)  # noqa: DTZ001
some = st.builds(Keeping, st.integers(0, 9), st.integers(0, 6), st.integers(0, 12))


def test_a_year_of_nights_leaves_a_week_of_days_four_weeks_and_six_months() -> None:
    nights = [NIGHT - timedelta(days=n) for n in range(365)]
    left = sorted(kept(nights, Keeping()), reverse=True)
    assert left[:7] == nights[:7]
    assert [f"{at:%d/%m}" for at in left[7:]] == ["15/11", "08/11", "31/10", "30/09", "31/08", "31/07", "30/06"]


@given(made, some)
def test_the_newest_always_stays_and_nothing_is_made_up(instants: set[datetime], keeping: Keeping) -> None:
    left = kept(instants, keeping)
    assert left <= instants
    assert not instants or max(instants) in left
    assert len(left) <= 1 + keeping.daily + keeping.weekly + keeping.monthly


@given(made, some)
def test_what_is_kept_stays_kept_when_nothing_new_comes(instants: set[datetime], keeping: Keeping) -> None:
    left = kept(instants, keeping)
    assert kept(left, keeping) == left
