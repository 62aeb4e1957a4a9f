"""What a person means, of all that the product answers: set words first, then the reader, then what was talked of."""

import re
from collections.abc import Mapping
from dataclasses import replace

from handlers.understanding.asked_ahead import ahead_in
from handlers.understanding.asked_papers import paper_in
from handlers.understanding.concepts import concepts_in
from handlers.understanding.keywords import by_phrases
from handlers.understanding.labels import INTENTS, WITHOUT_SLOTS
from handlers.understanding.normalising import Reading, reading_of, telling_part
from handlers.understanding.own_forms import NO_OWN_FORMS, OwnForms
from handlers.understanding.places import NOWHERE, Places
from handlers.understanding.reader import read
from handlers.understanding.slots import fitting, slots_in
from handlers.understanding.understood import Understood
from rules.access import Asker, Role

_FOLLOWS = re.compile(r"(con|the|vay con|the con|vay)\b")
_ASKS_NOTHING = {"more", "what_q", "yes_q", "this", "today", "tomorrow", "week", "month", "leader"}
"""Concepts that may stand beside what is named, while nothing new is asked of it: "thế tháng sau thì sao?"."""
_BY_TOPIC = 0.8
"""How sure it is that a follow-up asks the same of something else."""


_NO_MATTER = (*WITHOUT_SLOTS, "help", "contact", "procedure", "notifications", "update_profile")
_OF_LISTS = {"target_missing": "missing_list", "target_unit": "unit_progress", "target_units": "unit_progress"}


def matter_of(topic: str) -> str:
    """The intent that may be asked of something else next, by what was talked of last; empty where none may."""
    head = topic.partition(":")[0]
    matter = _OF_LISTS.get(head, head)
    return matter if matter in INTENTS and matter not in _NO_MATTER else ""


def understand(
    text: str, asker: Asker, topic: str = "", places: Places = NOWHERE, forms: OwnForms = NO_OWN_FORMS
) -> Understood:
    """The intent and the slots of a text.

    `topic` is the intent last talked about, for a follow-up question; `places` are those known beside Càng Long's;
    `forms` the short forms of the asker's centre.
    """
    text = telling_part(text)
    plain = forms.written_out(text)
    said = by_phrases(plain, asker, topic)
    understood = read(text, _role_of(asker), places, forms=forms)
    if said is not None and not said.asks and (said.intent not in INTENTS or _asks_beyond_figures(said, plain)):
        return replace(said, slots=fitting(slots_in(text, places, forms), said.intent))
    matter = matter_of(topic)
    if matter and _follows(reading_of(text, forms.table), understood):
        slots = slots_in(text, places, forms)
        if slots:
            # One's standing is the same whatever level is named: what is asked is whether one may go on to that.
            matter = "eligibility" if matter == "my_status" and "level" in slots else matter
            return _of_topic(understood, matter, slots)
    if matter == "target_summary" and understood.asks and ahead_in(plain) is not None:
        return _of_topic(understood, matter, {})
    if understood.asks and said is not None and not said.asks and said.intent in _offered(understood):
        # What the phrases are sure of and the reader would offer need not be asked.
        return replace(
            understood, intent=said.intent, slots=fitting(slots_in(text, places, forms), said.intent), asks=False
        )
    return understood


def _offered(understood: Understood) -> list[str]:
    return [intent for intent, _ in understood.alternatives[:3]]


def _asks_beyond_figures(said: Understood, text: str) -> bool:
    """Whether it is about the targets in a way that only the product knows: a file, a trend, what if."""
    return said.intent == "target_summary" and (ahead_in(text) is not None or paper_in(text) is not None)


def _role_of(asker: Asker) -> str:
    if asker.has(Role.STAFF, Role.ADMIN):
        return "staff"
    return "leader" if asker.has(Role.LEADER, Role.OFFICER) else "cadre"


def _follows(reading: Reading, understood: Understood) -> bool:
    """Whether a text asks of something else what was just answered: "còn cao cấp thì sao?", "xã Tân An?"."""
    words = reading.words
    is_unsure = understood.asks or understood.intent in WITHOUT_SLOTS
    return set(concepts_in(words)) <= _ASKS_NOTHING or (is_unsure and _FOLLOWS.match(" ".join(words)) is not None)


def _of_topic(understood: Understood, topic: str, slots: Mapping[str, str]) -> Understood:
    others = tuple(pair for pair in understood.alternatives if pair[0] != topic)
    return Understood(topic, _BY_TOPIC, fitting(slots, topic), alternatives=((topic, _BY_TOPIC), *others))
