"""How the run as a whole is arranged, so that two cores are busy to its end and nothing costly is made twice."""

import asyncio
import gc
import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from tests.browser.chromium import browser
from tests.demo_world import demo_file
from tests.storage.postgres_server import emptied_postgres, empties, migrated_postgres, postgres_server, shared_db

__all__ = ["browser", "demo_file", "emptied_postgres", "empties", "migrated_postgres", "postgres_server", "shared_db"]

# The tests start dozens of Pythons: each reads what the first has compiled, also where the environment keeps nothing.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Almost all that collecting makes stays to the end: walking through it again and again is a sixth of its time.
gc.disable()

# Forty examples a property at every run, a thousand when `make proof` asks for them. No verdict hangs on how busy the
# machine is.
settings.register_profile("quick", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("proof", settings.get_profile("quick"), max_examples=1_000)
settings.register_profile("fuzz", settings.get_profile("quick"), max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_finish() -> None:
    """The tests' own garbage is collected; what was made by now need not be walked through each time.

    Less often than by default: 58 s of processor in place of 60 for the tests of the handlers.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def _asyncio_loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The tests run on the event loop that the program runs on: also the cheaper one.

    pytest-asyncio has a public hook for it, which makes a parameter of the loop: a second and a half of collecting.
    """
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


@pytest.fixture(scope="session", autouse=True)
def each_toml_read_once() -> Iterator[None]:
    """The policies are read whenever the program starts: hundreds of times here, 30 ms each."""
    once = lru_cache(maxsize=32)(tomllib.loads)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tomllib, "loads", lambda text: deepcopy(once(text)))
        yield


LONG = (
    "bot/test_several",
    "bot/test_kill",
    "delivery/",
    "bot/test_stop",
    "bot/test_setup_page",
    "browser/",
    "independent/",
)
"""What begins first: a long test at the end would leave the other core idle."""
TOGETHER = ("browser/", "independent/test_answers", "independent/test_targets_agree", "test_house")
"""Files and folders whose preparation is dearer than their tests: one process runs all of each."""
POSTGRES = ("[postgresql", "storage/test_opening")
"""In the names of the tests on PostgreSQL: one process runs them all, on one server."""


class Schedule(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """Hands out test by test, in order, except for the files that stay together."""

    def _split_scope(self, nodeid: str) -> str:
        if any(name in nodeid for name in POSTGRES):
            return "postgresql"
        return next((file for file in TOGETHER if nodeid.startswith(f"tests/{file}")), nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        """From the front to one half of the processes, from the end to the other: what waits goes beside what works."""
        if self.nodes.index(node) % 2:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """What is done is forgotten: xdist counts through all it remembers, after each of thousands of tests."""
        nodeid = self.registered_collections[node][item_index]
        super().mark_test_complete(node, item_index, duration)
        given, scope = self.assigned_work[node], self._split_scope(nodeid)
        if all(given[scope].values()):
            del given[scope]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Schedule:
    return Schedule(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((n for n, file in enumerate(LONG) if f"tests/{file}" in item.nodeid), len(LONG)))
