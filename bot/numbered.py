"""Options as numbers, for channels that have no buttons."""

from handlers.messages import Choice, Reply, choices


def numbered(reply: Reply) -> list[str]:
    """A line an option, such as "1. Lớp sắp mở"; one that the text itself lists under its number is not said twice."""
    lines = reply.text.split("\n")
    return [f"{each.number}. {each.label}" for each in choices(reply.buttons) if not _is_listed(each, lines)]


def _is_listed(option: Choice, lines: list[str]) -> bool:
    """Whether a line of the text, not the first, is this option; a list of other things may have the same numbers.

    The line begins as the option does ("Trần Văn Nhã"), or the option points at its number ("Xem lớp 1").
    """
    begins = f"{option.number}. {' '.join(option.label.split()[:2])}"
    own = [line for line in lines[1:] if line.startswith(f"{option.number}. ")]
    return any(option.label.endswith(f" {option.number}") or line.startswith(begins) for line in own)
