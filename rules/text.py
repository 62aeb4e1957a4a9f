"""Vietnamese text: one written form, comparison without diacritics, and the order of the dictionary."""

import unicodedata
from functools import lru_cache

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_STRANGE_D = (("Ð", "Đ"), ("ð", "đ"), ("Ɖ", "Đ"), ("ɖ", "đ"))
"""Letters of other languages that look like Đ; old fonts, converted, leave them behind."""
_LETTERS = {letter: n for n, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def clean(text: str) -> str:
    """The text in Unicode's composed form (NFC), with single spaces and none at the ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for strange, usual in _STRANGE_D:
            text = text.replace(strange, usual)
    return " ".join(text.split())


class _BareLetters(dict[int, str]):
    """Small letter → the letter without its marks, each found out once: twice as fast as taking every text apart."""

    def __missing__(self, letter: int) -> str:
        parts = unicodedata.normalize("NFD", chr(letter))
        bare = "".join(c for c in parts if not unicodedata.combining(c))
        return self.setdefault(letter, "d" if bare in ("đ", "ð", "ɖ") else bare)


_BARE = _BareLetters()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text as it compares: lower case, no diacritics, đ as d, single spaces."""
    return " ".join(text.lower().translate(_BARE).split())


@lru_cache(maxsize=65536)
def sort_key(text: str) -> str:
    """A key whose byte order is the order of a Vietnamese dictionary: letters first, tones last.

    Word by word, as Vietnamese lists are sorted: "An Trường" before "An Trường A", "Bình" before "Bính".
    """
    return "\x01".join(map(_word_key, clean(text).lower().split(" ")))


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    """The letters of a word, then its tones."""
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
    return f"{''.join(map(_rank, letters))}\x02{''.join(tones)}"


def _rank(letter: str) -> str:
    place = _LETTERS.get(letter)
    return chr(0x40 + place) if place is not None else letter if letter < "@" else chr(0x61) + letter


@lru_cache(maxsize=65536)
def name_sort_key(name: str) -> str:
    """The key for a list of people: given name first, then family and middle names, as offices sort."""
    *others, given = clean(name).lower().split(" ")
    return "\x01".join(map(_word_key, (given, *others)))
