"""The stand-in for Telegram is as strict as the documentation, and does not drift from it."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, Message, Update
from telegram import KeyboardButton as Key
from telegram import ReplyKeyboardMarkup as Keyboard
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import Application, ContextTypes, MessageHandler, TypeHandler, filters
from telegram.request import HTTPXRequest

from tests.bot.telegram_server import POISON, TOKEN, RemoteTelegram, TelegramServer
from tests.bot.telegram_server.answers import Refusal
from tests.bot.telegram_server.entities import parse_html
from tests.bot.telegram_server.rates import Rates

HOME = Path(__file__).parent / "telegram_server"


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server
    assert server.drift == []


@pytest.fixture
async def bot(server: TelegramServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    quick = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]  # no certificates are read
    async with Bot(TOKEN, server.base_url, server.base_file_url, request=quick[0], get_updates_request=quick[1]) as bot:
        server.calls.clear()
        yield bot


@pytest.fixture
async def http(server: TelegramServer) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{server.base_url}{TOKEN}/", verify=False) as client:
        yield client


async def ask(http: httpx.AsyncClient, method: str, **given: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await http.post(method, json=given)).json()
    return answer


def button(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


# What a bot may ask


async def test_a_message_reads_as_on_the_screen(server: TelegramServer, bot: Bot) -> None:
    person = server.person(7, "Lan", started=True)
    await bot.send_message(7, "<b>Đồng chí</b> &amp; <i>Lan</i> 😀", parse_mode="HTML", reply_markup=button("Có", "y"))
    shown = await person.reads()
    assert shown.text == "Đồng chí & Lan 😀"
    assert [(e["type"], e["offset"], e["length"]) for e in shown.entities] == [("bold", 0, 8), ("italic", 11, 3)]
    assert [[(b.label, b.data) for b in row] for row in shown.buttons] == [[("Có", "y")]]
    assert server.violations == []
    assert [(call.method, call.chat, call.ok) for call in server.calls] == [("sendMessage", 7, True)]


@pytest.mark.parametrize("body", ["json", "form", "multipart", "query"])
async def test_every_encoding_of_parameters_is_accepted(
    server: TelegramServer, http: httpx.AsyncClient, body: str
) -> None:
    server.person(7, started=True)
    form = {"chat_id": "7", "text": "chào", "disable_notification": "true"}
    sending: dict[str, dict[str, Any]] = {
        "json": {"json": {"chat_id": 7, "text": "chào", "disable_notification": True}},
        "form": {"data": form},
        "multipart": {"files": {name: (None, value) for name, value in form.items()}},
        "query": {"params": form},
    }
    answer = await http.post("sendMessage", **sending[body])
    assert answer.json()["ok"], answer.text
    assert [(m.text, m.is_silent) for m in server.sent(7)] == [("chào", True)]


@pytest.mark.parametrize(
    ("method", "given", "told"),
    [
        ("sendMessage", {"chat_id": 7, "text": "a", "colour": "red"}, "no parameter 'colour'"),
        ("sendMessage", {"chat_id": 7}, "'text' is required"),
        ("sendMessage", {"chat_id": 7, "text": 5}, "'text'"),
        ("sendMessage", {"chat_id": 7, "text": "a", "protect_content": "maybe"}, "not a boolean"),
        ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [{}]}}, "not an array"),
        (
            "sendMessage",
            {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "A", "datum": "x"}]]}},
            "datum is not a field of InlineKeyboardButton",
        ),
        ("sendMessage", {"chat_id": 7, "text": "a", "reply_parameters": {"message_id": "5"}}, "not an integer"),
        ("setMyCommands", {"commands": [], "scope": {"type": "nowhere"}}, "type is not"),
        ("sendDocument", {"chat_id": 7, "document": "attach://lost"}, "no part of the form"),
    ],
)
async def test_what_the_description_does_not_allow_is_refused_and_kept(
    server: TelegramServer, http: httpx.AsyncClient, method: str, given: dict[str, Any], told: str
) -> None:
    server.person(7, started=True)
    answer = await ask(http, method, **given)
    assert answer["error_code"] == 400
    assert told in answer["description"]
    assert [violation.method for violation in server.violations] == [method]


async def test_an_unknown_method_or_token_is_refused(server: TelegramServer, http: httpx.AsyncClient) -> None:
    assert (await http.post("sendMesage")).status_code == 404
    assert (await http.post(f"{server.base_url}1:wrong/getMe")).status_code == 401
    assert (await http.post(f"{server.root}/elsewhere")).status_code == 404
    assert len(server.violations) == 1


# Limits

ROW = {"text": "A", "callback_data": "a"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": "a" * 4096}, None),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>" + "a" * 4096 + "</b>", "parse_mode": "HTML"}, None),
        ({"text": "  \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "<b>a", "parse_mode": "HTML"}, "Can't find end tag"),
        ({"text": "a < b", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<p>a</p>", "parse_mode": "HTML"}, 'Unsupported start tag "p"'),
        ({"text": "<b><i>a</b></i>", "parse_mode": "HTML"}, "Unmatched end tag"),
        ({"text": "<b>a</b>" * 101, "parse_mode": "HTML"}, "ENTITIES_TOO_LONG"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "ệ" * 21}]]}}, None),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "ệ" * 22}]]}},
            "BUTTON_DATA_INVALID",
        ),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "A"}]]}}, "exactly one action"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[ROW | {"url": "https://a.vn"}]]}}, "exactly one"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "A", "url": "http://localhost/"}]]}}, "URL"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[ROW] * 101]}}, "too long"),
    ],
)
async def test_limits_of_messages_hold(
    server: TelegramServer, http: httpx.AsyncClient, given: dict[str, Any], told: str | None
) -> None:
    server.person(7, started=True)
    answer = await ask(http, "sendMessage", chat_id=7, **given)
    assert answer["ok"] is (told is None), answer
    assert told is None or told in answer["description"]
    assert len(server.violations) == (told is not None)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &#39;c&quot; &nbsp;", "a <b> 'c\" &nbsp;", []),
        ('<a href="https://x.vn/?a=1&amp;b=2">đây</a>', "đây", [("text_link", 0, 3)]),
        ("😀<code>x</code>", "😀x", [("code", 2, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ('<pre><code class="language-py">1</code></pre>', "1", [("code", 0, 1), ("pre", 0, 1)]),
        ('<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>', "st", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = parse_html(source)
    assert (read, [(e["type"], e["offset"], e["length"]) for e in found]) == (text, entities)


@pytest.mark.parametrize("source", ["1 < 2", "<đường dẫn>", "</b>", "<b", "<b><", "<b>a</b", "<a href=>x</a", "<br/>"])
def test_unclear_html_is_refused_and_never_a_crash(source: str) -> None:
    with pytest.raises(Refusal, match="can't parse entities"):
        parse_html(source)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ({"command": "gap", "description": "Còn thiếu"}, None),
        ({"command": "Gap", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "gap", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_commands_have_a_shape(http: httpx.AsyncClient, command: dict[str, str], told: str | None) -> None:
    answer = await ask(http, "setMyCommands", commands=[command])
    assert told is None or told in answer["description"]
    kept = (await ask(http, "getMyCommands"))["result"]
    assert kept == ([command] if told is None else [])


async def test_a_bot_cannot_write_first(server: TelegramServer, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(7, "a")
    person = server.person(7)
    with pytest.raises(Forbidden, match="can't initiate"):
        await bot.send_message(7, "a")
    person.starts("token_1")
    await bot.send_message(7, "a")
    assert server.violations == []


async def test_a_contact_is_asked_for_in_private_alone(server: TelegramServer, bot: Bot) -> None:
    server.group(-100)
    keyboard = Keyboard([[Key("Gửi số điện thoại", request_contact=True)]])
    with pytest.raises(BadRequest, match="private chats only"):
        await bot.send_message(-100, "a", reply_markup=keyboard)
    person = server.person(7, started=True)
    await bot.send_message(7, "a", reply_markup=keyboard)
    shown = await person.reads()
    assert (shown.keyboard, shown.asks_contact) == ([["Gửi số điện thoại"]], True)


# Editing, deleting, tapping


async def test_an_edit_happens_in_place_and_takes_the_buttons_away(server: TelegramServer, bot: Bot) -> None:
    person = server.person(7, started=True)
    sent = await bot.send_message(7, "một", reply_markup=button("Tiếp", "n"))
    await bot.edit_message_text("hai", 7, sent.message_id)
    shown = await person.sees_edit()
    assert (shown.text, shown.buttons, shown.history) == ("hai", [], ["một"])
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("hai", 7, sent.message_id)
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("ba", 7, 999)


async def test_a_message_is_deleted_within_48_hours_only(server: TelegramServer, bot: Bot) -> None:
    server.person(7, started=True)
    first, second = await bot.send_message(7, "một"), await bot.send_message(7, "hai")
    await bot.delete_message(7, first.message_id)
    server.clock.advance(48 * 3600 + 2)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(7, second.message_id)
    assert [message.text for message in server.sent(7)] == ["hai"]


async def test_a_tap_brings_the_data_and_waits_for_its_answer(server: TelegramServer, bot: Bot) -> None:
    person = server.person(7, "Lan", started=True)
    await bot.send_message(7, "Chọn", reply_markup=button("Đồng ý", "yes:1"))
    person.taps("Đồng ý")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.first_name) == ("yes:1", "Lan")
    await bot.answer_callback_query(query.id, "Đã nhận")
    assert await person.sees_toast() == "Đã nhận"
    server.clock.advance(server.world.query_lifetime + 2)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query.id)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("12345")
    with pytest.raises(LookupError, match="Đồng ý"):
        person.taps("Từ chối")


# Files


async def test_a_file_goes_both_ways_and_its_id_is_used_again(server: TelegramServer, bot: Bot) -> None:
    person = server.person(7, started=True)
    content = b"PK\r\n--\x00\xff\r\n" * 100
    sent = await bot.send_document(7, content, filename="Danh sách.xlsx", caption="<b>Bảng</b>", parse_mode="HTML")
    shown = await person.reads()
    assert shown.file is not None
    assert (shown.text, shown.file.name, shown.file.content) == ("Bảng", "Danh sách.xlsx", content)
    assert sent.document is not None
    again = await bot.send_document(7, sent.document.file_id)
    assert again.document == sent.document
    for refused in ("unknown", sent.document.file_id):
        with pytest.raises(BadRequest):
            await bot.send_photo(7, refused)
    person.sends_file("Danh sách.xlsx", content)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == content
    assert server.violations == []


async def test_a_file_named_by_the_extended_form_alone_is_no_file(
    server: TelegramServer, http: httpx.AsyncClient
) -> None:
    """Telegram's reader of forms knows `filename` only, in plain UTF-8, and ends it at a semicolon."""
    server.person(7, started=True)
    part = '--x\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
    for naming, fits in (('; filename="Sổ.txt"', True), ("; filename*=UTF-8''S%E1%BB%95.txt", False)):
        body = part.format("chat_id", "", "7") + part.format("document", naming, "abc") + "--x--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        answer = (await http.post("sendDocument", content=body.encode(), headers=headers)).json()
        assert answer["ok"] is fits, answer
    assert [message.file and message.file.name for message in server.sent(7)] == ["Sổ.txt"]


async def test_a_file_over_20_megabytes_cannot_be_fetched(server: TelegramServer, bot: Bot) -> None:
    server.person(7).sends_file("lớn.xlsx", b"x", declared_size=20 * 2**20 + 1)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="too big"):
        await update.message.document.get_file()


async def test_an_upload_over_50_megabytes_is_refused_by_its_declared_length(server: TelegramServer) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    head = f"POST /bot{TOKEN}/sendDocument HTTP/1.1\r\nContent-Length: {60 * 2**20}\r\n\r\n"
    writer.write(head.encode())
    assert b" 413 " in await reader.readline()
    writer.close()


# Rates and faults


def test_the_thirty_first_message_of_a_second_is_refused() -> None:
    rates = Rates(per_second=30)
    for index in range(30):
        rates.admit("sendMessage", index, False, index / 100)
    with pytest.raises(Refusal, match="retry after 1"):
        rates.admit("sendMessage", 99, False, 0.9)
    rates.admit("answerCallbackQuery", 99, False, 0.9)
    rates.admit("sendMessage", 99, False, 1.0)
    assert rates.refused == 1


def test_variant_b_shuts_the_whole_token_out() -> None:
    rates = Rates(per_second=1, variant="B", block_seconds=5)
    rates.admit("sendMessage", 1, False, 0.0)
    for now, left in ((0.5, 5), (3.6, 2)):
        with pytest.raises(Refusal, match=f"retry after {left}"):
            rates.admit("sendMessage", 2, False, now)
    with pytest.raises(Refusal, match="retry after"):
        rates.admit("answerCallbackQuery", 2, False, 4.0)
    rates.admit("sendMessage", 2, False, 5.6)


def test_a_chat_and_a_group_have_limits_of_their_own() -> None:
    rates = Rates(per_chat_second=1, per_group_minute=2)
    rates.admit("sendMessage", -1, False, 0.0)
    with pytest.raises(Refusal, match="retry after 1"):
        rates.admit("sendMessage", -1, False, 0.5)
    rates.admit("sendMessage", -1, False, 2.0)
    with pytest.raises(Refusal, match="retry after 57"):
        rates.admit("sendMessage", -1, False, 3.5)


@pytest.mark.parametrize(
    ("trouble", "error", "arrives"),
    [
        ("too_many", RetryAfter, False),
        ("server_error", NetworkError, False),
        ("bad_gateway", NetworkError, False),
        ("blocked", Forbidden, False),
        ("deactivated", Forbidden, False),
        ("chat_not_found", BadRequest, False),
        ("migrated", ChatMigrated, False),
        ("cut_before", NetworkError, False),
        ("cut_after", NetworkError, True),
        ("bad_json_after", Exception, True),
        ("hang", TimedOut, False),
        ("hang_after", TimedOut, True),
    ],
)
async def test_a_fault_strikes_once_and_after_or_before_the_effect(
    server: TelegramServer, bot: Bot, trouble: str, error: type[Exception], arrives: bool
) -> None:
    server.person(7, started=True)
    server.person(8, started=True)
    server.faults.add(trouble, method="sendMessage", chat=7)
    await bot.send_message(8, "ở chỗ khác")
    with pytest.raises(error):
        await bot.send_message(7, "một", read_timeout=0.05)
    assert [message.text for message in server.sent(7)] == (["một"] if arrives else [])
    await bot.send_message(7, "hai")
    assert server.calls_of("sendMessage")[1].outcome != "ok"


async def test_probable_faults_depend_on_the_seed_alone() -> None:
    def strikes(seed: int) -> list[bool]:
        faults = TelegramServer(seed=seed).faults
        faults.add("server_error", times=None, probability=0.5)
        return [faults.strike("sendMessage", 1) is not None for _ in range(40)]

    assert strikes(1) == strikes(1) != strikes(2)


async def test_a_blocked_bot_hears_of_it_and_is_refused(server: TelegramServer, bot: Bot) -> None:
    person = server.person(7, started=True)
    person.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(7, "a")
    person.unblocks()
    await bot.send_message(7, "a")
    person.leaves_telegram()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(7, "a")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_a_group_moves_and_says_where(server: TelegramServer, bot: Bot) -> None:
    group = server.group(-5, supergroup=False)
    server.person(7, "Lan").says("xin chào", chat=group)
    group.migrates(-1005)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "a")
    assert moved.value.new_chat_id == -1005
    await bot.send_message(-1005, "a")
    assert [message.text for message in server.sent(-1005)] == ["a"]


async def test_a_bot_put_out_of_a_group_hears_of_it_and_cannot_write(server: TelegramServer, bot: Bot) -> None:
    group, person = server.group(-1005), server.person(7, "Lan")
    await bot.send_message(-1005, "Chào các đồng chí", reply_markup=button("Đã đọc", "read"))
    assert (await person.reads(chat=group)).text == "Chào các đồng chí"
    person.taps("Đã đọc", chat=group)
    group.removes_bot(person)
    with pytest.raises(Forbidden, match="kicked from the supergroup"):
        await bot.send_message(-1005, "a")
    tap, change = await bot.get_updates()
    assert tap.callback_query is not None
    assert tap.effective_chat == change.effective_chat
    assert change.my_chat_member is not None
    assert change.my_chat_member.new_chat_member.status == "left"


# Updates


async def test_polling_confirms_by_offset(server: TelegramServer, bot: Bot) -> None:
    person = server.person(7)
    for text in ("một", "hai", "ba"):
        person.says(text)
    first = await bot.get_updates(limit=2)
    again = await bot.get_updates(limit=2)
    assert [u.update_id for u in first] == [u.update_id for u in again]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["ba"]


async def test_a_long_poll_ends_when_something_comes(server: TelegramServer, bot: Bot) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.02)
    server.person(7).says("chào")
    assert [u.message.text for u in await asyncio.wait_for(waiting, 1) if u.message] == ["chào"]


async def test_of_two_pollers_the_older_is_put_out(server: TelegramServer, http: httpx.AsyncClient) -> None:
    older = asyncio.create_task(ask(http, "getUpdates", timeout=5))
    await asyncio.sleep(0.02)
    assert (await ask(http, "getUpdates", timeout=0))["ok"]
    assert (await older)["error_code"] == 409
    assert server.updates.conflicts == 1


async def test_only_wanted_kinds_of_updates_come(server: TelegramServer, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    server.person(7).says("chào")
    assert await bot.get_updates() == ()


async def test_updates_can_repeat_come_late_and_be_poison(server: TelegramServer, bot: Bot) -> None:
    person = server.person(7)
    server.updates.hold()
    person.says("một")
    person.says("hai")
    server.updates.release(reverse=True)
    batch = await bot.get_updates()
    assert [u.message.text for u in batch if u.message] == ["hai", "một"]
    await bot.get_updates(offset=batch[0].update_id + 1)
    server.updates.repeat(batch[0].update_id)
    poison = server.push({"brand_new_kind": {"x": 1}})
    late = await bot.get_updates(offset=batch[0].update_id + 1)
    assert [u.update_id for u in late] == [batch[0].update_id, poison]


async def test_poison_goes_out_as_it_is(server: TelegramServer, http: httpx.AsyncClient) -> None:
    ids = [server.push_poison(name) for name in POISON]
    got = (await ask(http, "getUpdates"))["result"]
    assert [update["update_id"] for update in got] == ids
    assert [{k: v for k, v in update.items() if k != "update_id"} for update in got] == list(POISON.values())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"url": "http://example.com/hook"}, "HTTPS URL"),
        ({"url": "http://127.0.0.1:1/hook"}, "HTTPS URL"),
        ({"url": "https://example.com:444/hook"}, "ports"),
        ({"url": "https://example.com/hook", "secret_token": "có dấu"}, "unallowed characters"),
        ({"url": "https://example.com/hook", "secret_token": "a" * 257}, "unallowed characters"),
    ],
)
async def test_webhook_rules_hold(http: httpx.AsyncClient, given: dict[str, Any], told: str) -> None:
    assert told in (await ask(http, "setWebhook", **given))["description"]


class Hook:
    """A webhook that answers with the given statuses, then 200; to status 0 it says nothing."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = int(re.findall(rb"Content-Length: (\d+)", head)[0])
            secret = re.findall(rb"Secret-Token: (\S+)", head)
            self.got.put_nowait((secret[0].decode() if secret else "", await reader.readexactly(length)))
            status = self.statuses.pop(0) if self.statuses else 200
            if status:
                writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())


async def test_a_webhook_gets_the_secret_and_what_failed_once_more(
    server: TelegramServer, http: httpx.AsyncClient
) -> None:
    server.webhook.loopback_allowed = True
    server.webhook.first_pause, server.webhook.timeout = 0.01, 0.1
    hook = Hook(500, 0)
    listener = await asyncio.start_server(_until_closed(hook), "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    server.person(7).says("một")
    await ask(http, "setWebhook", url=f"http://127.0.0.1:{port}/hook", secret_token="s3")
    server.person(7).says("hai")
    async with asyncio.timeout(2):
        got = [await hook.got.get() for _ in range(4)]
    assert [secret for secret, _ in got] == ["s3"] * 4
    assert [re.findall(rb'"text":"([^"]*)"', body)[0].decode() for _, body in got] == ["một", "một", "một", "hai"]
    info = (await ask(http, "getWebhookInfo"))["result"]
    assert "TimeoutError" in info["last_error_message"]
    assert (await ask(http, "getUpdates"))["error_code"] == 409
    await ask(http, "deleteWebhook")
    assert (await ask(http, "getUpdates"))["result"] == []
    listener.close()


def _until_closed(hook: Hook) -> Any:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await hook.serve(reader, writer)
        except asyncio.IncompleteReadError:
            writer.close()

    return serve


# python-telegram-bot, another process, no drift


async def test_an_application_of_python_telegram_bot_polls_and_answers(server: TelegramServer) -> None:
    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert isinstance(update.message, Message)
        await update.message.reply_text(f"Đã nhận: {update.message.text}")

    unknown: list[int] = []

    async def note(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        unknown.append(update.update_id)

    app = Application.builder().token(TOKEN).base_url(server.base_url).base_file_url(server.base_file_url).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(TypeHandler(Update, note))
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(timeout=1)
        poison = server.push({"brand_new_kind": {"x": 1}})
        person = server.person(7, "Lan")
        person.says("chào")
        assert (await person.reads()).text == "Đã nhận: chào"
        await app.updater.stop()
        await app.stop()
    assert unknown == [poison]
    assert server.violations == []


async def test_every_answer_has_the_described_shape(server: TelegramServer, http: httpx.AsyncClient) -> None:
    """Each method is called once; the fixture then holds the drift empty."""
    person = server.person(7, "Lan", started=True)
    markup = {"inline_keyboard": [[ROW]]}
    sent = (await ask(http, "sendMessage", chat_id=7, text="a", reply_markup=markup))["result"]["message_id"]
    document = (
        await http.post("sendDocument", data={"chat_id": 7}, files={"document": ("a.txt", b"a", "text/plain")})
    ).json()["result"]
    file_id, doc_id = document["document"]["file_id"], document["message_id"]
    query = person.taps("a")
    for kind in ("photo", "voice", "audio", "video", "animation", "sticker"):
        name = f"send{kind.title()}"
        assert (await http.post(name, data={"chat_id": 7}, files={kind: ("f.bin", b"x")})).json()["ok"]
    here = {"chat_id": 7, "message_id": sent}
    media = {"type": "document", "media": file_id}
    asked: list[tuple[str, dict[str, Any]]] = [
        ("sendRichMessage", {"chat_id": 7, "rich_message": {"html": "<b>a</b>"}}),
        ("sendMediaGroup", {"chat_id": 7, "media": [media, media]}),
        ("sendContact", {"chat_id": 7, "phone_number": "+84900000000", "first_name": "Lan"}),
        ("sendLocation", {"chat_id": 7, "latitude": 9.9, "longitude": 106.3}),
        ("sendChatAction", {"chat_id": 7, "action": "typing"}),
        ("sendMessageDraft", {"chat_id": 7, "draft_id": 1, "text": "đang"}),
        ("forwardMessage", {"chat_id": 7, "from_chat_id": 7, "message_id": sent}),
        ("copyMessage", {"chat_id": 7, "from_chat_id": 7, "message_id": sent}),
        ("answerCallbackQuery", {"callback_query_id": query}),
        ("editMessageText", here | {"text": "b"}),
        ("editMessageReplyMarkup", here | {"reply_markup": markup}),
        ("editMessageCaption", {"chat_id": 7, "message_id": doc_id, "caption": "c"}),
        ("editMessageMedia", {"chat_id": 7, "message_id": doc_id, "media": media}),
        ("deleteMessage", here),
        ("deleteMessages", {"chat_id": 7, "message_ids": [doc_id, sent]}),
        ("getFile", {"file_id": file_id}),
        ("getChat", {"chat_id": 7}),
        ("getChatMember", {"chat_id": 7, "user_id": 7}),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "b"}], "scope": {"type": "chat", "chat_id": 7}},
        ),
        ("getMyCommands", {"scope": {"type": "chat", "chat_id": 7}}),
        ("deleteMyCommands", {}),
        ("setChatMenuButton", {"chat_id": 7, "menu_button": {"type": "commands"}}),
        ("getChatMenuButton", {"chat_id": 7}),
        ("setMyName", {"name": "Trợ lý"}),
        ("setMyDescription", {"description": "a"}),
        ("setMyShortDescription", {"short_description": "a"}),
        ("getUpdates", {}),
        ("setWebhook", {"url": ""}),
        ("leaveChat", {"chat_id": 7}),
    ]
    asked += [(name, {}) for name in ("getMe", "getMyName", "getMyDescription", "getMyShortDescription")]
    asked += [(name, {}) for name in ("deleteWebhook", "getWebhookInfo")]
    for method, given in asked:
        assert (await ask(http, method, **given))["ok"], method
    assert {call.method for call in server.calls} == set(server.supported)


async def test_every_update_a_person_makes_has_the_described_shape(server: TelegramServer, bot: Bot) -> None:
    person = server.person(7, "Lan", username="lan")
    said = person.says("/start abc")
    person.edits(said, "sửa")
    person.shares_contact("84900000000")
    person.shares_contact("84900000001", own=False, forwarded=True)
    person.sends_photo(caption="ảnh")
    person.sends_voice()
    person.sends_sticker()
    sent = await bot.send_message(7, "a", reply_markup=button("A", "a"))
    person.taps("A")
    await bot.delete_message(7, sent.message_id)
    person.forges_tap("a", server.world.chats[7].messages[sent.message_id])
    person.blocks()
    assert len(await bot.get_updates()) == 10
    assert server.drift == []


async def test_a_media_group_attaches_its_files(server: TelegramServer, bot: Bot) -> None:
    server.person(7, started=True)
    await bot.send_media_group(
        7, [InputMediaDocument(name.encode(), filename=f"{name}.txt", caption=name) for name in ("a", "b")]
    )
    assert [(m.text, m.file.content) for m in server.sent(7) if m.file] == [("a", b"a"), ("b", b"b")]
    assert server.violations == []


async def test_the_control_side_works_from_another_process(server: TelegramServer, http: httpx.AsyncClient) -> None:
    control = f"{server.root}/__control/"
    await http.post(f"{control}act", json={"person": 7, "name": "Lan", "verb": "says", "text": "chào"})
    await http.post(f"{control}fault", json={"trouble": "blocked", "chat": 7})
    assert (await ask(http, "sendMessage", chat_id=7, text="một"))["error_code"] == 403
    await ask(http, "sendMessage", chat_id=7, text="hai")
    assert (await http.get(f"{control}reads?person=7")).json()["text"] == "hai"
    assert [m["text"] for m in (await http.get(f"{control}sent?chat=7")).json()] == ["hai"]
    assert [c["outcome"] for c in (await http.get(f"{control}calls")).json()][1] == "ok"
    assert (await http.get(f"{control}stats")).json()["messages"] == 1
    assert (await http.post(f"{control}act", json={"person": 7, "verb": "dances"})).status_code == 400
    assert (await http.get(f"{control}elsewhere")).status_code == 404
    await http.post(f"{control}reset")
    assert (await http.get(f"{control}calls")).json() == []


async def test_the_server_runs_as_its_own_process() -> None:
    async with RemoteTelegram("--latency-ms", "1", "--limit", "30") as telegram:
        async with httpx.AsyncClient(base_url=f"{telegram.base_url}{TOKEN}/", verify=False) as http:
            await telegram.act(7, "starts", name="Lan")
            assert (await ask(http, "sendMessage", chat_id=7, text="một"))["ok"]
            await telegram.ask("fault", trouble="too_many")
            assert (await ask(http, "sendMessage", chat_id=7, text="hai"))["parameters"] == {"retry_after": 1}
        assert (await telegram.reads(7))["text"] == "một"
        assert [message["text"] for message in await telegram.sent(7)] == ["một"]
        assert [call["outcome"] for call in await telegram.calls("sendMessage")] == [
            "ok",
            "429 Too Many Requests: retry after 1",
        ]
        with pytest.raises(ValueError, match="no message came"):
            await telegram.reads(7, within=0.01)


async def test_a_late_answer_does_not_undo_its_effect(server: TelegramServer, bot: Bot) -> None:
    server.person(7, started=True)
    server.faults.add("latency", method="sendMessage", seconds=5)
    with pytest.raises(TimedOut):
        await bot.send_message(7, "một", read_timeout=0.02)
    assert [message.text for message in server.sent(7)] == ["một"]


def test_the_stand_in_knows_nothing_of_the_program_it_tests() -> None:
    rooms = re.compile(r"^\s*(?:from|import)\s+(bot|handlers|storage|rules|policies|telegram)\b", re.MULTILINE)
    found = {path.name: rooms.findall(path.read_text(encoding="utf-8")) for path in HOME.glob("*.py")}
    assert {name: rooms for name, rooms in found.items() if rooms} == {}
