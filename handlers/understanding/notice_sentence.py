"""What a sentence such as "nhắn cho cả lớp K12 mai nghỉ học" asks to be said: the matter, its kind, its days."""

import re
from datetime import date, timedelta

from handlers.texts import notices as texts
from rules.notices import NoticeKind
from rules.text import fold

_KINDS = (
    (NoticeKind.CHANGE, ("nghỉ", "đổi", "dời", "hoãn", "chuyển", "lùi", "hủy", "huỷ")),
    (NoticeKind.SUMMONS, ("triệu tập",)),
    (NoticeKind.RECRUITING, ("chiêu sinh", "mở lớp", "nhận hồ sơ")),
    (NoticeKind.MATERIAL, ("tài liệu", "đề cương", "giáo trình")),
    (NoticeKind.REMINDER, ("nhắc", "nhớ")),
    (NoticeKind.TIMETABLE, ("lịch học", "thời khóa biểu")),
)
"""The first one of whose words stands in the matter, as it is spelled here or without any marks."""
_SAYS_KIND = tuple(
    (kind, re.compile(rf"\b(?:{'|'.join({each for word in words for each in (word, fold(word))})})\b"))
    for kind, words in _KINDS
)
_NOTHING_OFF = re.compile(r"\b(?:(?:hội|đề|kiến|hoi|de|kien) (?:nghị|nghi)|(?:nghị|nghi) (?:quyết|định|quyet|dinh))\b")
"""Read without its marks "nghị" is "nghỉ"; a conference, a proposal, a decision is no day off."""
_EVERYONE = re.compile(
    r"\b(?:cho|toi|den) (?:(?:tat ca|toan the) (?:can bo|cac dong chi|moi nguoi)|moi nguoi)\b"
    r"(?! (?:o|tai|trong|cua|thuoc|co|khong|chua|da|nao|dang|con|ben|khoi|nganh|hoc|lop|xa|phong|don vi|duoi|tren|tu|ma"
    r"|giu|lam|can|phai|du|thieu|duoc)\b)"
)
"""No word that narrows it may stand behind: "mọi người ở xã An Trường" is not everyone."""
_TO_WHOM = re.compile(
    r"(?:gui|nhan|thong bao|bao)(?: thong bao| tin)?(?: cho| toi| den)"
    r"(?: (?:tat ca(?: moi nguoi| can bo| cac dong chi)?|moi nguoi|toan the can bo"
    r"|ca lop|lop|hoc vien|cac dong chi|don vi|cac xa|xa|thi tran))*"
)
_TO_WHOM_ALONE = re.compile(rf"(?:xin |hay |nho |(?:toi |em )?(?:muon|can) )?{_TO_WHOM.pattern}")
"""What a sentence begins with that may say to whom and nothing else."""
_MATTER_FIRST = re.compile(
    r"(?:xin |hay |nho )?(?:gui thong bao|thong bao|gui tin|nhan tin|gui tb|tb|gui|nhan|bao|phat) (?!cho |toi |den )"
    r"(.+?) (?:cho|toi|den) "
)
_ORDER = re.compile(r"(?:xin |hay |nho )?(?:gui|soan|viet|ra) (?:mot )?thong bao (?=\S)")
_ORDER_ALONE = re.compile(
    r"(?:xin |hay |nho |(?:toi |em )?(?:muon|can) )?(?:gui|nhan|soan|viet|ra|lam|tao)?"
    r"(?:(?:^| )(?:mot )?(?:thong bao|tin nhan|tin|tb)(?: moi)?)?(?: (?:di|nhe|nha|voi|em|giup|giup toi|a))*[.!]?"
)
"""An order to say something that does not tell what."""
_TO_PERSON = re.compile(
    r"(?:xin |hay |nho )?(?:gui|nhan|thong bao|bao|nhac)(?: thong bao| tin)? (?:cho |toi |den )?(?:dong chi )?"
)
_CODE = re.compile(r"[a-z]{2,4}\d{3,6}", re.IGNORECASE)
_COLON = re.compile(r":(?!\d)")
_LONGEST_NAME = 5
"""Words."""
_TO_ALL = re.compile(
    r"(?:xin |hay |nho )?(?:gui|nhan|thong bao|bao)(?: thong bao| tin)? (?:cho|toi|den)"
    r" (?:(?:tat ca|toan the) )?(?:moi nguoi|can bo|cac dong chi) (?=\S)"
)
_TO_SAY = re.compile(r"^(?:la|rang|biet|ve viec|ve)(?= )")
_DAYS = tuple((re.compile(words, re.IGNORECASE), said, ahead) for words, said, ahead in texts.NEAR_DAYS)
_WEEKDAY = re.compile(rf"\b({'|'.join(texts.WEEKDAYS_SAID)}) (này|tuần này|tuần sau|tuần tới)\b", re.IGNORECASE)

_DAY_ALONE = re.compile(
    r"\b(?:(?:ngày|sáng|trưa|chiều|tối) mai|hôm nay|(?:sáng|trưa|chiều|tối) nay|ngày kia|ngày mốt|tuần (?:này|sau|tới)"
    r"|(?:thứ \w+|chủ nhật) này)\b(?! \()",
    re.IGNORECASE,
)


def means_everyone(text: str) -> bool:
    """Whether a sentence is for all there are."""
    return _EVERYONE.search(fold(text)) is not None


def parted(text: str) -> tuple[str, str]:
    """Whom a sentence is for and what it says, where a colon stands between; else all of it and nothing."""
    head, *tail = _COLON.split(text, maxsplit=1)
    said = tail[0].strip() if tail else ""
    return (head.strip(), said) if said else (text, "")


def codes_said(text: str) -> tuple[str, ...]:
    """The codes of people that stand where a sentence says to whom: "nhắn cho CB001, CB002 và CB003"."""
    codes = []
    for word in _to_whom(text):
        if _CODE.fullmatch(word.strip(",:.;")):
            codes.append(word.strip(",:.;").upper())
        elif fold(word) not in ("va", ",", "dong", "chi"):
            break
    return tuple(codes)


def name_said(text: str) -> tuple[str, ...]:
    """The words where a person's name may stand in a sentence, which may be more than the name."""
    words = []
    for word in _to_whom(text)[:_LONGEST_NAME]:
        words.append(word.strip(",:.;"))
        if words[-1] != word:
            break
    return tuple(words)


def _to_whom(text: str) -> list[str]:
    """What stands behind "nhắn cho đồng chí"; nothing where a sentence does not begin so."""
    begins = _TO_PERSON.match(fold(text))
    return text.split(" ")[len(begins[0].split()) :] if begins else []


def kind_of(text: str, matter: str) -> NoticeKind:
    """The kind of notice that a sentence and its matter sound like."""
    if re.match(r"(?:xin |hay )?nhac ", fold(text)):
        return NoticeKind.REMINDER
    said = _NOTHING_OFF.sub(" ", matter.lower())
    return next((kind for kind, words in _SAYS_KIND if words.search(said)), NoticeKind.OTHER)


def matter_of(text: str, class_ref: str, unit: str) -> str:
    """What is to be said: the words behind those that say to whom. Folding keeps the number of words."""
    words = text.split(" ")
    behind = max(_end_of(name, words) for name in (class_ref, unit))
    if not behind and (opening := _TO_WHOM.search(fold(text))):
        behind = len(fold(text)[: opening.end()].split())
    if behind == len(words) and _TO_WHOM_ALONE.match(fold(text)):
        return ""
    rest = " ".join(words[behind:]).lstrip(":,- ") if behind else ""
    said = _TO_SAY.match(fold(rest))
    told = " ".join(rest.split(" ")[len(said[0].split()) :]) if said else rest
    return told or _before_whom(text)


def with_dates(matter: str, today: date) -> str:
    """ "Mai" is another day to whoever reads it tomorrow: the date goes with it."""
    for words, said, ahead in _DAYS:
        day = texts.weekday(today + timedelta(days=ahead))
        matter = words.sub(f"{said} ({day})", matter, count=1)
    return _WEEKDAY.sub(lambda found: _dated(found, today), matter, count=1)


def day_without_date(text: str) -> str:
    """A day that is another one to whoever reads it later, with no date behind it; empty where there is none."""
    found = _DAY_ALONE.search(text)
    return found[0] if found else ""


def _dated(found: re.Match[str], today: date) -> str:
    """ "Thứ sáu này" with its date; a day of this week that is over is left as it was said."""
    monday = today - timedelta(days=today.weekday())
    weeks = int(found[2].lower() in ("tuần sau", "tuần tới"))
    day = monday + timedelta(days=texts.WEEKDAYS_SAID.index(found[1].lower()), weeks=weeks)
    return found[0] if day < today else texts.weekday(day)


def _end_of(name: str, words: list[str]) -> int:
    """How many words there are up to the end of a name; 0 where it does not stand. "TC-K14" is the class "K14" too."""
    first, *others = fold(name).split() or [""]
    folded = [fold(word).strip(":,.") for word in words]
    for at, word in enumerate(folded if first else ()):
        end = at + 1 + len(others)
        if (word == first or word.endswith(f"-{first}")) and folded[at + 1 : end] == others:
            return end
    return 0


def _before_whom(text: str) -> str:
    """The matter of "thông báo đổi phòng học cho lớp K14", or else all that was said but the order to say it."""
    folded = fold(text)
    if _ORDER_ALONE.fullmatch(folded):
        return ""
    if found := _MATTER_FIRST.match(folded):
        begins, ends = (len(folded[:place].split()) for place in found.span(1))
        return " ".join(text.split(" ")[begins:ends])
    order = _ORDER.match(folded) or _TO_ALL.match(folded)
    return " ".join(text.split(" ")[len(order[0].split()) :]) if order else text
