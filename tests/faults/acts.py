"""What people do while the server dies: the same request once more must lead to the same end."""

from abc import ABC, abstractmethod
from urllib.parse import quote

import httpx2 as httpx
from sqlalchemy import select

from extensions import db
from models import Order, Photo
from tests import factories
from tests.blueprints.studio.uploading import sha256
from tests.faults.plant import Plant
from tests.visiting import shown_fields


class Act(ABC):
    """One request that changes something, and may be sent again by whoever heard no answer.

    `page` is the address of what its `browser` looks at meanwhile.
    """

    browser: httpx.Client
    page: str

    def __init__(self, plant: Plant):
        self.plant = plant

    @abstractmethod
    def prepare(self) -> None:
        """Make ready what the next request is about."""

    @abstractmethod
    def request(self) -> httpx.Response: ...

    @abstractmethod
    def done(self) -> int:
        """How often what was asked for is there."""

    def send(self) -> httpx.Response | None:
        """None when the other side went away before it answered."""
        try:
            return self.request()
        except httpx.TransportError:
            return None


class PlacingAnOrder(Act):
    """A client sends the choice, from a browser of their own."""

    def prepare(self) -> None:
        invitation = factories.make_invitation(self._gallery())
        self.cart_id = factories.make_cart(invitation, self.photos).id
        self.browser = self.plant.guest(invitation)
        self.base = f"/g/{invitation.gallery.code}"
        self.page = f"{self.base}/photos"
        self.form = shown_fields(self.browser.get(f"{self.base}/cart").text)
        self.form |= {"name": invitation.name, "email": invitation.email}

    def request(self) -> httpx.Response:
        return self.browser.post(f"{self.base}/order", data=self.form)

    def done(self) -> int:
        db.session.rollback()
        placed = select(Order.id).where(Order.cart_id == self.cart_id)
        return len(db.session.scalars(placed).all())

    def _gallery(self):
        """One session for all of them, with two photos."""
        if not hasattr(self, "gallery"):
            _, self.gallery = self.plant.owner()
            self.photos = [self.plant.photo(self.gallery) for _ in range(2)]
        return self.gallery


class SendingAPhoto(Act):
    """A photographer's browser sends a file in one request."""

    def prepare(self) -> None:
        if not hasattr(self, "gallery"):
            self.number = 0
            self.browser, self.gallery = self.plant.owner()
            self.gallery_id = self.gallery.id
            self.page = f"/studio/galleries/{self.gallery_id}/photos"
        self.number += 1
        # Three pieces, so that there is something half-way.
        self.data = b"\xff\xd8\xff\xe0" + self.number.to_bytes(4) * 600_000

    def request(self) -> httpx.Response:
        name = quote(f"ŁUCJA {self.number}.JPG")
        place = f"/studio/galleries/{self.gallery_id}/folders/proofs/uploads/{sha256(self.data)}"
        known = self.browser.head(f"{place}?name={name}&size={len(self.data)}")
        if known.status_code != 200:
            return known
        offset = int(known.headers["Upload-Offset"])
        return self.browser.patch(
            f"{place}?name={name}&size={len(self.data)}",
            content=self.data[offset:],
            headers={"Accept": "application/json", "Upload-Offset": str(offset)},
        )

    def done(self) -> int:
        db.session.rollback()
        here = select(Photo.id).where(Photo.gallery_id == self.gallery_id)
        return len(db.session.scalars(here.where(Photo.sha256 == sha256(self.data))).all())
