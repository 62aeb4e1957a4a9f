"""`/metrics`, as Prometheus reads it: what came in, what was answered, what waits. No person is named by it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from hmac import compare_digest

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.http import guarded
from bot.service import ChannelService
from handlers.house import House
from rules.notices import DeliveryState
from storage import delivery_counts, figures
from storage.clock import to_ms

PATH = "/metrics"
_DELIVERY_STATES = tuple(state.value for state in DeliveryState)
_WEEK = 7 * 24 * 3_600_000
_STATES = ("waiting", "sending", "sent", "failed", "unknown")
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Given(Collector):
    """Figures that are there already."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics


class Metrics:
    """The figures of a running program."""

    def __init__(self, house: House, services: Mapping[str, ChannelService]) -> None:
        self._house = house
        self._services = services

    def route(self, token: str = "") -> Route:
        """The route; with a token it is answered only to those who bring it, and to others as if it were not there.

        It answers 503 while the database cannot be asked.
        """
        expected = f"Bearer {token}".encode()

        async def metrics(request: Request) -> Response:
            given = request.headers.get("authorization", "").encode("utf-8", "replace")
            if token and not compare_digest(given, expected):
                raise HTTPException(404)
            try:
                return Response(await self.text(), media_type=_TYPE)
            except self._house.db.errors:
                raise HTTPException(503) from None

        return Route(PATH, metrics, methods=["GET"])

    def app(self, token: str = "") -> ASGIApp:
        """A program of its own that answers nothing else."""
        return guarded(Starlette(routes=[self.route(token)]))

    async def text(self) -> bytes:
        """All figures, in Prometheus' words."""
        registry = CollectorRegistry(auto_describe=False)
        given = [*self._counted(), await self._outbox(), await self._lag(), *await self._ledger()]
        registry.register(_Given(given))
        return generate_latest(registry)

    def _counted(self) -> list[Metric]:
        updates = CounterMetricFamily("cadrebot_updates", "Messages that came in.", labels=["channel"])
        replies = CounterMetricFamily("cadrebot_replies", "Messages that were answered.", labels=["channel"])
        for name, service in self._services.items():
            updates.add_metric([name], service.reception.taken)
            replies.add_metric([name], service.reception.replied)
        return [updates, replies, self._pauses()]

    def _pauses(self) -> Metric:
        pauses = CounterMetricFamily(
            "cadrebot_too_many", "How often the messenger asked for a pause (429).", labels=["channel"]
        )
        for name, service in self._services.items():
            pauses.add_metric([name], service.sender.budget.pauses)
        return pauses

    async def _outbox(self) -> Metric:
        metric = GaugeMetricFamily(
            "cadrebot_outbox", "What goes out without being asked for, in the last week.", labels=["channel", "state"]
        )
        many = Counter({(c, state): count for c, state, count in await figures.outbox_by_state(self._house.db)})
        for channel in sorted({*self._services, *(channel for channel, _ in many)}):
            for state in _STATES:
                metric.add_metric([channel, state], many[channel, state])
        return metric

    async def _lag(self) -> Metric:
        metric = GaugeMetricFamily(
            "cadrebot_lag_seconds", "How long the oldest unanswered message has waited.", labels=["channel"]
        )
        since, now = dict(await figures.waiting_since(self._house.db)), to_ms(self._house.clock())
        for channel in sorted({*self._services, *since}):
            metric.add_metric([channel], max(0, now - since.get(channel, now)) / 1000)
        return metric

    async def _ledger(self) -> list[Metric]:
        """Notices on their way, and those that ended in the last week; failures by the kind of error, never words."""
        now = to_ms(self._house.clock())
        states = GaugeMetricFamily(
            "cadrebot_deliveries", "People of notices, by what became of it.", labels=["channel", "state"]
        )
        failed = GaugeMetricFamily(
            "cadrebot_delivery_failures", "People whom a notice did not reach, by reason.", labels=["channel", "reason"]
        )
        many: Counter[tuple[str, str]] = Counter()
        for channel, state, reason, count in await figures.deliveries(self._house.db, now - _WEEK):
            many[channel, state] += count
            if state == "failed":
                failed.add_metric([channel, reason], count)
        for channel in sorted({*self._services, *(channel for channel, _ in many if channel)}):
            for state in _DELIVERY_STATES:
                states.add_metric([channel, state], many[channel, state])
        return [states, failed, await self._ledger_lag(now)]

    async def _ledger_lag(self, now: int) -> Metric:
        lag = GaugeMetricFamily(
            "cadrebot_ledger_lag_seconds", "How long the first person of a notice who is due has waited.",
            labels=["channel"],
        )  # fmt: skip
        due = {channel: at for channel, _, at in await delivery_counts.waiting(self._house.db)}
        for channel in sorted({*self._services, *due}):
            lag.add_metric([channel], max(0, now - due.get(channel, now)) / 1000)
        return lag
