"""Long lists in pages; the filters of a list stay in the address of every page."""

from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_sqlalchemy.pagination import Pagination
from sqlalchemy import Select

from blueprints.numbers import number
from blueprints.studio import bp
from extensions import db

PAGE_SIZE = 50
# A larger number would not fit into the database's OFFSET.
LAST_PAGE = 1_000_000


def page_of(rows: Select[Any]) -> Pagination:
    """The page that `?page=` asks for; the first one when that is no number. Two queries."""
    page = max(1, min(request.args.get("page", 1, type=number), LAST_PAGE))
    return db.paginate(rows, page=page, per_page=PAGE_SIZE, error_out=False)


@bp.context_processor
def _page_url() -> dict[str, Any]:
    return {"page_url": page_url}


def page_url(page: int) -> str:
    """This address with another page number."""
    kept = {name: value for name, value in request.args.items() if name != "page" and value}
    return f"{request.path}?{urlencode(kept | {'page': page})}"
