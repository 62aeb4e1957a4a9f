"""The guides of docs/ name only what exists: commands, options, settings, sentences, pictures, links."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from bot.cli.frame import cadrebot
from bot.settings import Settings
from handlers.table import ANSWERS
from storage.trouble import Trouble

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDES = (
    "can-bo", "can-bo-phu-trach", "can-bo-trung-tam", "giang-vien", "lanh-dao", "quan-tri", "thong-bao", "lop-hoc",
)  # fmt: skip
"""Where what is printed bold is an option: or words to say, in quotes, or the first sentence of a paragraph."""
PAGES = sorted(DOCS.glob("*.md"))
OF_OTHERS = {"newbot"}
"""Commands of somebody else's bot."""
FENCE = re.compile(r"```.*?```", re.DOTALL)


def prose(page: Path) -> str:
    """The page without its blocks of commands, each space a single one."""
    return re.sub(r"\s+", " ", FENCE.sub(" ", page.read_text("utf-8")))


@cache
def sentences() -> frozenset[str]:
    """Every piece of text the house may say, as it stands between the values put into it."""
    places = [*(ROOT / "handlers/texts").rglob("*.py"), *(ROOT / "handlers").glob("table*.py")]
    nodes = (node for place in places for node in ast.walk(ast.parse(place.read_text("utf-8"))))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return frozenset(re.sub(r"\s+", " ", text.strip()) for text in texts)


def called(page: Path) -> Iterator[list[str]]:
    """The command lines of the program on a page, in words, without remarks and other columns."""
    text = page.read_text("utf-8")
    for line in re.findall(
        r"\bcadrebot (?=[a-z])([^`\n]+)", "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
    ):
        yield re.split(r"\s{2,}|#", line.strip("`"))[0].split()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_the_chat_stands_in_the_table(page: Path) -> None:
    known = {answer.command for answer in ANSWERS.values() if answer.command} | OF_OTHERS
    named = set(re.findall(r"`/([a-z]+)(?: [^`]*)?`", prose(page)))
    if page.stem not in ("storage", "developers"):  # these name paths of HTTP
        assert named <= known


@pytest.mark.parametrize("guide", GUIDES)
def test_every_option_of_the_guides_is_one_of_the_house(guide: str) -> None:
    text = re.sub(r"`[^`]*`", "", prose(DOCS / f"{guide}.md"))
    known = {sentence.casefold() for sentence in sentences()} | {"0"}
    options = [bold for bold in re.findall(r"\*\*([^*]+)\*\*", text) if not bold.endswith(".") and bold[0] != "“"]
    assert options
    assert not [option for option in options if option.casefold() not in known]


@pytest.mark.parametrize(("guide", "chapter"), [("quan-tri", 6), ("can-bo", 7)])
def test_each_fault_stands_under_the_words_that_tell_it(guide: str, chapter: int) -> None:
    said = [text.strip("“”") for text in faults(guide, chapter) if text.startswith("“")]
    assert len(said) > 3
    for piece in (piece for text in said for piece in text.split(" ... ")):
        assert any(piece in sentence for sentence in sentences()), piece


def test_the_administrator_finds_whatever_keeps_a_database_from_taking_changes() -> None:
    said = {text.strip("`") for text in faults("quan-tri", 6) if text.startswith("`")}
    assert said == {trouble.value for trouble in Trouble}


def faults(guide: str, chapter: int) -> list[str]:
    """The first column of the table of a chapter."""
    text = (DOCS / f"{guide}.md").read_text("utf-8").split(f"## {chapter}.")[1].split("\n## ")[0]
    return [row.split("|")[1].strip() for row in text.splitlines() if row.startswith("| ")]


@pytest.mark.parametrize("page", [*PAGES, DOCS / "deploying/README.md"], ids=lambda page: page.stem)
def test_every_command_line_is_one_of_the_program(page: Path) -> None:
    context = click.Context(cadrebot)
    for words in called(page):
        command: click.Command | None = cadrebot
        while isinstance(command, click.Group) and words and re.fullmatch(r"[a-z][a-z-]*", words[0]):
            found = command.get_command(context, words[0])
            assert found, words
            command, words = found, words[1:]
        assert command is not None
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, (command.name, words)


def test_every_setting_the_guides_name_exists() -> None:
    named = {found for page in PAGES for found in re.findall(r"`\[(\w+)\]((?: \w+)?)[^`]*`", page.read_text("utf-8"))}
    assert ("backup", " folder") in named
    for section, key in named:
        table = Settings.model_fields[section].annotation
        assert isinstance(table, type)
        assert issubclass(table, BaseModel)
        assert not key or key.strip() in table.model_fields, (section, key)


@pytest.mark.parametrize("page", [*PAGES, DOCS / "deploying/README.md", ROOT / "README.md"], ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_every_picture_of_the_guides_is_made_by_a_command() -> None:
    makers = "".join(maker.read_text("utf-8") for maker in (DOCS / "pictures").glob("*.py"))
    pictures = {name for page in PAGES for name in re.findall(r"pictures/([\w-]+)\.png", page.read_text("utf-8"))}
    assert "cadre-home-phone" in pictures
    unmade = {name for name in pictures if f'"{name}"' not in makers}
    assert not {name for name in unmade if not name.startswith(("paper-", "setup-"))}
