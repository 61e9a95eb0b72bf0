"""Clients that go away while they send: nobody else waits for them."""

import socket
import struct

from services.files import storage
from tests.faults.acts import SendingAPhoto
from tests.invariants import assert_invariants

VANISHING = 40  # five times the threads of the web worker
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close without a goodbye


def test_many_who_vanish_at_once_hold_nobody_up(plant):
    """F16: half of a photo each, then the line is cut; the next photo comes in as ever."""
    act = SendingAPhoto(plant)
    act.prepare()
    lines = [half_sent(plant.port, act, number) for number in range(VANISHING)]
    for line in lines:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        line.close()
    act.prepare()
    assert act.send().status_code == 200
    assert act.done() == 1
    assert "Traceback" not in plant.log("web")
    assert_invariants(files=storage())


def half_sent(port: int, act: SendingAPhoto, number: int) -> socket.socket:
    """A line on which the first half of a photo has gone out."""
    line = socket.create_connection(("127.0.0.1", port))
    cookies = "; ".join(f"{name}={value}" for name, value in act.browser.cookies.items())
    place = f"/studio/galleries/{act.gallery.id}/folders/proofs/uploads/vanishing-{number:04}"
    line.sendall(
        f"PUT {place}?name=IMG_{number}.JPG&size=200000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: {cookies}\r\nX-CSRFToken: {act.browser.headers['X-CSRFToken']}\r\n"
        f"Content-Length: 200000\r\n\r\n".encode()
    )
    line.sendall(act.data[:100_000])
    return line
