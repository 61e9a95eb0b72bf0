"""The wall of photos: what it shows, how it grows, and what it costs."""

import gzip
import re

import pytest

from extensions import db
from models import Photo
from models.photo import natural_key
from models.types import utc_now
from tests.blueprints.proofing.conftest import HTMX, counted_statements, read
from tests.conftest import enter


def shown_ids(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'<figure [^>]*id="p(\d+)"', page)]


def fill(gallery, count):
    db.session.add_all(
        Photo(
            gallery_id=gallery.id,
            filename=f"IMG_{number:05}.JPG",
            sort_key=natural_key(f"IMG_{number:05}.JPG"),
            number=number,
            format="jpeg",
            size_bytes=1,
            sha256=f"{gallery.id:032x}{number:032x}",
            crc32=0,
            storage_key=f"galleries/{gallery.id}/proofs/{number}",
            width_px=6000 if number % 3 else 4000,
            height_px=4000 if number % 3 else 6000,
            dominant_color=f"{number * 9973 % 0xFFFFFF:06x}",
            rendered_at=utc_now(),
        )
        for number in range(1, count + 1)
    )
    db.session.commit()


@pytest.fixture
def big(app, make):
    """1,000 photos and the browser of their client."""
    gallery = make.make_gallery(sent_at=utc_now())
    fill(gallery, 1000)
    browser = enter(app, gallery.invitations[0])
    browser.base = f"/g/{gallery.code}"
    return browser


def test_every_photo_has_its_number_name_shape_and_button(client_web, photos):
    page = client_web.get(f"{client_web.base}/photos").text
    assert shown_ids(page) == [photo.id for photo in photos]
    assert page.count('loading="lazy"') == 5
    assert 'class="photo r150 d222"' in page
    assert '<b class="num">3</b>' in page
    assert f'formaction="{client_web.base}/photos/{photos[0].id}/pick"' in page


def test_a_photo_that_is_not_ready_is_not_shown(client_web, photos):
    photos[1].rendered_at = None
    db.session.commit()
    assert photos[1].id not in shown_ids(client_web.get(f"{client_web.base}/photos").text)


def test_names_are_shown_letter_for_letter_and_never_run(client_web, make, gallery):
    make.make_photo(gallery, '"><script>x</script>&ł.JPG', number=6)
    page = client_web.get(f"{client_web.base}/photos").text
    assert "<script>x" not in page
    assert "&#34;&gt;&lt;script&gt;x&lt;/script&gt;&amp;ł" in page


@pytest.mark.parametrize(
    ("show", "places"),
    [("all", [0, 1, 2, 3, 4]), ("picked", [1, 3]), ("unpicked", [0, 2, 4]), ("notes", [3])],
)
def test_filters_show_what_they_say_and_count_it(
    client_web, make, invitation, photos, show, places
):
    make.make_cart(invitation, [photos[1], photos[3]], notes=["", "jaśniej"])
    page = client_web.get(f"{client_web.base}/photos?show={show}&lang=pl").text
    assert shown_ids(page) == [photos[place].id for place in places]
    chips = re.findall(r'class="chip"[^>]*>([^<]+)<span class="num">(\d+)', page)
    assert [(name.strip(), int(count)) for name, count in chips] == [
        ("Wszystkie", 5),
        ("W\N{NO-BREAK SPACE}koszyku", 2),
        ("Bez wyboru", 3),
        ("Z uwagami", 1),
    ]


def test_an_empty_filter_says_what_to_do(client_web):
    page = client_web.get(f"{client_web.base}/photos?show=notes&lang=pl").text
    assert "Nie ma jeszcze uwag" in page


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        (0, "Wybierz 2 zdjęcia z pakietu"),
        (2, "2 z 2 w pakiecie"),
        (3, "3 z 2 w pakiecie | 1 dodatkowe × 40,00 zł = 40,00 zł | razem 40,00 zł"),
        (4, "4 z 2 w pakiecie | 2 dodatkowe × 40,00 zł = 80,00 zł | razem 80,00 zł"),
    ],
)
def test_the_bar_tells_the_truth(client_web, make, invitation, photos, picked, said):
    make.make_cart(invitation, photos[:picked])
    page = client_web.get(f"{client_web.base}/photos?lang=pl").text
    bar = re.search(r'<aside class="bar".*?</aside>', page, re.S)[0]
    texts = [
        " ".join(text.replace("&nbsp;", " ").split())
        for text in re.findall(r'<span class="(?:num|sum num)">([^<]*)</span>', bar)
    ]
    assert " | ".join(texts) == said


def test_a_package_that_earlier_orders_used_is_told(client_web, make, invitation, photos):
    make.make_order(make.make_cart(invitation, photos[:2]))
    make.make_cart(invitation, photos[2:4])
    for page in ("photos", "cart"):
        text = client_web.get(f"{client_web.base}/{page}?lang=pl").text
        assert "Pakiet wykorzystany we wcześniejszym zamówieniu" in text
        assert "80,00\N{NO-BREAK SPACE}zł" in text


def test_without_a_package_the_bar_only_counts(app, make):
    gallery = make.make_gallery(sent_at=utc_now())
    photos = [make.make_photo(gallery) for _ in range(2)]
    make.make_cart(gallery.invitations[0], photos)
    page = enter(app, gallery.invitations[0]).get(f"/g/{gallery.code}/photos?lang=pl").text
    assert "2 zdjęcia w\N{NO-BREAK SPACE}koszyku" in page
    assert "razem" not in page


def test_the_first_view_of_a_thousand_photos_is_light(big):
    """At most 60 kB compressed with CSS and JavaScript, without photographs."""
    page = big.get(f"{big.base}/photos").data
    parts = set(re.findall(rb'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg))', page))
    wire = len(gzip.compress(page, 6))
    for address in parts:
        wire += len(gzip.compress(read(big, address.decode())[1], 6))
    assert len(shown_ids(page.decode())) >= 60
    assert wire <= 60_000, wire


def test_a_long_wall_goes_on_when_its_end_is_reached(big):
    first = big.get(f"{big.base}/photos").text
    assert len(shown_ids(first)) == 120
    assert first.count('<section class="grid">') == 2
    more = big.get(f"{big.base}/photos?after=120&show=all", headers=HTMX).text
    assert "<html" not in more
    seen = shown_ids(first) + shown_ids(more)
    assert len(set(seen)) == 240
    end = big.get(f"{big.base}/photos?after=960&show=all", headers=HTMX).text
    assert len(shown_ids(end)) == 40
    assert 'id="more"' not in end


def test_a_long_wall_goes_on_without_javascript(big):
    first = big.get(f"{big.base}/photos").text
    link = re.search(r'<a class="button" href="([^"#]+)#p(\d+)"\s+hx-get', first)
    page = big.get(link[1].replace("&amp;", "&")).text
    assert int(link[2]) in shown_ids(page)


def test_somebody_who_comes_back_finds_the_place(big):
    last = max(shown_ids(big.get(f"{big.base}/photos?after=960", headers=HTMX).text))
    assert last in shown_ids(big.get(f"{big.base}/photos?until={last}").text)


@pytest.mark.parametrize("page", ["photos", "photos/{first}", "cart"])
def test_the_number_of_queries_does_not_grow_with_the_photos(app, make, page):
    counts = []
    for size in (10, 200):
        gallery = make.make_gallery(sent_at=utc_now(), package_photo_count=3)
        photos = [make.make_photo(gallery, number=n) for n in range(1, size + 1)]
        make.make_cart(gallery.invitations[0], photos[: size // 2])
        browser = enter(app, gallery.invitations[0])
        with counted_statements() as statements:
            address = f"/g/{gallery.code}/{page.format(first=photos[0].id)}"
            assert browser.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12


def test_looking_makes_no_cart(client_web, invitation):
    for page in ("photos", "cart"):
        client_web.get(f"{client_web.base}/{page}")
    assert invitation.carts == []


def test_earlier_orders_are_reached_from_the_wall(client_web, make, invitation, photos):
    order = make.make_order(make.make_cart(invitation, photos[:1]))
    page = client_web.get(f"{client_web.base}/photos").text
    assert f'{client_web.base}/orders/{order.number}"' in page


def test_the_wall_says_that_choosing_is_over(client_web, gallery):
    gallery.select_until_on = utc_now().date().replace(year=2020)
    db.session.commit()
    page = client_web.get(f"{client_web.base}/photos").text
    assert gallery.studio.contact_email in page
