"""Templates that staff edit in Word: what they may hold, and what is said of a broken one."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from handlers.files.word_template import BrokenTemplate, Value, filled

FIELDS: dict[str, Value] = {"ten": "xã An Trường", "dong": [{"a": "một"}, {"a": "hai"}]}


def template(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def read(*paragraphs: str, **more: Value) -> list[str]:
    made = filled(template(*paragraphs), FIELDS | more)
    return [paragraph.text for paragraph in Document(BytesIO(made)).paragraphs]


def refused(content: bytes) -> str:
    with pytest.raises(BrokenTemplate) as error:
        filled(content, FIELDS)
    return str(error.value)


def packed(**parts: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, text in parts.items():
            archive.writestr({"types": "[Content_Types].xml", "body": "word/document.xml"}[name], text)
    return content.getvalue()


def test_fields_loops_and_conditions_are_filled_in() -> None:
    assert read("Gửi {{ ten }}") == ["Gửi xã An Trường"]
    assert read("{%p for d in dong %}", "{{ loop.index }}. {{ d.a }}", "{%p endfor %}") == ["1. một", "2. hai"]
    assert read("{% if ten == 'x' %}có{% else %}không{% endif %}") == ["không"]


def test_what_a_field_holds_comes_out_literally() -> None:
    hostile = "<w:t>{{ ten }} & {% for %}\x00\ufffe\nhết"
    assert read("{{ xau }}", xau=hostile) == ["<w:t>{{ ten }} & {% for %} hết"]


@pytest.mark.parametrize(
    "text", ["{{ tenn }}", "{% if tenn %}x{% endif %}", "{% for d in dong %}{{ d.tenn }}{% endfor %}"]
)
def test_an_unknown_field_is_named(text: str) -> None:
    assert refused(template(text)) == "không có trường “tenn”"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ten.__class__.__mro__ }}", "{{ ten.upper() }}", "{{ 'a' * 999999999 }}", "{{ ten | upper }}",
        "{% include '/etc/passwd' %}", "{% set x = 1 %}", "{% macro m() %}{% endmacro %}", "{{ range }}",
        "{% for a in dong %}{% for b in dong %}{% for c in dong %}x{% endfor %}{% endfor %}{% endfor %}",
        "{{ " + "(" * 3000 + "ten" + ")" * 3000 + " }}",
    ],
)  # fmt: skip
def test_nothing_but_fields_loops_and_conditions_runs(text: str) -> None:
    assert refused(template(text))


def test_a_mark_that_is_not_closed_is_told_by_the_words_around_it() -> None:
    assert refused(template("Số liệu ngày {{ ten")) == "có chỗ đặt trong ngoặc nhọn viết sai, gần “Số liệu ngày {{ ten”"


@pytest.mark.parametrize(
    "content",
    [b"", b"not a zip", packed(types="x"), packed(types="x", body="y"), packed(types="<Types/>", body="<w/>")],
)
def test_what_is_no_word_file_is_told_so(content: bytes) -> None:
    assert refused(content) == "tệp không phải là tệp Word (.docx), hoặc đã hỏng"


def test_a_file_that_unpacks_to_far_too_much_is_never_unpacked() -> None:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", " " * (51 * 2**20))
    assert refused(content.getvalue()) == "tệp quá lớn"
