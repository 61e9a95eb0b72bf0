"""The document of CustomerAPI holds: whatever fits it or not, the answer is one it tells of."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from extensions import db

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
EXAMPLES = 8
QUIET = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


def operations(app, browser):
    document = browser.get("/customer-api/v1/openapi.json").json
    document["servers"] = [{"url": "http://localhost/customer-api/v1"}]
    schema = schemathesis.openapi.from_dict(document)
    schema.app = app
    return [result.ok() for result in schema.get_all_operations()]


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_one_that_the_document_tells_of(app, caller, web, mode):
    """A27: schemathesis on every operation, with what fits and with what does not."""
    for operation in operations(app, web):
        try_out(operation, mode, caller.key)


def try_out(operation, mode, key):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=QUIET,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case):
        response = case.call(headers={"Authorization": f"Bearer {key}"})
        db.session.rollback()
        case.validate_response(response, checks=CHECKS)

    answers()


def test_every_field_is_described(web):
    """N-26: nobody has to guess what a name means."""
    told = web.get("/customer-api/v1/openapi.json").json
    nameless = [
        f"{model}.{name}"
        for model, schema in told["components"]["schemas"].items()
        for name, rules in schema.get("properties", {}).items()
        if not rules.get("description")
    ]
    nameless += [
        f"{path}?{one['name']}"
        for path, methods in told["paths"].items()
        for operation in methods.values()
        for one in operation["parameters"]
        if one["in"] == "query" and not one["description"]
    ]
    assert not nameless, nameless


def test_the_document_tells_of_forms_and_of_waiting(web):
    told = web.get("/customer-api/v1/openapi.json").json["paths"]["/files"]["post"]
    assert {"image/jpeg", "image/heic", "multipart/form-data"} <= {*told["requestBody"]["content"]}
    for status in ("429", "503"):
        assert "Retry-After" in told["responses"][status]["headers"]


def test_links_of_the_page_lead_to_a_place_on_it(web):
    page = web.get("/customer-api/v1/docs").text
    named = set(re.findall(r'href="#([\w-]+)"', page))
    assert {"LineTold", "ParcelTold", "OrderTold", "PriceTold", "LineAsked"} <= named
    assert named <= set(re.findall(r'id="([\w-]+)"', page))
