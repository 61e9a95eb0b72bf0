"""PrestaShop's webservice: lists as JSON, changes as XML, the key as a name without a password."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from connectors import ConnectorError
from connectors.line import Answer, Line
from connectors.prestashop import xml

if TYPE_CHECKING:
    from lxml import etree

Row = Mapping[str, Any]
# A text as PrestaShop writes it, such as "[Jo]%", or values of which one has to be met.
Filter = str | Sequence[str]


class Wire:
    """`shop_id` chooses one shop of a multi-shop; `read_at` is the shop's clock of its last
    answer."""

    def __init__(self, line: Line, key: str, shop_id: str = ""):
        self._line = line
        self._auth = (key, "")
        self._context = {"id_shop": shop_id} if shop_id else {}
        self.read_at: datetime | None = None

    def rows(self, resource: str, **filters: Filter) -> list[Row]:
        """All that pass the filters, with all their fields."""
        return self.page(resource, filters)

    def page(
        self, resource: str, filters: Mapping[str, Filter], sort: str = "", limit: int = 0
    ) -> list[Row]:
        """`sort` as "[id_ASC]"; at most `limit` rows, 0: all."""
        wanted = {"display": "full", "output_format": "JSON"}
        for name, value in filters.items():
            wanted[f"filter[{name}]"] = value if isinstance(value, str) else _any_of(value)
        wanted |= {"sort": sort} if sort else {}
        wanted |= {"date": "1"} if "date_upd" in filters else {}
        wanted |= {"limit": str(limit)} if limit else {}
        return self._listed(self._ask("GET", resource, params=wanted), resource)

    def row(self, resource: str, number: str) -> Row | None:
        """None when there is none; the shop's own answer to that is no error."""
        found = self.rows(resource, id=[number])
        return next((one for one in found if str(one["id"]) == number), None)

    def create(self, resource: str, node: str, fields: Row) -> str:
        """The number of what was made."""
        answer = self._ask("POST", resource, content=xml.written(node, fields))
        number = xml.text_of(self._document(answer), f"{node}/id")
        if not number.isdigit():
            raise answer.failure(code="nonsense", uncertain=True)
        return number

    def replace(self, resource: str, node: str, fields: Row) -> None:
        """`fields` are all that it has, its id among them."""
        content = xml.written(node, fields)
        answer = self._ask("PUT", f"{resource}/{fields['id']}", content=content)
        self._document(answer)

    def delete(self, resource: str, number: str) -> None:
        self._ask("DELETE", f"{resource}/{number}")

    def rights(self) -> dict[str, set[str]]:
        """What the key may do with each resource: {"orders": {"GET", "POST"}}."""
        root = self._document(self._ask("GET", ""))
        api = root.find("api")
        if api is None:
            raise ConnectorError("api", code="nonsense")
        return {one.tag: {name.upper() for name, v in one.items() if v == "true"} for one in api}

    def _ask(self, method: str, path: str, **request: Any) -> Answer:
        params = {**self._context, **request.pop("params", {})}
        headers = {"Content-Type": "text/xml; charset=utf-8"} if "content" in request else {}
        answer = self._line.ask(
            method, f"/api/{path}", auth=self._auth, params=params, headers=headers, **request
        )
        self.read_at = _clock(answer.headers)
        if answer.is_ok:
            return answer
        if answer.status == 405:
            raise answer.failure(code="rights")
        raise answer.failure(code="gone" if answer.status == 404 else "refused", permanent=True)

    def _listed(self, answer: Answer, resource: str) -> list[Row]:
        """An empty list is written without its name."""
        said = answer.json()
        if said == []:
            return []
        listed = said.get(resource) if isinstance(said, dict) else None
        if not isinstance(listed, list):
            raise answer.failure(code="nonsense")
        return listed

    def _document(self, answer: Answer) -> "etree._Element":
        try:
            root = xml.read(answer.body)
        except ValueError:
            raise answer.failure(code="nonsense", uncertain=answer.wrote) from None
        if root.tag != "prestashop":
            raise answer.failure(code="nonsense", uncertain=answer.wrote)
        return root


def words(value: object) -> str:
    """A text that may be written once for each language."""
    if isinstance(value, list):
        return next((str(one["value"]) for one in value if one.get("value")), "")
    return str(value or "")


def _any_of(values: Sequence[str]) -> str:
    return f"[{'|'.join(values)}]"


def _clock(headers: Mapping[str, str]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return None
