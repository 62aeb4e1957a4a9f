"""The words of a receipt: "đã nhận", "se du", "ko dự được vì đi công tác"; what is more than that is a question."""

import re
from dataclasses import dataclass

from rules.notices import Receipt
from rules.text import clean, fold

_SPELLED = {
    "ko": "khong", "k": "khong", "kg": "khong", "hok": "khong", "hong": "khong", "hem": "khong", "kh": "khong",
    "dc": "duoc", "đc": "duoc", "dk": "duoc", "t": "toi", "tui": "toi", "e": "em", "mk": "minh", "r": "roi",
}  # fmt: skip
"""Chat spelling, one word each."""
_WHO = (
    r"(?:(?:da thua|thua|kinh thua|da|vang|ok|oke|u|bao cao) )?"
    r"(?:(?:toi|em|minh|anh|chi|dong chi|chau) )?(?:(?:xin phep|xin loi|xin|rat tiec|chac) )?"
)
_TO_COME = r"(?:tham du|tham gia|du|den|di|co mat)(?: (?:hoc|lop|hop))?(?: duoc)?"
_PATTERNS = (
    (Receipt.NOT_COMING, rf"(?:khong|chua) (?:the )?{_TO_COME}"),
    (Receipt.COMING, rf"(?:se|co the|van|nhat dinh) {_TO_COME}"),
    (Receipt.COMING, r"(?:tham du|du) duoc"),
    (
        Receipt.RECEIVED,
        r"(?:da nhan|da doc|da xem|da biet|da ro|da nam|nhan|doc)(?: duoc)?(?: (?:thong bao|tin|giay))?(?: roi)?",
    ),
)
_CLAUSES = tuple((receipt, re.compile(rf"{_WHO}{pattern}(?= |$)")) for receipt, pattern in _PATTERNS)
_BUSY = re.compile(rf"{_WHO}ban(?= |$)")
_REASON_FIRST = re.compile(
    rf"{_WHO}(?P<why>(?:di cong tac|cong tac|ban|om|benh|nam vien|trung|gia dinh|nha co|co viec|co hop|con om|vi|do)"
    rf"(?: \S+){{0,10}}?) (?:nen )?(?:(?:toi|em|minh) )?(?:xin phep |xin )?(?:khong|chua) (?:the )?{_TO_COME}"
    r"(?: a| nhe| roi)*$"
)
"""The reason stands before what follows from it."""
_WHICH = re.compile(r"(?: ?thong bao)?(?: so)? (\d{1,6})(?= |$)")
_REASON = ("vi", "do", "boi", "tai", "ly", "ban", "bi", "benh", "om", "dang", "trung", "phai")
"""What a reason begins with."""
_POLITE = frozenset(("a", "nhe", "nha", "roi", "em", "anh", "chi", "dong", "cam", "on", "duoc", "va", "day", "du",
                     "dung", "gio", "thong", "bao", "tin", "giay", "lop", "so"))  # fmt: skip
_NEEDS_ROI = frozenset(("nhan", "doc"))
"""Words that are a receipt only with "rồi": alone they ask for something."""
_ENOUGH = re.compile(r"(?<!đầy )đủ")
"""Without its marks it reads like "dự"."""
_LONGEST = 200
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Said:
    """A receipt in words."""

    receipt: Receipt
    reason: str = ""
    """Why somebody cannot come, as written."""
    number: int | None = None
    """The notice that the words name."""


def receipt_in(text: str) -> Said | None:
    """The receipt that a text is, and nothing else; None for every other text."""
    tokens = clean(text).split(" ")
    if len(text) > 2 * _LONGEST or _ENOUGH.search(text.lower()) or text.rstrip().endswith("?"):
        return None
    words = " ".join(_word(token) for token in tokens)
    for receipt, clause in _CLAUSES:
        if found := clause.match(words):
            return _said(receipt, tokens, found[0], words[found.end() :])
    if why := _REASON_FIRST.match(words):
        begins, ends = (len(words[:place].split()) for place in why.span("why"))
        return Said(Receipt.NOT_COMING, _reason(tokens[begins:ends]))
    busy = _BUSY.match(words)
    return _busy(tokens, busy[0], words[busy.end() :]) if busy else None


def _word(token: str) -> str:
    bare = fold(token).strip(".,;:!()-")
    return _SPELLED.get(bare, bare)


def _said(receipt: Receipt, tokens: list[str], clause: str, rest: str) -> Said | None:
    if clause.rsplit(" ", 1)[-1] in _NEEDS_ROI and "da" not in clause.split(" "):
        return None
    which = _WHICH.match(rest)
    taken = len(clause.split(" ")) + (len(which[0].split()) if which else 0)
    more = rest[which.end() :] if which else rest
    number = int(which[1]) if which else None
    if receipt is Receipt.NOT_COMING and more.split()[:1] and more.split()[0] in _REASON:
        return Said(receipt, _reason(tokens[taken:]), number)
    return Said(receipt, "", number) if _POLITE.issuperset(more.split()) else None


def _busy(tokens: list[str], clause: str, rest: str) -> Said | None:
    """ "Bận họp" says that one does not come. Without its mark "ban" may be anything but "ban" alone."""
    word = tokens[len(clause.split(" ")) - 1].lower().strip(".,;:")
    if word != "bận" and rest.split()[:1] and rest.split()[0] not in ("hop", "viec", "hoc", "cong", "di", "om", "roi"):
        return None
    return Said(Receipt.NOT_COMING, _reason(tokens[len(clause.split(" ")) - 1 :]) if rest.strip() else "")


def _reason(tokens: list[str]) -> str:
    """The reason without the word that leads to it."""
    words = [fold(token).strip(".,;:") for token in tokens]
    skip = 2 if words[:2] == ["ly", "do"] else 1 if words[0] in ("vi", "do", "boi", "tai") else 0
    return " ".join(tokens[skip:]).strip(" .,;:")[:_LONGEST]
