"""Two people save one product, price list or terms of a partner: the second is told about it."""

import pytest
from lxml import html as parser
from sqlalchemy import event

from extensions import db
from services import catalogue, price_lists
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms
from tests.conftest import sign_in

PRODUCT_FORM = "//form[@class='product-form']"
ALERT = "//*[@role='alert']"


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


@pytest.fixture
def shop(make, studio):
    return make.make_shop_list(studio, name="Plener")


@pytest.fixture
def prints(studio, shop):
    sizes = [SizeTerms("10×15", "O-1", stock_count=9, prices={shop.id: 300}), SizeTerms("15×23")]
    terms = ProductTerms("Odbitka", code="ODB", vat_rate="8", sizes=sizes, values=[("A", "b")])
    return catalogue.create_product(studio, terms)


def values(page, form=PRODUCT_FORM):
    """What a browser would send back."""
    (found,) = parser.fromstring(page.text).xpath(form)
    for template in found.xpath(".//template"):
        template.getparent().remove(template)
    return dict(found.form_values())


def opened(web, address, form=PRODUCT_FORM):
    return values(web.get(address), form)


def saved(web, address, fields):
    return web.post(address, data=fields)


def test_the_second_is_told_what_has_changed_and_keeps_what_they_typed(studio_web, prints):
    address = f"/studio/products/{prints.id}"
    mine, theirs = opened(studio_web, address), opened(studio_web, address)
    theirs |= {"name": "Odbitka matowa", "sizes-0-name": "10×16"}
    assert saved(studio_web, address, theirs).status_code == 303
    answer = saved(studio_web, address, mine | {"note": "tylko ja", "name": "Odbitka lniana"})
    assert answer.status_code == 409
    page = parser.fromstring(answer.text)
    (told,) = page.xpath(ALERT)
    assert "Odbitka matowa" in told.text_content()
    assert [one.text_content().split(" – ")[0] for one in told.xpath(".//li")] == [
        "Nazwa",
        "Rozmiary i ceny",
    ]
    again = values(answer)
    assert (again["name"], again["note"].strip()) == ("Odbitka lniana", "tylko ja")
    db.session.refresh(prints)
    assert (prints.name, prints.note) == ("Odbitka matowa", "")
    assert saved(studio_web, address, again).status_code == 303
    db.session.refresh(prints)
    assert (prints.name, prints.note) == ("Odbitka lniana", "tylko ja")


def test_a_mistake_does_not_make_one_forget_what_the_page_showed(studio_web, prints):
    address = f"/studio/products/{prints.id}"
    mine, theirs = opened(studio_web, address), opened(studio_web, address)
    saved(studio_web, address, theirs | {"name": "Inna"})
    answer = saved(studio_web, address, mine | {"sizes-0-ean": "x"})
    assert answer.status_code == 422
    again = values(answer) | {"sizes-0-ean": ""}
    assert saved(studio_web, address, again).status_code == 409


def test_pieces_sold_and_a_set_that_holds_it_are_no_change_of_the_product(
    studio_web, studio, prints
):
    address = f"/studio/products/{prints.id}"
    mine = opened(studio_web, address)
    prints.sizes[0].stock_count = 5
    db.session.commit()
    kit = ProductTerms("Zestaw", kind="bundle", parts=[PartTerms(prints.id)])
    catalogue.create_product(studio, kit)
    assert saved(studio_web, address, mine | {"note": "tylko ja"}).status_code == 303
    db.session.refresh(prints)
    assert (prints.note, prints.sizes[0].stock_count) == ("tylko ja", 5)


def test_a_set_that_was_hidden_meanwhile_is_told_and_its_page_still_opens(
    studio_web, studio, prints
):
    kit = ProductTerms("Zestaw", kind="bundle", parts=[PartTerms(prints.id)])
    kit = catalogue.create_product(studio, kit)
    address = f"/studio/products/{kit.id}"
    mine = opened(studio_web, address)
    catalogue.hide_product(kit)
    answer = saved(studio_web, address, mine)
    assert answer.status_code == 409
    assert "Ukryty przed partnerami" in answer.text
    assert studio_web.get(address).status_code == 200


@pytest.mark.parametrize("seen", ["", "x", "[]", "{}", "[1", '{"name": 7}'])
def test_a_page_that_tells_nothing_saves_as_before_and_nonsense_breaks_nothing(
    studio_web, prints, seen
):
    address = f"/studio/products/{prints.id}"
    mine = opened(studio_web, address) | {"seen": seen, "name": "Nowa"}
    assert saved(studio_web, address, mine).status_code == (409 if "name" in seen else 303)


def test_of_a_price_list_the_second_is_told_too(studio_web, shop):
    address = f"/studio/price-lists/{shop.id}"
    form = f"//form[@action='{address}']"
    mine, theirs = opened(studio_web, address, form), opened(studio_web, address, form)
    theirs |= {"prints-0-name": "10×15", "prints-0-price_cents": "3,00"}
    assert saved(studio_web, address, theirs).status_code == 303
    answer = saved(studio_web, address, mine | {"name": "Zima"})
    assert answer.status_code == 409
    page = parser.fromstring(answer.text)
    assert [one.text_content() for one in page.xpath(f"{ALERT}//li")] == ["Odbitki"]
    again = values(answer, form)
    assert again["name"] == "Zima"
    assert saved(studio_web, address, again).status_code == 303
    db.session.refresh(shop)
    assert (shop.name, price_lists.terms_of(shop).items) == ("Zima", [])


def test_of_a_partners_prices_the_second_is_told_too(studio_web, make, studio):
    partner = make.make_partner(studio)
    address = f"/studio/clients/{partner.client_id}/prices"
    form = f"//form[@action='{address}']"
    mine, theirs = opened(studio_web, address, form), opened(studio_web, address, form)
    assert saved(studio_web, address, theirs | {"discount_bp": "10"}).status_code == 303
    answer = saved(studio_web, address, mine | {"discount_bp": "15"})
    assert answer.status_code == 409
    page = parser.fromstring(answer.text)
    assert [one.text_content() for one in page.xpath(f"{ALERT}//li")] == ["Rabat"]
    again = values(answer, form)
    assert again["discount_bp"] == "15"
    assert saved(studio_web, address, again).status_code == 303
    db.session.refresh(partner)
    assert partner.discount_bp == 1500


def test_what_is_removed_while_it_is_saved_is_told_politely(app, studio, studio_web, shop):
    """The list goes in the very moment between looking it up and writing it."""
    address = f"/studio/price-lists/{shop.id}"
    fields = opened(studio_web, address, "//form[.//input[@name='name']]")
    second = sign_in(app, studio.users[0])
    removed = []

    def remove(_connection, _cursor, statement, *_rest):
        if statement.startswith("UPDATE price_lists") and not removed:
            removed.append(second.post(f"{address}/removal").status_code)

    event.listen(db.engine, "before_cursor_execute", remove)
    answer = saved(studio_web, address, fields)
    event.remove(db.engine, "before_cursor_execute", remove)
    assert (removed, answer.status_code) == ([303], 409)
    assert "Ktoś to w międzyczasie usunął" in answer.text
