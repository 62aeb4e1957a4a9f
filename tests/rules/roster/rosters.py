"""Rosters as tests write them: rows of cells, read against the district's units."""

from collections.abc import Iterable, Sequence
from datetime import date

from rules.cadres import Cadre, Tier, Unit
from rules.roster.layout import Layout, recognise
from rules.roster.plan import ChangePlan, plan_changes
from rules.roster.reading import RosterReading, read_people
from rules.roster.sheet import Cell, Merge, Sheet
from rules.units import UnitDirectory

TODAY = date(2025, 6, 2)
COMMUNES = ("xã An Trường", "xã An Trường A", "xã Đại Phúc", "xã Đại Phước", "xã Tân An", "thị trấn Càng Long")
OFFICES = ("Phòng Nội vụ", "Phòng Y tế", "Văn phòng Huyện ủy", "Hội Nông dân")
Rows = Sequence[Sequence[Cell]]


def units(more: Iterable[Unit] = ()) -> UnitDirectory:
    known = [Unit(f"c{n}", name, Tier.COMMUNE, kind="commune") for n, name in enumerate(COMMUNES)]
    known += [Unit(f"d{n}", name, Tier.DISTRICT) for n, name in enumerate(OFFICES)]
    return UnitDirectory([*known, *more], {"c4": ["Tân An"], "d0": ["P. Nội vụ"]})


def layout(rows: Rows, merges: Iterable[Merge] = (), name: str = "Danh sách") -> Layout:
    return recognise([Sheet(name, rows, tuple(merges))], units())


def read(rows: Rows, merges: Iterable[Merge] = (), planned_posts: bool = True) -> RosterReading:
    return read_people(layout(rows, merges), units(), TODAY, planned_posts)


def plan(rows: Rows, existing: Iterable[Cadre] = (), full: bool = False) -> ChangePlan:
    cadres = list(existing)
    directory = units({c.unit.id: c.unit for c in cadres if c.unit.id not in units().units}.values())
    found = recognise([Sheet("Danh sách", rows)], directory)
    return plan_changes(cadres, read_people(found, directory, TODAY, True), TODAY, full)
