"""Page images of the reports, for looking at them: `python -m docs.pictures.papers`. Needs LibreOffice Writer and Calc.

The reports are those of the demonstration on the day of the sample summary. With a folder as argument every page goes
there; without one, the pages that the guides show go beside this file.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pypdfium2

from bot.demo.build import open_demo
from bot.settings import Settings
from bot.wiring import load_policies, open_house
from handlers.files.period_report import period_document, period_workbook
from handlers.files.report_form import Letterhead
from handlers.files.target_document import target_document
from handlers.files.target_workbook import target_workbook
from handlers.house import House
from handlers.period_papers import period_figures
from handlers.target_papers import target_paper
from rules.access import OPERATOR
from rules.periods import Period, PeriodKind

HERE = Path(__file__).parent
DAY = date(2025, 5, 15)
HALF_YEAR = Period(PeriodKind.HALF, date(2025, 1, 1))
SHOWN = ("paper-targets-docx-1", "paper-targets-xlsx-1", "paper-period-docx-1")
"""The pages that the guides show."""
COLOURS = 32
"""A page has few: a palette makes its picture a fifth of the size."""
_SCALE = 1.3
"""Of 72 points an inch."""


async def _papers(folder: Path) -> dict[str, bytes]:
    settings = Settings.model_validate({"database": {"url": f"sqlite:///{folder}/demo.db"}})
    await (await open_demo(load_policies(settings)[0], settings.database.url)).close()
    async with open_house(settings) as house:
        return await _made(house)


async def _made(house: House) -> dict[str, bytes]:
    then, now = (Letterhead(house.centre, house.papers, day) for day in (DAY, house.clock().date()))
    targets = await target_paper(house, OPERATOR, DAY, names=True)
    figures = await period_figures(house, OPERATOR, HALF_YEAR)
    return {
        "paper-targets.docx": target_document(targets, then).content,
        "paper-targets.xlsx": target_workbook(targets),
        "paper-period.docx": period_document(figures, (), now).content,
        "paper-period.xlsx": period_workbook(figures, (), now),
    }


def _pages(folder: Path, name: str, content: bytes) -> dict[str, "pypdfium2.PdfBitmap"]:
    """The pages of a paper as LibreOffice prints it, by name."""
    (folder / name).write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    stem, ending = name.split(".")
    printed = folder / f"{stem}-{ending}.pdf"
    (folder / f"{stem}.pdf").rename(printed)
    with pypdfium2.PdfDocument(printed) as document:
        return {
            f"{stem}-{ending}-{n}": page.render(scale=_SCALE, grayscale=False) for n, page in enumerate(document, 1)
        }


def main() -> None:
    everything = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if shutil.which("soffice") is None:
        sys.exit("LibreOffice is missing: apt-get install libreoffice-writer libreoffice-calc")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, content in asyncio.run(_papers(folder)).items():
            for page, bitmap in _pages(folder, name, content).items():
                if everything is not None or page in SHOWN:
                    target = everything or HERE
                    target.mkdir(parents=True, exist_ok=True)
                    bitmap.to_pil().convert("RGB").quantize(COLOURS).save(target / f"{page}.png", optimize=True)


if __name__ == "__main__":
    main()
