"""Figures for Prometheus: requests as they are answered, the state of everything when it asks.

Requests are told by endpoint, never by path, so that no address and no token becomes a label, and
their number stays small. Pictures of a wall are answered before Flask (see proofing/lane.py) and
are not among them.
"""

import time

from flask import Blueprint, Response, abort, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from blueprints import monitoring
from services.measurements import State

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
BUCKETS_S = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

bp = Blueprint("metrics", __name__)
_own = CollectorRegistry()
_requests = Counter(
    "kadr_http_requests",
    "Requests that were answered.",
    ("endpoint", "method", "status"),
    registry=_own,
)
_durations = Histogram(
    "kadr_http_request_duration_seconds",
    "How long an answer took, without the sending of its body.",
    ("endpoint",),
    buckets=BUCKETS_S,
    registry=_own,
)


@bp.after_app_request
def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    method = request.method if request.method in METHODS else "other"
    _requests.labels(endpoint, method, response.status_code).inc()
    _durations.labels(endpoint).observe(time.perf_counter() - g.started)
    return response


@bp.get("/metrics")
def show_metrics():
    """404 for everybody but this machine and whoever has MONITORING_TOKEN."""
    if not monitoring.is_trusted():
        abort(404)
    registry = CollectorRegistry()
    registry.register(State())
    if folder := current_app.config["PROMETHEUS_MULTIPROC_DIR"]:
        MultiProcessCollector(registry, path=folder)
        told = generate_latest(registry)
    else:
        told = generate_latest(registry) + generate_latest(_own)
    return Response(told, content_type=CONTENT_TYPE)
