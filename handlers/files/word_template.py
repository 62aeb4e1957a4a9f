"""A Word file with fields, filled in. Staff edit such files: one is trusted with nothing but showing our fields."""

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

Value = str | list[str] | list[dict[str, str]]
"""What a field may hold: a text, lines, or the rows of a table."""
LARGEST = 5 * 2**20
"""Bytes of a template."""
_LARGEST_UNPACKED = 50 * 2**20
_UNPACKABLE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises for a package that was changed, cut short or locked."""
_DEEPEST = 2
"""Loops within loops: more make a small file run for ever."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
"""What no XML may hold."""
_ALLOWED = (
    "Template", "Output", "TemplateData", "Name", "Getattr", "Const", "For", "If", "CondExpr", "Compare", "Operand",
    "And", "Or", "Not",
)  # fmt: skip
"""What a template may be made of, by jinja2's names of its parts: fields, loops and conditions, no calls, no sums."""

NOT_WORD = "tệp không phải là tệp Word (.docx), hoặc đã hỏng"
TOO_LARGE = "tệp quá lớn"


class BrokenTemplate(Exception):
    """A template that cannot be filled in. Its text is a Vietnamese clause that says why, naming the field."""


def filled(template: bytes, fields: Mapping[str, Value]) -> bytes:
    """The document of a template. Texts come out literally, whatever they hold.

    Raises BrokenTemplate for what is no Word file, for fields that are none of ours, and for anything but fields,
    loops and conditions.
    """
    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError, UndefinedError
    from lxml.etree import LxmlError

    _refuse_no_word(template)
    document = DocxTemplate(BytesIO(template))
    content = BytesIO()
    try:
        document.render({name: _printable(value) for name, value in fields.items()}, _environment(fields))
        document.save(content)
    except UndefinedError as error:
        raise _unknown(re.findall(r"'([^']*)'", f"{error.message}")[-1]) from error
    except (TemplateError, RecursionError) as error:
        raise BrokenTemplate(f"có chỗ đặt trong ngoặc nhọn viết sai{_near(error)}") from error
    except (OpcError, LxmlError, KeyError, AttributeError, TypeError, *_UNPACKABLE) as error:
        # What docxtpl and python-docx raise for parts that are missing, do not unpack, or are no XML.
        raise BrokenTemplate(NOT_WORD) from error
    return content.getvalue()


def _refuse_no_word(template: bytes) -> None:
    if len(template) > LARGEST:
        raise BrokenTemplate(TOO_LARGE)
    try:
        with ZipFile(BytesIO(template)) as packed:
            names = set(packed.namelist())
            unpacked = sum(each.file_size for each in packed.infolist())
    except _UNPACKABLE as error:
        raise BrokenTemplate(NOT_WORD) from error
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise BrokenTemplate(NOT_WORD)
    if unpacked > _LARGEST_UNPACKED:
        raise BrokenTemplate(TOO_LARGE)


def _printable(value: Value) -> Value:
    if isinstance(value, str):
        return _text(value)
    return [_text(each) if isinstance(each, str) else {k: _text(v) for k, v in each.items()} for each in value]  # type: ignore[return-value]  # each list is of one kind


def _text(text: str) -> str:
    """A text without what XML forbids; line ends and tabs, which docxtpl would turn into layout, are spaces."""
    return _UNPRINTABLE.sub("", re.sub(r"[\n\t]", " ", text))


def _environment(fields: Mapping[str, Value]) -> "Environment":
    """jinja2's sandbox, narrowed: each text it compiles is read through before it runs."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Narrowed(ImmutableSandboxedEnvironment):
        def compile(self, source: Any, *args: Any, **kwargs: Any) -> Any:
            _refuse_more_than_fields(self.parse(source), fields)
            return super().compile(source, *args, **kwargs)

    environment = Narrowed(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    return environment


def _refuse_more_than_fields(tree: "nodes.Template", fields: Mapping[str, Value]) -> None:
    from jinja2.meta import find_undeclared_variables

    _refuse_parts(tree, 0)
    unknown = sorted(find_undeclared_variables(tree) - set(fields))
    if unknown:
        raise _unknown(unknown[0])


def _refuse_parts(part: "nodes.Node", depth: int) -> None:
    kind = type(part).__name__
    if kind not in _ALLOWED:
        raise BrokenTemplate(f"chỉ được có trường, vòng lặp và điều kiện, không được có {kind}")
    depth += kind == "For"
    if depth > _DEEPEST:
        raise BrokenTemplate("có quá nhiều vòng lặp lồng nhau")
    for below in part.iter_child_nodes():
        _refuse_parts(below, depth)


def _near(error: Exception) -> str:
    """Where a wrong mark stands, by the words around it."""
    lines = (line.strip() for line in getattr(error, "docx_context", ()))
    return next((f", gần “{line[:60]}”" for line in lines if "{" in line or "}" in line), "")


def _unknown(name: str) -> BrokenTemplate:
    return BrokenTemplate(f"không có trường “{name}”")
