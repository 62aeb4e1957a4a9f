"""Vietnamese text: one written form, comparison without diacritics, and the order of the dictionary."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_STRANGE_D = str.maketrans("ÐðƉɖ", "ĐđĐđ")
"""Letters of other languages that look like Đ; old fonts, converted, leave them behind."""
_LETTERS = {letter: n for n, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def clean(text: str) -> str:
    """The text in Unicode's composed form (NFC), with single spaces and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_STRANGE_D)).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text as it compares: lower case, no diacritics, đ as d, single spaces."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text.translate(_STRANGE_D).lower()) if not unicodedata.combining(c)
    )
    return _SPACES.sub(" ", bare.replace("đ", "d")).strip()


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """A key whose byte order is the order of a Vietnamese dictionary: letters first, tones last.

    Word by word, as Vietnamese lists are sorted: "An Trường" before "An Trường A", "Bình" before "Bính".
    """
    words = []
    for word in clean(text).lower().split(" "):
        letters, tones = _letters_and_tones(word)
        words.append(f"{letters}\x02{tones}")
    return "\x01".join(words)


@lru_cache(maxsize=65536)
def _letters_and_tones(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tones: list[str] = []
    for mark_or_letter in unicodedata.normalize("NFD", word):
        if mark_or_letter in _TONES:
            tones[-1:] = [str(_TONES[mark_or_letter])]
        elif unicodedata.combining(mark_or_letter) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + mark_or_letter)
        else:
            letters.append(mark_or_letter)
            tones.append("0")
    return "".join(_rank(letter) for letter in letters), "".join(tones)


def _rank(letter: str) -> str:
    place = _LETTERS.get(letter)
    return chr(0x40 + place) if place is not None else letter if letter < "@" else chr(0x61) + letter


def name_sort_key(name: str) -> str:
    """The key for a list of people: given name first, then family and middle names, as offices sort."""
    words = clean(name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))
