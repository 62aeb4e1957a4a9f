"""The name of a centre with what is of it, for those who read of several."""


def beside(name: str, centre: str) -> str:
    """A class, an entry or a group with its centre."""
    return f"{name} ({centre})"


def asked_of(words: str, centre: str) -> str:
    """A question with the centre it waits at."""
    return f"{centre}: {words}"
