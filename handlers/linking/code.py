"""Linking codes: ten characters of Crockford's alphabet, made for a slip of paper, known here only by their digest."""

import hashlib
import re
import secrets

from rules.text import fold

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_MISREAD = str.maketrans("OIL", "011")
_UNMISTAKABLE = frozenset("23456789")
_SALT = b"cadrebot link code 1"
_COST = 1024

_AFTER_LIENKET = re.compile(r"(?:(?:ma )?lien ?ket|lk)(?: ma)?[ :.,-]+(.+)")
_AFTER_MA = re.compile(r"(?:ma|code)(?: so)?[ :.,-]+(.+)")
_WRITTEN = re.compile(r"[0-9a-z]{5}[ –-]?[0-9a-z]{5}", re.IGNORECASE | re.ASCII)
_NEARLY = re.compile(r"[0-9a-z](?:[ –-]*[0-9a-z]){7,11}")
"""Eight to twelve characters, spaced anyhow: said to be a code, perhaps with one dropped or doubled."""

_ANY_LENGTH = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")
_NO_CODE = re.compile(r"(?:ma )?lienket(?: ma)?|lk|(?:nhap )?ma lien ket")


def new_code() -> str:
    """A fresh code: fifty random bits, fewer the few that look like a word or a phone number."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not _UNMISTAKABLE.isdisjoint(code) and not code.isdecimal():
            return code


def shown(code: str) -> str:
    """As it stands on a slip: `7K3M9-QX2WA`."""
    return f"{code[:5]}-{code[5:]}"


def digest(code: str) -> str:
    """What is stored of a code. It takes a few milliseconds of the processor: call it off the event loop.

    The salt is public, since a code must be found by its digest alone; it is the fifty random bits that protect it.
    """
    return hashlib.scrypt(code.encode(), salt=_SALT, n=_COST, r=8, p=1, dklen=32).hex()


def looks_like_code(text: str, *, bare: bool = True) -> bool:
    """Whether a message is a linking code: "LIENKET 7K3M9-QX2WA", or, where `bare` says so, only its ten characters.

    Bare characters must hold a digit and a letter, so that neither a word nor a phone number is taken for a code.
    """
    return bool(_said(text)) or (bare and _is_bare(text.strip()))


def lacks_code(text: str) -> bool:
    """Whether a message means to give a linking code, but has none, or one far too short or long: "LK 123"."""
    return bool(_NO_CODE.fullmatch(_bare_words(text)) or _broken(text))


def code_in(text: str) -> str:
    """The characters of the code in a message for which `looks_like_code` holds, or of a link: upper case, misread
    letters mended (O as 0, I and L as 1). Its length is not checked; of a message that `lacks_code` it may be empty."""
    code = "" if _NO_CODE.fullmatch(_bare_words(text)) else _said(text) or _broken(text) or text
    return re.sub(r"[^0-9A-Z]", "", code.upper())[: 2 * LENGTH].translate(_MISREAD)


def is_whole(code: str) -> bool:
    """Whether it has the form of a code at all."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET)


def _said(text: str) -> str:
    """The code that a message says it is, or nothing."""
    folded = _bare_words(text)
    for before, code in ((_AFTER_LIENKET, _NEARLY), (_AFTER_MA, _WRITTEN)):
        found = before.fullmatch(folded)
        if found and code.fullmatch(found[1]) and _holds_digit(found[1]):
            return found[1]
    return ""


def _broken(text: str) -> str:
    """What a message gives for a linking code, of whatever length, or nothing."""
    found = _AFTER_LIENKET.fullmatch(_bare_words(text))
    return found[1] if found and _ANY_LENGTH.fullmatch(found[1]) and _holds_digit(found[1]) else ""


def _bare_words(text: str) -> str:
    return fold(text).strip(" .:")


def _is_bare(text: str) -> bool:
    return bool(_WRITTEN.fullmatch(text)) and _holds_digit(text) and any(c.isalpha() for c in text)


def _holds_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
