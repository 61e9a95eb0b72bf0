"""A mail server that Kadr is connected to."""

import pytest

from tests.fakes.fixtures import fresh_redis, redis_server, smtp_server  # noqa: F401


@pytest.fixture
def mail_server(app, smtp_server, monkeypatch):  # noqa: F811
    """A scripted mail server, the one Kadr sends to; see tests/fakes/smtp.py."""
    monkeypatch.setattr(app.extensions["mail"], "port", smtp_server.port)
    monkeypatch.setitem(app.config, "MAIL_TIMEOUT_S", 1)
    return smtp_server
