"""A gallery that was sent, the browser of its client, and files that are really there."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from extensions import db
from models import Folder, Rendition
from models.types import utc_now
from services.files import storage
from tests.conftest import enter
from tests.visiting import come_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def gallery(make):
    """Two photos in the package, each further one for 40,00; five photos, numbered."""
    gallery = make.make_gallery(
        title="Łucja i Jan", sent_at=utc_now(), package_photo_count=2, extra_photo_cents=4000
    )
    for number in range(1, 6):
        make.make_photo(gallery, f"DSC_{number:04}.JPG", number=number)
    return gallery


@pytest.fixture
def invitation(gallery):
    return gallery.invitations[0]


@pytest.fixture
def client_web(app, invitation):
    """The client's browser, past the cover; `.base` is the beginning of its addresses."""
    browser = enter(app, invitation)
    browser.base = f"/g/{invitation.gallery.code}"
    return browser


@pytest.fixture
def link(gallery, make):
    """The public link of the gallery, which is a session for everybody now."""
    return f"/g/{make.open_to_all(gallery)}"


@pytest.fixture
def visitor_web(app, gallery, link):
    """The browser of a visitor who has not said their name."""
    return come_in(app, gallery, link)


@pytest.fixture
def photos(gallery):
    from models import Photo

    return db.session.scalars(Photo.in_folder(gallery.id, Folder.PROOFS)).all()


@pytest.fixture
def cart(make, invitation, photos):
    """The first three photos are picked: one more than the package has."""
    return make.make_cart(invitation, photos[:3])


def read(browser, address, **values):
    """The whole answer, its file closed again: (response, body)."""
    with browser.get(address, **values) as answer:
        return answer, answer.get_data()


def give_renditions(photo, kinds=("thumb", "grid", "proof")) -> None:
    """Files for a photo's renditions; their bytes say which they are."""
    for kind in kinds:
        key = photo.rendition_key(kind)
        storage().put(key, f"{photo.id} {kind}".encode())
        row = Rendition(
            photo_id=photo.id, kind=kind, key=key, width_px=3, height_px=2, size_bytes=9
        )
        db.session.add(row)
    db.session.commit()


def finish(make, gallery, *names, folder=Folder.FULL):
    """Finished photos with bytes on disk: the content is the name."""
    photos = [make.make_photo(gallery, name, folder=folder) for name in names]
    for photo in photos:
        storage().put(photo.storage_key, photo.filename.encode())
        photo.size_bytes = len(photo.filename.encode())
    db.session.commit()
    return photos


def hand_over(gallery, right="all", at=None) -> None:
    gallery.delivery.handed_over_at = gallery.delivery.notified_at = at or utc_now()
    gallery.delivery.download_right = right
    db.session.commit()


@contextmanager
def counted_statements():
    """A list that grows by every SQL statement."""
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
