"""What is left over of Telex and VNI when the keyboard was not switched on: "lichj hocj", "ho5c", "dd8ng"."""

import re
import unicodedata
from functools import lru_cache

from rules.text import fold

_ONSET = r"(?:ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
_RIME = (
    r"(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|e(?:c|ch|m|n|ng|nh|o|p|t|u)?|i(?:a|c|ch|m|n|ng|nh|p|t|u)?"
    r"|i?e(?:c|m|n|ng|p|t|u)|ye(?:n|t|u|m)|o(?:a|ac|ach|ai|am|an|ang|anh|ao|at|ay|c|e|en|eo|et|i|m|n|ng|p|t|oc|ong)?"
    r"|u(?:a|an|ang|at|ay|c|e|ech|enh|i|m|n|ng|o|oc|oi|om|on|ong|op|ot|ou|p|t|u|y|ya|ych|yen|yet|ynh|yt|yu)?|y)"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_TONES_TELEX = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TONES_VNI = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX = (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("uow", "ươ"), ("uwow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"))
_VNI = (("uo7", "ươ"), ("u7o7", "ươ"), ("a6", "â"), ("e6", "ê"), ("o6", "ô"), ("o7", "ơ"), ("u7", "ư"), ("a8", "ă"))
_NUMBERED = re.compile(r"(bai|buoi|thang|tuan|khoa|quy|thu|phong|tiet|lan|dot|nam|so|to|k|t|a)\d+")
"""Words that a number is often stuck to."""
_VOWELS = "aăâeêioôơuưy"


def is_syllable(word: str) -> bool:
    """Whether a folded word could be a Vietnamese one."""
    return _SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=8192)
def typed_back(word: str) -> str:
    """The Vietnamese word that was meant by keys of Telex or VNI; the word itself where it is not such a left-over.

    A word that could be Vietnamese as it stands is never touched, so "toi" and "cas" differ: the latter is "cá".
    """
    if not word.isascii() or not word.isalnum() or is_syllable(word) or _NUMBERED.fullmatch(word):
        return word
    has_digits = not word.isalpha()
    tones, marks = (_TONES_VNI, _VNI) if has_digits else (_TONES_TELEX, _TELEX)
    found = _without_tone(word, tones)
    if found is None:
        return word
    letters, tone = found
    letters = letters.replace("d9", "đ", 1) if has_digits else letters.replace("dd", "đ", 1)
    letters = _doubled_apart(letters) if not has_digits else letters
    for keys, letter in sorted(marks, key=lambda pair: -len(pair[0])):
        letters = letters.replace(keys, letter)
    if not letters.isalpha() or not is_syllable(fold(letters)):
        return word
    return _toned(letters, tone)


def _doubled_apart(letters: str) -> str:
    """ "ddawngd" and "tieens" type the double mark at once, "ddangw" and "cana" behind the word: w then goes in."""
    if letters.endswith("w") and len(letters) > 2:
        for at in range(len(letters) - 2, -1, -1):
            if letters[at] in "uoa" and letters[at + 1] != "w":
                return letters[: at + 1] + "w" + letters[at + 1 : -1]
    return letters


def _without_tone(word: str, tones: dict[str, str]) -> tuple[str, str] | None:
    """The word without the key of its tone, and the tone; None where two such keys stand."""
    first = next((at for at, letter in enumerate(word) if letter in "aeiouyw"), None)
    if first is None:
        return None
    keys = [at for at in range(first + 1, len(word)) if word[at] in tones]
    if not keys:
        return word, ""
    if len(keys) > 1:
        return None
    return word[: keys[0]] + word[keys[0] + 1 :], tones[word[keys[0]]]


def _toned(letters: str, tone: str) -> str:
    """The tone on the vowel that carries it, near enough: a marked one, else the last but one of an open rime."""
    if not tone:
        return letters
    places = [at for at, letter in enumerate(letters) if letter in _VOWELS and not _is_glide(letters, at)]
    marked = [at for at in places if letters[at] in "ăâêôơư"]
    is_open = places[-1] == len(letters) - 1
    place = marked[-1] if marked else places[-2] if is_open and len(places) > 1 else places[-1]
    return unicodedata.normalize("NFC", letters[: place + 1] + tone + letters[place + 1 :])


def _is_glide(letters: str, at: int) -> bool:
    following = letters[at + 1 : at + 2]
    starts = at == 1 and letters[:2] in ("qu", "gi")
    return starts and following != "" and following in _VOWELS
