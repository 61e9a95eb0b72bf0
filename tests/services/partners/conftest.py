import pytest

from tests.services.partners.stand import Stand


@pytest.fixture
def stand(make):
    return Stand(make)
