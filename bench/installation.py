"""Kadr as it is deployed, in a folder of its own: the shipped commands, everything on loopback."""

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import structlog
from flask import session
from flask_wtf.csrf import generate_csrf

from bench import processes
from bin import environment, private_redis
from bin.children import Child, stop, wait_until
from blueprints.signing import SIGNED_IN
from tests import factories
from tests.signing import make_sign_in

START_LIMIT_S = 60.0
PATIENCE_S = 5.0
ROOT = Path(__file__).resolve().parents[1]


class Installation:
    """Web, workers, schedule and Redis of one benchmark, in memory (/dev/shm) or on a disk."""

    def __init__(self, on_disk: bool = False, **settings: str):
        place = None if on_disk else "/dev/shm"
        self.folder = Path(tempfile.mkdtemp(prefix="kadr-bench-", dir=place))
        self.port = environment.free_port()
        self.children: dict[str, Child] = {}
        self.environment = environment.complete(self._settings() | settings)
        self._start_redis()
        self._flask("db", "upgrade")
        from app import create_app

        self.app = create_app(self.environment)
        # Only the application inside the benchmark; the servers that are measured check every form.
        self.app.config["WTF_CSRF_ENABLED"] = False
        structlog.configure(logger_factory=structlog.ReturnLoggerFactory())

    @property
    def media(self) -> Path:
        return self.folder / "instance" / "media"

    def start_web(self, *options: str, port: int | None = None, name: str = "web") -> Child:
        """Gunicorn with the shipped settings; `options` of its command line come on top."""
        port = port or self.port
        bind = ["-c", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", *options]
        return self.start(name, [sys.executable, "-m", "gunicorn", *bind, "app:create_app()"], port)

    def start_workers(self, *queues: str) -> None:
        for queue in queues:
            name = f"{queue}-{len(self.children)}"
            self.start(name, [sys.executable, "-m", "flask", "worker", queue])

    def start(self, name: str, command: list[str], port: int | None = None) -> Child:
        """Start a child; with a `port` return once it listens there."""
        log = self.folder / f"{name}.log"
        child = Child(name, command, self.environment, log)
        self.children[name] = child
        child.start()
        if port and not wait_until(lambda: is_taken(port) or not child.is_alive, START_LIMIT_S):
            raise RuntimeError(f"{name} did not start: {log.read_text()}")
        return child

    def another_port(self) -> int:
        return environment.free_port()

    def end(self, *names: str) -> None:
        stop([self.children.pop(name) for name in names], PATIENCE_S)

    def pids(self, *names: str) -> list[int]:
        """Every process of these children, or of all."""
        chosen = [self.children[name] for name in names] if names else self.children.values()
        return [pid for child in chosen if child.pid for pid in processes.tree(child.pid)]

    def sign_in(self, user) -> dict[str, str]:
        """Headers of a browser in which the user is signed in."""
        known = make_sign_in(user)
        # A context of its own: a token is made once in each.
        with self.app.app_context(), self.app.test_request_context():
            session[SIGNED_IN] = known
            token = generate_csrf()
            signer = self.app.session_interface.get_signing_serializer(self.app)
            cookie = signer.dumps(dict(session))
        name = self.app.config["SESSION_COOKIE_NAME"]
        return {"Cookie": f"{name}={cookie}", "X-CSRFToken": token}

    def enter(self, invitation) -> dict[str, str]:
        """Headers of the invited person's browser, past the cover page."""
        browser = self.app.test_client()
        answer = browser.post(f"/g/{factories.token_of(invitation)}")
        assert answer.status_code == 303, answer.status
        path = f"/g/{invitation.gallery.code}"
        return {"Cookie": f"kadr_grant={browser.get_cookie('kadr_grant', path=path).value}"}

    def remove(self) -> None:
        stop(self.children.values(), PATIENCE_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> "Installation":
        return self

    def __exit__(self, *_error) -> None:
        self.remove()

    def _settings(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "KADR_INSTANCE": str(self.folder / "instance"),
            "PORT": str(self.port),
            "MAIL_SERVER": "127.0.0.1",
            "MAIL_PORT": "9",
            "LOGIN_LIMIT": "1000000 per minute",
        }

    def _start_redis(self) -> None:
        home = self.folder / "instance"
        socket = environment.redis_socket(home)
        self.start("redis", private_redis.command(home / "redis", socket, durable=True))
        address = self.environment["REDIS_URL"]
        assert wait_until(lambda: private_redis.answers(address), START_LIMIT_S)

    def _flask(self, *arguments: str) -> None:
        step = self.start("step", [sys.executable, "-m", "flask", *arguments])
        wait_until(lambda: not step.is_alive, START_LIMIT_S)
        assert step.exit_code == 0, step.log.read_text()
        self.end("step")


def is_taken(port: int) -> bool:
    import socket

    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
