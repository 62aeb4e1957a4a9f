"""What headings mean: the usual words for each column, and the words that need the heading above them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.levels import Level
from rules.roster.fields import Field
from rules.text import fold


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column says. `field` None is a column that is known and not read (STT, Ghi chú)."""

    field: Field | None
    part: str = ""
    """`family`/`given` of a name, `nam`/`nu`, a level's code, an education, or the year of a rating."""


_WORDS: dict[Field | None, str] = {
    Field.CODE: ("ma can bo|ma cb|ma so|ma so can bo|ma|ma cbcc|ma cbccvc|ma nhan vien|ma so cb|ma dinh danh can bo"),
    Field.NAME: ("ho va ten|ho ten|ho va ten can bo|ten can bo|ho ten can bo|ho va ten khai sinh|ho va ten dang vien"),
    Field.BIRTH: ("ngay sinh|nam sinh|ngay thang nam sinh|sinh ngay|ns|ngay nam sinh|ngay thang sinh|sinh nam"),
    Field.GENDER: "gioi tinh|gt|phai|nam nu|gioi",
    Field.ETHNICITY: "dan toc|dt",
    Field.PHONE: (
        "so dien thoai|sdt|dien thoai|so dt|dien thoai di dong|di dong|so di dong|dtdd|phone|"
        "so dtdd|so dien thoai di dong|dien thoai lien he|so dien thoai lien he"
    ),
    Field.UNIT: (
        "don vi|don vi cong tac|co quan|co quan don vi|noi cong tac|co quan cong tac|ten don vi|"
        "don vi co quan|co quan don vi cong tac|don vi hien nay|phong ban|"
        "don vi cong tac hien nay|noi cong tac hien nay|dia phuong don vi"
    ),
    Field.CATEGORY: (
        "doi tuong|loai can bo|phan loai|phan loai can bo|loai doi tuong|cbccvc|"
        "can bo cong chuc vien chuc|doi tuong can bo|phan loai doi tuong|dien can bo"
    ),
    Field.POSTS: (
        "chuc vu|chuc danh|chuc vu hien nay|chuc vu chuc danh|chuc danh chuc vu|chuc vu cong tac|"
        "chuc vu dam nhiem|chuc vu hien tai|chuc danh hien nay|chuc vu chuc danh hien nay|"
        "chuc vu chinh quyen|chuc vu dang dam nhiem|chuc vu dang chinh quyen doan the|"
        "chuc vu chinh quyen doan the|chuc danh dam nhiem|chuc vu cong tac hien nay"
    ),
    Field.SINCE: (
        "tu ngay|ngay bo nhiem|thoi diem bo nhiem|tu thang nam|ngay giu chuc vu|"
        "thoi gian giu chuc vu|ngay nhan chuc vu|thoi gian bo nhiem|giu chuc vu tu|"
        "ngay bau bo nhiem|tu"
    ),
    Field.COMMITTEE: (
        "cap uy|chuc vu dang|chuc vu trong dang|cap uy vien|chuc vu cap uy|tham gia cap uy|"
        "cap uy hien nay|chuc danh cap uy|cap uy cac cap|tham gia cap uy cac cap"
    ),
    Field.PLANNED: (
        "quy hoach|chuc danh quy hoach|quy hoach chuc danh|duoc quy hoach|qh|quy hoach chuc vu|chuc vu quy hoach"
    ),
    Field.GRADE: (
        "ngach|ngach cong chuc|ma ngach|ten ngach|ngach luong|chuc danh nghe nghiep|"
        "ngach vien chuc|ngach bac|ngach chuc danh nghe nghiep"
    ),
    Field.PARTY_JOINED: (
        "ngay vao dang|vao dang|ngay vao dang du bi|ngay ket nap|ngay ket nap dang|"
        "ngay vao dcsvn|ngay vao dang csvn|ngay vao dang cong san viet nam|"
        "ngay vao dang du bi ngay"
    ),
    Field.PARTY_FULL: (
        "ngay chinh thuc|chinh thuc|ngay vao dang chinh thuc|ngay cong nhan chinh thuc|"
        "ngay cong nhan dang vien chinh thuc|vao dang chinh thuc"
    ),
    Field.EDUCATION: (
        "trinh do chuyen mon|chuyen mon|chuyen mon nghiep vu|trinh do|trinh do dao tao|hoc vi|"
        "cmnv|bang cap|trinh do chuyen mon nghiep vu|trinh do cmnv|trinh do chuyen mon cao nhat|"
        "trinh do chuyen mon chuyen mon|trinh do cm|trinh do chuyen nganh|tdcm|cm nghiep vu"
    ),
    Field.LEVEL: (
        "trinh do llct|llct|ly luan chinh tri|trinh do ly luan chinh tri|trinh do chinh tri|"
        "chinh tri|trinh do ly luan|ly luan|trinh do lct|ly luan ct|trinh do ly luan ct|"
        "bang llct"
    ),
    Field.MODE: "he dao tao|he|hinh thuc dao tao|he hoc|loai hinh dao tao|hinh thuc hoc|he dao tao llct",
    Field.NUMBER: (
        "so bang|so hieu bang|so van bang|so hieu|so hieu van bang|so bang llct|so giay|"
        "so bang giay xac nhan|so giay xac nhan|so vao so|so bang tot nghiep"
    ),
    Field.ISSUED: (
        "ngay cap|ngay cap bang|nam cap|nam tot nghiep|ngay tot nghiep|nam cap bang|ngay ky bang|"
        "thoi gian tot nghiep|ngay thang nam cap"
    ),
    Field.ISSUER: (
        "noi cap|noi cap bang|co so dao tao|noi dao tao|truong dao tao|don vi cap|co quan cap|noi dao tao llct"
    ),
    None: (
        "stt|so tt|tt|so thu tu|ghi chu|que quan|noi sinh|dia chi|ton giao|he so luong|bac luong|"
        "email|tuoi|so cccd|cccd|cmnd|so cmnd|thuong tru|noi o|cho o hien nay|noi o hien nay"
    ),
}
_FAMILY_NAMES = (
    "ho|ho va|ho dem|ho va dem|ho chu dem|ho va chu dem|ho lot|ho va lot|ho chu lot|ho va chu lot|ho va ten lot|"
    "ho ten dem|ho va ten dem|ho va ten chu lot|ho va ten chu dem"
)
"""Headings over family and middle names, where the given name has a column of its own."""
_MEANINGS = {word: Meaning(field) for field, words in _WORDS.items() for word in words.split("|")}
_MEANINGS |= {word: Meaning(Field.NAME, "family") for word in _FAMILY_NAMES.split("|")}
_MEANINGS |= {
    "ten": Meaning(Field.NAME, "given"),
    "ngay vao dang chinh thuc": Meaning(Field.PARTY_FULL),
    "ngay vao dang du bi": Meaning(Field.PARTY_JOINED),
}
_LEVELS = {
    "so cap": Level.SO_CAP,
    "sc": Level.SO_CAP,
    "trung cap": Level.TRUNG_CAP,
    "tc": Level.TRUNG_CAP,
    "cao cap": Level.CAO_CAP,
    "cc": Level.CAO_CAP,
    "cao cap cu nhan": Level.CAO_CAP,
    "cu nhan cao cap": Level.CAO_CAP,
    "cn cc": Level.CAO_CAP,
    "cu nhan chinh tri": Level.CAO_CAP,
}
_EDUCATIONS = {
    "so cap": "Sơ cấp",
    "sc": "Sơ cấp",
    "trung cap": "Trung cấp",
    "tc": "Trung cấp",
    "cao dang": "Cao đẳng",
    "cd": "Cao đẳng",
    "dai hoc": "Đại học",
    "dh": "Đại học",
    "thac si": "Thạc sĩ",
    "thac sy": "Thạc sĩ",
    "ths": "Thạc sĩ",
    "tien si": "Tiến sĩ",
    "tien sy": "Tiến sĩ",
    "tren dai hoc": "Trên đại học",
    "sau dai hoc": "Sau đại học",
}
_POLITICAL = re.compile(r"\b(llct|ly luan|chinh tri)\b")
_ELSEWHERE = re.compile(
    r"\b(cccd|cmnd|can cuoc|qlnn|quan ly nha nuoc|tin hoc|ngoai ngu|van hoa|hoc van|pho thong|quoc phong|luong|"
    r"vo|chong|thuong tru|que|gia dinh|an ninh)\b"
)
_RATING = re.compile(r"\b(xep loai|danh gia|xl)\b.*\b((?:19|20)\d\d)\b|\b((?:19|20)\d\d)\b.*\b(xep loai|danh gia)\b")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_LOOSE = (
    (re.compile(r"^(trinh do )?(ly luan chinh tri|llct)\b"), Field.LEVEL),
    (re.compile(r"^ho va ten\b|^ho ten\b"), Field.NAME),
    (re.compile(r"^ngay thang nam sinh\b|^ngay sinh\b|^nam sinh\b"), Field.BIRTH),
    (re.compile(r"^so dien thoai\b|^dien thoai\b"), Field.PHONE),
    (re.compile(r"^chuc vu\b(?!.*\bdon vi\b)|^chuc danh\b(?!.*\bdon vi\b)"), Field.POSTS),
    (re.compile(r"^trinh do chuyen mon\b"), Field.EDUCATION),
)
"""Headings that begin with words sure enough, whatever follows them."""


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A heading as it is looked up: folded, without brackets and punctuation."""
    folded = fold(text)
    bare = " ".join(re.findall(r"[^\W_]+", _BRACKETS.sub(" ", folded)))
    return bare or " ".join(re.findall(r"[^\W_]+", folded))


def meaning_of(path: tuple[str, ...]) -> Meaning | None:
    """What a column under these headings (the widest first) says; None for headings that are not known."""
    keys = [heading_key(text) for text in path if heading_key(text)]
    if not keys:
        return None
    leaf, above, joined = keys[-1], " ".join(keys[:-1]), " ".join(keys)
    if _ELSEWHERE.search(joined):
        return Meaning(None)
    rating = _RATING.search(joined)
    if rating:
        return Meaning(Field.RATING, rating[2] or rating[3])
    if leaf in ("nam", "nu"):
        return _sex(path[-1], leaf, above)
    return _grade(leaf, above) or _MEANINGS.get(joined) or _MEANINGS.get(leaf) or _loose(joined) or _loose(leaf)


def _sex(written: str, leaf: str, above: str) -> Meaning:
    """Nam and Nữ, under a heading of birth or alone; "Năm" is a year, not a man."""
    born = "sinh" in above.split(" ")
    if "ă" in written.lower():
        return Meaning(Field.BIRTH if born else None)
    return Meaning(Field.BIRTH if born else Field.GENDER, leaf)


def _grade(leaf: str, above: str) -> Meaning | None:
    """Sơ cấp, Trung cấp, ...: levels of theory under a political heading, else of education."""
    political = bool(_POLITICAL.search(above)) or bool(_POLITICAL.search(leaf))
    bare = " ".join(_POLITICAL.sub(" ", leaf.replace("ly luan chinh tri", " ")).split())
    if political and (leaf in _LEVELS or bare in _LEVELS):
        return Meaning(Field.LEVEL, (_LEVELS.get(leaf) or _LEVELS[bare]).code)
    if not political and leaf in _EDUCATIONS and (leaf not in _LEVELS or "chuyen mon" in above):
        return Meaning(Field.EDUCATION, _EDUCATIONS[leaf])
    if leaf in ("so cap", "cao cap", "trung cap"):
        return Meaning(Field.LEVEL, _LEVELS[leaf].code)
    return None


def _loose(key: str) -> Meaning | None:
    return next((Meaning(field) for words, field in _LOOSE if words.search(key)), None)
