"""`cadrebot doctor`: how everything is, and what to do about what is not."""

import asyncio
from dataclasses import asdict

import click

from bot.cli.doctor_zalo import zalo
from bot.cli.frame import config_file, takes_config
from bot.cli.running import print_json
from bot.doctor import Finding, State, examine
from bot.settings import SettingsError, load_settings
from handlers.texts import doctor as words

_COLOURS = {State.OK: "green", State.WARN: "yellow", State.BAD: "red"}


@click.group(invoke_without_command=True)
@takes_config
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Look at settings, tokens, clock, disk, database, webhook, policies. Exit status 1: something does not work."""
    if ctx.invoked_subcommand is not None:
        return
    findings = _findings()
    if as_json:
        print_json({"ok": _all_well(findings), "findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            _print(finding)
    ctx.exit(0 if _all_well(findings) else 1)


doctor.add_command(zalo)


def _findings() -> list[Finding]:
    try:
        settings = load_settings(config_file())
    except SettingsError as error:
        return [Finding("configuration", State.BAD, str(error), words.MEND_SETTINGS)]
    return [Finding("configuration", State.OK, words.SETTINGS_READ), *asyncio.run(examine(settings))]


def _all_well(findings: list[Finding]) -> bool:
    return all(finding.state is not State.BAD for finding in findings)


def _print(finding: Finding) -> None:
    mark = click.style(words.MARKS[finding.state].ljust(6), fg=_COLOURS[finding.state])
    click.echo(f"{mark} {finding.said}")
    if finding.mend:
        click.echo(f"       → {finding.mend}")
