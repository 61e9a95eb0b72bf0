"""Orders without clicking: run beside a stack, reads what to make as JSON and prints ids as JSON.

{"email", "title", "photos": [names], "prints": {name: copies}} makes a sent session and an order
of it, with so many prints of each photo; {"gallery", "prints"} makes one more order.
"""

import json
import subprocess
import sys
from typing import Any

from sqlalchemy import select

from app import create_app
from extensions import db
from models import Gallery, Photo, User
from models.types import utc_now
from tests import factories
from tests.journeys.stack import ROOT, Stack


def put(stack: Stack, **wishes: Any) -> int:
    """The id of the session, or the number of the order, that was made."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.shelf"],
        env=stack.environment,
        cwd=ROOT,
        input=json.dumps(wishes),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _session(email: str, title: str, photos: list[str], prints: dict[str, int]) -> int:
    """Nobody renders its photos: they count as failed, and are picked all the same."""
    user = db.session.scalars(select(User).where(User.email == email)).one()
    prices = {"extra_photo_cents": 4000}
    gallery = factories.make_gallery(user.studio, title=title, sent_at=utc_now(), **prices)
    factories.make_item(gallery, name="15×23", paper="mat")
    factories.make_method(gallery)
    for number, name in enumerate(photos, start=1):
        state = {"rendered_at": None, "failed_at": utc_now(), "failure": "undecodable"}
        factories.make_photo(gallery, name, number=number, **state)
    _order(gallery.id, prints)
    return gallery.id


def _order(gallery: int, prints: dict[str, int]) -> int:
    session = db.session.get_one(Gallery, gallery)
    photos = {
        photo.filename: photo
        for photo in db.session.scalars(select(Photo).where(Photo.gallery_id == gallery))
    }
    cart = factories.make_cart(session.invitations[0], [photos[name] for name in prints])
    for name, copies in prints.items():
        if copies:
            factories.want(cart, session.prices.items[0], copies, photos[name])
    return factories.make_order(cart, session.prices.delivery_methods[0]).number


if __name__ == "__main__":
    with create_app().app_context():
        asked = json.load(sys.stdin)
        print(json.dumps(_order(**asked) if "gallery" in asked else _session(**asked)))
