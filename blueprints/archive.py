"""Answering with a ZIP that is made while it is sent: exact length, ranges, resumption."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import TYPE_CHECKING
from weakref import finalize

from flask import Response, abort, request
from flask_babel import gettext as _
from werkzeug.datastructures import ContentRange, Range

from blueprints.errors import answer
from blueprints.files import disposition
from services.files import storage

if TYPE_CHECKING:
    from media.zip_writer import ZipPlan

MEDIA_TYPE = "application/zip"
# A download keeps a thread of the web server for as long as it lasts, an hour over a slow line.
# So many at once leave a quarter of the threads of a process (deploy/gunicorn.conf.py) to pages.
AT_ONCE = 24
RETRY_AFTER_S = 120
_places = BoundedSemaphore(AT_ONCE)


def archive_answer(plan: ZipPlan, name: str) -> Response:
    """200 with everything, 206 with one range, 304, or 416; the body is read only while sent.

    Aborts 503 while AT_ONCE others are being sent by this process.
    """
    if request.if_none_match.contains(plan.etag):
        return _headed(Response(status=304), plan, name)
    wanted = _wanted_part(plan)
    if wanted is None:
        return _headed(_body(plan, 0, plan.length_bytes), plan, name)
    part = wanted.range_for_length(plan.length_bytes)
    if part is None:
        response = Response(status=416)
        response.content_range = ContentRange("bytes", None, None, plan.length_bytes)
        return response
    response = _body(plan, *part)
    response.status_code = 206
    response.content_range = ContentRange("bytes", part[0], part[1], plan.length_bytes)
    return _headed(response, plan, name)


def _wanted_part(plan: ZipPlan) -> Range | None:
    """None for several ranges at once, or when the copy to be continued has changed."""
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return None
    changed = request.headers.get("If-Range") and request.if_range.etag != plan.etag
    return None if changed else wanted


def _body(plan: ZipPlan, start: int, stop: int) -> Response:
    response = Response()
    if request.method != "HEAD":
        _take_place(response)
        response.response = plan.chunks(storage(), start, stop)
    response.headers["Content-Length"] = str(stop - start)
    return response


def _take_place(response: Response) -> None:
    """Until the response is sent, or its reader is gone."""
    if not _places.acquire(blocking=False):
        message = _("Many people are downloading just now. Try again in a few minutes.")
        refusal = answer(503, _("One moment"), message)
        refusal.headers["Retry-After"] = str(RETRY_AFTER_S)
        abort(refusal)
    response.call_on_close(finalize(response, _places.release))


def _headed(response: Response, plan: ZipPlan, name: str) -> Response:
    response.mimetype = MEDIA_TYPE
    response.set_etag(plan.etag)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = disposition(name)
    return response
