"""Runs the server as its own process: `python -m tests.bot.telegram_server --port 8081 --limit 30`."""

import argparse
import asyncio
import sys

from tests.bot.telegram_server.server import TOKEN, TelegramServer


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="telegram_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one; it is told on standard output")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--limit", type=int, default=None, help="messages a second; off by default")
    parser.add_argument("--variant", choices=("A", "B"), default="A", help="B: one too many shuts the token out")
    parser.add_argument("--block-seconds", type=float, default=5.0)
    parser.add_argument("--per-chat", type=int, default=None, help="messages a second to one chat")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--any-chat", action="store_true", help="every positive id once wrote to the bot")
    parser.add_argument("--loopback-webhook", action="store_true", help="allow http to this machine")
    parser.add_argument("--forget-calls", action="store_true", help="keep no log of calls")
    parser.add_argument("--check-answers", action="store_true", help="hold answers to the description (slower)")
    return parser.parse_args()


async def _run(given: argparse.Namespace) -> None:
    server = TelegramServer(
        token=given.token, latency=given.latency_ms / 1000, seed=given.seed, any_chat=given.any_chat
    )
    server.rates.per_second = given.limit
    server.rates.variant = given.variant
    server.rates.block_seconds = given.block_seconds
    server.rates.per_chat_second = given.per_chat
    server.webhook.loopback_allowed = given.loopback_webhook
    server.keep_calls = not given.forget_calls
    server.check_answers = given.check_answers
    await server.start(given.port)
    sys.stdout.write(f"{server.root}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def _main() -> None:
    try:
        import uvloop
    except ImportError:
        runner = asyncio.Runner()
    else:
        runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
    with runner:
        try:
            runner.run(_run(_arguments()))
        except KeyboardInterrupt:
            sys.exit(0)


_main()
