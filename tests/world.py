"""Two studios, their galleries and clients: the world in which the access matrix is tried."""

from dataclasses import asdict

from extensions import db
from models import (
    DocumentKind,
    Extension,
    OutboxEntry,
    Parcel,
    PartnerFile,
    Photo,
    PriceList,
    SignIn,
    Unit,
    WatermarkExample,
)
from models.partner_token import TokenKind
from models.photo import Folder, Rendition
from models.types import utc_now
from services import order_links, partner_orders, partner_tokens
from services.document_settings import sample_key
from services.files import storage
from services.watermarks import WatermarkTerms
from tests import factories, feeding, offering
from tests.access_pages import OF_PARTNER, OF_SIGNED_PARTNER
from tests.conftest import enter, sign_in
from tests.offering import sign_in_partner
from tests.ordering import make_order_by_hand
from tests.services.partners.ordering import terms_for, wanted
from tests.signing import make_sign_in

PARTNERS = ("partner", "other partner", "disabled partner")
CANARY = "Kanarek 7f3a"
ACTORS = (
    *("anonymous", "client", "other client", "revoked client"),
    *("owner", "other studio", "operator"),
    *PARTNERS,
)


class World:
    """Studio A with two galleries and their clients, studio B, and a browser for everybody."""

    def __init__(self, app):
        self.gallery = self._gallery(CANARY)
        self.invitation = self.gallery.invitations[0]
        other = self._gallery("another", studio=self.gallery.studio)
        revoked = factories.make_invitation(self.gallery)
        owner = factories.make_user(self.gallery.studio)
        make_sign_in(owner)
        self.sign_in = db.session.scalar(SignIn.of_user(owner.id))
        stranger = factories.make_user()
        operator = factories.make_user(is_operator=True)
        self.product = factories.make_item(self.gallery, kind="product", name="Album")
        self.order = self._order()
        factories.sells(self.gallery.studio)
        self.document = factories.sold(self.order)
        self.typed = self._typed_order()
        self.parcel = factories.save(Parcel(order=self.order, carrier="dpd", number=CANARY))
        self.extension = factories.save(
            Extension(invitation=self.invitation, answered_at=utc_now())
        )
        studio = self.gallery.studio
        self.price_list = factories.save(PriceList(studio=studio, name=CANARY))
        self.partner = factories.make_partner(studio, self.price_list, contact_name=CANARY)
        partner_tokens.issue(self.partner, TokenKind.FEED)
        self.unit = factories.save(Unit(studio_id=studio.id, name=CANARY))
        self.offered = factories.make_product(self.price_list, CANARY, unit=self.unit)
        self.picture = offering.make_picture(self.offered, CANARY)
        feeding.write(self.partner)
        self.sent_file = offering.make_catalogue_import(studio, CANARY)
        self.shop = factories.make_shop(self.gallery.studio)
        self.shop_link = factories.link_order(self.order, self.shop)
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
        self._partners(app)
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

    def _partners(self, app):
        """Three of studio A's, each with a shop, a key and a sign-in; one of them has ordered."""
        prices = factories.make_shop_list(self.gallery.studio)
        self.offered = factories.make_product(prices)
        self.partners = {}
        for actor in PARTNERS:
            partner = factories.make_partner(self.gallery.studio, prices)
            browser = self.browsers[actor] = sign_in_partner(app, partner)
            key = partner_tokens.issue(partner, TokenKind.API)
            browser.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {key}"
            partner.is_sharing = actor != "disabled partner"
            self.partners[actor] = partner
        line = wanted(self.offered.sizes[0])
        terms = terms_for(prices.delivery_methods[0], line, recipient={"name": CANARY})
        self.partner_order = partner_orders.accept_order(self.partners["partner"], terms).order
        self.typed.partner_id = self.partners["partner"].id
        self.print_file = self._print_file(self.partners["partner"])

    def _print_file(self, partner):
        """It hangs on a line of the order that the studio opens."""
        file = PartnerFile(partner=partner, filename="x.jpg", sha256="0" * 64, width=0, height=0)
        file.storage_key, file.media_type, file.size_bytes = "partners/1/x", "image/jpeg", 4
        storage().put(file.storage_key, b"jpeg")
        self.order.lines[0].partner_file = file
        return file

    def _order(self):
        """One that waits for a bank transfer."""
        payment = factories.make_payment(self.gallery)
        self.gallery.prices.extra_photo_cents = 1000
        cart = factories.make_cart(self.invitation, [self.proof])
        factories.want(cart, self.gallery.prices.photo_items[0], 1, self.proof)
        address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
        return factories.make_order(cart, payment=payment, **address)

    def _typed_order(self):
        """One that waits for a transfer, too, and has a paper; whoever has its link sees it."""
        payment = self.gallery.prices.payment_methods[0]
        typed = make_order_by_hand(self.gallery.studio, payment=payment, is_sent_nowhere=True)
        factories.sold(typed, DocumentKind.PA)
        return typed

    def _value_of_link(self, name):
        """Of the routes that are opened by the link of an order."""
        secret = order_links.url_of(self.typed).rpartition("/")[2]
        return {"token": secret, "document_id": self.typed.documents[-1].id}[name]

    def _value_of_partner(self, name):
        """Of the pages that a signed-in partner opens."""
        own = {"number": self.typed.number, "document_id": self.typed.documents[-1].id}
        return own.get(name) or self.partners["partner"].shops[0].id

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
        if rule.rule.startswith("/o/"):
            return self._value_of_link(name)
        if rule.endpoint in OF_SIGNED_PARTNER:
            return self._value_of_partner(name)
        if rule.endpoint in OF_PARTNER and name == "client_id":
            return self.partner.client_id
        if rule.endpoint == "partner.send_offer_file":
            token = partner_tokens.text_of(self.partner.tokens[0])
            shop = self.partner.shops[0]
            return {"token": token, "shop_code": shop.code, "name": "full.xml"}[name]
        if rule.rule.startswith("/customer-api/"):
            return {"number": self.partner_order.number}[name]
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
            "studio_id": here.studio_id,
            "name": "leftovers",
            "document_id": self.document.id,
            "month": f"{self.document.issued_on:%Y-%m}",
            "list_id": self.price_list.id,
            "parcel_id": self.parcel.id,
            "extension_id": self.extension.id,
            "consent_id": self.consent.id,
            "sign_in_id": self.sign_in.id,
            "event": "order_completed",
            "partner_shop_id": self.partner.shops[0].id,
            "token_id": self.partner.tokens[0].id,
            "product_id": self.offered.id,
            "picture_id": self.picture.id,
            "public_id": self.print_file.public_id,
            "marker": self.picture.marker,
            "import_id": self.sent_file.id,
            "way": "invitations",
            "way_id": self.invitation.id,
            "size": "icon",
            "shop_id": self.shop.id,
            "link_id": self.shop_link.id,
            "reset_id": 1,
            "locale": "pl",
            "status_id": self.order.status_id,
            "client_id": self.invitation.client_id,
            "code": here.code,
            "token": factories.token_of(self.invitation),
            "number": self.order.number,
            "folder": "full",
            "kind": "unit" if "/words/" in rule.rule else "thumb",
            "word_id": self.unit.id,
            "article": "iof-3",
            "program": "txt",
            "form": "csv" if "prints" in rule.rule else "list",
            "upload_id": "a" * 64,
            "scheme": "dark",
            "accent": "green",
        }[name]


def here_photo(gallery, folder):
    return db.session.scalars(Photo.in_folder(gallery.id, folder)).first()
