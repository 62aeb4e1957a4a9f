"""Whether a short form may be added: what it would take from other people's sentences, and what is worth a warning."""

import re
from collections.abc import Iterable, Sequence

from handlers.texts import short_forms as texts
from handlers.understanding.normalising import LONGEST_ENTRY, parted, short_forms
from handlers.understanding.own_forms import OwnForms
from handlers.understanding.places import Places
from handlers.understanding.slots import slots_in
from handlers.understanding.telex import is_syllable
from handlers.understanding.unknown_words import is_word
from rules.text import clean, fold

_WORDS = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_PARTS = re.compile(r"[^\W_]+")


def written(line: str) -> tuple[str, list[str]]:
    """What is typed and its meanings, of "hl = học lại | hội luật"; no meanings where nothing stands behind."""
    typed, _, meant = clean(line).lower().partition("=")
    meanings = dict.fromkeys(clean(each) for each in meant.split("|"))
    words = (word for word in parted(typed) if word[0].isalnum())
    return " ".join(words), [each for each in meanings if each]


def fault_of_typed(typed: str, places: Places, unit_names: Iterable[str]) -> str:
    """Why it may not be one, in the words of the form; empty where it may."""
    words = typed.split()
    if not any(each.isalpha() for word in words for each in word):
        return texts.NO_LETTERS
    if len(words) > LONGEST_ENTRY or len(typed) > texts.LONGEST_TYPED:
        return texts.TOO_LONG
    if all(len(word) == 1 for word in words):
        return texts.LETTERS_ALONE.format(typed)
    slots = slots_in(typed, places)
    if "class_ref" in slots:
        return texts.OF_A_CLASS.format(typed)
    unit = slots.get("unit") or _unit_with(words, unit_names)
    if unit:
        return texts.OF_A_UNIT.format(typed, unit)
    if tuple(words) in short_forms():
        return ""
    if len(words) == 1 and is_word(typed):
        return texts.A_WORD.format(typed)
    return texts.A_MATTER.format(typed) if slots else ""


def _unit_with(words: Sequence[str], unit_names: Iterable[str]) -> str:
    """The first unit in whose name the words stand."""
    sought = f" {' '.join(map(fold, words))} "
    return next((name for name in unit_names if sought in f" {' '.join(_PARTS.findall(fold(name)))} "), "")


def fault_of_meanings(typed: str, meanings: Sequence[str], known: Sequence[str]) -> str:
    """Why these may not be its meanings; `known` are those that it has without the centre."""
    if not meanings:
        return texts.NO_MEANING
    if len(meanings) > texts.MOST_MEANINGS:
        return texts.TOO_MANY
    if list(meanings) == list(known):
        return texts.KNOWN_SO.format(typed)
    return next(filter(None, (_fault_of(typed, each) for each in meanings)), "")


def _fault_of(typed: str, meaning: str) -> str:
    if len(meaning) > texts.LONGEST_MEANING:
        return texts.MEANING_TOO_LONG.format(meaning)
    if not _WORDS.fullmatch(meaning):
        return texts.MEANING_SIGNS.format(meaning)
    if meaning == typed:
        return texts.MEANING_SAME.format(typed)
    short = next((word for word in meaning.split() if _is_short(word)), "")
    return texts.MEANING_SHORT.format(meaning, short) if short else ""


def _is_short(word: str) -> bool:
    return (word,) in short_forms() and not is_syllable(fold(word)) and not is_word(word)


def warnings(typed: str, meanings: Sequence[str], known: OwnForms) -> list[str]:
    """What the clerk should know before it is kept; `known` is what is read without this one."""
    words, present = typed.split(), known.present(typed)
    found = []
    if present:
        found.append(texts.known_otherwise(typed, present))
    elif len(words) == 1 and is_syllable(fold(typed)):
        found.append(texts.may_be_word(typed))
    elif len(words) > 1 and all(map(is_word, words)):
        found.append(texts.everyday(typed))
    return [*found, *(texts.not_met(each) for each in meanings if not any(map(is_word, each.split())))]
