"""The demonstration's database: its world takes seconds to make, so one process makes it for the whole run."""

import asyncio
import os
import time
from pathlib import Path

import pytest

_PATIENCE = 60.0
"""Seconds for which the others wait for the one that makes it."""


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demonstration on its first day. Only to be copied."""
    own = tmp_path_factory.getbasetemp()
    path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo-world" / "demo.db"
    try:
        path.parent.mkdir()
    except FileExistsError:
        _wait_for(path)
    else:
        asyncio.run(_make(path))
    return path


async def _make(path: Path) -> None:
    """Whole, and with nobody at it, from the moment it is there under its name."""
    from bot.demo import open_demo  # here, since the tests of the rules do without
    from tests.handlers import roster

    half = path.with_name("half.db")
    await (await open_demo(roster.POLICY, f"sqlite:///{half}")).close()
    half.rename(path)


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not path.exists():
        assert time.monotonic() < deadline, "the process that makes the demonstration's world did not finish"
        time.sleep(0.05)
