"""Arguments of every command: whatever is typed, it ends in a status of its own, a refusal in words and no trace."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cli.frame import cadrebot
from tests.fuzz.altered import Changes, altered, changes
from tests.fuzz.amounts import examples
from tests.fuzz.stored import OPENING, stored_in
from tests.fuzz.strategies import text
from tests.fuzz.test_settings import SECRET, SET

LEFT_OUT = {"serve", "demo", "chat", "setup", "bundle", "doctor", "jobs", "restore"}
"""Go on until they are stopped, ask at the terminal, look at the machine or the internet; restore: with the copies."""
FILES = ("a.xlsx", "a.toml", "a.db", "folder", "missing.xlsx", "", "/dev/null", "folder/none/x.json", "x" * 300)
URLS = ("sqlite:///a.db", "sqlite:///folder", "sqlite:///none.db", "sqlite:///", "postgresql://", "x", "sqlite://a@b/c")
PLAIN = (
    "CB001",
    "-1",
    "0",
    "1",
    "9" * 30,
    "2025-06-02",
    "2025-02-30",
    "0001-01-01",
    "9999-12-31",
    "xã Tân An",
    "--",
    "-",
)
Command = tuple[tuple[str, ...], click.Command]
typed = st.sampled_from(PLAIN) | text.filter(lambda value: "\0" not in value)


def commands(command: click.Command = cadrebot, path: tuple[str, ...] = ()) -> Iterator[Command]:
    """Every command that comes to an end by itself, by the words that call it."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    within = click.Context(command)
    for name in command.list_commands(within):
        below = command.get_command(within, name)
        if below is not None and name not in LEFT_OUT:
            yield from commands(below, (*path, name))


def said_to(param: click.Parameter) -> st.SearchStrategy[list[str]]:
    """What somebody gives for an argument or an option: mostly of its kind, or not at all."""
    if isinstance(param, click.Option) and param.is_flag:
        return st.sampled_from([[], [param.opts[0]]])
    value = typed
    if isinstance(param.type, click.Path):
        value = st.sampled_from(FILES)
    elif isinstance(param.type, click.Choice):
        value = st.sampled_from([*map(str, param.type.choices), "x"])
    elif param.name in ("source", "goal"):
        value = st.sampled_from(URLS)
    named = [param.opts[0]] if isinstance(param, click.Option) else []
    given = value.map(lambda one: [*named, one])
    return given if param.required else st.just([]) | given


def call_of(command: Command) -> st.SearchStrategy[list[str]]:
    path, called = command
    given = [said_to(param) for param in called.params if param.name != "config"]
    return st.tuples(*given).map(lambda parts: [*path, *(one for part in parts for one in part)])


@pytest.fixture
def machine(database_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory with a house in it, and files that are none of ours."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    for name in FILES[:3]:
        (tmp_path / name).write_bytes(b"\x00\xff\xfe[no file of ours")
    shutil.copyfile(database_file, tmp_path / "district.db")
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///district.db?synchronous=off")


@pytest.mark.usefixtures("machine")
@examples(6, one_in=4)
@given(args=st.sampled_from(list(commands())).flatmap(call_of))
@example(args=["undo", "import", "9" * 30])
def test_whatever_stands_behind_a_command_it_ends_in_words_or_is_refused_without_a_trace(args: list[str]) -> None:
    runs(args)


@pytest.mark.usefixtures("machine")
@examples(4, one_in=4)
@given(args=st.sampled_from(list(commands())).flatmap(call_of), changed=changes)
def test_a_command_by_settings_that_are_refused_leaves_no_trace(args: list[str], changed: Changes) -> None:
    Path("config.toml").write_text(altered(SET, changed), encoding="utf-8", errors="surrogatepass")
    runs(args)


def runs(args: list[str]) -> None:
    """Run a command: it ends in a status of its own, and where that is no good one, in words and without a trace."""
    before = stored_in(Path("district.db"), *OPENING)
    done = CliRunner().invoke(cadrebot, args)
    assert done.exception is None or isinstance(done.exception, SystemExit), (args, done.exception)
    assert done.exit_code in (0, 1, 2)
    assert "Traceback" not in done.output
    if done.exit_code:
        assert done.output.strip()
        assert SECRET not in done.output
        assert stored_in(Path("district.db"), *OPENING) == before, args
