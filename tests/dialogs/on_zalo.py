"""A person of the dialogs who has Zalo: no buttons, no documents; options are numbers under the text."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx

from handlers.house import House
from handlers.texts.zalo import ANSWER_BY_NUMBER
from tests.bot.conftest import running
from tests.bot.zalo import settings_for
from tests.bot.zalo_server import ZaloServer
from tests.dialogs.talker import Read, Talker

_OPTION = re.compile(r"(\d+)\. (.+)")


@asynccontextmanager
async def street(house: House) -> AsyncIterator[Callable[[str], Awaitable[Talker]]]:
    """The program on Zalo, by polling, beside a stand-in of its servers."""
    async with ZaloServer() as server, running(settings_for(server), house) as app:

        async def seat(chat: str) -> Talker:
            return OnZalo(server, chat, app.idle)

        yield seat
        assert server.drift == []


class OnZalo(Talker):
    """Chooses an option by typing the number that stands before it."""

    def __init__(self, server: ZaloServer, chat: str, idle: Callable[[], Awaitable[None]]) -> None:
        super().__init__(idle)
        self._person = server.person(chat)
        self._seen = 0
        self._numbers: dict[str, int] = {}

    async def _send(self, text: str) -> None:
        self._person.says(text)

    async def _choose(self, label: str) -> None:
        self._person.says(str(self._number_of(label)))

    async def _hand_over(self, name: str, content: bytes) -> None:
        if name.endswith(".jpg"):
            self._person.sends_photo(content)
        else:
            self._person.sends_unsupported()

    async def gets_file(self, name: str) -> None:
        """Zalo carries no documents: the text holds a link at which each lies."""
        links = [each for each in re.findall(r"http://\S+", self.last.text) if name in each]
        assert links, f"no link to {name} in what was read:\n{self.last.text}"
        async with httpx.AsyncClient(verify=False) as http:
            assert (await http.get(links[0])).content

    def _number_of(self, label: str) -> int:
        return self._numbers[label]

    async def _unread(self, waiting: bool) -> list[Read]:
        while not (found := self._person.messages[self._seen :]):
            if not waiting:
                return []
            await asyncio.sleep(0.005)
        self._seen += len(found)
        return [self._read(message.text, "tệp" if message.photo else "") for message in found]

    def _read(self, text: str, file: str) -> Read:
        body, asked, _ = text.rpartition(ANSWER_BY_NUMBER)
        if not asked:
            return Read(text, (), (file,) if file else ())
        options = []
        for line in reversed(body.rstrip().split("\n")):
            if not (option := _OPTION.fullmatch(line)):
                break
            options.append((option[2], int(option[1])))
        self._numbers = dict(options)
        return Read(text, tuple(label for label, _ in reversed(options)), (file,) if file else ())
