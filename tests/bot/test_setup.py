"""The setup pages over real HTTP: every step, its wrong inputs, stopping anywhere and going on."""

import asyncio
import shutil
import stat
import tomllib
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import Workbook, load_workbook

from bot.bot_api import BotApi
from bot.settings import load_settings
from bot.setup.config_file import ConfigFile
from bot.setup.desk import Desk
from bot.setup.server import SetupServer
from storage.database import open_database
from tests.bot.telegram_server import TelegramServer
from tests.bot.zalo_server import ZaloServer

HEADINGS = ("Họ và tên", "Ngày sinh", "Đơn vị", "Đối tượng", "Chức vụ", "Trình độ LLCT")
BE = ("Lê Thị Bé", "1985", "Phòng Nội vụ", "Công chức", "Phó Trưởng phòng", "Cao cấp")
TAM = ("Nguyễn Thành Tâm", "1978", "Phòng Nội vụ", "Công chức", "Trưởng phòng", "Cao cấp")
HAND_WRITTEN = '# Trung tâm tự ghi\n[database]\nurl = "sqlite:///bot.db?synchronous=off"  # giữ nguyên\n'


class Page:
    """A browser that came in by the link."""

    def __init__(self, server: SetupServer) -> None:
        self.server = server
        address = httpx.URL(server.address)
        self.root = f"http://{address.netloc.decode()}"
        self.http = httpx.AsyncClient(base_url=self.root, headers={"X-Setup": "1"}, trust_env=False, verify=False)

    async def enters(self) -> httpx.Response:
        return await self.http.get(self.server.address)

    async def asks(self, path: str, said: object = None, method: str = "") -> Any:
        """What the program answers; the sentence of a refusal."""
        kind = method or ("GET" if said is None else "POST")
        given = {"content": said} if isinstance(said, bytes) else {} if said is None else {"json": said}
        answer = await self.http.request(kind, path, **given)
        body = answer.json()
        return body["error"] if answer.status_code >= 400 else body

    async def drops(self, *people: tuple[str, ...]) -> Any:
        return await self.asks("/api/roster?name=ds.xlsx", book(*people), "PUT")


def book(*people: tuple[str, ...]) -> bytes:
    made, out = Workbook(), BytesIO()
    for row in (HEADINGS, *people):
        made.worksheets[0].append(row)
    made.save(out)
    return out.getvalue()


def written() -> str:
    return Path("config.toml").read_text(encoding="utf-8")


def also_written(lines: str) -> None:
    Path("config.toml").write_text(HAND_WRITTEN + lines, encoding="utf-8")


def to_zalo_stand_in(zalo: ZaloServer) -> None:
    also_written(f'[zalo]\nbase_url = "{zalo.base_url}"\n')


def to_stand_in(telegram: TelegramServer) -> None:
    also_written(f'[telegram]\nbase_url = "{telegram.base_url}"\nbase_file_url = "{telegram.base_file_url}"\n')


def mode_of(file: str) -> int:
    return stat.S_IMODE(Path(file).stat().st_mode)


def token_is_kept() -> bool:
    return Path("telegram-token.txt").exists()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables and nothing in them, copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "bot.db"

    async def make() -> None:
        await (await open_database(f"sqlite:///{path}?synchronous=off")).close()

    asyncio.run(make())
    return path


@pytest.fixture
def folder(tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(empty_database, tmp_path / "bot.db")
    (tmp_path / "config.toml").write_text(HAND_WRITTEN, encoding="utf-8")
    return tmp_path


@pytest.fixture
async def server(folder: Path) -> AsyncIterator[SetupServer]:
    made = SetupServer(Desk(ConfigFile(folder / "config.toml")))
    made.start()
    yield made
    await made.stop()


@pytest.fixture
async def page(server: SetupServer) -> AsyncIterator[Page]:
    opened = Page(server)
    await opened.enters()
    yield opened
    await opened.http.aclose()


async def test_the_link_opens_the_pages_once(server: SetupServer) -> None:
    first, second = Page(server), Page(server)
    assert (await first.enters()).status_code == 303
    assert (await first.http.get("/")).status_code == 200
    assert (await second.enters()).status_code == 403
    assert (await second.http.get("/api/state")).status_code == 403
    assert (await first.enters()).status_code == 303
    await first.http.aclose()
    await second.http.aclose()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"X-Setup": "0"}, {"Host": "evil.example"}],
)
async def test_another_site_changes_nothing(page: Page, headers: dict[str, str]) -> None:
    answer = await page.http.post("/api/centre", json={"name": "Kẻ khác"}, headers=headers)
    assert answer.status_code == 403
    assert "Kẻ khác" not in written()


async def test_the_page_runs_no_script_but_its_own(page: Page) -> None:
    answer = await page.http.get("/")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert "https://" not in answer.text.replace("https://chat.trungtam.vn", "")


async def test_the_centre_is_written_and_what_was_written_by_hand_stays(page: Page) -> None:
    await page.asks("/api/centre", {"name": "  Trung tâm   Càng Long ", "phone": "0294 388 2000"})
    assert written().startswith(HAND_WRITTEN)
    assert load_settings().centre.name == "Trung tâm Càng Long"
    assert mode_of("config.toml") == 0o600


@pytest.mark.parametrize(
    ("path", "said", "sentence"),
    [
        ("/api/centre", {"name": " "}, "Xin ghi tên Trung tâm"),
        ("/api/centre", {"name": "x" * 201}, "viết ngắn lại"),
        ("/api/centre", {"name": ["x"]}, "sai dạng"),
        ("/api/policies", {"policy": "xa-2099"}, "chọn một bộ chỉ tiêu"),
        ("/api/people", {"name": "", "role": "staff"}, "họ và tên"),
        ("/api/people", {"name": "Lê Văn A", "role": "king"}, "Vai trò"),
        ("/api/people", {"code": "CB999", "role": "staff"}, "Không tìm thấy"),
        ("/api/channels/telegram", {"token": ""}, "dán mã"),
        ("/api/channels/telegram", {"token": "mật khẩu"}, "BotFather"),
        ("/api/channels/zalo", {"token": "abc"}, "bot Zalo"),
        ("/api/channels/zalo/listen", {}, "chưa có mã"),
        ("/api/channels/web", {"scope": "local", "port": 0}, "Cổng"),
        ("/api/channels/web", {"scope": "public", "port": 8080, "public_url": "http://x"}, "https://"),
        ("/api/slips", {"unit": ""}, "chưa có ai"),
        ("/api/backup", {"folder": ""}, "thư mục sao lưu"),
        ("/api/backup", {"folder": "saoluu"}, "đường dẫn đầy đủ"),
        ("/api/backup", {"folder": "/khong/co"}, "Không thấy"),
        ("/api/passed", {"step": "moon"}, "sai dạng"),
    ],
)
async def test_what_cannot_be_used_is_answered_with_a_sentence_and_nothing_is_written(
    page: Page, path: str, said: dict[str, Any], sentence: str
) -> None:
    assert sentence in await page.asks(path, said)
    assert written() == HAND_WRITTEN


async def test_a_body_that_is_no_json_is_a_sentence_too(page: Page) -> None:
    assert "sai dạng" in await page.asks("/api/centre", b"{", "POST")


async def test_choosing_a_policy_keeps_the_regulations(page: Page) -> None:
    await page.asks("/api/policies", {"policy": "xa-2025-2030"})
    assert load_settings().centre.policies == ("xa-2025-2030", "qd57", "qd350")
    assert (await page.asks("/api/state"))["policies"]["chosen"] == "xa-2025-2030"


async def test_a_roster_is_looked_at_stored_and_taken_back(page: Page) -> None:
    seen = await page.drops(BE, TAM)
    assert "Mới: 2." in seen["counts"]
    assert (await page.asks("/api/state"))["roster"]["people"] == 0
    stored = await page.asks(f"/api/roster/{seen['upload']}", {"digest": seen["digest"]})
    assert "lần nạp số 1" in stored["said"]
    assert (await page.asks("/api/state"))["roster"] == {"people": 2, "units": 1, "last": 1}
    assert "hoàn tác" in (await page.asks("/api/undo", {}))["said"]
    assert (await page.asks("/api/state"))["roster"]["people"] == 0


async def test_the_yes_is_for_the_plan_that_was_shown(page: Page) -> None:
    seen = await page.drops(BE)
    assert "thay đổi" in await page.asks(f"/api/roster/{seen['upload']}", {"digest": "0" * 16})
    assert (await page.asks("/api/state"))["roster"]["people"] == 0


async def test_a_full_list_says_who_would_leave(page: Page) -> None:
    first = await page.drops(BE, TAM)
    await page.asks(f"/api/roster/{first['upload']}", {"digest": first["digest"]})
    second = await page.drops(TAM)
    assert second["absent"] == 1
    whole = await page.asks(f"/api/roster/{second['upload']}?full=1")
    assert whole["gone"] == 1
    await page.asks(f"/api/roster/{second['upload']}", {"digest": whole["digest"], "full": True})
    assert (await page.asks("/api/state"))["roster"]["people"] == 1


async def test_mistakes_come_back_marked_in_the_persons_own_file(page: Page) -> None:
    seen = await page.drops((*BE[:1], "31/2/1985", *BE[2:]))
    assert seen["kind"] == "errors"
    marked = await page.http.get(f"/api/roster/{seen['upload']}/marked")
    assert load_workbook(BytesIO(marked.content)).worksheets


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken"])
async def test_what_is_no_roster_is_a_sentence(page: Page, content: bytes) -> None:
    assert isinstance(await page.asks("/api/roster?name=ds.xlsx", content, "PUT"), str)


async def test_a_file_without_headings_says_which_are_needed(page: Page) -> None:
    seen = await page.asks("/api/roster?name=ds.csv", b"no spreadsheet", "PUT")
    assert "Họ và tên" in seen["parts"][0]


async def test_staff_are_made_leaders_found_and_codes_handed_over(page: Page) -> None:
    seen = await page.drops(BE, TAM)
    await page.asks(f"/api/roster/{seen['upload']}", {"digest": seen["digest"]})
    await page.asks("/api/people", {"name": "Nguyễn Thị Hoa", "role": "staff"})
    [tam] = await page.asks("/api/find?name=tam")
    people = (await page.asks("/api/people", {"code": tam["code"], "role": "leader"}))["people"]
    assert {(each["name"], each["role"]) for each in people} == {
        ("Nguyễn Thị Hoa", "staff"),
        ("Nguyễn Thành Tâm", "leader"),
    }
    made = await page.asks("/api/code", {"code": "NV01"})
    assert len(made["code"]) == 11
    slips = await page.http.post("/api/slips", json={"duties": True})
    assert slips.content.startswith(b"%PDF")
    left = await page.asks("/api/people", {"code": tam["code"], "role": "leader"}, "DELETE")
    assert [each["name"] for each in left["people"]] == ["Nguyễn Thị Hoa"]


async def test_slips_of_a_unit_and_of_everybody_are_files(page: Page) -> None:
    seen = await page.drops(BE, TAM)
    await page.asks(f"/api/roster/{seen['upload']}", {"digest": seen["digest"]})
    [unit] = (await page.asks("/api/state"))["slips"]
    assert (unit["name"], unit["linked"], unit["total"]) == ("Phòng Nội vụ", 0, 2)
    pdf = await page.http.post("/api/slips", json={"unit": unit["id"], "form": "pdf"})
    sheet = await page.http.post("/api/slips", json={"unit": "", "form": "xlsx"})
    assert pdf.content.startswith(b"%PDF")
    assert load_workbook(BytesIO(sheet.content)).worksheets[0].max_row == 3


async def test_slips_leave_the_code_alone_that_a_leader_was_just_handed(page: Page) -> None:
    seen = await page.drops(BE, TAM)
    await page.asks(f"/api/roster/{seen['upload']}", {"digest": seen["digest"]})
    [tam] = await page.asks("/api/find?name=tam")
    await page.asks("/api/people", {"code": tam["code"], "role": "leader"})
    await page.asks("/api/code", {"code": tam["code"]})
    slips = await page.http.post("/api/slips", json={"unit": "", "form": "xlsx"})
    rows = list(load_workbook(BytesIO(slips.content)).worksheets[0].values)
    assert [BE[0] in row for row in rows] == [False, True]


async def test_the_first_copy_is_made_at_once_and_its_folder_kept(page: Page, tmp_path: Path) -> None:
    copies = tmp_path / "saoluu"
    copies.mkdir()
    made = await page.asks("/api/backup", {"folder": str(copies)})
    [copy] = copies.glob("*.zip")
    assert (made["file"], made["same_disk"]) == (str(copy), True)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert load_settings().backup.folder == copies


async def test_copies_do_not_go_beside_the_data(page: Page, tmp_path: Path) -> None:
    assert "nằm chung với dữ liệu" in await page.asks("/api/backup", {"folder": str(tmp_path)})


async def test_it_is_taken_up_after_the_last_step_that_was_passed(page: Page, folder: Path) -> None:
    assert (await page.asks("/api/state"))["at"] == "centre"
    await page.asks("/api/passed", {"step": "policies"})
    again = SetupServer(Desk(ConfigFile(folder / "config.toml")))
    again.start()
    later = Page(again)
    await later.enters()
    assert (await later.asks("/api/state"))["at"] == "roster"
    await later.http.aclose()
    await again.stop()


async def test_the_web_chat_is_opened_to_the_office_or_to_everybody(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.setup.channels.local_address", lambda: "192.168.1.20")
    await page.asks("/api/channels/web", {"scope": "local", "port": 8080})
    web = load_settings().web
    assert (web.enabled, web.host, web.public_url) == (True, "0.0.0.0", "http://192.168.1.20:8080")
    await page.asks("/api/channels/web", {"scope": "public", "port": 8080, "public_url": "https://chat.example.vn/"})
    assert load_settings().web.public_url == "https://chat.example.vn"
    assert (await page.asks("/api/state"))["channels"]["web"]["scope"] == "public"
    await page.asks("/api/channels/web", {"scope": "off"})
    assert not load_settings().web.enabled


async def test_a_telegram_token_is_tried_and_the_first_word_answered(page: Page, telegram: TelegramServer) -> None:
    to_stand_in(telegram)
    found = await page.asks("/api/channels/telegram", {"token": telegram.token})
    person = telegram.person(7, "Hoa")
    person.says("xin chào")
    heard = await page.asks("/api/channels/telegram/listen", {"after": found["after"]})
    assert heard == {"heard": True, "from": "Hoa"}
    assert "Gửi thử thành công" in (await person.reads()).text
    settings = load_settings().telegram
    assert (settings.enabled, settings.username) == (True, found["name"])
    assert mode_of("telegram-token.txt") == 0o600
    assert telegram.token not in written()


async def test_what_others_wrote_before_the_trial_stays_for_the_program(page: Page, telegram: TelegramServer) -> None:
    to_stand_in(telegram)
    telegram.person(8, "Người trước").says("tôi hỏi từ hôm qua")
    found = await page.asks("/api/channels/telegram", {"token": telegram.token})
    telegram.person(7, "Hoa").says("xin chào")
    heard = await page.asks("/api/channels/telegram/listen", {"after": found["after"]})
    assert heard["from"] == "Hoa"
    assert all("offset" not in call.parameters for call in telegram.calls_of("getUpdates"))


async def test_a_token_the_messenger_refuses_is_not_kept(page: Page, telegram: TelegramServer) -> None:
    to_stand_in(telegram)
    assert "không nhận mã này" in await page.asks("/api/channels/telegram", {"token": "1:wrong"})
    assert not token_is_kept()
    assert not load_settings().telegram.enabled


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloServer]:
    async with ZaloServer() as server:
        yield server


async def test_a_zalo_token_is_tried_and_the_first_word_answered(page: Page, zalo: ZaloServer) -> None:
    to_zalo_stand_in(zalo)
    found = await page.asks("/api/channels/zalo", {"token": zalo.token})
    person = zalo.person(name="Hoa")
    person.says("xin chào")
    assert await page.asks("/api/channels/zalo/listen", {"after": found["after"]}) == {"heard": True, "from": "Hoa"}
    assert "Gửi thử thành công" in (await person.reads()).text
    settings = load_settings().zalo
    assert (settings.enabled, settings.mode) == (True, "polling")
    assert (await page.asks("/api/state"))["channels"]["zalo"] == {"enabled": True, "name": found["name"]}


async def test_a_token_zalo_refuses_in_a_good_answer_is_not_kept(page: Page, zalo: ZaloServer) -> None:
    to_zalo_stand_in(zalo)
    assert "không nhận mã này" in await page.asks("/api/channels/zalo", {"token": "1:wrong"})
    assert not load_settings().zalo.enabled


async def test_zalo_calls_an_https_address_and_is_asked_where_there_is_none(
    page: Page, zalo: ZaloServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.setup.channels.local_address", lambda: "192.168.1.20")
    to_zalo_stand_in(zalo)
    await page.asks("/api/channels/zalo", {"token": zalo.token})
    await page.asks("/api/channels/web", {"scope": "public", "port": 8080, "public_url": "https://chat.example.vn"})
    public = load_settings().zalo
    assert public.mode == "webhook"
    assert public.webhook_secret is not None
    await page.asks("/api/channels/web", {"scope": "off"})
    assert load_settings().zalo.mode == "webhook"
    await page.asks("/api/channels/web", {"scope": "local", "port": 8080})
    assert load_settings().zalo.mode == "polling"


async def test_a_webhook_in_the_way_is_told_and_taken_off_on_request(page: Page, telegram: TelegramServer) -> None:
    to_stand_in(telegram)
    api = BotApi(telegram.base_url, telegram.token)
    assert (await api.call("setWebhook", url="https://127.0.0.1:8443/old", secret_token="a-secret")).ok
    await api.close()
    await page.asks("/api/channels/telegram", {"token": telegram.token})
    assert "Gỡ ra" in (await page.asks("/api/channels/telegram/listen", {}))["webhook"]
    telegram.person(7, "Hoa").says("xin chào")
    assert (await page.asks("/api/channels/telegram/listen", {"release": True}))["heard"]


async def test_a_channel_is_switched_off_and_its_token_stays(page: Page, telegram: TelegramServer) -> None:
    to_stand_in(telegram)
    await page.asks("/api/channels/telegram", {"token": telegram.token})
    await page.asks("/api/channels/telegram", {}, "DELETE")
    assert not load_settings().telegram.enabled
    assert token_is_kept()


async def test_without_a_network_the_channel_may_be_passed_over(page: Page) -> None:
    also_written('[telegram]\nbase_url = "http://127.0.0.1:9/bot"\n')
    assert "bỏ qua" in await page.asks("/api/channels/telegram", {"token": "1:a"})


async def test_the_pages_end_when_somebody_says_so(folder: Path) -> None:
    server = SetupServer(Desk(ConfigFile(folder / "config.toml")))
    server.start()
    page = Page(server)
    await page.enters()
    await page.asks("/api/end", {})
    await server.done()
    with pytest.raises(httpx.TransportError):
        await page.http.get("/")
    await page.http.aclose()


def test_a_change_the_program_could_not_start_with_leaves_the_file_as_it_was(folder: Path) -> None:
    config = ConfigFile(folder / "config.toml")
    with pytest.raises(Exception, match="policies"):
        config.change({"centre": {"policies": ["moon"]}})
    assert (folder / "config.toml").read_text(encoding="utf-8") == HAND_WRITTEN
    assert sorted(file.name for file in folder.iterdir()) == ["bot.db", "config.toml"]


def test_the_file_is_made_when_there_is_none(tmp_path: Path) -> None:
    made = ConfigFile(tmp_path / "new.toml")
    made.change({"centre": {"name": 'Trung tâm "A"'}})
    assert tomllib.loads((tmp_path / "new.toml").read_text(encoding="utf-8")) == {"centre": {"name": 'Trung tâm "A"'}}
