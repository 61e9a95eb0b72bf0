"""Rounds of all ways in turn over loopback; CPU seconds are the server's alone."""

import hashlib
import socket
import subprocess
import sys
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median

from bench import processes
from bench.figures import Figures, ratios
from bench.zipping import session
from bench.zipping.download import Download, download
from media.storage import Storage
from media.zip_writer import ZipPlan

GUNICORN = "bench/out/zip-tools/bin/gunicorn"
WHOLE = session.FOLDER / "static" / "whole.zip"
FILE_ROUNDS = 1
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
user root;
events {{ worker_connections 64; }}
http {{ access_log off; sendfile on; tcp_nopush on;
  server {{ listen 127.0.0.1:{port}; root {folder}/static; }} }}
"""

Costs = dict[str, list[float]]


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    session.make()
    plan, figures = ZipPlan(session.entries()), Figures()
    _prebuild(plan)
    figures.heading(
        f"{session.COUNT} photographs, {plan.length_bytes / 1e9:.2f} GB, {rounds} rounds"
    )
    with ExitStack() as stack:
        web = stack.enter_context(_gunicorn())
        nginx = stack.enter_context(_nginx())
        costs, answers = _measure(web, nginx, rounds)
        _tell(figures, costs, answers)
        _check_resume(figures, web[1], plan.length_bytes // 2 + 1)
    own = _memory_of_ours(figures)
    figures.figure = f"{median(costs['kadr']):.2f} CPU s/GB, {own:.0f} MB"
    figures.ratio = f"{ratios(costs['kadr'], costs['nginx']):.2f} x nginx static"
    return figures.conclude()


def _measure(
    web: tuple[int, int], nginx: tuple[int, int], rounds: int
) -> tuple[Costs, dict[str, list[Download]]]:
    costs, answers = defaultdict(list), defaultdict(list)
    for number in range(rounds):
        for way in ("kadr", "zipstream", "nginx", "zipfile"):
            if way == "zipfile" and number >= FILE_ROUNDS:
                continue
            pid, port = nginx if way == "nginx" else web
            pids = processes.tree(pid)
            before = processes.cpu_s(pids)
            answer = download(port, "/whole.zip" if way == "nginx" else f"/{way}")
            costs[way].append((processes.cpu_s(pids) - before) / answer.body_bytes * 1e9)
            answers[way].append(answer)
    return costs, answers


def _tell(figures: Figures, costs: Costs, answers: dict[str, list[Download]]) -> None:
    for way, found in answers.items():
        first_ms = median(answer.first_byte_ms for answer in found)
        speed = median(answer.body_bytes / answer.seconds / 1e6 for answer in found)
        told = f"{median(costs[way]):.2f} CPU s/GB, {first_ms:,.1f} ms, {speed:,.0f} MB/s"
        figures.note(way, told)
    figures.at_most("ours costs", ratios(costs["kadr"], costs["nginx"]), 1.6, "x nginx static")
    figures.at_least("zipstream costs", ratios(costs["zipstream"], costs["kadr"]), 1.7, "x ours")
    first_ms = median(answer.first_byte_ms for answer in answers["kadr"])
    figures.at_most("first byte of ours", first_ms, 20, "ms")
    exact = all(answer.body_bytes == answer.promised_bytes for answer in answers["kadr"])
    figures.holds("length as promised", "yes" if exact else "no", "yes", exact)


def _check_resume(figures: Figures, port: int, start: int) -> None:
    """A second request for the rest gives the bytes that the whole archive has there."""
    rest = download(port, "/kadr", start, sum_up=True)
    with WHOLE.open("rb") as file:
        file.seek(start)
        same = rest.sha256 == hashlib.file_digest(file, "sha256").hexdigest()
    figures.holds("resumed half, byte for byte", "same" if same else "differs", "same", same)


def _memory_of_ours(figures: Figures) -> float:
    with _gunicorn() as (pid, port):
        download(port, "/kadr")
        memory = max(processes.peak_rss_mb(found) for found in processes.tree(pid))
    figures.at_most("memory of a server that makes only ours", memory, 60, "MB")
    return memory


def _prebuild(plan: ZipPlan) -> None:
    """The archive as a file, for nginx to serve, and checked by another program."""
    if WHOLE.exists() and WHOLE.stat().st_size == plan.length_bytes:
        return
    WHOLE.parent.mkdir(exist_ok=True)
    with WHOLE.open("wb") as file:
        file.writelines(plan.chunks(Storage(session.FOLDER / "media")))
    with zipfile.ZipFile(WHOLE) as archive:
        if archive.testzip():
            raise SystemExit("The archive is damaged.")


@contextmanager
def _gunicorn() -> Iterator[tuple[int, int]]:
    port = _free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4"]
    options += ["--timeout", "600", "--log-level", "warning"]
    with _running([GUNICORN, *options, "bench.zipping.server:app"], port) as pid:
        yield pid, port


@contextmanager
def _nginx() -> Iterator[tuple[int, int]]:
    port, conf = _free_port(), session.FOLDER / "nginx.conf"
    conf.write_text(NGINX.format(folder=session.FOLDER, port=port))
    with _running(["nginx", "-p", str(session.FOLDER), "-c", str(conf)], port) as pid:
        yield pid, port


@contextmanager
def _running(command: list[str], port: int) -> Iterator[int]:
    process = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise SystemExit(f"Nothing answers on port {port}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    raise SystemExit(main())
