"""Words of a question that no reader ever met: mostly somebody's own way of shortening."""

from handlers.understanding.features import word_feature
from handlers.understanding.normalising import known_words, reading_of
from handlers.understanding.own_forms import NO_OWN_FORMS, OwnForms
from handlers.understanding.ranking import model
from handlers.understanding.telex import is_syllable
from rules.text import fold

_SHORTEST, _LONGEST = 2, 8
"""Letters of what may be a short form."""


def unknown_in(text: str, forms: OwnForms = NO_OWN_FORMS) -> list[str]:
    """They, as they are written, each once. What could be a Vietnamese word is none of them: it may be a name."""
    written = dict.fromkeys(reading_of(text, forms.table).written)
    return [each for each in written if _SHORTEST <= len(each) <= _LONGEST and each.isalpha() and _is_unknown(each)]


def is_word(word: str) -> bool:
    """Whether the reader knows what a single written word says."""
    bare = fold(word)
    return bare in known_words() or model().knows(word_feature(bare))


def _is_unknown(word: str) -> bool:
    return not is_syllable(fold(word)) and not is_word(word)
