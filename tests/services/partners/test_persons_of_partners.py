"""A person at a partner: handed a copy of their data, and erased, wherever they stand."""

import pytest

from extensions import db
from models import Event, Order, PartnerLogin
from models.person import facts_of
from services import erasing, orders, partner_logins
from tests.conftest import sign_in
from tests.services.partners.stand import Stand

NAME, EMAIL = "Zofia Rzepka", "zofia.rzepka@poczta.example"


@pytest.fixture
def zofia(make, stand):
    """A client of the studio who signs in for a company, and got a parcel of another one."""
    zofia = make.make_client(stand.studio, name=NAME, email=EMAIL)
    stand.partner.contact_name = NAME
    partner_logins.invite(stand.partner, EMAIL.upper(), "Hanna")
    other = Stand(make, studio=stand.studio)
    to_her = {"name": NAME, "email": EMAIL.title()}
    sent = other.order(recipient=to_her)
    orders.cancel(sent, "Hanna")
    other.order(reference="PL-2", recipient=to_her)
    return zofia


def erase(client):
    erasing.erase_person(client, client.name, "Hanna")
    db.session.expire_all()


def test_a_copy_tells_for_whom_they_sign_in_and_what_they_got(stand, zofia):
    """GDPR, article 15."""
    facts = facts_of(zofia)
    assert [(one["company"], one["email"]) for one in facts["sign_ins"]] == [
        (stand.partner.name, EMAIL)
    ]
    assert [one["recipient_name"] for one in facts["received"]] == [NAME, NAME]
    assert facts["partner"] == []


def test_a_copy_of_a_partner_tells_the_company(make):
    stand = Stand(make, tax_id="5260250995", city="Kraków", contact_name=NAME)
    [company] = facts_of(stand.partner.client)["partner"]
    assert (company["contact_name"], company["city"]) == (NAME, "Kraków")


def test_the_page_of_the_copy_names_it(app, make, stand, zofia):
    web = sign_in(app, make.make_user(stand.studio))
    archive = web.get(f"/studio/clients/{zofia.id}/data.zip")
    assert archive.status_code == 200
    assert archive.mimetype == "application/zip"


def test_an_erased_person_signs_in_for_nobody_and_got_nothing(stand, zofia):
    """GDPR, article 17; what is still to be sent keeps its address until it is."""
    erase(zofia)
    assert db.session.scalar(db.select(PartnerLogin)) is None
    assert stand.partner.contact_name == ""
    told = db.session.scalars(db.select(Order).order_by(Order.number)).all()
    assert [one.recipient_name for one in told] == ["", NAME]


def test_an_erased_partner_is_named_by_no_fact(make, stand):
    client = stand.partner.client
    client.name = "Ramiarnia Rzepka"
    partner_logins.invite(stand.partner, EMAIL, "Hanna")
    db.session.commit()
    erase(client)
    facts = db.session.scalars(db.select(Event).order_by(Event.id)).all()
    said = " ".join(str(one.detail) for one in facts)
    assert "Rzepka" not in said
    assert EMAIL not in said


def test_a_person_of_the_same_address_elsewhere_loses_nothing(make, stand, zofia):
    foreign = Stand(make)
    partner_logins.invite(foreign.partner, EMAIL, "Ewa")
    erase(zofia)
    assert foreign.partner.login.email == EMAIL


def test_somebody_without_an_address_is_no_recipient(make, stand):
    """An order without the recipient's e-mail belongs to nobody's copy."""
    stand.order()
    nobody = make.make_client(stand.studio, email="")
    facts = facts_of(nobody)
    assert (facts["received"], facts["sign_ins"]) == ([], [])
