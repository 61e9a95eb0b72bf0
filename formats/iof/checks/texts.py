"""Values as they stand in the files, and the files themselves, read or told why not."""

from collections.abc import Generator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from re import fullmatch

from lxml import etree

from formats.iof.checks.findings import Feed, Finding, told
from formats.xml_reading import NotXml, read_whole


def moment_of(text: str | None) -> datetime | None:
    """Of "2026-11-22 06:00:00", and with a T as others write it."""
    try:
        return datetime.fromisoformat(text or "").replace(tzinfo=None)
    except ValueError:
        return None


def amount_of(text: str | None) -> Decimal | None:
    """A number with a dot that is not negative."""
    if not text or not fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return None
    return Decimal(text)


def rate_of(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def read(feed: Feed, name: str) -> Generator[Finding, None, etree._Element | None]:
    """The root of a small file of the feed, and what is wrong with it as XML (check 1)."""
    try:
        with feed.files[name]() as file:
            root = read_whole(file)
    except NotXml as error:
        yield told("not_xml", name, error.line, message=error)
        return None
    yield from document_of(name, root)
    return root


def document_of(name: str, root: etree._Element) -> Generator[Finding, None, None]:
    document = root.getroottree().docinfo
    if (document.encoding or "").upper() != "UTF-8":
        yield told("not_utf8", name, 1, encoding=document.encoding)
    if document.doctype:
        yield told("doctype", name, 1)
