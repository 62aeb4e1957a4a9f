"""What a text was taken for."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Understood:
    """An intent, its slots, and how sure that is."""

    intent: str
    confidence: float
    """From 0 to 1, the likelihood that the first intent is the right one."""
    slots: Mapping[str, str] = field(default_factory=dict)
    asks: bool = False
    """True when it is not sure enough to answer: the likeliest readings are offered."""
    alternatives: tuple[tuple[str, float], ...] = ()
    """Intents from the likeliest down, the first one included, with their confidence."""
