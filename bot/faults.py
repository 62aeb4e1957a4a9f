"""What is logged of an error: where and of what kind, never its words, which may be a person's."""

import traceback


def kind_of(error: BaseException) -> str:
    """The kind of an error and of what caused it."""
    kinds = [type(error).__name__]
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
        kinds.append(type(error).__name__)
    return " < ".join(kinds)


def frames(error: BaseException) -> str:
    """Where an error came from, line by line, and its kind."""
    return "".join(traceback.format_tb(error.__traceback__)) + kind_of(error)
