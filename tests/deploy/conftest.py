"""nginx with the shipped configuration, and Kadr behind it."""

import threading

import pytest
from werkzeug.serving import make_server

from bin import environment
from tests.fakes import nginx

POLL_S = 0.02


@pytest.fixture
def server(app, tmp_path):
    """nginx, with Kadr behind it that lets nginx send the files."""
    app.config["ACCEL_PREFIX"] = "/media"
    kadr = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=kadr.serve_forever, args=(POLL_S,))
    thread.start()
    front = nginx.Nginx(tmp_path, environment.free_port(), kadr.port, app.config["MEDIA_ROOT"])
    front.start()
    yield front
    front.stop()
    kadr.shutdown()
    thread.join()
    kadr.server_close()
    app.config["ACCEL_PREFIX"] = ""
