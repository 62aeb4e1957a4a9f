"""Who may speak in a web chat: sessions of browsers, and links that log in once. Of both only a digest is kept."""

import hashlib
import secrets
from dataclasses import dataclass

from storage.accounts import open_account
from storage.database import Database, Transaction, row
from storage.ids import new_id
from storage.web_chat import CHANNEL

_HOUR = 3_600_000
SESSION = 90 * 24 * _HOUR
"""Milliseconds a session lives after it was last used."""
LOGIN = _HOUR // 6
"""Milliseconds in which a login link is good: ten minutes."""
_SEEN_EVERY = _HOUR
"""How exactly it is known when a session was last used: a write for every request would be dear."""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that may speak in a chat."""

    digest: str
    chat: str


def new_token() -> str:
    """256 random bits, in characters that fit a cookie and an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


async def open_session(tx: Transaction, chat: str, at: int) -> tuple[str, Session]:
    """A new session in a chat: the token for the browser, and the session."""
    token = new_token()
    session = Session(digest_of(token), chat)
    await tx.rows(
        "insert into web_session (digest, chat, created_at, seen_at, expires_at) values ($1, $2, $3, $3, $4)",
        session.digest, chat, at, at + SESSION,
    )  # fmt: skip
    return token, session


async def session_of(db: Database, token: str, at: int) -> Session | None:
    """The session of a token, which lives on by being used; None for a forged, an ended or an expired one."""
    digest = digest_of(token)
    found = await row(db, "select chat, seen_at, expires_at from web_session where digest = $1", digest)
    if found is None or found["expires_at"] <= at:
        return None
    if at - found["seen_at"] >= _SEEN_EVERY:
        await db.write(
            "update web_session set seen_at = $1, expires_at = $2 where digest = $3", at, at + SESSION, digest
        )
    return Session(digest, found["chat"])


async def holds(db: Database, digest: str, at: int) -> bool:
    """Whether a session has not ended meanwhile; asking is no use of it."""
    found = await row(db, "select 1 from web_session where digest = $1 and expires_at > $2", digest, at)
    return found is not None


async def end_session(db: Database, digest: str) -> None:
    """The browser logged out."""
    await db.write("delete from web_session where digest = $1", digest)


async def end_sessions(tx: Transaction, chat: str) -> None:
    """Every browser of a chat is logged out."""
    await tx.rows("delete from web_session where chat = $1", chat)


async def new_chat(tx: Transaction, display_name: str, at: int) -> str:
    """An empty web chat of nobody yet."""
    chat = new_id()
    await open_account(tx, CHANNEL, chat, display_name, at)
    return chat


async def chat_of(db: Database | Transaction, holder_id: str) -> str | None:
    """The web chat of a person, if they have one."""
    found = await row(db, "select chat from account where channel = $1 and holder_id = $2", CHANNEL, holder_id)
    return str(found["chat"]) if found else None


async def add_login(tx: Transaction, holder_id: str, account_id: str, at: int) -> str:
    """The token of a link that logs a person in, once, asked for in one of their chats.

    Older unused ones of the person end now.
    """
    # The account stands in the token itself, whose digest vouches for it.
    token = f"{new_token()}.{account_id}"
    await tx.rows(
        "update web_login set expires_at = $1 where holder_id = $2 and used_at is null and expires_at > $1",
        at, holder_id,
    )  # fmt: skip
    await tx.rows(
        "insert into web_login (digest, holder_id, created_at, expires_at) values ($1, $2, $3, $4)",
        digest_of(token), holder_id, at, at + LOGIN,
    )  # fmt: skip
    return token


async def use_login(tx: Transaction, token: str, at: int) -> tuple[str, str] | None:
    """Spend a login link. Returns the ids of its person and of the account they come from, or None where it is not,
    or no longer, good."""
    spent = await tx.rows(
        "update web_login set used_at = $1 where digest = $2 and used_at is null and expires_at > $1"
        " returning holder_id",
        at, digest_of(token),
    )  # fmt: skip
    return (str(spent[0]["holder_id"]), token.rpartition(".")[2]) if spent else None


async def forget(db: Database, at: int) -> None:
    """Drop sessions and login links that have ended."""
    await db.write("delete from web_session where expires_at <= $1", at)
    await db.write("delete from web_login where expires_at <= $1", at)
