"""Long lists in pages; the filters of a list stay in the address of every page."""

from typing import Any

from flask import request, url_for
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select

from blueprints.studio import bp
from extensions import db

PAGE_SIZE = 50


def page_of(rows: Select[Any]) -> Pagination:
    """The page that `?page=` asks for; the first one when that is no number. Two queries."""
    return db.paginate(rows, per_page=PAGE_SIZE, max_per_page=PAGE_SIZE, error_out=False)


@bp.context_processor
def _page_url() -> dict[str, Any]:
    return {"page_url": page_url}


def page_url(number: int) -> str:
    """This address with another page number."""
    kept = {name: value for name, value in request.args.items() if name != "page" and value}
    return url_for(request.endpoint or "", **(request.view_args or {}), **kept, page=number)
