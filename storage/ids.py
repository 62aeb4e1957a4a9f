"""Ids made by the application: short enough for a button, long enough never to meet."""

import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """Twelve characters, sixty random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))
