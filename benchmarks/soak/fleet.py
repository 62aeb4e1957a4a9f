"""The programs: started, stopped, killed and frozen as real processes; what they print, and the memory they take."""

import asyncio
import os
import resource
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak import stacks
from benchmarks.start import resident_mib
from tests.bot.conftest import free_port

ROOT = Path(__file__).parents[2]
_START = 60.0
"""Seconds for a start before it is tried again: the database may be away."""


@dataclass
class Member:
    """One of the programs, over all its starts."""

    number: int
    config: Path
    port: int
    process: asyncio.subprocess.Process | None = None
    wanted: bool = True
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    memory: list[float] = field(default_factory=list)
    """MiB, each two seconds."""

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process is not None and self.process.returncode is None else None

    def send(self, number: signal.Signals) -> bool:
        """Signal it; False where it does not run."""
        if self.pid is None:
            return False
        os.kill(self.pid, number)
        return True

    def limit_files(self, size: int | None) -> bool:
        """No file of it may grow beyond so many bytes, as if the disk were full; None: any size."""
        if self.pid is None:
            return False
        _, hard = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (hard if size is None else size, hard))
        return True


class Fleet:
    """So many programs with one configuration, each at a port of its own; who dies is started again."""

    def __init__(self, folder: Path, config: str, urls: Sequence[str], offset: Path, webhook: str) -> None:
        """`config` is the settings file, in which PORT and URL stand for what each has of its own."""
        self.members = [Member(n, folder / f"config-{n}.toml", free_port()) for n in range(1, len(urls) + 1)]
        for member, url in zip(self.members, urls, strict=True):
            own = config.replace("PORT", str(member.port)).replace("URL", url)
            member.config.write_text(own, encoding="utf-8")
        self._command = ("-m", "benchmarks.soak.program", str(offset), webhook)
        self._log = (folder / "programs.log").open("ab")
        self.log = folder / "programs.log"
        self.starts = 0
        self.failed_starts = 0
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def ports(self) -> list[int]:
        return [member.port for member in self.members if member.pid is not None]

    async def start(self) -> None:
        """All of them, ready."""
        self._tasks = [asyncio.create_task(self._keep_running(member)) for member in self.members]
        self._tasks.append(asyncio.create_task(self._watch_memory()))
        await self.all_ready()

    async def all_ready(self, within: float = 180.0) -> None:
        """Until all of them answer. Raises TimeoutError."""
        async with asyncio.timeout(within):
            for member in self.members:
                await member.ready.wait()

    async def tell_stacks(self) -> None:
        """Have each write into the log what its tasks wait for."""
        for member in self.members:
            member.send(stacks.ASK)
        await asyncio.sleep(2)

    async def close(self) -> None:
        """Stop them in order; kill who does not end within ten seconds."""
        for member in self.members:
            member.wanted = False
            member.send(signal.SIGCONT)
            member.send(signal.SIGTERM)
        with_end = [member.process.wait() for member in self.members if member.process is not None]
        try:
            async with asyncio.timeout(15):
                await asyncio.gather(*with_end)
        except TimeoutError:
            for member in self.members:
                member.send(signal.SIGKILL)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._log.close()

    async def run(self, *command: str) -> tuple[int, str]:
        """A command of the program beside the running ones: its status and what it printed."""
        started = (*self._command[:-1], "", "--config", str(self.members[0].config), *command)
        process = await asyncio.create_subprocess_exec(
            sys.executable, *started, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        printed, _ = await process.communicate()
        return process.returncode or 0, printed.decode()

    async def _keep_running(self, member: Member) -> None:
        while member.wanted:
            self.starts += 1
            started = (sys.executable, *self._command, "--config", str(member.config), "serve")
            member.process = process = await asyncio.create_subprocess_exec(
                *started, cwd=ROOT, stderr=asyncio.subprocess.PIPE
            )
            await self._read(member, process)
            member.ready.clear()
            if await process.wait() > 0:
                self.failed_starts += 1
                await asyncio.sleep(1)

    async def _read(self, member: Member, process: asyncio.subprocess.Process) -> None:
        assert process.stderr is not None
        while line := await process.stderr.readline():
            self._log.write(f"{time.time():.3f} {member.number} ".encode() + line)
            self._log.flush()
            if b"ready" in line:
                member.ready.set()

    async def _watch_memory(self) -> None:
        while True:
            for member in self.members:
                if member.pid is not None and member.ready.is_set():
                    member.memory.append(resident_mib(member.pid))
            await asyncio.sleep(2)
