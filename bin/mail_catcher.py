"""Catches every mail of a development machine: an SMTP server on loopback that writes .eml files.

python -m bin.mail_catcher PORT FOLDER
"""

import signal
import sys
import time
from itertools import count
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Folder:
    """Keeps each mail as one file whose name sorts by the time it came."""

    def __init__(self, path: Path):
        self.path = path
        self._number = count(1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        name = f"{time.time_ns()}-{next(self._number)}.eml"
        part = self.path / f".{name}"
        part.write_bytes(_with_recipients(envelope))
        part.rename(self.path / name)
        return "250 Caught"


def _with_recipients(envelope: Envelope) -> bytes:
    recipients = ", ".join(envelope.rcpt_tos)
    return f"X-Envelope-To: {recipients}\r\n".encode() + bytes(envelope.original_content or b"")


def main(port: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    controller = Controller(Folder(folder), hostname="127.0.0.1", port=port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    controller.start()
    try:
        signal.pause()
    finally:
        controller.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
