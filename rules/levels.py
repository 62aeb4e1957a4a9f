"""The levels of political theory, in their order, and the modes of study."""

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """A level held or required. A higher level includes the lower ones (domain: targets say "trở lên")."""

    NONE = 0
    SO_CAP = 1
    TRUNG_CAP = 2
    CAO_CAP = 3

    @property
    def code(self) -> str:
        """The name used in JSON, in policy files and in the database: `none`, `so_cap`, ..."""
        return self.name.lower()

    @property
    def label(self) -> str:
        """The Vietnamese name, in lower case, for the middle of a sentence."""
        return _LABELS[self]

    @classmethod
    def of(cls, code: str) -> "Level":
        """The level of a code such as `trung_cap`. Raises KeyError for any other word."""
        return cls[code.upper()]


_LABELS = {
    Level.NONE: "chưa có",
    Level.SO_CAP: "sơ cấp",
    Level.TRUNG_CAP: "trung cấp",
    Level.CAO_CAP: "cao cấp",
}


class Mode(StrEnum):
    """Hệ đào tạo."""

    TAP_TRUNG = "tap_trung"
    KHONG_TAP_TRUNG = "khong_tap_trung"

    @property
    def label(self) -> str:
        return "tập trung" if self is Mode.TAP_TRUNG else "không tập trung"
