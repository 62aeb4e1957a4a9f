"""The command line. Each command group is a file, imported when its command is called."""

import sys


def main() -> None:
    """The program `cadrebot`."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Vietnamese letters gets marks in their place, not a crash.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    from bot.cli.frame import cadrebot
    from bot.logs import set_up_logs

    set_up_logs()
    cadrebot(prog_name="cadrebot")
