"""The figures for whoever watches over the program: with a token, on an address of their own, or not at all."""

import sqlite3
from dataclasses import replace
from typing import cast

import httpx

from bot.metrics import Metrics as FiguresOfAll
from bot.sections import Metrics
from handlers.house import House
from rules.notices import NoticeKind
from storage import notices, outbox
from storage.clock import to_ms
from storage.database import Database
from storage.journal import By
from storage.notices import Draft
from tests.bot.conftest import free_port, running
from tests.bot.web_page import Page, web_settings


def figures(text: str) -> dict[str, float]:
    """Each line by its name and labels."""
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


async def test_with_the_token_one_reads_what_came_in_and_what_waits(house: House) -> None:
    settings = web_settings().model_copy(update={"metrics": Metrics.model_validate({"token": "a-secret"})})
    async with house.db.transaction() as tx:
        await outbox.add(tx, "telegram", "1", "{}", 2**45)
    async with running(settings, house) as app, Page(app) as page:
        await page.enters()
        await page.says("/help")
        await app.idle()
        given = figures((await page.http.get("/metrics", headers={"Authorization": "Bearer a-secret"})).text)
        assert given['cadrebot_updates_total{channel="web"}'] == 2
        assert given['cadrebot_replies_total{channel="web"}'] == 2
        assert given['cadrebot_outbox{channel="telegram",state="waiting"}'] == 1
        assert given['cadrebot_outbox{channel="web",state="failed"}'] == 0
        assert given['cadrebot_lag_seconds{channel="web"}'] == 0
        for wrong in ("", "Bearer x", "Bearer ă"):
            headers = {b"Authorization": wrong.encode()}
            assert (await page.http.get("/metrics", headers=headers)).status_code == 404


async def test_on_their_own_address_they_are_alone(house: House) -> None:
    port = free_port()
    settings = web_settings().model_copy(update={"metrics": Metrics(port=port)})
    async with running(settings, house) as app, Page(app) as page:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", verify=False) as watcher:
            assert "cadrebot_updates_total" in (await watcher.get("/metrics")).text
            assert (await watcher.get("/api/me")).status_code == 404
        assert (await page.http.get("/metrics")).status_code == 404


async def test_while_the_database_cannot_be_asked_there_are_none(house: House) -> None:
    class Broken:
        errors = (sqlite3.Error,)

        async def rows(self, sql: str, *args: object) -> list[object]:
            raise sqlite3.OperationalError("disk I/O error")

    app = FiguresOfAll(replace(house, db=cast("Database", Broken())), {}).app()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot", verify=False) as watcher:
        assert (await watcher.get("/metrics")).status_code == 503


async def test_without_a_setting_there_are_none(page: Page) -> None:
    assert (await page.http.get("/metrics")).status_code == 404


async def test_the_ledger_is_told_by_state_and_by_reason(house: House) -> None:
    settings = web_settings().model_copy(update={"metrics": Metrics.model_validate({"token": "a-secret"})})
    now = to_ms(house.clock())
    async with house.db.transaction() as tx:
        notice = await notices.create_draft(tx, By("operator", now), Draft(NoticeKind.OTHER, "Kính gửi", "everyone"))
        await tx.rows("update notice set state = 'paused' where id = $1", notice.id)
        await tx.run_many(
            "insert into delivery (notice_id, holder_id, channel, chat, rest, fields, state, reason, attempts, due_at,"
            " chased) values ($1, $2, 'telegram', '1', '[]', '{}', $3, $4, 0, $5, 0)",
            [(notice.id, "a", "failed", "chat closed", now), (notice.id, "b", "waiting", "", now)],
        )
    async with running(settings, house) as app, Page(app) as page:
        given = figures((await page.http.get("/metrics", headers={"Authorization": "Bearer a-secret"})).text)
    assert given['cadrebot_deliveries{channel="telegram",state="waiting"}'] == 1
    assert given['cadrebot_delivery_failures{channel="telegram",reason="chat closed"}'] == 1
    assert given['cadrebot_deliveries{channel="web",state="sent"}'] == 0
    assert given['cadrebot_ledger_lag_seconds{channel="web"}'] == 0
    assert given['cadrebot_too_many_total{channel="web"}'] == 0
