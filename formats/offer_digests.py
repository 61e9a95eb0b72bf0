"""What a product of an offer was when it was last written, in sixteen bytes."""

from hashlib import blake2b
from operator import attrgetter

from formats.offer_values import OfferedProduct

DIGEST_BYTES = 16

_PRODUCT = attrgetter("id", "kind", "code", "vat_rate", "currency")
_NAMED = attrgetter("id", "name")
_WORDS = attrgetter("language", "name", "summary", "description")
# All of a size but its quantity: a sale changes nothing that partners would have to read again.
_SIZE = attrgetter(
    "id", "name", "code", "gross_cents", "net_cents", "ean", "external_code", "weight_g"
)
_PICTURE = attrgetter(
    *("url", "md5", "width", "height", "changed"),
    *("icon_url", "icon_md5", "icon_width", "icon_height"),
)
_VALUE = attrgetter("parameter.id", "parameter.name", "value.id", "value.name")
_PART = attrgetter("product_id", "kind", "quantity", "size_id", "size_code")


def digest_of(product: OfferedProduct, written_by: bytes) -> bytes:
    """Of everything but stock. `written_by` names a format and its revision, at most 16 bytes:
    with another revision every product has changed."""
    told = (
        _PRODUCT(product),
        [one and _NAMED(one) for one in (product.category, product.producer, product.unit)],
        [_WORDS(one) for one in product.words],
        [_SIZE(one) for one in product.sizes],
        [_PICTURE(one) for one in product.pictures],
        [_VALUE(one) for one in product.values],
        [_PART(one) for one in product.parts],
    )
    text = repr(told).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=DIGEST_BYTES, person=written_by).digest()
