"""From what a person types to what they mean: an intent, its slots, and how sure that is."""

from handlers.understanding.deciding import understand
from handlers.understanding.understood import Understood

__all__ = ["Understood", "understand"]
