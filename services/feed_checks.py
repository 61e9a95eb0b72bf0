"""Holding what is about to be shown against the schemas of its format: the last good stays."""

from datetime import datetime
from io import BytesIO

from formats.iof import validation
from formats.offer_values import FileHead
from formats.xml_reading import NotXml, read_whole
from models.feed_file import FeedFile
from models.partner import DataFormat
from services.feed_addresses import FULL
from services.feed_files import BrokenFile
from services.files import storage
from services.offer_terms import OfferTerms

# The products of larger light files are those of pieces that have been looked at one by one.
LARGEST = 20_000
_ANY_TIME = datetime(2026, 1, 1)  # noqa: DTZ001 - local times have no zone here


def piece_fault(terms: OfferTerms, body: bytes) -> str:
    """What is wrong with a finished product; "" when nothing is."""
    if terms.data_format != DataFormat.IOF:
        return ""
    head = FileHead(_ANY_TIME, _ANY_TIME, terms.language, terms.currency)
    whole = terms.writer.head(head) + body + terms.writer.tail()
    try:
        faults = validation.whole_faults(FULL, read_whole(BytesIO(whole)))
    except NotXml as error:
        return str(error)
    return faults[0].message if faults else ""


def check(terms: OfferTerms, draft: FeedFile) -> None:
    """Of files that are not made of pieces. Raises BrokenFile."""
    is_large = draft.product_count > LARGEST
    if terms.data_format != DataFormat.IOF or draft.name.startswith(FULL) or is_large:
        return
    with storage().open(draft.key) as file:
        try:
            fault = next(validation.faults(draft.name, file), None)
        except NotXml as error:
            raise BrokenFile(draft.name, str(error)) from error
    if fault:
        raise BrokenFile(draft.name, fault.message)
