"""A report in the form of Party documents: its head, and the template that the centre may have of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources

from handlers.files.word_template import BrokenTemplate, Value, filled
from handlers.house import Centre, Papers

TO_FILL_IN = "…………………………"
"""Stands where the settings say nothing: nobody's name is guessed."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who makes the report, and when."""

    centre: Centre
    papers: Papers
    made: date


@dataclass(frozen=True, slots=True)
class Report:
    """A Word file; `problem` says why the centre's own template was not used, or is empty."""

    content: bytes
    problem: str = ""


def report(name: str, letterhead: Letterhead, fields: Mapping[str, Value]) -> Report:
    """The document of a template by name: the centre's own where there is one and it can be filled in, else ours."""
    whole = {**_head(letterhead), **fields}
    problem = ""
    try:
        own = _centres_template(letterhead.papers, name)
        if own is not None:
            return Report(filled(own, whole))
    except BrokenTemplate as error:
        problem = f"Mẫu riêng {name} chưa dùng được: {error}. Đã dùng mẫu có sẵn."
    return Report(filled(packaged_templates()[name], whole), problem)


def packaged_templates() -> dict[str, bytes]:
    """The templates that come with the program, by the name of their file."""
    folder = resources.files("handlers.files") / "templates"
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.name.endswith(".docx")}


def _centres_template(papers: Papers, name: str) -> bytes | None:
    """The centre's template; None where it has none. Raises BrokenTemplate where it cannot be read."""
    if papers.templates is None:
        return None
    try:
        return (papers.templates / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BrokenTemplate("không đọc được tệp") from error


def _head(letterhead: Letterhead) -> dict[str, Value]:
    made, papers = letterhead.made, letterhead.papers
    day, month = f"{made.day:02}", f"{made.month:02}" if made.month < 3 else str(made.month)
    return {
        "co_quan_cap_tren": papers.parent.upper() or TO_FILL_IN,
        "co_quan": letterhead.centre.name.upper(),
        "dia_danh_ngay": f"{papers.place or TO_FILL_IN}, ngày {day} tháng {month} năm {made.year}",
        "noi_nhan": papers.parent or TO_FILL_IN,
    }
