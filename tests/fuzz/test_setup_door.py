"""Anything at the setup pages: done, or refused in a sentence, with settings, tables and folder as they were."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from hypothesis import example, given, note
from hypothesis import strategies as st

from bot.setup.config_file import ConfigFile
from bot.setup.desk import Desk
from bot.setup.server import SetupServer
from tests.fuzz.amounts import examples
from tests.fuzz.apart import Apart
from tests.fuzz.requests import PRIVATE, Change, bodies, change, changed
from tests.fuzz.stored import OPENING, stored_in
from tests.fuzz.strategies import anything, text
from tests.fuzz.town import all_answered, logging_to
from tests.fuzz.wire import Answer, Headers, Request, ask

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning")
STATUSES = {200, 303, 400, 403, 404, 405, 409}
CONFIG = """[database]
url = "sqlite:///{0}/district.db?synchronous=off"
[files]
folder = "{0}/files"
[telegram]
base_url = "http://127.0.0.1:9"
[zalo]
base_url = "http://127.0.0.1:9"
"""
"""Messengers where nobody answers."""
DOORS = (
    "GET /", "GET /static/app.js", "GET /api/state", "GET /api/template", "GET /api/find?name=Nguy", "GET /vao?ma=x",
    "GET /api/roster/abc", "GET /api/roster/abc/marked", "POST /api/roster/abc", "PUT /api/roster?name=a.xlsx",
    "POST /api/centre", "POST /api/passed", "POST /api/policies", "POST /api/people", "DELETE /api/people",
    "POST /api/code", "POST /api/slips", "POST /api/undo", "POST /api/backup", "POST /api/channels/web",
    "POST /api/channels/telegram", "POST /api/channels/zalo", "POST /api/channels/telegram/listen",
    "DELETE /api/channels/zalo",
)  # fmt: skip
word = text | st.sampled_from(["CB001", "staff", "Lê Thị Bé", "x" * 2000, PRIVATE])
said = st.fixed_dictionaries(
    {},
    optional={
        "name": word, "code": word, "role": st.sampled_from(["staff", "leader", "king"]) | anything, "unit": word,
        "step": st.sampled_from(["centre", "done"]) | word, "policy": st.sampled_from(["xa-2025-2030"]) | word,
        "folder": st.sampled_from(["~nobody/x", "/" + "a" * 900, "/dev/null", "x/y"]) | word,
        "port": st.sampled_from([0, 1, 9000, 70000, True, "9000"]) | anything, "digest": word, "full": anything,
        "scope": st.sampled_from(["off", "public", "local"]) | anything, "duties": anything, "form": anything,
        "public_url": st.sampled_from(["https://[", "https://x y", "https://a:b", "https://x", "http://x"]) | word,
        "token": st.sampled_from(["123456789:AAbimatbimatbimat", "a:b"]) | word, "after": anything, "phone": word,
    },
).map(orjson.dumps)  # fmt: skip


class Pages:
    """The setup pages as whoever came by the link sees them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log: list[str] = []
        self._apart = Apart()
        self._apart.run(self._start())

    async def _start(self) -> None:
        self._server = SetupServer(Desk(ConfigFile(self.folder / "config.toml")))
        self._server.start()

    def close(self) -> None:
        self._apart.run(self._server.stop())
        self._apart.close()

    def enter(self) -> None:
        _, _, rest = self._server.address.partition("//")
        place, _, path = rest.partition("/")
        self.port = int(place.partition(":")[2])
        answer = ask(self.port, Request(b"GET", b"/" + path.encode(), ((b"Host", place.encode()),)).written())
        assert answer is not None
        cookie = answer.header("set-cookie").partition(";")[0].encode()
        self.headers: Headers = ((b"Host", place.encode()), (b"Cookie", cookie), (b"X-Setup", b"1"))

    def request(self, door: str, body: bytes = b"") -> Request:
        method, _, path = door.partition(" ")
        return Request(method.encode(), path.encode(), self.headers, body)

    def kept(self) -> dict[str, str]:
        """Settings, tables and files."""
        self._apart.run(all_answered(self._server._http))
        files = {each.name for each in self.folder.rglob("*")} - {"district.db-shm", "district.db-wal"}
        settings = (self.folder / "config.toml").read_text(encoding="utf-8")
        return stored_in(self.folder / "district.db", *OPENING) | {"files": str(sorted(files)), "settings": settings}


@pytest.fixture(scope="module")
def pages(database_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = tmp_path_factory.mktemp("setup")
    shutil.copyfile(database_file, folder / "district.db")
    (folder / "config.toml").write_text(CONFIG.format(folder), encoding="utf-8")
    pages = Pages(folder)
    pages.enter()
    yield pages
    pages.close()


@pytest.fixture(autouse=True)
def log(pages: Pages) -> Iterator[None]:
    pages.log.clear()
    yield from logging_to(pages.log)


def sends(pages: Pages, request: Request) -> None:
    """Send it, and see that it is answered or refused, and that the next is answered."""
    note(repr(request)[:2000])
    pages.log.clear()
    before = pages.kept()
    answer = ask(pages.port, request.written(), request.method, request.patience)
    if answer is not None:
        assert answer.status in STATUSES, (answer, pages.log)
        if answer.status >= 400:
            assert is_said_well(answer, request.method), answer
            assert PRIVATE not in answer.text + repr(answer.headers)
            assert pages.kept() == before
    pages.kept()  # and with it all that is still being worked off
    assert not [line for line in pages.log if "Traceback" in line or "failed" in line]
    still = ask(pages.port, pages.request("GET /").written())
    assert still is not None
    assert still.status == 200


def is_said_well(answer: Answer, method: bytes) -> bool:
    """Whether a refusal is a sentence in the technician's language, but for what no browser sends."""
    if method == b"HEAD" or answer.text.startswith(("Invalid HTTP request", "Malformed range", "Range header")):
        return True
    if answer.header("content-type") != "application/json":
        return not answer.text.isascii() or not answer.text
    told = orjson.loads(answer.body)
    return list(told) == ["error"] and not told["error"].isascii()


@examples(3, one_in=4)
@given(door=st.sampled_from(DOORS), body=said | bodies)
@example(door="POST /api/centre", body=b"[" * 60_000)
@example(door="POST /api/backup", body=b'{"folder":"~nobody/x"}')
@example(door="POST /api/backup", body=b'{"folder":"/%b"}' % (b"a" * 900))
@example(door="POST /api/channels/web", body=b'{"scope":"public","port":9000,"public_url":"https://["}')
@example(door="POST /api/channels/web", body=b'{"scope":"local","port":true}')
def test_any_body_at_a_setup_page_is_taken_or_refused(pages: Pages, door: str, body: bytes) -> None:
    sends(pages, pages.request(door, body))


@examples(3, one_in=4)
@given(door=st.sampled_from(DOORS), changes=st.lists(change, min_size=1, max_size=4))
@example(door="GET /", changes=[("target", b"/static/none.js", 0.0)])
@example(door="POST /api/centre", changes=[(b"Content-Length", b"99", 0.0)])
def test_a_request_to_a_setup_page_changed_anywhere_is_answered_or_refused(
    pages: Pages, door: str, changes: list[Change]
) -> None:
    request = pages.request(door, b"{}")
    for one in changes:
        request = changed(request, *one)
    sends(pages, request)
