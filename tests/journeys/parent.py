"""A visitor of a public session without a window: forms filled in and links followed, raw."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode, urljoin, urlsplit

from tests.journeys.stack import Stack

LIMIT_S = 120
MOST_REDIRECTS = 5


@dataclass
class Page:
    status: int
    address: str
    text: str

    def form(self, form_id: str) -> "Form":
        return Forms.of(self.text)[form_id]


@dataclass
class Form:
    """What a browser would send: `action`, and fields as the page filled them in."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Every form of a page by its id, with fields that belong to it by their place or `form`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Form] = {}
        self._inside = ""
        self._later: list[tuple[str, str, str]] = []

    @classmethod
    def of(cls, text: str) -> dict[str, Form]:
        parser = cls()
        parser.feed(text)
        for form_id, name, value in parser._later:
            if form_id in parser.found:
                parser.found[form_id].fields[name] = value
        return parser.found

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = said.get("id", "")
            self.found[self._inside] = Form(said.get("action", ""))
        elif tag in ("input", "textarea") and "name" in said:
            is_off = said.get("type") in ("radio", "checkbox") and "checked" not in said
            if not is_off:
                owner = said.get("form", self._inside)
                self._later.append((owner, said["name"], said.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = ""


@dataclass
class Parent:
    """One browser with cookies of its own; `seen` is the text of every page it was shown."""

    stack: Stack
    name: str
    email: str
    code: str = ""
    seen: list[str] = field(default_factory=list)
    _cookies: dict[tuple[str, str], str] = field(default_factory=dict)

    def enter(self, link: str, pin: str) -> None:
        cover = self.get(urlsplit(link).path)
        page = self.send(cover.form("enter"), pin=pin)
        assert page.status == 200, page.status
        self.code = page.address.split("/")[2]

    def introduce_by_picking(self, photo_id: int) -> Page:
        """The first press: it asks for the name, and is done once that is given."""
        asked = self._press(photo_id)
        assert "/introduction" in asked.address, asked.address
        return self.send(
            asked.form("introduction"), visitor_name=self.name, visitor_email=self.email
        )

    def pick(self, photo_id: int) -> Page:
        return self._press(photo_id)

    def place_order(self) -> int:
        """Send the order form as it is filled in; returns the number of the order."""
        page = self.send(self.get(f"/g/{self.code}/cart").form("order"))
        found = re.search(r"/orders/(\d+)$", page.address)
        assert found, (page.status, page.address)
        return int(found[1])

    def get(self, address: str) -> Page:
        return self._ask("GET", address)

    def send(self, form: Form, **typed: str) -> Page:
        return self._ask("POST", form.action, form.fields | typed)

    def _press(self, photo_id: int) -> Page:
        wall = self.get(f"/g/{self.code}/photos").form("picks")
        wall.action = f"/g/{self.code}/photos/{photo_id}/pick"
        return self.send(wall, picked="1")

    def _ask(self, method: str, address: str, fields: dict[str, str] | None = None) -> Page:
        for _redirect in range(MOST_REDIRECTS):
            status, headers, text = self._answer(method, address, fields)
            self.seen.append(text)
            if status not in (303, 307):
                return Page(status, address, text)
            address = urljoin(address, headers["Location"]).partition("#")[0]
            if status == 303:
                method, fields = "GET", None
        raise AssertionError(f"too many redirects to {address}")

    def _answer(self, method: str, address: str, fields: dict[str, str] | None):
        connection = HTTPConnection("127.0.0.1", self.stack.port, timeout=LIMIT_S)
        headers = {"Cookie": self._cookies_for(address), "Referer": self.stack.url + address}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie", []):
                self._keep(line)
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def _keep(self, line: str) -> None:
        pair, *rest = line.split("; ")
        name, _, value = pair.partition("=")
        path = next((part[5:] for part in rest if part.startswith("Path=")), "/")
        self._cookies[name, path] = value

    def _cookies_for(self, address: str) -> str:
        path = urlsplit(address).path
        mine = [
            f"{name}={value}"
            for (name, at), value in self._cookies.items()
            if at == "/" or path == at or path.startswith(f"{at}/")
        ]
        return "; ".join(mine)
