"""What the kernel can do to a running process: kill it at its N-th call, or refuse the call.

SQLite's way to test a crash: kill at the first write, at the second, at the third … until there is
none left. Needs strace; nothing in the code knows of it.
"""

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# Everything by which a process leaves something behind, on the disk or with somebody else. The
# question mark: a machine may not have the call.
CALLS = ",".join(
    f"?{name}"
    for name in (
        *("write", "pwrite64", "writev", "sendto", "sendmsg", "fsync", "fdatasync", "ftruncate"),
        *("rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "fchmodat"),
    )
)
ANYBODY, MAY_TRACE = ctypes.c_ulong(-1), 0x59616D61  # PR_SET_PTRACER
needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="Linux with strace")


@contextmanager
def killed_at(pid: int, number: int, calls: str = CALLS) -> Iterator[None]:
    """Within, the process is killed on entering its `number`-th call, counted by thread."""
    with injected(pid, f"{calls}:signal=SIGKILL:when={number}", calls):
        yield


@contextmanager
def injected(pid: int, what: str, calls: str) -> Iterator[None]:
    """Within, strace does `what` to the process; see the option inject of its manual."""
    command = ["strace", "-f", "-o", "/dev/null", "-p", str(pid)]
    with _attached([*command, "-e", f"trace={calls}", "-e", f"inject={what}"]):
        yield


@contextmanager
def _attached(command: list[str]) -> Iterator[None]:
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        told = tracer.stderr.readline()
        assert "attached" in told, told
        yield
    finally:
        # Asked politely it may wait for ever for a process that is dead; the kernel lets one go
        # whose tracer is killed.
        tracer.kill()
        tracer.communicate()


@contextmanager
def watched(pid: int) -> Iterator[list[str]]:
    """The calls of the process, with the files they are about; whole once one is outside."""
    calls: list[str] = []
    with tempfile.NamedTemporaryFile("r") as log:
        command = ["strace", "-f", "-y", "-o", log.name, "-p", str(pid), "-e", f"trace={CALLS}"]
        with _attached(command):
            yield calls
        calls += log.read().splitlines()


def may_be_traced() -> None:
    """Let a process that is no parent trace this one, where Yama would forbid it."""
    ctypes.CDLL(None).prctl(MAY_TRACE, ANYBODY)
