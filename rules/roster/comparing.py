"""What a row changes in a record: field by field, posts begun and ended, the level never down by itself."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rules.cadres import Cadre, Credential, Post, PostKind
from rules.dates import PartialDate
from rules.levels import Level
from rules.roster.fields import Field
from rules.roster.person import RosterPerson
from rules.roster.personal import parse_name
from rules.roster.posts import committee_apart
from rules.text import clean, fold


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, as people read it."""

    field: Field
    before: str
    after: str
    part: str = ""
    """The year of a rating."""

    @property
    def label(self) -> str:
        return f"{self.field.value} {self.part}".strip()


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A record that the file changes. `after` holds everything but a level that went down."""

    before: Cadre
    after: Cadre
    person: RosterPerson
    fields: tuple[FieldChange, ...] = ()
    started: tuple[Post, ...] = ()
    ended: tuple[Post, ...] = ()
    """With the last day on which they are held."""
    redated: tuple[tuple[Post, Post], ...] = ()
    """Posts whose first day was corrected: before, after."""
    level_down: Level | None = None
    """The lower level that the file states; it is not in `after`."""

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.started or self.ended or self.redated)


_TEXTS = {
    Field.ETHNICITY: "ethnicity",
    Field.PHONE: "phone",
    Field.CATEGORY: "category",
    Field.GRADE: "grade",
    Field.EDUCATION: "education",
}
_DATES = {Field.BIRTH: "birth", Field.PARTY_JOINED: "party_joined", Field.PARTY_FULL: "party_full"}
_GENDERS = {"nam": "Nam", "nu": "Nữ", None: ""}
_PostKey = tuple[PostKind, bool, str]


def new_cadre(person: RosterPerson, code: str) -> Cadre:
    """The record of somebody new; its id is empty until it is stored."""
    level = person.level
    credential = Credential(level, person.mode, person.number, person.issued, person.issuer)
    return Cadre(
        id="",
        code=code,
        name=person.name,
        unit=person.unit,
        birth=person.birth,
        gender=person.gender,
        ethnicity=person.ethnicity,
        phone=person.phone,
        category=person.category,
        grade=person.grade,
        education=person.education,
        party_joined=person.party_joined,
        party_full=person.party_full,
        posts=person.posts,
        credentials=(credential,) if level else (),
        ratings=dict(person.ratings),
    )


def compare(cadre: Cadre, person: RosterPerson, today: date, ends_on: date) -> PersonChange:
    """What a row changes in its record; posts that it no longer names end on `ends_on`."""
    changes: list[FieldChange] = []
    values: dict[str, Any] = {}
    _compare_personal(cadre, person, changes, values)
    _compare_ratings(cadre, person, changes, values)
    level_down = _compare_credentials(cadre, person, changes, values)
    posts = _Posts(cadre, person, today, ends_on)
    if posts.all != cadre.posts:
        values["posts"] = posts.all
    after = replace(cadre, **values) if values else cadre
    return PersonChange(
        cadre,
        after,
        person,
        tuple(changes),
        tuple(posts.started),
        tuple(posts.ended),
        tuple(posts.redated),
        level_down,
    )


def _compare_personal(cadre: Cadre, person: RosterPerson, changes: list[FieldChange], values: dict[str, Any]) -> None:
    if person.name not in (cadre.name, parse_name(cadre.name)):
        values["name"] = person.name
        changes.append(FieldChange(Field.NAME, cadre.name, person.name))
    if person.unit.id != cadre.unit.id:
        values["unit"] = person.unit
        changes.append(FieldChange(Field.UNIT, cadre.unit.name, person.unit.name))
    if Field.GENDER in person.given and person.gender != cadre.gender:
        values["gender"] = person.gender
        changes.append(FieldChange(Field.GENDER, _GENDERS.get(cadre.gender, ""), _GENDERS.get(person.gender, "")))
    for field, name in _TEXTS.items():
        before, after = getattr(cadre, name), getattr(person, name)
        if after != before and field in person.given and clean(before) != after:
            values[name] = after
            changes.append(FieldChange(field, before, after))
    for field, name in _DATES.items():
        known, stated = getattr(cadre, name), getattr(person, name)
        if field in person.given and not _says_no_more(stated, known):
            values[name] = stated
            changes.append(FieldChange(field, str(known or ""), str(stated or "")))


def _says_no_more(stated: PartialDate | None, known: PartialDate | None) -> bool:
    """True when a stated date adds nothing: equal, or only the year of a day that is known."""
    if stated is None or known is None:
        return stated is known
    return known.iso.startswith(stated.iso)


def _compare_ratings(cadre: Cadre, person: RosterPerson, changes: list[FieldChange], values: dict[str, Any]) -> None:
    for year, rating in person.ratings.items():
        before = cadre.ratings.get(year, "")
        if rating != before and clean(before) != rating:
            values["ratings"] = {**values.get("ratings", cadre.ratings), year: rating}
            changes.append(FieldChange(Field.RATING, before, rating, str(year)))


def highest(cadre: Cadre) -> Level:
    """The highest level of a record's credentials."""
    return max((credential.level for credential in cadre.credentials), default=Level.NONE)


def _compare_credentials(
    cadre: Cadre, person: RosterPerson, changes: list[FieldChange], values: dict[str, Any]
) -> Level | None:
    """Notes what changes; returns a level that went down, about which nothing is noted."""
    known = highest(cadre)
    level = person.level if Field.LEVEL in person.given else known
    if level < known:
        return level
    if level > known:
        added = Credential(level, person.mode, person.number, person.issued, person.issuer)
        values["credentials"] = (*cadre.credentials, added)
        before = known.label if known else ""
        changes.append(FieldChange(Field.LEVEL, before, level.label))
        return None
    if level:
        _compare_paper(cadre, person, changes, values)
    return None


def _compare_paper(cadre: Cadre, person: RosterPerson, changes: list[FieldChange], values: dict[str, Any]) -> None:
    """The paper behind the highest level; a paper whose data change has to be verified again."""
    known = next(c for c in cadre.credentials if c.level == highest(cadre))
    paper = known
    if Field.MODE in person.given and person.mode is not known.mode:
        paper = replace(paper, mode=person.mode)
        before, after = (mode.label if mode else "" for mode in (known.mode, person.mode))
        changes.append(FieldChange(Field.MODE, before, after))
    if Field.NUMBER in person.given and person.number != known.number and clean(known.number) != person.number:
        paper = replace(paper, number=person.number)
        changes.append(FieldChange(Field.NUMBER, known.number, person.number))
    if Field.ISSUED in person.given and not _says_no_more(person.issued, known.issued):
        paper = replace(paper, issued=person.issued)
        changes.append(FieldChange(Field.ISSUED, str(known.issued or ""), str(person.issued or "")))
    if Field.ISSUER in person.given and person.issuer != known.issuer and clean(known.issuer) != person.issuer:
        paper = replace(paper, issuer=person.issuer)
        changes.append(FieldChange(Field.ISSUER, known.issuer, person.issuer))
    if paper != known:
        paper = replace(paper, verified=False)
        values["credentials"] = tuple(paper if c is known else c for c in cadre.credentials)


class _Posts:
    """The posts of a record beside those of a row."""

    def __init__(self, cadre: Cadre, person: RosterPerson, today: date, ends_on: date) -> None:
        self._cadre = cadre
        self._person = person
        self._stated = {_key(post): post for post in person.posts}
        self._covered: set[_PostKey] = set()
        self.started: list[Post] = []
        self.ended: list[Post] = []
        self.redated: list[tuple[Post, Post]] = []
        kept = [self._kept(post, today, ends_on) for post in cadre.posts]
        self.started = [post for key, post in self._stated.items() if key not in self._covered]
        self.all = (*kept, *self.started)

    def _kept(self, post: Post, today: date, ends_on: date) -> Post:
        """The post as it stands after the row."""
        if post.until is not None and post.until < today:
            return post
        keys = _keys(post)
        if all(key in self._stated for key in keys) and not self._left_behind(post):
            self._covered.update(keys)
            return self._dated(post, keys)
        if not self._is_denied(post):
            return post
        last = max(ends_on, post.since) if post.since else ends_on
        if post.until is not None and post.until <= last:
            return post
        ended = replace(post, until=last)
        self.ended.append(ended)
        return ended

    def _left_behind(self, post: Post) -> bool:
        """True for a post at the unit from which the person moved: the same title elsewhere is another post."""
        moved = self._person.unit.id != self._cadre.unit.id
        return moved and post.unit.id == self._cadre.unit.id

    def _is_denied(self, post: Post) -> bool:
        """True when the row has the column in which the post would stand."""
        if post.kind is PostKind.PLANNED:
            return Field.PLANNED in self._person.given
        return (Field.COMMITTEE if post.committee else Field.POSTS) in self._person.given

    def _dated(self, post: Post, keys: tuple[_PostKey, ...]) -> Post:
        since = next((self._stated[key].since for key in keys if self._stated[key].since), None)
        if since is None or since == post.since:
            return post
        corrected = replace(post, since=since)
        self.redated.append((post, corrected))
        return corrected


def _key(post: Post) -> _PostKey:
    return post.kind, post.committee, fold(post.title)


def _keys(post: Post) -> tuple[_PostKey, ...]:
    """The post as a row would state it: a title that also names a committee seat is stated as two."""
    if post.committee or post.kind is PostKind.PLANNED:
        return (_key(post),)
    seats, others = committee_apart(post.title, post.unit.name)
    return tuple((post.kind, seat in seats, fold(seat)) for seat in (*seats, *others))
