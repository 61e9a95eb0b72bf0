"""What clients are asked to agree to when they order."""

import pytest

from extensions import db
from models import Consent
from tests.blueprints.studio.looking import get

OWN = "Zgadzam się na pokazanie zdjęć w witrynie studia."


@pytest.fixture
def studio(studio_web):
    return studio_web.user.studio


def asked(studio):
    return [
        (one.text_pl, one.text_en, one.is_required)
        for one in db.session.scalars(Consent.of_studio(studio.id))
    ]


def add(web, text, **more):
    data = {"new-text_pl": text, **{f"new-{name}": value for name, value in more.items()}}
    return web.post("/studio/consents", data=data)


def test_terms_and_publication_are_suggested_and_not_forced(studio_web, studio):
    """N-20."""
    page = get(studio_web, "/studio/consents")
    assert f"Znam regulamin studia {studio.name} i go akceptuję." in page
    assert f"I have read the terms of {studio.name} and accept them." in page
    assert page.count("Przejmij</button>") == 2
    assert asked(studio) == []


def test_what_was_taken_over_is_no_longer_suggested(studio_web, studio):
    """N-20."""
    sentence = f"Znam regulamin studia {studio.name} i go akceptuję."
    answer = add(studio_web, sentence, is_required="y")
    assert answer.status_code == 303
    assert asked(studio) == [(sentence, "", True)]
    assert get(studio_web, "/studio/consents").count("Przejmij</button>") == 1


def test_a_consent_is_written_changed_and_removed(studio_web, studio):
    """N-20."""
    add(studio_web, OWN)
    (consent,) = db.session.scalars(Consent.of_studio(studio.id))
    fields = {"text_pl": "Inaczej.", "text_en": "Otherwise.", "is_required": "y"}
    data = {f"c{consent.id}-{name}": value for name, value in fields.items()}
    assert studio_web.post(f"/studio/consents/{consent.id}", data=data).status_code == 303
    assert asked(studio) == [("Inaczej.", "Otherwise.", True)]
    studio_web.post(f"/studio/consents/{consent.id}/removal")
    assert asked(studio) == []


def test_they_are_asked_for_in_the_order_of_the_studio(studio_web, studio):
    """N-20."""
    for text in ("A", "B", "C"):
        add(studio_web, text)
    last = list(db.session.scalars(Consent.of_studio(studio.id)))[-1]
    for expected in ("ACB", "CAB", "CAB"):
        studio_web.post(f"/studio/consents/{last.id}/move")
        assert "".join(text for text, *_ in asked(studio)) == expected


def test_an_empty_sentence_is_refused_beside_its_field(studio_web, studio):
    """N-20."""
    answer = add(studio_web, "  ", text_en="")
    assert answer.status_code == 422
    assert "Napisz to zdanie przynajmniej w jednym języku." in answer.text
    assert asked(studio) == []


def test_a_refused_change_keeps_what_was_typed_in_its_own_form(make, studio_web, studio):
    """N-20."""
    first, second = (make.make_consent(studio, text_pl=text) for text in ("Pierwsza", "Druga"))
    typed = "x" * 5001
    data = {f"c{second.id}-text_pl": typed}
    answer = studio_web.post(f"/studio/consents/{second.id}", data=data)
    assert answer.status_code == 422
    assert answer.text.count(typed) == 1
    assert "Pierwsza" in answer.text
    assert second.text_pl == "Druga"


def test_the_answers_of_an_order_outlive_the_consent(make, studio_web, studio):
    """N-20."""
    consent = make.make_consent(studio, text_pl=OWN)
    gallery = make.make_gallery(studio)
    order = make.make_order(
        make.make_cart(gallery.invitations[0]), consent_ids=frozenset({consent.id})
    )
    studio_web.post(f"/studio/consents/{consent.id}/removal")
    page = get(studio_web, f"/studio/orders/{order.id}")
    assert "Udzielona" in page
    assert OWN in page
