"""Backup, wipe, restore: whoever asks afterwards gets the same answers."""

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo import cast
from bot.sections import Backup, Database, Files
from bot.settings import Settings
from bot.wiring import copies_of, open_house
from handlers.house import House
from handlers.texts import first_contact
from storage import accounts, consents, links
from storage.backup import make_backup
from storage.clock import to_ms
from storage.journal import By
from storage.places import place_of
from storage.restoring import restore
from tests.handlers.chat import Person

NOW = datetime(2025, 6, 2, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
BY = By("operator", to_ms(NOW))
QUESTIONS: Mapping[cast.DemoPerson, tuple[str, ...]] = {
    cast.LACKS: (
        "Tôi cần học trình độ gì?", "Vì sao?", "/dieukien", "/hoso", "/lop", "/lichhoc", "/tailieu", "/thongbaotoi",
    ),
    cast.STUDYING: ("/status", "/lichhoc", "Kết quả của tôi"),
    cast.OFFICER: ("Việc của đơn vị", "Số người đã liên kết", "Lớp và danh sách cử", "Còn thiếu trình độ"),
    cast.LECTURER: ("Lịch giảng của tôi", "Giờ giảng của tôi"),
    cast.LEADER: ("Chỉ tiêu tới đâu rồi?", "Theo đơn vị", "Danh sách còn thiếu", "Cử đi học"),
    cast.STAFF: ("/tra CL0755", "/thongbao", "/yeucau", "Quản lý lớp", "Sổ cấp giấy, bằng", "Nhu cầu theo nguyện vọng"),
}  # fmt: skip


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings, lambda: NOW) as house:
        yield house


async def link(house: House) -> None:
    for who in QUESTIONS:
        async with house.db.transaction() as tx:
            await accounts.open_account(tx, "telegram", who.code, "", BY.at)
            [account] = await tx.rows("select id from account where chat = $1", who.code)
            [holder] = await tx.rows(
                "select id from cadre where code = $1 union select id from staff_person where code = $1", who.code
            )
            await links.attach(tx, BY, account["id"], holder["id"])
            for purpose in first_contact.PURPOSES:
                await consents.give(tx, BY, account["id"], purpose, first_contact.VERSION)


async def answers(house: House) -> list[str]:
    people = [(Person(house, chat=who.code), asked) for who, asked in QUESTIONS.items()]
    return [await person.says(question) for person, asked in people for question in asked]


async def test_the_same_questions_get_the_same_answers(demo_file: Path, tmp_path: Path, at_once: None) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "copies").mkdir()
    settings = Settings(
        database=Database(url=f"sqlite:///{shutil.copyfile(demo_file, data / 'demo.db')}"),
        files=Files(folder=data / "files"),
        backup=Backup(folder=tmp_path / "copies"),
    )
    copies = copies_of(settings)
    assert copies is not None
    async with opened(settings) as house:
        await link(house)
        kept = await house.files.put(b"a paper")
        async with house.db.transaction() as tx:
            await house.files.keep(tx, kept, BY.at, None)
        made = await make_backup(copies, NOW)
        before = await answers(house)
    shutil.rmtree(data)
    data.mkdir()
    await restore(made.file, "", place_of(settings.database.url), copies.files, NOW)
    async with opened(settings) as house:
        assert await answers(house) == before
        assert await house.files.content(kept.digest) == b"a paper"
    assert len(set(before)) == len(before)
