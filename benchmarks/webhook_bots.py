"""The bots that `benchmarks.webhook` compares, each run in a process of its own."""

import asyncio
import logging
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.posting import PATH
from benchmarks.webhook import pin
from tests.bot.conftest import SECRET
from tests.bot.telegram_server.server import TOKEN


def cadrebot(port: int, messenger: int, url: str) -> None:
    """The program as `serve` runs it, its send limit out of the way: the messenger here takes any number."""
    from bot.app import run
    from bot.logs import set_up_logs
    from bot.sections import Database, Telegram, Web
    from bot.settings import Settings

    set_up_logs()
    telegram = Telegram(
        enabled=True,
        token=TOKEN,
        base_url=f"http://127.0.0.1:{messenger}/bot",
        webhook_secret=SECRET,
    ).model_copy(update={"mode": "webhook", "webhook_url": f"http://127.0.0.1:{port}{PATH}", "rate": 100_000})
    settings = Settings(database=Database(url=url), web=Web(port=port))
    run(settings.model_copy(update={"telegram": telegram}))


def bare(port: int, messenger: int) -> None:
    """The library's example of a custom webhook: Starlette before its queue, its own HTTP client behind."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route
    from telegram import Update
    from telegram.ext import Application, ContextTypes, TypeHandler

    application = Application.builder().token(TOKEN).base_url(f"http://127.0.0.1:{messenger}/bot").updater(None).build()

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    async def telegram(request: Request) -> Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    async def run() -> None:
        application.add_handler(TypeHandler(Update, echo))
        app = Starlette(routes=[Route(PATH, telegram, methods=["POST"])])
        server = uvicorn.Server(
            uvicorn.Config(app, port=port, host="127.0.0.1", log_config=None, access_log=False, timeout_keep_alive=75)
        )
        async with application:
            await application.start()
            serving = asyncio.create_task(server.serve())
            while not server.started:  # noqa: ASYNC110 — uvicorn has no event for it
                await asyncio.sleep(0.005)
            sys.stderr.write("ready\n")
            sys.stderr.flush()
            await serving
            await application.stop()

    logging.basicConfig(level=logging.WARNING)
    asyncio.run(run())


async def fill(path: Path, chats: int) -> None:
    """A district whose people are linked to the chats from 1 on."""
    from handlers.texts import first_contact
    from storage import accounts, cadre_writes, consents, units
    from storage.clock import now_ms
    from storage.database import open_database
    from storage.journal import By
    from tests.handlers import roster

    by = By("operator", now_ms())
    db = await open_database(f"sqlite:///{path}?synchronous=off")
    async with db.transaction() as tx:
        await units.save(tx, roster.UNITS)
        # One person a chat: somebody who went from one of a hundred chats to the next would have each use written down.
        people = [replace(roster.CADRES[n % len(roster.CADRES)], id=f"b{n}", code=f"B{n}") for n in range(1, chats + 1)]
        await cadre_writes.save(tx, by, "import", [None] * chats, people)
        for chat, person in enumerate(people, 1):
            await accounts.open_account(tx, "telegram", str(chat), "Minh", 1)
            rows = await tx.rows("select id from account where channel = 'telegram' and chat = $1", str(chat))
            await tx.rows(
                "update account set holder_id = $1, linked_at = 1 where id = $2",
                person.id,
                rows[0]["id"],
            )
            for purpose in first_contact.PURPOSES:
                await consents.give(tx, by, rows[0]["id"], purpose, first_contact.VERSION)
    await db.close()


def main() -> None:
    """`fill FILE CHATS`, or `cadrebot|free|bare PORT MESSENGER URL`; a free one is kept on no core."""
    if len(sys.argv) == 1:
        return  # nothing to compare here
    kind, *rest = sys.argv[1:]
    if kind == "fill":
        asyncio.run(fill(Path(rest[0]), int(rest[1])))
        return
    if kind != "free":
        pin(0)
    if kind == "bare":
        bare(int(rest[0]), int(rest[1]))
    else:
        cadrebot(int(rest[0]), int(rest[1]), rest[2])


main()
