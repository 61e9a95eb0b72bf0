"""What the check of an offer says of what it has looked at and found."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from formats.iof.checks import Finding

TITLES = {
    1: _l("Well-formed XML in UTF-8"),
    2: _l("The gateway is one of IOF 3.0"),
    3: _l("Supplier and times"),
    4: _l("Links to all files"),
    5: _l("Sums are those of the files"),
    9: _l("Head of the offer: language, currency"),
    10: _l("Ids and codes stand once"),
    11: _l("Nothing is empty"),
    12: _l("Every id is in its list"),
    13: _l("Prices: net, gross, VAT"),
    14: _l("Quantities"),
    15: _l("Texts"),
    16: _l("Pictures"),
    17: _l("Sets and collections"),
    18: _l("Removed products"),
    19: _l("Nothing confidential"),
    20: _l("Only known namespaces"),
    21: _l("Schema"),
    22: _l("The light file agrees with the full one"),
    23: _l("The partner's prices"),
    24: _l("Stock in the light file"),
    25: _l("Differential files in their order"),
}
SENTENCES = {
    "not_xml": _l("This cannot be read as XML: %(message)s"),
    "not_utf8": _l("The encoding is %(encoding)s, not UTF-8."),
    "doctype": _l("The file has a DOCTYPE."),
    "root": _l("This is not a file of IOF 3.0: %(found)s."),
    "supplier": _l("The supplier's %(name)s is missing or wrong: “%(found)s”."),
    "times": _l("The gateway has to name one time of creation and a later one of expiry."),
    "expired": _l("The offer expired at %(expires)s."),
    "link_missing": _l("There is no link to the file %(name)s."),
    "link_relative": _l("The link to %(name)s is not a whole address: %(url)s"),
    "hash_shape": _l("The sum of %(name)s is no MD5: “%(found)s”."),
    "hash_differs": _l("The file %(name)s has another sum than the gateway says."),
    "changed_unreadable": _l("It cannot be read when %(name)s last changed."),
    "head": _l("The attribute %(attribute)s is missing or wrong: “%(found)s”."),
    "id_not_whole": _l("The id “%(id)s” is no whole number."),
    "id_twice": _l("The product %(id)s is there twice."),
    "code_twice": _l("The code %(code)s is there twice."),
    "size_twice": _l("The product %(product)s has the size %(id)s twice."),
    "empty_node": _l("The product %(product)s has an empty element %(node)s."),
    "unknown_reference": _l("The product %(product)s names a %(kind)s %(id)s that is in no list."),
    "reference_twice": _l("The %(kind)s %(id)s is there twice."),
    "price_unreadable": _l(
        "A price of the product %(product)s cannot be read: net “%(net)s”, gross “%(gross)s”."
    ),
    "gross_differs": _l(
        "The product %(product)s: %(net)s net is not %(gross)s gross at %(vat)s%% VAT."
    ),
    "currency_differs": _l("The product %(product)s is in another currency."),
    "quantity_unreadable": _l("The quantity of %(code)s cannot be read: “%(found)s”."),
    "quantity_mixed": _l("%(code)s is unlimited and counted at once."),
    "quantity_fraction": _l("There are %(found)s of %(code)s: its unit has whole pieces only."),
    "escaped_twice": _l("HTML of the product %(product)s seems to be escaped twice (%(node)s)."),
    "picture_missing": _l("The product %(product)s has no picture."),
    "picture_wrong": _l(
        "A picture of the product %(product)s lacks a whole address, its sum or its sides."
    ),
    "parts_missing": _l("The set %(product)s does not say what it consists of."),
    "parts_unexpected": _l("The product %(product)s has parts, but is no set."),
    "part_unknown": _l("The set %(product)s has a part that is not offered: %(part)s."),
    "part_quantity": _l("The set %(product)s does not say how many of %(part)s are in it."),
    "part_size": _l("%(code)s is no size of the product %(part)s."),
    "part_cycle": _l("The set %(product)s is a part of itself."),
    "removed_content": _l("The removed product %(product)s still says something."),
    "removed_in_light": _l("The removed product %(product)s is still in the light file."),
    "private_node": _l("The product %(product)s tells what is nobody's business: %(node)s."),
    "foreign_namespace": _l("There is a namespace that no reader knows: %(space)s"),
    "schema": _l("It does not keep to the schema: %(message)s"),
    "light_currency": _l("The full file is in another currency: %(full)s."),
    "light_missing": _l("%(code)s is in the full file, but not in the light one."),
    "light_unknown": _l("%(code)s is in the light file, but not in the full one."),
    "light_set": _l("The set %(product)s is in the light file."),
    "light_ahead": _l(
        "The light file knows of changes that come with the next differential file: %(count)s."
    ),
    "light_price": _l("%(code)s costs %(found)s, with the discount it should be %(expected)s."),
    "light_quantity": _l("The quantity of %(code)s cannot be read: “%(found)s”."),
    "light_old": _l("The light file was good until %(expires)s."),
    "slice_name": _l("The address of a differential file does not name its time, %(changed)s."),
    "slices_unordered": _l("The differential file of %(changed)s is not in its place."),
    "replay_differs": _l("The product %(product)s does not follow from the differential files."),
}


def sentence(finding: Finding) -> str:
    return str(SENTENCES[finding.code]) % {**finding.values}


def place(finding: Finding) -> str:
    """ "full, line 12"."""
    if not finding.line:
        return finding.file
    return _("%(file)s, line %(line)s", file=finding.file, line=finding.line)
