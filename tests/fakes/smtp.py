"""An SMTP server that misbehaves by script, in a process of its own.

python -m tests.fakes.smtp --folder FOLDER [--port 0] [--tls-port 0] [--modes FILE]

Prints two ports: one that offers STARTTLS, one that is encrypted from the first byte. FOLDER gets
every accepted message as .eml, log.jsonl with one line per event, and ca.pem, which signs the
certificate of a well-behaved server. FILE holds one mode a line; every connection takes the next
line, and when none is left behaves well ("ok"). The file may grow.

ok            takes everything, offers STARTTLS and any login
nostarttls    the same without STARTTLS
noauth        the same without a login
badcert       a certificate nobody signed
wronghost     a good certificate for another name
auth535       refuses every login
mail553       refuses the sender
rcpt451       refuses the recipient for now; rcpt451x3 does so on three connections
rcpt550       refuses the recipient for good
data554       refuses the message
turnaway      refuses the connection
hang          takes the connection and never says a word
hang_ehlo, hang_starttls, hang_auth, hang_mail, hang_rcpt, hang_data    falls silent there
drip          says a letter of its greeting now and then, and never all of it
hang_after_dot    takes the message and never answers
drop_after_dot    takes the message and closes without an answer
"""

import argparse
import asyncio
import json
import ssl
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.fakes.certificates import make_certificates

HANG_S = 3600
DRIP_S = 0.3


class Script:
    """The modes of the connections to come."""

    def __init__(self, path: Path | None):
        self.path = path
        self.taken = 0

    def next_mode(self) -> str:
        modes = list(self._modes())
        if self.taken == len(modes):
            return "ok"
        self.taken += 1
        return modes[self.taken - 1]

    def _modes(self) -> Iterator[str]:
        lines = self.path.read_text().split() if self.path and self.path.exists() else []
        for line in lines:
            mode, _, times = line.partition("x") if line.startswith("rcpt451x") else (line, "", "1")
            yield from [mode] * int(times)


class Mailbox:
    """Where accepted messages and the events of all connections are kept."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.count = 0

    def note(self, event: str, **facts) -> None:
        line = json.dumps({"at_s": time.time(), "event": event, **facts})
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(line + "\n")

    def keep(self, content: bytes) -> str:
        self.count += 1
        name = f"{self.count:04}.eml"
        part = self.folder / f"{name}.part"
        part.write_bytes(content)
        part.rename(self.folder / name)
        return name


class Manners:
    """How one connection behaves; aiosmtpd calls the handle_ methods."""

    def __init__(self, mode: str, mailbox: Mailbox):
        self.mode = mode
        self.mailbox = mailbox

    def authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        accepted = self.mode != "auth535"
        self.mailbox.note("login", mode=self.mode, name=data.login.decode(), accepted=accepted)
        return AuthResult(success=accepted, handled=False)

    async def handle_MAIL(self, server, session, envelope: Envelope, address, options) -> str:  # noqa: N802
        if self.mode == "mail553":
            return "553 5.7.1 This sender is not yours"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope: Envelope, address, options) -> str:  # noqa: N802
        answers = {
            "rcpt451": "451 4.7.1 Greylisted, come back later",
            "rcpt550": "550 5.1.1 No such user",
        }
        if answer := answers.get(self.mode):
            self.mailbox.note("refused", mode=self.mode, to=[address], answer=answer)
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.mode == "data554":
            return "554 5.6.0 This looks like spam"
        name = self.mailbox.keep(bytes(envelope.original_content or b""))
        self.mailbox.note(
            "accepted",
            mode=self.mode,
            **{"from": envelope.mail_from, "to": envelope.rcpt_tos},
            file=name,
            tls=server.transport.get_extra_info("ssl_object") is not None,
            logged_in=bool(session.authenticated),
        )
        if self.mode == "hang_after_dot":
            await asyncio.sleep(HANG_S)
        if self.mode == "drop_after_dot":
            server.transport.abort()
        return "250 OK"


class SilentProtocol(asyncio.Protocol):
    """Takes the connection and never says a word, or never a whole one."""

    def __init__(self, drips: bool):
        self.drips = drips

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.drips:
            self._drip(transport)

    def _drip(self, transport: asyncio.BaseTransport) -> None:
        if not transport.is_closing():
            transport.write(b"2")
            asyncio.get_running_loop().call_later(DRIP_S, self._drip, transport)


class TurnAway(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        transport.write(b"554 5.7.1 Your network is on a list\r\n")


class Speech(SMTP):
    """Falls silent at the command that its mode names."""

    def __init__(self, manners: Manners, **options):
        super().__init__(manners, **options)
        if manners.mode.startswith("hang_"):
            self._smtp_methods[manners.mode.removeprefix("hang_").upper()] = self._silence

    async def _silence(self, _argument: str) -> None:
        await asyncio.sleep(HANG_S)


class Server:
    def __init__(self, folder: Path, script: Script):
        self.script = script
        self.mailbox = Mailbox(folder)
        trusted, unsigned, elsewhere = make_certificates(folder)
        self.contexts = {
            "ok": _context(trusted),
            "badcert": _context(unsigned),
            "wronghost": _context(elsewhere),
        }
        self.mode = "ok"

    def connection(self, is_encrypted: bool = False) -> asyncio.Protocol:
        self.mode = mode = self.script.next_mode()
        self.mailbox.note("connected", mode=mode)
        if mode in ("hang", "drip"):
            return SilentProtocol(drips=mode == "drip")
        if mode == "turnaway":
            return TurnAway()
        manners = Manners(mode, self.mailbox)
        return Speech(
            manners,
            hostname="smtp.example.test",
            tls_context=None if is_encrypted or mode == "nostarttls" else self.context,
            auth_require_tls=False,
            authenticator=manners.authenticate,
            auth_exclude_mechanism=["LOGIN", "PLAIN"] if mode == "noauth" else [],
            enable_SMTPUTF8=True,
        )

    @property
    def context(self) -> ssl.SSLContext:
        return self.contexts.get(self.mode, self.contexts["ok"])

    async def serve(self, port: int, tls_port: int) -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(self.connection, "127.0.0.1", port)
        encrypted = await loop.create_server(
            partial(self.connection, is_encrypted=True),
            "127.0.0.1",
            tls_port,
            ssl=self._choosing_context(),
        )
        print(_port(server), _port(encrypted), flush=True)
        async with server, encrypted:
            await server.serve_forever()

    def _choosing_context(self) -> ssl.SSLContext:
        """The certificate of an encrypted port is the one of the newest connection's mode."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.mailbox.folder / "trusted.pem")

        def choose(socket: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
            socket.context = self.context

        context.sni_callback = choose
        return context


def _port(server: asyncio.Server) -> int:
    return server.sockets[0].getsockname()[1]


def _context(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.smtp")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls-port", type=int, default=0)
    parser.add_argument("--modes", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    server = Server(options.folder, Script(options.modes))
    asyncio.run(server.serve(options.port, options.tls_port))


if __name__ == "__main__":
    main()
