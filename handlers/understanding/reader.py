"""The reader of the guide's intents (docs/labels.md): words, slots, then how likely each intent is."""

from handlers.understanding.features import features_of, word_feature
from handlers.understanding.normalising import Reading, reading_of, telling_part
from handlers.understanding.own_forms import NO_OWN_FORMS, OwnForms
from handlers.understanding.places import NOWHERE, Places
from handlers.understanding.ranking import Model, model
from handlers.understanding.slots import fitting, slots_of
from handlers.understanding.understood import Understood

_OFFERED = 5
"""Readings that are told beside the first."""
_OF_NOBODY = ("my_status", "upcoming_classes", "help")
_OF_LEADERS = ("target_summary", "unit_progress", "help")
"""What is offered where no word says anything."""


def read(
    text: str,
    role: str = "cadre",
    places: Places = NOWHERE,
    by: Model | None = None,
    forms: OwnForms = NO_OWN_FORMS,
) -> Understood:
    """The likeliest intent of a text with its slots.

    `role` is cadre, staff or leader; `by` another model to judge; `forms` the short forms of the asker's centre.
    """
    text = telling_part(text)
    reading, by = reading_of(text, forms.table), by or model()
    if not _says_anything(reading, by):
        return _nothing(role)
    slots = slots_of(text, reading, places)
    ranked = by.ranked(features_of(reading, slots, role))
    intent, confidence = ranked[0]
    return Understood(intent, confidence, fitting(slots, intent), confidence < by.judgement.bar, ranked[:_OFFERED])


def _nothing(role: str) -> Understood:
    offered = _OF_LEADERS if role == "leader" else _OF_NOBODY
    alternatives = (("out_of_scope", 0.0), *((intent, 0.0) for intent in offered))
    return Understood("out_of_scope", 0.0, asks=True, alternatives=alternatives)


def _says_anything(reading: Reading, by: Model) -> bool:
    """Whether any word was ever met: of "qwerty" and of a bare number no model can be sure."""
    return any(by.knows(word_feature(word)) for word in reading.words if word[0].isalpha())
