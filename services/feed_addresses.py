"""The addresses that a partner is given, one for each file of a shop's offer."""

from dataclasses import dataclass

from flask import current_app

from models.partner import DataFormat, FileSet, Partner
from models.partner_shop import PartnerShop
from models.partner_token import TokenKind
from services import partner_tokens

GATEWAY, FULL, LIGHT, CHANGES = "gateway", "full", "light", "full_change"
DICTIONARIES = ("categories", "sizes", "producers", "units", "parameters", "stocks")
# What the token stands as in what is stored: the secret itself is put in when a file is sent.
BLANK = "0-token-0"
OFFERED = {
    FileSet.FULL: (FULL, CHANGES),
    FileSet.LIGHT: (LIGHT,),
    FileSet.BOTH: (GATEWAY, FULL, LIGHT, CHANGES),
}


@dataclass(frozen=True)
class FeedAddress:
    """`name` is "gateway", "full", "light" or "full_change"."""

    name: str
    url: str


def addresses(shop: PartnerShop) -> list[FeedAddress]:
    """Those to be handed over, with the newest secret; none while the partner has no secret."""
    live = partner_tokens.current_tokens(shop.partner, TokenKind.FEED)
    if not live:
        return []
    token = partner_tokens.text_of(live[-1])
    return [FeedAddress(name, url_of(shop, name, token)) for name in offered_names(shop.partner)]


def offered_names(partner: Partner) -> tuple[str, ...]:
    """Which files the partner has chosen to get. A gateway is a file of IOF; it links both kinds,
    so it needs both."""
    names = OFFERED[FileSet(partner.file_set)]
    is_iof = partner.data_format == DataFormat.IOF
    return names if is_iof else tuple(name for name in names if name != GATEWAY)


def may_have(partner: Partner, name: str) -> bool:
    """Is a file of this name one of those the partner has chosen, or belongs to them?"""
    kind = CHANGES if name.startswith(CHANGES) else name
    wanted = offered_names(partner)
    is_named = partner.data_format == DataFormat.IOF and kind in DICTIONARIES
    return kind in wanted or (is_named and FULL in wanted)


def url_of(shop: PartnerShop, name: str, token: str = BLANK) -> str:
    base = current_app.config["PUBLIC_BASE_URL"]
    return f"{base}/offers/{token}/{shop.code}/{name}.{extension(shop.partner)}"


def extension(partner: Partner) -> str:
    return "csv" if partner.data_format == DataFormat.CSV else "xml"
