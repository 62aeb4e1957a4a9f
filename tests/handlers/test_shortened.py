"""Long lists in few words."""

from handlers.texts import shortened

NAMES = ["An", "Bình", "Chi"]


def test_a_list_that_fits_is_shown_whole() -> None:
    assert shortened.lines(NAMES, 3, "và {} dòng nữa") == NAMES
    assert shortened.row(NAMES, 3, "{} người khác") == "An, Bình, Chi"


def test_a_longer_list_says_how_many_are_left_out() -> None:
    assert shortened.lines(NAMES, 1, "và {} dòng nữa") == ["An", "và 2 dòng nữa"]
    assert shortened.row(NAMES, 2, "{} người khác") == "An, Bình và 1 người khác"


def test_without_a_limit_nothing_is_left_out() -> None:
    assert shortened.lines(NAMES, None, "và {} dòng nữa") == NAMES
