"""Files of the web chat: sent in by its person, and handed out to them again."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.file_routes import file_response
from bot.media_types import is_picture
from bot.web.api import known_id
from bot.web.channel import KEPT
from bot.web.guard import FILE_LARGEST, Refusal, body_of, client_of, without_nul
from bot.web.rooms import Rooms
from handlers.messages import Kind
from handlers.texts import web as texts
from rules.access import STRANGER
from storage import accounts, web_chat
from storage.web_chat import CHANNEL, KeptFile, Words

_NAME_LONGEST = 120
_CAPTION_LONGEST = 2000


class Files:
    """The routes of files."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def routes(self) -> list[BaseRoute]:
        """All of them."""
        door = self._rooms.door
        return [
            Route("/api/files/{id}", door(self.put), methods=["PUT"]),
            Route("/api/files/{message}/{number}/{name:path}", door(self.get), methods=["GET", "HEAD"]),
        ]

    async def put(self, request: Request) -> Response:
        """Send a file: the body is its content, the address its id, its name and what is said with it."""
        rooms = self._rooms
        session = await rooms.speaking(request)
        message_id = known_id(request.path_params["id"])
        rooms.limits.count("files", session.digest)
        if (await accounts.facts(rooms.house.db, CHANNEL, session.chat)).asker is STRANGER:
            # Anybody can open sessions without end, and the disk would fill.
            rooms.limits.count("files of strangers", client_of(request, rooms.settings))
        content = await body_of(request, FILE_LARGEST, texts.FILE_TOO_LARGE)
        if not content:
            raise Refusal(400, texts.FILE_EMPTY)
        name = _bare_name(request.query_params.get("name", ""))
        caption = without_nul(request.query_params.get("text", "")).strip()[:_CAPTION_LONGEST]
        stored = await rooms.house.files.put(content)
        async with rooms.house.db.transaction() as tx:
            await rooms.house.files.keep(tx, stored, rooms.at, rooms.at + KEPT)
        words = Words(caption, files=(KeptFile(name, stored.digest, stored.size, is_picture(name)),))
        event = {"kind": Kind.FILE, "text": caption, "file": [name, stored.size, stored.digest]}
        seq = await rooms.say(session.chat, message_id, words, event)
        return JSONResponse({"id": message_id, "seq": seq}, 202)

    async def get(self, request: Request) -> Response:
        """The content of a file of one's own chat."""
        session = await self._rooms.sessions.needed(request)
        asked = request.path_params
        message = await web_chat.by_id(self._rooms.house.db, session.chat, without_nul(asked["message"]))
        file = _numbered(message.words.files if message else (), asked["number"])
        content = await self._rooms.house.files.content(file.digest) if file else None
        if file is None or content is None:
            raise Refusal(404, texts.NOT_FOUND)
        return file_response(content, file.name, file.picture)


def _numbered(files: Sequence[KeptFile], number: str) -> KeptFile | None:
    """The file of a number as an address has it, which may be of any length."""
    return next((file for place, file in enumerate(files) if str(place) == number), None)


def _bare_name(given: str) -> str:
    """The last part of a name without what no file name holds; its end, which tells the kind, is kept."""
    name = given.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in name if letter.isprintable()).strip()[-_NAME_LONGEST:] or "tep"
