"""When Python's garbage collector works: not while the program is being put together."""

import gc

_MADE = 10_000
"""Objects made and still there before the youngest are walked through; Python's own is 700."""


def rest() -> None:
    """Collect nothing for now: almost all that a start makes stays, and walking through it again and again is a tenth
    of a start's time."""
    gc.disable()


def resume() -> None:
    """Collect again, but pass over what was made by now: it stays, and need not be walked through while people wait.

    And more seldom: an answer makes hundreds of objects and hardly a ring among them.
    """
    gc.freeze()
    gc.set_threshold(_MADE)
    gc.enable()
