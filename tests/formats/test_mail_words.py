"""Words of a mail: what is filled in, and what stays the text it is."""

import json
import os
import time
from pathlib import Path

import pytest

from formats.mail_words import VARIABLES, Piece, fill, lines_of, unknown_variables

VALUES = {name: f"<{name}>" for name in VARIABLES}
PAYLOADS = [
    "{{7*7}}",
    "{{config}}",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{0.__class__}",
    "{order.studio.mail_account.password_sealed}",
    "{studio_name.__class__}",
    "{client_name!r}",
    "{total:>1000000000}",
    "${7*7}",
    "%(studio_name)s",
    "{",
    "}{",
    "{}",
]


def hostile():
    """The strings of the shared corpus as well, where it is at hand."""
    if not (data := os.environ.get("KADR_TEST_DATA")):
        return PAYLOADS
    corpus = Path(data) / "hostile" / "text" / "payloads.json"
    return PAYLOADS + json.loads(corpus.read_text("utf-8"))["ssti"]


def test_every_variable_of_the_list_is_filled_in():
    """O-04."""
    text = " ".join(f"{{{name}}}" for name in VARIABLES)
    assert fill(text, VALUES) == " ".join(VALUES.values())
    assert unknown_variables(text) == []


def test_the_variables_are_those_of_the_contract():
    """O-04."""
    named = """id sub_Id notes shop_notes total total_currency status currency payment_method
        shipping_method payment_email payment_symbol payment_id shipping_addr shipping_addr2
        document order_no client_name session_name gallery_url download_url order_url photos_count
        prints_count tracking_number tracking_url studio_name date"""
    of_reminders = ("to_pay", "due_date")
    assert sorted(VARIABLES) == sorted((*named.split(), *of_reminders))


def test_unknown_variables_are_named_once_in_their_order():
    """O-04."""
    assert unknown_variables("{foo} {total} {Total} {foo} {bar}") == ["foo", "Total", "bar"]


@pytest.mark.parametrize("payload", hostile())
def test_whatever_is_no_variable_stays_literal_text(payload):
    """A28."""
    assert fill(payload, VALUES) == payload


def test_a_value_is_never_read_as_a_variable():
    """A28: a client may call themselves as they like."""
    values = VALUES | {"client_name": "{total} {studio_name} {{config}}"}
    assert fill("{client_name}", values) == "{total} {studio_name} {{config}}"


def test_the_largest_text_takes_less_than_a_tenth_of_a_second():
    """A28: also one that is all braces, or one endless address."""
    for text in ("{" * 20_000, "{total}" * 2_800, "http://" * 2_800, "{a" * 10_000):
        began = time.perf_counter()
        lines_of(fill(text, VALUES))
        unknown_variables(text)
        assert time.perf_counter() - began < 0.1


def test_lines_are_kept_and_addresses_lead_where_they_say():
    """O-23."""
    text = "Hej,\n\n\nzobacz (https://kadr.example/g/a?b=1&c=2).\nKoniec"
    url = "https://kadr.example/g/a?b=1&c=2"
    found = lines_of(text)
    assert found == [
        [Piece("Hej,")],
        [],
        [],
        [Piece("zobacz ("), Piece(url, url), Piece(").")],
        [Piece("Koniec")],
    ]


def test_only_addresses_of_the_web_become_links():
    """O-23, A28."""
    for text in ("javascript:alert(1)", "data:text/html,x", "www.example.com", "ftp://a.b"):
        assert lines_of(text) == [[Piece(text)]]
