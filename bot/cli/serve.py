"""`cadrebot serve`: the main job."""

import click

from bot.cli.frame import takes_config
from bot.cli.running import Unusable, in_words, settings
from bot.logs import set_up_logs
from storage.trouble import trouble_of


@click.command()
@takes_config
@click.option("--verbose", is_flag=True, help="Log every detail.")
def serve(verbose: bool) -> None:
    """Run the assistant until it is told to stop (SIGTERM, or Ctrl-C)."""
    chosen = settings()
    if verbose:
        set_up_logs(verbose)
    from bot.app import run

    with in_words():
        try:
            run(chosen)
        except OSError as error:
            if trouble_of(error) is not None:
                raise
            raise Unusable(f"cannot listen on {chosen.web.host}:{chosen.web.port}: {error.strerror}") from None
