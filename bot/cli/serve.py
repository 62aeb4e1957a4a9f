"""`cadrebot serve`: the main job."""

import click

from bot.cli.frame import takes_config
from bot.cli.running import Unusable, settings
from bot.logs import set_up_logs
from bot.settings import SettingsError
from storage.database import DatabaseUnavailable


@click.command()
@takes_config
@click.option("--verbose", is_flag=True, help="Log every detail.")
def serve(verbose: bool) -> None:
    """Run the assistant until it is told to stop (SIGTERM, or Ctrl-C)."""
    chosen = settings()
    if verbose:
        set_up_logs(verbose)
    from bot.app import run

    try:
        run(chosen)
    except (SettingsError, DatabaseUnavailable) as error:
        raise Unusable(str(error)) from None
    except OSError as error:
        raise Unusable(f"cannot listen on {chosen.web.host}:{chosen.web.port}: {error.strerror}") from None
