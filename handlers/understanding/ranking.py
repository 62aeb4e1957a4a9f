"""How likely each intent is: a linear model over the features of a text, in plain Python and a few milliseconds.

A row holds the weights of one feature, a small number for each intent. All rows of a text are added as one long
integer with room for the sums between the lanes: one addition adds the weights of all intents at once.

The file is used as it is read: nobody's first question waits until a hundred thousand rows stand in a dictionary.
"""

import json
import math
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handlers.understanding.features import GROUPS, Features

FILE = Path(__file__).with_name("model.bin")
_ZERO = 128
"""What a weight of nothing is kept as, so that no lane goes below zero."""
_LANE = 3
"""Bytes of a lane: room for 65,000 features."""

Ranked = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What makes a ranking fit to be trusted; found on authors that were not trained on."""

    temperature: float
    """Divides the weights, so that a confidence of 0.9 is right nine times of ten."""
    bar: float
    """The confidence from which the first intent is answered without asking back."""


@dataclass(frozen=True, slots=True)
class Model:
    """The trained weights. A feature that is not among those known says nothing."""

    intents: tuple[str, ...]
    scales: tuple[float, ...]
    """For each of GROUPS what a step of its weights is worth."""
    known: Sequence[int]
    """Features in rising order."""
    rows: bytes
    """A byte for each intent, feature by feature, in the same order."""
    judgement: Judgement

    def ranked(self, features: Features) -> Ranked:
        """All intents with their confidence, from the likeliest down."""
        weights = [weight / self.judgement.temperature for weight in self.weights(features)]
        highest = max(weights)
        parts = [math.exp(weight - highest) for weight in weights]
        total = sum(parts)
        return tuple(
            sorted(
                ((intent, part / total) for intent, part in zip(self.intents, parts, strict=True)),
                key=lambda pair: -pair[1],
            )
        )

    def weights(self, features: Features) -> list[float]:
        """The weight of each intent, in the order of `intents`."""
        weights = [0.0] * len(self.intents)
        for scale, group in zip(self.scales, features, strict=True):
            sums = self._sums(group)
            worth = scale / math.sqrt(len(group)) if group else 0.0
            weights = [weight + worth * each for weight, each in zip(weights, sums, strict=True)]
        return weights

    def _sums(self, group: set[int]) -> list[int]:
        width = len(self.intents)
        found = [at * width for at in map(self._place_of, group) if at is not None]
        lanes, total = bytearray(width * _LANE), 0
        for at in found:
            lanes[::_LANE] = self.rows[at : at + width]
            total += int.from_bytes(lanes, "little")
        sums, below = total.to_bytes(width * _LANE, "little"), _ZERO * len(found)
        return [int.from_bytes(sums[at : at + _LANE], "little") - below for at in range(0, width * _LANE, _LANE)]

    def knows(self, feature: int) -> bool:
        """Whether it learnt anything of a feature."""
        return self._place_of(feature) is not None

    def _place_of(self, feature: int) -> int | None:
        at = bisect_left(self.known, feature)
        return at if at < len(self.known) and self.known[at] == feature else None


def packed(model: Mapping[str, Any], features: Sequence[int], weights: bytes) -> bytes:
    """The file of a model: what it says of itself, its features in rising order, a byte for each weight, row by row."""
    head = json.dumps(model, sort_keys=True, ensure_ascii=True).encode()
    return b"\n".join((head, array("I", features).tobytes() + weights))


def unpacked(file: bytes) -> Model:
    """The model of such a file."""
    head, _, body = file.partition(b"\n")
    said = json.loads(head)
    end = 4 * said["features"]
    judgement = Judgement(said["temperature"], said["bar"])
    return Model(tuple(said["intents"]), tuple(said["scales"]), array("I", body[:end]), body[end:], judgement)


@cache
def model() -> Model:
    """The model of the house, read at the first question."""
    return unpacked(FILE.read_bytes())


assert len(GROUPS) == 3
