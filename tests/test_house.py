"""The house rules that no linter knows: where Vietnamese may stand, what is not portable, how long things may be."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from importlinter.api import read_configuration

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage", "rules")

VIETNAMESE = re.compile("[À-ỹ]")
SPEAKS_VIETNAMESE = ("handlers/texts/", "handlers/understanding/", "handlers/files/", "bot/demo/", "rules/")
"""Sentences for people, phrases to recognise, headings of the form, the invented district, and the names of things."""
ALSO_SPEAKS = ("handlers/messages.py", "handlers/table")
"""The word for the way home, and the summaries of the commands beside their names."""

POSIX_ONLY = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty", "uvloop"}
POSIX_CALLS = {"add_signal_handler", "chown", "fchmod", "fork", "geteuid", "getuid", "killpg", "mkfifo", "setsid"}
GUARDS = ("ImportError", "NotImplementedError", "platform")
"""Words that show that another way was thought of."""

LONGEST_FUNCTION = 50
LONGEST_FILE = 400


@dataclass(frozen=True)
class Module:
    place: str
    source: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [node for node in self.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    @property
    def texts(self) -> Iterator[str]:
        """The strings that are not documentation."""
        documentation = {id(node.value) for node in self.nodes if isinstance(node, ast.Expr)}
        for node in self.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
                yield node.value

    @property
    def imported(self) -> set[str]:
        plain = {
            each.name.partition(".")[0] for node in self.nodes if isinstance(node, ast.Import) for each in node.names
        }
        return plain | {str(node.module).partition(".")[0] for node in self.nodes if isinstance(node, ast.ImportFrom)}

    @property
    def used(self) -> set[str]:
        return {node.attr for node in self.nodes if isinstance(node, ast.Attribute)}


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    sources = [(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files]
    return [Module(place, source, ast.parse(source)) for place, source in sources]


def test_vietnamese_stands_only_where_it_belongs(modules: list[Module]) -> None:
    elsewhere = [module for module in modules if not module.place.startswith((*SPEAKS_VIETNAMESE, *ALSO_SPEAKS))]
    read = [module for module in elsewhere if VIETNAMESE.search(module.source)]
    assert not [(module.place, text) for module in read for text in module.texts if VIETNAMESE.search(text)]


def test_no_module_needs_posix(modules: list[Module]) -> None:
    named = [m for m in modules if any(word in m.source for word in POSIX_ONLY | POSIX_CALLS)]
    bound = [m for m in named if m.imported & POSIX_ONLY or m.used & POSIX_CALLS]
    assert not [m.place for m in bound if not any(word in m.source for word in GUARDS)]


def test_files_stay_short(modules: list[Module]) -> None:
    assert not [m.place for m in modules if m.source.count("\n") > LONGEST_FILE]


def test_functions_stay_short(modules: list[Module]) -> None:
    assert not [(m.place, f.name, length(f)) for m in modules for f in m.functions if length(f) > LONGEST_FUNCTION]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or 0) - first.lineno + 1


def test_every_module_says_in_a_line_what_it_is(modules: list[Module]) -> None:
    assert not [m.place for m in modules if not ast.get_docstring(m.tree)]


def test_the_directions_of_imports_are_written_down_for_the_linter() -> None:
    contracts = read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert tuple(layers) == ROOMS


def test_the_lock_names_hashes_and_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index" not in lock
    pinned = re.findall(r"^[A-Za-z0-9._-]+==.*(?:\n    .*)*", lock, re.MULTILINE)
    assert len(pinned) > 30
    assert all("--hash=sha256:" in block for block in pinned)
