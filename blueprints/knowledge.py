"""The knowledge base: its index, a search through all of it, and articles on the daily work.

Help for the programs of the export is in `blueprints.help`; here it is only found.
"""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import LazyString, lazy_gettext

from blueprints import locale
from formats.exports.programs import PROGRAMS
from models.folding import folded

bp = Blueprint("knowledge", __name__, url_prefix="/help")
# Addresses that are told and printed in Polish (I-07).
pomoc = Blueprint("pomoc", __name__, url_prefix="/pomoc")
POLISH = {"udostepnianie-ofert": "offer-sharing", "iof-3": "iof-3"}

SNIPPET = 160
_INLINE = re.compile(r"</?(?:a|b|code|i|kbd|span)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.S)
_BODY = re.compile(r'<article class="prose">(.*?)</article>', re.S)


@dataclass(frozen=True)
class Article:
    """One page about a piece of work; `about` says in a line what it answers."""

    slug: str
    title: LazyString
    about: LazyString


@dataclass(frozen=True)
class Found:
    """A page that has all the words; those in the title come first."""

    address: str
    title: str
    snippet: str
    is_in_title: bool


ARTICLES = (
    Article(
        "sending",
        lazy_gettext("Sending a session to the client"),
        lazy_gettext("Photos, people and their links, whether they have looked, reminders, PIN."),
    ),
    Article(
        "rules",
        lazy_gettext("Rules of a session"),
        lazy_gettext("The last day of choosing, how many photos, free orders, proofs as files."),
    ),
    Article(
        "prices",
        lazy_gettext("Prices and price lists"),
        lazy_gettext("Package, extra photos, prints, products, delivery and payment."),
    ),
    Article(
        "orders",
        lazy_gettext("Client orders"),
        lazy_gettext("What came in, what waits, notes, payment, changes of a selection."),
    ),
    Article(
        "documents",
        lazy_gettext("Documents and KSeF"),
        lazy_gettext("Confirmation, pro forma, invoice, correction; companies and KSeF."),
    ),
    Article(
        "shops",
        lazy_gettext("Online shops"),
        lazy_gettext("Connecting a shop, what goes there and what comes, links, what went wrong."),
    ),
    Article(
        "offer-sharing",
        lazy_gettext("Sharing the offer with partners"),
        lazy_gettext("Partners, shops, prices, addresses, orders by key, and blocking a partner."),
    ),
    Article(
        "iof-3",
        lazy_gettext("IOF 3.0: technical description"),
        lazy_gettext("Addresses, files and fields, how often to ask, hashes, time zone, -1."),
    ),
    Article(
        "hand-over",
        lazy_gettext("Handing finished photos over"),
        lazy_gettext("Two folders, web versions, the return check, the message, new photos later."),
    ),
    Article(
        "downloads",
        lazy_gettext("What the client can download"),
        lazy_gettext("Rights, payment, days of the link, and how downloads arrive."),
    ),
)
SLUGS = {article.slug for article in ARTICLES}


@bp.get("")
def show_index():
    """All articles, or for `?q=` those that have every word of it."""
    words = request.args.get("q", "").strip()[:100]
    found = _search(words) if words else []
    return render_template(
        "help/index.html", articles=ARTICLES, programs=PROGRAMS, q=words, found=found
    )


@bp.get("/<article>")
def show_article(article: str):
    if article not in SLUGS:
        abort(404)
    return render_template(f"help/{article}.html")


@pomoc.get("/<article>")
def show_polish_address(article: str):
    if article not in POLISH:
        abort(404)
    return render_template(f"help/{POLISH[article]}.html")


def _search(words: str) -> list[Found]:
    wanted = [_root(word) for word in folded(words).split()]
    found = []
    for address, template in _pages():
        title, text = _read(template, locale.select())
        if all(word in folded(f"{title} {text}") for word in wanted):
            in_title = all(word in folded(title) for word in wanted)
            found.append(Found(address, title, _snippet(text, wanted), in_title))
    return sorted(found, key=lambda one: not one.is_in_title)


def _root(word: str) -> str:
    """The word without its ending, so that "odbitki" finds "odbitek" and "orders" an "order"."""
    return word[: max(4, len(word) - 2)] if len(word) > 5 else word


def _pages() -> list[tuple[str, str]]:
    """(address, template) of everything that can be found."""
    own = [(url_for(".show_article", article=one.slug), f"{one.slug}.html") for one in ARTICLES]
    export = [
        (url_for("help.show_program", program=one.slug), f"export_{one.slug}.html")
        for one in PROGRAMS
    ]
    return [*own, (url_for("help.list_programs"), "export.html"), *export]


@lru_cache(maxsize=128)
def _read(template: str, _language: str) -> tuple[str, str]:
    """Title and plain text of a page, in the language of this request, which the cache tells
    apart."""
    page = render_template(f"help/{template}", programs=PROGRAMS)
    title, body = _TITLE.search(page), _BODY.search(page)
    heading = _plain(title[1] if title else "")
    return heading, _plain(body[1] if body else "").removeprefix(heading).strip()


def _plain(markup: str) -> str:
    """Our own words without their tags; they are escaped again where they are shown."""
    return " ".join(html.unescape(_TAG.sub(" ", _INLINE.sub("", markup))).split())


def _snippet(text: str, wanted: list[str]) -> str:
    """The words around the first hit; folding keeps most letters in their place."""
    at = max(0, min((p for word in wanted if (p := folded(text).find(word)) >= 0), default=0) - 60)
    start = text.rfind(" ", 0, at) + 1 if at else 0
    cut = text[start : start + SNIPPET]
    if len(text) > start + SNIPPET:
        cut = cut.rpartition(" ")[0] + " …"
    return f"… {cut}" if start else cut
