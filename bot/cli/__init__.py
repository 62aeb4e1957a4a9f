"""The command line. Each command group is a file, imported when its command is called."""

import sys
from io import TextIOWrapper


def main() -> None:
    """The program `cadrebot`."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Where the terminal's letters are not ours, there are marks in their place, not a crash.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from bot import collector

    collector.rest()
    from bot.cli.frame import cadrebot
    from bot.logs import set_up_logs

    set_up_logs()
    cadrebot(prog_name="cadrebot")
