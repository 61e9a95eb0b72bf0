"""Lines with a code of our catalogue, as products of the shop that have it for their SKU.

Nobody has linked them, so nothing hangs on it: what fits no product is a plain line.
"""

import json
from collections.abc import Mapping
from dataclasses import replace

from connectors import Connector, ConnectorError, Notebook
from connectors.values import Line
from services.shop_drafts import Sketch

NOTE = "skus"
# What a shop says of products that it has and cannot sell like this.
UNFIT = frozenset({"product", "tax"})


def matched(connector: Connector, sketch: Sketch, notebook: Notebook) -> Sketch:
    """Each line with a code as the one product of exactly that SKU.

    What an earlier try came to stands: a cart may hold it. Raises ConnectorError for what may be
    answered later.
    """
    wanted = sorted({code for code in sketch.codes if code})
    if not wanted:
        return sketch
    if said := notebook.read(NOTE):
        return _with(sketch, json.loads(said))
    found = _products_of(connector, wanted)
    notebook.write(NOTE, json.dumps(found))
    return _with(sketch, found)


def is_unfit(sketch: Sketch, error: ConnectorError) -> bool:
    """May a refusal be about products that nobody has linked?"""
    is_matched = any(
        code and line.product_id
        for code, line in zip(sketch.codes, sketch.draft.lines, strict=True)
    )
    return is_matched and error.permanent and error.code in UNFIT


def unmatched(sketch: Sketch, notebook: Notebook) -> Sketch:
    """Every line with a code plain again, in tries to come, too."""
    notebook.write(NOTE, json.dumps({}))
    return _with(sketch, {})


def forget(notebook: Notebook) -> None:
    """The next try looks anew: somebody may have changed the shop by then."""
    if notebook.read(NOTE):
        notebook.write(NOTE, "")


def _products_of(connector: Connector, codes: list[str]) -> dict[str, str]:
    """Ids by code; none for a code of several products, or where the shop does not say."""
    try:
        products = connector.read_products(skus=codes)
    except ConnectorError as error:
        if not error.permanent:
            raise
        return {}
    ids: dict[str, set[str]] = {}
    for one in products:
        ids.setdefault(one.sku, set()).add(one.id)
    return {code: ids[code].pop() for code in codes if len(ids.get(code, ())) == 1}


def _with(sketch: Sketch, found: Mapping[str, str]) -> Sketch:
    pairs = zip(sketch.draft.lines, sketch.codes, strict=True)
    lines = tuple(_line(line, code, found.get(code, "")) for line, code in pairs)
    return replace(sketch, draft=replace(sketch.draft, lines=lines))


def _line(line: Line, code: str, product_id: str) -> Line:
    if not code:
        return line
    return replace(line, product_id=product_id, sku=code if product_id else "")
