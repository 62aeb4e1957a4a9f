"""Questions asked often: what the shipped file says, when an entry is withheld, what looks personal."""

import re
from datetime import date
from importlib import resources

import pytest

from rules.faq import Certainty, EntryState, FaqText, Withheld, parse_faq, personal_in, withheld
from rules.likeness import meaning_words
from rules.policy import PolicyError, parse_regulation

_POLICIES = resources.files("policies")
SHIPPED = parse_faq((_POLICIES / "faq-cang-long.toml").read_text(encoding="utf-8"), "faq-cang-long.toml").entries
REGULATIONS = [
    parse_regulation((_POLICIES / f"{name}.toml").read_text(encoding="utf-8"), name) for name in ("qd57", "qd350")
]
ENTRY = FaqText(("Hồ sơ gồm gì?",), "Như trên.", "một nguồn", rule="qd57")
IN_FORCE, AFTER = date(2025, 6, 2), date(2025, 9, 1)


def test_what_is_not_known_says_whom_to_ask_and_states_no_number() -> None:
    unknown = [each for each in SHIPPED if each.certainty is Certainty.UNKNOWN]
    assert unknown
    for each in unknown:
        assert "chưa có căn cứ" in each.answer
        assert re.search(r"[Xx]in (hỏi|xem|báo)|và hỏi", each.answer), each.id
        assert not re.search(r"\d", each.answer.replace("Quy định 350-QĐ/TW", "")), each.id


def test_what_one_source_says_is_worded_as_such() -> None:
    for each in (each for each in SHIPPED if each.certainty is Certainty.MEDIUM):
        assert re.search(r"[Xx]in (xem|hỏi|làm|đối chiếu|gửi)|[Tt]hường|đã công bố|chưa có căn cứ", each.answer), (
            each.id
        )


def test_answers_keep_to_the_wording_rules() -> None:
    for each in SHIPPED:
        assert "!" not in each.answer
        assert not re.search(r"(?<!\w)(bạn|mình|nhé|ạ)(?!\w)", each.answer.lower()), each.id
        assert not re.search(r"đăng ký thành công|trúng tuyển|được nhận vào|không đủ tuổi", each.answer), each.id


def test_every_phrasing_says_what_it_is_about() -> None:
    assert [phrasing for each in SHIPPED for phrasing in each.phrasings if not meaning_words(phrasing)] == []


@pytest.mark.parametrize("day", [IN_FORCE, AFTER])
def test_of_entries_that_follow_each_other_one_at_most_is_given_out(day: date) -> None:
    given = [each for each in SHIPPED if withheld(each.text, EntryState.APPROVED, day, REGULATIONS) is None]
    first = [each.phrasings[0] for each in given]
    assert len(first) == len(set(first))


@pytest.mark.parametrize(
    ("text", "state", "day", "why"),
    [
        (ENTRY, EntryState.APPROVED, IN_FORCE, None),
        (ENTRY, EntryState.DRAFT, IN_FORCE, Withheld.NOT_APPROVED),
        (ENTRY, EntryState.RETIRED, IN_FORCE, Withheld.RETIRED),
        (ENTRY, EntryState.APPROVED, AFTER, Withheld.RULE_OVER),
        (FaqText(("a",), "b", "c", rule="qd999"), EntryState.APPROVED, IN_FORCE, Withheld.RULE_UNKNOWN),
        (FaqText(("a",), "b", "c", since=AFTER), EntryState.APPROVED, IN_FORCE, Withheld.EARLY),
        (FaqText(("a",), "b", "c", until=IN_FORCE), EntryState.APPROVED, IN_FORCE, None),
        (FaqText(("a",), "b", "c", until=IN_FORCE), EntryState.APPROVED, AFTER, Withheld.OVER),
    ],
)
def test_an_entry_is_withheld_when_its_ground_is_gone(
    text: FaqText, state: EntryState, day: date, why: Withheld | None
) -> None:
    assert withheld(text, state, day, REGULATIONS) is why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi đồng chí Trần Văn Nhã", ["Trần Văn Nhã"]),
        ("số 0912 345 678 hoặc +84 912345678", ["0912 345 678", "+84 912345678"]),
        ("CCCD 084075001234, thư a.b@vinhlong.gov.vn", ["084075001234", "a.b@vinhlong.gov.vn"]),
        ("Học viện Chính trị quốc gia Hồ Chí Minh, Kết luận 09-KL/TW ngày 09/7/2021", []),
        ("gọi 0294 388 2000", []),
        ("toi la tran van nha", []),
    ],
)
def test_names_and_numbers_of_people_are_seen(text: str, found: list[str]) -> None:
    assert personal_in(text, allowed=["02943882000"]) == found


def test_a_known_name_is_seen_in_any_case() -> None:
    assert personal_in("tôi là trần văn nhã", names=["Trần Văn Nhã"]) == ["Trần Văn Nhã"]


def test_an_entry_named_twice_is_refused_with_file_and_key() -> None:
    one = (
        '[[entries]]\nid = "abc"\nphrasings = ["x"]\nanswer = "một câu trả lời đủ dài"\n'
        'source = "nguồn"\ncertainty = "high"\n'
    )
    with pytest.raises(PolicyError, match=r"mine\.toml: .*'abc' is used twice"):
        parse_faq(one * 2, "mine.toml")
