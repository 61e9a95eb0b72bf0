"""Why a product cannot be as it was typed. `field` is where the sentence belongs in a form."""

from services.refusals import Refused


class CatalogueRefused(Refused):
    """`field` is a name of `ProductTerms`; `place` the row of a field that has rows, from 0."""

    status = 422
    field = ""

    def __init__(self, sentence: str, *, place: int | None = None):
        super().__init__(sentence)
        self.place = place


class ProductGone(CatalogueRefused):
    """Somebody has removed the product meanwhile."""

    status = 409


class ProductCodeTaken(CatalogueRefused):
    field = "code"


class SizeCodeTaken(CatalogueRefused):
    field = "sizes"


class SizeNameWrong(CatalogueRefused):
    """Several sizes need names, and different ones; a set has one without a name."""

    field = "sizes"


class ShopUnknown(CatalogueRefused):
    """A price in a list that is not the studio's own."""

    field = "sizes"


class SizeInSet(CatalogueRefused):
    """A size that a set contains cannot go."""

    field = "sizes"


class PartsMissing(CatalogueRefused):
    """A set or a collection without parts."""

    field = "parts"


class PartsOfNoSet(CatalogueRefused):
    """Parts in what is neither a set nor a collection."""

    field = "kind"


class PartUnknown(CatalogueRefused):
    field = "parts"


class PartTwice(CatalogueRefused):
    field = "parts"


class PartNotOffered(CatalogueRefused):
    """A part that partners do not see, in a set that they do."""

    field = "parts"


class PartSizeWrong(CatalogueRefused):
    """A size of another product."""

    field = "parts"


class QuantityWrong(CatalogueRefused):
    field = "parts"


class SetInItself(CatalogueRefused):
    """Directly, or by way of one of its parts."""

    field = "parts"


class PartOfSets(CatalogueRefused):
    """It cannot go, nor be hidden, while sets contain it."""

    field = "is_hidden"
    status = 409


class WordTaken(CatalogueRefused):
    """Another word of the catalogue is called so already."""

    field = "name"


class WordInUse(CatalogueRefused):
    """A size that products come in cannot go."""

    status = 409


class StockMoved(CatalogueRefused):
    """Pieces were sold while somebody was typing; `now` is what there is, by the size's id."""

    field = "stock"
    status = 409

    def __init__(self, sentence: str, now: dict[int, int | None]):
        super().__init__(sentence)
        self.now = now
