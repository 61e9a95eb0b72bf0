"""A web server in front of Kadr, as a process of its own on loopback."""

import os
import socket
import subprocess
from pathlib import Path

from bin.children import die_with_parent, wait_until

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT_S = 10.0


class Front:
    """What nginx and Caddy have in common: a folder, a port, a command, a log of errors."""

    command: list[str]
    # Beyond what the tests' own environment says.
    environment: dict[str, str]

    def __init__(self, folder: Path, port: int):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = port
        self._process: subprocess.Popen | None = None

    @property
    def log(self) -> Path:
        """What it has to say of faults."""
        return self.folder / "error.log"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=os.environ | self.environment,
                preexec_fn=die_with_parent,
            )
        if not wait_until(self._listens, START_LIMIT_S):
            raise RuntimeError(self.log.read_text())

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
