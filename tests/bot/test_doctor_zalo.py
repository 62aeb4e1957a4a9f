"""`cadrebot doctor zalo` against the stand-in: what it asks, and what it remembers between its runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from bot.cli.doctor_zalo import examined
from bot.cli.frame import cadrebot
from bot.doctor.zalo import Notes
from tests.bot.zalo import JPEG, settings_for, zalo
from tests.bot.zalo_server import ZaloServer

__all__ = ["zalo"]

NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def answers(server: ZaloServer, notes: Notes, now: datetime, wait: float = 0, burst: int = 0) -> dict[str, str]:
    section = settings_for(server).zalo
    return {seen.question: seen.answer for seen in await examined(section, notes, now, wait, burst)}


async def test_a_round_asks_what_can_be_asked_at_once(zalo: ZaloServer) -> None:
    zalo.longest_poll = 0.02
    person = zalo.person()
    person.says("bí mật")
    person.sends_photo(JPEG)
    zalo.events.repeat_last()
    notes = Notes()
    seen = await answers(zalo, notes, NOW, wait=0.15, burst=3)
    assert "account_name=bot.TroLyTest" in seen["the bot (getMe)"]
    assert seen["its webhook (getWebhookInfo)"] == "error 404"
    assert seen["does getUpdates repeat"] == "3 events, 2 different"
    assert "bí mật" not in str(seen)
    assert (seen["2000 characters"], seen["2001 characters"]) == ("ok", "error 400")
    assert seen["a chat nobody wrote in"] == "error 400"
    assert seen["lifetime of a picture's address"] == "0.0 h: HTTP 200"
    assert seen["quota"].startswith("3 messages in ")
    assert seen["a message 1 days after the last word"] == "not yet due"
    assert notes.chat == person.id


async def test_somebody_is_written_to_once_on_each_of_the_days(zalo: ZaloServer) -> None:
    person = zalo.person()
    zalo.chat(person.id)
    notes = Notes(chat=person.id, last_word=NOW.isoformat())
    await answers(zalo, notes, NOW + timedelta(days=1))
    await answers(zalo, notes, NOW + timedelta(days=1, hours=1))
    zalo.faults.add("too_many", method="sendMessage")
    seen = await answers(zalo, notes, NOW + timedelta(days=8))
    assert [message.text for message in person.messages] == ["doctor: 1 days"]
    assert seen["a message 1 days after the last word"] == "ok, after 1.0 days"
    assert seen["a message 3 days after the last word"].startswith("not asked")
    assert "pause" in seen["a message 7 days after the last word"]
    assert seen["a message 14 days after the last word"] == "not yet due"


async def test_a_quota_shows_by_its_refusal(zalo: ZaloServer) -> None:
    zalo.chat("c1")
    zalo.faults.add("too_many", method="sendMessage", times=None)
    seen = await answers(zalo, Notes(chat="c1"), NOW, burst=5)
    assert "after 0 messages" in seen["quota"]


def test_notes_outlive_the_run(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    Notes(chat="c1", pushes={"1": "ok"}).write(file)
    assert Notes.read(file) == Notes(chat="c1", pushes={"1": "ok"})
    assert file.stat().st_mode & 0o077 == 0


def test_without_a_token_nothing_is_asked(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("")
    run = CliRunner().invoke(cadrebot, ["doctor", "--config", str(config), "zalo"])
    assert run.exit_code == 2
    assert "zalo.token" in run.output
