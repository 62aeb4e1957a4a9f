"""The bill of materials holds all that is locked; an audit that could not look never says that all is well."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from supply import audit
from supply.audit import NotLooked, known_against
from supply.bill import write_bill
from supply.lock import ALL, TO_RUN, Locked, locked_in

TWO = (Locked("good", "1.0", (), ()), Locked("bad", "2.0", (), ()))
Answer = Callable[[Any], object]


@pytest.fixture
def bill(tmp_path: Path) -> dict[str, Any]:
    write_bill(tmp_path / "build" / "sbom.json")
    made: dict[str, Any] = json.loads((tmp_path / "build" / "sbom.json").read_text(encoding="utf-8"))
    return made


def test_every_locked_dependency_is_in_the_bill_with_version_and_hashes(bill: dict[str, Any]) -> None:
    lock = ALL.read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)
    components = {(each["name"], each["version"]): each for each in bill["components"]}
    assert len(pinned) > 30
    assert set(components) == set(pinned)
    hashes = [each["content"] for component in bill["components"] for each in component["hashes"]]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", lock))
    assert all(component["hashes"] for component in bill["components"])


def test_the_bill_tells_what_runs_from_what_only_develops(bill: dict[str, Any]) -> None:
    running = {each["name"] for each in bill["components"] if each["scope"] == "required"}
    assert running == {each.name for each in locked_in(TO_RUN.read_text(encoding="utf-8"))}
    assert "pytest" not in running


def test_the_bill_says_who_asks_for_what(bill: dict[str, Any]) -> None:
    wanted = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    names = {each["bom-ref"]: each["name"] for each in bill["components"]}
    [root] = [ref for ref in wanted if ref not in names]
    assert {"starlette", "aiosqlite"} <= {names[ref] for ref in wanted[root]}
    reached, waiting = set[str](), [root]
    while waiting:
        ref = waiting.pop()
        waiting += [below for below in wanted[ref] if below not in reached]
        reached |= set(wanted[ref])
    assert reached == set(names)


@contextmanager
def database(answer: Answer) -> Iterator[str]:
    """A stand-in for the database of advisories; gives its address."""

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer(asked)).encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_what_is_known_is_told_of_the_right_dependency() -> None:
    def answer(asked: Any) -> object:
        bad = [query["package"]["name"] == "bad" and query["version"] == "2.0" for query in asked["queries"]]
        return {"results": [{"vulns": [{"id": "PYSEC-1"}]} if each else {} for each in bad]}

    with database(answer) as address:
        assert known_against(TWO, address) == {"bad 2.0": ["PYSEC-1"]}


@pytest.mark.parametrize(
    "said", [{}, [], {"results": []}, {"results": [{}]}, {"results": [{}, {"next_page_token": "x"}]}, {"results": None}]
)
def test_half_an_answer_is_none(said: object) -> None:
    with database(lambda _: said) as address, pytest.raises(NotLooked):
        known_against(TWO, address)


def test_a_database_out_of_reach_is_no_clean_bill(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIT_ADDRESS", "http://127.0.0.1:9/")
    assert audit.main() == 2
    said = capsys.readouterr()
    assert "NOT AUDITED" in said.err
    assert said.out == ""
