"""Two cards side by side, and put together."""

import pytest

from tests.blueprints.studio.looking import get


@pytest.fixture
def two(make, sent_gallery):
    people = [
        make.make_invitation(sent_gallery, name="Łucja Wójcik", email="lucja@x.example"),
        make.make_invitation(sent_gallery, name="WÓJCIK LUCJA", email="lw@praca.example"),
    ]
    return [person.client for person in people]


def test_who_has_the_same_name_is_offered_and_compared(studio_web, two):
    """N-15."""
    first, second = two
    gone = second.id
    address = f"/studio/clients/{first.id}/merge"
    assert f"{address}?other={second.id}" in get(studio_web, address)
    page = get(studio_web, f"{address}?other={second.id}")
    assert "Czy to jedna osoba?" in page
    assert second.email in page
    answer = studio_web.post(address, data={"other": gone, "name": "gone"})
    assert answer.status_code == 303
    assert "WÓJCIK LUCJA" in get(studio_web, answer.location)
    assert studio_web.get(f"/studio/clients/{gone}").status_code == 404


def test_any_other_card_is_found_by_text(make, studio_web, two, sent_gallery):
    page = get(studio_web, f"/studio/clients/{two[0].id}/merge?text={sent_gallery.client.name}")
    assert sent_gallery.client.email in page


def test_a_card_is_not_put_together_with_itself(studio_web, two):
    address = f"/studio/clients/{two[0].id}/merge"
    assert studio_web.get(f"{address}?other={two[0].id}").status_code == 404
    assert studio_web.post(address, data={"other": two[0].id}).status_code == 409


def test_cards_of_another_studio_are_not_found(make, studio_web, two):
    foreign = make.make_gallery().client
    for one, other in ((two[0], foreign), (foreign, two[0])):
        address = f"/studio/clients/{one.id}/merge"
        assert studio_web.get(f"{address}?other={other.id}").status_code == 404
        assert studio_web.post(address, data={"other": other.id}).status_code == 404
