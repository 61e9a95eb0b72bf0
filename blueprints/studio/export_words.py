"""What exported files and scripts say, in the language of whoever exports."""

from flask_babel import gettext as _
from flask_babel import pgettext

from formats.exports.picked import CsvWords, ScriptWords
from formats.print_lists import PrintWords


def csv_words() -> CsvWords:
    return CsvWords(
        position=pgettext("csv", "no"),
        filename=pgettext("csv", "file_name"),
        stem=pgettext("csv", "name_without_extension"),
        order_numbers=pgettext("csv", "order_no"),
        kind=pgettext("csv", "kind"),
        prints=pgettext("csv", "print_format"),
        copies=pgettext("csv", "copies"),
        note=pgettext("csv", "note"),
        person=pgettext("csv", "person"),
        email=pgettext("csv", "e_mail"),
        package=pgettext("csv", "in package"),
        extra=pgettext("csv", "extra"),
        digital=pgettext("csv", "file only"),
        print=pgettext("csv", "prints only"),
        product=pgettext("csv", "in a product only"),
    )


def script_words() -> ScriptWords:
    return ScriptWords(
        folder=pgettext("folder", "picked"),
        copied=_("Copied:"),
        there=_("Already there, left alone:"),
        failed=_("NOT COPIED:"),
        missing=_("MISSING:"),
    )


def keyword(title: str) -> str:
    """What XMP files say of every picked photo of a session."""
    return _("picked: %(title)s", title=title)


def print_words() -> PrintWords:
    return PrintWords(
        filename=pgettext("csv", "file"),
        format=pgettext("csv", "format"),
        paper=pgettext("csv", "paper"),
        copies=pgettext("csv", "quantity"),
        orders=pgettext("csv", "order"),
    )
