"""The names and codes of Internet Offer Format 3.0, a format by IAI S.A."""

from lxml import etree

from formats.offer_values import ONE_SIZE, FileHead, OfferedSize
from formats.xml_writing import stamp

EXTENSIONS = "http://www.iai-shop.com/developers/iof/extensions.phtml"
PROGRAM = "Kadr"
REVISION = b"iof-1"

NAMED_SIZES, ONE_SIZE_GROUP = "1", "-1"
OWN_STOCK = "1"
# ISO 639-2, as the format writes languages.
LANGUAGES = {"pl": "pol", "en": "eng", "de": "ger", "cs": "cze", "sk": "slo", "uk": "ukr"}
_SIZES = {"pl": "Rozmiary", "en": "Sizes"}
_ONE_SIZE = {"pl": "uniwersalny", "en": "one size"}
_STOCK = {"pl": "Magazyn studia", "en": "Studio stock"}


def extended(name: str) -> str:
    """The name of an attribute of "IOF Extensions"."""
    return f"{{{EXTENSIONS}}}{name}"


def language(code: str) -> str:
    """ "pol" of "pl"; raises KeyError for a language that Kadr does not speak."""
    return LANGUAGES[code]


def vat(rate: str) -> str:
    """ "23.0"; the format has numbers only, so what is exempt ("zw") stands there as 0.0."""
    return "0.0" if rate == "zw" else f"{float(rate):.1f}"


def root_of(head: FileHead) -> dict[str, str]:
    """What stands in the root of every file but the gateway."""
    return {
        "file_format": "IOF",
        "version": "3.0",
        "generated": stamp(head.generated),
        "expires": stamp(head.expires),
        "generated_by": PROGRAM,
    }


def group_name(group: str, code: str) -> str:
    return "One size" if group == ONE_SIZE_GROUP else _said(_SIZES, code)


def size_name(size: OfferedSize, code: str) -> str:
    return _said(_ONE_SIZE, code) if size.id == ONE_SIZE else size.name


def one_size_name(code: str) -> str:
    return _said(_ONE_SIZE, code)


def stock_name(code: str) -> str:
    return _said(_STOCK, code)


def _said(words: dict[str, str], code: str) -> str:
    return words.get(code, words["en"])


def offer(head: FileHead) -> etree._Element:
    """The root of full and light files, with its `products`."""
    nsmap = {"iaiext": EXTENSIONS}
    root = etree.Element("offer", root_of(head) | {"extensions": "yes"}, nsmap=nsmap)
    said = {"language": language(head.language), "currency": head.currency}
    etree.SubElement(root, "products", said)
    return root
