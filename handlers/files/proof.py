"""What may go with a request as proof: a photo or a PDF, known by its first bytes."""

from pathlib import PurePath

LARGEST = 20 * 2**20
"""Bytes of a photo or paper that is kept."""

_PICTURES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n": ".png"}
_HEIF = (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".pdf"})


def is_named_like_proof(name: str) -> bool:
    """Whether a file may be proof by the end of its name, before it is fetched."""
    return PurePath(name.lower()).suffix in _ENDINGS


def is_picture(name: str) -> bool:
    """Whether every messenger shows the file as a picture."""
    return PurePath(name.lower()).suffix in (".jpg", ".jpeg", ".png")


def named_by_content(name: str, content: bytes) -> str:
    """The name with the ending that the content asks for; empty when it is neither a photo nor a PDF."""
    ending = _ending(content)
    return f"{PurePath(name).stem or 'anh'}{ending}" if ending else ""


def _ending(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return ".pdf"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        return ".heic"
    return next((ending for start, ending in _PICTURES.items() if content.startswith(start)), "")
