"""The fast stand-in says what the strict one says, to the same calls."""

import httpx
import pytest

from tests.bot.telegram_server import TelegramServer
from tests.delivery.lean_server import TOKEN, LeanServer

TROUBLES = ("too_many", "server_error", "bad_gateway", "blocked", "deactivated", "chat_not_found", "migrated")


async def said(root: str, calls: int = 1) -> list[tuple[int, object]]:
    """Status and refusal of so many sends to one chat."""
    async with httpx.AsyncClient(verify=False) as http:
        answers = [
            await http.post(f"{root}/bot{TOKEN}/sendMessage", json={"chat_id": 7, "text": "Mai nghỉ học."})
            for _ in range(calls)
        ]
    return [(answer.status_code, {k: v for k, v in answer.json().items() if k != "result"}) for answer in answers]


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_both_refuse_alike(trouble: str) -> None:
    lean = LeanServer()
    port = await lean.start()
    lean.faults.add(trouble)
    async with TelegramServer(any_chat=True) as strict:
        strict.faults.add(trouble)
        assert await said(f"http://127.0.0.1:{port}", 2) == await said(strict.root, 2)
    await lean.stop()


async def test_both_take_as_many_a_second_and_no_more() -> None:
    lean = LeanServer(rate=3)
    port = await lean.start()
    async with TelegramServer(any_chat=True) as strict:
        strict.rates.per_second = 3
        statuses = [status for status, _ in await said(f"http://127.0.0.1:{port}", 5)]
        assert statuses == [status for status, _ in await said(strict.root, 5)] == [200, 200, 200, 429, 429]
    await lean.stop()
    assert [outcome[:5] for _, _, _, outcome in lean.log] == ["taken"] * 3 + ["429 T"] * 2


@pytest.mark.parametrize(("trouble", "arrived"), [("cut_before", False), ("cut_after", True)])
async def test_both_cut_a_connection_before_or_after_the_message_arrived(trouble: str, arrived: bool) -> None:
    lean = LeanServer()
    port = await lean.start()
    lean.faults.add(trouble)
    async with TelegramServer(any_chat=True) as strict:
        strict.faults.add(trouble)
        for root in (f"http://127.0.0.1:{port}", strict.root):
            with pytest.raises(httpx.TransportError):
                await said(root)
        assert bool(strict.sent(7)) == arrived
    await lean.stop()
    assert lean.log[0][3].startswith("taken") == arrived
