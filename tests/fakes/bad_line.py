"""A line to a server on which bytes are changed: `said` on the way there becomes `heard`."""

import socket
import threading
from contextlib import contextmanager, suppress


@contextmanager
def bad_line(port: int, said: bytes, heard: bytes):
    """Yields the port at which the server at `port` is reached over the bad line."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_serve, args=(door, port, said, heard), daemon=True)
        thread.start()
        yield door.getsockname()[1]


def _serve(door: socket.socket, port: int, said: bytes, heard: bytes) -> None:
    with suppress(OSError):
        while True:
            here, _ = door.accept()
            there = socket.create_connection(("127.0.0.1", port))
            for ends in ((here, there, said, heard), (there, here, b"", b"")):
                threading.Thread(target=_carry, args=ends, daemon=True).start()


def _carry(source: socket.socket, target: socket.socket, said: bytes, heard: bytes) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data.replace(said, heard) if said else data)
        target.shutdown(socket.SHUT_WR)
