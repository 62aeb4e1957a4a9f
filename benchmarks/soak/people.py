"""Those who write while everything breaks: each does one thing over and over, and remembers what they were told."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count, cycle
from random import Random
from time import monotonic

from benchmarks.soak.world import DESK, IMPORTER, STAFF_CHATS, WRITER, World, cadre_of, class_code
from handlers.texts import corrections, notices_sending, staff
from handlers.texts.notices_people import PROPOSE, SEND
from tests.bot.telegram_server import TelegramServer
from tests.bot.telegram_server.messages import ChatMessage

ASKED = ("/help", "/lienhe", "/status", "/hoso", "/chucdanh", "/lop", "/caidat", "/dulieu")
"""What askers ask, each answered by other words."""
NONSENSE = ("abc xyz", "hôm nay trời đẹp quá", "tôi cần đi Sơn La", "???", "lớp k99 khi nào học", "12", "đã nhận")
_ROSTER_HEAD = "Mã cán bộ,Họ và tên,Đơn vị,Số điện thoại\n"
_PATIENCE = 30.0
"""Seconds for which a person waits before they write again."""


def _roster_row(code: str, phone: str) -> str:
    cadre = cadre_of(int(code[1:]))
    return f"{code},{cadre.name},{cadre.unit.name},{phone}\n"


def mark_in(text: str) -> str:
    """The mark of the notice in a text, such as [12]; empty where there is none."""
    found = re.search(r"\[\d+\]", text)
    return found[0] if found else ""


@dataclass
class Memory:
    """What people did and were told, for the reckoning at the end."""

    asked: dict[int, str] = field(default_factory=dict)
    """The words of an asker's update, by its id."""
    marks: dict[int, dict[str, str]] = field(default_factory=dict)
    """By chat and words asked: the first line of the answer when all was quiet."""
    waits: list[tuple[float, float]] = field(default_factory=list)
    """When an asker asked, by a steady clock, and after how many seconds they read the answer."""
    corrections: dict[str, bool] = field(default_factory=dict)
    """The words of each request to correct, and whether its writer was told that it was kept."""
    phones: dict[str, str] = field(default_factory=dict)
    """By code of a cadre: the phone that a roster brought of which staff were told that it was stored."""
    notices: set[str] = field(default_factory=set)
    """The marks of those of which somebody was told that they go out."""
    linked: set[int] = field(default_factory=set)
    """The chats that were told they are linked now."""
    receipts: set[tuple[int, str]] = field(default_factory=set)
    """Chat and mark of the notice whose receipt was acknowledged."""


class Chatter:
    """Somebody at their telephone."""

    def __init__(self, server: TelegramServer, chat: int) -> None:
        self._server = server
        self._person = server.person(chat, started=True)
        self.chat = chat
        self.wrote: dict[int, str] = {}
        """What they typed, by the id of its update."""

    def writes(self, text: str) -> None:
        self._person.says(text)
        self.wrote[int(self._server.updates.log[-1]["update_id"])] = text

    async def asks(self, text: str, expected: str = "", patience: float = _PATIENCE) -> ChatMessage | None:
        """Write, and read until something with these words comes."""
        return await self._does(lambda: self.writes(text), expected, patience)

    async def sends_file(self, name: str, content: bytes, expected: str) -> ChatMessage | None:
        return await self._does(lambda: self._person.sends_file(name, content), expected, _PATIENCE)

    async def taps(self, message: ChatMessage | None, label: str, expected: str = "") -> ChatMessage | None:
        """Tap a button of a message, and read; None where there is no such message or button."""
        button = message.button(label) if message is not None else None
        if message is None or button is None or button.data is None:
            return None
        data = button.data
        return await self._does(lambda: self._person.forges_tap(data, message), expected, _PATIENCE)

    async def _does(self, act: Callable[[], object], expected: str, patience: float) -> ChatMessage | None:
        """Act, and wait for the next message or edit with these words; None when patience is over."""
        sights = self._person.chat.sights
        seen = len(sights)
        act()
        end = monotonic() + patience
        while monotonic() < end:
            for sight in sights[seen:]:
                seen += 1
                if sight.message is not None and sight.kind in ("message", "edit") and expected in sight.message.text:
                    return sight.message
            await asyncio.sleep(0.05)
        return None


class Crowd:
    """All of them, until they are told to stop."""

    def __init__(self, server: TelegramServer, world: World, random: Random) -> None:
        self._server = server
        self._world = world
        self._random = random
        self._numbers = count(1)
        self._tasks: list[asyncio.Task[None]] = []
        self._approved: set[str] = set()
        self._sizes = cycle(range(10, 60))
        """Of rosters: by its number of rows a late word about one is told from that about the next."""
        self._askers = [Chatter(server, chat) for chat in world.askers]
        self.memory = Memory()

    async def get_to_know(self) -> None:
        """Every asker asks each thing once while all is quiet."""
        await asyncio.gather(*(self._know(someone) for someone in self._askers))

    def begin(self) -> None:
        acts: list[Callable[[], Awaitable[None]]] = [
            self._write_notices, self._approve, self._bring_rosters, self._answer_requests, self._link_people,
            self._read_notices, self._talk_nonsense,
        ]  # fmt: skip
        self._tasks = [asyncio.create_task(self._go_on(act)) for act in acts]
        for someone in self._askers:
            self._tasks.append(asyncio.create_task(self._ask(someone)))
        for chat in self._world.correctors:
            self._tasks.append(asyncio.create_task(self._correct(Chatter(self._server, chat))))

    async def end(self) -> None:
        """Nobody writes any more."""
        for task in self._tasks:
            task.cancel()
        results = await asyncio.gather(*self._tasks, return_exceptions=True)
        for someone in self._askers:
            self.memory.asked |= someone.wrote
        for result in results:
            if isinstance(result, Exception):
                raise result

    async def _go_on(self, act: Callable[[], Awaitable[None]]) -> None:
        while True:
            await act()
            await self._rest(0.5, 2.0)

    async def _rest(self, least: float, most: float) -> None:
        await asyncio.sleep(self._random.uniform(least, most))

    def _chatter(self, who: object) -> Chatter:
        return Chatter(self._server, STAFF_CHATS[who])  # type: ignore[index]  # one of the four

    async def _know(self, someone: Chatter) -> None:
        for words in ASKED:
            # On a machine with other work a program may lose its leases, and with them an answer.
            answer = await someone.asks(words) or await someone.asks(words)
            if answer is None:
                raise RuntimeError(f"{words} is not answered although all is quiet")
            self.memory.marks.setdefault(someone.chat, {})[words] = answer.text.partition("\n")[0]

    async def _ask(self, someone: Chatter) -> None:
        """Ask this and that, now one by one, now several at once."""
        while True:
            for _ in range(self._random.choice((0, 0, 0, 0, 2, 5))):
                someone.writes(self._random.choice(ASKED))
            words, begun = self._random.choice(ASKED), monotonic()
            if await someone.asks(words, self.memory.marks[someone.chat][words]) is not None:
                self.memory.waits.append((begun, monotonic() - begun))
            await self._rest(1.0, 5.0)

    async def _correct(self, someone: Chatter) -> None:
        while True:
            await self._rest(5.0, 60.0)
            words = f"Số mới ghi ở thư số {next(self._numbers)}-{someone.chat}"
            first = await someone.asks("thông tin của tôi chưa đúng", "")
            second = await someone.taps(first, "Số điện thoại")
            if second is not None:
                third = await someone.asks(words, words)
                if third is not None and third.button(corrections.SEND) is not None:
                    self.memory.corrections[words] = False
                    kept = await someone.taps(third, corrections.SEND, "Đã ghi nhận")
                    self.memory.corrections[words] = kept is not None

    async def _answer_requests(self) -> None:
        desk = self._chatter(DESK)
        listed = await desk.asks("/yeucau", "Số ")
        if listed is None:
            return
        buttons = [b for row in listed.buttons for b in row if (b.data or "").startswith("correction:")]
        if buttons:
            shown = await desk.taps(listed, buttons[0].data or "")
            asked = await desk.taps(shown, corrections.ANSWER_DONE)
            await desk.taps(asked, corrections.SEND_ANSWER)
        await self._rest(2.0, 6.0)

    async def _write_notices(self) -> None:
        writer, mark = self._chatter(WRITER), f"[{next(self._numbers)}]"
        code = class_code(self._random.randrange(4))
        draft = await writer.asks(f"nhắn cho cả lớp {code} tuần sau nộp bài thu hoạch {mark}", mark)
        more = await writer.taps(draft, "Sửa khác")
        draft = await writer.taps(more, "Đề nghị xác nhận", mark)
        shown = await writer.taps(draft, "Xem trước và gửi", "Sẽ gửi cho")
        alone = await writer.taps(shown, SEND, notices_sending.LETTING_GO)
        if alone is not None:
            self.memory.notices.add(mark)
        elif shown is not None:
            await writer.taps(shown, PROPOSE, notices_sending.PROPOSED)
        await self._rest(2.0, 10.0)

    async def _approve(self) -> None:
        """Whoever was asked to approve a notice does."""
        for who, chat in STAFF_CHATS.items():
            asked = [m for m in self._server.sent(chat) if m.text.startswith("Đề nghị duyệt thông báo")]
            open_ones = [
                m for m in asked if m.button(notices_sending.APPROVE) and mark_in(m.text) not in self._approved
            ]
            if who is not WRITER and open_ones:
                told = await Chatter(self._server, chat).taps(open_ones[0], notices_sending.APPROVE, "Đã duyệt")
                if told is not None:
                    self._approved.add(mark := mark_in(open_ones[0].text))
                    self.memory.notices.add(mark)

    async def _bring_rosters(self) -> None:
        importer = self._chatter(IMPORTER)
        changed = {
            f"S{number:05}": f"09{self._random.randrange(80_000_000, 89_999_999)}"
            for number in self._random.sample(range(self._world.people), next(self._sizes))
        }
        file = _ROSTER_HEAD + "".join(_roster_row(code, phone) for code, phone in changed.items())
        shown = await importer.sends_file("danh-sach.csv", file.encode(), "Thay đổi")
        stored = await importer.taps(shown, staff.STORE, f"Thay đổi: {len(changed)}.")
        if stored is not None and stored.text.startswith("Đã nạp"):
            self.memory.phones |= changed
        else:
            for code in changed:  # it may have been stored without anybody reading so
                self.memory.phones.pop(code, None)
        await self._rest(5.0, 20.0)

    async def _link_people(self) -> None:
        waiting = [chat for chat in self._world.newcomers if chat not in self.memory.linked]
        if not waiting:
            await self._rest(5.0, 9.0)
            return
        chat = self._random.choice(waiting)
        someone = Chatter(self._server, chat)
        asked = await someone.asks(self._world.codes[chat])
        linked = await someone.taps(asked, "Đồng ý")
        if linked is not None and ("Đã liên kết" in linked.text or "đã liên kết" in linked.text):
            self.memory.linked.add(chat)

    async def _read_notices(self) -> None:
        """Some of those who got a notice say so, many at once."""
        some = self._random.sample(self._world.readers, 60)
        with suppress(ExceptionGroup):
            await asyncio.gather(*(self._acknowledge(Chatter(self._server, chat)) for chat in some))

    async def _acknowledge(self, someone: Chatter) -> None:
        for message in self._server.sent(someone.chat)[-1:]:
            mark = mark_in(message.text)
            told = await someone.taps(message, "Đã nhận", "Đã ghi nhận")
            if told is not None and mark:
                self.memory.receipts.add((someone.chat, mark))

    async def _talk_nonsense(self) -> None:
        """One reader writes what nobody understands, then taps whatever is offered."""
        someone = Chatter(self._server, self._random.choice(self._world.readers))
        message = await someone.asks(self._random.choice(NONSENSE), patience=10)
        for _ in range(6):
            every = [b for row in (message.buttons if message else []) for b in row if b.data]
            if not every:
                return
            message = await someone.taps(message, self._random.choice(every).data or "")
