"""The client's pages, opened by a mailed link."""

from flask import Blueprint, g

bp = Blueprint("proofing", __name__, url_prefix="/g")


@bp.url_defaults
def _stay_in_preview(endpoint: str, values: dict) -> None:
    """The owner who previews a client's page stays in the preview with every link."""
    if "preview" in g:
        values.setdefault("preview", g.preview)


from blueprints.proofing import (  # noqa: E402, F401 - they hang their routes on bp
    cart,
    cart_changes,
    change,
    compare,
    cover,
    delivery,
    extension,
    files,
    gallery,
    introduction,
    order,
    photo,
    pin,
    proofs,
    renditions,
    visiting,
    wishes,
)
