"""What the check of an offer says of what it has looked at and found."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from formats.iof.checks import Finding

TITLES = {
    1: lazy_gettext("Well-formed XML in UTF-8"),
    2: lazy_gettext("The gateway is one of IOF 3.0"),
    3: lazy_gettext("Supplier and times"),
    4: lazy_gettext("Links to all files"),
    5: lazy_gettext("Sums are those of the files"),
    9: lazy_gettext("Head of the offer: language, currency"),
    10: lazy_gettext("Ids and codes stand once"),
    11: lazy_gettext("Nothing is empty"),
    12: lazy_gettext("Every id is in its list"),
    13: lazy_gettext("Prices: net, gross, VAT"),
    14: lazy_gettext("Quantities"),
    15: lazy_gettext("Texts"),
    16: lazy_gettext("Pictures"),
    17: lazy_gettext("Sets and collections"),
    18: lazy_gettext("Removed products"),
    19: lazy_gettext("Nothing confidential"),
    20: lazy_gettext("Only known namespaces"),
    21: lazy_gettext("Schema"),
    22: lazy_gettext("The light file agrees with the full one"),
    23: lazy_gettext("The partner's prices"),
    24: lazy_gettext("Stock in the light file"),
    25: lazy_gettext("Differential files in their order"),
}
SENTENCES = {
    "not_xml": lazy_gettext("This cannot be read as XML: %(message)s"),
    "not_utf8": lazy_gettext("The encoding is %(encoding)s, not UTF-8."),
    "doctype": lazy_gettext("The file has a DOCTYPE."),
    "root": lazy_gettext("This is not a file of IOF 3.0: %(found)s."),
    "supplier": lazy_gettext("The supplier's %(name)s is missing or wrong: “%(found)s”."),
    "times": lazy_gettext(
        "The gateway has to name one time of creation and a later one of expiry."
    ),
    "expired": lazy_gettext("The offer expired at %(expires)s."),
    "link_missing": lazy_gettext("There is no link to the file %(name)s."),
    "link_relative": lazy_gettext("The link to %(name)s is not a whole address: %(url)s"),
    "hash_shape": lazy_gettext("The sum of %(name)s is no MD5: “%(found)s”."),
    "hash_differs": lazy_gettext("The file %(name)s has another sum than the gateway says."),
    "changed_unreadable": lazy_gettext("It cannot be read when %(name)s last changed."),
    "head": lazy_gettext("The attribute %(attribute)s is missing or wrong: “%(found)s”."),
    "id_not_whole": lazy_gettext("The id “%(id)s” is no whole number."),
    "id_twice": lazy_gettext("The product %(id)s is there twice."),
    "code_twice": lazy_gettext("The code %(code)s is there twice."),
    "size_twice": lazy_gettext("The product %(product)s has the size %(id)s twice."),
    "empty_node": lazy_gettext("The product %(product)s has an empty element %(node)s."),
    "unknown_reference": lazy_gettext(
        "The product %(product)s names a %(kind)s %(id)s that is in no list."
    ),
    "reference_twice": lazy_gettext("The %(kind)s %(id)s is there twice."),
    "price_unreadable": lazy_gettext(
        "A price of the product %(product)s cannot be read: net “%(net)s”, gross “%(gross)s”."
    ),
    "gross_differs": lazy_gettext(
        "The product %(product)s: %(net)s net is not %(gross)s gross at %(vat)s%% VAT."
    ),
    "currency_differs": lazy_gettext("The product %(product)s is in another currency."),
    "quantity_unreadable": lazy_gettext("The quantity of %(code)s cannot be read: “%(found)s”."),
    "quantity_mixed": lazy_gettext("%(code)s is unlimited and counted at once."),
    "quantity_fraction": lazy_gettext(
        "There are %(found)s of %(code)s: its unit has whole pieces only."
    ),
    "escaped_twice": lazy_gettext(
        "HTML of the product %(product)s seems to be escaped twice (%(node)s)."
    ),
    "picture_missing": lazy_gettext("The product %(product)s has no picture."),
    "picture_wrong": lazy_gettext(
        "A picture of the product %(product)s lacks a whole address, its sum or its sides."
    ),
    "parts_missing": lazy_gettext("The set %(product)s does not say what it consists of."),
    "parts_unexpected": lazy_gettext("The product %(product)s has parts, but is no set."),
    "part_unknown": lazy_gettext("The set %(product)s has a part that is not offered: %(part)s."),
    "part_quantity": lazy_gettext(
        "The set %(product)s does not say how many of %(part)s are in it."
    ),
    "part_size": lazy_gettext("%(code)s is no size of the product %(part)s."),
    "part_cycle": lazy_gettext("The set %(product)s is a part of itself."),
    "removed_content": lazy_gettext("The removed product %(product)s still says something."),
    "removed_in_light": lazy_gettext("The removed product %(product)s is still in the light file."),
    "private_node": lazy_gettext(
        "The product %(product)s tells what is nobody's business: %(node)s."
    ),
    "foreign_namespace": lazy_gettext("There is a namespace that no reader knows: %(space)s"),
    "schema": lazy_gettext("It does not keep to the schema: %(message)s"),
    "light_currency": lazy_gettext("The full file is in another currency: %(full)s."),
    "light_missing": lazy_gettext("%(code)s is in the full file, but not in the light one."),
    "light_unknown": lazy_gettext("%(code)s is in the light file, but not in the full one."),
    "light_set": lazy_gettext("The set %(product)s is in the light file."),
    "light_ahead": lazy_gettext(
        "The light file knows of changes that come with the next differential file: %(count)s."
    ),
    "light_price": lazy_gettext(
        "%(code)s costs %(found)s, with the discount it should be %(expected)s."
    ),
    "light_quantity": lazy_gettext("The quantity of %(code)s cannot be read: “%(found)s”."),
    "light_old": lazy_gettext("The light file was good until %(expires)s."),
    "slice_name": lazy_gettext(
        "The address of a differential file does not name its time, %(changed)s."
    ),
    "slices_unordered": lazy_gettext("The differential file of %(changed)s is not in its place."),
    "replay_differs": lazy_gettext(
        "The product %(product)s does not follow from the differential files."
    ),
}


def sentence(finding: Finding) -> str:
    return str(SENTENCES[finding.code]) % {**finding.values}


def place(finding: Finding) -> str:
    """ "full, line 12"."""
    if not finding.line:
        return finding.file
    return _("%(file)s, line %(line)s", file=finding.file, line=finding.line)
