"""A photographer's browser without a browser: raw requests, several at once."""

import hashlib
import http.client
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from playwright.sync_api import Page

from tests.journeys.stack import Stack

LIMIT_S = 60
PAUSE_S = 0.2
RAW = {"Content_Type": "application/octet-stream", "Accept": "application/json"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)


class Desk:
    """Sends requests with the cookies and the form token that a page of a browser has."""

    def __init__(self, stack: Stack, page: Page):
        self.stack = stack
        cookies = page.context.cookies([stack.url, page.url])
        self.headers = {"Cookie": "; ".join(f"{c['name']}={c['value']}" for c in cookies)}
        token = page.locator("input[name=csrf_token]").first
        if token.count():
            self.headers["X-CSRFToken"] = token.get_attribute("value") or ""

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """`headers` are written with underscores for hyphens. Redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=LIMIT_S)
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, self.headers | more)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def post(self, path: str, **fields: str) -> Answer:
        form = urlencode(fields).encode()
        return self.ask("POST", path, form, Content_Type="application/x-www-form-urlencoded")

    def upload(self, gallery_id: int, name: str | bytes, data: bytes, folder="proofs") -> Answer:
        """Send one photo as the uploader does: a name that is taken is kept beside the other, and
        the same bytes are sent again once another request is done with them.
        """
        answer = self._put(gallery_id, name, data, folder, "")
        while answer.status == 409 and answer.json["reason"] == "UploadRunning":
            time.sleep(PAUSE_S)
            answer = self._put(gallery_id, name, data, folder, "")
        return answer if answer.status != 409 else self._put(gallery_id, name, data, folder, "keep")

    def _put(self, gallery_id: int, name: str | bytes, data: bytes, folder: str, same_name: str):
        upload_id = hashlib.sha256(data).hexdigest()
        raw = name if isinstance(name, bytes) else name.encode("utf-8", "surrogateescape")
        query = f"name={quote(raw, safe='')}&size={len(data)}&same_name={same_name}"
        path = f"/studio/galleries/{gallery_id}/folders/{folder}/uploads/{upload_id}"
        return self.ask("PUT", f"{path}?{query}", data, **RAW)
