"""Rows for tests: a test names only what it is about, the rest is filled in."""

import zlib
from itertools import count

from extensions import db
from models import (
    Cart,
    CartItem,
    CartItemPhoto,
    CartLine,
    Client,
    Consent,
    Delivery,
    DeliveryMethod,
    Folder,
    Gallery,
    Invitation,
    PaymentMethod,
    Photo,
    PriceItem,
    PriceList,
    Shop,
    ShopLink,
    Studio,
    User,
)
from models.photo import natural_key
from models.token import new_token, token_hash
from models.types import utc_now
from services import deliveries, return_check, vault, visitors
from services.accounts import _furnish
from services.checkout import Checkout, place_order
from services.clients import client_of
from tests.documenting import sells, sold, undocumented  # noqa: F401 - `make` has them, too
from tests.offering import make_client, make_partner, make_product, make_shop_list  # noqa: F401

_number = count(1)
PRICES = ("package_photo_count", "package_cents", "extra_photo_cents", "vat_rate")


def save(row):
    db.session.add(row)
    db.session.commit()
    return row


def make_studio(**values) -> Studio:
    """A studio past its first days: mails go to its clients."""
    n = next(_number)
    values.setdefault("name", f"Studio {n}")
    values.setdefault("contact_email", f"studio-{n}@example.com")
    values.setdefault("locale", "pl")
    studio = Studio(**values)
    _furnish(studio)
    studio.mail_account.is_test_mode = False
    return save(studio)


def make_user(studio: Studio | None = None, **values) -> User:
    n = next(_number)
    values.setdefault("email", f"user-{n}@example.com")
    values.setdefault("name", f"User {n}")
    return save(User(studio=studio or make_studio(), **values))


def make_gallery(studio: Studio | None = None, **values) -> Gallery:
    """A gallery with one invitation, without photos."""
    n = next(_number)
    studio = studio or make_studio()
    values.setdefault("title", f"Gallery {n}")
    client = Client(studio_id=studio.id, name=f"Client {n}", email=f"client-{n}@example.com")
    own = {name: values.pop(name) for name in PRICES if name in values}
    prices = PriceList(studio=studio, **own)
    gallery = Gallery(studio=studio, client=client, delivery=Delivery(), prices=prices, **values)
    save(gallery)
    make_invitation(gallery, name=client.name, email=client.email)
    return gallery


def make_invitation(gallery: Gallery | None = None, **values) -> Invitation:
    """`invitation.token` is the secret of the link, for tests only."""
    n = next(_number)
    token = new_token()
    gallery = gallery or make_gallery()
    values.setdefault("name", f"Guest {n}")
    values.setdefault("email", f"guest-{n}@example.com")
    if values["email"]:
        values["client"] = client_of(gallery.studio_id, values["name"], values["email"])
    invitation = Invitation(
        gallery=gallery,
        token_hash=token_hash(token),
        token_sealed=vault.seal(token),
        **values,
    )
    return save(invitation)


def token_of(invitation: Invitation) -> str:
    return vault.unseal(invitation.token_sealed)


def make_photo(gallery: Gallery | None = None, filename: str | None = None, **values) -> Photo:
    """A photo that is ready to be looked at; its bytes are not on disk."""
    n = next(_number)
    gallery = gallery or make_gallery()
    filename = filename or f"DSC_{n:04}.JPG"
    sha256 = f"{n:064x}"
    values.setdefault("folder", Folder.PROOFS)
    values.setdefault("rendered_at", utc_now())
    values.setdefault("width_px", 6000)
    values.setdefault("height_px", 4000)
    return save(
        Photo(
            gallery_id=gallery.id,
            filename=filename,
            sort_key=natural_key(filename),
            format="jpeg",
            size_bytes=len(filename),
            sha256=values.pop("sha256", sha256),
            crc32=zlib.crc32(filename.encode()),
            storage_key=f"galleries/{gallery.id}/{values['folder']}/{sha256}",
            dominant_color="808080",
            **values,
        )
    )


def make_method(gallery: Gallery, **values) -> DeliveryMethod:
    values.setdefault("kind", "pickup")
    values.setdefault("name", "Odbiór osobisty")
    return save(DeliveryMethod(price_list=gallery.prices, **values))


def make_payment(gallery: Gallery, **values) -> PaymentMethod:
    """A transfer to a Polish account, unless `kind` says otherwise."""
    values.setdefault("kind", "transfer")
    values.setdefault("name", "Przelew na konto")
    values.setdefault("account_holder", "Hanna Żurek")
    values.setdefault("account_number", "61109010140000071219812874")
    return save(PaymentMethod(price_list=gallery.prices, **values))


def make_item(gallery: Gallery, **values) -> PriceItem:
    """A print format of the gallery, unless `kind` says otherwise."""
    values.setdefault("kind", "print")
    values.setdefault("name", "15×23")
    values.setdefault("price_cents", 300)
    return save(PriceItem(price_list=gallery.prices, **values))


def make_consent(studio: Studio, **values) -> Consent:
    values.setdefault("text_pl", "Zgadzam się na publikację zdjęć.")
    return save(Consent(studio_id=studio.id, **values))


def make_shop(studio: Studio, **values) -> Shop:
    """A shop of a kind that nobody speaks to."""
    values = {"platform": "none", "name": "Sklep", "base_url": "https://shop.example"} | values
    return save(Shop(studio_id=studio.id, **values))


def link_order(order, shop: Shop, **values) -> ShopLink:
    """An order that is in the shop."""
    values = {"remote_id": f"{order.number}", "number": f"{order.number}"} | values
    link = ShopLink(order=order, shop=shop, linked_at=utc_now(), **values)
    db.session.add(link)
    db.session.commit()
    return link


def make_cart(invitation: Invitation | None = None, photos=None, notes=()) -> Cart:
    """An open cart with the photos; `notes` belong to the first ones."""
    invitation = invitation or make_gallery().invitations[0]
    photos = photos if photos is not None else [make_photo(invitation.gallery)]
    cart = Cart(invitation=invitation)
    notes = [*notes, *[""] * len(photos)]
    for photo, note in zip(photos, notes, strict=False):
        cart.lines.append(CartLine(photo=photo, note=note))
    return save(cart)


def want(cart: Cart, item: PriceItem, quantity: int = 1, photo=None, photos=()) -> CartItem:
    """Pieces of a photo of the cart, or a product made with `photos` of it."""
    chosen = [CartItemPhoto(photo=one, position=place) for place, one in enumerate(photos)]
    wanted = CartItem(
        cart=cart,
        price_item=item,
        quantity=quantity,
        photo_id=photo.id if photo else None,
        photos=chosen,
    )
    return save(wanted)


def make_order(cart: Cart | None = None, method: DeliveryMethod | None = None, **values):
    cart = cart or make_cart()
    values.setdefault("name", cart.invitation.name)
    values.setdefault("email", cart.invitation.email)
    values.setdefault("seen_total_cents", cart.quote(method).total_cents)
    return place_order(cart, Checkout(method=method, **values))


def make_mixed_order(studio: Studio | None = None, **values):
    """An order of 844,50 zł with a line of every kind but a fee for more time.

    IMG_1 is in the package, has a note with a pin and two prints, one of them included; IMG_2 is
    extra and bought as a file; IMG_3 is only printed, three times; IMG_4 is only in the album.
    """
    prices = {"package_photo_count": 1, "package_cents": 30_000, "extra_photo_cents": 4000}
    gallery = make_gallery(studio, title="Łucja i Jan", sent_at=utc_now(), **prices)
    photos = [make_photo(gallery, f"IMG_{n}.JPG", number=n) for n in (1, 2, 3, 4)]
    cart = make_cart(gallery.invitations[0], photos[:3], notes=["jaśniej"])
    cart.lines[0].pin_x, cart.lines[0].pin_y = 250, 750
    cart.lines[2].is_retouched = False
    paper = make_item(gallery, paper="mat", included_count=1)
    want(cart, paper, 2, photos[0])
    want(cart, paper, 3, photos[2])
    file = make_item(gallery, kind="digital", name="Plik cyfrowy", price_cents=5000)
    want(cart, file, 1, photos[1])
    terms = {"price_cents": 42_000, "vat_rate": "5", "photo_min": 1, "photo_max": 30}
    album = make_item(gallery, kind="product", name="Album 20×20", **terms)
    want(cart, album, 1, photos=[photos[3], photos[0]])
    courier = make_method(gallery, kind="courier", name="Kurier", price_cents=2250)
    address = {"street": "Długa 5", "postcode": "31-147", "city": "Kraków"}
    return make_order(cart, courier, **{**address, **values})


def open_to_all(gallery: Gallery) -> str:
    """Make it a public session that was sent; returns the secret of its link."""
    visitors.open_session(gallery)
    gallery.sent_at = gallery.sent_at or utc_now()
    db.session.commit()
    return vault.unseal(gallery.public_token_sealed)


def make_visitor(gallery: Gallery, name: str = "", email: str = "", **values) -> Invitation:
    """Somebody who came by the public link; without an address they only look."""
    return make_invitation(gallery, name=name, email=email, is_visitor=True, **values)


def hand_over(gallery: Gallery) -> None:
    """By Hanna, who lets all differences between the orders and the files be."""
    deliveries.hand_over(gallery, "Hanna", waived=return_check.of(gallery).fingerprint)
