"""What a program of a partner's asks before it orders."""

from extensions import db
from tests.blueprints.partner.api.caller import faults


def asked(caller, *codes, quantity=1, **values):
    return {"lines": [{"code": code, "quantity": quantity} for code in codes]} | values


def test_a_key_says_whose_it_is(caller):
    """I-12."""
    told = caller.get("/auth").json
    assert (told["partner"], told["currency"]) == (caller.partner.name, "PLN")
    assert told["shops"] == [{"code": caller.partner.shops[0].code, "name": caller.prices.name}]


def test_every_line_is_ok_short_or_unknown(make, caller):
    """I-12: availability."""
    hidden = make.make_product(caller.prices, is_hidden=True).sizes[0].code
    codes = caller.size.code, hidden, "NIC"
    lines = caller.post("/availability", asked(caller, *codes, quantity=3)).json["lines"]
    assert [line["state"] for line in lines] == ["ok", "unknown", "unknown"]
    assert lines[0]["price"] == {"net": "81.30", "gross": "100.00", "vat": "23"}
    assert [line["price"] for line in lines[1:]] == [None, None]
    [line] = caller.post("/availability", asked(caller, caller.size.code, quantity=4)).json["lines"]
    assert (line["state"], line["available"]) == ("short", 3)
    assert caller.left() == 3


def test_a_quantity_that_is_none_is_refused(caller):
    answer = caller.post("/availability", asked(caller, caller.size.code, quantity=0))
    assert faults(answer) == [("greater_than_equal", "lines[0].quantity")]


def test_ways_of_delivery_cost_what_an_order_would(caller):
    """I-12: all, and for a basket."""
    [method] = caller.get("/delivery-methods").json["methods"]
    assert (method["id"], method["gross"], method["needs_address"]) == (
        caller.method.id,
        "15.00",
        True,
    )
    caller.method.free_from_cents = 20_000
    db.session.commit()
    basket = asked(caller, caller.size.code, quantity=2)
    [method] = caller.post("/delivery-methods", basket).json["methods"]
    assert method["gross"] == "0.00"


def test_only_what_the_own_shop_sells_is_listed_in_pages(make, caller):
    """iof.md 9.30."""
    make.make_product(make.make_shop_list(caller.studio))
    make.make_product(caller.prices, is_hidden=True)
    second = make.make_product(caller.prices, takes_picture=True).sizes[0].code
    page = caller.get("/products?limit=1").json
    assert [one["code"] for one in page["products"]] == [caller.size.code]
    rest = caller.get(f"/products?limit=1&cursor={page['next_cursor']}").json
    assert [(one["code"], one["takes_picture"]) for one in rest["products"]] == [(second, True)]
    assert rest["next_cursor"] is None


def test_the_document_and_the_page_are_public_and_tell_every_address(app, web, caller):
    paths = web.get("/customer-api/v1/openapi.json").json["paths"]
    page = web.get("/customer-api/v1/docs?lang=pl")
    assert page.status_code == 200
    for path in paths:
        assert f"<code>{path}</code>" in page.get_data(as_text=True)
    served = {
        rule.rule.removeprefix("/customer-api/v1").replace("<int:", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("customer_api.")
    }
    assert served - {"/openapi.json", "/docs"} == set(paths)
