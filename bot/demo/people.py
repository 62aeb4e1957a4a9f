"""One invented cadre for each place: name, dates, papers, ratings; some of it missing, as on any roster."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bot.demo import names
from bot.demo.places import Kind, Place
from bot.demo.schooling import Schooling
from rules.cadres import Cadre, Credential, Post, PostKind
from rules.dates import PartialDate
from rules.levels import Level, Mode

TODAY = date(2025, 6, 2)

_AGES = {
    Kind.LEADER: (47, 58), Kind.HEAD: (42, 58), Kind.DEPUTY: (37, 56), Kind.STAFF: (26, 55), Kind.CONTRACT: (23, 50),
    Kind.ARMED: (45, 55), Kind.SECRETARY: (42, 57), Kind.COMMUNE_LEADER: (34, 57), Kind.OFFICER: (28, 55),
    Kind.COMMITTEE_ONLY: (36, 60), Kind.PART_TIME: (24, 60),
}  # fmt: skip
_PLANNED = {
    Kind.DEPUTY: 0.4, Kind.STAFF: 0.12, Kind.COMMUNE_LEADER: 0.35, Kind.OFFICER: 0.15, Kind.PART_TIME: 0.06,
}  # fmt: skip
_KHMER = {"xa-huyen-hoi": 0.2, "xa-phuong-thanh": 0.18, "xa-binh-phu": 0.14, "xa-dai-phuoc": 0.12}
_YOUNGEST = {Level.SO_CAP: 22, Level.TRUNG_CAP: 25, Level.CAO_CAP: 33}
"""The age at which a level is reached at the earliest."""
_ISSUERS = {
    Level.SO_CAP: "Trung tâm Chính trị huyện Càng Long",
    Level.TRUNG_CAP: "Trường Chính trị tỉnh Trà Vinh",
    Level.CAO_CAP: "Học viện Chính trị khu vực IV",
}
_NUMBERS = {Level.SO_CAP: "SC", Level.TRUNG_CAP: "TC", Level.CAO_CAP: "CC"}
_TOP = (Kind.LEADER, Kind.HEAD, Kind.DEPUTY, Kind.ARMED, Kind.SECRETARY, Kind.COMMUNE_LEADER)
_RATINGS = {"Hoàn thành tốt nhiệm vụ": 0.74, "Hoàn thành xuất sắc nhiệm vụ": 0.18, "Hoàn thành nhiệm vụ": 0.08}


def person(number: int, place: Place, schooling: Schooling, seed: str) -> Cadre:
    """Whoever fills a place; `number` counts from 1 and makes the code. The same arguments give the same person."""
    rng = Random(f"{seed}-{number}")
    gender = place.gender or ("nu" if rng.random() < 0.4 else "nam")
    khmer = rng.random() < _KHMER.get(place.unit.id, 0.05)
    ethnicity = names.KHMER if khmer else names.KINH
    birth = _birth(rng, place, schooling)
    joined, full = _party(rng, place, schooling, birth)
    return Cadre(
        id=f"cl{number:04}",
        code=f"CL{number:04}",
        name=names.invent(rng, gender, ethnicity),
        unit=place.unit,
        birth=PartialDate(str(birth.year)) if rng.random() < 0.04 else PartialDate.of(birth),
        gender=gender,
        ethnicity=ethnicity,
        phone="" if rng.random() < 0.08 else f"0900{number * 7919 % 1_000_000:06}",
        category=place.category,
        grade=_grade(rng, place),
        education=_education(rng, place, schooling),
        party_joined=joined,
        party_full=full,
        posts=tuple(_posts(rng, place)),
        credentials=tuple(_credentials(rng, birth, schooling.held)),
        ratings=dict(_ratings(rng, place)),
    )


def _birth(rng: Random, place: Place, schooling: Schooling) -> date:
    youngest, oldest = place.ages or _AGES[place.kind]
    youngest = min(oldest, max(youngest, _YOUNGEST.get(schooling.held, 0) + 1))
    age = rng.randint(youngest, oldest)
    return date(TODAY.year - age, TODAY.month, TODAY.day) - timedelta(days=rng.randint(0, 364))


def _party(rng: Random, place: Place, schooling: Schooling, birth: date) -> tuple[PartialDate | None, ...]:
    """The dates of joining and of becoming chính thức: a year apart, or none, or still on probation."""
    must = place.kind in _TOP or place.seats or schooling.held >= Level.TRUNG_CAP or schooling.studying
    if not must:
        if place.kind is Kind.CONTRACT or rng.random() < 0.35:
            return None, None
        if rng.random() < 0.25 and birth.year > 1984:
            return PartialDate.of(date(2024, rng.randint(7, 12), rng.randint(1, 28))), None
    joined = date(min(birth.year + rng.randint(21, 29), 2021), rng.randint(1, 12), rng.randint(1, 28))
    return PartialDate.of(joined), PartialDate.of(joined.replace(year=joined.year + 1))


def _grade(rng: Random, place: Place) -> str:
    if place.kind in (Kind.LEADER, Kind.HEAD):
        return rng.choice(("Chuyên viên chính", "Chuyên viên chính", "Chuyên viên"))
    if place.kind in (Kind.DEPUTY, Kind.STAFF, Kind.SECRETARY, Kind.COMMUNE_LEADER, Kind.OFFICER):
        return rng.choice(("Chuyên viên", "Chuyên viên", "Chuyên viên", "Cán sự"))
    return ""


def _education(rng: Random, place: Place, schooling: Schooling) -> str:
    if rng.random() < 0.02:
        return ""
    if place.kind in _TOP or schooling.held is Level.CAO_CAP or place.titles == ("Giảng viên",):
        return rng.choice(("Đại học", "Đại học", "Đại học Luật", "Thạc sĩ", "Cử nhân Hành chính"))
    if place.kind in (Kind.PART_TIME, Kind.CONTRACT) and schooling.held < Level.TRUNG_CAP:
        return rng.choice(("THPT", "THPT", "Trung cấp", "Cao đẳng", "Đại học"))
    return rng.choice(("Đại học",) * 5 + ("Đại học Luật", "Kỹ sư nông nghiệp", "Cao đẳng", "Trung cấp"))


def _posts(rng: Random, place: Place) -> Iterator[Post]:
    since = date(rng.choice((2015, 2018, 2020, 2021, 2022, 2023)), rng.randint(1, 12), 1)
    for title in place.titles:
        yield Post(title, place.unit, since=since)
    for seat in place.seats:
        # The congresses of the term: communes in spring 2020, the district in July.
        term = date(2020, 7, 15) if "huyện" in seat or "Huyện" in seat else date(2020, 5, 20)
        yield Post(seat, place.unit, committee=True, since=term)
    if place.planned and rng.random() < _PLANNED.get(place.kind, 0):
        yield Post(place.planned, place.unit, PostKind.PLANNED)


def _credentials(rng: Random, birth: date, held: Level) -> Iterator[Credential]:
    """The paper of the level held, and often those of the levels before it."""
    latest = 2024
    for level in sorted((each for each in Level if Level.NONE < each <= held), reverse=True):
        if level is not held and rng.random() < 0.45:
            continue
        earliest = birth.year + _YOUNGEST[level]
        if earliest > latest:
            continue
        year = rng.randint(max(earliest, latest - 14), latest)
        latest = year - 2
        yield _credential(rng, level, year)


def _credential(rng: Random, level: Level, year: int) -> Credential:
    """More full-time study in late years than before, as the founding document asks."""
    full_time = level is Level.SO_CAP or rng.random() < (0.2 if year < 2019 else 0.42)
    mode = None if rng.random() < 0.05 else Mode.TAP_TRUNG if full_time else Mode.KHONG_TAP_TRUNG
    number = "" if rng.random() < 0.15 else f"{_NUMBERS[level]}-{rng.randint(1000, 9999)}/{year}"
    day = PartialDate(str(year)) if rng.random() < 0.2 else PartialDate(f"{year}-{rng.randint(1, 12):02}-15")
    return Credential(level, mode, number, day, _ISSUERS[level], verified=bool(number) and rng.random() < 0.7)


def _ratings(rng: Random, place: Place) -> Iterator[tuple[int, str]]:
    if place.kind is Kind.PART_TIME and rng.random() < 0.5:
        return
    for year in (2023, 2024):
        if rng.random() < 0.9:
            yield year, rng.choices(list(_RATINGS), list(_RATINGS.values()))[0]
