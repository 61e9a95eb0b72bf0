"""A shop's connection and its settings, as the forms send them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import abort
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from models.shop import Shop
from models.studio import Studio
from services import shop_connections, shops
from services.shop_connections import Terms
from services.shop_settings import OrderTerms

NAME_LETTERS = 100
FIELD_LETTERS = 500
PEM_LETTERS = 50_000
ORDER_SWITCHES = (
    *("fetches_orders", "skips_free_lines", "thanks_for_orders"),
    *("pushes_orders", "passes_login", "passes_session", "passes_note"),
)


class ConnectionForm:
    """`kind` is the kind of shop, `values` what was typed, `aside` its sealed secrets; `errors`
    are by the name of the field. Secrets never go back into a page."""

    def __init__(self, platform: str, studio: Studio, shop: Shop | None = None):
        self.platform, self.studio, self.shop = platform, studio, shop
        self.kind = shops.kinds().get(platform)
        self.errors: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.secrets: dict[str, str] = {}
        if shop:
            self.values = {"name": shop.name, "base_url": shop.base_url, "ca_pem": shop.ca_pem}
            self.values |= shop_connections.open_fields(shop)
        elif self.kind:
            self.values = {"name": self.kind.name}
            self.values |= {one.name: one.default for one in self.kind.fields if not one.is_secret}

    def read(self, sent: Mapping[str, str]) -> "ConnectionForm":
        if self.kind is None:
            abort(400)
        open_ones = ["name", "base_url", "ca_pem"]
        open_ones += [one.name for one in self.kind.fields if not one.is_secret]
        self.values = {name: sent.get(name, "").strip() for name in open_ones}
        typed = {one.name: sent.get(one.name, "").strip() for one in self.kind.fields}
        typed = {one.name: typed[one.name] for one in self.kind.fields if one.is_secret}
        aside = shop_connections.taken_up(self.studio, sent.get("aside", ""))
        self.secrets = {name: text or aside.get(name, "") for name, text in typed.items()}
        self._check()
        return self

    def terms(self) -> Terms:
        open_ones = {
            k: v for k, v in self.values.items() if k not in ("name", "base_url", "ca_pem")
        }
        return Terms(
            self.platform,
            self.values["name"],
            self.values["base_url"],
            self.values["ca_pem"],
            open_ones | self.secrets,
        )

    @property
    def aside(self) -> str:
        """The secrets that were typed, sealed, for the page that is shown again."""
        typed = {name: text for name, text in self.secrets.items() if text}
        return shop_connections.put_aside(self.studio, typed) if typed else ""

    @property
    def endings(self) -> dict[str, str]:
        """The last letters of what is kept or was typed, by field."""
        kept = shop_connections.hints(self.shop) if self.shop else {}
        return kept | shop_connections.shown(self.secrets, self.kind)

    def _check(self) -> None:
        for name, text in (self.values | self.secrets).items():
            limit = PEM_LETTERS if name == "ca_pem" else FIELD_LETTERS
            is_odd = name != "ca_pem" and any(ord(letter) < 32 for letter in text)
            if len(text) > limit or is_odd:
                self.errors[name] = _("Write this in one line, without control characters.")
        if not 0 < len(self.values["name"]) <= NAME_LETTERS:
            self.errors["name"] = _("Write a name of at most 100 letters.")
        for one in self.kind.fields if self.kind else ():
            has = self.secrets.get(one.name) or self.values.get(one.name) or one.is_optional
            if not has and one.name not in self.endings:
                self.errors[one.name] = _("Fill this in.")


def order_terms_of(sent: MultiDict[str, str], studio: Studio) -> OrderTerms:
    """400 for a status or a time that is none."""
    status_id = sent.get("fetched_status", "")
    if status_id and not status_id.isascii() or not (status_id or "0").isdigit():
        abort(400)
    return OrderTerms(
        **{name: name in sent for name in ORDER_SWITCHES},
        fetches_from_at=_moment(sent.get("fetches_from", ""), studio),
        fetched_statuses=tuple(sent.getlist("fetched_statuses")),
        fetched_status_id=int(status_id) if status_id else None,
        withdrawn_statuses=tuple(sent.getlist("withdrawn_statuses")),
        frees_unknown_products=sent.get("unknown_products") != "refuse",
    )


def typed_moment(moment: datetime | None, studio: Studio) -> str:
    """As `<input type=datetime-local>` has it, where the studio is."""
    if moment is None:
        return ""
    return moment.astimezone(ZoneInfo(studio.timezone)).strftime("%Y-%m-%dT%H:%M")


def _moment(text: str, studio: Studio) -> datetime | None:
    if not text:
        return None
    try:
        naive = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        abort(400)
    return naive.replace(tzinfo=ZoneInfo(studio.timezone)).astimezone(UTC)
