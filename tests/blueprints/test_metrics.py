"""Figures for Prometheus: who gets them, what they are called, and that labels stay few."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from extensions import db
from models import OutboxEntry
from tests.blueprints.test_health import FROM_OUTSIDE, TOKEN

METHODS_OF_NOBODY = ("PROPFIND", "X" * 40)


def told(web):
    """Every sample by its name and labels."""
    families = list(text_string_to_metric_families(web.get("/metrics").text))
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_requests_are_counted_by_endpoint_and_never_by_path(web):
    key = ("kadr_http_requests_total", "200", "GET", "account.sign_in")
    before = told(web).get(key, 0)
    web.get("/login?next=/studio/orders/7")
    web.get("/g/a-secret-token-of-a-client")
    after = told(web)
    assert after[key] == before + 1
    assert after[("kadr_http_request_duration_seconds_count", "account.sign_in")] >= 1
    assert "secret" not in web.get("/metrics").text


@pytest.mark.parametrize("method", METHODS_OF_NOBODY)
def test_what_strangers_invent_makes_no_new_label(web, method):
    web.open("/no/such/page", method=method)
    web.get("/another/invented/one")
    text = web.get("/metrics").text
    assert method not in text
    assert 'endpoint="none"' in text


def test_promises_are_told_by_kind_and_state_and_what_is_kept_is_not(web, make):
    make.make_order(make.make_cart())
    key = ("kadr_outbox_entries", "mail.order_placed", "pending")
    assert told(web)[key] == 1
    db.session.execute(db.update(OutboxEntry).values(state="sent"))
    db.session.commit()
    assert key not in told(web)


def test_the_state_of_the_installation_is_told(web):
    samples = told(web)
    assert samples[("kadr_ready",)] == 1
    assert samples[("kadr_redis_up",)] == 0
    assert samples[("kadr_storage_free_bytes",)] > 0
    assert samples[("kadr_alarm", "redis")] == 1
    assert ("kadr_outbox_oldest_due_seconds",) in samples


def test_names_are_those_of_the_field(web):
    """prometheus.io/docs/practices/naming: one prefix, base units, no capital letters."""
    names = re.findall(r"^# TYPE (\S+) (\S+)", web.get("/metrics").text, re.M)
    assert len(names) > 10
    for name, kind in names:
        assert re.fullmatch(r"kadr_[a-z_]+", name)
        assert not name.endswith(("_ms", "_mb", "_minutes"))
        assert kind != "counter" or name.endswith(("_total", "_created"))


def test_a_stranger_does_not_learn_that_there_are_figures(app, web, monkeypatch):
    """A35."""
    assert web.get("/metrics", headers=FROM_OUTSIDE).status_code == 404
    monkeypatch.setitem(app.config, "MONITORING_TOKEN", TOKEN)
    assert web.get("/metrics", headers=FROM_OUTSIDE).status_code == 404
    known = FROM_OUTSIDE | {"Authorization": f"Bearer {TOKEN}"}
    assert web.get("/metrics", headers=known).status_code == 200
