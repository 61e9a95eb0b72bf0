"""One connection to an SMTP server: found once, encrypted as asked, never longer than its limits.

Names are looked up once and that very address is connected to, so that a name which changes its
mind cannot lead into the network of this machine.
"""

import smtplib
import socket
import ssl
import time
from base64 import b64encode
from dataclasses import dataclass
from threading import Timer
from urllib.parse import urlsplit

from flask import current_app

from connectors.network import UnknownHost, look_up
from formats.public_addresses import is_public
from services.delivery_errors import NotDelivered
from services.mail_servers import MailServer

SIGNED_IN = 235
GO_ON = 334


@dataclass(frozen=True)
class Limits:
    """Seconds that one step may take, and all of them together."""

    step_s: float
    total_s: float


@dataclass
class Reached:
    """How far a conversation came: `step` is resolve, connect, tls, login, sender, recipient,
    message or done; it is the failing one when a step has failed.
    """

    step: str = "resolve"
    tls_version: str = ""
    is_signed_in: bool = False
    is_overdue: bool = False


class Line(smtplib.SMTP):
    """`open()` raises NotDelivered for an address that must not be used, else what smtplib does."""

    def __init__(self, server: MailServer, limits: Limits, reached: Reached):
        super().__init__(local_hostname=_own_name(), timeout=limits.step_s)
        self.server = server
        self.reached = reached
        self._ends_at = time.monotonic() + limits.total_s
        self._host = server.host
        self._twin: socket.socket | None = None
        self._alarm: Timer | None = None

    def open(self) -> None:
        """Connect, encrypt and sign in as the server is set up; closed again when that fails."""
        try:
            code, answer = self.connect(self.server.host, self.server.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, answer)
            if self.server.encryption == "starttls":
                self.reached.step = "tls"
                self.starttls(context=_context(self.server))
                self._note_encryption()
            if self.server.login:
                self.reached.step = "login"
                self._sign_in()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        super().close()
        if self._alarm:
            self._alarm.cancel()
        if self._twin:
            self._twin.close()
            self._twin = None

    def mail(self, sender, options=()):
        self.reached.step = "sender"
        return super().mail(sender, options)

    def rcpt(self, recip, options=()):
        self.reached.step = "recipient"
        return super().rcpt(recip, options)

    def data(self, msg):
        self.reached.step = "message"
        return super().data(msg)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        addresses = self._addresses(host, port)
        self.reached.step = "connect"
        plain = _connected(addresses, port, lambda: min(timeout, self._left_s()))
        self._watch(plain)
        if self.server.encryption != "tls":
            return plain
        self.reached.step = "tls"
        try:
            self.sock = _context(self.server).wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
        self._note_encryption()
        return self.sock

    def _addresses(self, host: str, port: int) -> list[str]:
        """Raises NotDelivered unless all of them are public, or the operator allows others."""
        found = _addresses(host, port, min(self.timeout, self._left_s()))
        may_be_near = self.server.is_trusted or current_app.config["MAIL_ALLOW_PRIVATE"]
        if not may_be_near and not all(map(is_public, found)):
            raise NotDelivered(host, code="private", of_server=True)
        allowed = current_app.config["MAIL_PORTS"]
        if allowed and port not in allowed and not self.server.is_trusted:
            raise NotDelivered(str(port), code="port", of_server=True)
        return found

    def _left_s(self) -> float:
        return max(0.1, self._ends_at - time.monotonic())

    def _watch(self, plain: socket.socket) -> None:
        """Cut the connection when the time is over: a server that sends a byte now and then would
        never meet the limit of one step.
        """
        self._twin = plain.dup()
        self._alarm = Timer(self._left_s(), self._cut)
        self._alarm.daemon = True
        self._alarm.start()

    def _cut(self) -> None:
        self.reached.is_overdue = True
        if self._twin:
            self._twin.shutdown(socket.SHUT_RDWR)

    def _note_encryption(self) -> None:
        if isinstance(self.sock, ssl.SSLSocket):
            self.reached.tls_version = self.sock.version() or ""

    def _sign_in(self) -> None:
        """By one mechanism only: smtplib would try a refused password again by all the others."""
        self.ehlo_or_helo_if_needed()
        offered = self.esmtp_features.get("auth", "").upper().split()
        login, password = self.server.login.encode(), self.server.password.encode()
        if "PLAIN" in offered:
            answer = self.docmd("AUTH", "PLAIN " + _coded(b"\0" + login + b"\0" + password))
        elif "LOGIN" in offered:
            answer = self.docmd("AUTH", "LOGIN " + _coded(login))
            if answer[0] == GO_ON:
                answer = self.docmd(_coded(password))
        else:
            raise NotDelivered("no AUTH", code="no_login", of_server=True)
        if answer[0] != SIGNED_IN:
            raise smtplib.SMTPAuthenticationError(*answer)
        self.reached.is_signed_in = True


def _addresses(host: str, port: int, limit_s: float) -> list[str]:
    try:
        return look_up(host, port, limit_s)
    except UnknownHost as error:
        raise NotDelivered(host, code="unknown_host", of_server=True) from error


def _connected(addresses: list[str], port: int, limit_s) -> socket.socket:
    """To the first address that answers."""
    for last in addresses[:-1]:
        try:
            return socket.create_connection((last, port), limit_s())
        except OSError:
            continue
    return socket.create_connection((addresses[-1], port), limit_s())


def _context(server: MailServer) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.ignores_certificate:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _own_name() -> str:
    """What we say hello as; asking the machine for its name could take a name server's time."""
    return urlsplit(current_app.config["PUBLIC_BASE_URL"]).hostname or "localhost"


def _coded(text: bytes) -> str:
    return b64encode(text).decode()
