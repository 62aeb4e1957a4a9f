"""What holds for the page's files without a browser."""

import re

from bot.web.pages import STATIC

MODULES = {file.name: file.read_text(encoding="utf-8") for file in (STATIC / "js").glob("*.js")}
PAGE = (STATIC / "index.html").read_text(encoding="utf-8")


def test_every_module_is_asked_for_at_once() -> None:
    asked = set(re.findall(r'(?:href|src)="/static/js/([\w.]+)"', PAGE))
    assert asked == set(MODULES)


def test_no_text_is_ever_read_as_markup() -> None:
    dangerous = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(")
    assert [name for name, source in MODULES.items() if dangerous.search(source)] == []


def test_every_symbol_that_is_used_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-(\w+)"', PAGE))
    used = set(re.findall(r'href="#i-(\w+)"', PAGE))
    assert used | {"sun", "close", "waiting", "sent", "answered", "failed"} == drawn


def test_nothing_stands_inline_that_the_policy_of_the_page_forbids() -> None:
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", PAGE) == []
