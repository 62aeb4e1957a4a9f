"""How long the picture of the targets takes, beside a headless browser that shoots the same words and bars as a page.

The first picture of a process carries the import of what draws; the ones after it do not. Each first one is made in a
process of its own. Beside one that is drawn off the event loop a task measures the longest time it was not let in.

Run: python -m benchmarks.pictures [--rounds 5] [--runs 15]
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from html import escape
from importlib import resources
from pathlib import Path
from statistics import median

from handlers.files.target_picture import Bar, PictureData, draw, picture_data
from handlers.texts.targets import Counted
from rules.policy import parse_policy
from rules.summary import Summary
from rules.targets import Figure, needed_for, satisfies

DAY = date(2025, 5, 15)
ROWS = ((39, 41, 2), (31, 33, 1), (54, 60, 3), (205, 236, 12), (331, 352, 14), (262, 301, 20))
"""Who meets each target of the document, all there are, and who studies for it."""


def sample() -> PictureData:
    """The picture of the leader's summary as the sample texts have it."""
    text = (resources.files("policies") / "cang-long-2025.toml").read_text(encoding="utf-8")
    policy = parse_policy(text, "cang-long-2025.toml")
    figures = tuple(
        Figure(
            target.id, target.group, target.level, target.comparator, target.share, total, met, studying,
            needed_for(met, total, target.comparator, target.share), Fraction(met, total),
            satisfies(Fraction(met, total), target.comparator, target.share),
        )
        for target, (met, total, studying) in zip(policy.targets, ROWS, strict=True)
    )  # fmt: skip
    return picture_data(policy, Summary(DAY, figures, 50, 0), Counted(DAY, DAY))


def page(data: PictureData) -> str:
    """The same words and bars as a page of the web."""
    bars = "".join(_row(bar) for section in data.sections for bar in section.bars)
    words = (data.title, *data.of_whom, data.headline, *data.conclusions, data.dated, *data.notes)
    return f"<body style='width:360px;font:14px Noto Sans'>{''.join(f'<p>{escape(each)}' for each in words)}{bars}"


def _row(bar: Bar) -> str:
    share = float((bar.held or 0) * 100)
    return (
        f"<h4>{escape(bar.name)} {bar.percent}</h4><div style='background:#ddd'>"
        f"<div style='background:#1d4f8c;height:12px;width:{share:.1f}%'></div></div>"
        f"<p>{bar.count} {escape(bar.state)}, {escape(bar.asked)}"
    )


def first() -> None:
    """The first picture of this process: print its milliseconds, those of the import in it, and the MiB it added."""
    data, before = sample(), resident_mib()
    begun = time.perf_counter()
    import PIL.Image
    import PIL.ImageDraw
    import PIL.ImageFont  # noqa: F401

    imported = time.perf_counter()
    draw(data)
    done = time.perf_counter()
    sys.stdout.write(json.dumps([(done - begun) * 1000, (imported - begun) * 1000, resident_mib() - before]))


def resident_mib() -> float:
    """Resident memory now; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


async def longest_gap(data: PictureData) -> float:
    """The longest time, in milliseconds, that the event loop let nobody in while a picture was drawn beside it."""
    drawing = asyncio.create_task(asyncio.to_thread(draw, data))
    gap, last = 0.0, time.perf_counter()
    while not drawing.done():
        await asyncio.sleep(0)
        gap, last = max(gap, time.perf_counter() - last), time.perf_counter()
    return gap * 1000


def browser(data: PictureData, rounds: int, runs: int) -> tuple[float, float]:
    """Milliseconds of a headless browser: started for one picture, and of one that is kept running."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import ARGUMENTS, CHROMIUM

    content, cold = page(data), list[float]()
    with sync_playwright() as playwright:
        for _ in range(rounds):
            begun = time.perf_counter()
            running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            shown = running.new_page(viewport={"width": 390, "height": 760}, device_scale_factor=1080 / 390)

            def shoot(shown: object = shown) -> None:
                shown.set_content(content)  # type: ignore[attr-defined]
                shown.screenshot(full_page=True)  # type: ignore[attr-defined]

            shoot()
            cold.append((time.perf_counter() - begun) * 1000)
            warm = timed(shoot, runs)
            running.close()
    return median(cold), warm


def timed(work: Callable[[], object], runs: int) -> float:
    """The median of its milliseconds."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--first", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.first:
        first()
        return
    data = sample()
    command = [sys.executable, "-m", "benchmarks.pictures", "--first"]
    made = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(options.rounds)]
    whole, imports, added = (median(values) for values in zip(*made, strict=True))
    cold, warm = browser(data, options.rounds, options.runs)
    gaps = [asyncio.run(longest_gap(data)) for _ in range(options.runs)]
    sys.stdout.write(
        f"first picture of a process {whole:7.0f} ms, {imports:.0f} of them importing, {added:.0f} MiB\n"
        f"next ones                  {timed(lambda: draw(data), options.runs):7.0f} ms, {len(draw(data)):,} bytes\n"
        f"longest gap of the loop    {median(gaps):7.0f} ms, at worst {max(gaps):.0f}\n"
        f"browser, started for one   {cold:7.0f} ms\n"
        f"browser, kept running      {warm:7.0f} ms\n"
    )


if __name__ == "__main__":
    main()
