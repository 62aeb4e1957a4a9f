"""Multinomial logistic regression, found by L-BFGS: the same weights every time, from the same examples."""

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

Matrix = Any
"""A sparse matrix of scipy, an example a row; or a plain one of numpy."""
_KEPT = 5
"""Steps that the shape of the hill is known from."""
_MOST_STEPS = 80
_CLOSE_ENOUGH = 3e-5
"""The part of the loss below which a step gains nothing more."""


@dataclass(frozen=True)
class Problem:
    """Which weights make the examples likeliest. `wanted` is a distribution over the classes for each example."""

    examples: Matrix
    wanted: Matrix
    looseness: float
    """The greater, the larger weights may become."""

    @cached_property
    def columns(self) -> Matrix:
        """The examples, a column a row."""
        return self.examples.T.tocsr()

    def loss_and_slope(self, weights: Matrix) -> tuple[float, Matrix]:
        scores = self.examples @ weights
        scores -= scores.max(axis=1, keepdims=True)
        parts = np.exp(scores)
        totals = parts.sum(axis=1, keepdims=True)
        loss = -(self.wanted * (scores - np.log(totals))).sum() + _product(weights, weights) / (2 * self.looseness)
        slope = self.columns @ (parts / totals - self.wanted) + weights / self.looseness
        return float(loss), slope


def solved(problem: Problem) -> Matrix:
    """The weights of least loss, a row for each column of the examples."""
    weights = np.zeros((problem.examples.shape[1], problem.wanted.shape[1]))
    loss, slope = problem.loss_and_slope(weights)
    steps: deque[tuple[Matrix, Matrix]] = deque(maxlen=_KEPT)
    for _ in range(_MOST_STEPS):
        way = _way_down(slope, steps)
        new, new_loss, new_slope = _stepped(problem, weights, loss, slope, way)
        steps.append((new - weights, new_slope - slope))
        gained = loss - new_loss
        weights, loss, slope = new, new_loss, new_slope
        if gained < _CLOSE_ENOUGH * loss:
            break
    return weights


def _stepped(
    problem: Problem, weights: Matrix, loss: float, slope: Matrix, way: Matrix
) -> tuple[Matrix, float, Matrix]:
    """One step down, halved until it goes down far enough."""
    length, descent = 1.0, _product(slope, way)
    while True:
        new = weights + length * way
        new_loss, new_slope = problem.loss_and_slope(new)
        if new_loss <= loss + 1e-4 * length * descent or length < 1e-6:
            return new, new_loss, new_slope
        length /= 2


def _way_down(slope: Matrix, steps: deque[tuple[Matrix, Matrix]]) -> Matrix:
    """The direction of L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4)."""
    if not steps:
        return -slope * (10 / np.abs(slope).sum())
    way, backward = slope.copy(), []
    for moved, turned in reversed(steps):
        part = _product(moved, way) / _product(moved, turned)
        way -= part * turned
        backward.append(part)
    moved, turned = steps[-1]
    way *= _product(moved, turned) / _product(turned, turned)
    for (moved, turned), part in zip(steps, reversed(backward), strict=True):
        way += moved * (part - _product(turned, way) / _product(moved, turned))
    return -way


def _product(one: Matrix, other: Matrix) -> float:
    """The sum of the products, without BLAS, whose order of summing differs from machine to machine."""
    return float(np.einsum("ij,ij->", one, other))
