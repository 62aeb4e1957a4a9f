"""`cadrebot bundle`: what a machine without internet needs."""

from pathlib import Path
from typing import get_args

import click

from bot.bundle.packing import NotPacked, Target, pack
from bot.bundle.wheels import System, own_python
from bot.cli.frame import takes_config
from bot.cli.running import Refused, say


@click.command()
@takes_config
@click.option("--for", "system", type=click.Choice(get_args(System)), default="this", help="Where it is to run.")
@click.option("--python", "version", default=own_python(), show_default=True, metavar="3.X", help="Its Python.")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def bundle(out: Path, system: System, version: str) -> None:
    """Pack all that a machine without internet needs into OUT.zip: unpack it there and run setup.sh or setup.bat."""
    if out.suffix.lower() != ".zip":
        raise click.UsageError(f"{out} does not end in .zip")
    try:
        packages = pack(out, Target(system, version))
    except NotPacked as error:
        raise Refused(str(error)) from None
    say(f"Written: {out}, {packages} packages, {out.stat().st_size / 1e6:.0f} MB.")
