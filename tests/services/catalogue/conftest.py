"""A studio with two shops, and a product in one call."""

import pytest

from services import catalogue
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms


@pytest.fixture
def studio(make):
    return make.make_studio()


@pytest.fixture
def shops(make, studio):
    return [make.make_shop_list(studio, name=name) for name in ("Plener", "Ślub")]


@pytest.fixture
def add(studio):
    """Make a product; what is not said is left to the terms."""

    def add(name="Odbitka", **values):
        return catalogue.create_product(studio, ProductTerms(name, **values))

    return add


@pytest.fixture
def add_set(add):
    """A set of these products, one piece of each."""

    def add_set(*parts, name="Zestaw", kind="bundle", **values):
        terms = [PartTerms(part.id) for part in parts]
        return add(name, kind=kind, parts=terms, **values)

    return add_set


@pytest.fixture
def sizes():
    """SizeTerms of these names."""
    return lambda *names, **values: [SizeTerms(name, **values) for name in names]
