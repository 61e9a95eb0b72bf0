import pytest

from tests.blueprints.partner.api.caller import Caller


@pytest.fixture
def caller(app, make):
    return Caller(app, make)
