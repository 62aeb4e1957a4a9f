"""How far a long piece of work is, on standard error: a bar at a terminal, elsewhere a line every few seconds."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from itertools import accumulate
from typing import Any

import click

_PATIENCE = 1.0
"""Seconds of work of which nobody needs to hear."""
_EVERY = 3.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def progress(weights: Mapping[Any, int]) -> Iterator[Callable[[Enum, float], None]]:
    """Show work in stages, in their order, each with its weight in the whole. Short work shows nothing.

    Gives what is told which stage the work is in and which share of it is done, from 0 to 1, by whichever thread.
    """
    shown = _Shown(weights)
    try:
        yield shown.at
    finally:
        shown.end()


class _Shown:
    def __init__(self, weights: Mapping[Any, int]) -> None:
        self._weights = weights
        self._before = dict(zip(weights, accumulate(weights.values(), initial=0), strict=False))
        self._next = time.monotonic() + _PATIENCE
        self._bar: Any = None

    def at(self, stage: Enum, share: float) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        percent = round(100 * (self._before[stage] + share * self._weights[stage]) / sum(self._weights.values()))
        label = stage.name.lower()
        if sys.stderr.isatty():
            self._draw(label, percent)
        else:
            self._next = now + _EVERY
            click.echo(f"{label}: {percent} %", err=True)

    def _draw(self, label: str, percent: int) -> None:
        if self._bar is None:
            self._bar = click.progressbar(length=100, file=sys.stderr, show_eta=False)
            self._bar.__enter__()
        self._bar.label = label.ljust(9)
        self._bar.update(percent - self._bar.pos)
        self._bar.render_progress()

    def end(self) -> None:
        if self._bar is not None:
            self._bar.update(100 - self._bar.pos)
            self._bar.__exit__(None, None, None)
