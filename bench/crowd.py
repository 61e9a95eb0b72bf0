"""A session of 1,000 photos and its clients, and what their browsers ask for once a mail came."""

import os
import random
import re
from dataclasses import dataclass

from flask import session
from flask_wtf.csrf import generate_csrf

from bench import sessions
from bench.installation import Installation
from bench.visitors import Visit
from extensions import db
from models.photo import Folder, Photo
from tests import factories

PHOTOS = 1000
SIZES_BYTES = {"thumb": 25_000, "grid": 60_000, "proof": 250_000}
# reliability.md L1: a typical client sees 300 thumbnails and opens 30 photos.
SEEN, OPENED = 300, 30
WARM_UP_S = 5.0
SCROLLS_EVERY_S, LOOKS_EVERY_S, FIRST_LOOK_S = 2.0, 1.0, 15.0
_PICTURE = re.compile(r'<img[^>]+src="(/g/[^"]+)"')
_MORE = re.compile(r'hx-get="([^"]+after=[^"]+)"')


@dataclass(frozen=True)
class Sheet:
    """A page or a fragment of the wall, and the pictures on it."""

    kind: str
    path: str
    headers: dict[str, str]
    pictures: list[str]


class Crowd:
    """`count` invited people, each with a browser that is past the cover page."""

    def __init__(self, kadr: Installation, count: int):
        self.studio = factories.make_studio()
        self.gallery = sessions.gallery_with(self.studio, PHOTOS)
        self.photos = db.session.scalars(Photo.in_folder(self.gallery.id, Folder.PROOFS)).all()
        sessions.add_renditions(self.photos, SIZES_BYTES)
        for kind, size_bytes in SIZES_BYTES.items():
            _lay_out(kadr, [one.rendition_key(kind) for one in self.photos], size_bytes)
        people = [factories.make_invitation(self.gallery) for _ in range(count)]
        self.people = [person.id for person in people]
        self.browsers = [with_token(kadr, kadr.enter(person)) for person in people]
        self.sheets = list(self._read(kadr))

    def _read(self, kadr: Installation):
        """The wall as the first of them finds it, from the first photo to the last."""
        web, path = kadr.app.test_client(use_cookies=False), f"/g/{self.gallery.code}/photos"
        kind, asked = "page", {}
        while path:
            page = web.get(path, headers=self.browsers[0] | asked).text.replace("&amp;", "&")
            yield Sheet(kind, path, asked, _PICTURE.findall(page))
            more = _MORE.search(page)
            kind, path, asked = "fragment", more[1] if more else "", {"HX-Request": "true"}

    def warm_up(self) -> list[Visit]:
        """A few looks by the last of them, so that no process is asked for the first time."""
        last = len(self.browsers) - 1
        return [one for n in range(8) for one in self._visit(last, n / 4) if one.due_s < WARM_UP_S]

    def arrive(self, seconds: float, first: int = 0, count: int | None = None) -> list[Visit]:
        """What all of them ask for when they open the link within so many seconds."""
        chance = random.Random(1)
        people = range(first, len(self.browsers) if count is None else first + count)
        visits = [one for n in people for one in self._visit(n, chance.uniform(0, seconds))]
        return sorted(visits)

    def _visit(self, number: int, at_s: float):
        headers, seen = self.browsers[number], 0
        for place, sheet in enumerate(self.sheets):
            now_s = at_s + place * SCROLLS_EVERY_S
            yield Visit(now_s, number, sheet.kind, sheet.path, headers | sheet.headers)
            shown = sheet.pictures[: max(0, SEEN - seen)]
            for late, picture in enumerate(shown, 1):
                when_s = now_s + late / len(shown) * SCROLLS_EVERY_S
                yield Visit(when_s, number, "thumbnail", picture, headers)
            seen += len(shown)
        chosen = self.photos[number % 7 :: PHOTOS // OPENED][:OPENED]
        for place, photo in enumerate(chosen):
            path = f"/g/{self.gallery.code}/photos/{photo.id}/proof.jpg?v={photo.revision}"
            when_s = at_s + FIRST_LOOK_S + place * LOOKS_EVERY_S
            yield Visit(when_s, number, "large photo", path, headers)


def _lay_out(kadr: Installation, keys: list[str], size_bytes: int) -> None:
    """The same bytes under every key; links, so that a thousand take the room of one."""
    base = kadr.media / f"{size_bytes}.bytes"
    base.write_bytes(os.urandom(size_bytes))
    base.chmod(0o644)
    for key in keys:
        path = kadr.media / key
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(base, path)


def with_token(kadr: Installation, headers: dict[str, str]) -> dict[str, str]:
    """The same browser with a session, so that its forms are accepted."""
    with kadr.app.app_context(), kadr.app.test_request_context():
        token = generate_csrf()
        signer = kadr.app.session_interface.get_signing_serializer(kadr.app)
        cookie = f"{kadr.app.config['SESSION_COOKIE_NAME']}={signer.dumps(dict(session))}"
    return headers | {"Cookie": f"{headers['Cookie']}; {cookie}", "X-CSRFToken": token}
