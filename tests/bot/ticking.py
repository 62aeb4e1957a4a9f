"""Jobs that tests put into the table for a while."""

from typing import Any

from handlers.table_jobs import Job, Theme, Tick


def job(name: str, when: str, tick: Tick, **more: Any) -> Job:
    """A job with some words or other."""
    return Job(name, when, tick, Theme.CLASSES, "Việc thử", "Làm thử một việc.", "Việc thử không được làm.", **more)
