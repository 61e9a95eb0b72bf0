"""Uploads through the real server: memory stays flat, and a sender that vanishes does no harm."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
from sqlalchemy import select

from config import ROOT
from extensions import db
from models.photo import Photo
from tests.blueprints.studio.uploading import jpeg, sha256, url

BIG_BYTES = 200_000_000
GROWTH_LIMIT_KB = 50_000


@pytest.fixture
def gallery(make, studio_web):
    return make.make_gallery(studio_web.user.studio)


@pytest.fixture
def server(app, settings, tmp_path):
    """A gunicorn with one worker on the test's own database: (port, pid of the worker, log)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "log").open("w+")
    environ = os.environ | {name: str(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "-w", "1"]
    process = subprocess.Popen(
        [*command, "-b", f"127.0.0.1:{port}", "app:create_app()"],
        cwd=ROOT,
        env=environ,
        stdout=log,
        stderr=log,
    )
    try:
        _wait_for(port)
        yield port, _child_of(process.pid), log
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        log.close()


def test_a_large_photo_does_not_lie_in_memory(studio_web, gallery, server):
    """M-26."""
    port, worker, _log = server
    headers = _signed_in(studio_web, gallery, port)
    small = jpeg(1_000_000)
    _put(port, url(gallery, small, name="first.jpg"), small, headers)
    before = _memory_kb(worker, "VmRSS")
    data = jpeg(BIG_BYTES)
    answer = _put(port, url(gallery, data, name="big.jpg"), data, headers)
    assert answer["already"] is False
    assert _memory_kb(worker, "VmHWM") - before < GROWTH_LIMIT_KB
    photo = db.session.get(Photo, answer["photo"])
    assert (photo.size_bytes, photo.sha256) == (BIG_BYTES, sha256(data))


def test_a_sender_that_vanishes_leaves_its_part_and_no_error(studio_web, gallery, server):
    """M-26."""
    port, _worker, log = server
    headers = _signed_in(studio_web, gallery, port)
    data = jpeg(5_000_000)
    place = url(gallery, data)
    _send_and_vanish(port, place, data, 3_000_000, headers)
    offset = _offset_once_settled(port, place, headers)
    assert 0 < offset <= 3_000_000
    rest = headers | {"Upload-Offset": str(offset)}
    assert _request(port, "PATCH", place, data[offset:], rest)[0] == 200
    assert db.session.scalar(select(Photo.sha256)) == sha256(data)
    log.flush()
    log.seek(0)
    assert not re.search(r'Traceback|"status": 5|unexpected', log.read())


def _signed_in(browser, gallery, port):
    """Headers of the signed-in browser, with the token of the page."""
    cookie = browser.get_cookie("kadr").value
    headers = {"Cookie": f"kadr={cookie}", "Accept": "text/html"}
    _status, page, answered = _request(
        port, "GET", f"/studio/galleries/{gallery.id}/photos", None, headers
    )
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.decode())[1]
    cookie = answered["Set-Cookie"].split(";")[0]
    return {"Cookie": cookie, "Accept": "application/json", "X-CSRFToken": token}


def _request(port, method, place, body, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, place, body, headers)
    answer = connection.getresponse()
    result = answer.status, answer.read(), answer.headers
    connection.close()
    return result


def _put(port, place, data, headers):
    status, body, _headers = _request(port, "PUT", place, data, headers)
    assert status == 200, body
    return json.loads(body)


def _send_and_vanish(port, place, data, after, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("PUT", place)
    for name, value in (headers | {"Content-Length": str(len(data))}).items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(data[:after])
    time.sleep(0.2)
    # A reset, as when a cable is pulled, not a polite end.
    linger = b"\x01\0\0\0\0\0\0\0"
    connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.sock.close()


def _offset_once_settled(port, place, headers):
    """What HEAD says once the server has noticed that nobody is sending."""
    seen = -1
    for _try in range(50):
        _status, _body, answered = _request(port, "HEAD", place, None, headers)
        offset = int(answered["Upload-Offset"])
        if offset == seen and offset > 0:
            break
        seen = offset
        time.sleep(0.1)
    return seen


def _memory_kb(pid, name):
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(rf"{name}:\s+(\d+)", file.read())[1])


def _child_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return int(file.read().split()[0])


def _wait_for(port):
    for _try in range(200):
        try:
            if _request(port, "GET", "/healthz", None, {"Host": "localhost"})[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The server did not start.")
