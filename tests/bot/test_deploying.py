"""The files of docs/deploying name only what exists: settings, paths, commands, ports."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import BaseModel

from bot.cli.frame import cadrebot
from bot.sections import Web
from bot.settings import Settings
from bot.web.guard import FILE_LARGEST
from handlers.linking.web import PATH as LOGIN_PATH

ROOT = Path(__file__).parents[2]
DEPLOYING = ROOT / "docs/deploying"
PORT = Web().port

Node = dict[str, Any] | list[Any] | str


def written(name: str) -> str:
    return (DEPLOYING / name).read_text(encoding="utf-8")


def block_yaml(text: str) -> Node:
    """Plain block YAML: mappings, lists, scalars of one line. Anything else raises ValueError."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    node, rest = _block(lines, 0)
    if rest:
        raise ValueError(rest[0])
    return node


def _block(lines: list[str], indent: int) -> tuple[Node, list[str]]:
    mapping: dict[str, Any] = {}
    items: list[Any] = []
    while lines and _indent(lines[0]) == indent:
        line, lines = lines[0].strip(), lines[1:]
        if line.startswith("- "):
            pair = re.fullmatch(r"- (\w+): (\S+)", line)
            items.append({pair[1]: pair[2]} if pair else _scalar(line[2:]))
            continue
        key, colon, value = line.partition(":")
        if not colon or key in mapping or (value and not value.startswith(" ")):
            raise ValueError(line)
        if value.strip():
            mapping[key] = _scalar(value.strip())
        elif lines and _indent(lines[0]) > indent:
            mapping[key], lines = _block(lines, _indent(lines[0]))
        else:
            mapping[key] = ""
    if mapping and items:
        raise ValueError("a mapping and a list at one indent")
    return mapping or items, lines


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _scalar(text: str) -> str:
    if text[0] in "'\"" and text[-1] == text[0]:
        return text[1:-1]
    if text[0] in "[{&*!|>%@`'\"" or ": " in text or " #" in text:
        raise ValueError(text)
    return text


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    node = block_yaml(written("compose.yaml"))
    assert isinstance(node, dict)
    return node


def test_the_compose_file_joins_only_what_it_declares(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        assert set(service["networks"]) <= set(compose["networks"])
        assert set(service.get("depends_on", [])) <= set(compose["services"])
        sources = {volume.partition(":")[0] for volume in service["volumes"] if re.match(r"\w", volume)}
        assert sources <= set(compose["volumes"])


def test_every_variable_of_the_program_is_a_setting() -> None:
    named = {name for file in DEPLOYING.iterdir() for name in re.findall(r"CADREBOT_\w+", file.read_text("utf-8"))}
    assert "CADREBOT_DATABASE__URL_FILE" in named
    for name in named:
        section, _, key = name.removeprefix("CADREBOT_").lower().partition("__")
        table = Settings.model_fields[section].annotation
        assert isinstance(table, type)
        assert issubclass(table, BaseModel)
        assert key in table.model_fields, name


def test_the_program_accepts_the_environment_of_the_compose_file(
    compose: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in compose["services"]["assistant"]["environment"].items():
        if value.startswith("/run/secrets/"):
            secret = tmp_path / Path(value).name
            secret.write_text("postgresql://cadrebot:secret@database/cadrebot\n")
            value = str(secret)
        monkeypatch.setenv(name, value)
    settings = Settings()
    proxied = compose["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    assert [str(network) for network in settings.web.proxies] == [proxied]
    assert compose["services"]["proxy"]["environment"]["ASSISTANT"] == f"assistant:{settings.web.port}"


def test_the_secrets_and_the_settings_lie_where_git_does_not_look(compose: dict[str, Any]) -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"/data/", "/config.toml"} <= set(ignored)
    files = [secret["file"] for secret in compose["secrets"].values()]
    assert all((DEPLOYING / file).resolve().is_relative_to(ROOT / "data") for file in files)


def test_what_the_dockerfile_copies_exists_and_is_let_in() -> None:
    let_in = written("Dockerfile.dockerignore").split()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", written("Dockerfile"), re.MULTILINE)
    places = [place for places in copied for place in places.split()]
    assert "bot" in places
    for place in places:
        assert (ROOT / place).exists(), place
        assert f"!{place}" in let_in


def test_the_image_holds_every_room_of_the_program() -> None:
    rooms = re.findall(r"packages = \[(.+)\]\n\n\[tool\.ruff\]", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert all(f"COPY {room} {room}\n" in written("Dockerfile") for room in json.loads(f"[{rooms[0]}]"))


def test_every_example_uses_the_port_of_the_defaults() -> None:
    expected = {
        "Dockerfile": (f"EXPOSE {PORT}", f"127.0.0.1:{PORT}/readyz"),
        "Caddyfile": (f"127.0.0.1:{PORT}",),
        "nginx.conf": (f"server 127.0.0.1:{PORT};",),
    }
    assert all(text in written(name) for name, texts in expected.items() for text in texts)


def test_the_web_servers_let_through_the_largest_file_of_the_chat() -> None:
    for name, pattern in (("nginx.conf", r"client_max_body_size (\d+)m;"), ("Caddyfile", r"max_size (\d+)MiB")):
        found = re.search(pattern, written(name))
        assert found
        assert int(found[1]) * 2**20 >= FILE_LARGEST


def test_nginx_keeps_login_links_out_of_its_log() -> None:
    assert f"({LOGIN_PATH.strip('/')}|f)" in written("nginx.conf")


def test_the_unit_starts_a_command_of_the_program() -> None:
    found = re.search(r"^ExecStart=\S+/cadrebot (.+)$", written("cadrebot.service"), re.MULTILINE)
    assert found
    answer = CliRunner().invoke(cadrebot, [*found[1].split(), "--help"])
    assert answer.exit_code == 0, answer.output


def test_every_directive_of_the_unit_is_set_once() -> None:
    names = re.findall(r"^(\w+)=", written("cadrebot.service"), re.MULTILINE)
    assert {name for name in names if names.count(name) > 1} == {"SystemCallFilter"}
