"""Holding what is about to be shown against the schemas of its format: the last good stays."""

from datetime import datetime
from io import BytesIO

from formats.iof import validation
from formats.offer_values import FileHead
from formats.xml_reading import NotXml, read_whole
from models.feed_file import FeedFile
from models.partner import DataFormat
from services.feed_addresses import FULL, LIGHT
from services.feed_files import BrokenFile
from services.files import storage
from services.offer_terms import OfferTerms

_ANY_TIME = datetime(2026, 1, 1)  # noqa: DTZ001 - local times have no zone here


def fault(terms: OfferTerms, name: str, pieces: bytes) -> str:
    """What is wrong with finished pieces of a full or a light file; "" when nothing is."""
    if terms.data_format != DataFormat.IOF:
        return ""
    head = FileHead(_ANY_TIME, _ANY_TIME, terms.language, terms.currency)
    writer = terms.writer
    whole = {
        FULL: lambda: writer.head(head) + pieces + writer.tail(),
        LIGHT: lambda: writer.light_head(head) + pieces + writer.light_tail(),
    }[name]()
    try:
        faults = validation.whole_faults(name, read_whole(BytesIO(whole)))
    except NotXml as error:
        return str(error)
    return faults[0].message if faults else ""


def check(terms: OfferTerms, draft: FeedFile) -> None:
    """Of files that are not made of pieces. Raises BrokenFile."""
    is_made_of_pieces = draft.name == LIGHT or draft.name.startswith(FULL)
    if terms.data_format != DataFormat.IOF or is_made_of_pieces:
        return
    with storage().open(draft.key) as file:
        try:
            broken = next(validation.faults(draft.name, file), None)
        except NotXml as error:
            raise BrokenFile(draft.name, str(error)) from error
    if broken:
        raise BrokenFile(draft.name, broken.message)
