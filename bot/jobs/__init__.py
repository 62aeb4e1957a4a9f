"""Jobs by the clock: watching for what falls due, running it, and living through a span of time."""

from bot.jobs.watch import Jobs

__all__ = ["Jobs"]
