"""How likely each intent is: a linear model over the features of a text, in plain Python and a few milliseconds.

A row holds the weights of one feature, a small number for each intent. All rows of a text are added as one long
integer with room for the sums between the lanes: one addition adds the weights of all intents at once.

The file is used nearly as it is read: nobody's first question waits until a hundred thousand rows stand in a
dictionary. Features are looked for among the few that share their first bits.
"""

import json
import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_BUCKET, _BUCKETS = 20, 2**12
"""A feature's first bits, all but so many, say in which of the buckets it is."""

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
    starts: Sequence[int]
    """Where each bucket of them begins, and where the last ends."""
    rows: bytearray
    """A lane for each intent, feature by feature, in the same order."""
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
        width, total, count = len(self.intents) * _LANE, 0, 0
        for place in self._places(group):
            total += int.from_bytes(self.rows[place * width : (place + 1) * width], "little")
            count += 1
        sums, below = total.to_bytes(width, "little"), _ZERO * count
        return [int.from_bytes(sums[at : at + _LANE], "little") - below for at in range(0, width, _LANE)]

    def knows(self, feature: int) -> bool:
        """Whether it learnt anything of a feature."""
        return any(True for _ in self._places((feature,)))

    def _places(self, features: Iterable[int]) -> Iterator[int]:
        """Where those that are known stand."""
        known, starts = self.known, self.starts
        for feature in features:
            bucket = feature >> _BUCKET
            end = starts[bucket + 1]
            at = bisect_left(known, feature, starts[bucket], end)
            if at < end and known[at] == feature:
                yield at


def packed(model: Mapping[str, Any], features: Sequence[int], weights: bytes) -> bytes:
    """The file of a model: what it says of itself, its features in rising order, a byte for each weight, row by row."""
    head = json.dumps(model, sort_keys=True, ensure_ascii=True).encode()
    return b"\n".join((head, array("I", features).tobytes() + weights))


def unpacked(file: bytes) -> Model:
    """The model of such a file."""
    head, _, body = file.partition(b"\n")
    said = json.loads(head)
    end = 4 * said["features"]
    known, rows = array("I", body[:end]), bytearray(_LANE * (len(body) - end))
    rows[::_LANE] = memoryview(body)[end:]
    starts = [bisect_left(known, bucket << _BUCKET) for bucket in range(_BUCKETS + 1)]
    judgement = Judgement(said["temperature"], said["bar"])
    return Model(tuple(said["intents"]), tuple(said["scales"]), known, starts, rows, judgement)


@cache
def model() -> Model:
    """The model of the house, read at the first question."""
    return unpacked(FILE.read_bytes())


assert len(GROUPS) == 3
