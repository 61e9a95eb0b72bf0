"""BaseLinker as far as a shop sees it: it calls, keeps what it was given, and reports back."""

import json

from services import baselinker_access


class BaseLinker:
    """`orders` are those it has fetched, by their number in the shop."""

    def __init__(self, browser, studio):
        self.password = baselinker_access.switch_on(studio)
        access = studio_access(studio)
        self.path = baselinker_access.url_of(access).removeprefix("http://localhost")
        self.browser = browser
        self.orders: dict[str, dict] = {}

    def ask(self, action: str, **arguments):
        """The answer as it is."""
        form = {"bl_pass": self.password, "action": action} | arguments
        return self.browser.post(self.path, data=form)

    def call(self, action: str, **arguments):
        """What it says; fails the test when that is a refusal."""
        answer = self.ask(action, **arguments)
        assert answer.status_code == 200, answer.data
        assert "error" not in answer.json, answer.json
        return answer.json

    def fetch(self, **arguments) -> list[str]:
        """Fetch orders, all pages of them; the numbers of those that are new here."""
        known, page, pages = set(self.orders), 1, 1
        while page <= pages:
            found = self.call("OrdersGet", page=str(page), **arguments)
            pages = found.pop("pages")
            self.orders |= found
            page += 1
        return sorted(set(self.orders) - known)

    def report(self, kind: str, value: object, *numbers: str, **more: str) -> int:
        sent = json.dumps(list(map(int, numbers)))
        update = {"orders_ids": sent, "update_type": kind, "update_value": str(value)}
        return self.call("OrderUpdate", **update, **more)["counter"]


def studio_access(studio):
    from extensions import db
    from models.baselinker_access import BaseLinkerAccess

    return db.session.get(BaseLinkerAccess, studio.id)
