"""The environment of Kadr's processes on one machine: what the person set, and what ./run adds."""

import hashlib
import os
import secrets
import socket
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet

from bin import private_redis


def complete(given: Mapping[str, str]) -> dict[str, str]:
    """Everything a process of Kadr needs; makes the instance folder and, once, its secrets."""
    instance = Path(given.get("KADR_INSTANCE") or "instance").resolve()
    for folder in (instance, instance / "run", instance / "logs", instance / "redis"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    added = {
        "FLASK_APP": "app.py",
        "PYTHONUNBUFFERED": "1",
        "REDIS_URL": private_redis.url(redis_socket(instance)),
        **_secrets(instance / "secrets.env"),
    }
    if not given.get("MAIL_SERVER"):
        added |= _caught_mail(instance)
    kept = {name: value for name, value in given.items() if value}
    return added | kept | {"KADR_INSTANCE": str(instance)}


def redis_socket(instance: Path) -> Path:
    """Where the private Redis listens: a short path elsewhere when the instance's is too long."""
    path = instance / "run" / "redis.sock"
    if len(os.fsencode(path)) <= private_redis.LONGEST_SOCKET_PATH_BYTES:
        return path
    mark = hashlib.sha256(os.fsencode(instance)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir(), f"kadr-{os.getuid()}-{mark}")
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    return folder / "redis.sock"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _secrets(path: Path) -> dict[str, str]:
    if not path.exists():
        _make_secrets(path)
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def _make_secrets(path: Path) -> None:
    made = {"SECRET_KEY": secrets.token_urlsafe(48), "SECRETS_KEY": Fernet.generate_key().decode()}
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in made.items())
        file.flush()
        os.fsync(descriptor)


def _caught_mail(instance: Path) -> dict[str, str]:
    return {
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(free_port()),
        "MAIL_ALLOW_PRIVATE": "1",
        "SHOPS_ALLOW_PRIVATE": "1",
        "MAIL_USE_TLS": "0",
        "MAIL_USE_SSL": "0",
        "KADR_DEV_MAIL": str(instance / "mail"),
    }
