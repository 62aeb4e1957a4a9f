"""How long things are kept; the centre may set each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retention:
    """Days for which each thing is kept after it has served."""

    messages: int = 90
    """What was said in the web chat, which no messenger keeps."""
    inbox: int = 7
    """That a message came and was answered, and that one was sent; their words go at once."""
    codes: int = 30
    """A linking code after its end, so that whoever types it late is told why it does not work."""
    files: int = 90
    """Files that were sent in, and belong to no notice that was sent."""
    looks: int = 0
    """Who looked at whose record; 0: until somebody asks to erase it."""
    journal: int = 0
    """What a record said before and after a change. That it was changed stays. 0 as above."""


DEFAULT_RETENTION = Retention()
