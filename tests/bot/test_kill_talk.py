"""The real process, killed while a person of the centre talks with somebody: no word is lost, and none is answered."""

from pathlib import Path

from rules.access import Role
from storage import accounts, links
from storage.ids import new_id
from storage.journal import By
from tests.bot.telegram_server import TelegramServer
from tests.bot.telegram_server.people import Person
from tests.bot.test_kill import config, memory, serving

__all__ = ["config"]
ASKER, STAFF = 7, 8


async def make_staff(config: Path) -> None:
    """A person of the centre, linked to chat 8."""
    async with memory(config) as db, db.transaction() as tx:
        await tx.rows("insert into staff_person (id, code, name) values ('nv01', 'NV01', 'Ngô Thị Lan')")
        await tx.rows(
            "insert into role_grant (id, holder_id, role, granted_at) values ($1, 'nv01', $2, 1)",
            new_id(), Role.STAFF.value,
        )  # fmt: skip
        await accounts.open_account(tx, "telegram", str(STAFF), "Lan", 1)
        [row] = await tx.rows("select id from account where chat = $1", str(STAFF))
        await links.attach(tx, By("operator", 1), row["id"], "nv01")


async def hears(person: Person, words: str) -> str:
    """Read on until something holds these words; the whole of it."""
    while words not in (text := (await person.reads(timeout=30)).text):
        pass
    return text


async def test_what_was_written_while_the_program_was_dead_goes_to_the_person_who_talks(
    telegram: TelegramServer, config: Path
) -> None:
    (config.parent / "data").mkdir()
    await make_staff(config)
    asker, staff = telegram.person(ASKER), telegram.person(STAFF, started=True)
    async with serving(config) as process:
        for words in ("/hoi", "Chứng chỉ bơi lội có cần không?"):
            asker.says(words)
            await asker.reads()
        asker.taps("Gửi câu hỏi")
        await hears(asker, "(số 1)")
        await hears(staff, "Có câu hỏi số 1")
        for label, read in (
            ("Câu hỏi số 1", "hẹn trả lời"), ("Nhận trả lời", "Đã nhận"), ("Nhắn trực tiếp", "Đang trò chuyện"),
        ):  # fmt: skip
            staff.taps(label)
            await hears(staff, read)
        await hears(asker, "Cán bộ Trung tâm đang trả lời")
        process.kill()
        await process.wait()
    asker.says("Tôi hỏi thêm: có cần áo phao không?")
    async with serving(config):
        assert await hears(staff, "Người hỏi") == "Người hỏi (số 1): Tôi hỏi thêm: có cần áo phao không?"
        before = len(asker.messages)
        staff.says("Không cần.")
        assert await hears(asker, "Cán bộ") == "Cán bộ Trung tâm: Không cần."
        assert len(asker.messages) == before + 1
