"""Links to the pages of carriers."""

import pytest

from formats.tracking import NAMES, clean_number, is_link, tracking_url


def test_every_carrier_has_a_page_for_its_number():
    """B-39."""
    links = {carrier: tracking_url(carrier, "62000001") for carrier in NAMES}
    assert [carrier for carrier, url in links.items() if not url.endswith("62000001")] == []
    assert [url for url in links.values() if not is_link(url)] == []
    assert links["inpost"] == "https://inpost.pl/sledzenie-przesylek?number=62000001"


def test_a_number_cannot_become_more_of_an_address():
    hostile = '1&x=2#/../?"><script>ż'
    url = tracking_url("dpd", hostile)
    assert is_link(url)
    tail = url.removeprefix("https://tracktrace.dpd.com.pl/parcelDetails?p1=")
    assert tail == "1%26x%3D2%23%2F..%2F%3F%22%3E%3Cscript%3E%C5%BC"


def test_other_carriers_have_no_page():
    assert tracking_url("other", "123") == tracking_url("nobody", "123") == ""
    assert tracking_url("dpd", "") == ""


def test_spaces_of_a_label_go():
    assert clean_number(" 6200 0000\u00a01234\t") == "620000001234"


@pytest.mark.parametrize(
    "url",
    [
        "http://carrier.example/1",
        "javascript:alert(1)",
        "//carrier.example/1",
        "https://",
        "https://localhost/1",
        "https://user:pass@carrier.example/",
        "https://carrier.example:port/",
        "https://carrier.example/a b",
        "https://carrier.example/\n",
        "https://[carrier",
        "https://carrier.example/" + "x" * 1000,
        "data:text/html,x",
    ],
)
def test_only_https_with_a_host_is_a_link(url):
    assert not is_link(url)


def test_an_address_of_a_small_carrier_is_a_link():
    assert is_link("https://kurier.example:8443/track/1?a=%C5%BC#here")
