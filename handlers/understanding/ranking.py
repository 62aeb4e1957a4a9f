"""How likely each intent is: a linear model over the features of a text, in plain Python and a few milliseconds.

A row holds the weights of one feature, a small number for each intent. All rows of a text are added as one long
integer with room for the sums between the lanes: one addition adds the weights of all intents at once.
"""

import json
import math
import zlib
from array import array
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
    """The trained weights. `rows` finds the row of a feature; a feature without one says nothing."""

    intents: tuple[str, ...]
    scales: tuple[float, ...]
    """For each of GROUPS what a step of its weights is worth."""
    rows: Mapping[int, int]
    lanes: bytes
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
        width = len(self.intents) * _LANE
        rows, lanes, read = self.rows, self.lanes, int.from_bytes
        found = [rows[feature] * width for feature in group if feature in rows]
        total = sum(read(lanes[at : at + width], "little") for at in found).to_bytes(width, "little")
        below = _ZERO * len(found)
        return [read(total[at : at + _LANE], "little") - below for at in range(0, width, _LANE)]


def packed(model: Mapping[str, Any], features: Sequence[int], weights: bytes) -> bytes:
    """The file of a model: what it says of itself, its features in rising order, a byte for each weight, row by row."""
    head = json.dumps(model, sort_keys=True, ensure_ascii=True).encode()
    return zlib.compress(b"\n".join((head, array("I", features).tobytes() + weights)), 9)


def unpacked(file: bytes) -> Model:
    """The model of such a file."""
    head, _, body = zlib.decompress(file).partition(b"\n")
    said = json.loads(head)
    features = array("I", body[: 4 * said["features"]])
    weights = body[4 * said["features"] :]
    lanes = bytearray(len(weights) * _LANE)
    lanes[::_LANE] = weights
    rows = dict(zip(features, range(len(features)), strict=True))
    judgement = Judgement(said["temperature"], said["bar"])
    return Model(tuple(said["intents"]), tuple(said["scales"]), rows, bytes(lanes), judgement)


@cache
def model() -> Model:
    """The model of the house, read at the first question."""
    return unpacked(FILE.read_bytes())


assert len(GROUPS) == 3
