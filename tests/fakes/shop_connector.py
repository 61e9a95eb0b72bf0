"""Kadr's side of tests/fakes/shop.py: a connector like those of connectors/, and its process."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from bin.children import die_with_parent
from connectors import Capability, Choice, Connector, ConnectorError, Paper, Platform, register

SCRIPTED, MUTE = "scripted", "mute"
TIMEOUT_S = 1
STATUSES = {"new": "New", "processing": "Processing", "done": "Completed"}


class ScriptedShop(Connector):
    """Speaks to the scripted shop at `base_url`."""

    def __init__(self, base_url: str, access: Mapping[str, str]):
        self.base_url = base_url
        self.key = access.get("key", "")

    def list_statuses(self) -> Sequence[Choice]:
        return [Choice(one["code"], one["name"]) for one in self._ask("GET", "/statuses")]

    def set_status(self, order_id: str, code: str) -> None:
        self._ask("PUT", f"/orders/{order_id}/status", json.dumps({"status": code}).encode())

    def push_document(self, order_id: str, paper: Paper) -> None:
        named = {"X-Number": paper.number}
        self._ask("PUT", f"/orders/{order_id}/document", paper.data, named)

    def _ask(self, method: str, path: str, body: bytes | None = None, headers=None):
        request = Request(self.base_url + path, body, headers or {}, method=method)
        try:
            with urlopen(request, timeout=TIMEOUT_S) as answer:
                return json.load(answer)
        except HTTPError as error:
            raise _refused(error) from error
        except (URLError, TimeoutError) as error:
            raise ConnectorError(str(error), code="unreachable", uncertain=True) from error


def _refused(error: HTTPError) -> ConnectorError:
    with error:
        said = f"{error.code} {json.load(error)['error']}"
        wait_s = int(error.headers.get("Retry-After") or 0) or None
    if error.code == 409:
        return ConnectorError(said, code="status_gone")
    if error.code == 401:
        return ConnectorError(said, code="auth", permanent=True)
    return ConnectorError(said, code=str(error.code), retry_after_s=wait_s)


class ShopServer:
    """tests/fakes/shop.py in `folder`. `script()` says how the next requests are answered."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        self.reset()
        command = [sys.executable, "-m", "tests.fakes.shop", "--folder", str(self.folder)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent
        )
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def reset(self) -> None:
        """As new, but for the modes it has taken already."""
        (self.folder / "modes").touch()
        (self.folder / "log.jsonl").write_text("")
        self.has_statuses(STATUSES)

    def script(self, *modes: str) -> None:
        with (self.folder / "modes").open("a") as file:
            file.writelines(f"{mode}\n" for mode in modes)

    def has_statuses(self, names: Mapping[str, str]) -> None:
        listed = [{"code": code, "name": name} for code, name in names.items()]
        (self.folder / "statuses.json").write_text(json.dumps(listed))

    @property
    def told(self) -> list[dict]:
        """What was changed in it, oldest first."""
        return [json.loads(line) for line in (self.folder / "log.jsonl").read_text().splitlines()]


SPEAKS = {Capability.LIST_STATUSES, Capability.SET_STATUS}
register(
    SCRIPTED,
    Platform("Scripted", frozenset(SPEAKS | {Capability.PUSH_DOCUMENT}), ScriptedShop),
)
register(MUTE, Platform("Mute", frozenset(SPEAKS), ScriptedShop))
