"""Scripted shops for a benchmark, each a process of its own that takes its time to answer."""

import json
from pathlib import Path

from tests.fakes.woo_server import WooServer


class SlowShops:
    """`count` processes in a folder; every request waits `latency_ms` before it is looked at."""

    def __init__(self, folder: Path, count: int, latency_ms: int):
        self.servers = []
        for number in range(count):
            place = folder / f"shop-{number}"
            place.mkdir()
            self.servers.append(WooServer(place, latency_ms=latency_ms))

    def __enter__(self) -> "SlowShops":
        for server in self.servers:
            server.start()
        return self

    def __exit__(self, *_error) -> None:
        for server in self.servers:
            server.stop()

    def posted(self) -> list[dict]:
        """Every order that was posted, as it was sent."""
        calls = [json.loads(one) for server in self.servers for one in server.log.open()]
        return [one["sent"] for one in calls if (one["method"], one["path"]) == POST]

    def requests(self) -> int:
        return sum(1 for server in self.servers for _ in server.log.open())


POST = ("POST", "/orders")
