"""The same archive made three ways, for gunicorn: `/kadr`, `/zipstream`, `/zipfile`."""

import tempfile
import zipfile

from bench.zipping import session
from media.storage import Storage
from media.zip_writer import ZipPlan

STORAGE = Storage(session.FOLDER / "media")
ENTRIES = session.entries()


def app(environ, start_response):
    way = WAYS[environ["PATH_INFO"].strip("/")]
    status, headers, body = way(environ)
    start_response(status, [("Content-Type", "application/zip"), *headers])
    return body


def kadr(environ):
    plan = ZipPlan(ENTRIES)
    start = int(environ.get("HTTP_RANGE", "bytes=0-").removeprefix("bytes=").rstrip("-"))
    length = ("Content-Length", str(plan.length_bytes - start))
    status = "206 Partial Content" if start else "200 OK"
    return status, [length, ("ETag", f'"{plan.etag}"')], plan.chunks(STORAGE, start)


def zipstream(environ):
    from zipstream import ZipStream

    archive = ZipStream(sized=True)
    for entry in ENTRIES:
        archive.add_path(STORAGE.local_path(entry.key), entry.name)
    return "200 OK", [("Content-Length", str(len(archive)))], archive


def temporary_zipfile(environ):
    file = tempfile.TemporaryFile(dir=session.FOLDER)  # noqa: SIM115 - the server closes it
    with zipfile.ZipFile(file, "w") as archive:
        for entry in ENTRIES:
            archive.write(STORAGE.local_path(entry.key), entry.name)
    length = file.tell()
    file.seek(0)
    body = environ["wsgi.file_wrapper"](file, 1024 * 1024)
    return "200 OK", [("Content-Length", str(length))], body


WAYS = {"kadr": kadr, "zipstream": zipstream, "zipfile": temporary_zipfile}
