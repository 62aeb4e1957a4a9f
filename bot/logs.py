"""Logs for the operator, on standard error; tokens, phones and linking codes are blotted out before they get there."""

import logging
import re
import sys
from typing import Final

_SECRETS: Final = (
    (re.compile(r"\d{6,}:[\w-]{20,}"), "<token>"),
    (re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"), "<password>"),
    (re.compile(r"(?<![\w-])(?:\+?84|0)(?:[ .]?\d){9}(?![\w-])"), "<phone>"),
    # Ten of Crockford's characters with at least a letter and a digit among them: a linking code, whole or in halves.
    (
        re.compile(r"(?<![\w-])(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[0-9A-HJKMNP-TV-Z]{5}-?[0-9A-HJKMNP-TV-Z]{5}(?![\w-])"),
        "<code>",
    ),
)
_OURS: Final = ("bot", "handlers", "storage", "rules")


def set_up_logs(verbose: bool = False) -> None:
    """Send our own lines from INFO up (DEBUG when verbose) to standard error, those of all others from WARNING.

    Others' details are no help to the operator, and tell what nobody should read: a database's, every value it keeps.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.INFO)


class RedactingFormatter(logging.Formatter):
    """Formats a line, its traceback included, and blots out what nobody should read in a log."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def redacted(text: str) -> str:
    """The text without bot tokens, passwords in addresses, phones and linking codes."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text
