"""Anything at the doors over HTTP: a status that it documents, a sentence, nothing stored, and the next answer."""

import asyncio
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import orjson
import pytest
from hypothesis import example, given, note
from hypothesis import strategies as st

from handlers.texts import common, web
from tests.fuzz.amounts import examples
from tests.fuzz.requests import PRIVATE, Change, bodies, change, changed, documented, right_ones
from tests.fuzz.strategies import text
from tests.fuzz.test_updates import bodies as updates
from tests.fuzz.test_updates import update, zalo_event
from tests.fuzz.town import SECRETS, Town, logging_to
from tests.fuzz.wire import Answer, Request, ask
from tests.handlers.conftest import fill

ROOT = Path(__file__).parents[2]
# The program in its thread draws its own chances (pauses between two tries), which hypothesis takes for the test's.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Do not use the .random. module:hypothesis.errors.HypothesisDeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning"),
]
DOORS = documented()
ANYWHERE = frozenset({400, 404, 405})
FOR_PROGRAMS = (
    "Invalid HTTP request received.",
    "Request head too large.",
    "Malformed range header.",
    "Range header: ",
)
"""What is no sentence for a person: no browser makes such a request."""
TOO_OFTEN = re.compile(re.sub(r"\d+", r"\\d+", web.too_often(1)).replace("giây", "(giây|phút)"))
SENTENCES = {each for each in vars(web).values() if isinstance(each, str)} | {common.NOT_KEPT}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.proof)])
def town(
    request: pytest.FixtureRequest, database_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    if request.param == "sqlite":
        shutil.copy(database_file, folder / "town.db")
        url = f"sqlite:///{folder}/town.db?synchronous=off"
    else:
        empty: Callable[[], object] = request.getfixturevalue("empties")
        empty()
        url = str(request.getfixturevalue("migrated_postgres"))
        asyncio.run(fill(url))
    town = Town(url, folder)
    yield town
    town.close()


@pytest.fixture(autouse=True)
def log(town: Town) -> Iterator[None]:
    town.log.clear()
    yield from logging_to(town.log)


def sends(town: Town, request: Request, statuses: frozenset[int]) -> Answer | None:
    """Send it, and see that whatever comes back is as every answer must be."""
    note(repr(request)[:2000])
    town.log.clear()
    before = town.stored()
    answer = town.asks(request)
    if answer is not None:
        assert answer.status in statuses, answer
        tells_nothing(town, answer)
        if answer.status >= 400:
            assert is_said_well(answer, request.method), answer
            assert town.stored() == before, answer
    assert not [line for line in town.log if PRIVATE in line or "Traceback" in line or " failed\n" in line]
    answers_still(town)
    return answer


def tells_nothing(town: Town, answer: Answer) -> None:
    """No secret, nothing of where the program lies, and in a refusal nothing of what was sent."""
    seen = answer.text + repr(answer.headers)
    hidden = [*SECRETS, str(ROOT), str(town.folder), "Traceback", "site-packages"]
    if answer.status >= 400:
        hidden += [PRIVATE, town.token, ".py", "select ", "Error"]
    assert not [each for each in hidden if each in seen], answer


def is_said_well(answer: Answer, method: bytes) -> bool:
    """Whether a refusal says why, to a person in a sentence of ours."""
    if method == b"HEAD":
        return True
    kind = answer.header("content-type").partition(";")[0]
    if kind == "application/json":
        said = orjson.loads(answer.body)
        return list(said) == ["error"] and (said["error"] in SENTENCES or bool(TOO_OFTEN.fullmatch(said["error"])))
    if kind == "text/html":
        return web.LINK_SPENT.partition("“")[0] in answer.text
    return answer.text in ("", web.NOT_FOUND) or answer.text.startswith(FOR_PROGRAMS)


def answers_still(town: Town) -> None:
    for door in ("GET /healthz", "GET /api/me"):
        answer = town.asks(right_ones(town)[door])
        assert answer is not None
        assert answer.status == 200
    assert answer is not None
    assert orjson.loads(answer.body)["open"]


def test_each_door_of_the_documentation_answers_a_right_request(town: Town) -> None:
    asked = right_ones(town)
    assert set(asked) == set(DOORS)
    for door, request in asked.items():
        answer = town.asks(request)
        assert answer is not None
        assert answer.status in DOORS[door], (door, answer)
        assert answer.status < 400 or door in ("POST /vao/{token}", "POST /demo/as", "POST /demo/clock"), (door, answer)


@examples(15)
@given(door=st.sampled_from(sorted(DOORS)), changes=st.lists(change, min_size=1, max_size=4))
@example(
    door="GET /api/files/{message}/{number}/{name}",
    changes=[("target", b"/api/files/a/%b/x" % (b"9" * 5000), 0.0)],
)
@example(
    door="GET /api/files/{message}/{number}/{name}",
    changes=[("target", b"/api/files/a%00b/0/x", 0.0)],
)
def test_a_request_changed_anywhere_is_answered_or_refused(town: Town, door: str, changes: list[Change]) -> None:
    request = right_ones(town)[door]
    for one in changes:
        request = changed(request, *one)
    is_elsewhere = any(what in ("method", "path", "target", "query") for what, *_ in changes)
    statuses = frozenset().union(*DOORS.values()) - {503} if is_elsewhere else DOORS[door]
    sends(town, request, statuses | ANYWHERE)


@examples(5, one_in=4)
@given(
    sent=st.binary(max_size=80) | st.tuples(text, text).map(lambda both: f"{both[0]} /{both[1]} HTTP/1.1\r\n".encode())
)
def test_bytes_that_are_no_request_harm_nobody(town: Town, sent: bytes) -> None:
    answer = ask(town.port, sent)
    assert answer is None or answer.status in ANYWHERE
    answers_still(town)


@examples(5, one_in=4)
@given(body=updates | update.map(orjson.dumps))
def test_telegrams_door_takes_any_update(town: Town, body: bytes) -> None:
    posts(town, "POST /telegram/hook", body, frozenset({200, 400}))


@examples(5, one_in=4)
@given(body=updates | zalo_event.map(lambda event: orjson.dumps({"ok": True, "result": event})))
def test_zalos_door_takes_any_event(town: Town, body: bytes) -> None:
    posts(town, "POST /zalo/webhook", body, frozenset({200, 400}))


@examples(5, one_in=4)
@given(
    door=st.sampled_from(["POST /api/messages", "POST /api/login", "POST /api/enter", "POST /demo/clock"]), body=bodies
)
def test_the_web_chat_takes_any_body(town: Town, door: str, body: bytes) -> None:
    posts(town, door, body, DOORS[door] - {401, 403, 415})


@examples(4, one_in=4)
@given(content=st.binary(max_size=300), name=text)
def test_any_file_of_any_name_is_kept_or_refused(town: Town, content: bytes, name: str) -> None:
    target = f"/api/files/{'d' * 20}?name={quote(name, errors='replace')}"
    posts(town, "PUT /api/files/{id}", content, frozenset({202, 400}), target.encode())


def test_a_head_without_an_end_is_cut_off_and_a_large_body_is_not_taken_for_one(town: Town) -> None:
    endless = b"GET / HTTP/1.1\r\nHost: x\r\nX: %b" % (b"x" * 2**21)
    with suppress(ConnectionResetError):  # what was not read of it can take the answer away
        answer = ask(town.port, endless)
        assert answer is not None
        assert (answer.status, answer.text) == (400, "Request head too large.")
    answers_still(town)
    upload = right_ones(town)["PUT /api/files/{id}"]
    large = Request(b"PUT", b"/api/files/" + b"e" * 20 + b"?name=b.bin", upload.headers, b"x" * 2**20)
    answer = town.asks(large)
    assert answer is not None
    assert answer.status == 202


def test_headers_without_an_end_after_a_body_are_cut_off(town: Town) -> None:
    hook = right_ones(town)["POST /telegram/hook"].with_header(b"Transfer-Encoding", b"chunked")
    endless = Request(hook.method, hook.target, hook.headers, b"2\r\n{}\r\n0\r\n" + b"x: y\r\n" * 2**18)
    with suppress(ConnectionResetError):  # what was not read of it can take the answer away
        answer = town.asks(endless)
        assert answer is not None
        assert (answer.status, answer.text) == (400, "Request head too large.")
    answers_still(town)


def posts(town: Town, door: str, body: bytes, statuses: frozenset[int], target: bytes = b"") -> None:
    """A right request but for its body."""
    request = right_ones(town)[door]
    sends(town, Request(request.method, target or request.target, request.headers, body), statuses)
