"""The formats an offer is written in, by what a partner chooses."""

from typing import Protocol

from formats import iof, offer_csv, offer_xml
from formats.offer_values import FileHead, OfferedProduct


class OfferWriter(Protocol):
    """A file is `head`, the pieces and `tail`, byte for byte; pieces may be kept and used again.

    Light files are handed prices that the partner's discount has been taken off. `digest` is
    sixteen bytes of everything that a piece says but its stock.
    """

    media_type: str
    extension: str

    def head(self, said: FileHead, /) -> bytes: ...
    def product(self, offered: OfferedProduct, /) -> bytes: ...
    def removed(self, product_id: int, /) -> bytes: ...
    def tail(self) -> bytes: ...
    def light_head(self, said: FileHead, /) -> bytes: ...
    def light_product(self, offered: OfferedProduct, /) -> bytes: ...
    def light_tail(self) -> bytes: ...
    def digest(self, offered: OfferedProduct, /) -> bytes: ...


WRITERS: dict[str, OfferWriter] = {"iof": iof, "xml": offer_xml, "csv": offer_csv}
