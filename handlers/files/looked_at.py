"""A file that was looked at, and its copy with all problems marked."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from rules.roster.problems import Problem


@dataclass(frozen=True, slots=True)
class LookedAt(ABC):
    """What a file would change, before somebody says yes. Nothing is stored."""

    file_name: str

    @property
    @abstractmethod
    def problems(self) -> Iterable[Problem]:
        """All that is wrong with it or doubtful."""

    @property
    def marked_name(self) -> str:
        """What the copy with the problems marked in its cells is called: `NAME-loi.xlsx`."""
        return f"{PurePath(self.file_name).stem}-loi.xlsx"

    def marked(self, content: bytes) -> bytes:
        """The copy itself, as .xlsx, from the content of the file. Raises UnreadableFile."""
        from handlers.files.marking import marked_copy

        return marked_copy(content, self.file_name, self.problems)
