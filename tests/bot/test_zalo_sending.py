"""The way out to Zalo, and everything that can go wrong on it."""

import io
import logging
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from bot import zalo_api
from bot.app import App
from bot.channel import NotSent, Refused, TooMany, Unsure
from bot.zalo_api import TimedOut, TokenRefused, ZaloApi
from handlers import home
from handlers.house import House, WaysIn
from handlers.messages import Attachment, Reply
from handlers.push import reply_to_json
from handlers.texts import corrections
from handlers.texts import zalo as texts
from handlers.turn import Turn
from storage import inbox, outbox
from storage.clock import to_ms
from tests.bot.conftest import running, until
from tests.bot.zalo import JPEG, PNG, settings_for, zalo
from tests.bot.zalo_server import Person, ZaloServer
from tests.handlers import roster
from tests.handlers.conftest import Linked

__all__ = ["zalo"]


@pytest.fixture
async def bot(zalo: ZaloServer, house: House) -> AsyncIterator[App]:
    async with running(settings_for(zalo), house) as program:
        yield program


@pytest.fixture
def person(zalo: ZaloServer) -> Person:
    return zalo.person()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[Reply], None]:
    """`answers(reply)`: what "/help" is answered with from now on."""

    def use(reply: Reply) -> None:
        async def handle(turn: Turn) -> Reply:
            return reply

        monkeypatch.setattr(home, "help_", handle)

    return use


def pdf(pages: int) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    for number in range(pages):
        canvas.drawString(100, 700, f"Trang {number + 1}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        ("too_many", TooMany),
        ("unauthorized", TokenRefused),
        ("forbidden", NotSent),
        ("timeout", TimedOut),
        ("server_error", NotSent),
        ("bad_gateway", Unsure),
        ("bad_request", Refused),
        ("hang", Unsure),
        ("cut_after", Unsure),
        ("bad_json_after", Unsure),
    ],
)
async def test_each_refusal_means_one_thing(zalo: ZaloServer, trouble: str, failure: type[Exception]) -> None:
    api = ZaloApi(zalo.base_url, zalo.token)
    zalo.chat("c1")
    zalo.faults.add(trouble, method="sendMessage")
    with pytest.raises(failure) as caught:
        await api.call("sendMessage", 0.1, chat_id="c1", text="bí mật")
    assert "bí mật" not in str(caught.value)
    assert zalo.token not in str(caught.value)
    await api.close()


async def test_nobody_there_is_certainly_not_sent() -> None:
    api = ZaloApi("http://127.0.0.1:9/bot", "1:a")
    with pytest.raises(NotSent):
        await api.call("getMe")
    await api.close()


async def test_pauses_double_up_to_a_quarter_of_an_hour_and_start_anew(
    zalo: ZaloServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = zalo_api._Pauses()
    seen = []
    for _ in range(16):
        seen.append(round(pauses.another(), 2))
        pauses._until = 0.0
    assert seen[:3] == [0.05, 0.1, 0.2]
    assert seen[-1] == 900
    pauses.over()
    assert round(pauses.another(), 2) == 0.05
    assert round(pauses.another(), 6) <= 0.05  # a second call that fails in the pause shares it


@pytest.mark.parametrize("trouble", ["too_many", "unauthorized", "forbidden", "server_error"])
async def test_an_answer_that_was_refused_arrives_later_and_once(
    bot: App, zalo: ZaloServer, person: Person, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.courier.backoff", lambda _: 0.01)
    zalo.faults.add(trouble, method="sendMessage", times=2)
    person.says("/help")
    await person.reads()
    await bot.idle()
    assert len(person.messages) == 1


@pytest.mark.parametrize("trouble", ["cut_after", "bad_json_after", "timeout", "bad_gateway"])
async def test_an_answer_that_may_have_arrived_is_not_sent_again(
    bot: App, zalo: ZaloServer, person: Person, house: House, trouble: str
) -> None:
    zalo.faults.add(trouble, method="sendMessage")
    person.says("/help")

    async def unsure() -> object:
        return await house.db.rows("select 1 from inbox where state = 'unknown'")

    await until(unsure)
    await bot.idle()
    assert len(zalo.calls_of("sendMessage")) == 1


async def test_a_parcel_of_the_outbox_goes_out(bot: App, zalo: ZaloServer, house: House, person: Person) -> None:
    zalo.chat(person.id)
    async with house.db.transaction() as tx:
        await outbox.add(tx, "zalo", person.id, reply_to_json(Reply("Nhắc lịch học.")), to_ms(house.clock()))
    assert (await person.reads()).text == "Nhắc lịch học."


async def test_styles_that_zalo_does_not_take_are_left_out(
    bot: App, zalo: ZaloServer, person: Person, answers: Callable[[Reply], None]
) -> None:
    answers(Reply("**Cần** học"))
    zalo.faults.add("bad_request", method="sendMessage")
    person.says("/help")
    message = await person.reads()
    assert (message.text, message.styles) == ("Cần học", [])


async def test_a_long_answer_comes_in_order(bot: App, person: Person, answers: Callable[[Reply], None]) -> None:
    sentences = [f"Câu số {number} của một câu trả lời dài." for number in range(120)]
    answers(Reply(" ".join(sentences)))
    person.says("/help")
    read = [(await person.reads()).text for _ in range(3)]
    assert " ".join(read) == " ".join(sentences)


@pytest.mark.parametrize(
    "trouble", ["too_many", "unauthorized", "forbidden", "bad_gateway", "cut_before", "bad_request"]
)
async def test_polling_outlives_what_goes_wrong(
    bot: App, zalo: ZaloServer, person: Person, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.zalo.backoff", lambda _: 0.01)
    zalo.faults.add(trouble, method="getUpdates", times=2)
    for words in ("/help", "/lienhe", "/help"):
        person.says(words)
        await person.reads()


@pytest.mark.parametrize("as_200", [False, True])
async def test_an_empty_poll_is_no_failure_and_is_not_repeated_in_haste(
    zalo: ZaloServer, house: House, as_200: bool, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.zalo._QUICK", 0.05)
    zalo.longest_poll, zalo.events.timeout_as_200 = 0.001, as_200
    caplog.set_level(logging.WARNING)
    async with running(settings_for(zalo), house):

        async def polled() -> bool:
            return len(zalo.calls_of("getUpdates")) >= 3

        await until(polled)
        polls = [call.at for call in zalo.calls_of("getUpdates")]
        person = zalo.person()
        person.says("/help")
        await person.reads()
    # The longest: a poll that a busy machine held up for long was no quick one, and may be repeated at once.
    assert max(later - sooner for sooner, later in pairwise(polls)) >= 0.02
    assert caplog.text == ""


async def test_a_refused_token_is_said_plainly_and_tried_again(
    zalo: ZaloServer, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    zalo.faults.add("unauthorized", method="getMe", times=2)
    async with running(settings_for(zalo), house):
        person = zalo.person()
        person.says("/help")
        await person.reads()
    assert caplog.text.count("the token is refused") == 2
    assert zalo.token not in caplog.text
    assert zalo.token.partition(":")[2] not in caplog.text


async def test_an_event_the_database_cannot_keep_is_not_lost(
    bot: App, zalo: ZaloServer, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, failures = inbox.store, iter([True, True])

    async def fail_first(*given: Any) -> object:
        if next(failures, False):
            raise OSError("disk full")
        return await store(*given)

    monkeypatch.setattr(inbox, "store", fail_first)
    monkeypatch.setattr("bot.zalo.backoff", lambda _: 0.01)
    person.says("/help")
    await person.reads()


async def test_the_webhook_asks_again_for_what_the_database_cannot_keep(
    zalo: ZaloServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, failures = inbox.store, iter([True])

    async def fail_first(*given: Any) -> object:
        if next(failures, False):
            raise OSError("disk full")
        return await store(*given)

    monkeypatch.setattr(inbox, "store", fail_first)
    async with running(settings_for(zalo, "webhook"), house) as program:
        person = zalo.person()
        person.says("/help")
        await person.reads()
        await program.idle()
    assert zalo.webhook.refused == [500]
    assert len(person.messages) == 1


async def test_a_picture_is_fetched_twice_from_an_address_that_expires(
    bot: App, person: Person, answers: Callable[[Reply], None]
) -> None:
    answers(Reply("Biểu đồ.", files=(Attachment("biểu đồ.png", PNG, picture=True),)))
    person.says("/help")
    assert (await person.reads()).text == "Biểu đồ."
    picture = await person.reads()
    assert picture.fetches == [PNG, PNG]
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:
        token = picture.photo.split("/f/")[1].split("/")[0]
        assert (await http.get(picture.photo)).content == PNG
        assert (await http.get(picture.photo.replace(token, token[:-2] + "xx"))).status_code == 404


async def test_a_picture_that_zalo_refuses_comes_as_a_link(
    bot: App, zalo: ZaloServer, person: Person, answers: Callable[[Reply], None]
) -> None:
    answers(Reply("Biểu đồ.", files=(Attachment("a.png", PNG, picture=True),)))
    zalo.faults.add("bad_request", method="sendPhoto")
    person.says("/help")
    await person.reads()
    assert "a.png:\nhttp://" in (await person.reads()).text


async def test_of_a_pdf_the_first_pages_come_as_pictures_and_the_whole_as_a_link(
    bot: App, person: Person, answers: Callable[[Reply], None]
) -> None:
    content = pdf(6)
    answers(Reply("Lịch học.", files=(Attachment("lịch.pdf", content),)))
    person.says("/help")
    assert (await person.reads()).text == "Lịch học."
    pages = [await person.reads() for _ in range(5)]
    assert all(Image.open(io.BytesIO(page.fetches[0])).width == 1240 for page in pages)
    link = (await person.reads()).text
    assert "trong 7 ngày" in link
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:
        assert (await http.get(link.rsplit("\n", 1)[1])).content == content


async def test_other_documents_come_as_one_message_of_links(
    bot: App, person: Person, answers: Callable[[Reply], None]
) -> None:
    files = (Attachment("mau.xlsx", b"PK xlsx"), Attachment("hong.pdf", b"%PDF-1.4 broken"))
    answers(Reply("Tệp.", files=files))
    person.says("/help")
    await person.reads()
    link = (await person.reads()).text
    assert "mau.xlsx:\n" in link
    assert "hong.pdf:\n" in link


@pytest.mark.parametrize(
    ("ways_in", "where"), [(WaysIn(telegram="https://t.me/B"), "https://t.me/B"), (WaysIn(), "liên hệ Trung tâm")]
)
def test_a_file_that_cannot_be_had_on_zalo_is_said_to_be_elsewhere(ways_in: WaysIn, where: str) -> None:
    assert where in texts.not_here(["a.xlsx"], ways_in)
    assert "https://web" in texts.not_here(["a.xlsx"], WaysIn("https://t.me/B", "", "https://web"))


async def test_without_a_public_address_files_are_never_met_by_silence(
    zalo: ZaloServer, house: House, answers: Callable[[Reply], None]
) -> None:
    answers(Reply("Tệp.", files=(Attachment("mau.xlsx", b"PK"),)))
    async with running(settings_for(zalo, public=False), house):
        person = zalo.person()
        person.says("/help")
        await person.reads()
        assert "https://t.me/CangLongBot" in (await person.reads()).text


async def test_a_photo_becomes_proof_of_a_correction(
    bot: App, zalo: ZaloServer, person: Person, house: House, linked: Linked
) -> None:
    await linked(roster.NHA, "zalo", person.id)
    event = person.sends_photo(JPEG)
    name = f"anh-{event['message']['message_id']}.jpg"
    assert (await person.reads()).text.startswith(corrections.is_it_proof(name))
    for words in ("1", "1", "Tôi có bằng trung cấp", "1"):
        person.says(words)
        await person.reads()
    [row] = await house.db.rows("select proof, proof_name from correction")
    assert (row["proof_name"], await house.files.content(row["proof"])) == (name, JPEG)


async def test_a_photo_at_an_address_of_our_own_network_is_not_fetched(
    bot: App, person: Person, linked: Linked
) -> None:
    await linked(roster.NHA, "zalo", person.id)
    person.sends_photo(b"", url="http://127.0.0.1:1/secret.jpg")
    assert (await person.reads()).text.startswith(corrections.PROOF_UNAVAILABLE)
