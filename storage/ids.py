"""Ids made by the application: short enough for a button, long enough never to meet."""

import secrets

_LENGTH = 12
_ALPHABET = b"0123456789abcdefghjkmnpqrstvwxyz"
_LETTER_OF_BYTE = _ALPHABET * 8
"""Of each of the 256 bytes: every letter stands for as many of them."""


def new_id() -> str:
    """Twelve characters, sixty random bits."""
    return _drawn(1)


def new_ids(count: int) -> list[str]:
    """So many ids, in ascending order: rows written in it fill an index from left to right, not page after page."""
    drawn = _drawn(count)
    return sorted([drawn[at : at + _LENGTH] for at in range(0, len(drawn), _LENGTH)])


def _drawn(count: int) -> str:
    """The letters of so many ids in a row: a large roster draws half a million."""
    return secrets.token_bytes(_LENGTH * count).translate(_LETTER_OF_BYTE).decode()
