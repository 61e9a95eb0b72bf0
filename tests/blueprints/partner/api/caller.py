"""A program of a partner's, with a key, that orders frames."""

from models.partner_token import TokenKind
from services import partner_tokens
from tests.services.partners.stand import Stand

PREFIX = "/customer-api/v1"


class Caller(Stand):
    """`answer = caller.post("/orders", caller.body())`"""

    def __init__(self, app, make, **values):
        super().__init__(make, **values)
        self.web = app.test_client()
        self.key = partner_tokens.issue(self.partner, TokenKind.API)

    def body(self, **values):
        recipient = {"name": "Anna Kowal", "street": "Prosta 1", "zip": "00-001", "city": "Wwa"}
        line = {"code": self.size.code, "quantity": 1} | values.pop("line", {})
        delivery = {"method": self.method.id} | values.pop("delivery", {})
        recipient |= values.pop("recipient", {})
        asked = {"partner_order_no": "PL-1", "lines": [line], "recipient": recipient}
        return asked | {"delivery": delivery} | values

    def call(self, method, path, *, key=None, headers=None, **sent):
        said = {"Authorization": f"Bearer {self.key if key is None else key}"}
        return self.web.open(PREFIX + path, method=method, headers=said | (headers or {}), **sent)

    def get(self, path, **sent):
        return self.call("GET", path, **sent)

    def post(self, path, body=None, **sent):
        return self.call("POST", path, json=self.body() if body is None else body, **sent)


def faults(answer):
    """(code, field) of each fault; the answer is a problem in its full shape."""
    assert answer.mimetype == "application/problem+json", answer.data
    assert set(answer.json) == {"type", "title", "status", "detail", "errors"}
    assert answer.json["status"] == answer.status_code
    assert answer.headers["X-Request-Id"]
    assert all({"code", "field", "message"} <= set(one) for one in answer.json["errors"])
    return [(one["code"], one["field"]) for one in answer.json["errors"]]
