"""Dividing what is scarce: nobody gets more than they wish, and what some do not need goes to the others alike."""

from collections.abc import Sequence


def fair_parts(total: int, wishes: Sequence[int]) -> list[int]:
    """The part of each who wishes for so many, in the same order; together at most `total`.

    Whoever does not get all they wish for has at most one less than anybody else. What cannot be divided goes to those
    who stand first.
    """
    parts = [0] * len(wishes)
    left = total
    while left > 0 and (unmet := [n for n, wish in enumerate(wishes) if parts[n] < wish]):
        each = max(1, left // len(unmet))
        for n in unmet:
            more = min(each, wishes[n] - parts[n], left)
            parts[n] += more
            left -= more
    return parts
