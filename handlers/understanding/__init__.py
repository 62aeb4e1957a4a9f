"""From what a person types to what they mean: an intent, its slots, and how sure that is."""

from handlers.understanding.keywords import Understood, understand

__all__ = ["Understood", "understand"]
