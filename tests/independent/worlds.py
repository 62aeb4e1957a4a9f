"""Awkward rosters, each for one thing that a count gets wrong: people in plain words, and what else is different."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from .count import RANKS, TARGETS, Row, Target, belongs, count, level

DAY = date(2025, 6, 30)
"""A Monday that ends a month, so that the same figures are asked for, sent and frozen."""
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
NAMES = {
    "huyen-uy": "Huyện ủy", "phong-noi-vu": "Phòng Nội vụ", "phong-tu-phap": "Phòng Tư pháp",
    "phong-y-te": "Phòng Y tế", "xa-tan-an": "xã Tân An", "xa-an-truong": "xã An Trường",
    "xa-an-truong-a": "xã An Trường A", "tt-cang-long": "thị trấn Càng Long",
}  # fmt: skip
"""The units people work in here, by their ids in the policy."""


@dataclass(frozen=True)
class Held:
    """A post; with its first and last day, where it has them."""

    title: str
    unit: str = ""
    """Where it is held, if not where its holder works."""
    committee: bool = False
    since: date | None = None
    until: date | None = None
    planned: bool = False

    def on(self, day: date) -> bool:
        return not self.planned and (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True)
class Someone:
    unit: str
    category: str
    level: str = ""
    """As an office writes it: SC, TC, CC."""
    posts: tuple[Held, ...] = ()
    studies: str = ""
    class_state: str = "running"
    verified: bool = False


@dataclass(frozen=True)
class World:
    people: tuple[Someone, ...]
    targets: tuple[Target, ...] = TARGETS
    policy: tuple[tuple[str, str], ...] = ()
    """What is edited in the text of the policy, and into what."""
    count_unverified: bool = True
    merged: tuple[tuple[str, str], ...] = ()
    """Units that came under another."""
    seen_from: str = ""
    """The unit that bounds the leader; empty for none."""
    days: tuple[date, ...] = (DAY,)
    """The days the command is asked about."""

    def seen(self) -> list[Someone]:
        """Those the leader may see: of the unit, and of those that came under it."""
        within = {self.seen_from, *(unit for unit, into in self.merged if into == self.seen_from)}
        return [someone for someone in self.people if not self.seen_from or someone.unit in within]

    def figures(self, day: date = DAY) -> list[dict[str, object]]:
        """The targets on a day, by plain loops: as `targets --json` prints them."""
        people = [(someone, self._row(someone, day)) for someone in self.seen()]
        rows = [(someone, row) for someone, row in people if row is not None]
        found = count([row for _, row in rows], self.targets)
        for figure, (group, required, _, _) in zip(found, self.targets, strict=True):
            figure["studying"] = sum(
                belongs(row, group) and RANKS[level(row)] < RANKS[required] <= RANKS[level(_as_if_studied(someone))]
                for someone, row in rows
            )
        return found

    def _row(self, someone: Someone, day: date) -> Row | None:
        """The person as one row of a list of that day; None where all that they ever were is over, or not yet."""
        ever = [post for post in someone.posts if not post.planned]
        held = [post for post in ever if post.on(day)]
        if ever and not held:
            return None
        counts = someone.verified or self.count_unverified
        return {
            "Đơn vị": NAMES[someone.unit],
            "Đối tượng": someone.category,
            "Chức vụ": "; ".join(post.title for post in held if not post.committee),
            "Cấp ủy": "; ".join(post.title for post in held if post.committee),
            "Trình độ LLCT": someone.level if counts else "",
        }

    def fewest(self, day: date = DAY) -> int | None:
        """The fewest people who make every target of some people true, by trying every choice of people."""
        found = self.figures(day)
        rows = [row for someone in self.seen() if (row := self._row(someone, day)) is not None]
        lacks = [
            {n for n, (group, asked, _, _) in enumerate(self.targets) if belongs(row, group) and _lacks(row, asked)}
            for row in rows
        ]
        useful = [targets for targets in lacks if targets]
        for many in range(len(useful) + 1):
            for chosen in combinations(useful, many):
                reached = [sum(n in each for each in chosen) for n in range(len(found))]
                if all(have >= _int(figure["needed"]) for have, figure in zip(reached, found, strict=True)):
                    return many
        return None


def _lacks(row: Row, asked: str) -> bool:
    return RANKS[level(row)] < RANKS[asked]


def _as_if_studied(someone: Someone) -> Row:
    return {"Trình độ LLCT": someone.studies if someone.class_state in ("running", "results") else ""}


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def at(title: str, **of: date) -> Held:
    return Held(title, since=of.get("since"), until=of.get("until"))


def seat(title: str, unit: str = "") -> Held:
    return Held(title, unit, committee=True)


_XA, _XA_BCH = (Held("Công chức Văn phòng - Thống kê"),), seat("Ủy viên BCH Đảng bộ xã")
_HEAD, _DEPUTY, _CLERK = Held("Trưởng phòng"), Held("Phó Trưởng phòng"), Held("Chuyên viên")
_DISTRICT = (
    Someone("huyen-uy", "Cán bộ", "CC", (Held("Bí thư Huyện ủy"), seat("Bí thư Huyện ủy"))),
    Someone("phong-noi-vu", "Công chức", "TC", (_HEAD, seat("Ủy viên BCH Đảng bộ huyện"))),
    Someone("phong-noi-vu", "Công chức", "", (_DEPUTY,)),
    Someone("phong-tu-phap", "Công chức", "CC", (_DEPUTY,)),
    Someone("phong-tu-phap", "Công chức", "SC", (_CLERK,)),
)
_COMMUNE = (
    Someone("xa-tan-an", "Cán bộ", "TC", (Held("Phó Bí thư Đảng ủy xã"), seat("Phó Bí thư Đảng ủy xã"))),
    Someone("xa-tan-an", "Công chức", "SC", (*_XA, _XA_BCH)),
    Someone("xa-tan-an", "Công chức", "", _XA),
    Someone("xa-an-truong", "Công chức", "TC", (*_XA, _XA_BCH)),
    Someone("xa-an-truong", "Cán bộ", "SC", (Held("Chủ tịch Hội Nông dân xã"),)),
    Someone("xa-an-truong-a", "Công chức", "", _XA),
    Someone("xa-tan-an", "Không chuyên trách", "", (Held("Phó Chỉ huy trưởng Quân sự xã"),)),
)

WORLDS = {
    "overlaps": World((*_DISTRICT, *_COMMUNE)),
    "empty groups": World(_COMMUNE),
    "nobody at all": World(()),
    "exactly at the share": World(
        (
            *(Someone("phong-noi-vu", "Công chức", "CC", (_DEPUTY,)) for _ in range(9)),
            Someone("phong-noi-vu", "Công chức", "", (_DEPUTY,)),
            *(Someone("phong-tu-phap", "Công chức", "TC", (_CLERK,)) for _ in range(8)),
            *(Someone("phong-tu-phap", "Công chức", "SC", (_CLERK,)) for _ in range(2)),
        )
    ),
    "a hair below": World(
        (
            *(Someone("phong-noi-vu", "Công chức", "TC", (_CLERK,)) for _ in range(96)),
            *(Someone("phong-noi-vu", "Công chức", "", (_CLERK,)) for _ in range(17)),
        )
    ),
    "higher levels": World(
        (
            Someone("xa-tan-an", "Công chức", "CC", (*_XA, _XA_BCH)),
            Someone("phong-y-te", "Công chức", "CC", (_CLERK,)),
            Someone("phong-y-te", "Công chức", "TC", (_HEAD,)),
        )
    ),
    "two posts in one group": World(
        (
            Someone("phong-noi-vu", "Công chức", "TC", (_DEPUTY, Held("Phó Trưởng phòng", "phong-y-te"))),
            Someone("xa-tan-an", "Cán bộ", "", (_XA_BCH, seat("Ủy viên BCH Đảng bộ xã", "xa-an-truong"), *_XA)),
        )
    ),
    "posts that end and begin": World(
        (
            Someone("phong-noi-vu", "Công chức", "", (at("Trưởng phòng", until=BEFORE), _CLERK)),
            Someone("phong-tu-phap", "Công chức", "", (at("Trưởng phòng", until=DAY), _CLERK)),
            Someone("phong-y-te", "Công chức", "TC", (at("Phó Trưởng phòng", since=DAY),)),
            Someone("phong-y-te", "Công chức", "TC", (at("Phó Trưởng phòng", since=AFTER),)),
            Someone("xa-tan-an", "Công chức", "", (at("Công chức Tư pháp - Hộ tịch", until=BEFORE),)),
            Someone("xa-tan-an", "Công chức", "", (at("Công chức Tư pháp - Hộ tịch", until=DAY),)),
            Someone("xa-tan-an", "Công chức", "", (Held("Bí thư Đảng ủy xã", planned=True),)),
            Someone("phong-noi-vu", "Công chức", "SC", (_CLERK, Held("Trưởng phòng", planned=True))),
        ),
        days=(BEFORE, DAY, AFTER),
    ),
    "a unit merged into another": World(
        (*_DISTRICT, *_COMMUNE), merged=(("xa-tan-an", "xa-an-truong"),), seen_from="xa-an-truong"
    ),
    "a leader of one commune": World((*_DISTRICT, *_COMMUNE), seen_from="xa-tan-an"),
    "unverified papers left out": World(
        (
            *_COMMUNE,
            Someone("xa-tan-an", "Công chức", "TC", _XA, verified=True),
            Someone("phong-y-te", "Công chức", "CC", (_HEAD,), verified=True),
            Someone("phong-tu-phap", "Công chức", "CC", (_HEAD,)),
        ),
        count_unverified=False,
    ),
    "an edited policy": World(
        (*_DISTRICT, *_COMMUNE),
        targets=(
            TARGETS[0],
            TARGETS[1],
            ("pho_phong", "cao_cap", ">=", 50),
            ("cbccvc_huyen", "trung_cap", ">", 60),
            TARGETS[4],
            ("cbcc_xa", "so_cap", ">=", 70),
        ),
        policy=(
            ('comparator = ">"\nshare = "90/100"', 'comparator = ">="\nshare = "50/100"'),
            ('comparator = ">="\nshare = "85/100"', 'comparator = ">"\nshare = "60/100"'),
            (
                'group = "cbcc_xa"\nlevel = "trung_cap"\ncomparator = ">="\nshare = "100/100"',
                'group = "cbcc_xa"\nlevel = "so_cap"\ncomparator = ">="\nshare = "70/100"',
            ),
        ),
    ),
    "people who study": World(
        (
            Someone("xa-tan-an", "Công chức", "SC", (*_XA, _XA_BCH), studies="TC"),
            Someone("xa-tan-an", "Công chức", "SC", _XA, studies="TC", class_state="planned"),
            Someone("xa-tan-an", "Công chức", "", _XA, studies="SC"),
            Someone("xa-tan-an", "Công chức", "TC", _XA, studies="TC"),
            Someone("phong-y-te", "Công chức", "SC", (_DEPUTY,), studies="TC"),
            Someone("phong-y-te", "Công chức", "TC", (_HEAD,), studies="CC", class_state="results"),
        )
    ),
}
