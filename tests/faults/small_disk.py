"""A disk of a few megabytes under a folder, for real: a tmpfs, where this user may mount one."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """`fill` leaves so many bytes free, `free` gives all of it back."""

    def __init__(self, folder: Path):
        self.ballast = folder / "ballast"

    def fill(self, left_bytes: int = 0) -> None:
        room = shutil.disk_usage(self.ballast.parent).free - left_bytes
        with self.ballast.open("ab") as file:
            file.write(b"\0" * max(0, room))

    def free(self) -> None:
        self.ballast.unlink(missing_ok=True)


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Skips the test where nothing may be mounted."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "kadr-fault", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no tmpfs may be mounted here")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
