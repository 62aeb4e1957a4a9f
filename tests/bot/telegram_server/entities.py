"""Reads Telegram's HTML: the text a person sees, and the entities that mark it up."""

import re
from dataclasses import dataclass

from tests.bot.telegram_server.answers import JsonObject, broken_rule

_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z0-9-]*)"""
    r"""(?P<attributes>(?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*>"""
)
_NAME = re.compile(r"</?([^\s>]*)")
_ATTRIBUTE = re.compile(r"""\s+([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_ESCAPE = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    at: int


def units(text: str) -> int:
    """Length in UTF-16 units, the measure of Telegram's offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """The visible text and its entities, in order. Raises Refusal "can't parse entities"."""
    text: list[str] = []
    length = 0
    stack: list[_OpenTag] = []
    entities: list[JsonObject] = []
    position = 0
    while position < len(source):
        start = source.find("<", position)
        chunk = _unescaped(source[position : start if start >= 0 else len(source)])
        text.append(chunk)
        length += units(chunk)
        if start < 0:
            break
        tag = _tag_at(source, start)
        if tag["end"]:
            entities += _entity(_closed(stack, tag["name"], _bytes_before(source, start)), length)
        else:
            stack.append(_OpenTag(tag["name"].lower(), _attributes(tag["attributes"]), length))
        position = tag.end()
    if stack:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{stack[-1].name}"')
    return "".join(text), sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    """Text without white space at both ends, as Telegram stores it, with the entities moved along."""
    kept = text.strip()
    if len(kept) == len(text):
        return text, entities
    lead = units(text[: len(text) - len(text.lstrip())])
    end = units(kept)
    moved = []
    for entity in entities:
        first = max(entity["offset"] - lead, 0)
        last = min(entity["offset"] + entity["length"] - lead, end)
        if last > first:
            moved.append(entity | {"offset": first, "length": last - first})
    return kept, moved


def _tag_at(source: str, start: int) -> re.Match[str]:
    offset = _bytes_before(source, start)
    name = _NAME.match(source, start)
    if name is None or (name[1].lower() not in _KINDS and not source.startswith("</", start)):
        raise _unparsable(f'Unsupported start tag "{name[1] if name else ""}" at byte offset {offset}')
    tag = _TAG.match(source, start)
    if tag is None:
        raise _unparsable(f"Unclosed or malformed tag at byte offset {offset}")
    if tag["name"].lower() == "span" and not tag["end"] and "tg-spoiler" not in tag["attributes"]:
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    return tag


def _closed(stack: list[_OpenTag], name: str, offset: int) -> _OpenTag:
    if not stack:
        raise _unparsable(f"Unexpected end tag at byte offset {offset}")
    if name and stack[-1].name != name.lower():
        raise _unparsable(
            f'Unmatched end tag at byte offset {offset}, expected "</{stack[-1].name}>", found "</{name}>"'
        )
    return stack.pop()


def _entity(tag: _OpenTag, end: int) -> list[JsonObject]:
    if end == tag.at or (tag.name == "a" and not tag.attributes.get("href")):
        return []
    entity: JsonObject = {"type": _KINDS[tag.name], "offset": tag.at, "length": end - tag.at}
    if tag.name == "a":
        entity["url"] = tag.attributes["href"]
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    return [entity]


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): _unescaped(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(text)}


def _unescaped(text: str) -> str:
    """Only four names and the numbers are known; anything else after "&" stays as written."""
    return _ESCAPE.sub(_character, text) if "&" in text else text


def _character(escape: re.Match[str]) -> str:
    word = escape[1]
    if word in _NAMED:
        return _NAMED[word]
    return chr(int(word[2:], 16) if word[1] in "xX" else int(word[1:]))


def _bytes_before(source: str, position: int) -> int:
    return len(source[:position].encode())


def _unparsable(why: str) -> Exception:
    return broken_rule(f"can't parse entities: {why}")
