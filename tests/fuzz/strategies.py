"""What people, messengers, offices and attackers may send: half of it nearly right, where parsers err."""

from hypothesis import strategies as st

ODD = (
    "\0", "\u200b", "\u202e", "\ufeff", "\u2028", "\x1b[2J", "\x85", "\ue000", "\ufffe", "🙂",
    "👩‍👩‍👧", "à", "ä" * 40, "²", "½", "Ⅷ", "٣", "１２", "৪", "𝟜",
    "İ", "ſ", "ß", "Đ", "ð", "<b>", "&amp;", "**", "{ho_ten}", "{0}", "%s", "${x}",
    "'; drop table cadre; --", "../../etc/passwd", "=1+1",
    "-0", "1e999", "nan", "inf", "9" * 30, "2147483648", "9223372036854775808", "-1", "0x10", "1_000", "00", "٠",
)  # fmt: skip
WORDS = (
    "số", "hết", "lớp", "xã", "tôi", "cao cấp", "trung cấp", "đã nhận", "sẽ dự", "không dự", "bận",
    "đồng ý", "không đồng ý", "trừ",
    "có phép", "vắng", "muộn", "sáng", "chiều", "cả ngày", "mai", "thứ hai", "thứ 7", "hằng tuần",
    "tháng sau", "ngày", "giờ",
    "đến", "từ", "và", "và không", "hoặc", "cả", "tất cả", "Trưởng phòng", "Phó Chủ tịch UBND",
    "An Trường", "thị trấn Càng Long",
    "CB001", "NT-K3", "Giỏi", "Khá", "đạt", "không đạt", "TC.2021.001", "unit", "group", "class",
    "level", "not", "and", "(", ")",
    "01/02/2020", "29/2/2023", "31/4", "32/13/2025", "2020", "5/1950", "20:30-06:30", "8h30",
    "25:61", "24h", "7h-11h", "0912345678",
    "+84 912 345 678", "7K3M9-QX2WA", "1-5", "5-1", "1,2,3", "1 2 3", "1-99999999", "8,5", "10/10", "90%", "1/3",
)  # fmt: skip
PUNCTUATION = (*" ,.;:-–/|\\\n\t()[]\"'=<>!?@#&*%+", " - ", ": ", "; ", "\r\n")

text = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(WORDS + ODD + PUNCTUATION) | st.text(max_size=3) | st.integers().map(str), max_size=10
    ).map("".join),
    st.lists(st.sampled_from(WORDS + ODD), min_size=1, max_size=6).map(" ".join),
    st.sampled_from(ODD + WORDS),
)
"""What may be typed where something of ours is expected."""

LONGEST = 2000
"""Characters of what reaches a reader: more is refused at the front door, and cut in a cell."""
long_text = st.tuples(
    st.sampled_from(ODD + WORDS), st.sampled_from(["", " ", ": "]), st.sampled_from([100, LONGEST])
).map(lambda given: ((given[0] + given[1]) * LONGEST)[: given[2]])
"""What somebody pastes."""

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
"""Any value of JSON."""

cells = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | text
)
"""What a spreadsheet's cell may hold."""
