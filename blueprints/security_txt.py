"""Whom to tell of a weakness: RFC 9116."""

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app

from models.types import utc_now

bp = Blueprint("security_txt", __name__)
# Less than a year, as the RFC recommends; told anew with every answer.
GOOD_FOR = timedelta(days=180)


@bp.get("/.well-known/security.txt")
def show_contact():
    """Nothing where no SECURITY_CONTACT is set: an address that nobody reads is worse than none."""
    contact = current_app.config["SECURITY_CONTACT"]
    if not contact:
        abort(404)
    expires = (utc_now() + GOOD_FOR).replace(microsecond=0)
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: pl, en",
        f"Canonical: {current_app.config['PUBLIC_BASE_URL']}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
