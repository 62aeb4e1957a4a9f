"""The doctor: looks at everything an assistant needs, and says of each part how it is and what to do."""

from bot.doctor.finding import Finding, State
from bot.doctor.rounds import examine

__all__ = ["Finding", "State", "examine"]
