"""Addresses at which a stored file may be fetched for a while, by whoever was given them."""

import time
from collections.abc import Callable
from urllib.parse import quote

from itsdangerous import BadSignature, URLSafeSerializer

PATH = "/f"
"""Where such files are answered: `/f/TOKEN/NAME`."""


class SignedFiles:
    """Makes and reads addresses that nobody else can make. `now` gives the present in seconds."""

    def __init__(self, key: str, public_url: str, now: Callable[[], float] = time.time) -> None:
        """`public_url` without a slash at its end."""
        self._signer = URLSafeSerializer(key, salt="file")
        self._public_url = public_url
        self._now = now

    def address(self, digest: str, name: str, seconds: float) -> str:
        """Where the file with this digest can be fetched under this name for so many seconds."""
        token = self._signer.dumps([digest, round(self._now() + seconds)])
        return f"{self._public_url}{PATH}/{token}/{quote(name, safe='')}"

    def digest_of(self, token: str) -> str | None:
        """The file that a token of an address stands for; None for a forged or an expired one."""
        try:
            digest, until = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError):
            return None
        return str(digest) if self._now() < until else None
