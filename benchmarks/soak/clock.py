"""The hand that moves the clock of running programs: how far it is off stands in a file they all look at."""

import mmap
import struct
from pathlib import Path
from typing import Final

_SECONDS: Final = struct.Struct("d")


class Offset:
    """Seconds by which the clock of whoever opened the file runs ahead; negative: behind."""

    def __init__(self, file: Path) -> None:
        """The file is made, with a clock that is right, where there is none."""
        if not file.exists():
            file.write_bytes(_SECONDS.pack(0.0))
        with file.open("r+b") as opened:
            self._map = mmap.mmap(opened.fileno(), _SECONDS.size)

    @property
    def seconds(self) -> float:
        return float(_SECONDS.unpack_from(self._map)[0])

    @seconds.setter
    def seconds(self, value: float) -> None:
        _SECONDS.pack_into(self._map, 0, value)
