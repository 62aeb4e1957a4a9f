"""Make `model.bin` anew from the labelled questions, byte for byte: python -m handlers.understanding.training.

What a confidence is worth is judged on authors left out in turn; the weights that ship are of all authors together.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from handlers.understanding.features import GROUPS, Features, features_of
from handlers.understanding.labelled import Question, authors, questions_of
from handlers.understanding.labels import INTENTS
from handlers.understanding.logistic import Matrix, Problem, solved
from handlers.understanding.normalising import reading_of
from handlers.understanding.ranking import FILE, Judgement, Model, packed, unpacked
from handlers.understanding.slots import slots_of

_LOUDNESS = (1.3, 1.3, 1.0)
"""How loud each of GROUPS speaks; tried out on authors left out."""
_LOOSENESS = 20.0
_FEWEST = 2
"""Questions that a feature must stand in."""
_DOUBT = 0.03
"""The part of every label that is given to all intents: nobody labels without a slip."""
_FOLDS = 4
_WRONG_AND_CONFIDENT = 0.012
"""The part of all questions that may be wrong and not asked back, on authors left out; below the figure of 2%."""
_PLAIN = Judgement(1.0, 0.0)

Weighed = tuple[list[float], list[bool]]
"""The weight of each intent for one question, and whether it is right."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what is weighed of it."""

    question: Question
    features: Features


def examples_of(names: Iterable[str]) -> list[Example]:
    """The questions of these authors."""
    return [_example(question) for name in names for question in questions_of(name)]


def _example(question: Question) -> Example:
    reading = reading_of(question.text)
    return Example(question, features_of(reading, slots_of(question.text, reading), question.role))


def trained(examples: Sequence[Example], judgement: Judgement = _PLAIN) -> bytes:
    """The file of a model of these examples."""
    columns = _columns(examples)
    weights = solved(Problem(_matrix(examples, columns), _wanted(examples), _LOOSENESS))
    scales, steps = _rounded(weights, _groups_of(examples, columns))
    said = {
        "intents": INTENTS, "features": len(columns), "scales": scales,
        "temperature": judgement.temperature, "bar": judgement.bar,
    }  # fmt: skip
    return packed(said, list(columns), steps)


def _columns(examples: Sequence[Example]) -> dict[int, int]:
    """Feature → its column, in rising order, of those that stand in enough questions."""
    found = Counter(feature for example in examples for group in example.features for feature in group)
    kept = sorted(feature for feature, count in found.items() if count >= _FEWEST)
    return {feature: column for column, feature in enumerate(kept)}


def _matrix(examples: Sequence[Example], columns: dict[int, int]) -> Matrix:
    values: list[float] = []
    places: list[int] = []
    ends = [0]
    for example in examples:
        for loudness, group in zip(_LOUDNESS, example.features, strict=True):
            known = sorted(columns[feature] for feature in group if feature in columns)
            places += known
            values += [loudness / len(group) ** 0.5] * len(known)
        ends.append(len(places))
    return sparse.csr_matrix((values, places, ends), shape=(len(examples), len(columns)))


def _wanted(examples: Sequence[Example]) -> Matrix:
    wanted = np.full((len(examples), len(INTENTS)), _DOUBT / len(INTENTS))
    for row, example in enumerate(examples):
        right = [intent for intent in (example.question.intent, example.question.also) if intent]
        for intent in right:
            wanted[row, INTENTS.index(intent)] += (1 - _DOUBT) / len(right)
    return wanted


def _groups_of(examples: Sequence[Example], columns: dict[int, int]) -> Matrix:
    groups: Matrix = np.zeros(len(columns), dtype=int)
    for example in examples:
        for number, group in enumerate(example.features):
            groups[[columns[feature] for feature in group if feature in columns]] = number
    return groups


def _rounded(weights: Matrix, groups: Matrix) -> tuple[list[float], bytes]:
    """The worth of a step in each group, and every weight as steps from 1 to 255, 128 for none."""
    steps = np.zeros(weights.shape, dtype=np.uint8)
    scales = []
    for number in range(len(GROUPS)):
        inside = groups == number
        step = float(f"{np.abs(weights[inside]).max() / 127:.6e}")
        steps[inside] = np.clip(np.rint(weights[inside] / step), -127, 127) + 128
        scales.append(step * _LOUDNESS[number])
    return scales, steps.tobytes()


def judged(examples: Sequence[Example]) -> Judgement:
    """The temperature and the bar that hold for authors who were not trained on."""
    names = sorted({example.question.author for example in examples})
    weighed: list[Weighed] = []
    for fold in range(_FOLDS):
        left_out = names[fold::_FOLDS]
        model = unpacked(trained([each for each in examples if each.question.author not in left_out]))
        weighed += weighed_by(model, [each for each in examples if each.question.author in left_out])
    return judgement_of(weighed)


def weighed_by(model: Model, examples: Iterable[Example]) -> list[Weighed]:
    """What a model gives to each intent of these questions, and which of them are right."""
    return [
        (model.weights(each.features), [name in (each.question.intent, each.question.also) for name in INTENTS])
        for each in examples
    ]


def judgement_of(weighed: Sequence[Weighed]) -> Judgement:
    """The judgement by which these questions are told with the right confidence."""
    weights, right = (np.array(side) for side in zip(*weighed, strict=True))
    temperature = min((t / 100 for t in range(30, 151, 5)), key=lambda t: _surprise(weights / t, right))
    return Judgement(temperature, _bar(_shares(weights / temperature), right))


def _shares(weights: Matrix) -> Matrix:
    parts = np.exp(weights - weights.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)


def _surprise(weights: Matrix, right: Matrix) -> float:
    return round(float(-np.log((_shares(weights) * right).sum(axis=1)).mean()), 6)


def _bar(shares: Matrix, right: Matrix) -> float:
    """The lowest confidence, to the hundredth, above which few enough first intents are wrong."""
    sure, is_right = shares.max(axis=1), right[np.arange(len(right)), shares.argmax(axis=1)]
    bars = (bar / 100 for bar in range(25, 100))
    return next(bar for bar in bars if ((sure >= bar) & ~is_right).mean() <= _WRONG_AND_CONFIDENT)


def made() -> bytes:
    """The file of the house's model."""
    examples = examples_of(authors())
    return trained(examples, judged(examples))


if __name__ == "__main__":
    FILE.write_bytes(made())
    sys.stdout.write(f"{FILE.name}: {FILE.stat().st_size} bytes, {unpacked(FILE.read_bytes()).judgement}\n")
