"""What the product itself is asked in set words, beyond the guide's intents: lists, plans, the roll, records.

Phrases speak for an intent, without diacritics, by who asks and what was last talked about.
"""

import re
from collections.abc import Mapping

from handlers.understanding import taking
from handlers.understanding.phrases import (
    CHECK_PHRASES,
    CLERK_PHRASES,
    DESK_PHRASES,
    GIVER_PHRASES,
    INBOX_PHRASES,
    JOB_PHRASES,
    READ_PHRASES,
    SENDER_PHRASES,
    SHORT_FORM_PHRASES,
    SHORT_FORMS,
    patterns,
)
from handlers.understanding.teaching import of_teaching
from handlers.understanding.understood import Understood
from rules.access import Asker, Role
from rules.text import fold

SURE_FROM = 2.0
"""The weight of phrases from which the first intent may be answered without asking back."""
AHEAD_BY = 0.6
"""How far it must lie before the second."""
_NUMBERED_LISTS = ("target_missing:", "target_planned:", "target_units:")
"""Topics that are lists; a number then means one of the list."""
_OF_A_LIST = re.compile(r"(?:(?:xem|mo) )?(?:so |dong chi |don vi )?\d{1,4}$")
_WEIGHT_OF_NUMBER = 4.2
_PLANS = ("target_plan", "target_plan_who")
_OF_A_PLAN = re.compile(
    r"(?:(?:bot|bo|tru|loai)(?: ra| di)? (?:so |dong chi (?:so )?)?\d|(?:dua|lay) (?:lai|vao)\b|bot nguoi$)"
)
"""Under a plan: single people of its list taken out of it or back, "bớt 3 7", "đưa lại 1"."""
_CLASS_LIST = "class_people:"
_TAKEN_OUT = re.compile(r"(?:rut|rut ten|cho thoi hoc|thoi hoc|bo ten|xoa ten) (?:so )?\d")
"""Under the list of a class: "rút 4: chuyển công tác"."""


def by_phrases(text: str, asker: Asker, topic: str = "") -> Understood | None:
    """What the phrases of a text speak for, without slots; None where they speak for nothing.

    `topic` is the intent last talked about.
    """
    words = _spelled_out(fold(text))
    weights = _weights(words, asker)
    if topic.startswith(_NUMBERED_LISTS) and _OF_A_LIST.match(words):
        weights["target_number"] = _WEIGHT_OF_NUMBER
    if topic.partition(":")[0] in _PLANS and _OF_A_PLAN.match(words):
        weights["target_plan_out"] = _WEIGHT_OF_NUMBER
    if topic.startswith(_CLASS_LIST) and _TAKEN_OUT.match(words):
        weights["class_people_out"] = _WEIGHT_OF_NUMBER
    return _judged(sorted(weights.items(), key=lambda pair: -pair[1])) if weights else None


def _judged(ranked: list[tuple[str, float]]) -> Understood:
    total = sum(weight for _, weight in ranked)
    shares = tuple((intent, weight / total) for intent, weight in ranked)
    first, weight = ranked[0]
    behind = ranked[1][1] if len(ranked) > 1 else 0.0
    asks = weight < SURE_FROM or weight - behind < AHEAD_BY
    return Understood(first, shares[0][1], {}, asks, shares[:3])


def _weights(words: str, asker: Asker) -> dict[str, float]:
    weights: dict[str, float] = {}
    for intent, phrases in patterns().items():
        weight = max((weight for pattern, weight in phrases if pattern.search(words)), default=0.0)
        if weight:
            weights[intent] = weight
    weights |= _of_taking_part(words, asker, weights)
    if asker.has(Role.STAFF, Role.ADMIN):
        weights |= _of_a_clerk(words)
    if asker.has(Role.STAFF, Role.ADMIN, Role.LEADER) and any(re.search(each, words) for each in DESK_PHRASES):
        weights["faq_desk"] = 5.8
    if asker.has(Role.STAFF, Role.ADMIN, Role.LECTURER) and any(re.search(each, words) for each in GIVER_PHRASES):
        weights["material_new"] = 5.6
    weights |= of_teaching(words, asker)
    if "my_status" in weights and "required_level" in weights:
        # "Tôi là phó phòng thì cần trình độ gì?" asks what they need themselves (docs/labels.md).
        weights["required_level"] -= 1.0
    if "target_summary" in weights and not asker.has(Role.LEADER, Role.STAFF, Role.ADMIN, Role.OFFICER):
        weights["target_summary"] -= 0.5
    return weights


def _of_taking_part(words: str, asker: Asker, weights: Mapping[str, float]) -> dict[str, float]:
    """What somebody may mean about classes by the roles they have, where it speaks louder than what was found."""
    sets = (
        *((taking.OF_STUDENTS,) if asker.person_id is not None else ()),
        *((taking.OF_STAFF,) if asker.has(Role.STAFF, Role.ADMIN) else ()),
        *((taking.OF_CALLERS,) if asker.has(Role.STAFF, Role.ADMIN, Role.LECTURER) else ()),
        *((taking.OF_OFFICERS,) if asker.has(Role.OFFICER) else ()),
        *((taking.OF_OFFICERS_ALONE,) if asker.has(Role.OFFICER) and not asker.has(Role.LEADER) else ()),
    )
    found = taking.weights_of(words, sets)
    return {intent: weight for intent, weight in found.items() if weight > weights.get(intent, 0.0)}


def _of_a_clerk(words: str) -> dict[str, float]:
    """What only somebody who keeps the records may mean."""
    found = {
        "find_cadre": (CLERK_PHRASES, 3.3), "broadcast": (SENDER_PHRASES, 4.8), "jobs": (JOB_PHRASES, 5.8),
        "record_check": (CHECK_PHRASES, 5.8), "short_forms": (SHORT_FORM_PHRASES, 5.8), "inbox": (INBOX_PHRASES, 5.8),
        "notice_after_list": (READ_PHRASES, 5.8),
    }  # fmt: skip
    return {
        intent: weight
        for intent, (phrases, weight) in found.items()
        if any(re.search(phrase, words) for phrase in phrases)
    }


def _spelled_out(words: str) -> str:
    return " ".join(SHORT_FORMS.get(word, word) for word in re.findall(r"[\w-]+", words))
