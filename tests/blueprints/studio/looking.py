"""How the tests of the studio look at a page."""

import re
from html import unescape

from sqlalchemy import event

from extensions import db


def get(web, path, **headers):
    """The page without its entities, every run of white space one space."""
    answer = web.get(path, headers=headers)
    assert answer.status_code == 200, answer.status
    return re.sub(r"\s+", " ", unescape(answer.text))


def tab(web, gallery):
    """The tab "Client orders"; figures inside its sentences are read as people read them."""
    page = get(web, f"/studio/galleries/{gallery.id}/orders")
    return re.sub('<span class="num">([^<]*)</span>', r"\1", page)


def queries(action):
    """How many statements the action sends to the database."""
    sent = []
    listener = lambda *args: sent.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    try:
        action()
    finally:
        event.remove(db.engine, "before_cursor_execute", listener)
    return len(sent)
