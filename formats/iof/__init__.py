"""Internet Offer Format 3.0, a format by IAI S.A.: the writer of full and light files."""

from formats.iof import full, light, vocabulary
from formats.offer_digests import digest_of
from formats.offer_values import FileHead, OfferedProduct
from formats.xml_writing import closed, opened

media_type = "application/xml"
extension = "xml"

product = full.product
removed = full.removed
light_product = light.product


def head(said: FileHead) -> bytes:
    return opened(vocabulary.offer(said))


def tail() -> bytes:
    return closed("products", "offer")


light_head = head
light_tail = tail


def digest(offered: OfferedProduct) -> bytes:
    return digest_of(offered, vocabulary.REVISION)
