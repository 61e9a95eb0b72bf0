"""Looking at the files of a partner's shop as a strict reader would: "check my feed"."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import BinaryIO
from zoneinfo import ZoneInfo

from sqlalchemy import select

from extensions import db
from formats import offer_checks
from formats.iof.checks import Feed, Finding
from formats.iof.checks.findings import Opener
from formats.iof.samples import Sample, samples
from models.feed_file import FeedFile
from models.partner_shop import PartnerShop
from models.types import utc_now
from services import editions
from services.feed_addresses import may_have
from services.files import storage

# A page can wait this long, which is enough for some ten thousand products.
LIMIT_S = 12.0
MOST_FINDINGS = 200
SAMPLES = 5
# What needs a full file from before: nobody keeps one.
_NOT_HERE = 26


@dataclass(frozen=True)
class FeedReport:
    """`checks` are the numbers of what was looked at. `is_cut`: there was no time, or no use, to
    read everything; what was found is true all the same."""

    files: Sequence[str]
    checks: Sequence[int]
    findings: Sequence[Finding]
    samples: Sequence[Sample]
    is_cut: bool

    @property
    def faults(self) -> list[Finding]:
        return [one for one in self.findings if not one.is_hint]

    @property
    def hints(self) -> list[Finding]:
        return [one for one in self.findings if one.is_hint]

    def of_check(self, number: int) -> list[Finding]:
        return [one for one in self.findings if one.check == number]


class _OutOfTime(Exception):
    pass


class _Hurried(io.RawIOBase):
    """A file that is read until a moment of the clock, and no longer."""

    def __init__(self, file: BinaryIO, until: float) -> None:
        self._file, self._until = file, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if monotonic() > self._until:
            raise _OutOfTime
        portion = self._file.read(len(buffer))
        buffer[: len(portion)] = portion
        return len(portion)

    def close(self) -> None:
        self._file.close()
        super().close()


def check_shop(shop: PartnerShop, limit_s: float = LIMIT_S) -> FeedReport:
    """Read what the partner is shown now; no files at all before the first was written."""
    partner, until = shop.partner, monotonic() + limit_s
    files = {one.name: _opener(one.key, until) for one in _files(shop)}
    zone = ZoneInfo(partner.studio.timezone)
    now = utc_now().astimezone(zone).replace(tzinfo=None)
    feed = Feed(files, now, partner.discount_bp)
    findings: list[Finding] = []
    is_cut = _gather(offer_checks.check(partner.data_format, feed), findings)
    looked_at = offer_checks.LOOKED_AT[partner.data_format]
    plain = {one.name: _opener(one.key) for one in _files(shop)}
    return FeedReport(
        files=sorted(files),
        checks=[number for number in looked_at if number != _NOT_HERE],
        findings=findings,
        samples=samples(plain, SAMPLES) if partner.data_format == "iof" else [],
        is_cut=is_cut,
    )


def _gather(found: Iterator[Finding], into: list[Finding]) -> bool:
    """Whether it ended before everything was read."""
    try:
        for finding in found:
            into.append(finding)
            if len(into) == MOST_FINDINGS:
                return True
    except _OutOfTime:
        return True
    return False


def _files(shop: PartnerShop) -> list[FeedFile]:
    edition = editions.edition_of(shop)
    if edition is None:
        return []
    shown = select(FeedFile).where(
        FeedFile.edition_id == edition.id,
        FeedFile.dropped_at.is_(None),
        ~FeedFile.is_draft,
        FeedFile.partner_shop_id.is_(None) | (FeedFile.partner_shop_id == shop.id),
        FeedFile.discount_bp.is_(None) | (FeedFile.discount_bp == shop.partner.discount_bp),
    )
    files = db.session.scalars(shown.order_by(FeedFile.id))
    return [one for one in files if may_have(shop.partner, one.name)]


def _opener(key: str, until: float | None = None) -> Opener:
    def opened() -> BinaryIO:
        file = storage().open(key)
        return file if until is None else io.BufferedReader(_Hurried(file, until))

    return opened
