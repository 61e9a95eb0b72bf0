"""The export panel: what it was asked for, and what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from flask import request
from flask_login import current_user

from blueprints.studio import export_words
from blueprints.studio.export_scope import Scope
from formats.collisions import Audit
from formats.exports.forms import Exported, Form, Program, build
from formats.exports.picked import ORDERS, Options, PickedPhoto
from formats.exports.programs import PROGRAMS, PROGRAMS_BY_SLUG
from formats.print_lists import Prints
from models.order_list import Ordered
from services import exports, prints
from services.exports import Since

# What cameras write; any other program takes a stem, whatever its extension.
RAW_EXTENSIONS = (
    *("CR3", "CR2", "NEF", "ARW", "RAF", "ORF", "RW2", "PEF", "DNG", "3FR", "IIQ"),
    *("TIF", "JPG"),
)
LONGEST_FOLDER = 1000


@dataclass(frozen=True)
class Offer:
    """One form of the chosen program, and what would go wrong with it."""

    form: Form
    audit: Audit


@dataclass(frozen=True)
class Opened:
    """The open panel: a program, its forms with the safest of today first, the chosen one.

    `first` is what the program offers when nothing speaks against it.
    """

    program: Program
    offers: Sequence[Offer]
    chosen: Offer
    first: Offer
    exported: Exported
    since: Since
    only_fresh: bool

    @property
    def form(self) -> Form:
        return self.chosen.form

    @property
    def last_program_name(self) -> str:
        """What the last export was for; English, or empty."""
        program = PROGRAMS_BY_SLUG.get(self.since.last.program) if self.since.last else None
        return program.name if program else ""

    @property
    def audit(self) -> Audit:
        return self.chosen.audit

    @property
    def safer(self) -> Form | None:
        """The form to take instead of the chosen one."""
        best = self.offers[0]
        return best.form if best.audit.is_clean and not self.audit.is_clean else None

    @property
    def is_instead(self) -> bool:
        """The form stands first today because the usual one would go wrong."""
        return self.chosen is self.offers[0] is not self.first


@dataclass(frozen=True)
class OrderedPrints:
    """The open part of the panel that hands prints to a lab."""

    wanted: Sequence[Prints]
    finished: prints.Finished

    @property
    def copies(self) -> int:
        return sum(one.copies for one in self.wanted)


@dataclass(frozen=True)
class Panel:
    """Open is the list of photos, or the prints, or nothing; only then `fresh_count` is told."""

    scope: Scope
    ordered: Ordered
    print_count: int
    options: Options
    last_program: str
    opened: Opened | None = None
    prints: OrderedPrints | None = None
    fresh_count: int = 0

    programs = PROGRAMS
    raw_extensions = RAW_EXTENSIONS

    @cached_property
    def choices(self) -> dict[str, str]:
        """What the address of the open panel, and of its file, has to say."""
        return {
            "with_extension": "1" if self.options.with_extension else "",
            "order": self.options.order,
            "raw_extension": self.options.raw_extension,
            "only": "new" if self.opened and self.opened.only_fresh else "",
        }


def panel_of(scope: Scope) -> Panel:
    closed = Panel(
        scope,
        scope.figures(),
        prints.count(scope.orders),
        options(scope),
        current_user.studio.last_export_program or PROGRAMS[0].slug,
    )
    if request.args.get("prints") == "1" and closed.print_count:
        wanted = prints.ordered(scope.orders)
        found = prints.finished(scope.gallery, wanted)
        return replace(closed, prints=OrderedPrints(wanted, found))
    program = PROGRAMS_BY_SLUG.get(request.values.get("program", ""))
    if program is None or not closed.ordered.photo_count:
        return (
            closed
            if scope.order
            else replace(closed, fresh_count=exports.fresh_count(scope.gallery))
        )
    return replace(closed, opened=_opened(scope, program, closed.options))


def options(scope: Scope) -> Options:
    order = request.values.get("order", "")
    raw = request.values.get("raw_extension", "")
    folder = request.values.get("search_folder", "").strip()[:LONGEST_FOLDER]
    return Options(
        with_extension=request.values.get("with_extension") == "1",
        order=order if order in ORDERS else "gallery",
        title=scope.title,
        keyword=export_words.keyword(scope.gallery.title),
        raw_extension=raw if raw in RAW_EXTENSIONS else "",
        search_folder="".join(sign for sign in folder if sign.isprintable()),
        csv_words=export_words.csv_words(),
        script_words=export_words.script_words(),
    )


def asked_for() -> tuple[Program | None, Form | None]:
    """The program and form of the request; a form is called "program/form"."""
    program = PROGRAMS_BY_SLUG.get(request.values.get("program", ""))
    of_program, _, slug = request.values.get("form", "").partition("/")
    if program is None or of_program != program.slug:
        return program, None
    return program, program.form(slug)


def chosen_photos(picked: list[PickedPhoto], since: Since) -> tuple[list[PickedPhoto], bool]:
    """All that is picked, or only what is new where that is wished for and there is such."""
    if request.values.get("only") == "new" and since.fresh:
        return list(since.fresh), True
    return picked, False


def _opened(scope: Scope, program: Program, wishes: Options) -> Opened:
    everything = scope.picked()
    since = Since() if scope.order else exports.since_last_export(scope.gallery, everything)
    picked, only_fresh = chosen_photos(everything, since)
    offers = _offers(scope, program, picked)
    chosen = _chosen(program, offers)
    return Opened(
        program=program,
        offers=sorted(offers, key=lambda offer: not offer.audit.is_clean),
        chosen=chosen,
        first=offers[0],
        exported=build(chosen.form, picked, wishes),
        since=since,
        only_fresh=only_fresh,
    )


def _offers(scope: Scope, program: Program, picked: list[PickedPhoto]) -> list[Offer]:
    shots = exports.shots(scope.gallery)
    return [Offer(form, form.audit(picked, shots)) for form in program.forms]


def _chosen(program: Program, offers: list[Offer]) -> Offer:
    """The form that was asked for; else last time's or the first one, unless it goes wrong."""
    by_form = {offer.form: offer for offer in offers}
    _program, asked = asked_for()
    if asked:
        return by_form[asked]
    studio = current_user.studio
    usual = offers[0]
    last = program.form(studio.last_export_form or "")
    if studio.last_export_program == program.slug and last:
        usual = by_form[last]
    clean = [offer for offer in (usual, *offers) if offer.audit.is_clean]
    return clean[0] if clean else usual
