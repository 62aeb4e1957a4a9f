"""How soon `cadrebot serve` answers, and the memory it then has, beside a bare python-telegram-bot, in the same run.

Both as after an installation: among the packages that the program needs to run, each started once before it counts, so
that its bytecode is there. (httpx, which both import, finds `rich` among the tools of development, and imports it.)

python -m benchmarks.start
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.installed import installed, keeping_bytecode
from tests.bot.conftest import free_port
from tests.bot.telegram_server.server import TOKEN

ROUNDS = 7
_BARE = """
import sys
from telegram.ext import Application, MessageHandler, filters

async def echo(update, context):
    await update.message.reply_text(update.message.text)

async def ready(application):
    print("ready", file=sys.stderr, flush=True)

application = Application.builder().token({token!r}).base_url({url!r}).post_init(ready).build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
"""


def started(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds until a program says "ready" on standard error, and its resident memory then, in MiB."""
    begun = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        if not any("ready" in line for line in process.stderr):
            raise RuntimeError(f"{command[0]} ended before it was ready")
        seconds = time.perf_counter() - begun
        memory = resident_mib(process.pid)
        process.terminate()
    return seconds, memory


def resident_mib(pid: int) -> float:
    """Resident memory now; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def main() -> None:
    """Print the medians of both programs and their ratio."""
    port = str(free_port())
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.telegram_server", "--port", port], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    server.stdout.readline()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(_BARE.format(token=TOKEN, url=f"{url}/bot"), encoding="utf-8")
        (folder / "config.toml").write_text(
            f'[telegram]\nenabled = true\ntoken = "{TOKEN}"\nbase_url = "{url}/bot"\n[web]\nport = {free_port()}\n',
            encoding="utf-8",
        )
        python = str(installed(folder / "environment"))
        commands = {"cadrebot": [python, "-m", "bot", "serve"], "bare": [python, "bare.py"]}
        figures: dict[str, list[tuple[float, float]]] = {kind: [] for kind in commands}
        environment = keeping_bytecode(folder)
        for command in commands.values():
            started(command, folder, environment)
        for _ in range(ROUNDS):
            for kind, command in commands.items():
                figures[kind].append(started(command, folder, environment))
    server.terminate()
    server.wait()
    for n, what in enumerate(("ready, s", "memory, MiB")):
        ours, bare = (median(figure[n] for figure in figures[kind]) for kind in commands)
        sys.stdout.write(f"{what:12} bare {bare:7.2f}   cadrebot {ours:7.2f}   ratio {ours / bare:.2f}\n")


if __name__ == "__main__":
    main()
