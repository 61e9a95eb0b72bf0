"""Servers of the outside world as fixtures, to be imported where they are used."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import redis

from bin import private_redis
from bin.children import die_with_parent, wait_until

START_LIMIT_S = 10.0


class SmtpServer:
    """tests/fakes/smtp.py at `host`:`port`, and under TLS from the first byte at `tls_port`.

    `script()` says how the next connections behave.
    """

    host = "127.0.0.1"

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = self.tls_port = 0
        self._modes = folder / "modes"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, after a stop at the port it had before."""
        self._modes.write_text("")
        command = [sys.executable, "-m", "tests.fakes.smtp", "--folder", str(self.folder)]
        self._process = subprocess.Popen(
            [*command, *self._ports(), "--modes", str(self._modes)],
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent,
        )
        self.port, self.tls_port = map(int, self._process.stdout.readline().split())

    def _ports(self) -> list[str]:
        return ["--port", str(self.port), "--tls-port", str(self.tls_port)]

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def script(self, *modes: str) -> None:
        """Add modes, one per connection to come; see tests/fakes/smtp.py."""
        with self._modes.open("a") as file:
            file.writelines(f"{mode}\n" for mode in modes)

    @property
    def ca_path(self) -> Path:
        return self.folder / "ca.pem"

    @property
    def messages(self) -> list[EmailMessage]:
        """Everything that was accepted, oldest first."""
        files = sorted(self.folder.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    @property
    def events(self) -> list[dict]:
        log = self.folder / "log.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    def wait_for(self, count: int, limit_s: float = 10.0) -> list[EmailMessage]:
        """The accepted messages once there are at least `count`; fails the test otherwise."""
        if not wait_until(lambda: len(self.messages) >= count, limit_s):
            pytest.fail(f"{len(self.messages)} of {count} mails after {limit_s:g} s: {self.events}")
        return self.messages


class RedisServer:
    """A Redis that a test may stop, start and empty. `url` stays the same."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.socket = folder / "redis.sock"
        self.url = private_redis.url(self.socket)
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        if self._process:
            return
        self._process = subprocess.Popen(
            private_redis.command(self.folder, self.socket, durable=False),
            stdout=subprocess.DEVNULL,
            preexec_fn=die_with_parent,
        )
        if not wait_until(lambda: private_redis.answers(self.url), START_LIMIT_S):
            raise RuntimeError("redis-server did not start")

    def stop(self) -> None:
        """What it held is lost, as if the machine had been."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
            self.socket.unlink(missing_ok=True)

    def flush(self) -> None:
        with redis.Redis.from_url(self.url) as connection:
            connection.flushdb()


class SharedRedisServer(RedisServer):
    """The one that TEST_REDIS_URL names: emptied, but never stopped."""

    def __init__(self, url: str):
        self.url = url

    def start(self) -> None:
        """It runs already."""

    def stop(self) -> None:
        pytest.skip("the Redis of TEST_REDIS_URL is not ours to stop")


@pytest.fixture
def smtp_server(tmp_path) -> Iterator[SmtpServer]:
    server = SmtpServer(tmp_path / "smtp")
    server.folder.mkdir()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One per test process, with what earlier tests left in it; see `fresh_redis`."""
    if url := os.environ.get("TEST_REDIS_URL"):
        yield SharedRedisServer(_database_of_this_worker(url))
        return
    with tempfile.TemporaryDirectory(prefix="kadr-redis-") as folder:  # short: it holds a socket
        server = RedisServer(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def fresh_redis(redis_server: RedisServer) -> RedisServer:
    """Running and empty, whatever the test before did to it."""
    redis_server.start()
    redis_server.flush()
    return redis_server


def _database_of_this_worker(url: str) -> str:
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    if url.startswith("unix://"):
        return f"{url.split('?')[0]}?db={number}"
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.split('/')[0]}/{number}"
