"""Nothing that is hidden, unpaid or another person's comes out by any route.

Every finished photo is a canary: its name and its bytes are told by nobody else. Each person tries
each address in each state of the delivery under each right.
"""

import zipfile
import zlib
from datetime import timedelta
from io import BytesIO

import pytest

from extensions import db
from models import Folder
from models.delivery import DownloadRight
from models.types import utc_now
from services.files import storage
from services.orders import cancel
from services.payments import mark_paid
from services.visibility import hide_photos
from tests.blueprints.proofing.conftest import give_renditions
from tests.conftest import enter, sign_in

STEMS = ("paid", "unpaid", "printed", "cancelled", "nobodys", "hidden")
CANARIES = {f"{stem}-{folder}" for stem in STEMS for folder in ("full", "web")}
EVERYTHING = CANARIES - {"hidden-full", "hidden-web"}
PAID = {"paid-full", "paid-web"}
ORDERED = PAID | {"unpaid-full", "unpaid-web"}
# What the client may take once the photos are handed over and while the link lives.
MAY_TAKE = {"all": EVERYTHING, "ordered": ORDERED, "paid": PAID}
INVITED = ("client", "guest", "parent")
STRANGERS = ("other client", "other studio", "anonymous")
# What is closed is closed whatever the right, so it is tried with the widest.
TABLE = [("open", right) for right in MAY_TAKE] + [
    (state, "all") for state in ("draft", "ended", "revoked")
]


class Aviary:
    """A session whose client has ordered in every way, and everybody who may come by."""

    def __init__(self, app, make):
        self.make = make
        self.gallery = make.make_gallery(sent_at=utc_now(), extra_photo_cents=4000)
        self.client = self.gallery.invitations[0]
        self.guest = make.make_invitation(self.gallery)
        self.parent = make.make_visitor(self.gallery, "Ewa", "ewa@example.com")
        proofs = {stem: make.make_photo(self.gallery, f"{stem}.JPG") for stem in STEMS}
        for stem in ("paid", "hidden"):
            mark_paid(self._order(self.client, proofs[stem]), "Hanna")
        self._order(self.client, proofs["unpaid"])
        cancel(self._order(self.client, proofs["cancelled"]), "Hanna")
        self._print(proofs["printed"])
        self.finals = [self._finish(stem, folder) for stem in STEMS for folder in ("full", "web")]
        hide_photos(self.gallery, self.finals[-2:], "Hanna")
        other = make.make_gallery(self.gallery.studio, sent_at=utc_now())
        self.browsers = {
            "client": enter(app, self.client),
            "guest": enter(app, self.guest),
            "parent": enter(app, self.parent),
            "other client": enter(app, other.invitations[0]),
            "other studio": sign_in(app, make.make_user()),
            "anonymous": app.test_client(),
        }

    def put_into(self, state, right):
        delivery, now = self.gallery.delivery, utc_now()
        delivery.download_right = right
        delivery.handed_over_at = delivery.notified_at = None if state == "draft" else now
        if state == "ended":
            delivery.notified_at = now - timedelta(days=100)
        delivery.news_since_at = delivery.notified_at and delivery.notified_at - timedelta(days=400)
        for person in (self.client, self.guest, self.parent):
            person.revoked_at = now if state == "revoked" else None
        db.session.commit()

    def sung(self, person):
        """Every canary that this person hears, by any route, in any part."""
        heard = set()
        for address in self._addresses():
            with self.browsers[person].get(f"/g/{self.gallery.code}{address}") as answer:
                heard |= _canaries(answer.get_data())
        return heard

    def _addresses(self):
        yield from ("/delivery", "/photos", "/delivery/proofs.zip")
        for folder in ("full", "web"):
            yield from (f"/delivery/{folder}.zip{query}" for query in ("", "?only=new", "?part=1"))
        for photo in self.finals:
            yield f"/delivery/{photo.folder}/{photo.id}"
            yield f"/delivery/{photo.folder}/{photo.id}/grid.jpg"
        for photo in self.finals[-2:]:
            for folder in ("full", "web", "proofs"):
                yield f"/delivery/{folder}/{photo.id}"
                yield f"/delivery/{folder}/{photo.id}/thumb.jpg"
            yield from (f"/photos/{photo.id}{end}" for end in ("", "/grid.jpg", "/proof/file"))

    def _order(self, person, photo):
        return self.make.make_order(self.make.make_cart(person, [photo]))

    def _print(self, photo):
        """A print of the photo and nothing else of it."""
        cart = self.make.make_cart(self.client, [photo])
        cart.lines[0].is_retouched = False
        self.make.want(cart, self.make.make_item(self.gallery), 1, photo)
        self.make.make_order(cart)

    def _finish(self, stem, folder):
        """The name is that of the original; only the bytes tell which canary it is."""
        photo = self.make.make_photo(self.gallery, f"{stem}.jpg", folder=Folder(folder))
        song = f"canary {stem}-{folder}.".encode()
        storage().put(photo.storage_key, song)
        photo.size_bytes, photo.crc32 = len(song), zlib.crc32(song)
        give_renditions(photo, ("thumb", "grid"))
        for kind in ("thumb", "grid"):
            storage().put(photo.rendition_key(kind), song)
        db.session.commit()
        return photo


def _canaries(body):
    """Those heard in an answer: a picture, a file, a page, or an archive of files."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return {one for one in CANARIES if f"canary {one}.".encode() in body}


def expected(person, state, right):
    if state != "open":
        return set()
    match person:
        case "client" | "guest":
            return MAY_TAKE[right]
        case _:
            return set()


@pytest.fixture
def aviary(app, make):
    return Aviary(app, make)


@pytest.mark.parametrize(("state", "right"), TABLE)
def test_everybody_hears_exactly_the_canaries_that_are_theirs(aviary, state, right):
    """M-28, N-03, N-07: person, right, state and every route that could tell."""
    aviary.put_into(state, right)
    wrong = {}
    for person in INVITED + STRANGERS if right == "all" else INVITED:
        heard = aviary.sung(person)
        if heard != expected(person, state, right):
            wrong[person] = heard ^ expected(person, state, right)
    assert wrong == {}


def test_a_visitor_hears_only_what_they_have_ordered_themselves(aviary, make):
    """N-07: whatever the session's right is."""
    proof = make.make_photo(aviary.gallery, "nobodys.JPG")
    aviary._order(aviary.parent, proof)
    for right in DownloadRight:
        aviary.put_into("open", right)
        theirs = set() if right == DownloadRight.PAID else {"nobodys-full", "nobodys-web"}
        assert aviary.sung("parent") == theirs
        assert "nobodys-full" in aviary.sung("client") or right != DownloadRight.ALL


def test_a_right_of_ones_own_opens_and_shuts_every_route_at_once(aviary):
    aviary.put_into("open", "paid")
    aviary.guest.download_right = "all"
    aviary.client.download_right = "ordered"
    db.session.commit()
    assert aviary.sung("guest") == EVERYTHING
    assert aviary.sung("client") == ORDERED


def test_a_photo_that_is_paid_for_sings_at_once(aviary):
    """N-03: after "Mark as paid", without anything else."""
    aviary.put_into("open", "paid")
    for order in aviary.gallery.orders:
        if order.is_standing and not order.is_settled:
            mark_paid(order, "Hanna")
    assert aviary.sung("client") == ORDERED
