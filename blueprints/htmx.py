"""One template for the page, one for the part htmx swaps: never two truths."""

from flask import make_response, render_template, request


def wants_partial() -> bool:
    """True only when htmx will swap the answer into a page that is already there."""
    hx = request.htmx  # type: ignore[attr-defined]
    return bool(hx) and not hx.boosted and not hx.history_restore_request


def render(page: str, partial: str, status: int = 200, **values):
    """The whole page, or the fragment alone when htmx asked for it."""
    name = partial if wants_partial() else page
    return make_response(render_template(name, **values), status)
