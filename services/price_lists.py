"""The studio's price lists, and the copy each gallery has of one."""

from dataclasses import dataclass, field

from flask_babel import lazy_gettext
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from extensions import db
from models.delivery_method import DeliveryMethod
from models.gallery import Gallery
from models.payment_method import PaymentMethod
from models.price_item import PriceItem
from models.price_list import PriceList
from models.studio import Studio
from models.vat import STANDARD_RATE
from services.meanwhile import refuse_changes, seen_as
from services.refusals import Refused
from services.transaction import transaction


class NameTaken(Refused):
    """The studio has a price list of this name already."""

    status = 422


@dataclass(frozen=True)
class ItemTerms:
    kind: str
    name: str
    price_cents: int
    paper: str = ""
    hint: str = ""
    vat_rate: str = STANDARD_RATE
    included_count: int = 0
    photo_min: int = 0
    photo_max: int = 0


@dataclass(frozen=True)
class MethodTerms:
    kind: str
    name: str
    price_cents: int
    hint: str = ""
    free_from_cents: int | None = None
    vat_rate: str = STANDARD_RATE


@dataclass(frozen=True)
class PaymentMethodTerms:
    kind: str
    name: str
    hint: str = ""
    account_holder: str = ""
    account_number: str = ""


@dataclass(frozen=True)
class PriceTerms:
    """Everything on a price list but its name. Prices are gross, in cents."""

    package_photo_count: int = 0
    package_cents: int = 0
    extra_photo_cents: int = 0
    vat_rate: str = STANDARD_RATE
    items: list[ItemTerms] = field(default_factory=list)
    methods: list[MethodTerms] = field(default_factory=list)
    payments: list[PaymentMethodTerms] = field(default_factory=list)


def create_list(studio: Studio, name: str, terms: PriceTerms) -> PriceList:
    """Raises NameTaken."""
    with transaction():
        return _new_list(studio, name, terms)


def save_as_list(gallery: Gallery, name: str) -> PriceList:
    """A list of the studio that says what the gallery sells today. Raises NameTaken."""
    with transaction():
        return _new_list(gallery.studio, name, terms_of(gallery.prices))


def change_list(prices: PriceList, name: str, terms: PriceTerms, seen: str = "") -> None:
    """Galleries that were given a copy keep theirs. `seen` is what `seen_of` said when the page was
    made.

    Raises NameTaken, ChangedMeanwhile.
    """
    with transaction():
        held = update(PriceList).where(PriceList.id == prices.id)
        db.session.execute(held.values(name=PriceList.name))
        db.session.expire_all()
        refuse_changes(seen, _shown(prices))
        _call(prices, name)
        apply_terms(prices, terms)


def seen_of(prices: PriceList) -> str:
    """For the page on which the list is changed."""
    return seen_as(_shown(prices))


def remove_list(prices: PriceList) -> None:
    """Galleries that were given a copy keep theirs."""
    with transaction():
        db.session.delete(prices)


def change_prices(gallery: Gallery, terms: PriceTerms) -> None:
    """What this gallery sells from now on. Orders keep what they froze."""
    with transaction():
        apply_terms(gallery.prices, terms)


def copy_to_gallery(prices: PriceList, gallery: Gallery) -> None:
    """The gallery sells what the list has now; open carts keep what is still offered."""
    with transaction():
        apply_terms(gallery.prices, terms_of(prices))


def terms_of(prices: PriceList) -> PriceTerms:
    return PriceTerms(
        **{name: getattr(prices, name) for name in _OWN},
        items=[ItemTerms(**_columns(row, ItemTerms)) for row in prices.items],
        methods=[MethodTerms(**_columns(row, MethodTerms)) for row in prices.delivery_methods],
        payments=[
            PaymentMethodTerms(**_columns(row, PaymentMethodTerms))
            for row in prices.payment_methods
        ],
    )


def apply_terms(prices: PriceList, terms: PriceTerms) -> None:
    """Make the list say what the terms say; a step of a verb.

    A row of the same kind and name stays the same row: carts that hold it, and clients who are
    ordering with it right now, must still find it.
    """
    for name in _OWN:
        setattr(prices, name, getattr(terms, name))
    prices.items = _rows(PriceItem, prices.items, terms.items)
    prices.delivery_methods = _rows(DeliveryMethod, prices.delivery_methods, terms.methods)
    prices.payment_methods = _rows(PaymentMethod, prices.payment_methods, terms.payments)


def _shown(prices: PriceList) -> dict[str, object]:
    """By the fields of the form on which it is changed."""
    terms = terms_of(prices)
    rows = {"prints": prices.prints, "products": prices.products, "files": prices.files}
    return {
        "name": prices.name,
        **{name: getattr(terms, name) for name in _OWN},
        **{name: [_columns(row, ItemTerms) for row in some] for name, some in rows.items()},
        "methods": terms.methods,
        "payments": terms.payments,
    }


def _new_list(studio: Studio, name: str, terms: PriceTerms) -> PriceList:
    prices = PriceList(studio_id=studio.id)
    db.session.add(prices)
    _call(prices, name)
    apply_terms(prices, terms)
    return prices


def _call(prices: PriceList, name: str) -> None:
    """Give the list its name; the database says whether it is free."""
    prices.name = name
    try:
        db.session.flush()
    except IntegrityError as error:
        raise NameTaken(lazy_gettext("There is a price list of this name already.")) from error


def _rows(model, known, wanted):
    left = {_key(row): row for row in known}
    rows = []
    for place, terms in enumerate(wanted):
        row = left.pop(_key(terms), None) or model()
        for name, value in vars(terms).items():
            setattr(row, name, value)
        row.position = place
        rows.append(row)
    return rows


def _key(row) -> tuple[str, str, str]:
    return row.kind, row.name, getattr(row, "paper", "")


def _columns(row, terms) -> dict:
    return {name: getattr(row, name) for name in terms.__dataclass_fields__}


_OWN = ("package_photo_count", "package_cents", "extra_photo_cents", "vat_rate")
