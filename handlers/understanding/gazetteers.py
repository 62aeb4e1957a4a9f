"""The units of Càng Long in the words people use for them: in full, shortened, without diacritics, with a slip."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from handlers.understanding.labels import UNITS
from handlers.understanding.normalising import Reading, Words
from rules.text import fold

COMMUNE_WORDS = ("xa", "thi tran", "phuong")
_COMMUNES = tuple(unit for unit in UNITS if unit.startswith(("xã ", "thị trấn ")))
_ALSO = {
    "Huyện ủy": "van phong ban thuong vu huyen uy",
    "Ban Tổ chức": "ban to chuc huyen uy|to chuc huyen uy|ban to chuc",
    "Ban Tuyên giáo": "ban tuyen giao huyen uy|tuyen giao huyen uy|tuyen giao|ban tuyen giao va dan van",
    "Ban Dân vận": "ban dan van huyen uy|dan van huyen uy|dan van",
    "Ủy ban Kiểm tra": "uy ban kiem tra huyen uy|kiem tra huyen uy|uy ban kiem tra",
    "Văn phòng Huyện ủy": "van phong cap uy huyen|van phong huyen uy",
    "Phòng Nội vụ": "noi vu",
    "Phòng Tài chính - Kế hoạch": "phong tai chinh va ke hoach|tai chinh ke hoach|tai chinh va ke hoach|phong tai chinh"
                                  "|ke hoach tai chinh",
    "Phòng Giáo dục và Đào tạo": "phong giao duc dao tao|phong giao duc|giao duc va dao tao|giao duc dao tao"
                                 "|phong gd",
    "Phòng Tư pháp": "tu phap huyen",
    "Phòng Kinh tế và Hạ tầng": "phong kinh te ha tang|kinh te ha tang|kinh te va ha tang|phong kinh te",
    "Phòng Nông nghiệp và Phát triển nông thôn": "phong nong nghiep phat trien nong thon|phong nong nghiep"
        "|phong phat trien nong thon|nong nghiep va phat trien nong thon|nong nghiep phat trien nong thon",
    "Phòng Tài nguyên và Môi trường": "phong tai nguyen moi truong|phong tai nguyen|tai nguyen va moi truong"
        "|tai nguyen moi truong|phong moi truong",
    "Phòng Văn hóa và Thông tin": "phong van hoa thong tin|phong van hoa|van hoa va thong tin|van hoa thong tin",
    "Phòng Lao động - Thương binh và Xã hội": "phong lao dong thuong binh xa hoi|phong lao dong"
        "|phong thuong binh xa hoi|phong lao dong thuong binh|lao dong thuong binh va xa hoi"
        "|lao dong thuong binh xa hoi|thuong binh xa hoi|lao dong thuong binh",
    "Thanh tra huyện": "phong thanh tra|co quan thanh tra|ben thanh tra|thanh tra nha nuoc huyen",
    "Văn phòng HĐND và UBND": "van phong hdnd ubnd|van phong ubnd huyen|van phong ubnd|van phong hdnd"
        "|van phong uy ban|van phong uy ban huyen|van phong hoi dong nhan dan va uy ban nhan dan"
        "|van phong uy ban nhan dan huyen|van phong hoi dong",
    "Ủy ban MTTQ": "uy ban mat tran to quoc|mat tran to quoc|mat tran huyen|uy ban mat tran|mttq"
        "|uy ban mat tran to quoc viet nam",
    "Hội Nông dân": "nong dan huyen",
    "Hội Phụ nữ": "hoi lien hiep phu nu|phu nu huyen|hoi lhpn",
    "Hội Cựu chiến binh": "cuu chien binh|hoi cuu chien binh",
    "Huyện đoàn": "doan thanh nien huyen|huyen doan thanh nien",
    "Liên đoàn Lao động": "cong doan huyen|lien doan lao dong huyen",
    "Trung tâm Chính trị": "trung tam boi duong chinh tri|trung tam chinh tri huyen",
}  # fmt: skip
"""Other words for a unit, folded; its own name counts without being said here."""
_OF_COMMUNES_TOO = ("Ủy ban MTTQ", "Hội Nông dân", "Hội Phụ nữ", "Hội Cựu chiến binh")
"""Bodies that each commune has as well."""
_PEOPLE = (" dong chi", " ong", " ba", " thay", " anh", " chi", " co")
"""Before a name that is also a commune's, the name of a person."""
_OF_DISTRICT = frozenset({"huyen", "cang", "long", "viet", "nam"})
_OTHER_LETTERS = (("b",), ("c",))
"""Behind "An Trường": a commune there is not."""
_SHORTEST_SLIP = 6
"""Letters of a name from which one slip of the keys is forgiven."""


@dataclass(frozen=True, slots=True)
class Named:
    """A unit where it is named: from one word to before another."""

    unit: str
    begin: int
    end: int
    is_commune: bool
    is_below_commune: bool = False
    """A school, a station: named beside its commune, it is what is meant."""
    is_slip: bool = False


def is_built_in(words: Words) -> bool:
    """Whether a name is that of a unit of Càng Long, also where it goes on to say that it is one of the district."""
    phrases, _ = _phrases()
    return any(words[:end] in phrases and _OF_DISTRICT.issuperset(words[end:]) for end in range(len(words), 1, -1))


def units_in(reading: Reading) -> list[Named]:
    """All units that a text names, in its order; near-twins only where the text is exact."""
    found: list[Named] = []
    at = 0
    while at < len(reading.words):
        named = _at(reading, at)
        if named is None:
            at += 1
        else:
            found.append(named)
            at = named.end
    return found


def _at(reading: Reading, at: int) -> Named | None:
    phrases, longest = _phrases()
    for length in range(min(longest, len(reading.words) - at), 0, -1):
        unit = phrases.get(reading.words[at : at + length])
        if unit is not None and _fits(reading, unit, at, at + length):
            return Named(unit, at, at + length, unit in _COMMUNES)
        if unit is not None and unit not in _COMMUNES:
            return None
    return _slipped(reading, at)


def _fits(reading: Reading, unit: str, begin: int, end: int) -> bool:
    words, before = reading.words, " ".join(reading.words[max(0, begin - 2) : begin])
    if words[begin:end] == ("thi", "tran"):
        return not before.endswith(("xa", "cac", "va", "hoac", "cap"))
    if unit in _COMMUNES:
        if words[end : end + 1] in _OTHER_LETTERS:
            return False
        if words[begin] in ("xa", "thi"):
            return _is_written_so(reading.written[end - 1], unit.split()[-1])
        if f" {before}".endswith(_PEOPLE) or before.endswith("huyen"):
            return False
        exact = unit.lower().split()[-(end - begin) :]
        return all(map(_is_written_so, reading.written[begin:end], exact))
    if unit in _OF_COMMUNES_TOO:
        return not any(word in ("xa", "ap", "khom") for word in words[end : end + 2]) and words[end : end + 2] != (
            "thi",
            "tran",
        )
    if unit == "Huyện ủy":
        after = words[end] if end < len(words) else ""
        return after != "vien" and before.endswith(("o", "ben", "tai", "ve", "quan", "thuoc", "khoi", "sang"))
    if unit == "Ban Tổ chức" and begin == 0:
        return words[end : end + 1] not in (("dang",), ("de",), ("yeu",), ("can",), ("muon",), ("xin",))
    if unit in ("Ban Dân vận", "Ban Tuyên giáo"):
        return not before.endswith(("mon", "phan", "tac", "giang", "bai", "day", "hoc"))
    return True


def _is_written_so(written: str, exact: str) -> bool:
    return written.isascii() or written == exact.lower() or (fold(written) != written and len(written) > 1)


def _slipped(reading: Reading, at: int) -> Named | None:
    """A commune whose name has a slip or is written together, introduced by what it is; None where two are as near."""
    words = reading.words
    if words[at] != "xa" or at + 1 >= len(words):
        return None
    best: dict[str, tuple[int, int]] = {}
    for length in (1, 2, 3):
        if words[at + 1 + length : at + 2 + length] in _OTHER_LETTERS:
            continue
        typed = "".join(words[at + 1 : at + 1 + length])
        for unit, name in _joined():
            distance = OSA.distance(typed, name, score_cutoff=1)
            if len(name) >= _SHORTEST_SLIP and distance < best.get(unit, (2, 0))[0]:
                best[unit] = distance, at + 1 + length
    least = min((distance for distance, _ in best.values()), default=2)
    nearest = [(unit, end) for unit, (distance, end) in best.items() if distance == least]
    return Named(nearest[0][0], at, nearest[0][1], is_commune=True, is_slip=least > 0) if len(nearest) == 1 else None


@cache
def _joined() -> tuple[tuple[str, str], ...]:
    return tuple((unit, fold(unit).removeprefix("xa ").replace(" ", "")) for unit in _COMMUNES)


@cache
def _phrases() -> tuple[Mapping[Words, str], int]:
    phrases = {tuple(phrase.split()): unit for unit in UNITS for phrase in _said_of(unit)}
    return phrases, max(map(len, phrases))


def _said_of(unit: str) -> Iterator[str]:
    name = " ".join(fold(unit).replace("-", " ").split())
    yield name
    if name.startswith("xa "):
        yield name.removeprefix("xa ")
    if name.startswith("thi tran"):
        yield "thi tran"
    yield from _ALSO.get(unit, "").split("|")
