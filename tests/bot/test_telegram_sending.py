"""What becomes of answers and of messages nobody asked for, when Telegram takes them and when it does not."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot import courier
from bot.app import App
from bot.telegram import Telegram
from handlers.front_door import Turned
from handlers.house import House
from handlers.messages import Attachment, Button, FileUnavailable, Incoming, IncomingFile, Kind, Reply
from handlers.push import reply_to_json
from handlers.texts import common
from storage import accounts, outbox
from storage.clock import to_ms
from storage.database import Database
from tests.bot.conftest import running, settings_for, until
from tests.bot.telegram_server import TelegramServer

Answers = Callable[[Reply], None]
BUTTONS = ((Button("Vì sao?", "why:1"), Button("Các lớp", "classes")), (Button("Về đầu", "home"),))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "backoff", lambda attempt: 0.0)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """From now on every message is answered with this reply."""

    def answer(reply: Reply) -> None:
        async def receive(house: House, incoming: Incoming, seq: int | None = None) -> Turned:
            return Turned(reply)

        monkeypatch.setattr("bot.reception.receive", receive)

    return answer


@pytest.fixture
async def pushes(db: Database, house: House) -> Callable[[str, Reply], Awaitable[None]]:
    """Put a message for a chat into the outbox."""

    async def push(chat: str, reply: Reply) -> None:
        async with db.transaction() as tx:
            await accounts.open_account(tx, "telegram", chat, "", 1)
            await outbox.add(tx, "telegram", chat, reply_to_json(reply), to_ms(house.clock()))

    return push


async def parcel_states(db: Database) -> list[tuple[str, str]]:
    rows = await db.rows("select state, reason from outbox order by created_at, id")
    return [(row["state"], row["reason"]) for row in rows]


async def settled(db: Database) -> list[tuple[str, str]]:
    """The states of the outbox once nothing waits in it."""

    async def done() -> bool:
        return not any(state in ("waiting", "sending") for state, _ in await parcel_states(db))

    await until(done)
    return await parcel_states(db)


async def inbox_state(app: App, db: Database) -> str:
    await app.idle()
    return str((await db.rows("select state from inbox order by seq desc limit 1"))[0]["state"])


async def test_emphasis_is_bold_and_all_else_is_literal(bot: App, telegram: TelegramServer, answers: Answers) -> None:
    answers(Reply("**Cần: cao cấp** & <b>không</b> 5 * 3 ** 2", BUTTONS))
    person = telegram.person(7)
    person.says("?")
    answer = await person.reads()
    assert answer.text == "Cần: cao cấp & <b>không</b> 5 * 3 ** 2"
    assert [entity["type"] for entity in answer.entities] == ["bold"]
    assert [[button.label for button in row] for row in answer.buttons] == [["Vì sao?", "Các lớp"], ["Về đầu"]]


async def test_a_long_text_comes_whole_and_in_order(bot: App, telegram: TelegramServer, answers: Answers) -> None:
    sentences = [f"Câu thứ {n} nói về trình độ lý luận chính trị." for n in range(300)]
    answers(Reply(" ".join(sentences), BUTTONS))
    person = telegram.person(7)
    person.says("?")
    parts = [await person.reads() for _ in range(4)]
    assert " ".join(part.text for part in parts) == " ".join(sentences)
    assert [bool(part.buttons) for part in parts] == [False, False, False, True]


async def test_a_tapped_message_is_replaced(bot: App, telegram: TelegramServer, answers: Answers) -> None:
    person = telegram.person(7)
    answers(Reply("Trang 1", BUTTONS))
    person.says("?")
    await person.reads()
    answers(Reply("Trang 2", BUTTONS, edits=True))
    person.taps("Các lớp")
    assert (await person.sees_edit()).text == "Trang 2"
    person.taps("Các lớp")
    await bot.idle()
    assert [message.text for message in person.messages] == ["Trang 2"]


async def test_a_tapped_message_that_is_gone_is_answered_anew(
    bot: App, telegram: TelegramServer, answers: Answers
) -> None:
    person = telegram.person(7)
    answers(Reply("Trang 1", BUTTONS))
    person.says("?")
    message = await person.reads()
    answers(Reply("Trang 2", BUTTONS, edits=True))
    message.deleted = True
    person.forges_tap("classes", message)
    assert (await person.reads()).text == "Trang 2"


async def test_files_go_with_their_text(bot: App, telegram: TelegramServer, answers: Answers) -> None:
    person = telegram.person(7)
    answers(Reply("Hồ sơ của đồng chí.", BUTTONS, (Attachment("hồ sơ.txt", b"Minh"),)))
    person.says("?")
    only = await person.reads()
    assert (only.text, only.file and only.file.name) == ("Hồ sơ của đồng chí.", "hồ sơ.txt")
    answers(Reply("x" * 1025, BUTTONS, (Attachment("a.txt", b"a"), Attachment("b.png", b"\x89PNG", picture=True))))
    person.says("?")
    text, first, second = [await person.reads() for _ in range(3)]
    assert text.buttons
    assert [message.file.kind for message in (first, second) if message.file] == ["document", "photo"]


async def test_a_shared_contact_is_asked_for_and_its_key_taken_away(
    bot: App, telegram: TelegramServer, answers: Answers
) -> None:
    person = telegram.person(7)
    answers(Reply("Xin gửi số điện thoại.", ((Button("Thôi", "f:phone:cancel"),),), asks_contact=True))
    person.says("?")
    asked = await person.reads()
    assert asked.asks_contact
    assert asked.keyboard == [[common.SHARE_CONTACT], ["Thôi"]]
    answers(Reply("Đã liên kết.", BUTTONS))
    person.shares_contact("+84912345678")
    removed, answer = await person.reads(), await person.reads()
    assert removed.markup == {"remove_keyboard": True}
    assert answer.buttons
    await bot.idle()
    assert [message.text for message in person.messages] == ["Xin gửi số điện thoại.", "Đã liên kết."]


@pytest.mark.parametrize(
    ("own", "forwarded", "trusted"), [(True, False, True), (False, False, False), (True, True, False)]
)
async def test_only_ones_own_contact_counts(
    bot: App, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch, own: bool, forwarded: bool, trusted: bool
) -> None:
    heard = _listen(monkeypatch)
    telegram.person(7).shares_contact("84912345678", own=own, forwarded=forwarded)
    incoming = await heard.get()
    assert incoming.contact is not None
    assert incoming.contact.own is trusted


async def test_a_file_is_fetched_when_it_is_asked_for(
    bot: App, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = _listen(monkeypatch)
    telegram.person(7).sends_file("danh sách.xlsx", b"PK-content")
    incoming = await heard.get()
    assert incoming.kind is Kind.FILE
    assert incoming.file is not None
    assert (incoming.file.name, await incoming.file.fetch()) == ("danh sách.xlsx", b"PK-content")


async def test_files_on_their_way_hold_up_nobody(
    telegram: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived = asyncio.Event()

    async def receive(house: House, incoming: Incoming, seq: int | None = None) -> Turned:
        if incoming.file is not None:
            await incoming.file.fetch()
        return Turned(Reply("Đã nhận."))

    async def slowly() -> bytes:
        await arrived.wait()
        return b"PK"

    monkeypatch.setattr("bot.reception.receive", receive)
    monkeypatch.setattr(Telegram, "_file", lambda self, document: IncomingFile("a.xlsx", 2, slowly))
    senders = [telegram.person(chat) for chat in (1, 2, 3)]
    async with running(settings_for(telegram, rate=3), house):
        for sender in senders:
            sender.sends_file("a.xlsx", b"PK")
        telegram.person(7).says("xin chào")
        await telegram.person(7).reads()
        assert not any(sender.messages for sender in senders)
        arrived.set()
        for sender in senders:
            await sender.reads()


async def test_a_file_that_is_too_large_or_cannot_be_had_is_said_so(
    bot: App, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = _listen(monkeypatch)
    person = telegram.person(7)
    person.sends_file("to.xlsx", b"PK", declared_size=21 * 2**20)
    person.sends_file("mất.xlsx", b"PK")
    for _ in range(2):
        telegram.faults.add("server_error", method="getFile")
        incoming = await heard.get()
        assert incoming.file is not None
        with pytest.raises(FileUnavailable):
            await incoming.file.fetch()


def _listen(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[Incoming]:
    heard: asyncio.Queue[Incoming] = asyncio.Queue()

    async def receive(house: House, incoming: Incoming, seq: int | None = None) -> Turned:
        heard.put_nowait(incoming)
        return Turned(None)

    monkeypatch.setattr("bot.reception.receive", receive)
    return heard


@pytest.mark.parametrize("trouble", ["blocked", "deactivated", "chat_not_found"])
async def test_who_cannot_be_reached_is_not_tried_again(
    bot: App, telegram: TelegramServer, db: Database, trouble: str
) -> None:
    person = telegram.person(7)
    telegram.faults.add(trouble, method="sendMessage")
    person.says("/help")
    await until(lambda: db.rows("select 1 from account where closed_at is not null"))
    assert await inbox_state(bot, db) == "answered"
    assert len(telegram.calls_of("sendMessage")) == 1


@pytest.mark.parametrize("trouble", ["server_error", "bad_gateway"])
async def test_what_did_not_arrive_is_sent_again(
    bot: App, telegram: TelegramServer, db: Database, trouble: str
) -> None:
    person = telegram.person(7)
    telegram.faults.add(trouble, method="sendMessage", times=3)
    person.says("/help")
    await person.reads()
    assert await inbox_state(bot, db) == "answered"
    assert len(person.messages) == 1


@pytest.mark.parametrize("trouble", ["cut_before", "cut_after", "bad_json_after"])
async def test_what_may_have_arrived_is_never_sent_again(
    bot: App, telegram: TelegramServer, db: Database, trouble: str
) -> None:
    person = telegram.person(7)
    telegram.faults.add(trouble, method="sendMessage")
    person.says("/help")
    await until(lambda: db.rows("select 1 from inbox where state = 'unknown'"))
    assert len(telegram.calls_of("sendMessage")) == 1
    person.says("/lienhe")
    assert await person.reads()


async def test_too_many_is_obeyed_and_the_order_kept(bot: App, telegram: TelegramServer) -> None:
    person = telegram.person(7)
    telegram.faults.add("too_many", method="sendMessage", seconds=1)
    person.says("/help")
    person.says("/lienhe")
    first, second = await person.reads(), await person.reads()
    calls = telegram.calls_of("sendMessage")
    assert len(calls) == 3
    assert calls[1].at - calls[0].at >= 1.0
    assert (calls[1].parameters["text"], calls[2].parameters["text"]) == (first.text, second.text)


async def test_replies_never_exceed_the_rate(telegram: TelegramServer, house: House) -> None:
    telegram.rates.per_second = 5
    people = [telegram.person(n) for n in range(1, 13)]
    async with running(settings_for(telegram, rate=5), house):
        for person in people:
            person.says("/help")
        for person in people:
            await person.reads()
    assert telegram.rates.refused == 0


async def test_the_outbox_is_sent(
    bot: App, telegram: TelegramServer, db: Database, pushes: Callable[[str, Reply], Awaitable[None]]
) -> None:
    person = telegram.person(7, started=True)
    await pushes("7", Reply("Có yêu cầu mới.", BUTTONS))
    assert (await person.reads()).buttons
    assert await settled(db) == [("sent", "")]
    assert (await db.rows("select reply from outbox"))[0]["reply"] is None


async def test_parcels_are_sorted_into_later_never_and_unknown(
    bot: App, telegram: TelegramServer, db: Database, pushes: Callable[[str, Reply], Awaitable[None]]
) -> None:
    person = telegram.person(7, started=True)
    telegram.faults.add("server_error", method="sendMessage", chat=7)
    telegram.faults.add("blocked", method="sendMessage", chat=8)
    telegram.faults.add("cut_after", method="sendMessage", chat=9)
    for chat in ("7", "8", "9"):
        telegram.person(int(chat), started=True)
        await pushes(chat, Reply("Có yêu cầu mới."))
    assert sorted(state for state, _ in await settled(db)) == ["failed", "sent", "unknown"]
    assert len(person.messages) == 1
    assert [row["chat"] for row in await db.rows("select chat from account where closed_at is not null")] == ["8"]


async def test_a_parcel_on_its_way_at_a_kill_is_unknown(
    telegram: TelegramServer, house: House, pushes: Callable[[str, Reply], Awaitable[None]]
) -> None:
    await pushes("7", Reply("Có yêu cầu mới."))
    await outbox.claim(house.db, "telegram", to_ms(house.clock()))
    async with running(settings_for(telegram), house):
        assert [state for state, _ in await settled(house.db)] == ["unknown"]
    assert telegram.calls_of("sendMessage") == []


async def test_a_start_waits_for_telegram_and_loses_nothing(
    telegram: TelegramServer, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    person = telegram.person(7)
    person.says("/help")
    telegram.faults.add("server_error", method="getMe", times=2)
    async with running(settings_for(telegram), replace(house)):
        await person.reads()
    assert "Telegram cannot be reached: getMe failed" in caplog.text
    assert telegram.token not in caplog.text


async def test_a_refused_token_is_said_without_showing_it(
    telegram: TelegramServer, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    settings = settings_for(telegram)
    telegram.token = "7000000001:another"
    app = App(settings, house)
    await app.start()

    async def said() -> bool:
        return "the token is refused" in caplog.text

    await until(said)
    await app.stop()
    assert "AAStandIn" not in caplog.text


async def test_typing_is_shown_while_an_answer_takes_long_and_not_before(
    bot: App, telegram: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asyncio.Event()

    async def slow(house: House, incoming: Incoming, seq: int | None = None) -> Turned:
        await done.wait()
        return Turned(Reply("Đây"))

    person = telegram.person(7)
    person.says("/help")
    await person.reads()
    await bot.idle()
    assert telegram.calls_of("sendChatAction") == []
    monkeypatch.setattr("bot.telegram.Telegram.patience", 0.0)
    monkeypatch.setattr("bot.reception.receive", slow)
    person.says("/help")
    await until(lambda: asyncio.sleep(0, telegram.calls_of("sendChatAction")))
    done.set()
    assert (await person.reads()).text == "Đây"
    await bot.idle()
    assert len(telegram.calls_of("sendChatAction")) == 1


async def test_a_stored_file_that_is_pushed_is_read_as_it_goes_out_and_one_that_is_gone_is_left_out(
    bot: App, telegram: TelegramServer, house: House, pushes: Callable[[str, Reply], Awaitable[None]]
) -> None:
    stored = await house.files.put(b"%PDF-1")
    person = telegram.person(7, started=True)
    there, gone = Attachment("bai1.pdf", b"", digest=stored.digest), Attachment("x.pdf", b"", digest="0" * 64)
    await pushes("7", Reply("Tài liệu", BUTTONS, (there, gone)))
    only = await person.reads()
    assert (only.text, only.file and only.file.name, only.file and only.file.size) == ("Tài liệu", "bai1.pdf", 6)
