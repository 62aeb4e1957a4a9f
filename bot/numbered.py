"""Options as numbers, for channels that have no buttons."""

from handlers.messages import Reply, choices


def numbered(reply: Reply) -> list[str]:
    """A line an option, such as "1. Lớp sắp mở"; one that the text itself lists under its number is not said twice."""
    offered = choices(reply.buttons)
    return [f"{each.number}. {each.label}" for each in offered if f"\n{each.number}. " not in reply.text]
