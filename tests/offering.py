"""A catalogue and partners for tests; `make` has these, too."""

from hashlib import md5
from itertools import count

from extensions import db
from models import (
    CatalogueImport,
    Client,
    DeliveryMethod,
    OfferPrice,
    Partner,
    PartnerLogin,
    PartnerShop,
    PriceList,
    Product,
    ProductPicture,
    ProductSize,
    SizeName,
    Studio,
)
from models.delivery_method import DeliveryKind
from models.outbox import new_marker
from models.partner_token import TokenKind
from services import offer_versions, partner_tokens
from services.files import storage

_number = count(1)


def make_shop_list(studio: Studio, name: str = "") -> PriceList:
    """One of the studio's own price lists, with a courier for 15.00: what partners call a shop."""
    prices = PriceList(studio=studio, name=name or f"Shop {next(_number)}")
    prices.delivery_methods = [
        DeliveryMethod(kind=DeliveryKind.COURIER, name="Kurier", price_cents=1500)
    ]
    db.session.add(prices)
    db.session.commit()
    return prices


def make_product(
    prices: PriceList,
    name: str = "Odbitka matowa",
    sizes: dict[str, int] | None = None,
    stock: int | None = None,
    **values,
) -> Product:
    """Sold in the list; `sizes` are gross cents by name, {"": 1000}: it comes in one size."""
    studio_id, n = prices.studio_id, next(_number)
    values.setdefault("code", f"P-{n}")
    product = Product(studio_id=studio_id, name=name, **values)
    db.session.add(product)
    db.session.flush()
    for place, (size, cents) in enumerate((sizes or {"": 1000}).items()):
        size_name = _size_name(studio_id, size) if size else None
        row = ProductSize(
            studio_id=studio_id,
            size_name=size_name,
            code=f"{product.code}-{place + 1}",
            stock_count=stock,
            weight_g=10,
            position=place,
        )
        row.prices = [OfferPrice(price_list_id=prices.id, cents=cents)]
        product.sizes.append(row)
    offer_versions.note_change(studio_id, [product.id])
    db.session.commit()
    return product


def make_client(studio: Studio, **values) -> Client:
    n = next(_number)
    values = {"name": f"Klient {n}", "email": f"klient-{n}@example.com"} | values
    client = Client(studio=studio, **values)
    db.session.add(client)
    db.session.commit()
    return client


def make_picture(product: Product, filename: str = "album.jpg") -> ProductPicture:
    """One that is prepared, with bytes that are no picture."""
    picture = ProductPicture(product_id=product.id, marker=new_marker(), filename=filename)
    address = f"products/{product.id}/{picture.marker}"
    picture.key, picture.icon_key = f"{address}.jpg", f"{address}-icon.jpg"
    for key in (picture.key, picture.icon_key):
        storage().put(key, b"jpeg")
    picture.md5 = picture.icon_md5 = md5(b"jpeg", usedforsecurity=False).hexdigest()
    picture.width = picture.height = picture.icon_width = picture.icon_height = 1
    db.session.add(picture)
    db.session.commit()
    return picture


def make_catalogue_import(studio: Studio, filename: str = "catalogue.csv") -> CatalogueImport:
    """A file of products that waits to be looked through; its bytes are nowhere."""
    taken = CatalogueImport(studio_id=studio.id, key="x", filename=filename, columns=["/@id"])
    db.session.add(taken)
    db.session.commit()
    return taken


def make_partner(studio: Studio, *lists: PriceList, **values) -> Partner:
    """Sharing, ordering, with these shops; the studio's module is on."""
    n = next(_number)
    client = Client(studio_id=studio.id, name=f"Ramiarnia {n}", email=f"partner-{n}@example.com")
    partner = Partner(studio=studio, client=client, **{"is_sharing": True, "may_order": True})
    for name, value in values.items():
        setattr(partner, name, value)
    partner.shops = [PartnerShop(price_list=one, code=f"shop-{one.id}") for one in lists]
    db.session.add(partner)
    offer_versions.settings_of(studio.id).is_on = True
    db.session.commit()
    return partner


def sign_in_partner(app, partner: Partner):
    """A browser in which somebody of the partner is signed in."""
    partner.login = PartnerLogin(email=f"dab-{next(_number)}@example.com", password_hash="x")
    db.session.commit()
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["partner"] = f"{partner.id}:{partner.login.session_stamp}"
    return browser


def token_of(partner: Partner, kind: TokenKind = TokenKind.FEED) -> str:
    return partner_tokens.issue(partner, kind)


def _size_name(studio_id: int, name: str) -> SizeName:
    known = db.session.scalar(db.select(SizeName).filter_by(studio_id=studio_id, name=name))
    return known or SizeName(studio_id=studio_id, name=name)
