"""Which group of the targets a plain title belongs to: "phó phòng", "công chức địa chính xã", "huyện ủy viên"."""

import re
from functools import cache

_XA = r"\b(xa(?! hoi)|thi tran)\b"
_HEAD = (
    r"(truong phong|truong (cac |mot )?(ban|phong|co quan)|chanh van phong|chanh thanh tra|giam doc|hieu truong"
    r"|chu nhiem uy ban kiem tra)"
)
_UNION = r"(doan|mat tran|chi bo|chi doan|hoi|cong doan|chi hoi|phu nu|nong dan|uy ban)"
_STAFF_TITLE = (
    r"(cong chuc|chu tich|ke toan|dia chinh|ho tich|van hoa xa hoi|van phong thong ke|chi huy truong|chi huy pho"
    r"|truong cong an|bi thu doan|bi thu xa doan|tu phap|xa doi truong)"
)
_TITLES_ALONE = (
    r"\b(chi huy truong|tu phap ho tich|van hoa xa hoi|van phong thong ke|dia chinh xay dung|xa doi truong"
    r"|cong chuc (tu phap|dia chinh|van hoa|ke toan|tai chinh|van phong))\b"
)
_OF_COMMUNES = (
    rf"\b{_STAFF_TITLE}\b.*{_XA}"
    r"|\bcan bo( cong chuc| chuyen trach| chu chot| cap| o| cua| cac| thuoc| ben| tai)* (xa(?! hoi)|thi tran)\b"
    r"|\b(lam|la|chuc danh) (\w+ )?(van phong|van hoa|tai chinh|quan su|thong ke)( o| cua)?( ubnd)?"
    r" (xa(?! hoi)|thi tran)\b|\b(hoi (nong dan|phu nu|cuu chien binh)|mat tran) (\w+ ){0,2}xa\b.*\b(chu tich|pho)\b"
    rf"|{_XA}.*{_TITLES_ALONE}|{_TITLES_ALONE}|(?<!trung )(?<!chung )(?<!cao )(?<!so )\bcap xa\b"
    rf"|{_XA}.*\b(chu tich|pho chu tich|ke toan|dia chinh) (ubnd|hdnd|xa|hoi|mat tran|uy ban)\b"
)
_FORMS = (
    ("", r"\b(khong|ban) chuyen trach\b"),
    ("bch_huyen", r"\bhuyen uy vien\b|\bban chap hanh (dang bo )?(cua )?huyen\b|\bban chap hanh dang bo$"
                  r"|\b(bi thu|uy vien|thuong vu)( ban thuong vu| thuong vu| thuong truc| ban chap hanh)?"
                  r" (dang bo )?huyen( uy)?\b(?! doan)|\b(uy vien|ban chap hanh).{0,24} dang bo huyen\b"),
    ("bch_xa", r"\bdang uy vien\b|\buy vien (\w+ ){0,3}(dang uy|dang bo)\b(?! huyen)"
               r"|\b(bi thu|thuong truc|thuong vu) dang uy\b|\bcap uy (vien )?(cap )?(xa|thi tran)\b"
               r"|\bban chap hanh (\w+ ){0,3}(xa|thi tran|cap xa|dang uy)\b"
               r"|\bbi thu (thuong truc )?(cac |cap )?(xa|thi tran)\b(?! doan)"
               rf"|\b(ban chap hanh|uy vien) (?!{_UNION})(\w+ ){{0,2}}(xa|thi tran)\b"),
    ("cbcc_xa", _OF_COMMUNES),
    ("pho_phong", rf"\b(pho {_HEAD}|cap pho|cac pho|pho nganh"
                  r"|pho (cac )?(phong|ban|van phong|chanh|hieu truong|truong|chu nhiem uy ban))\b"),
    ("truong_phong", rf"(?<!pho )\b({_HEAD}|cap truong|truong dau nganh|truong nganh|thu truong (co quan|don vi))\b"),
    ("cbccvc_huyen", r"\b(cong chuc|vien chuc|chuyen vien)\b.*\b(cap huyen|huyen(?! (uy|doan|hoi)))\b"
                     r"|\b(cap huyen|khoi huyen)\b.*\b(cong chuc|vien chuc|chuyen vien)\b|\bchuyen vien\b(?! chinh)"),
)  # fmt: skip
"""Someone "không chuyên trách" is in no group; a bare "công chức" names none."""
_OF_DISTRICT = ("pho_phong", "truong_phong", "cbccvc_huyen")
_STAFF_OF = re.compile(
    r"\b(cong chuc|vien chuc|chuyen vien)( \w+){0,3} (phong|ban|van phong|thanh tra|huyen|hoi|doan)\b"
)
_SECRETARY = re.compile(rf"\bbi thu\b(?! {_UNION})")
_CHANGED = re.compile(
    r"\b(khong con|thoi giu|thoi lam|truoc (day )?(em|toi|minh|tui|la)|chuyen|qua lam|len lam|ve lam)\b"
)


def group_in(words: str, unit: str) -> str:
    """The group that the folded words name, where `unit` is the unit they name; empty where they name none.

    Of several it is the first; of somebody who changes posts the last.
    """
    is_commune = unit.startswith(("xã ", "thị trấn "))
    found = _groups_in(words, is_commune)
    if found:
        return found[-1] if _CHANGED.search(words) else found[0]
    if is_commune:
        if _SECRETARY.search(words):
            return "bch_xa"
        return "cbcc_xa" if _staff_title().search(words) else ""
    return "cbccvc_huyen" if unit and _STAFF_OF.search(words) else ""


def _groups_in(words: str, is_commune: bool) -> list[str]:
    """The groups by where their titles stand. What is said of a commune, or of none, leaves the district's out."""
    found: list[tuple[int, int, str]] = []
    for rank, (group, pattern) in enumerate(_patterns()):
        match = None if is_commune and group in _OF_DISTRICT else pattern.search(words)
        if match is not None and group not in _OF_DISTRICT:
            return [group]
        if match is not None:
            found.append((match.start(), rank, group))
    return [group for _, _, group in sorted(found)]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((group, re.compile(form)) for group, form in _FORMS)


@cache
def _staff_title() -> re.Pattern[str]:
    return re.compile(rf"\b{_STAFF_TITLE}\b")
