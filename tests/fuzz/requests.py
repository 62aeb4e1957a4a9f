"""Requests to the doors over HTTP: a right one for each, and what somebody may change in it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import orjson
from hypothesis import strategies as st

from bot.zalo import SECRET_HEADER
from tests.bot import zalo as at_zalo
from tests.bot.conftest import SECRET
from tests.fuzz.strategies import ODD, anything, text
from tests.fuzz.town import METRICS, Town
from tests.fuzz.wire import Headers, Request

PRIVATE = "bimat0912345678"
"""Stands in much of what is sent, and must stand in no refusal and no log."""
_ROW = re.compile(r"^\| `(?P<door>[A-Z]+ /[^`]*)` \| (?P<statuses>.+) \|$", re.MULTILINE)
_JSON = (b"Content-Type", b"application/json")


def documented() -> Mapping[str, frozenset[int]]:
    """The statuses of each door, as the documentation has them."""
    page = Path("docs/developers.md").read_text(encoding="utf-8")
    return {row["door"]: frozenset(map(int, re.findall(r"\d{3}", row["statuses"]))) for row in _ROW.finditer(page)}


def right_ones(town: Town) -> Mapping[str, Request]:
    """A request to each door as the one it is made for sends it."""
    host = (b"Host", b"127.0.0.1:%d" % town.port)
    me: Headers = (host, (b"Cookie", b"cadrebot_session=%b" % town.token.encode()))
    csrf = (b"X-CSRF", town.csrf.encode())
    nobody: Headers = (host, (b"X-CSRF", town.no_csrf.encode()), _JSON)
    said = {"id": "a" * 20, "kind": "text", "text": "hết hạn chưa"}
    telegram = (host, _JSON, (b"X-Telegram-Bot-Api-Secret-Token", SECRET.encode()))
    zalo = (host, _JSON, (SECRET_HEADER.encode(), at_zalo.SECRET.encode()))
    event = {"ok": True, "result": {"event_name": "message.text.received", "message": {}}}
    return {
        "GET /healthz": Request(b"GET", b"/healthz", (host,)),
        "GET /readyz": Request(b"GET", b"/readyz", (host,)),
        "GET /metrics": Request(b"GET", b"/metrics", (host, (b"Authorization", b"Bearer %b" % METRICS.encode()))),
        "POST /telegram/hook": Request(b"POST", b"/telegram/hook", telegram, b'{"update_id": 1}'),
        "POST /zalo/webhook": Request(b"POST", b"/zalo/webhook", zalo, orjson.dumps(event)),
        "GET /f/{token}/{name}": Request(b"GET", town.file.encode(), (host,)),
        "GET /": Request(b"GET", b"/", me),
        "GET /static/{file}": Request(b"GET", b"/static/icon.svg", (host,)),
        "GET /vao/{token}": Request(b"GET", b"/vao/abc", (host,)),
        "POST /vao/{token}": Request(b"POST", b"/vao/abc", (host, (b"Origin", b"http://127.0.0.1:%d" % town.port))),
        "GET /rieng-tu": Request(b"GET", b"/rieng-tu", (host,)),
        "GET /api/me": Request(b"GET", b"/api/me", me),
        "POST /api/enter": Request(b"POST", b"/api/enter", nobody, b"{}"),
        "POST /api/login": Request(b"POST", b"/api/login", nobody, b'{"code": "7K3M9-QX2WA"}'),
        "POST /api/logout": Request(b"POST", b"/api/logout", nobody),
        "GET /api/messages": Request(b"GET", b"/api/messages?limit=3", me),
        "POST /api/messages": Request(b"POST", b"/api/messages", (*me, csrf, _JSON), orjson.dumps(said)),
        "GET /api/events": Request(b"GET", b"/api/events?after=9007199254740991", me),
        "PUT /api/files/{id}": Request(b"PUT", b"/api/files/bbbbbbbbbb?name=a.txt&text=x", (*me, csrf), b"a file"),
        "GET /api/files/{message}/{number}/{name}": Request(b"GET", b"/api/files/bbbbbbbbbb/0/a.txt", me),
        "GET /demo/people": Request(b"GET", b"/demo/people", me),
        "POST /demo/as": Request(b"POST", b"/demo/as", nobody, b'{"code": ""}'),
        "POST /demo/clock": Request(b"POST", b"/demo/clock", (*me, csrf, _JSON), b'{"to": "+1d"}'),
    }


METHODS = (
    b"GET", b"POST", b"PUT", b"DELETE", b"HEAD", b"OPTIONS", b"PATCH", b"TRACE", b"CONNECT", b"PROPFIND", b"get",
    b"PRI", b"G\0T", b"X" * 3000, b"",
)  # fmt: skip
PATHS = (
    b"%00", b"%ff", b"%ed%a0%80", b"%", b"%zz", b"..", b"/../../../etc/passwd", b"%2e%2e%2f" * 5, b"%2f", b"//", b"\\",
    b";a=1", b"%0d%0aX-A:%20b", b"\xff", b"%F0%9F%99%82", b"9" * 5000, b"-1", b"0", b"1e5", b"a" * 5000, b"/" * 2000,
    b"/", b" ", b"\t", b"#", b"?", b"%3f", b"*", b"<script>", PRIVATE.encode(),
)  # fmt: skip
TARGETS = (b"*", b"", b"http://x", b"http://x/api/me", b"//x/api/me", b"127.0.0.1:80", b"?", b"/" + b"a" * 60_000)
QUERIES = (
    b"limit=-1", b"limit=" + b"9" * 5000, b"before=1e9", b"after=%00", b"name=%00", b"name=" + b"%2e%2e%2f" * 9,
    b"name=%ed%a0%80", b"text=" + b"a" * 9000, b"&&&==&", b"=", b"%", b"a=1&" * 3000, b"limit=1&limit=2",
    PRIVATE.encode(),
)  # fmt: skip
NAMES = tuple(
    b"Host Cookie Content-Type Content-Length Transfer-Encoding X-CSRF Origin Sec-Fetch-Site Authorization Range"
    b" X-Forwarded-For X-Telegram-Bot-Api-Secret-Token X-Bot-Api-Secret-Token Last-Event-ID If-None-Match"
    b" If-Modified-Since Expect Connection Upgrade Accept".split(b" ")
)
VALUES = (
    b"", b"null", b"*", b"chunked", b"identity", b"100-continue", b"websocket", b"cross-site", b"http://[", b"https://x",
    b"application/json; charset=utf-16", b"application/jsonx", b"multipart/form-data; boundary=x", b"text/plain",
    b"-1", b"1", b"99", b"9" * 30, b"9" * 5000, b"0x1", b"1, 1", b"bytes=0-1", b"bytes=9-1", b"bytes=99999999-",
    b"bytes=", b"bytes=" + b"0-1," * 200, b"Bearer", b"cadrebot_session=", b"cadrebot_session=x; cadrebot_session",
    b"cadrebot_session=" + PRIVATE.encode(), b"=;;,\"'", b"Mon, 99 Abc 99999999 99:99:99 GMT", b"\xff\xfe", b"\x01",
    b"a\x00b", b"a\r\nX: y", b"a\r\n\r\nGET / HTTP/1.1", b"x" * 30_000, b"localhost", b"evil.example", PRIVATE.encode(),
)  # fmt: skip
DEEP = (b"[" * 60_000, b'{"a":' * 2000 + b"1" + b"}" * 2000, b"[" * 900 + b"]" * 900)
BODIES = (
    b"", b"{", b"null", b"[]", b'""', b"1e999", b"9" * 5000, b"-" + b"9" * 30, b'{"id":1}', b"\xff\xfe{\x00}\x00",
    b"{}{}", b'{"text":"\\ud800"}', b'{"text":"\\u0000"}', b"\xef\xbb\xbf{}", b"NaN", b'{"id":"a","id":"b"}',
    b" " * 70_000, *DEEP,
)  # fmt: skip

fields = st.fixed_dictionaries(
    {"id": st.just("c" * 10) | text | st.text("abc", min_size=8, max_size=9), "kind": st.sampled_from(["text", "tap"])},
    optional={
        "text": text | st.just(PRIVATE), "key": text | st.sampled_from(["home", "me:\0"]), "label": text,
        "message": text | anything, "code": text, "to": text | st.just("+1d"),
    },
)  # fmt: skip
bodies = st.one_of(
    st.sampled_from(BODIES),
    st.binary(max_size=60),
    fields.map(orjson.dumps),
    anything.map(orjson.dumps),
    st.just(orjson.dumps({"text": PRIVATE, "code": PRIVATE})),
)
share = st.floats(0, 1)
change = st.one_of(
    st.tuples(st.just("method"), st.sampled_from(METHODS), share),
    st.tuples(st.just("path"), st.sampled_from((*PATHS, *(odd.encode() for odd in ODD))), share),
    st.tuples(st.just("path"), st.sampled_from(PATHS), share),
    st.tuples(st.just("target"), st.sampled_from(TARGETS), share),
    st.tuples(st.just("query"), st.sampled_from(QUERIES) | st.binary(max_size=20), share),
    st.tuples(st.just("lose"), st.just(b""), share),
    st.tuples(st.just("repeat"), st.just(b""), share),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.binary(max_size=20), share),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES), share),
    st.tuples(st.just("body"), bodies, share),
    st.tuples(st.just("body"), bodies, share),
    st.tuples(st.just("cut"), st.just(b""), share),
)
"""What is changed, by what, and at which share of it; a name of a header puts another value there."""
Change = tuple[str | bytes, bytes, float]


def changed(request: Request, what: str | bytes, by: bytes, at: float) -> Request:
    """The request with one thing changed."""
    place, headers = int(at * len(request.headers)), request.headers
    target = int(at * len(request.target))
    match what:
        case "method":
            return replace(request, method=by)
        case "path":
            return replace(request, target=request.target[: target + 1] + by + request.target[target + 1 :])
        case "target":
            return replace(request, target=by)
        case "query":
            return replace(request, target=request.target + (b"&" if b"?" in request.target else b"?") + by)
        case "lose":
            return replace(request, headers=headers[:place] + headers[place + 1 :])
        case "repeat":
            return replace(request, headers=headers + headers[place : place + 1])
        case "body":
            return replace(request, body=by)
        case "cut":
            return replace(request, body=request.body[: int(at * len(request.body))])
        case _:
            assert isinstance(what, bytes)
            return request.with_header(what, by) if at < 0.7 else replace(request, headers=(*headers, (what, by)))
