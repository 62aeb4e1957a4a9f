"""Ids made by the application: short enough for a button, long enough never to meet."""

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]


def new_id() -> str:
    """Twelve characters, sixty random bits."""
    return _written(secrets.randbits(60))


def new_ids(count: int) -> list[str]:
    """So many ids, in ascending order: rows written in it fill an index from left to right, not page after page."""
    drawn = secrets.token_bytes(8 * count)
    return sorted([_written(int.from_bytes(drawn[at : at + 8]) >> 4) for at in range(0, 8 * count, 8)])


def _written(bits: int) -> str:
    """Two letters at a time: a large roster draws half a million."""
    return "".join([_PAIRS[bits >> shift & 1023] for shift in (0, 10, 20, 30, 40, 50)])
