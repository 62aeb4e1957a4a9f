"""Lanes of the crew: every chat belongs to one of a fixed number, and each of them is answered by one process."""

from zlib import crc32

LANES = 64
"""Enough that a dozen processes get nearly equal parts, few enough to be held by one statement."""
ALL_LANES = frozenset(range(LANES))


def lane_of(channel: str, chat: str) -> int:
    """The lane of a chat: the same in every process, and after every restart."""
    return crc32(f"{channel}:{chat}".encode()) % LANES
