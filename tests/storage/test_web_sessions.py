"""Sessions and login links: known by a digest alone, living by use, spent once."""

import asyncio

from storage import web_sessions
from storage.database import Database, open_database, row
from storage.web_sessions import LOGIN, SESSION, digest_of

HOUR = 3_600_000


async def open_session(db: Database, at: int = 0) -> str:
    async with db.transaction() as tx:
        token, _ = await web_sessions.open_session(tx, "chat", at)
    return token


async def test_a_session_is_known_by_its_token_and_only_the_digest_is_kept(db: Database) -> None:
    token = await open_session(db)
    session = await web_sessions.session_of(db, token, 1)
    assert session is not None
    assert (session.chat, session.digest) == ("chat", digest_of(token))
    assert token not in str([found[0] for found in await db.rows("select digest from web_session")])
    for forged in ("", "x", token[:-1], digest_of(token), "\ud800"):
        assert await web_sessions.session_of(db, forged, 1) is None


async def test_it_lives_by_being_used_and_says_so_once_an_hour(db: Database) -> None:
    token = await open_session(db)

    async def seen() -> int:
        found = await row(db, "select seen_at from web_session")
        return int(found["seen_at"]) if found else -1

    await web_sessions.session_of(db, token, HOUR - 1)
    assert await seen() == 0
    await web_sessions.session_of(db, token, HOUR)
    assert await seen() == HOUR
    assert await web_sessions.session_of(db, token, HOUR + SESSION - 1) is not None
    assert await web_sessions.session_of(db, token, HOUR + 2 * SESSION) is None


async def test_an_ended_session_is_none(db: Database) -> None:
    tokens = [await open_session(db) for _ in range(3)]
    await web_sessions.end_session(db, digest_of(tokens[0]))
    assert await web_sessions.session_of(db, tokens[0], 1) is None
    assert await web_sessions.session_of(db, tokens[1], 1) is not None
    async with db.transaction() as tx:
        await web_sessions.end_sessions(tx, "chat")
    assert await web_sessions.session_of(db, tokens[2], 1) is None
    assert not await web_sessions.holds(db, digest_of(tokens[2]), 1)


async def test_a_login_link_is_spent_once_even_by_two_at_once(db: Database, url: str) -> None:
    async with db.transaction() as tx:
        token = await web_sessions.add_login(tx, "cb001", "account-1", 0)
    other = await open_database(url)

    async def spend(source: Database) -> tuple[str, str] | None:
        async with source.transaction() as tx:
            return await web_sessions.use_login(tx, token, 1)

    try:
        spent = await asyncio.gather(spend(db), spend(other), spend(db), spend(other))
    finally:
        await other.close()
    assert sorted(spent, key=str) == [("cb001", "account-1"), None, None, None]


async def test_what_has_ended_is_forgotten(db: Database) -> None:
    await open_session(db)
    async with db.transaction() as tx:
        await web_sessions.add_login(tx, "cb001", "a", 0)
    await web_sessions.forget(db, LOGIN - 1)
    assert len(await db.rows("select 1 from web_login union all select 1 from web_session")) == 2
    await web_sessions.forget(db, SESSION)
    assert await db.rows("select 1 from web_login union all select 1 from web_session") == []
