"""Draws the pictures of the targets for the README and the guides: `make pictures`. The demonstration's figures."""

import asyncio
import tempfile
from pathlib import Path

from bot.demo.build import open_demo
from bot.demo.clock import START
from bot.settings import Settings
from bot.wiring import load_policies, open_house
from handlers.figures import target_summary
from handlers.files.target_picture import draw, picture_data
from handlers.files.trend_picture import draw_trend, trend_data
from handlers.house import House
from handlers.outlook import month_ends, target_forecasts
from handlers.texts.targets import Counted
from rules.access import OPERATOR

HERE = Path(__file__).parent


async def pictures(house: House) -> dict[str, bytes]:
    """By name: how far the targets are on the demonstration's first day, and how they went."""
    day = START.date()
    found = await target_summary(house, OPERATOR, day)
    ends, ahead = await month_ends(house, OPERATOR, day), await target_forecasts(house, OPERATOR, day)
    return {
        "targets": draw(picture_data(house.policy, found, Counted(day, day))),
        "targets-trend": draw_trend(trend_data(house.policy, ends, ahead, day)),
    }


async def _main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        settings = Settings.model_validate({"database": {"url": url}, "files": {"folder": f"{folder}/files"}})
        await (await open_demo(load_policies(settings)[0], url)).close()
        async with open_house(settings) as house:
            drawn = await pictures(house)
    for name, content in drawn.items():
        (HERE / f"{name}.png").write_bytes(content)


if __name__ == "__main__":
    asyncio.run(_main())
