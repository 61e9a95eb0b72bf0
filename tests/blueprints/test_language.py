"""Which language a page speaks."""

from tests.conftest import sign_in


def test_a_client_page_read_in_english_leaves_the_studio_polish(app, make):
    """ui: a client's pages follow the visitor's choice, the studio its own setting."""
    user = make.make_user(make.make_studio(locale="pl"))
    web = sign_in(app, user)
    assert 'lang="en"' in web.get("/help/export?lang=en").text
    assert 'lang="pl"' in web.get("/studio/galleries").text
