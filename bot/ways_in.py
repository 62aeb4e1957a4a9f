"""Where it is kept how people find the bot in each messenger. Apart, so that a command does not load the channels."""


def way_in_fact(channel: str) -> str:
    """The house fact that keeps where people find the bot, since the messenger told it."""
    return f"way_in_{channel}"
