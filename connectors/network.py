"""The way out to addresses that somebody typed: looked up once, checked, and never for too long.

The very address that was checked is connected to, so that a name which changes its mind cannot
lead into the network of this machine.
"""

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Thread

import httpcore2

PORTS = (443,)
LOOK_UP_S = 5.0


class AddressRefused(Exception):
    """The name does not lead to the Internet, or to a port that shops use."""


class UnknownHost(Exception):
    """Nobody knows the name."""


@dataclass(frozen=True)
class Guard:
    """`is_public` tells addresses of the Internet from all others; `allows_private` is for
    installations whose shops stand in the same network, and lets any port and plain HTTP pass."""

    is_public: Callable[[str], bool]
    allows_private: bool = False

    def addresses(self, host: str, port: int) -> list[str]:
        """Raises AddressRefused, UnknownHost."""
        if port not in PORTS and not self.allows_private:
            raise AddressRefused(f"port {port}")
        found = look_up(host, port)
        if not self.allows_private and not all(map(self.is_public, found)):
            raise AddressRefused(host)
        return found


class Network(httpcore2.NetworkBackend):
    """Everything that is done through it ends at `ends_at`, of the monotonic clock."""

    def __init__(self, guard: Guard):
        self.guard = guard
        self.ends_at = 0.0
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        addresses = self.guard.addresses(host, port)
        for last in addresses[:-1]:
            try:
                return self._connect(last, port, timeout)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, timeout)

    def left_s(self, limit_s: float | None) -> float:
        left_s = max(0.01, self.ends_at - time.monotonic())
        return left_s if limit_s is None else min(limit_s, left_s)

    def _connect(self, address: str, port: int, limit_s: float | None) -> "_Stream":
        return _Stream(self._plain.connect_tcp(address, port, self.left_s(limit_s)), self)


class _Stream(httpcore2.NetworkStream):
    """A server that sends a byte now and then would never meet the limit of one step."""

    def __init__(self, stream: httpcore2.NetworkStream, network: Network):
        self._stream = stream
        self._network = network

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, self._network.left_s(timeout))

    def write(self, buffer, timeout=None):
        self._stream.write(buffer, self._network.left_s(timeout))

    def close(self):
        self._stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        limit_s = self._network.left_s(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, limit_s), self._network)

    def get_extra_info(self, info):
        return self._stream.get_extra_info(info)


def look_up(host: str, port: int, limit_s: float = LOOK_UP_S) -> list[str]:
    """The addresses of a name. In a thread, because a name server that is silent knows no time
    limit of ours. Raises UnknownHost."""
    found: list[list[str]] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.append(list(dict.fromkeys(str(one[4][0]) for one in answers)))

    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(limit_s)
    if not found:
        raise UnknownHost(host)
    return found[0]


@lru_cache(64)
def tls_context(ca_pem: str) -> ssl.SSLContext:
    """Believing this authority alone, or the public ones: to read those takes longer than most
    requests."""
    return ssl.create_default_context(cadata=ca_pem or None)
