"""An offer as CSV: a row for each size, columns named as IOF would name the place.

Comma, every cell quoted, CRLF (RFC 4180). UTF-8 without a byte order mark: it is read by programs,
and most would take the mark for a part of the first column's name.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from formats.csv_cells import guarded
from formats.iof import vocabulary as iof
from formats.offer_digests import digest_of
from formats.offer_values import FileHead, OfferedProduct, OfferedSize
from formats.stems import one_line
from formats.xml_writing import amount, clean, stamp

media_type = "text/csv"
extension = "csv"
REVISION = b"csv-1"

_PRODUCT = ("@id", "@removed", "@type", "@code_on_card", "@vat", "@currency")
_SIZE = (
    *("/sizes/size@id", "/sizes/size@code", "/sizes/size@name", "/sizes/size@code_producer"),
    *("/sizes/size@code_external", "/sizes/size@weight"),
    *("/sizes/size/price@net", "/sizes/size/price@gross", "/sizes/size/stock@quantity"),
)
_PRICE = ("/price@net", "/price@gross")
_NAMED = (
    *("/category@id", "/category@name", "/producer@id", "/producer@name"),
    *("/unit@id", "/unit@name"),
)
_WORDS = ("/description/name", "/description/short_desc", "/description/long_desc")
_LISTS = (
    *("/bundled/product@id", "/bundled/product@quantity", "/bundled/product/sizes/size@code"),
    *("/parameters/parameter@id", "/parameters/parameter@name"),
    *("/parameters/parameter/value@id", "/parameters/parameter/value@name"),
    *("/images/large/image@url", "/images/large/image@hash", "/images/large/image@changed"),
    *("/images/large/image@width", "/images/large/image@height"),
)
_LIGHT = ("@id", "@type", "@vat", "@currency", *_PRICE, *_SIZE)


def head(said: FileHead) -> bytes:
    """The names of the columns; words say their language: "/description/name[pol]"."""
    language = iof.language(said.language)
    words = [f"{name}[{language}]" for name in _WORDS]
    return _rows([[*_PRODUCT, *_PRICE, *_SIZE, *_NAMED, *words, *_LISTS]])


def light_head(said: FileHead) -> bytes:
    return _rows([_LIGHT])


def tail() -> bytes:
    return b""


light_tail = tail


def product(offered: OfferedProduct) -> bytes:
    """A row for each size, one for a set; what is said of the product stands in all of them."""
    said = _said_of(offered)
    after = [*_named(offered), *_words(offered), *_lists(offered)]
    return _rows([*said, *sold, *after] for sold in _sold(offered))


def light_product(offered: OfferedProduct) -> bytes:
    identity, _removed, kind, _code, vat, currency = _said_of(offered)
    return _rows([identity, kind, vat, currency, *sold] for sold in _sold(offered))


def removed(product_id: int) -> bytes:
    width = len((*_PRODUCT, *_PRICE, *_SIZE, *_NAMED, *_WORDS, *_LISTS))
    return _rows([[str(product_id), "yes", *[""] * (width - 2)]])


def digest(offered: OfferedProduct) -> bytes:
    return digest_of(offered, REVISION)


def _said_of(offered: OfferedProduct) -> list[str]:
    vat = offered.vat_rate if offered.vat_rate == "zw" else iof.vat(offered.vat_rate)
    return [str(offered.id), "", offered.kind, _text(offered.code), vat, offered.currency]


def _sold(offered: OfferedProduct) -> Iterable[list[str]]:
    price = _price(offered.sizes[0])
    if offered.is_set:
        return [[*price, *[""] * len(_SIZE)]]
    return [[*price, *_size(one, offered.language)] for one in offered.sizes]


def _size(one: OfferedSize, language: str) -> list[str]:
    name, weight = iof.size_name(one, language), str(one.weight_g or "")
    texts = (one.id, one.code, name, one.ean, one.external_code)
    return [*map(_text, texts), weight, *_price(one), str(one.quantity)]


def _price(one: OfferedSize) -> list[str]:
    return [amount(one.net_cents), amount(one.gross_cents)]


def _named(offered: OfferedProduct) -> Iterable[str]:
    for one in (offered.category, offered.producer, offered.unit):
        yield from (str(one.id), _text(one.name)) if one else ("", "")


def _words(offered: OfferedProduct) -> list[str]:
    words = offered.words[0]
    return [_text(one) for one in (words.name, words.summary, words.description)]


def _lists(offered: OfferedProduct) -> Iterable[str]:
    """Cells with a line for each thing; the lines of neighbouring cells belong together."""
    parts, values, pictures = offered.parts, offered.values, offered.pictures
    yield _lines(str(one.product_id) for one in parts)
    yield _lines(str(one.quantity) for one in parts)
    yield _lines(one.size_code for one in parts)
    yield _lines(str(one.parameter.id) for one in values)
    yield _lines(one.parameter.name for one in values)
    yield _lines(str(one.value.id) for one in values)
    yield _lines(one.value.name for one in values)
    yield _lines(one.url for one in pictures)
    yield _lines(one.md5 for one in pictures)
    yield _lines(stamp(one.changed) for one in pictures)
    yield _lines(str(one.width) for one in pictures)
    yield _lines(str(one.height) for one in pictures)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(_text(one_line(one)) for one in texts)


def _text(typed: str) -> str:
    return guarded(clean(typed))


def _rows(rows: Iterable[Sequence[str]]) -> bytes:
    page = io.StringIO(newline="")
    csv.writer(page, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return page.getvalue().encode()
