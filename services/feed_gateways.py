"""The gateway of a partner's shop: who offers, and a link with a hash to every other file.

What is stored knows no secret: the token is put in when it is sent (`with_token`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import blake2b

from formats.iof import gateway
from formats.iof.gateway import Link, Supplier
from models.feed_file import FeedFile
from models.partner_shop import PartnerShop
from models.studio import Studio
from services.feed_addresses import BLANK, CHANGES, GATEWAY, url_of
from services.feed_issues import Issue


def mark_of(shop: PartnerShop, files: Iterable[FeedFile]) -> str:
    """Stands for everything it says but its own times."""
    links, changes = _links(shop, files)
    said = (asdict(_supplier(shop.partner.studio)), sorted(links.items()), changes)
    return blake2b(repr(said).encode(), digest_size=16).hexdigest()


def draft(issue: Issue, shop: PartnerShop, files: Iterable[FeedFile], mark: str) -> FeedFile:
    """Written but not shown; `files` are all that are, and those about to be."""
    links, changes = _links(shop, files)
    times = (issue.head.generated, issue.head.expires)
    body = gateway.gateway(_supplier(shop.partner.studio), links, changes, *times)
    return issue.draft(GATEWAY, mark, issue.write([body]), partner_shop_id=shop.id)


def with_token(body: bytes, token: str) -> bytes:
    return body.replace(f"/{BLANK}/".encode(), f"/{token}/".encode())


def _links(shop: PartnerShop, files: Iterable[FeedFile]) -> tuple[Mapping[str, Link], list[Link]]:
    """A light file counts when it is of the partner's discount."""
    links, changes = {}, []
    for file in sorted(files, key=lambda one: one.stamp):
        if file.partner_shop_id or file.discount_bp not in (None, shop.partner.discount_bp):
            continue
        # The hash in the address: these very bytes are sent for a while, whatever comes after.
        link = Link(f"{url_of(shop, file.name)}?v={file.md5}", file.md5, file.stamp)
        if file.name.startswith(CHANGES):
            changes.append(link)
        else:
            links[file.name] = link
    return links, changes


def _supplier(studio: Studio) -> Supplier:
    seller = studio.document_settings
    place = {name: getattr(seller, name) for name in ("street", "postcode", "city")}
    return Supplier(studio.name, studio.contact_email, **place)
