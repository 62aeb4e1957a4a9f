"""The audience of a notice: filters of people combined by and, or, not; their text, their words, whom they mean."""

from rules.audience.expression import (
    All,
    Any,
    Audience,
    Filter,
    Key,
    Not,
    all_of,
    any_of,
    filters_of,
    having,
    negated,
    text_of,
)
from rules.audience.facts import Facts, Grounds, matches
from rules.audience.names import Known, UnknownName, unknown_names
from rules.audience.text import AudienceError, parse
from rules.audience.words import Names, in_words

__all__ = [
    "All",
    "Any",
    "Audience",
    "AudienceError",
    "Facts",
    "Filter",
    "Grounds",
    "Key",
    "Known",
    "Names",
    "Not",
    "UnknownName",
    "all_of",
    "any_of",
    "filters_of",
    "having",
    "in_words",
    "matches",
    "negated",
    "parse",
    "text_of",
    "unknown_names",
]
