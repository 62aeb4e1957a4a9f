"""The frame of the command line: the lists of commands, each imported when it is called."""

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

_CONFIG = "bot.cli.config"

COMMANDS: Final = {
    "serve": ("bot.cli.serve:serve", "Run the assistant: channels, messages, jobs."),
    "setup": ("bot.cli.setup:setup", "Set the assistant up, page by page, in the browser."),
    "doctor": ("bot.cli.doctor:doctor", "Look at everything the assistant needs, and say what to do."),
    "bundle": ("bot.cli.bundle:bundle", "Pack all that a machine without internet needs."),
    "backup": ("bot.cli.backup:backup", "Write a backup of everything to one file."),
    "restore": ("bot.cli.backup:restore", "Put a backup in the place of the database."),
    "migrate-database": ("bot.cli.moving:migrate_database", "Move everything to another database, of either engine."),
    "demo": ("bot.cli.demo:demo", "Make or open the demonstration's world and talk with its assistant."),
    "chat": ("bot.cli.chat:chat", "Talk with the assistant in this terminal, as a person of the roster."),
    "ask": ("bot.cli.ask:ask", "Ask one question as a person of the roster."),
    "understand": ("bot.cli.understand:understand", "What typed questions are taken for: JSON lines in and out."),
    "show": ("bot.cli.show:show", "What one person's posts require, what they hold, and why."),
    "targets": ("bot.cli.targets:targets", "How far each target is."),
    "papers": ("bot.cli.papers:papers", "The reports for leaders, as Word or Excel files."),
    "recount": ("bot.cli.recount:recount", "Count the kept figures of the targets anew, or see that they hold."),
    "snapshots": ("bot.cli.snapshots:list_snapshots", "The figures frozen at the end of each month."),
    "snapshot": ("bot.cli.snapshots:snapshot", "One month's frozen figures, and whether the day still gives them."),
    "plan": ("bot.cli.plan:plan", "Whom to send to which class, with the fewest places that reach all targets."),
    "import": ("bot.cli.files:import_", "Read a roster, classes, sessions, lecturers or lists into the database."),
    "template": ("bot.cli.files:template", "Write an empty form."),
    "export": ("bot.cli.files:export", "Write the roster to a file that can be edited and read back."),
    "records": ("bot.cli.records:records", "What does not go together in records and classes, and what would mend it."),
    "reorganise": ("bot.cli.reorganising:reorganise", "Merge, split or rename units on a day; --dry-run shows it."),
    "undo": ("bot.cli.files:undo", "Take an import back."),
    "invite": ("bot.cli.invite:invite", "Linking codes, for one person or a unit's slips."),
    "user": ("bot.cli.user:user", "Roles: who is officer, staff, leader, admin."),
    "privacy": ("bot.cli.privacy:privacy", "One person's data as files, erasing a person, the page to publish."),
    "account": ("bot.cli.account:account", "Link chats to people, when moving from another system."),
    "jobs": ("bot.cli.jobs:jobs", "What happens by the clock: last run, next run; run one now."),
    "send": ("bot.cli.notices:send", "Send a notice to many people, without a second person's approval."),
    "notices": ("bot.cli.notices:list_notices", "The last notices, and how far each is."),
    "notice": ("bot.cli.notices:notice", "What became of one notice, person by person."),
}
"""Every command: where it is, and what --help says of it. Listing them imports none of them."""


class Commands(click.Group):
    """The commands of a table: name → (module and name, summary)."""

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return None
        module, _, name = self.table[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in self.table.items()])


NUMBER = click.IntRange(1, 2**63 - 1)
"""The number of an import, a notice and the like: no greater one fits a table."""


def _remember(ctx: click.Context, _: click.Parameter, file: Path | None) -> None:
    if file is not None:
        ctx.meta[_CONFIG] = file


def takes_config(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option --config. It may stand before a subcommand or after it; the later one counts."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember,
        metavar="FILE",
        help="Settings file; without it config.toml of this directory, if there is one.",
    )(function)


def config_file() -> Path | None:
    """The file that --config named on the command line."""
    file = click.get_current_context().meta.get(_CONFIG)
    assert file is None or isinstance(file, Path)
    return file


@click.group(
    cls=Commands, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="cadrebot")
@takes_config
def cadrebot() -> None:
    """A chat assistant for a political-theory training centre.

    Exit status: 0 done, 1 refused by the data, 2 wrong usage or settings.
    """
