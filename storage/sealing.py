"""Files under a passphrase: AES-256-GCM in chunks, the key from the passphrase by scrypt.

A chunk is bound to its place and says whether it is the last (the STREAM construction), so that a file that was cut
short, put together anew or changed in one bit does not open.
"""

import hashlib
import os
import struct
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"CADREBOT-SEALED-1\n"
"""How a sealed file begins."""
_CHUNK = 1 << 20
_TAG = 16
_COST, _BLOCK = 1 << 15, 8
"""Of scrypt: 32 MB of memory and some 0.1 s a try."""


class WrongSeal(Exception):
    """It does not open: another passphrase, or the file was changed or cut short."""


class Sealer:
    """A file to write to, one way: what is written goes sealed to another. To be closed with `finish`."""

    def __init__(self, to: BinaryIO, passphrase: str) -> None:
        salt, self._prefix = os.urandom(16), os.urandom(7)
        self._to = to
        self._head = MAGIC + salt + self._prefix
        self._cipher = _cipher(_key(passphrase, salt))
        self._number = 0
        self._waiting = bytearray()
        to.write(self._head)

    def write(self, content: bytes) -> int:
        """Take some bytes in."""
        self._waiting += content
        while len(self._waiting) > _CHUNK:
            self._put(bytes(self._waiting[:_CHUNK]), is_last=False)
            del self._waiting[:_CHUNK]
        return len(content)

    def flush(self) -> None:
        """What waits is sealed with what follows."""

    def finish(self) -> None:
        """Seal what is left."""
        self._put(bytes(self._waiting), is_last=True)

    def _put(self, chunk: bytes, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last)
        self._to.write(self._cipher.encrypt(nonce, chunk, self._head))
        self._number += 1


def unseal(sealed: BinaryIO, passphrase: str, to: BinaryIO) -> None:
    """Write to `to` what a sealed file holds. Raises WrongSeal."""
    from cryptography.exceptions import InvalidTag

    head = sealed.read(len(MAGIC) + 23)
    if not head.startswith(MAGIC) or len(head) < len(MAGIC) + 23:
        raise WrongSeal("it is no sealed file")
    salt, prefix = head[len(MAGIC) : len(MAGIC) + 16], head[-7:]
    cipher = _cipher(_key(passphrase, salt))
    chunk, number = sealed.read(_CHUNK + _TAG), 0
    while True:
        following = sealed.read(_CHUNK + _TAG)
        try:
            to.write(cipher.decrypt(_nonce(prefix, number, not following), chunk, head))
        except InvalidTag:
            raise WrongSeal("the passphrase is another one, or the file was changed or cut short") from None
        if not following:
            return
        chunk, number = following, number + 1


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=1 << 26, dklen=32)


def _nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, is_last)


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)
