"""Visitors who come on schedule, whether or not the server keeps up (an open model).

python -m bench.visitors PORT PLAN ANSWERS

PLAN and ANSWERS are files of JSON: a list of `Visit`s by their time, and of `Answer`s. A process of
its own, since what it takes of the machine is told beside what it measures.
"""

import asyncio
import json
import re
import sys
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

CONNECTIONS = 6  # of one browser to one server, as browsers do it
PIECE_BYTES = 64 * 1024
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.I)
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Visit(NamedTuple):
    """A request that is due `due_s` after the start; `pace` is how fast its line is, bytes/s."""

    due_s: float
    browser: int
    kind: str
    path: str
    headers: dict[str, str]
    body: str | None = None
    pace: int = 0


class Answer(NamedTuple):
    """Times count from the moment the request was due, so that no stall is hidden."""

    kind: str
    status: int
    first_ms: float
    whole_ms: float
    size_bytes: int


class Browser:
    """A few connections that are kept, and the requests that wait for one of them."""

    def __init__(self, port: int):
        self._port = port
        self._places = asyncio.Semaphore(CONNECTIONS)
        self._idle: list[Line] = []

    async def send(self, visit: Visit, due: float) -> Answer:
        async with self._places:
            line = self._idle.pop() if self._idle else await self._connect()
            try:
                answer = await self._ask(line, visit, due)
            except (OSError, EOFError):
                line[1].close()
                return Answer(visit.kind, 0, _since_ms(due), _since_ms(due), 0)
            self._idle.append(line)
            return answer

    async def _connect(self) -> Line:
        return await asyncio.open_connection("127.0.0.1", self._port, limit=PIECE_BYTES)

    async def _ask(self, line: Line, visit: Visit, due: float) -> Answer:
        reader, writer = line
        writer.write(_request(visit, self._port))
        head = await reader.readuntil(b"\r\n\r\n")
        first_ms, status = _since_ms(due), int(head[9:12])
        if found := _LENGTH.search(head):
            length = int(found[1])
            await _read(reader, length, visit.pace)
        else:
            length = 0 if status in (204, 304) else await _read_chunks(reader)
        return Answer(visit.kind, status, first_ms, _since_ms(due), length)


def _request(visit: Visit, port: int) -> bytes:
    headers = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "gzip"} | visit.headers
    if visit.body is not None:
        headers |= {"Content-Length": str(len(visit.body.encode()))}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    method = "GET" if visit.body is None else "POST"
    lines = [f"{method} {visit.path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + (visit.body or "")).encode()


async def _read(reader: asyncio.StreamReader, left: int, pace: int) -> None:
    while left:
        piece = await reader.read(min(left, PIECE_BYTES))
        if not piece:
            raise asyncio.IncompleteReadError(b"", left)
        left -= len(piece)
        if pace:
            await asyncio.sleep(len(piece) / pace)


async def _read_chunks(reader: asyncio.StreamReader) -> int:
    """What is packed on its way; returns how many bytes came."""
    whole = 0
    while size := int(await reader.readuntil(b"\r\n"), 16):
        await reader.readexactly(size + 2)
        whole += size
    await reader.readuntil(b"\r\n")
    return whole


def _since_ms(due: float) -> float:
    return (time.perf_counter() - due) * 1000


async def visit_all(port: int, plan: list[Visit]) -> list[Answer]:
    browsers: defaultdict[int, Browser] = defaultdict(lambda: Browser(port))
    started, tasks = time.perf_counter(), []
    for visit in plan:
        due = started + visit.due_s
        if (wait_s := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait_s)
        tasks.append(asyncio.create_task(browsers[visit.browser].send(visit, due)))
    return await asyncio.gather(*tasks)


def main() -> None:
    port, plan, answers = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    visits = [Visit(*one) for one in json.loads(plan.read_text())]
    with suppress(KeyboardInterrupt):
        found = asyncio.run(visit_all(port, visits))
        answers.write_text(json.dumps(found))


if __name__ == "__main__":
    main()
