"""The mails about an order, with lines of every kind."""

import pytest

from extensions import db
from tests.services.test_mails import send_all, texts


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("pl", ["15×23, mat × 3", "Plik cyfrowy × 1", "W produkcie: Album 20×20", "Pakiet"]),
        ("en", ["15×23, mat × 3", "Plik cyfrowy × 1", "In the product: Album 20×20", "Package"]),
    ],
)
def test_both_mails_list_every_kind_of_line(make, mail_server, locale, words):
    """M-09, M-12."""
    studio = make.make_studio(locale=locale)
    order = make.make_mixed_order(studio, company="Wójcik Projekty", tax_id="6762451134")
    order.locale = locale
    db.session.commit()
    for message in send_all(mail_server):
        for part in texts(message):
            told = part.replace("\xa0", " ").replace("&nbsp;", " ")
            assert [word for word in (*words, "6762451134", "jaśniej") if word not in told] == []
            assert told.count("844,50" if locale == "pl" else "844.50") == 1
            assert "IMG_4.JPG" in told


def test_an_order_without_a_photo_is_told_in_whole_sentences(make, mail_server):
    """M-09."""
    gallery = make.make_gallery(title="Łucja i Jan")
    cart = make.make_cart(gallery.invitations[0], [])
    make.want(cart, make.make_item(gallery, kind="product", name="Album", price_cents=9000), 2)
    make.make_order(cart, name="Ewa")
    for part in texts(send_all(mail_server)[1]):
        assert "Ewa składa zamówienie nr 1001 w sesji „Łucja i Jan”" in part
        assert "Album × 2" in part
        assert "Zamówione zdjęcia" not in part
