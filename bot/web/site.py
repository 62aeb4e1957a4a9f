"""The web chat put together: its channel and all of its routes."""

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from bot.reception import Reception
from bot.sections import Web as WebSettings
from bot.web.api import Api
from bot.web.channel import Web
from bot.web.events import Events
from bot.web.files import Files
from bot.web.guard import Limits
from bot.web.listeners import Listeners
from bot.web.pages import Pages
from bot.web.privacy_page import PrivacyPage
from bot.web.rooms import CatchUp, Rooms
from bot.web.sessions import Sessions
from handlers.house import House
from storage.signals import NoSignals, Signals

if TYPE_CHECKING:
    from bot.web.demo import Demo


class Site:
    """What the program must know of the web chat."""

    def __init__(self, house: House, settings: WebSettings, signals: Signals | None = None) -> None:
        """`signals` reach the other processes on the same database, where there are any."""
        self._house = house
        self._settings = settings
        self.listeners = Listeners(signals or NoSignals())
        self.limits = Limits()
        self.channel = Web(house, self.listeners)
        self.sessions = Sessions(house.db, house.signing_key, settings)
        self.demo: Demo | None = None
        """The demonstration's panel, where there is one."""

    def routes(self, reception: Reception, catch_up: CatchUp | None = None) -> list[BaseRoute]:
        """Every route; those of the demonstration's panel only where there is a `catch_up` for its clock."""
        rooms = Rooms(
            self._house, self._settings, reception, self.sessions, self.listeners, self.limits, catch_up is not None
        )
        routes = [*Api(rooms).routes(), *Events(rooms).routes(), *Files(rooms).routes(), *Pages(rooms).routes()]
        routes += PrivacyPage(rooms).routes()
        if catch_up is not None:
            from bot.web.demo import Demo

            self.demo = Demo(rooms, catch_up)
            routes += self.demo.routes()
        return routes
