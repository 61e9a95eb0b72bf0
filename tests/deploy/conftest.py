"""nginx and Caddy with the shipped configuration, and Kadr behind it."""

import threading

import pytest
from werkzeug.serving import make_server

from bin import environment
from tests.fakes import caddy, nginx

POLL_S = 0.02
FRONTS = {"nginx": nginx.Nginx, "caddy": caddy.Caddy}


@pytest.fixture(params=FRONTS)
def make_front(request):
    """Makes one of the two: (folder, port, port of Kadr, folder of files)."""
    return FRONTS[request.param]


@pytest.fixture
def server(app, tmp_path, make_front):
    """A web server, with Kadr behind it that lets it send the files."""
    app.config["ACCEL_PREFIX"] = "/media"
    kadr = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=kadr.serve_forever, args=(POLL_S,))
    thread.start()
    front = make_front(tmp_path, environment.free_port(), kadr.port, app.config["MEDIA_ROOT"])
    front.start()
    yield front
    front.stop()
    kadr.shutdown()
    thread.join()
    kadr.server_close()
    app.config["ACCEL_PREFIX"] = ""
