"""What a plan makes of the units and people there are: worked out before anybody says yes, and again on the day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules.cadres import Cadre, Post, Unit
from rules.dates import vietnamese
from rules.policy.base import Certainty
from rules.reorganising.plan import Passage, Plan
from rules.reorganising.posts import carried
from rules.text import fold, name_sort_key
from rules.units import folded_name, kind_of, unit_id


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a plan cannot be carried out, in Vietnamese: what, and how to mend it."""

    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Change:
    """The plan in units."""

    plan: Plan
    successors: Mapping[str, tuple[Unit, ...]]
    """Id of a unit that ends → those that take over, the first of them with whoever is placed nowhere."""
    ends: tuple[Unit, ...]
    begins: tuple[Unit, ...]
    """The new ones; a unit that stays and takes others in is none of them."""
    renamed: frozenset[str]
    """Ids of those among `ends` that only take another name."""
    reparented: tuple[tuple[Unit, Unit], ...]
    """Units below one that ends, before and after."""
    doubtful: tuple[Passage, ...]
    """Passages that no sure document founds."""

    @property
    def day(self) -> date:
        return self.plan.day

    @property
    def split(self) -> frozenset[str]:
        """Ids of the units that become several."""
        return frozenset(id_ for id_, units in self.successors.items() if len(units) > 1)

    def units_after(self, units: Iterable[Unit]) -> list[Unit]:
        """The units in force from the day on."""
        moved = {unit.id: unit for _, unit in self.reparented}
        return [*(moved.get(unit.id, unit) for unit in units if unit.id not in self.successors), *self.begins]


@dataclass(frozen=True, slots=True)
class Moved:
    """One person's record before and after."""

    before: Cadre
    after: Cadre
    ended: tuple[Post, ...]
    """Posts that end with the unit, with nothing after them."""

    @property
    def goes_elsewhere(self) -> bool:
        return self.before.unit.id != self.after.unit.id


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan makes of people."""

    moved: tuple[Moved, ...]
    """Everybody whose record changes, as lists of names are sorted."""
    unplaced: tuple[Cadre, ...]
    """Of units that split, named nowhere: they go to the first new unit."""

    @property
    def leaving(self) -> tuple[Moved, ...]:
        """Those whose own unit changes."""
        return tuple(each for each in self.moved if each.goes_elsewhere)


def change_of(plan: Plan, units: Sequence[Unit], known: Mapping[str, Unit] | None = None) -> Change | tuple[Wrong, ...]:
    """The plan in units, or everything that is wrong with it.

    `units` are those in force; `known` gives more of them, or short forms, by `folded_name`.
    """
    by_name = {**(known or {}), **{folded_name(unit.name): unit for unit in units}}
    olds = {name: by_name.get(folded_name(name)) for name in dict.fromkeys(each.old for each in plan.passages)}
    wrong = [_unknown(name) for name, unit in olds.items() if unit is None]
    wrong += [*_mixed_tiers(plan, olds), *_unchanged(plan, olds)]
    if wrong:
        return tuple(wrong)
    there = {name: unit for name, unit in olds.items() if unit is not None}
    successors, begins = _taking_over(plan, there, by_name)
    return Change(
        plan, successors, tuple(there.values()), begins, renamed_of(successors, {unit.id for unit in begins}),
        _reparented(units, successors), tuple(each for each in plan.passages if each.certainty is not Certainty.HIGH),
    )  # fmt: skip


def outcome_of(change: Change, people: Iterable[Cadre]) -> Outcome:
    """What the change makes of people; those whom it does not concern are left out."""
    placed = {fold(code): folded_name(name) for code, name in change.plan.placed}
    moved: list[Moved] = []
    unplaced: list[Cadre] = []
    for cadre in people:
        to = {id_: _choice(taken, placed.get(fold(cadre.code))) for id_, taken in change.successors.items()}
        posts, ended = carried(cadre.posts, to, change.day, change.renamed)
        unit = to.get(cadre.unit.id, cadre.unit)
        if unit.id != cadre.unit.id or posts != cadre.posts:
            moved.append(Moved(cadre, replace(cadre, unit=unit, posts=posts), ended))
        if cadre.unit.id in change.split and fold(cadre.code) not in placed:
            unplaced.append(cadre)
    moved.sort(key=lambda each: name_sort_key(each.before.name))
    return Outcome(tuple(moved), tuple(sorted(unplaced, key=lambda each: name_sort_key(each.name))))


def misplaced(change: Change, people: Iterable[Cadre]) -> tuple[Wrong, ...]:
    """Codes the plan places that nobody of a splitting unit has, or that it places where their unit does not go."""
    by_code = {fold(cadre.code): cadre for cadre in people}
    wrong: list[Wrong] = []
    for code, name in change.plan.placed:
        cadre = by_code.get(fold(code))
        if cadre is None or cadre.unit.id not in change.split:
            wrong.append(
                Wrong(f"Không có cán bộ mã {code} ở đơn vị được chia", "Kiểm tra lại mã cán bộ và đơn vị hiện nay")
            )
        elif folded_name(name) not in {folded_name(unit.name) for unit in change.successors[cadre.unit.id]}:
            wrong.append(
                Wrong(
                    f"{cadre.unit.name} không chia về {name} (mã {code})", "Ghi một trong các đơn vị mới của đơn vị ấy"
                )
            )
    return tuple(wrong)


def ended_name(name: str, last: date) -> str:
    """What a unit is called once it has ended; `last` is its last day."""
    return f"{name} (đến {vietnamese(last)})"


def _choice(taken: Sequence[Unit], name: str | None) -> Unit:
    return next((unit for unit in taken if folded_name(unit.name) == name), taken[0])


def _unknown(name: str) -> Wrong:
    return Wrong(f'Chưa có đơn vị nào tên "{name}" đang hoạt động', "Ghi đúng tên như trong danh sách đơn vị")


def _taking_over(
    plan: Plan, olds: Mapping[str, Unit], by_name: Mapping[str, Unit]
) -> tuple[dict[str, tuple[Unit, ...]], tuple[Unit, ...]]:
    """Id of each unit that ends → those that take over; and those among these that are new."""
    news = _new_units(plan, olds, by_name)
    known = {unit.id for unit in by_name.values()}
    pairs = dict.fromkeys((olds[each.old].id, folded_name(each.new)) for each in plan.passages)
    above = {old: news[key].id for old, key in reversed(pairs)}
    # Where a unit and the one above it end together, the new one stands below the new one.
    news = {key: replace(unit, parent_id=above.get(unit.parent_id or "", unit.parent_id)) for key, unit in news.items()}
    successors = {old: tuple(news[key] for of, key in pairs if of == old) for old, _ in pairs}
    return successors, tuple(_parents_first([unit for unit in news.values() if unit.id not in known]))


def _parents_first(units: Sequence[Unit]) -> list[Unit]:
    waiting = {unit.id: unit for unit in units}
    ordered: list[Unit] = []
    while waiting:
        free = [unit for unit in waiting.values() if unit.parent_id not in waiting] or list(waiting.values())
        ordered += free
        waiting = {id_: unit for id_, unit in waiting.items() if unit not in free}
    return ordered


def renamed_of(successors: Mapping[str, tuple[Unit, ...]], begun: set[str]) -> frozenset[str]:
    """The units whose people all go to one new unit that takes nobody else; `begun` are the ids of the new ones."""
    taken = [unit.id for units in successors.values() for unit in units]
    return frozenset(
        old
        for old, units in successors.items()
        if len(units) == 1 and units[0].id in begun and taken.count(units[0].id) == 1
    )


def _new_units(plan: Plan, olds: Mapping[str, Unit], by_name: Mapping[str, Unit]) -> dict[str, Unit]:
    """By folded name, each unit that takes over: one in force that does not end, or a new one like its first part."""
    found: dict[str, Unit] = {}
    ending, ids = {unit.id for unit in olds.values()}, {unit.id for unit in by_name.values()}
    for each in plan.passages:
        key, old = folded_name(each.new), olds[each.old]
        known = by_name.get(key)
        if key in found:
            continue
        if known is not None and known.id not in ending:
            found[key] = known
            continue
        id_ = _fresh_id(f"{unit_id(each.new)}-{plan.day.year}", ids)
        ids.add(id_)
        found[key] = Unit(id_, each.new, old.tier, old.parent_id, kind_of(each.new) or old.kind)
    return found


def _fresh_id(wanted: str, taken: set[str]) -> str:
    id_, number = wanted, 1
    while id_ in taken:
        number += 1
        id_ = f"{wanted}-{number}"
    return id_


def _mixed_tiers(plan: Plan, olds: Mapping[str, Unit | None]) -> Iterable[Wrong]:
    tiers: dict[str, set[str]] = defaultdict(set)
    for each in plan.passages:
        if (unit := olds[each.old]) is not None:
            tiers[each.new].add(unit.tier)
    for name, several in tiers.items():
        if len(several) > 1:
            yield Wrong(f'"{name}" nhận cả đơn vị cấp huyện và cấp xã', "Tách thành hai đơn vị mới, mỗi cấp một đơn vị")


def _unchanged(plan: Plan, olds: Mapping[str, Unit | None]) -> Iterable[Wrong]:
    """Units that would only become themselves."""
    for name, unit in olds.items():
        into = {folded_name(each.new) for each in plan.passages if each.old == name}
        sources = {each.old for each in plan.passages if folded_name(each.new) in into}
        if unit is not None and into == {folded_name(unit.name)} and sources == {name}:
            yield Wrong(f'"{name}" không đổi', "Bỏ dòng này")


def _reparented(units: Iterable[Unit], successors: Mapping[str, tuple[Unit, ...]]) -> tuple[tuple[Unit, Unit], ...]:
    """Units below one that ends go below the first that takes over, unless they end themselves."""
    return tuple(
        (unit, replace(unit, parent_id=successors[unit.parent_id][0].id))
        for unit in units
        if unit.parent_id is not None and unit.parent_id in successors and unit.id not in successors
    )
