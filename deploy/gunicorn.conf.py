"""The web server's settings that are the same everywhere; the address comes from its starter."""

import gc
import os
import shutil
import tempfile

from bin.children import die_with_parent

worker_class = "gthread"
workers = 2
# Made when they are needed. Most of them wait for somebody's slow line: blueprints/archive.py.
threads = 32
preload_app = True  # the workers share what is loaded
# Each process counts for itself in a file of this folder; whichever is asked adds them up.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="kadr-figures-"))
control_socket_disable = True
graceful_timeout = 30
# Longer than nginx keeps an idle connection, so that nginx never writes into a closed one.
keepalive = 75


def when_ready(_server):
    """The collector would touch, and so copy, every page that the workers share."""
    gc.collect()
    gc.freeze()


def post_fork(_server, worker):
    """A worker without its master would serve on, seen by nobody."""
    die_with_parent(worker.ppid)


def on_exit(_server):
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
