"""The one address of BaseLinker's API: a method and its parameters, always answered with 200."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from connectors import ConnectorError
from connectors.line import ASKED_WAIT_S, Answer, Line

PATH = "/connector.php"
LIMIT_WAIT_S = 60
# Only the clock of the account's country is ever named in its messages.
ZONE = ZoneInfo("Europe/Warsaw")
_UNTIL = re.compile(r"until (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")
_LIMIT = re.compile(r"LIMIT|BLOCKED|TOO_MANY", re.IGNORECASE)
_KEY = re.compile(r"TOKEN|AUTH|PERMISSION|ACCESS", re.IGNORECASE)
_PASSING = re.compile(r"INTERNAL|DATABASE|TEMPORAR|UNAVAILABLE|TIMEOUT|MAINTENANCE", re.IGNORECASE)


class Wire:
    """`read_at` is BaseLinker's own clock when it answered last."""

    def __init__(self, line: Line, token: str):
        self._line = line
        self._token = token
        self.read_at: datetime | None = None

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Raises ConnectorError unless it says SUCCESS."""
        form = {"method": method, "parameters": json.dumps(parameters)}
        writes = not method.startswith("get")
        headers = {"X-BLToken": self._token}
        answer = self._line.ask("POST", PATH, writes=writes, data=form, headers=headers)
        if not answer.is_ok:
            raise answer.failure(permanent=True)
        self.read_at = _clock(answer.headers)
        said = answer.json()
        if not isinstance(said, dict) or said.get("status") not in ("SUCCESS", "ERROR"):
            raise answer.failure(code="nonsense", uncertain=writes)
        if said["status"] == "ERROR":
            raise self._refusal(said, answer)
        return said

    def _refusal(self, said: Mapping[str, Any], answer: Answer) -> ConnectorError:
        """Codes are matched loosely: no list of them is public. A blocked token is a limit."""
        code, text = str(said.get("error_code", "")), str(said.get("error_message", ""))
        message = self._line.redacted(f"{code} {text}")
        if _LIMIT.search(code) or "limit" in text.lower():
            return ConnectorError(message, code="429", of_shop=True, retry_after_s=_wait_s(text))
        if _KEY.search(code):
            return ConnectorError(message, code="auth", of_shop=True)
        if _PASSING.search(code):
            return ConnectorError(message, code="500", uncertain=answer.wrote, of_shop=True)
        return ConnectorError(message, code=code.lower() or "refused", permanent=True)


def _wait_s(text: str) -> int:
    """Until the time that the message names, an hour at most; a minute when it names none."""
    if not (named := _UNTIL.search(text)):
        return LIMIT_WAIT_S
    until = datetime.fromisoformat(named[1]).replace(tzinfo=ZONE)
    left_s = round((until - datetime.now(UTC)).total_seconds())
    return min(left_s, ASKED_WAIT_S) if left_s > 0 else LIMIT_WAIT_S


def _clock(headers: Mapping[str, str]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return None
