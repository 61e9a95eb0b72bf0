"""How the tests place orders and read the export panel."""

import re
from html import unescape

from extensions import db
from models import Photo
from tests.factories import make_cart, make_order, make_photo

HTMX = {"HX-Request": "true"}


def place(gallery, *names):
    photos = [
        db.session.query(Photo).filter_by(gallery_id=gallery.id, filename=name).first()
        or make_photo(gallery, name, number=number)
        for number, name in enumerate(names, start=1)
    ]
    return make_order(make_cart(gallery.invitations[0], photos))


def panel(web, gallery, query="?program=lightroom"):
    answer = web.get(f"/studio/galleries/{gallery.id}/export{query}", headers=HTMX)
    assert answer.status_code == 200
    return re.sub(r"[ \t]*\n[ \t]*", " ", unescape(answer.text))


def listed(page):
    return re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]


def download(web, gallery, path, **fields):
    """The file of a form, called "program/form"."""
    program = path.partition("/")[0]
    wishes = {"program": program, "form": path, **fields}
    return web.post(f"/studio/galleries/{gallery.id}/export/{path}", data=wishes)
