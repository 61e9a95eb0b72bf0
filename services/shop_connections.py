"""Connecting a shop, changing and checking the connection, and ending it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask_babel import lazy_gettext

from connectors import ConnectorError, Platform
from extensions import db
from models.shop import Shop
from models.studio import Studio
from models.types import utc_now
from services import shop_addresses, shop_exchanges, shop_pauses, shops, vault
from services.refusals import Refused
from services.transaction import transaction

SHOWN_LETTERS = 4


@dataclass(frozen=True)
class Terms:
    """What the photographer has typed. `access` is by the name of the field; an empty secret keeps
    the stored one."""

    platform: str
    name: str = ""
    base_url: str = ""
    ca_pem: str = ""
    access: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Check:
    """How far it came: the steps that passed, and what went wrong at the next; None: nothing."""

    steps: tuple[str, ...]
    passed: tuple[str, ...] = ()
    error: ConnectorError | None = None

    @property
    def is_good(self) -> bool:
        return self.error is None

    @property
    def failed(self) -> str:
        """The step that did not pass; empty when all did."""
        if self.error is None:
            return ""
        return next((one for one in self.steps if one not in self.passed), "")


class NotConnected(Refused):
    """The connection does not work; `check` says where it ended."""

    status = 422

    def __init__(self, check: Check):
        super().__init__(lazy_gettext("The connection does not work yet."))
        self.check = check


class AlreadyConnected(Refused):
    """The studio has this shop."""

    status = 422


class SecretsNeeded(Refused):
    """Kept keys are not sent to another address: they have to be typed again."""

    status = 422


def check(terms: Terms, shop: Shop | None = None) -> Check:
    """Try what was typed, with the kept secrets of `shop` where nothing was. Nothing is kept.

    Raises ShopCannot for an unknown kind, AddressWrong, CertificateWrong, SecretsNeeded.
    """
    terms = _complete(terms, shop)
    kind = shops.kinds()[terms.platform]
    passed: list[str] = []
    try:
        with shops.connected(_unsaved(terms)) as connector:
            for step in connector.check():
                passed.append(step)
    except ConnectorError as error:
        return Check(kind.steps, tuple(passed), error)
    return Check(kind.steps, tuple(passed))


def check_kept(shop: Shop) -> Check:
    """Try the connection as it is; one that had stopped goes on when all is well."""
    found = check(Terms(shop.platform, shop.name, shop.base_url, shop.ca_pem), shop)
    if found.is_good:
        shop_pauses.resume(shop, utc_now())
    return found


def connect(studio: Studio, terms: Terms) -> Shop:
    """Raises what `check` raises, NotConnected, AlreadyConnected."""
    terms = _complete(terms, None)
    if _has(studio, terms):
        raise AlreadyConnected(lazy_gettext("This shop is connected already."))
    studio_id = studio.id
    _must_pass(check(terms))
    shop = _unsaved(terms)
    shop.studio_id = studio_id
    with transaction():
        db.session.add(shop)
        shop_exchanges.begin(shop, utc_now())
    return shop


def change(shop: Shop, terms: Terms) -> None:
    """Another name is simply kept, everything else is checked before. Raises like `connect`."""
    terms = _complete(terms, shop)
    kept = Terms(shop.platform, terms.name, shop.base_url, shop.ca_pem, _access(shop))
    if terms != kept:
        _must_pass(check(terms, shop))
    with transaction():
        shop.name, shop.base_url, shop.ca_pem = terms.name, terms.base_url, terms.ca_pem
        shop.access_sealed = _sealed(terms.access)
    if terms != kept:
        shop_pauses.resume(shop, utc_now())


def remove(shop: Shop) -> None:
    """Links to its orders go with it; our orders stay, and the shop keeps its own."""
    with transaction():
        db.session.delete(shop)


def hints(shop: Shop) -> dict[str, str]:
    """The last letters of each kept secret, by field; "" for a short one, which shows none."""
    return shown(_access(shop), shops.kind_of(shop))


def shown(access: Mapping[str, str], kind: Platform | None) -> dict[str, str]:
    secret = [one.name for one in kind.fields if one.is_secret] if kind else []
    return {
        name: access[name][-SHOWN_LETTERS:] if len(access[name]) > 2 * SHOWN_LETTERS else ""
        for name in secret
        if access.get(name)
    }


def open_fields(shop: Shop) -> dict[str, str]:
    """What is kept and no secret, by field."""
    kind, access = shops.kind_of(shop), _access(shop)
    names = [one.name for one in kind.fields if not one.is_secret] if kind else []
    return {name: access.get(name, "") for name in names}


def put_aside(studio: Studio, access: Mapping[str, str]) -> str:
    """What was typed, sealed for the page that shows the form again; nobody can read it there."""
    return vault.seal(json.dumps([studio.id, dict(access)]))


def taken_up(studio: Studio, aside: str) -> dict[str, str]:
    """What `put_aside` has sealed for this studio; nothing when it is anything else."""
    try:
        studio_id, access = json.loads(vault.unseal(aside))
    except (vault.SealBroken, ValueError, TypeError):
        return {}
    return dict(access) if studio_id == studio.id else {}


def _must_pass(found: Check) -> None:
    if not found.is_good:
        raise NotConnected(found)


def _complete(terms: Terms, shop: Shop | None) -> Terms:
    """With a clean address, defaults, and the kept secrets."""
    kind = shops.kinds().get(terms.platform)
    if kind is None:
        raise shops.ShopCannot(lazy_gettext("Kadr does not speak to shops of this kind."))
    base_url = kind.address or shop_addresses.clean(terms.base_url)
    shop_addresses.check_authority(terms.ca_pem)
    kept = _access(shop) if shop else {}
    if shop and base_url != shop.base_url and _uses_kept(kind, terms.access, kept):
        raise SecretsNeeded(lazy_gettext("The address is another one: type the keys again, too."))
    access = {one.name: _value(one, terms.access, kept) for one in kind.fields}
    return replace(terms, base_url=base_url, access=access)


def _value(one, typed: Mapping[str, str], kept: Mapping[str, str]) -> str:
    if one.is_secret or one.name not in typed:
        return typed.get(one.name) or kept.get(one.name, "") or one.default
    return typed[one.name] or one.default


def _uses_kept(kind: Platform, typed: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    return any(
        one.is_secret and kept.get(one.name) and not typed.get(one.name) for one in kind.fields
    )


def _unsaved(terms: Terms) -> Shop:
    return Shop(
        platform=terms.platform,
        name=terms.name,
        base_url=terms.base_url,
        ca_pem=terms.ca_pem,
        access_sealed=_sealed(terms.access),
    )


def _access(shop: Shop) -> dict[str, str]:
    return json.loads(vault.unseal(shop.access_sealed)) if shop.access_sealed else {}


def _sealed(access: Mapping[str, str]) -> str:
    return vault.seal(json.dumps(dict(access)))


def _has(studio: Studio, terms: Terms) -> bool:
    """Has it the same address, or at a common one the same keys?"""
    same = Shop.of_studio(studio.id).where(
        Shop.platform == terms.platform, Shop.base_url == terms.base_url
    )
    is_common = bool(shops.kinds()[terms.platform].address)
    return any(not is_common or _access(one) == terms.access for one in db.session.scalars(same))
