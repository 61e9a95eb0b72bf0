"""What a line of a quote and of an order stands for."""

from enum import StrEnum


class LineKind(StrEnum):
    PACKAGE = "package"
    PACKAGE_PHOTO = "package_photo"
    EXTRA_PHOTO = "extra_photo"
    PACKAGE_PRINT = "package_print"
    PRINT = "print"
    DIGITAL = "digital"
    PRODUCT = "product"
    EXTENSION = "extension"
    SURCHARGE = "surcharge"
    DISCOUNT = "discount"


PHOTO_KINDS = {LineKind.PACKAGE_PHOTO, LineKind.EXTRA_PHOTO}
# What brings the client a finished file.
FILE_KINDS = {*PHOTO_KINDS, LineKind.DIGITAL}
PRINT_KINDS = {LineKind.PACKAGE_PRINT, LineKind.PRINT}
# What the studio adds by hand, in words of its own; a discount has a negative price.
ADJUSTMENT_KINDS = {LineKind.SURCHARGE, LineKind.DISCOUNT}
FEE_KINDS = {LineKind.PACKAGE, LineKind.EXTENSION, *ADJUSTMENT_KINDS}
# What takes something out of the gallery's package.
PACKAGE_KINDS = {LineKind.PACKAGE, LineKind.PACKAGE_PHOTO, LineKind.PACKAGE_PRINT}
