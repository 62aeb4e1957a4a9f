"""The page that stands in the documentation is the one the program makes."""

from pathlib import Path

from handlers.house import Centre
from handlers.texts import privacy_page
from handlers.texts.home import CENTRE
from rules.retention import DEFAULT_RETENTION

_DOCS = Path(__file__).parents[2] / "docs"


def test_the_documented_page_is_what_the_program_publishes_by_default() -> None:
    made = privacy_page.as_markdown(privacy_page.page(Centre(CENTRE), DEFAULT_RETENTION))
    assert (_DOCS / "quyen-rieng-tu.md").read_text(encoding="utf-8") == made
