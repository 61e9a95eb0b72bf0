"""The PIN of a gallery: set by the studio, asked for on the cover, not to be found by trying.

Wrong ones are counted in the database, so nobody gets more tries while Redis is away.
"""

import hmac
import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import lazy_gettext
from sqlalchemy import delete, update

from extensions import db
from models.gallery import Gallery
from models.invitation import Invitation
from models.pin_try import PinTry, Slip, is_lock, waits_until
from models.types import utc_now
from services import events, vault
from services.refusals import Refused
from services.transaction import promise, transaction

SHORTEST, LONGEST = 4, 12
SEPARATORS = str.maketrans("", "", " -.\N{NO-BREAK SPACE}")


class PinUnfit(Refused):
    """Too short, too long, or not only digits."""

    status = 422


class PinMissing(Refused):
    """The field was left empty, which is no try."""

    status = 422


class PinWrong(Refused):
    status = 422


class PinMustWait(Refused):
    """Too many wrong ones; the message says until when."""

    status = 429


def new_pin() -> str:
    """Four random digits."""
    return f"{secrets.randbelow(10_000):04}"


def pin_of(gallery: Gallery) -> str | None:
    return vault.unseal(gallery.pin_sealed) if gallery.pin_sealed else None


def set_pin(gallery: Gallery, pin: str) -> None:
    """Ask for this PIN from now on, also those who are inside. Locked links open again.

    Raises PinUnfit.
    """
    digits = pin.translate(SEPARATORS)
    if not (digits.isascii() and digits.isdecimal() and SHORTEST <= len(digits) <= LONGEST):
        raise PinUnfit(lazy_gettext("Write %(min)s to %(max)s digits.", min=SHORTEST, max=LONGEST))
    everybody = update(Invitation).where(Invitation.gallery_id == gallery.id)
    with transaction():
        gallery.pin_sealed = vault.seal(digits)
        db.session.execute(everybody.values(link_epoch=Invitation.link_epoch + 1))
        _forget_tries(gallery)


def remove_pin(gallery: Gallery) -> None:
    """Ask for none any more; whoever is inside stays."""
    with transaction():
        gallery.pin_sealed = None
        _forget_tries(gallery)


def check_pin(gallery: Gallery, link_hash: str, typed: str, address: str) -> None:
    """Let pass whoever knows the PIN, and everybody where there is none.

    `link_hash` names the link that was opened, `address` the network address it was opened from.
    A right PIN forgives the wrong ones of its address. Raises PinMissing, PinWrong, PinMustWait.
    """
    if (pin := pin_of(gallery)) is None:
        return
    if not typed.strip():
        raise PinMissing(lazy_gettext("Type in the PIN."))
    now, whose = utc_now(), _hashed(address)
    if waits := waits_until(_slips(link_hash, now), whose, now):
        raise _must_wait(gallery, waits)
    with transaction():
        _hold(gallery)
        tries = _slips(link_hash, now)
        waits = waits_until(tries, whose, now)
        is_right = not waits and hmac.compare_digest(_digits(typed), pin.encode())
        if is_right:
            _forget_tries(gallery, PinTry.link_hash == link_hash, PinTry.address_hash == whose)
        elif not waits:
            waits = _count(gallery, link_hash, whose, tries, now)
    if waits:
        raise _must_wait(gallery, waits)
    if not is_right:
        raise PinWrong(lazy_gettext("This PIN is not right. Check the digits and type them again."))


def _hold(gallery: Gallery) -> None:
    """Tries of one gallery are judged one after the other, however many come at once."""
    touch = update(Gallery).where(Gallery.id == gallery.id).values(code=Gallery.code)
    db.session.execute(touch)


def _slips(link_hash: str, now: datetime) -> list[Slip]:
    return [Slip(*row) for row in db.session.execute(PinTry.counting(link_hash, now))]


def _count(
    gallery: Gallery, link_hash: str, whose: str, tries: list[Slip], now: datetime
) -> datetime | None:
    """Keep a wrong try; when it locks the link, tell the studio. Returns until when to wait."""
    wrong = Slip(now, whose)
    db.session.add(PinTry(gallery_id=gallery.id, link_hash=link_hash, **wrong._asdict()))
    tries.append(wrong)
    if is_lock(tries):
        events.note_of_gallery(gallery, "gallery.pin_locked", "")
        contact = gallery.studio.contact_email
        when = now.isoformat()
        promise("mail.pin_locked", gallery.id, gallery.studio_id, dedupe=when, recipient=contact)
    return waits_until(tries, whose, now)


def _must_wait(gallery: Gallery, until: datetime) -> PinMustWait:
    time = f"{until.astimezone(ZoneInfo(gallery.studio.timezone)):%H:%M}"
    return PinMustWait(
        lazy_gettext(
            "Too many wrong PINs. Try again after %(time)s, or ask the studio for the PIN.",
            time=time,
        )
    )


def _forget_tries(gallery: Gallery, *which) -> None:
    db.session.execute(delete(PinTry).where(PinTry.gallery_id == gallery.id, *which))


def _digits(typed: str) -> bytes:
    return typed.translate(SEPARATORS).encode()


def _hashed(address: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, address.encode(), "sha256").hexdigest()
