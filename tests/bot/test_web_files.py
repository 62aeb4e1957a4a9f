"""Files in the web chat: sent in, handed out, and nobody else's."""

from uuid import uuid4

from bot.app import App
from bot.signed_files import SignedFiles
from bot.web.channel import Web
from bot.web.guard import FILE_LARGEST
from handlers.house import House
from handlers.messages import Attachment, Reply
from storage.clock import to_ms
from tests.bot.web_page import Page

PICTURE = b"\x89PNG\r\n\x1a\n and so on"


async def test_a_file_is_kept_shown_and_answered(page: Page) -> None:
    await page.enters()
    taken = await page.puts("C:\\ảnh giấy tờ.png", PICTURE, "đây là giấy của tôi")
    assert taken.status_code == 202
    await page.reads(3)
    mine = (await page.messages())[1]
    assert mine["text"] == "đây là giấy của tôi"
    [file] = mine["files"]
    assert (file["name"], file["size"], file["type"], file["picture"]) == (
        "ảnh giấy tờ.png", len(PICTURE), "image/png", True,
    )  # fmt: skip
    got = await page.http.get(file["url"])
    assert (got.content, got.headers["content-type"]) == (PICTURE, "image/png")
    assert got.headers["content-disposition"].startswith("inline")


async def test_what_might_hold_a_script_is_only_to_be_kept(page: Page) -> None:
    await page.enters()
    for name in ("a.html", "a.svg", "a.png.html", "a"):
        await page.puts(name, b"<script>alert(1)</script>")
    for message in (await page.messages())[1:]:
        for file in message["files"]:
            got = await page.http.get(file["url"])
            assert got.headers["content-type"] == "application/octet-stream"
            assert got.headers["content-disposition"].startswith("attachment")
            assert got.headers["x-content-type-options"] == "nosniff"
            assert "sandbox" in got.headers["content-security-policy"]


async def test_nobody_gets_the_files_of_another_chat(site: App, page: Page) -> None:
    await page.enters()
    await page.puts("a.pdf", b"mine")
    url = (await page.messages())[1]["files"][0]["url"]
    async with Page(site) as other:
        assert (await other.http.get(url)).status_code == 401
        await other.enters()
        assert (await other.http.get(url)).status_code == 404
        assert (await page.http.get(url.replace("/0/", "/1/"))).status_code == 404


async def test_strangers_do_not_fill_the_disk_by_opening_ever_new_sessions(site: App, page: Page) -> None:
    address = page.http.headers["X-Forwarded-For"]
    for count in range(11):
        async with Page(site) as other:
            other.http.headers["X-Forwarded-For"] = address
            await other.enters()
            taken = await other.puts(f"{count}.png", PICTURE + bytes([count]))
            assert taken.status_code == (202 if count < 10 else 429)
    await site.idle()


async def test_a_file_that_is_too_large_is_refused_while_it_comes(page: Page) -> None:
    await page.enters()

    async def parts() -> object:
        for _ in range(21):
            yield b"x" * 2**20

    headers = {"X-CSRF": page.csrf}
    refused = await page.http.put(f"/api/files/{uuid4()}", content=parts(), headers=headers)  # type: ignore[arg-type]
    assert refused.status_code == 413
    assert FILE_LARGEST < 21 * 2**20
    assert (await page.puts("a.pdf", b"")).status_code == 400


async def test_files_of_an_answer_are_handed_out(site: App, page: Page, house: House) -> None:
    await page.enters()
    web = site.services["web"].channel
    assert isinstance(web, Web)
    chat = (await house.db.rows("select chat from web_session"))[0]["chat"]
    files = (Attachment("Danh sách.xlsx", b"PK", False), Attachment("bia.png", PICTURE, True))
    for message in web.messages(chat, Reply("Đây", files=files)):
        await message()
    sheet, cover = (await page.messages())[-1]["files"]
    assert (sheet["picture"], cover["picture"]) == (False, True)
    assert (await page.http.get(sheet["url"])).content == b"PK"


async def test_a_signed_address_is_good_for_a_while_without_a_login(site: App, page: Page, house: House) -> None:
    at, stored = to_ms(house.clock()), await house.files.put(PICTURE)
    async with house.db.transaction() as tx:
        await house.files.keep(tx, stored, at, None)
    digest = stored.digest
    signed = SignedFiles(house.signing_key, "")
    for _ in range(2):
        assert (await page.http.get(signed.address(digest, "trang 1.png", 60))).content == PICTURE
    head = await page.http.head(signed.address(digest, "trang 1.png", 60))
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(PICTURE)))
    over, forged = signed.address(digest, "a.png", -1), signed.address("0" * 64, "a.png", 60)
    for address in (over, forged, SignedFiles("another", "").address(digest, "a.png", 60), "/f/x/a.png"):
        assert (await page.http.get(address)).status_code == 404
