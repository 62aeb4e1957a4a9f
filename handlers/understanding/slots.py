"""What a text itself names: level, mode, course, group, unit, time, class, lesson, as docs/labels.md sets it down."""

import re
from collections.abc import Mapping
from functools import cache

from handlers.understanding.gazetteers import Named
from handlers.understanding.labels import WITHOUT_SLOTS
from handlers.understanding.named_groups import group_in
from handlers.understanding.normalising import Reading, reading_of
from handlers.understanding.own_forms import NO_OWN_FORMS, OwnForms
from handlers.understanding.places import NOWHERE, Places
from rules.text import clean

_TRADES = (
    r"(?! (duoc si|duoc ta|nghe|y|ke toan|nau|lai|dien|cong nghe|tin hoc|luat|su pham|mam non|khach san|dieu duong"
    r"|ngan hang))"
)
_LEVELS = (
    ("cao_cap", rf"\bcao cap{_TRADES}\b"),
    ("trung_cap", rf"\b(trung|chung) cap{_TRADES}\b"),
    ("so_cap", rf"\b(so|xo) cap{_TRADES}(?! cuu)\b"),
)
_HELD = re.compile(
    r"\b(co|xong|qua|tot nghiep|moi|da hoc|het|ghi|la|chua hoc|hoc roi|lay|dat)"
    r"( (bang|san|duoc|roi|lop|het|xong|khoa|trinh do|chung chi|co|la|moi|cai|qua|ly luan)){0,3} $"
)
"""Before a level that is already held, so that another one is aimed at."""
_MODES = (
    (
        "khong_tap_trung",
        r"\b(khong tap trung|tai chuc|vua lam vua hoc|vua hoc vua lam|vua di lam vua hoc|phi tap trung)\b",
    ),
    ("tap_trung", r"(?<!khong )(?<!phi )\btap trung\b(?! (luc|tai|o|hoc tap|vao|day du|tu|dung))"),
)
_COURSES = (
    ("nhan_thuc_dang", r"\b(nhan thuc( ve)? dang|cam tinh( dang)?|doi tuong( ket nap)? dang|quan chung uu tu"
                       r"|doi tuong ket nap|(lop|hoc) nhan thuc|boi duong ket nap dang|tim hieu ve dang)\b"),
    ("dang_vien_moi", r"(?<!\bla )(?<!\blen )\bdang vien moi\b(?! (chuyen|duoc|ket nap duoc))"
                      r"|\b(lop|boi duong|khoa|hoc)( \w+){0,2} (dang vien (du bi|moi)|moi ket nap)\b"),
    ("cap_uy", r"\b(lop|boi duong|khoa|tap huan|nghiep vu|tai lieu|danh cho|cho|hoc)( boi duong| nghiep vu| tap huan)?"
               r"( cho| danh cho| cua)?( cac)? (cap uy|bi thu chi bo|chi uy)\b|\b(cap uy vien co so|cap uy co so)\b"
               r"|\b(boi duong|nghiep vu|lop|khoa) (\w+ ){0,3}(cap uy( vien)?|bi thu chi bo|chi uy)\b"),
    ("cap_nhat_kien_thuc", r"\b(cap nhat (kien thuc|kt)|boi duong kien thuc moi|boi duong cap nhat)\b"),
    ("chuyen_de", r"\b(lop|khoa|boi duong|tap huan|hoi nghi|tai lieu|hoc|chung nhan|de cuong|dang ky|slide)"
                   r"( hoc| boi duong| hoc tap| cap nhat| nghien cuu)? chuyen de\b"
                   r"(?! (so )?\d)"),
)  # fmt: skip
_WHENS = (
    ("today", r"^nay\b|(?<!may )\bhom nay\b|\b(toi|chieu|sang|trua) nay\b"),
    ("tomorrow", r"\b(ngay mai|(sang|chieu|toi|trua|bua|hom) mai|mai)\b"),
    ("next_week", r"\btuan (sau|toi|ke|ke tiep|sau nua)\b"),
    ("this_week", r"\btuan nay\b"),
    ("next_month", r"\bthang (sau|toi|ke|ke tiep)\b"),
    ("this_month", r"\bthang nay\b"),
)
_NO_TOMORROW = re.compile(r"\b(thu mai|mai mai|mai (lan|huong|phuong|dinh)|(chi|co|ten) mai)\b")
_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi mot": 11, "muoi hai": 12, "gieng": 1, "chap": 12, "nhat": 1,
}  # fmt: skip
_NUMBER = rf"(\d{{1,2}}|{'|'.join(sorted((n for n in _NUMBERS if n not in ('sau', 'nam')), key=len, reverse=True))})"
_MONTH = re.compile(rf"\bthang {_NUMBER}\b(?<!\btu(?= dong))(?: nam)?(?: (20\d\d)\b)?(?! (?:nguoi|nua))")
_SLASHED = re.compile(r"(?<![\d/])(?:\d{1,2}[/.-])?(1[0-2]|0?[1-9])[/-](20\d\d)\b")
_DAY_SLASHED = re.compile(r"(?<![\w/.-])(?:[0-2]?\d|3[01])[/-](1[0-2]|0?[1-9])(?![\w/-])")
_YEAR = re.compile(r"\b(?:nam|khoa|quy \d|het|den|nhiem ky)(?: \d)? (20\d\d)\b|\b(20[12]\d)\b")
_CLASS = re.compile(
    r"(?<![\w-])("
    r"(?:[^\W\d_]{2,5}-)(?:[^\W\d_]{0,3}\d+(?:[./-]\d+)*)"
    r"|k[ .]?\d+[a-z]?(?:\.\d+)?"
    r"|a\d{2,3}"
    r"|kh(?:oá|óa|oa|ó|oas|o1a|oa1|óa thứ|oa thu) ?(?:số |so |thứ )?\d+(?:/\d{4})?"
    r"|kh(?:óa|oá|oa) (?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?: (?:một|hai|ba|bốn|năm|lăm|sáu|bảy|tám|chín))?"
    r")(?![\w-])",
    re.IGNORECASE,
)
_TOLD_APART = {"tôi": "tui", "sáu": "6", "bảy": "7", "bốn": "4", "dược": "duoc si"}
"""Words that fold to another word which the patterns look for."""
_NO_CLASS = re.compile(r"phòng |phong |p\.|lúc ", re.IGNORECASE)
_LESSON = re.compile(
    r"\b(?:bai|buoi|chuyen de)(?: hoc| giang)?(?: so| thu)? (\d{1,2})\b(?! (?:buoi|ngay|nguoi|gio|tuan))"
    rf"|\b(?:bai|buoi thu) {_NUMBER}\b(?! (?:buoi|ngay|nguoi|gio|tuan))"
)
_BY_WEEKDAY = re.compile(r"\bbuoi( hoc)? thu (hai|ba|tu|nam|6|sau|7|bay)\b")
_CHANGED = re.compile(
    r"\b(chuyen|dieu dong|luan chuyen|phan cong|thuyen chuyen|biet phai|tang cuong|ve|khong con"
    r"|(ghi|de) (nham|sai|lon)|la sai"
    r"|thay vi)\b"
)
"""Of two units the later one is meant."""
_NOT_THE_OTHER = re.compile(r"\bchu (khong|dau) phai\b")
CENTRE = "Trung tâm Chính trị"
_OF_THE_CENTRE = ("unit_progress", "missing_list", "target_summary", "update_profile")
"""Intents in which the centre is meant as a unit, not as whom one writes to."""
_WITHOUT_GROUP = (
    "contact",
    "lecturers",
    "help",
    "my_schedule",
    "class_detail",
    "materials",
    "notifications",
)
"""Intents in which a title is only that of the writer, or of whom one writes to."""


def slots_in(text: str, places: Places = NOWHERE, forms: OwnForms = NO_OWN_FORMS) -> Mapping[str, str]:
    """The slots that a text fills by itself, with their values in closed form; the unit by its full name."""
    return slots_of(text, reading_of(text, forms.table), places)


def slots_of(text: str, reading: Reading, places: Places = NOWHERE) -> Mapping[str, str]:
    """As `slots_in`, of a text that was already read."""
    words = _words(reading)
    unit = _unit(reading, places.named_in(reading))
    found = {
        "level": _level(words),
        "course": _first(_COURSES, words),
        "mode": _mode(words),
        "group": group_in(words, unit),
        "unit": unit,
        "when": _when(text, words),
        "class_ref": _class(text),
        "lesson": _lesson(words),
    }
    return {slot: value for slot, value in found.items() if value}


def fitting(slots: Mapping[str, str], intent: str) -> Mapping[str, str]:
    """The slots that an intent carries."""
    if intent in WITHOUT_SLOTS:
        return {}
    left_out = {"group"} if intent in _WITHOUT_GROUP else set()
    if slots.get("unit") == CENTRE and intent not in _OF_THE_CENTRE:
        left_out.add("unit")
    if intent == "lecturers" and slots.get("course") == "chuyen_de":
        left_out.add("course")
    return {slot: value for slot, value in slots.items() if slot not in left_out}


def _words(reading: Reading) -> str:
    """The folded words, with those kept apart that only their marks tell apart."""
    return " ".join(
        _TOLD_APART.get(written, word) for written, word in zip(reading.written, reading.words, strict=True)
    )


def _level(words: str) -> str:
    named = sorted((found.start(), level) for level, form in _LEVELS for found in _pattern(form).finditer(words))
    aimed_at = [level for begin, level in named if not _HELD.search(words[:begin])]
    return next(iter(aimed_at or [level for _, level in named]), "")


def _unit(reading: Reading, units: list[Named]) -> str:
    """One unit: of a change the one they go to, else the first, what is below a commune before the commune, and that
    before a body of the district."""
    if len(units) > 1 and _CHANGED.search(reading.folded) and not _NOT_THE_OTHER.search(reading.folded):
        return units[-1].unit
    below = [named for named in units if named.is_below_commune]
    communes = [named for named in units if named.is_commune]
    return next((named.unit for named in below or communes or units), "")


def _when(text: str, words: str) -> str:
    if found := _MONTH.search(words):
        number = int(found[1]) if found[1].isdecimal() else _NUMBERS[found[1]]
        if 1 <= number <= 12:
            return f"{found[2]}-{number:02}" if found[2] else f"{number:02}"
    if found := _SLASHED.search(text):
        return f"{found[2]}-{int(found[1]):02}"
    if not _NO_TOMORROW.search(words) and (named := _first(_WHENS, words)):
        return named
    if found := _DAY_SLASHED.search(text):
        return f"{int(found[1]):02}"
    found = _YEAR.search(words)
    return found[1] or found[2] if found else ""


def _class(text: str) -> str:
    text = clean(text)
    for found in _CLASS.finditer(text):
        if not _NO_CLASS.search(text[max(0, found.start() - 6) : found.start()]):
            return found[1]
    return ""


def _lesson(words: str) -> str:
    found = None if _BY_WEEKDAY.search(words) else _LESSON.search(words)
    if found is None:
        return ""
    number = found[1] or found[2]
    return str(int(number) if number.isdecimal() else _NUMBERS[number])


def _mode(words: str) -> str:
    """The first that is named; of a change the last."""
    found = sorted((match.start(), mode) for mode, form in _MODES if (match := _pattern(form).search(words)))
    if len(found) > 1 and re.search(r"\b(chuyen|doi) ", words):
        return found[-1][1]
    return found[0][1] if found else ""


def _first(forms: tuple[tuple[str, str], ...], words: str) -> str:
    return next((value for value, form in forms if _pattern(form).search(words)), "")


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form)
