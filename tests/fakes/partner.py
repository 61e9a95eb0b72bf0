"""A program of a partner's that gets news, in a process of its own.

python -m tests.fakes.partner --folder FOLDER

Prints its port. Every call is a line of FOLDER/calls.jsonl: {"headers", "body"}. FOLDER/modes holds
the status that each call is answered with, one a line; when none is left it is 200. 302 leads to
/elsewhere, which is noted like any other address.
"""

import argparse
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Program(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.taken = folder, 0

    def status(self) -> int:
        modes = (self.folder / "modes").read_text().split()
        self.taken += 1
        return int(modes[self.taken - 1]) if self.taken <= len(modes) else 200


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = {"path": self.path, "headers": headers, "body": body}
        with (self.server.folder / "calls.jsonl").open("a") as file:
            file.write(json.dumps(call) + "\n")
        status = self.server.status()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_) -> None:
        """Quiet."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    server = Program(parser.parse_args().folder)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
