"""Draws the pictures of the README: real answers of the demonstration, as a phone would show them.

Run `make pictures`. The answers come through the front door, so that a picture never promises what is not built.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from textwrap import wrap

from bot.demo.build import open_demo
from bot.demo.cast import LACKS, LEADER
from bot.settings import Settings
from bot.terminal import Seat, plain, sit_down
from bot.wiring import load_policies, open_house
from handlers.messages import choices

WIDTH, LINE, PAD, COLUMNS = 420, 19, 12, 50
HERE = Path(__file__).parent


async def _conversation(seat: Seat, said: list[str]) -> list[tuple[bool, list[str]]]:
    """(is it the person, lines) for each message."""
    talk: list[tuple[bool, list[str]]] = []
    for words in said:
        reply = (await seat.says(words)).reply
        talk.append((True, [words]))
        if reply is not None:
            lines = [line for row in plain(reply.text).split("\n") for line in (wrap(row, COLUMNS) or [""])]
            talk.append((False, [*lines, "", *(f"{c.number}. {c.label}" for c in choices(reply.buttons))]))
    return talk


def _bubbles(talk: list[tuple[bool, list[str]]]) -> Iterator[str]:
    y = PAD
    for own, lines in talk:
        width = min(WIDTH - 3 * PAD, 24 + max(len(line) for line in lines) * 7.6)
        height = len(lines) * LINE + 2 * PAD
        x = WIDTH - width - PAD if own else PAD
        fill = "#d7ecff" if own else "#ffffff"
        yield f'<rect x="{x:.0f}" y="{y}" width="{width:.0f}" height="{height}" rx="12" fill="{fill}"/>'
        for n, line in enumerate(lines):
            yield f'<text x="{x + PAD:.0f}" y="{y + PAD + 14 + n * LINE}">{escape(line)}</text>'
        y += height + PAD
    yield f"<!-- {y} -->"


def _svg(talk: list[tuple[bool, list[str]]]) -> str:
    *drawn, height = _bubbles(talk)
    tall = int(height.strip("<!->"))
    style = "text{font:14px 'Noto Sans','Segoe UI',Roboto,sans-serif;fill:#1b2733}"
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{tall}" viewBox="0 0 {WIDTH} {tall}">',
            f"<style>{style}</style>",
            f'<rect width="{WIDTH}" height="{tall}" fill="#e8edf2"/>',
            *drawn,
            "</svg>\n",
        )
    )


async def _draw() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        settings = Settings.model_validate({"database": {"url": url}})
        await (await open_demo(load_policies(settings)[0], url)).close()
        async with open_house(settings) as house:
            for name, who, said in (
                ("chat", LACKS.code, ["Tôi cần học trình độ gì?", "1"]),
                ("summary", LEADER.code, ["chỉ tiêu tới đâu rồi?"]),
            ):
                seat = await sit_down(house, who)
                if seat is None:
                    raise LookupError(f"the demonstration has no {who}")
                picture = _svg(await _conversation(seat, said))
                (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_draw())
