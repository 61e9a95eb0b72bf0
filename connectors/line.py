"""One shop's HTTP: guarded, limited, without redirects, and every failure a ConnectorError."""

import json
import re
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpcore2
import httpx2 as httpx
import structlog

from connectors import ConnectorError
from connectors.network import AddressRefused, Guard, Network, UnknownHost, tls_context

log = structlog.get_logger()

STEP_S = 10.0
TOTAL_S = 30.0
TOGETHER_S = 100.0
ANSWER_BYTES = 5_000_000
SAID_LETTERS = 200
ASKED_WAIT_S = 3600
READING = ("GET", "HEAD", "OPTIONS")
USER_AGENT = "Kadr"
_KEYS = re.compile(r"\b(Basic|Bearer)\s+[\w+/=.-]+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")


@dataclass(frozen=True)
class Answer:
    """`status` is 2xx or a 4xx that says something about what was asked. `wrote`: the request may
    have changed something."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    wrote: bool
    said: str

    @property
    def is_ok(self) -> bool:
        return self.status < 300

    def json(self) -> Any:
        """Raises ConnectorError when the body is no JSON: a page of a firewall, or cut off."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise self.failure(code="nonsense", uncertain=self.wrote and self.is_ok) from None

    def failure(self, code: str = "", **facts) -> ConnectorError:
        """What the shop said, as an error."""
        return ConnectorError(f"{self.status} {self.said}".strip(), code=code, **facts)


class Line:
    """To the shop at `base_url`, such as https://shop.example. Use it as a context manager.

    `secrets` never reach a message or a log; `ca_pem` is the one authority whose certificate is
    believed, instead of the public ones. `trace` is called with the name of each thing done in a
    request that may change something, `pace` before each. A
    request takes `total_s` at most, all of them `together_s`.
    """

    def __init__(
        self,
        base_url: str,
        guard: Guard,
        *,
        secrets: Iterable[str] = (),
        ca_pem: str = "",
        trace: Callable[[str], None] | None = None,
        pace: Callable[[], None] = lambda: None,
        total_s: float = TOTAL_S,
        together_s: float = TOGETHER_S,
    ):
        self.base_url = base_url.rstrip("/")
        self._host = _host(self.base_url)
        self._guard = guard
        self._secrets = [secret for secret in secrets if secret]
        self._trace = trace
        self._pace = pace
        self._total_s = total_s
        self._ends_at = time.monotonic() + together_s
        self._network = Network(guard)
        self._client = _client(self._network, ca_pem)

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def ask(self, method: str, path: str, *, writes: bool | None = None, **request) -> Answer:
        """One request; `request` as httpx takes it: params, json, data, content, headers, auth.

        `writes`: whether it may change something; None: by its method. Raises ConnectorError for
        no answer, redirects, 401, 403, 408, 429 and 5xx; every other answer is returned.
        """
        wrote = method not in READING if writes is None else writes
        self._pace()
        began = time.monotonic()
        self._network.ends_at = min(began + self._total_s, self._ends_at)
        status: int | str = "failed"
        try:
            answer = self._answer(method, path, wrote, request)
            status = answer.status
        finally:
            took_ms = round(1000 * (time.monotonic() - began))
            log.info("shop_asked", method=method, host=self._host, status=status, ms=took_ms)
        _check(answer)
        return answer

    def redacted(self, text: str) -> str:
        """The beginning of what a shop said, without keys and addresses of people."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        text = _EMAIL.sub("…", _KEYS.sub("…", text))
        return " ".join(text.split())[:SAID_LETTERS]

    def _answer(self, method: str, path: str, wrote: bool, request: dict[str, Any]) -> Answer:
        url = self.base_url + path
        self._check_address()
        extensions = {"trace": self._tell_trace} if self._trace and wrote else {}
        try:
            with self._client.stream(method, url, extensions=extensions, **request) as response:
                body = self._body(response, wrote)
        except (AddressRefused, UnknownHost, httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._failure(error, wrote) from error
        said = self.redacted(body[: 20 * SAID_LETTERS].decode(errors="replace"))
        return Answer(response.status_code, response.headers, body, wrote, said)

    def _check_address(self) -> None:
        """Raises ConnectorError for plain HTTP, and for what is more than an address."""
        if self._host is None:
            raise ConnectorError(self.base_url, code="address", permanent=True)
        parts = urlsplit(self.base_url)
        if parts.scheme != "https" and not self._guard.allows_private:
            raise ConnectorError("https", code="plain", of_shop=True)
        if "@" in parts.netloc or parts.query or parts.fragment:
            raise ConnectorError(self._host, code="address", permanent=True)

    def _body(self, response: httpx.Response, wrote: bool) -> bytes:
        body = bytearray()
        for part in response.iter_raw():
            body += part
            if len(body) > ANSWER_BYTES:
                raise ConnectorError("> 5 MB", code="too_large", uncertain=wrote, of_shop=True)
        return bytes(body)

    def _tell_trace(self, name: str, _facts: Mapping[str, Any]) -> None:
        if self._trace:
            self._trace(name)

    def _failure(self, error: Exception, wrote: bool) -> ConnectorError:
        """Until it is connected nothing has been sent; after that nobody knows what was done."""
        said = self.redacted(str(error) or type(error).__name__)
        if isinstance(error, httpx.InvalidURL):
            return ConnectorError(said, code="address", permanent=True)
        if code := _BEFORE_SENDING.get(type(error)):
            if isinstance(_root(error), ssl.SSLError):
                code = "tls"
            return ConnectorError(said, code=code, of_shop=True)
        return ConnectorError(said, code="unreachable", uncertain=wrote, of_shop=True)


_BEFORE_SENDING: dict[type[Exception], str] = {
    AddressRefused: "private",
    UnknownHost: "unknown_host",
    httpx.ConnectError: "unreachable",
    httpx.ConnectTimeout: "unreachable",
    httpx.PoolTimeout: "unreachable",
    httpx.UnsupportedProtocol: "address",
}


def retry_after_s(value: str, now: datetime) -> int | None:
    """Seconds to wait as the header says it, as a number or a date; at most an hour, None when it
    says nothing sensible."""
    try:
        wait_s = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except ValueError:
            return None
        wait_s = (at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds()
    return round(min(wait_s, ASKED_WAIT_S)) if 0 < wait_s < float("inf") else None


def _check(answer: Answer) -> None:
    """Raises ConnectorError for what every shop means alike."""
    status = answer.status
    if 300 <= status < 400:
        where = urlsplit(answer.headers.get("Location", "")).hostname or ""
        raise ConnectorError(where or answer.said, code="redirect", of_shop=True)
    if status in (401, 403):
        raise answer.failure(code="auth", of_shop=True)
    wait_s = retry_after_s(answer.headers.get("Retry-After", ""), datetime.now(UTC))
    if status in (408, 429):
        raise answer.failure(code=str(status), of_shop=True, retry_after_s=wait_s)
    if status >= 500:
        raise answer.failure(
            code=str(status), uncertain=answer.wrote, of_shop=True, retry_after_s=wait_s
        )


def _client(network: Network, ca_pem: str) -> httpx.Client:
    """Proxies of the environment, cookies and compressed answers are none of its business."""
    context = tls_context(ca_pem)
    transport = httpx.HTTPTransport(verify=context, trust_env=False)
    # There is no public way to give the pool another network.
    transport._pool = httpcore2.ConnectionPool(ssl_context=context, network_backend=network)
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
    return httpx.Client(
        transport=transport,
        headers=headers,
        timeout=STEP_S,
        follow_redirects=False,
        trust_env=False,
    )


def _host(address: str) -> str | None:
    """None for what cannot be read as an address."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return None


def _root(error: BaseException) -> BaseException:
    """What lies at the bottom of it."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error
