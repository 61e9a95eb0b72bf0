"""Two windows wanted different things: say what is there, what was wanted, and let choose."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import make_response, render_template, request
from flask_babel import gettext as _

from blueprints.htmx import wants_partial
from blueprints.proofing.choice import Choice, Picked
from blueprints.proofing.figures import Cell

# What a repeated press does not carry over: its own token, and what it was mistaken about.
_STALE = {"csrf_token", "version", "seen"}


@dataclass(frozen=True)
class Difference:
    """`now` and `wanted` are sentences; `fresh` are the fields with which the press would be
    taken, `target` is what htmx replaces with its answer.
    """

    subject: str
    now: list[str]
    wanted: str
    fresh: Mapping[str, int]
    way_back: str
    target: str

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The press once more, made on what is there now."""
        kept = [
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in _STALE and name not in self.fresh
        ]
        return [*kept, *((name, str(value)) for name, value in self.fresh.items())]


def answer(difference: Difference, **values):
    """409: a page of its own, or the part that htmx shows where the press was made."""
    name = "_conflict" if wants_partial() else "conflict"
    page = render_template(
        f"proofing/{name}.html",
        difference=difference,
        address=request.path,
        partial=wants_partial(),
        **values,
    )
    response = make_response(page, 409)
    if wants_partial():
        response.headers["HX-Retarget"] = "#conflict"
        response.headers["HX-Reswap"] = "innerHTML settle:0"
    return response


def photo_name(cell: Cell) -> str:
    return f"{_('Photo')} {cell.number}, {cell.stem}{cell.extension}"


def now_of(said: Picked | None, choice: Choice, photo_id: int) -> list[str]:
    """What the cart says of a photo, a sentence for each fact."""
    if said is None:
        return [_("Not in the cart")]
    facts = [_("In the cart") if said.is_retouched else _("In the cart, not retouched")]
    for (item_id, of_photo), count in choice.pieces.items():
        if of_photo == photo_id:
            facts.append(f"{choice.items[item_id].full_name} × {count}")
    if said.note:
        facts.append(_("Note: “%(note)s”", note=said.note))
    if said.pin:
        facts.append(_("A place in the picture is marked"))
    return facts
