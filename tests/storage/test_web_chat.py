"""The messages of the web chat: numbered without a gap in their order, written once, changed under a greater number."""

import asyncio

from storage import web_chat, web_sessions
from storage.database import Database, open_database
from storage.web_chat import KeptFile, Words

WORDS = Words("**Chào** đồng chí", ((("Có", "yes:1"), ("Không", "no")), (("Về đầu", "home"),)))


async def new_chat(db: Database) -> str:
    async with db.transaction() as tx:
        return await web_sessions.new_chat(tx, "", 1)


async def add(db: Database, chat: str, message_id: str, words: Words = WORDS, at: int = 5) -> int | None:
    async with db.transaction() as tx:
        return await web_chat.add(tx, message_id, chat, "assistant", words, at)


async def test_a_message_is_read_as_it_was_written(db: Database) -> None:
    chat = await new_chat(db)
    words = Words("x", WORDS.buttons, (KeptFile("ảnh.png", "d1", 7, True), KeptFile("a.pdf", "d2", 0, False)))
    seq = await add(db, chat, "m1", words)
    [read] = await web_chat.after(db, chat, 0)
    assert (read.id, read.chat, read.seq, read.author, read.words, read.at) == ("m1", chat, seq, "assistant", words, 5)
    assert await web_chat.by_id(db, chat, "m1") == read
    assert await web_chat.by_id(db, "another", "m1") is None


async def test_the_same_id_is_written_once(db: Database) -> None:
    chat = await new_chat(db)
    assert await add(db, chat, "m1") is not None
    assert await add(db, chat, "m1", Words("other")) is None
    assert [m.words for m in await web_chat.after(db, chat, 0)] == [WORDS]


async def test_a_changed_message_is_news_and_keeps_its_instant(db: Database) -> None:
    chat = await new_chat(db)
    first, second = await add(db, chat, "m1", at=1), await add(db, chat, "m2", at=2)
    async with db.transaction() as tx:
        changed = await web_chat.change(tx, chat, "m1", Words("new"))
    assert first is not None
    assert second is not None
    assert changed is not None
    assert first < second < changed
    assert [(m.id, m.words.text, m.at) for m in await web_chat.after(db, chat, second)] == [("m1", "new", 1)]


async def test_only_words_of_the_assistant_in_the_same_chat_are_changed(db: Database) -> None:
    chat, other = await new_chat(db), await new_chat(db)
    async with db.transaction() as tx:
        await web_chat.add(tx, "mine", chat, "person", WORDS, 1)
        assert await web_chat.change(tx, chat, "mine", Words("x")) is None
        await web_chat.add(tx, "theirs", other, "assistant", WORDS, 1)
        assert await web_chat.change(tx, chat, "theirs", Words("x")) is None


async def test_numbers_appear_in_their_order_whoever_writes(db: Database, url: str) -> None:
    chat = await new_chat(db)
    other = await open_database(url)
    seen = 0
    found: list[str] = []

    async def write(source: Database, name: str) -> None:
        for n in range(15):
            await add(source, chat, f"{name}{n}")

    try:
        writers = asyncio.gather(*(write(db if n % 2 else other, f"w{n}-") for n in range(4)))
        while len(found) < 60:
            for message in await web_chat.after(db, chat, seen):
                found.append(message.id)
                seen = message.seq
            await asyncio.sleep(0)
        await writers
    finally:
        await other.close()
    assert len(set(found)) == 60


async def test_pages_go_back_from_the_end(db: Database) -> None:
    chat = await new_chat(db)
    for n in range(5):
        await add(db, chat, f"m{n}")
    newest = await web_chat.before(db, chat, 2**53, 2)
    assert [m.id for m in newest] == ["m3", "m4"]
    assert [m.id for m in await web_chat.before(db, chat, newest[0].seq, 9)] == ["m0", "m1", "m2"]
    assert await web_chat.last_seq(db, chat) == newest[-1].seq
    assert await web_chat.last_seq(db, "empty") == 0


async def test_a_chat_that_was_forgotten_does_not_begin_anew(db: Database) -> None:
    chat = await new_chat(db)
    old = await add(db, chat, "m1", at=1)
    await web_chat.forget(db, 2)
    new = await add(db, chat, "m2", at=3)
    assert old is not None
    assert new is not None
    assert [m.id for m in await web_chat.after(db, chat, old - 1)] == ["m2"]
    await asyncio.sleep(0.002)
    assert (await add(db, chat, "m3") or 0) > new
