"""Everything that is needed to install the assistant on a machine without internet, in one file."""

from bot.bundle.packing import NotPacked, Target, pack

__all__ = ["NotPacked", "Target", "pack"]
