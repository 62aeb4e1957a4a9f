"""Ids made by the application: short enough for a button, long enough never to meet."""

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]


def new_id() -> str:
    """Twelve characters, sixty random bits. A large roster draws a hundred thousand, hence two letters at a time."""
    bits = secrets.randbits(60)
    return "".join([_PAIRS[bits >> shift & 1023] for shift in (0, 10, 20, 30, 40, 50)])
