"""The session of a browser: its cookie, and what opens and ends it."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from bot.sections import Web
from bot.web.guard import Refusal, csrf_of
from handlers.texts import web as texts
from storage import web_sessions
from storage.clock import now_ms
from storage.database import Database
from storage.web_sessions import Session

COOKIE = "cadrebot_session"


class Sessions:
    """Sessions live by the machine's clock, also where the conversation has another one. `now`: stored milliseconds."""

    def __init__(self, db: Database, key: str, web: Web, now: Callable[[], int] = now_ms) -> None:
        self._db = db
        self._key = key
        self._web = web
        self.now = now

    async def of(self, request: Request) -> Session | None:
        """The session of a request, or None: a forged or expired cookie is none."""
        token = request.cookies.get(COOKIE, "")
        return await web_sessions.session_of(self._db, token, self.now()) if token else None

    async def needed(self, request: Request) -> Session:
        """The session of a request. Raises Refusal (401)."""
        session = await self.of(request)
        if session is None:
            raise Refusal(401, texts.NOT_LOGGED_IN)
        return session

    async def hold(self, session: Session) -> bool:
        """Whether the session has not ended meanwhile, as its person may do from another chat."""
        return await web_sessions.holds(self._db, session.digest, self.now())

    async def open(self, chat: str) -> tuple[str, Session]:
        """A new session in a chat: the token for `give`, and the session."""
        async with self._db.transaction() as tx:
            return await web_sessions.open_session(tx, chat, self.now())

    async def end(self, session: Session) -> None:
        """The browser is logged out."""
        await web_sessions.end_session(self._db, session.digest)

    def csrf(self, session: Session | None) -> str:
        """What a page of this session repeats with every change."""
        return csrf_of(self._key, session.digest if session else "")

    def give(self, response: Response, token: str) -> None:
        """Put the session's cookie on a response; an empty token takes it away."""
        age = web_sessions.SESSION // 1000 if token else 0
        cookie = f"{COOKIE}={token}; Path=/; Max-Age={age}; HttpOnly"
        if self._web.frame_ancestors:
            cookie += "; SameSite=None; Secure; Partitioned"
        else:
            cookie += "; SameSite=Lax" + ("; Secure" if self._web.public_url.startswith("https:") else "")
        response.headers.append("Set-Cookie", cookie)
