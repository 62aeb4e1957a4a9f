"""The demonstration: the invented district of the founding document, its clock, and what keeps it apart."""

from bot.demo.build import is_demo, open_demo
from bot.demo.cast import DEMO_PEOPLE, DemoPerson
from bot.demo.clock import DemoClock, demo_clock, move_clock, shift_of
from bot.demo.safety import DemoRefused, demo_settings

__all__ = [
    "DEMO_PEOPLE",
    "DemoClock",
    "DemoPerson",
    "DemoRefused",
    "demo_clock",
    "demo_settings",
    "is_demo",
    "move_clock",
    "open_demo",
    "shift_of",
]
