"""`python -m benchmarks.soak.program OFFSET WEBHOOK --config FILE serve`: the program with a clock that can be moved.

OFFSET is the file that says how far its clock is off; WEBHOOK the address that Telegram is told to call, in plain http
as real settings refuse it, or nothing for polling. The program is patched from outside, in this process alone.
"""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import bot.app
import bot.wiring
from benchmarks.soak import stacks
from benchmarks.soak.clock import Offset
from bot.cli import main
from bot.settings import Settings


def move_clock(offset: Offset) -> None:
    """Let the house's clock, and the machine's where it orders what came in, run by the offset."""
    real, real_ns = time.time, time.time_ns

    def clock_of(timezone: str) -> Callable[[], datetime]:
        zone = ZoneInfo(timezone)
        return lambda: datetime.now(zone) + timedelta(seconds=offset.seconds)

    bot.wiring.machine_clock = clock_of
    time.time = lambda: real() + offset.seconds
    time.time_ns = lambda: real_ns() + int(offset.seconds * 1e9)


def call_by_webhook(url: str) -> None:
    """Have Telegram told to call this address, whatever the settings say."""
    run = bot.app.run

    def run_called(settings: Settings, demo: Callable[[int], None] | None = None) -> None:
        telegram = settings.telegram.model_copy(update={"mode": "webhook", "webhook_url": url})
        run(settings.model_copy(update={"telegram": telegram}), demo)

    bot.app.run = run_called


if __name__ == "__main__":
    move_clock(Offset(Path(sys.argv[1])))
    if sys.argv[2]:
        call_by_webhook(sys.argv[2])
    del sys.argv[1:3]
    stacks.print_on_demand()
    main()
