"""A day that was lived through by `benchmarks.mixed_day`, and what is told of it: waits, memory, whatever was lost."""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from storage.database import Database
from tests.delivery.lean_server import Send
from tests.delivery.office import states

NOTICE = "Sáng mai 7 giờ 30 họp tại hội trường."
PEAK_UNTIL = 0.6


@dataclass
class Day:
    """What happened, in seconds of the monotonic clock, which all processes share."""

    begun: float
    seconds: float
    asked: list[tuple[float, int]] = field(default_factory=list)
    """When, in which chat."""
    spans: list[tuple[str, float, float]] = field(default_factory=list)
    """What else went on, from when to when."""
    memory: list[tuple[float, float]] = field(default_factory=list)
    """When, how many MiB the program held."""
    failed: list[str] = field(default_factory=list)

    @contextmanager
    def going_on(self, what: str) -> Iterator[None]:
        """Remember from when to when something went on."""
        begun = time.monotonic()
        yield
        self.spans.append((what, begun, time.monotonic()))


def answers_in(log: Sequence[Send]) -> dict[int, list[float]]:
    """Chat → when an answer reached it."""
    found: dict[int, list[float]] = defaultdict(list)
    for at, chat, text, outcome in log:
        if outcome.startswith("taken") and NOTICE not in text:
            found[chat].append(at)
    return found


def tell_waits(day: Day, log: Sequence[Send]) -> None:
    """How long answers took, by what else went on."""
    answered = {chat: iter(times) for chat, times in answers_in(log).items()}
    waits: dict[str, list[float]] = defaultdict(list)
    for at, chat in day.asked:
        answer = next(answered.get(chat, iter(())), None)
        if answer is not None:
            waits["all day"].append(answer - at)
            for name in _beside(day, at):
                waits[name].append(answer - at)
    sys.stdout.write("| | questions | p50, ms | p99, ms | longest, ms |\n| --- | ---: | ---: | ---: | ---: |\n")
    for name, some in waits.items():
        cuts = quantiles(some, n=100) if len(some) > 1 else some * 99
        sys.stdout.write(
            f"| {name} | {len(some):,} | {cuts[49] * 1e3:.1f} | {cuts[98] * 1e3:.1f} | {max(some) * 1e3:.0f} |\n"
        )
    for name, begun, ended in sorted(day.spans, key=lambda span: span[1]):
        sys.stdout.write(f"{name}: began after {begun - day.begun:.0f} s, took {ended - begun:.1f} s\n")


def _beside(day: Day, at: float) -> list[str]:
    beside = sorted({f"beside {name}" for name, begun, ended in day.spans if begun <= at <= ended})
    peak = at < day.begun + PEAK_UNTIL * day.seconds
    return beside or ["morning peak, nothing beside" if peak else "afternoon, nothing beside"]


def tell_memory(day: Day) -> None:
    """The curve in tenths of the day, and what it grew by after the first fifth."""
    tenths = [
        [mib for at, mib in day.memory if part <= (at - day.begun) / day.seconds * 10 < part + 1] for part in range(10)
    ]
    curve = [median(some) for some in tenths if some]
    sys.stdout.write(f"\nMiB by tenths of the day: {' '.join(f'{mib:.0f}' for mib in curve)}\n")
    sys.stdout.write(
        f"most {max(mib for _, mib in day.memory):.0f}; from the fourth tenth (the notice over or under way)"
    )
    sys.stdout.write(f" to the last {curve[-1] - curve[min(3, len(curve) - 1)]:+.1f}\n")


async def tell_lost(day: Day, log: Sequence[Send], db: Database, people: int) -> bool:
    """What was not answered or sent once, and what failed; whether there is nothing of it."""
    asked, answered = Counter(chat for _, chat in day.asked), answers_in(log)
    missing = sum(max(0, count - len(answered.get(chat, ()))) for chat, count in asked.items())
    double = sum(max(0, len(times) - asked[chat]) for chat, times in answered.items())
    inbox = {row["state"]: row["n"] for row in await db.rows("select state, count(*) as n from inbox group by state")}
    noticed = Counter(chat for _, chat, text, outcome in log if outcome.startswith("taken") and NOTICE in text)
    refused = sum(outcome.startswith("429") for _, _, _, outcome in log)
    told = [
        ("questions", len(day.asked), True), ("not answered", missing, missing == 0),
        ("answered once too often", double, double == 0), ("inbox", inbox, set(inbox) == {"answered"}),
        ("notice arrived at", len(noticed), len(noticed) == people),
        ("notice arrived twice at", sum(n > 1 for n in noticed.values()), max(noticed.values(), default=0) <= 1),
        ("ledger", dict(await states(db)), set(await states(db)) == {"sent"}), ("refused (429)", refused, refused == 0),
        ("commands that failed", day.failed or 0, not day.failed),
    ]  # fmt: skip
    for name, value, is_well in told:
        sys.stdout.write(f"{name}: {value}{'' if is_well else '   <- NOT WELL'}\n")
    return all(is_well for _, _, is_well in told)
