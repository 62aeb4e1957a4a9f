"""A spreadsheet read in a process of its own: what a damaged or forged file does there, it does not do to us.

The reader is written in Rust. On some files of a few kilobytes it asks for all memory there is, and when that is
refused the process ends at once, whatever Python would have caught; a message that does so would do it again after
each start.
"""

import contextlib
import pickle
import subprocess
import sys

from handlers.files.unreadable import DAMAGED, TOO_LARGE, UnreadableFile
from rules.roster.sheet import Sheet

MOST_SECONDS = 120
MOST_MEMORY = 2 * 2**30
"""Bytes; held to where the system can: elsewhere the child alone fails."""


def read_apart(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a spreadsheet. Raises UnreadableFile with a sentence for the sender."""
    command = [sys.executable, "-m", "handlers.files.reading_apart"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(TOO_LARGE) from error
    if done.returncode != 0:
        raise UnreadableFile(DAMAGED)
    read: tuple[Sheet, ...] | str = pickle.loads(done.stdout)  # written by our own child, below
    if isinstance(read, str):
        raise UnreadableFile(read)
    return read


def _bound_memory() -> None:
    with contextlib.suppress(ImportError):  # there is no such module on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main() -> None:
    from handlers.files.spreadsheet import read_here

    _bound_memory()
    read: tuple[Sheet, ...] | str
    try:
        read = read_here(sys.stdin.buffer.read())
    except UnreadableFile as error:
        read = error.reason
    pickle.dump(read, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _main()
