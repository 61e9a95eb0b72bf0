"""What the law gives to a person: a copy of their data, and being erased."""

import io
import json
import zipfile

import pytest

from extensions import db
from models import OrderConsent
from tests.blueprints.studio.looking import get

NAME = "Łucja Kanarek"


@pytest.fixture
def person(make, sent_gallery):
    return make.make_invitation(sent_gallery, name=NAME, email="lucja@poczta.example")


@pytest.fixture
def client(make, person):
    photos = [make.make_photo(person.gallery, f"IMG_{n}.JPG") for n in (1, 2)]
    order = make.make_order(make.make_cart(person, photos, notes=["jaśniej"]), note="Po 17")
    db.session.add(OrderConsent(order=order, text="Zgoda na publikację.", is_given=True))
    make.make_cart(person, photos[:1], notes=["w koszyku"])
    db.session.commit()
    return person.client


def archive(web, client):
    answer = web.get(f"/studio/clients/{client.id}/data.zip")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    opened = zipfile.ZipFile(io.BytesIO(answer.data))
    return {name: opened.read(name).decode() for name in opened.namelist()}


def test_the_copy_holds_every_kind_of_data_in_both_forms(studio_web, client):
    files = archive(studio_web, client)
    facts = json.loads(files["dane.json"])
    assert facts["data"]["name"] == NAME
    assert facts["sessions"][0]["title"] == "Łucja i Jan"
    assert facts["carts"][0]["photos"][0]["note"] == "w koszyku"
    assert facts["orders"][0]["lines"][0]["note"] == "jaśniej"
    assert facts["consents"][0]["text"] == "Zgoda na publikację."
    assert facts["mails"][0]["kind"] == "mail.order_placed"
    for words in (NAME, "Łucja i Jan", "w koszyku", "jaśniej", "Po 17", "Zgoda na publikację."):
        assert words in files["dane.html"]


def test_nothing_of_another_person_is_in_the_copy(make, studio_web, client, sent_gallery):
    other = sent_gallery.invitations[0]
    make.make_order(make.make_cart(other), note="Tajemnica")
    files = archive(studio_web, client)
    assert all(other.email not in text for text in files.values())
    assert all("Tajemnica" not in text for text in files.values())


def test_the_page_names_what_goes_and_what_stays(make, studio_web, person):
    photos = [make.make_photo(person.gallery) for _ in range(2)]
    invoice = {"company": "Kanarek", "tax_id": "6762451134", "invoice_street": "Długa 5"}
    make.make_order(make.make_cart(person, photos), **invoice)
    page = get(studio_web, f"/studio/clients/{person.client_id}/erasure")
    assert "1 link do sesji" in page
    assert f"Usunięta osoba #{person.client_id}" in page
    assert "w zamówieniu #1001" in page
    assert "pięć lat od końca roku" in page


def test_a_wrong_name_is_said_beside_the_field_and_kept(studio_web, client):
    answer = studio_web.post(f"/studio/clients/{client.id}/erasure", data={"name": "Ewa"})
    assert answer.status_code == 422
    assert 'value="Ewa"' in answer.text
    assert client.name == NAME


def test_afterwards_no_page_of_the_studio_names_the_person(studio_web, client, sent_gallery):
    pages = [
        "/studio/clients",
        "/studio/orders",
        "/studio/activity",
        "/studio/activity?show=events",
        f"/studio/galleries/{sent_gallery.id}/orders",
        f"/studio/galleries/{sent_gallery.id}/settings/access",
        f"/studio/galleries/{sent_gallery.id}/delivery",
        "/studio/galleries",
        "/studio/",
    ]
    number = client.id
    answer = studio_web.post(f"/studio/clients/{number}/erasure", data={"name": NAME})
    assert answer.status_code == 303
    for page in [one for one in pages if studio_web.get(one).status_code == 200]:
        shown = get(studio_web, page)
        assert "Kanarek" not in shown, page
        assert "lucja@poczta" not in shown, page
    assert studio_web.get(f"/studio/clients/{number}").status_code == 404
    assert studio_web.get(f"/studio/clients/{number}/data.zip").status_code == 404


def test_the_order_is_readable_as_that_of_an_erased_person(studio_web, client):
    number = client.id
    studio_web.post(f"/studio/clients/{number}/erasure", data={"name": NAME})
    page = get(studio_web, "/studio/orders")
    assert f"Usunięta osoba #{number}" in page
    order = db.session.scalar(db.text("SELECT id FROM orders"))
    shown = get(studio_web, f"/studio/orders/{order}")
    assert "IMG_1.JPG" in shown
    assert 'mailto:"' not in shown


def test_people_of_another_studio_are_not_found(make, studio_web):
    foreign = make.make_gallery().invitations[0].client
    for part in ("erasure", "data.zip"):
        assert studio_web.get(f"/studio/clients/{foreign.id}/{part}").status_code == 404
    data = {"name": foreign.name}
    assert studio_web.post(f"/studio/clients/{foreign.id}/erasure", data=data).status_code == 404
    assert not foreign.is_erased
