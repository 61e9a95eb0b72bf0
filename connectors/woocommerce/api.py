"""WooCommerce's REST interface, version 3: keys, pages, and what its refusals mean."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from connectors import ConnectorError
from connectors.line import Answer, Line

ROOT = "/wp-json/wc/v3"
PAGE = 100
GONE = "woocommerce_rest_shop_order_invalid_id"
_NO_ROUTE = "rest_no_route"
_TAG = re.compile(r"<[^>]*>")
_OF_PARAMETER = {
    "billing": "address",
    "shipping": "address",
    "currency": "currency",
    "line_items": "product",
    "status": "status_gone",
}


class Api:
    """`access` has the key and the secret; `keys_in_query`, "1" for servers that drop the header
    they belong into."""

    def __init__(self, line: Line, access: Mapping[str, str]):
        self.line = line
        key, secret = access.get("key", ""), access.get("secret", "")
        self.key = key
        self._keys: dict[str, Any] = {"auth": (key, secret)}
        self._query: dict[str, str] = {}
        if access.get("keys_in_query"):
            self._keys = {}
            self._query = {"consumer_key": key, "consumer_secret": secret}

    def ask(self, method: str, path: str, params: Mapping[str, Any] | None = None, **request):
        """The answer, whatever it is, to what is below `ROOT`, or to a whole path of the API."""
        query = dict(params or {}) | self._query
        whole = path if path.startswith("/wp-json/") else ROOT + path
        return self.line.ask(method, whole, params=query, **self._keys, **request)

    def read(self, path: str, **params) -> Any:
        return self.told(self.ask("GET", path, params))

    def read_list(self, path: str, **params) -> list[dict]:
        """All of a list that has no pages, or one page of another."""
        answer = self.ask("GET", path, params)
        rows = self.told(answer)
        if not isinstance(rows, list):
            raise answer.failure(code="nonsense")
        return rows

    def read_page(self, path: str, **params) -> list[dict]:
        """At most 100 rows."""
        return self.read_list(path, **({"per_page": PAGE} | params))

    def read_all(self, path: str, **params) -> Iterator[dict]:
        """Page by page, until one is not full: the shop's own links may lead anywhere."""
        page = 1
        while True:
            rows = self.read_page(path, page=page, **params)
            yield from rows
            if len(rows) < PAGE:
                return
            page += 1

    def write(self, method: str, path: str, body: Mapping[str, Any]) -> dict:
        answer = self.ask(method, path, json=body)
        written = self.told(answer)
        if not isinstance(written, dict):
            raise answer.failure(code="nonsense", uncertain=answer.wrote)
        return written

    def told(self, answer: Answer) -> Any:
        """The JSON of the answer. Raises ConnectorError when it is a refusal, or no JSON."""
        body = answer.json()
        if answer.is_ok:
            return body
        raise self.refusal(answer, body)

    def refusal(self, answer: Answer, body: Any) -> ConnectorError:
        """By the code in the body: messages are translated and marked up, and the status depends
        on the method."""
        code = body.get("code") if isinstance(body, dict) else None
        if not isinstance(code, str):
            return answer.failure(code="nonsense")
        said = self.line.redacted(f"{answer.status} {_message(body)}")
        if code == _NO_ROUTE:
            return ConnectorError(said, code="no_api", of_shop=True)
        if code == GONE:
            return ConnectorError(said, code="gone", permanent=True)
        meant = _meant(code, body)
        return ConnectorError(said, code=meant, permanent=meant != "status_gone")


def _message(body: dict) -> str:
    """What the shop says, and of which parameter."""
    said = [body.get("message"), *_params(body).values()]
    return plain_text(" ".join(one for one in said if isinstance(one, str)))


def plain_text(text: str) -> str:
    """Without the marks of HTML."""
    return html.unescape(_TAG.sub("", text)).strip()


def _meant(code: str, body: dict) -> str:
    if code == "rest_invalid_param":
        named = [_OF_PARAMETER[name] for name in _params(body) if name in _OF_PARAMETER]
        return named[0] if named else "refused"
    if code.endswith("invalid_tax_class"):
        return "tax"
    return "product" if code.endswith("product_reference") else "refused"


def _params(body: dict) -> dict:
    data = body.get("data")
    params = data.get("params") if isinstance(data, dict) else None
    return params if isinstance(params, dict) else {}
