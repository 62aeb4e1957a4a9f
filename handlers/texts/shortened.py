"""Long lists in few words: the first of it, and how many there are beside."""

from collections.abc import Sequence


def lines(every: Sequence[str], most: int | None, beside: str) -> list[str]:
    """The first lines, then one that counts the others, such as "- và {} đơn vị khác."; None shows all."""
    shown = list(every[:most])
    return [*shown, beside.format(len(every) - len(shown))] if len(shown) < len(every) else shown


def row(every: Sequence[str], most: int, beside: str, between: str = ", ") -> str:
    """The same within a sentence: "Lê An, Trần Bình và 3 đồng chí khác"; `beside` is "{} đồng chí khác"."""
    shown = between.join(every[:most])
    return f"{shown} và {beside.format(len(every) - most)}" if len(every) > most else shown
