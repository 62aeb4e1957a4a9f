"""Looks at people's names, kept in the journal: who saw whose, in which list, and when."""

from collections.abc import Iterable

import orjson

from storage.database import Transaction
from storage.journal import By, Entry, record


async def looked_at(tx: Transaction, by: By, what: str, cadre_ids: Iterable[str]) -> None:
    """Write one line for a look at a list of people, in the transaction of the answer that shows it.

    `what` names the list in words of the program ("target_missing:bch_xa:xa-tan-an"); no name of a person stands in it.
    The ids of those who were seen lie beside the line, where the journal keeps values. A list without people is none.
    """
    seen = sorted(set(cadre_ids))
    if seen:
        await record(tx, by, Entry("look_at_names", "list", what, after=orjson.dumps(seen).decode()))
