"""A Redis of one's own: on a unix socket, reachable by this user only, gone with its starter."""

from pathlib import Path
from urllib.parse import quote

import redis

LONGEST_SOCKET_PATH_BYTES = 107  # the kernel's limit


def command(folder: Path, socket: Path, *, durable: bool) -> list[str]:
    """How to start it. `folder` keeps its data when `durable`; otherwise nothing is written."""
    return [
        "redis-server",
        *("--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"),
        *("--dir", str(folder), "--save", "", "--appendonly", "yes" if durable else "no"),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no"),
    ]


def url(socket: Path) -> str:
    return f"unix://{quote(str(socket))}?db=0"


def answers(redis_url: str) -> bool:
    with redis.Redis.from_url(redis_url, socket_timeout=1) as connection:
        try:
            return connection.ping()
        except redis.RedisError:
            return False
