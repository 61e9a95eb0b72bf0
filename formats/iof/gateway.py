"""gateway.xml of IOF 3.0: the one address a partner is given, with links to all other files."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from formats.iof.vocabulary import PROGRAM
from formats.xml_writing import child, clean, element, quoted, stamp, whole_file

LINKED = (
    *("full", "light", "categories", "sizes", "producers"),
    *("units", "parameters", "stocks"),
)
_NAMELESS = "kadr"
# What has no mark that Unicode could take off.
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who offers. Only the name and the e-mail address are needed; `logo_url` is absolute."""

    name: str
    email: str
    phone: str = ""
    website: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    logo_url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A file as it lies there now: `md5` is of its bytes, `changed` when they last differed."""

    url: str
    md5: str
    changed: datetime


def gateway(
    supplier: Supplier,
    links: Mapping[str, Link],
    changes: Sequence[Link],
    created: datetime,
    expires: datetime,
) -> bytes:
    """`links` by the names of LINKED; `changes` are the slices that are kept, oldest first, and
    stand under the full file, if that is linked."""
    said = {"file_format": "IOF", "version": "3.0", "generated_by": PROGRAM}
    root = element("provider_description", said | {"generated": stamp(created)})
    _meta(root, supplier, created, expires)
    for name in LINKED:
        if name in links:
            _link(root, name, links[name])
    if (full := root.find("full")) is not None:
        listed = child(full, "changes")
        for one in changes:
            _link(listed, "change", one)
    return whole_file(root)


def short_name(name: str) -> str:
    """The name in letters, digits and "_" only, as the format asks: "studio_jasne"."""
    bare = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub("[^0-9a-zA-Z]+", "_", bare).strip("_").lower() or _NAMELESS


def _meta(root: etree._Element, supplier: Supplier, created: datetime, expires: datetime) -> None:
    meta = child(root, "meta")
    child(meta, "long_name").text = quoted(supplier.name)
    child(meta, "short_name").text = short_name(supplier.name)
    if supplier.logo_url:
        child(meta, "showcase_image", {"url": clean(supplier.logo_url)})
    _texts(meta, email=supplier.email, tel=supplier.phone, www=supplier.website)
    place = {"street": supplier.street, "zipcode": supplier.postcode, "city": supplier.city}
    place["country"] = supplier.country
    if any(place.values()):
        _texts(child(meta, "address"), **place)
    time = child(meta, "time")
    child(time, "offer", {"created": stamp(created)})
    child(time, "offer", {"expires": stamp(expires)})


def _texts(node: etree._Element, **texts: str) -> None:
    for tag, text in texts.items():
        if text:
            child(node, tag).text = clean(text)


def _link(node: etree._Element, tag: str, link: Link) -> None:
    said = {"url": clean(link.url), "hash": link.md5, "changed": stamp(link.changed)}
    child(node, tag, said)
