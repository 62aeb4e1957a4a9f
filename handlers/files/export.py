"""The roster as the form: it may be edited and read back, and read back untouched it changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from handlers.files.form import FormBook, FormCell, form_columns
from handlers.files.template import UNIT_HEADINGS
from rules.cadres import Cadre, Credential, Post, PostKind, Tier, Unit
from rules.dates import PartialDate
from rules.roster.fields import Field
from rules.text import name_sort_key

_GENDERS = {"nam": "Nam", "nu": "Nữ"}
_KINDS = {"school": "trường học", "health": "y tế", "police": "công an"}


def export_roster(cadres: Iterable[Cadre], units: Iterable[Unit], today: date, planned_posts: bool = False) -> bytes:
    """The form filled in, as .xlsx, people in the order of Vietnamese lists of names.

    `units` are all units on record; without `planned_posts` the form has no column for them.
    """
    people = sorted(cadres, key=lambda cadre: (name_sort_key(cadre.name), cadre.code))
    listed = list(units)
    columns = form_columns({year for cadre in people for year in cadre.ratings}, planned_posts)
    book = FormBook(columns, {unit.name for unit in listed})
    for row, cadre in enumerate(people, 1):
        book.write(row, _cells(cadre, columns, today))
    book.add_table("Đơn vị", (34, 26, 34), [UNIT_HEADINGS, *_unit_rows(listed)])
    return book.bytes()


def _cells(cadre: Cadre, columns: Sequence[tuple[Field, str]], today: date) -> list[FormCell]:
    values = _personal(cadre) | _posts(cadre, today) | _paper(cadre)
    ratings = {str(year): rating for year, rating in cadre.ratings.items()}
    return [ratings.get(part, "") if field is Field.RATING else values[field] for field, part in columns]


def _personal(cadre: Cadre) -> dict[Field, FormCell]:
    return {
        Field.CODE: cadre.code,
        Field.NAME: cadre.name,
        Field.BIRTH: _date(cadre.birth),
        Field.GENDER: _GENDERS.get(cadre.gender or "", ""),
        Field.ETHNICITY: cadre.ethnicity,
        Field.PHONE: cadre.phone,
        Field.UNIT: cadre.unit.name,
        Field.CATEGORY: cadre.category,
        Field.GRADE: cadre.grade,
        Field.PARTY_JOINED: _date(cadre.party_joined),
        Field.PARTY_FULL: _date(cadre.party_full),
        Field.EDUCATION: cadre.education,
    }


def _posts(cadre: Cadre, today: date) -> dict[Field, FormCell]:
    current = [post for post in cadre.posts if post.until is None or post.until >= today]
    held = [p for p in current if p.kind is PostKind.INCUMBENT and not p.committee]
    seats = [p for p in current if p.kind is PostKind.INCUMBENT and p.committee]
    planned = [p for p in current if p.kind is PostKind.PLANNED]
    return {
        Field.POSTS: _titles(held),
        Field.SINCE: _since(held),
        Field.COMMITTEE: _titles(seats),
        Field.PLANNED: _titles(planned),
    }


def _titles(posts: Iterable[Post]) -> str:
    return "; ".join(dict.fromkeys(post.title for post in posts))


def _since(posts: Sequence[Post]) -> FormCell:
    """One day where all posts began on it, else a day or nothing for each."""
    days = {post.title: post.since for post in reversed(posts)}
    ordered = [days[title] for title in dict.fromkeys(post.title for post in posts)]
    if len(set(ordered)) <= 1:
        return ordered[0] or "" if ordered else ""
    return "; ".join(str(PartialDate.of(day)) if day else "" for day in ordered)


def _paper(cadre: Cadre) -> dict[Field, FormCell]:
    best: Credential | None = max(cadre.credentials, key=lambda c: c.level, default=None)
    if best is None or not best.level:
        return dict.fromkeys((Field.LEVEL, Field.MODE, Field.NUMBER, Field.ISSUED, Field.ISSUER), "")
    return {
        Field.LEVEL: best.level.label.capitalize(),
        Field.MODE: best.mode.label.capitalize() if best.mode else "",
        Field.NUMBER: best.number,
        Field.ISSUED: _date(best.issued),
        Field.ISSUER: best.issuer,
    }


def _date(known: PartialDate | None) -> FormCell:
    """A full day as a date of Excel, a month or a year as text."""
    if known is None:
        return ""
    return known.day or str(known)


def _unit_rows(units: Sequence[Unit]) -> Iterator[tuple[str, str, str]]:
    names = {unit.id: unit.name for unit in units}
    for unit in units:
        tier = "cấp xã" if unit.tier is Tier.COMMUNE else "cấp huyện"
        kind = _KINDS.get(unit.kind)
        yield unit.name, f"{tier}, {kind}" if kind else tier, names.get(unit.parent_id or "", "")
