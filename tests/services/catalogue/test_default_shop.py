"""The shop that a studio has before it made one."""

from sqlalchemy import func, select

from extensions import db
from models import PriceList
from services import catalogue
from services.transaction import transaction


def default_shop(studio):
    with transaction():
        return catalogue.default_shop(studio)


def test_a_studio_without_a_price_list_gets_one_that_is_called_like_it(make):
    """D24: one exists by default, so that small studios meet no extra step."""
    studio = make.make_studio(name="Pracownia Światłoczuła")
    made = default_shop(studio)
    assert (made.name, made.gallery_id, made.studio_id) == (studio.name, None, studio.id)
    assert default_shop(studio).id == made.id
    assert db.session.scalar(select(func.count(PriceList.id))) == 1


def test_the_oldest_list_is_the_shop_of_a_studio_that_has_some(make):
    """D24."""
    studio = make.make_studio()
    first = make.make_shop_list(studio, name="Zielony")
    make.make_shop_list(studio, name="Biały")
    make.make_gallery(studio)
    assert default_shop(studio).id == first.id
    assert default_shop(make.make_studio()).id != first.id
