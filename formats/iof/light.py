"""light.xml of IOF 3.0: codes, stock and prices after the partner's discount. Sets are not in it;
what they consist of is."""

from formats.iof import vocabulary as iof
from formats.iof.sizes import price, size
from formats.offer_values import OfferedProduct
from formats.xml_writing import child, element, written

_NSMAP = {"iaiext": iof.EXTENSIONS}
_DECLARED = f' xmlns:iaiext="{iof.EXTENSIONS}"'.encode()


def product(offered: OfferedProduct) -> bytes:
    """The finished piece, nothing for a set."""
    if offered.is_set:
        return b""
    said = {"id": str(offered.id), "vat": iof.vat(offered.vat_rate)}
    node = element("product", said, nsmap=_NSMAP)
    price(node, offered.sizes[0])
    sizes = child(node, "sizes")
    for one in offered.sizes:
        size(sizes, one, offered.language)
    return written(node).replace(_DECLARED, b"", 1)
