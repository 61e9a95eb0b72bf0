"""What ./run starts: Redis, a mail catcher, migrations, the demo, web, workers and the schedule."""

import fcntl
import http.client
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

import config
from bin import environment, private_redis
from bin.children import Child
from bin.household import CannotStart, Household

READY_LIMIT_S = 120.0
MOST_RENDITION_WORKERS = 2


def main(given: Mapping[str, str]) -> int:
    """Run Kadr until a signal asks for the end. Returns the exit code."""
    try:
        complete = environment.complete(given)
        settings = config.load(complete)
        with _only_one(settings["KADR_INSTANCE"]):
            _run(given, complete, settings)
    except (CannotStart, config.ConfigError, OSError) as error:
        _say(str(error))
        return 1
    return 0


def _run(given: Mapping[str, str], complete: dict[str, str], settings: dict[str, Any]) -> None:
    port: int = settings["PORT"]
    _refuse_taken_port(port)
    _refuse_missing_database(settings["SQLALCHEMY_DATABASE_URI"])
    if given.get("REDIS_URL") and not private_redis.answers(settings["REDIS_URL"]):
        raise CannotStart("REDIS_URL does not answer. Without it ./run starts a Redis of its own.")
    household = Household(complete, settings["KADR_INSTANCE"] / "logs", _say)
    household.listen_to_signals()
    try:
        _start_helpers(household, given, settings)
        household.complete("migrations", _flask("db", "upgrade"))
        login = household.complete("demo", _flask("demo"))
        if not household.is_stopping:
            web = _start_servants(household, port)
            household.tend_until(lambda: _is_ready(port), web, READY_LIMIT_S)
        if not household.is_stopping:
            _announce(port, login, settings)
        household.tend()
    finally:
        household.end()


def _start_helpers(household: Household, given: Mapping[str, str], settings: dict) -> None:
    instance: Path = settings["KADR_INSTANCE"]
    if not given.get("REDIS_URL"):
        address = household.environment["REDIS_URL"]
        redis = private_redis.command(
            instance / "redis", environment.redis_socket(instance), durable=True
        )
        household.start_helper("redis", redis, lambda: private_redis.answers(address))
    if not given.get("MAIL_SERVER"):
        port, folder = settings["MAIL_PORT"], settings["KADR_DEV_MAIL"]
        catcher = [sys.executable, "-m", "bin.mail_catcher", str(port), folder]
        household.start_helper("mail-catcher", catcher, lambda: _is_taken(port))


def _start_servants(household: Household, port: int) -> Child:
    gunicorn = ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    web = household.start_servant("web", [sys.executable, *gunicorn, "app:create_app()"])
    renditions = str(min(os.cpu_count() or 1, MOST_RENDITION_WORKERS))
    household.start_servant("workers", _flask("workers", "--renditions", renditions))
    return web


def _flask(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "flask", *arguments]


@contextmanager
def _only_one(instance: Path) -> Iterator[None]:
    with (instance / "run" / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(f"Kadr already runs on {instance}.") from None
        yield


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _refuse_taken_port(port: int) -> None:
    if _is_taken(port):
        raise CannotStart(f"Port {port} is taken. Choose another one: PORT={port + 1} ./run")


def _refuse_missing_database(url: str) -> None:
    try:
        create_engine(url).connect().close()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise CannotStart(f"DATABASE_URL cannot be used: {reason}") from None


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _announce(port: int, login: str, settings: dict[str, Any]) -> None:
    _say(f"Kadr runs at http://127.0.0.1:{port}")
    for line in login.splitlines():
        if not line.startswith("{"):
            _say(f"  {line}")
    if settings["KADR_DEV_MAIL"]:
        _say(f"  Mails: http://127.0.0.1:{port}/dev/mail")
    _say(f"  Logs: {settings['KADR_INSTANCE'] / 'logs'}. Ctrl-C stops everything.")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(os.environ))
