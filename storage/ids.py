"""Ids made by the application: short enough for a button, long enough never to meet."""

import base64
import secrets

_ALPHABET = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz")


def new_id() -> str:
    """Twelve characters, sixty random bits, without letters that are read as a digit (i, l, o) or form words (u)."""
    return base64.b32encode(secrets.token_bytes(10)).translate(_ALPHABET)[:12].decode()
