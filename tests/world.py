"""Two studios, their galleries and clients: the world in which the access matrix is tried."""

from dataclasses import asdict

from extensions import db
from models import Extension, OutboxEntry, Photo, PriceList, WatermarkExample
from models.photo import Folder, Rendition
from models.types import utc_now
from services.document_settings import sample_key
from services.files import storage
from services.watermarks import WatermarkTerms
from tests import factories
from tests.conftest import enter, sign_in

CANARY = "Kanarek 7f3a"
ACTORS = (
    *("anonymous", "client", "other client", "revoked client"),
    *("owner", "other studio", "operator"),
)


class World:
    """Studio A with two galleries and their clients, studio B, and a browser for everybody."""

    def __init__(self, app):
        self.gallery = self._gallery(CANARY)
        self.invitation = self.gallery.invitations[0]
        other = self._gallery("another", studio=self.gallery.studio)
        revoked = factories.make_invitation(self.gallery)
        owner = factories.make_user(self.gallery.studio)
        stranger = factories.make_user()
        operator = factories.make_user(is_operator=True)
        self.product = factories.make_item(self.gallery, kind="product", name="Album")
        self.order = self._order()
        factories.sells(self.gallery.studio)
        self.document = factories.sold(self.order)
        self.extension = factories.save(
            Extension(invitation=self.invitation, answered_at=utc_now())
        )
        studio = self.gallery.studio
        self.price_list = factories.save(PriceList(studio=studio, name=CANARY))
        self.shop = factories.make_shop(self.gallery.studio)
        self.consent = factories.make_consent(self.gallery.studio)
        self.browsers = {
            "anonymous": app.test_client(),
            "client": enter(app, self.invitation),
            "other client": enter(app, other.invitations[0]),
            "revoked client": enter(app, revoked),
            "owner": sign_in(app, owner),
            "other studio": sign_in(app, stranger),
            "operator": sign_in(app, operator),
        }
        for studio in (owner.studio, stranger.studio, operator.studio):
            studio.logo_key = f"studios/{studio.id}/logo-1.png"
            storage().put(studio.logo_key, b"png")
            storage().put(sample_key(studio), b"pdf")
        revoked.revoked_at = utc_now()
        revoked.link_epoch += 1
        db.session.commit()

    def ask(self, actor, rule, method, **query):
        arguments = {name: self._value(name, rule) for name in rule.arguments}
        _, path = rule.build(arguments | query)
        browser = self.browsers[actor]
        body = {"data": b"x"} if "uploads" in path and method in ("PUT", "PATCH") else {}
        return browser.open(path, method=method, buffered=True, **body)

    def _order(self):
        """One that waits for a bank transfer."""
        payment = factories.make_payment(self.gallery)
        self.gallery.prices.extra_photo_cents = 1000
        cart = factories.make_cart(self.invitation, [self.proof])
        factories.want(cart, self.gallery.prices.photo_items[0], 1, self.proof)
        address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
        return factories.make_order(cart, payment=payment, **address)

    def _gallery(self, title, studio=None):
        gallery = factories.make_gallery(studio, title=title, sent_at=utc_now())
        factories.make_item(gallery)
        self.proof = self._photo(gallery, Folder.PROOFS)
        self.finished = self._photo(gallery, Folder.FULL)
        gallery.lets_download_proofs = True
        example = WatermarkExample(gallery=gallery, photo_id=self.proof.id, made_at=utc_now())
        for name, value in asdict(WatermarkTerms(watermark_text="x")).items():
            setattr(example, name, value)
        db.session.add(example)
        db.session.flush()
        storage().put(example.key, b"jpeg")
        gallery.delivery.handed_over_at = gallery.delivery.notified_at = utc_now()
        db.session.commit()
        return gallery

    def _photo(self, gallery, folder):
        photo = factories.make_photo(gallery, folder=folder, number=1)
        storage().put(photo.storage_key, photo.filename.encode())
        for kind in photo.rendition_kinds:
            key = photo.rendition_key(kind)
            storage().put(key, b"jpeg")
            photo.renditions.append(
                Rendition(kind=kind, key=key, width_px=400, height_px=267, size_bytes=4)
            )
        db.session.commit()
        return photo

    def _value(self, name, rule):
        here = self.gallery
        photo = here_photo(here, Folder.FULL if "/delivery/" in rule.rule else Folder.PROOFS)
        entry = db.session.scalar(
            db.select(OutboxEntry.id).where(OutboxEntry.studio_id == here.studio_id)
        )
        return {
            "gallery_id": here.id,
            "photo_id": photo.id,
            "item_id": self.product.id if "/products/" in rule.rule else here.prices.items[0].id,
            "invitation_id": self.invitation.id,
            "order_id": self.order.id,
            "entry_id": entry,
            "document_id": self.document.id,
            "month": f"{self.document.issued_on:%Y-%m}",
            "list_id": self.price_list.id,
            "extension_id": self.extension.id,
            "consent_id": self.consent.id,
            "event": "order_completed",
            "shop_id": self.shop.id,
            "reset_id": 1,
            "locale": "pl",
            "status_id": self.order.status_id,
            "client_id": self.invitation.client_id,
            "code": here.code,
            "token": factories.token_of(self.invitation),
            "number": self.order.number,
            "folder": "full",
            "kind": "thumb",
            "article": "hand-over",
            "program": "txt",
            "form": "csv" if "prints" in rule.rule else "list",
            "upload_id": "a" * 64,
            "scheme": "dark",
            "accent": "green",
        }[name]


def here_photo(gallery, folder):
    return db.session.scalars(Photo.in_folder(gallery.id, folder)).first()
