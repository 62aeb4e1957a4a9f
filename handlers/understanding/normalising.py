"""From what is typed to words that compare: one written form, repeats, keyboard left-overs and short forms undone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handlers.understanding.telex import is_syllable, typed_back
from rules.text import clean, fold

TABLE = Path(__file__).parent.parent.parent / "policies" / "chat-spelling.txt"
_TOKEN = re.compile(r"[^\W\d_]{2,5}-[^\W\d_]{0,3}\d+|[^\W_]+(?:/[^\W\d_]+)*|[?%]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_STUCK = re.compile(r"(\d{1,2})(h|g|gio)|(bai|buoi|thang|tuan|khoa|quy|tiet|lan|dot|nam)(\d{1,4})")
_MONTH = re.compile(r"th(1[0-2]|[1-9])|t(1|8|9|1[0-2])")
"""What can only be a month: "t2" to "t7" are days of the week."""
_LESSON = re.compile(r"b(\d{1,2})")
_SHORTEST_GLUED = 5
LONGEST_ENTRY = 4
"""Words of the left side of an entry."""
_OF_A_LETTER = 300
"""Characters at either end of a long text in which it says what is wanted."""

Words = tuple[str, ...]
Table = Mapping[Words, tuple[Words, ...]]
"""What is typed, word by word → its meanings, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as words. `words` is `written` folded, one to one."""

    written: Words
    """Spelled out, small letters, with the diacritics that were typed or are known from the table."""
    words: Words
    others: tuple[tuple[int, Words], ...] = ()
    """Further meanings of ambiguous short forms, folded, each with the place in `words` where the first one begins."""

    @property
    def folded(self) -> str:
        return " ".join(self.words)


def telling_part(text: str) -> str:
    """Where a text says what it wants: all of it, or the beginning and the end of what is as long as a letter.

    What is looked for costs the square of the length, and the longest message would keep others waiting.
    """
    if len(text) <= 2 * _OF_A_LETTER + 1:
        return text
    begin, end = text[:_OF_A_LETTER], text[-_OF_A_LETTER:]
    return f"{begin.rpartition(' ')[0] or begin} {end.partition(' ')[2] or end}"


def reading_of(text: str, table: Table | None = None) -> Reading:
    """The words of a text. `table` is that of short forms, the house's own by default."""
    table = short_forms() if table is None else table
    tokens = [each for token in _TOKEN.findall(clean(text).lower()) for each in _apart(token, table)]
    written: list[str] = []
    others: list[tuple[int, Words]] = []
    for meanings in _spelled_out(tokens, table):
        others += [(len(written), tuple(map(fold, meaning))) for meaning in meanings[1:]]
        written += meanings[0]
    return Reading(tuple(written), tuple(map(fold, written)), tuple(others))


def parted(typed: str) -> Words:
    """The left side of an entry, word by word."""
    return tuple(token for token, _, _ in tokens_in(typed))


def tokens_in(text: str) -> Iterator[tuple[str, int, int]]:
    """What a text is made of, each with where it begins and ends."""
    return ((found[0], found.start(), found.end()) for found in _TOKEN.finditer(text))


def _apart(token: str, table: Table) -> list[str]:
    """A token without stretched letters and keyboard left-overs, its number in a word of its own."""
    if (token,) in table:
        return [token]
    token = _STRETCHED.sub(r"\1", token)
    if stuck := _STUCK.fullmatch(fold(token)):
        at = len(stuck[1] or stuck[3])
        return [token[:at], token[at:]]
    if month := _MONTH.fullmatch(token):
        return ["tháng", month[1] or month[2]]
    if lesson := _LESSON.fullmatch(token):
        return ["buổi", lesson[1]]
    token = typed_back(token)
    return glued_apart(token) if len(token) >= _SHORTEST_GLUED and not is_syllable(fold(token)) else [token]


def _spelled_out(tokens: list[str], table: Table) -> Iterator[tuple[Words, ...]]:
    """The meanings of each stretch of tokens, the likeliest first."""
    at = 0
    while at < len(tokens):
        length, found = longest_at(tokens, at, table)
        yield found or ((_unstuttered(tokens[at], table),),)
        at += length


def longest_at(tokens: Sequence[str], at: int, table: Table) -> tuple[int, tuple[Words, ...] | None]:
    """The longest stretch of tokens from one on that a table knows, and what it means; 1 and None for none."""
    for length in range(min(LONGEST_ENTRY, len(tokens) - at), 0, -1):
        found = _meanings(tuple(tokens[at : at + length]), table)
        if found is not None:
            return length, found
    return 1, None


def _meanings(stretch: Words, table: Table) -> tuple[Words, ...] | None:
    """What a stretch means; one word only as it is typed, several also without their marks."""
    found = table.get(stretch)
    if found is not None or len(stretch) == 1 or all(map(str.isascii, stretch)):
        return found
    # "uỷ" for "ủy" is let pass, but the particle "ạ" is never the A of a name.
    return (
        None if any(len(word) == 1 and not word.isascii() for word in stretch) else table.get(tuple(map(fold, stretch)))
    )


def _unstuttered(token: str, table: Table) -> str:
    """A doubled letter goes where only then a word appears: "roii", "lớpp"."""
    bare = fold(token)
    if is_syllable(bare) or not _DOUBLED.search(token):
        return token
    single = _DOUBLED.sub(r"\1", token)
    meanings = table.get((single,))
    if meanings is not None and len(meanings[0]) == 1:
        return meanings[0][0]
    return single if is_syllable(fold(single)) else token


def glued_apart(token: str) -> list[str]:
    """Two words of the field that were typed without the space between them: "trưởngban", "socấp"."""
    bare = fold(token)
    if len(bare) != len(token):
        return [token]
    known = known_words()
    for at in range(len(bare) - 2, 1, -1):
        if bare[:at] in known and bare[at:] in known:
            return [token[:at], token[at:]]
    return [token]


@cache
def known_words() -> frozenset[str]:
    """Words that are common in what people ask, folded."""
    said = (word for meanings in short_forms().values() for meaning in meanings for word in meaning)
    return frozenset(bare for bare in map(fold, said) if len(bare) > 1 and is_syllable(bare))


@cache
def short_forms(file: Path = TABLE) -> Table:
    """The table of the house."""
    table: dict[Words, tuple[Words, ...]] = {}
    bare: dict[Words, tuple[Words, ...]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        typed, equals, meant = clean(line).lower().partition("=")
        if not equals or line.startswith("#"):
            continue
        key = parted(typed)
        table[key] = tuple(tuple(meaning.split()) for meaning in meant.split("|"))
        if len(key) > 1:
            bare[tuple(map(fold, key))] = table[key]
    return bare | table
