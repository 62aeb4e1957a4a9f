"""Which chat of a person comes first, and when the use of a chat is worth keeping."""

from hypothesis import given
from hypothesis import strategies as st

from rules.reaching import WEAK, channels_in_order, uses_anew

DAY = 24 * 3600 * 1000
CHATS = st.dictionaries(st.sampled_from(["telegram", "zalo", "web"]), st.integers(0, 10**13))


@given(CHATS, st.sampled_from(["", "telegram", "zalo", "web"]))
def test_every_channel_is_tried_once_and_the_preferred_one_first(used_at: dict[str, int], preferred: str) -> None:
    order = channels_in_order(used_at, preferred)
    assert sorted(order) == sorted(used_at)
    assert preferred not in used_at or order[0] == preferred


@given(CHATS)
def test_without_a_preference_messengers_go_first_and_the_last_used_before_the_others(used_at: dict[str, int]) -> None:
    order = channels_in_order(used_at)
    weak = [channel in WEAK for channel in order]
    assert weak == sorted(weak)
    strong = [used_at[channel] for channel in order if channel not in WEAK]
    assert strong == sorted(strong, reverse=True)


def test_a_web_chat_used_just_now_comes_after_a_messenger_unless_it_is_preferred() -> None:
    assert channels_in_order({"telegram": 1, "web": 9}) == ["telegram", "web"]
    assert channels_in_order({"telegram": 1, "web": 9}, "web") == ["web", "telegram"]


def test_a_use_is_kept_after_a_day_or_when_the_order_changes() -> None:
    assert not uses_anew(5 * DAY, 4 * DAY, 0)
    assert uses_anew(5 * DAY + 1, 4 * DAY, 0)
    assert uses_anew(5 * DAY, 5 * DAY - 9, 5 * DAY - 5)
    assert not uses_anew(5 * DAY, 5 * DAY - 5, 5 * DAY - 9)
    assert not uses_anew(5 * DAY, 5 * DAY, 5 * DAY), "the clock stands still"
