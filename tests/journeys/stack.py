"""The whole of Kadr on this machine: web, workers, schedule, Redis and a mail server."""

import http.client
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any

from bin import environment
from bin.children import POLL_S, Child, stop, wait_until
from tests.fakes.fixtures import RedisServer, SmtpServer

ROOT = Path(__file__).resolve().parents[2]
READY_LIMIT_S = 60.0
PATIENCE_S = 5.0
PASSWORD = "a long password of a test"
SERVANTS = {
    "interactive": ["worker", "interactive"],
    "backlog": ["worker", "backlog"],
    "documents": ["worker", "documents"],
    "shops": ["worker", "shops"],
    "renditions-1": ["worker", "renditions"],
    "renditions-2": ["worker", "renditions"],
    "schedule": ["relay", "--every", "2"],
}
_number = count(1)


@dataclass(frozen=True)
class Account:
    """Somebody who signs in to a studio of their own."""

    email: str
    name: str
    locale: str
    password: str = PASSWORD


class Stack:
    """The shipped commands in an instance folder of their own, everything on loopback.

    Dead processes are started again, as ./run does; `stop()` leaves none behind. `settings` come
    on top of those that every stack has.
    """

    ready_at = "/readyz"

    def __init__(self, servants: Mapping[str, list[str]] = SERVANTS, **settings: str) -> None:
        self.servants, self.settings = servants, settings
        self.folder = Path(tempfile.mkdtemp(prefix="kadr-journey-"))  # short: it holds a socket
        self.instance = self.folder / "instance"
        self.port = environment.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.redis = RedisServer(_made(self.folder / "redis"))
        self.smtp = SmtpServer(_made(self.folder / "smtp"))
        self.children: dict[str, Child] = {}
        self._is_stopping = False
        self._is_over = threading.Event()
        self._tender = threading.Thread(target=self._tend)

    def start(self) -> None:
        self.redis.start()
        self.smtp.start()
        self.environment = environment.complete(self._settings() | self.settings)
        self.flask("db", "upgrade")
        bind = ["--bind", f"127.0.0.1:{self.port}"]
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *bind]
        self._add("web", [*gunicorn, "app:create_app()"])
        for name, arguments in self.servants.items():
            self._add(name, [sys.executable, "-m", "flask", *arguments])
        self._tender.start()
        assert wait_until(self.is_ready, READY_LIMIT_S), self.log("web")

    def stop(self) -> None:
        """End everything; the tender goes last, because the kernel ends its children with it."""
        try:
            self._is_stopping = True
            stop(self.children.values(), PATIENCE_S)
            self._is_over.set()
            if self._tender.ident:
                self._tender.join()
        finally:
            self.redis.stop()
            self.smtp.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def flask(self, *arguments: str, typed: str = "") -> str:
        """Run one command to its end; returns what it printed."""
        command = [sys.executable, "-m", "flask", *arguments]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, input=typed, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def make_studio(
        self, locale: str = "pl", name: str = "Studio Świt", is_live: bool = True
    ) -> Account:
        """Past its first days, unless it is not `is_live`: then its mails are in test mode."""
        account = Account(f"studio-{next(_number)}@example.com", name, locale)
        options = ["--email", account.email, "--name", account.name, "--locale", locale]
        options += ["--live"] * is_live
        self.flask("studio", "create", *options, typed=account.password + "\n")
        return account

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", self.ready_at)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def mails(self, to: str) -> list[EmailMessage]:
        """What the address was sent, oldest first."""
        return [mail for mail in self.smtp.messages if to in mail["To"]]

    def wait_for_mails(self, to: str, number: int, limit_s: float = 20.0) -> list[EmailMessage]:
        """The mails to the address once there are so many; fails otherwise."""
        arrived = wait_until(lambda: len(self.mails(to)) >= number, limit_s)
        assert arrived, f"{len(self.mails(to))} of {number} mails to {to}: {self.smtp.events[-5:]}"
        return self.mails(to)

    def rows(self, query: str, *values: Any) -> list[tuple]:
        """What the database holds; a write is committed at once."""
        with sqlite3.connect(self.instance / "kadr.sqlite", timeout=10) as connection:
            found = connection.execute(query, values).fetchall()
        connection.close()
        return found

    def write(self, statements: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Run statements with their values, all in one transaction."""
        with sqlite3.connect(self.instance / "kadr.sqlite", timeout=10) as connection:
            for statement, values in statements:
                connection.execute(statement, values)
        connection.close()

    def kill(self, *names: str) -> None:
        """End children at once, as the kernel would; the tender starts them again."""
        for name in names:
            if pid := self.children[name].pid:
                os.kill(pid, signal.SIGKILL)

    def kill_web_workers(self) -> None:
        """End gunicorn's workers in the middle of whatever they do; it starts others."""
        for worker in self.web_workers():
            os.kill(worker, signal.SIGKILL)

    def web_workers(self) -> list[int]:
        """The process numbers of gunicorn's workers."""
        web = self.children["web"].pid
        return [int(pid) for pid in Path(f"/proc/{web}/task/{web}/children").read_text().split()]

    def log(self, name: str) -> str:
        return (self.instance / "logs" / f"{name}.log").read_text(errors="replace")

    def _settings(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "KADR_INSTANCE": str(self.instance),
            "PUBLIC_BASE_URL": self.url,
            "PORT": str(self.port),
            "REDIS_URL": self.redis.url,
            "MAIL_SERVER": self.smtp.host,
            "MAIL_PORT": str(self.smtp.port),
            "MAIL_DEFAULT_SENDER": "kadr@example.com",
            "MAIL_ALLOW_PRIVATE": "1",
            "SHOPS_ALLOW_PRIVATE": "1",
            "BACKOFF_SCALE": "100",
            "LOGIN_LIMIT": "1000 per minute",
        }

    def _add(self, name: str, command: list[str]) -> None:
        log = self.instance / "logs" / f"{name}.log"
        self.children[name] = Child(name, command, self.environment, log)

    def _tend(self) -> None:
        while not self._is_over.wait(POLL_S):
            for child in self.children.values():
                if not self._is_stopping:
                    child.tend()


def wait_for(condition: Callable[[], Any], limit_s: float, told: str) -> Any:
    """What the condition gives once it is true; fails with `told` at the limit."""
    found: list[Any] = []
    wait_until(lambda: bool(found.append(condition()) or found[-1]), limit_s)
    assert found[-1], told
    return found[-1]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
