"""An office's folder with a database of its own, in which the command is run as a clerk would."""

import json
import os
import re
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bot.cli.frame import cadrebot

PLACE = re.compile(r'^- Trang "(.+?)", dòng (\d+), cột ([A-Z]+):', re.MULTILINE)
COUNTS = re.compile(r"^Mới: (\d+)\. Thay đổi: (\d+)\. Không đổi: (\d+)\.", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def places(self) -> set[tuple[str, int, str]]:
        """Sheet, row and column of every problem that was named."""
        return {(sheet, int(row), column) for sheet, row, column in PLACE.findall(self.out)}

    @property
    def counts(self) -> tuple[int, int, int]:
        """New, changed, unchanged people of an import."""
        new, changed, unchanged = COUNTS.findall(self.out)[-1]
        return int(new), int(changed), int(unchanged)


@dataclass(frozen=True)
class Office:
    folder: Path

    def run(self, *words: str | Path, typed: str = "", **settings: str) -> Run:
        """Run the command in the folder; TYPED goes to its input, SETTINGS are environment variables."""
        unset = dict.fromkeys(key for key in os.environ if key.startswith("CADREBOT_"))
        with chdir(self.folder):
            # In this process: a new one would spend more on its start than on the work.
            done = CliRunner().invoke(
                cadrebot, [*map(str, words)], typed, {**unset, **settings}, catch_exceptions=False
            )
        return Run(done.exit_code, done.stdout, done.stderr)

    def take_in(self, file: Path, *options: str) -> Run:
        return self.run("import", "roster", file, "--yes", *options)

    def figures(self) -> Any:
        return self.run("targets", "--json").json
