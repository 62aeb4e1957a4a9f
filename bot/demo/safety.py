"""What keeps the demonstration apart from real life: no real token, no other machine, no other database."""

import re
from urllib.parse import urlsplit

from bot.settings import Settings

HOST = "127.0.0.1"
URL = "sqlite:///data/demo.db"

_REAL_TOKEN = re.compile(r"\d{6,}:[\w-]{30,}")
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


class DemoRefused(Exception):
    """The demonstration will not run like this: one English sentence that says what to change."""


def demo_settings(given: Settings, url: str = URL) -> Settings:
    """The settings of the demonstration: those given, but its own database, on this machine only, everything shown.

    Raises DemoRefused for a token that may be real, or a messenger that is not on this machine.
    """
    _refuse_real_telegram(given)
    if given.zalo.enabled and urlsplit(given.zalo.base_url).hostname not in _THIS_MACHINE:
        raise DemoRefused("zalo.base_url: the demonstration talks to a stand-in on this machine only.")
    centre = given.centre.model_copy(
        update={
            "name": "Trung tâm Chính trị huyện Càng Long",
            "phone": "0900 000 000",
            "address": "thị trấn Càng Long",
            "office_hours": "thứ Hai đến thứ Sáu, trong giờ hành chính",
            "timezone": "Asia/Ho_Chi_Minh",
            "policies": ("cang-long-2025", "qd57", "qd350"),
        }
    )
    return given.model_copy(
        update={
            "centre": centre,
            "centres": (),
            "papers": given.papers.model_copy(update={"parent": "Huyện ủy Càng Long", "place": "Càng Long"}),
            "database": given.database.model_copy(update={"url": url}),
            "privacy": given.privacy.model_copy(update={"planned_posts": True}),
            # Its clock would drop the backups of real life for those of the demonstration.
            "backup": given.backup.model_copy(update={"folder": None}),
            "web": given.web.model_copy(update={"enabled": True, "host": HOST, "public_url": ""}),
        }
    )


def _refuse_real_telegram(given: Settings) -> None:
    telegram = given.telegram
    if telegram.token is not None and _REAL_TOKEN.fullmatch(telegram.token.get_secret_value()):
        raise DemoRefused(
            "telegram.token: the demonstration never uses a token that may be real; start it without one, "
            "in another folder or with --config."
        )
    if telegram.enabled and urlsplit(telegram.base_url).hostname not in _THIS_MACHINE:
        raise DemoRefused("telegram.base_url: the demonstration talks to a stand-in on this machine only.")
