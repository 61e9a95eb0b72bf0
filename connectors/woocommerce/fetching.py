"""Finding orders: ours after a push that nobody knows the end of, and those that were changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

from connectors import ConnectorError, Draft, Page, Standing
from connectors.woocommerce.api import PAGE, Api
from connectors.woocommerce.orders import (
    DRAFTS,
    STANDING_FIELDS,
    moment,
    shop_order,
    standing,
)
from connectors.woocommerce.taxes import read_rates

CLOCKS_DIFFER = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def find_ours(
    api: Api, draft: Draft, since: datetime, *, has_origin: bool = True
) -> list[Standing]:
    """Those that carry the reference themselves: shops ignore what they are asked in vain.

    Where the shop cannot look for it, the orders since then are read one by one. Trashed ones are
    found, too, orders that failed half-way are not.
    """
    found: dict[str, Standing] = {}
    if has_origin:
        rows = api.read_page("/orders", created_via=draft.reference, _fields=STANDING_FIELDS)
        found = dict(_ours(rows, draft))
    if not found:
        after = _written(since - CLOCKS_DIFFER)
        for status in ("any", "trash"):
            since_then = api.read_all(
                "/orders",
                after=after,
                dates_are_gmt="true",
                status=status,
                orderby="date",
                order="asc",
                _fields=STANDING_FIELDS,
            )
            found |= dict(_ours(since_then, draft))
    return list(found.values())


def _ours(rows: Iterable[dict], draft: Draft) -> Iterator[tuple[str, Standing]]:
    for row in rows:
        one = standing(row)
        is_ours = draft.reference in (one.reference, row.get("created_via"))
        if is_ours and one.status not in DRAFTS:
            yield one.id, one


def read_standings(api: Api, ids: Sequence[str]) -> dict[str, Standing]:
    """Lists leave out what is in the trash; by its id it can be read."""
    found: dict[str, Standing] = {}
    for start in range(0, len(ids), PAGE):
        some = ",".join(ids[start : start + PAGE])
        rows = api.read_page("/orders", include=some, _fields=STANDING_FIELDS)
        found |= {str(row["id"]): standing(row) for row in rows}
    missing = [one for one in ids if one not in found]
    return found | {one: is_there for one in missing if (is_there := _by_id(api, one))}


def _by_id(api: Api, order_id: str) -> Standing | None:
    try:
        return standing(api.read(f"/orders/{order_id}", _fields=STANDING_FIELDS))
    except ConnectorError as error:
        if error.code == "gone":
            return None
        raise


def read_changed(api: Api, since: datetime, cursor: str) -> Page:
    """A full page is followed from the second of its last row on, so that rows which move while
    they are read are not passed over; only where all of it is one second, by number.

    The cursor: that second, the number of the page, and what was read of that second already.
    """
    after, number, seen = _read_cursor(cursor, since)
    answer = api.ask(
        "GET",
        "/orders",
        {
            "modified_after": _written(after),
            "dates_are_gmt": "true",
            "orderby": "modified",
            "order": "asc",
            "per_page": PAGE,
            "page": number,
        },
    )
    rows = api.told(answer)
    if not isinstance(rows, list):
        raise answer.failure(code="nonsense")
    percents = _percents(api) if rows else {}
    fresh = [row for row in rows if _key(row) not in seen]
    return Page(
        tuple(shop_order(row, percents) for row in fresh),
        _next_cursor(rows, after, number) if len(rows) == PAGE else "",
        _clock(answer.headers),
    )


def _read_cursor(cursor: str, since: datetime) -> tuple[datetime, int, frozenset[str]]:
    if not cursor:
        return since, 1, frozenset()
    after, number, seen = cursor.split("|")
    return datetime.fromisoformat(after).replace(tzinfo=UTC), int(number), frozenset(seen.split())


def _next_cursor(rows: list[dict], after: datetime, number: int) -> str:
    first, last = rows[0]["date_modified_gmt"], rows[-1]["date_modified_gmt"]
    if first == last:
        return f"{_written(after)}|{number + 1}|"
    seen = " ".join(_key(row) for row in rows if row["date_modified_gmt"] == last)
    from_there = (moment(last) or after) - SECOND
    return f"{_written(from_there)}|1|{seen}"


def _key(row: Mapping[str, Any]) -> str:
    return f"{row['id']}@{row['date_modified_gmt']}"


def _percents(api: Api) -> dict[str, Decimal]:
    return {str(rate.id): rate.percent for rate in read_rates(api)}


def _clock(headers: Mapping[str, str]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers.get("Date", "")).astimezone(UTC)
    except ValueError:
        return None


def _written(at: datetime) -> str:
    """In UTC and without a zone, as the shop wants it next to `dates_are_gmt`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
