"""A real object store on loopback: SeaweedFS, whose program comes in a package of PyPI.

It is no fake: it checks signatures and digests, knows uploads in parts, lists by pages, and keeps
what it was given on disk.
"""

import json
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

from bin import environment
from bin.children import die_with_parent, wait_until
from media.bucket import Bucket
from media.bucket_line import BucketLine, Place
from media.storage import StorageAway

START_LIMIT_S = 40.0
KEY, SECRET = "kadr-key", "a secret that is only used by the tests"
_PORTS = ("master.port", "volume.port", "filer.port", "s3.port")
_number = count(1)


class S3Server:
    """A server of its own in `folder`; `make_bucket` gives an empty bucket and its address."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.ports = {name: environment.free_port() for name in _PORTS}
        self._process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['s3.port']}"

    def start(self) -> None:
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [_program(), "server", *self._options()],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                preexec_fn=die_with_parent,
            )
        if not wait_until(self._answers, START_LIMIT_S):
            raise RuntimeError((self.folder / "log").read_text()[-3000:])

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def place(self, url: str, **changed) -> Place:
        told = {"region": "us-east-1", "access_key": KEY, "secret_key": SECRET}
        return Place(url=url, **(told | {"timeout_s": 10, "retries": 1} | changed))

    def make_bucket(self) -> str:
        url = f"{self.url}/kadr-{next(_number)}"
        BucketLine(self.place(url)).ask("create_bucket")
        return url

    def open_bucket(self, url: str, root: Path, cache_bytes: int = 10_000_000, **changed) -> Bucket:
        return Bucket(self.place(url, **changed), root, cache_bytes)

    def settings(self, url: str) -> dict[str, str]:
        """What Kadr is told of a bucket."""
        return {"STORAGE_URL": url, "STORAGE_KEY": KEY, "STORAGE_SECRET": SECRET}

    def _answers(self) -> bool:
        try:
            self.make_bucket()
        except StorageAway:
            return False
        return True

    def _options(self) -> list[str]:
        identity = {"name": "kadr", "credentials": [{"accessKey": KEY, "secretKey": SECRET}]}
        identity["actions"] = ["Admin", "Read", "Write", "List", "Tagging"]
        told = self.folder / "identities.json"
        told.write_text(json.dumps({"identities": [identity]}))
        ports = [f"-{name}={port}" for name, port in self.ports.items()]
        ports += [f"-{name}.grpc={environment.free_port()}" for name in _PORTS]
        # What Kadr does not speak, at ports that two stores at once would share.
        ports += ["-s3.port.iceberg=0", "-s3.port.lance=0", "-master.telemetry=false"]
        here = [f"-dir={self.folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
        small = ["-volume.max=10000", "-master.volumeSizeLimitMB=64", "-master.telemetry=false"]
        return [*here, *ports, *small, "-filer", "-s3", f"-s3.config={told}"]


def _program() -> str:
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed") or "weed"
