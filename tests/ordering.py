"""Orders that come from no session, for tests that are about something else."""

from services import orders_by_hand
from services.order_terms import BuyerTerms
from services.orders_by_hand import LineByHand, OrderByHand

NAME, EMAIL, PHONE = "Bożena Żak", "bozena@poczta.example", "600 700 800"
BOOK = LineByHand("Fotoksiążka 30×30", 1, 42_000, "5")
FRAMES = LineByHand("Ramka dębowa", 3, 4_999, "23")


def typed(studio, lines=(BOOK, FRAMES), buyer=None, **values) -> OrderByHand:
    """Of 569,97 zł, for Bożena; the client chooses the delivery."""
    known = {"client_name": NAME, "client_email": EMAIL, "client_phone": PHONE}
    values = {"locale": "pl", "currency": "PLN"} | values
    return OrderByHand(buyer=BuyerTerms(**(known | (buyer or {}))), lines=lines, **values)


def make_order_by_hand(studio, **values):
    return orders_by_hand.place_order(studio, typed(studio, **values), "Hanna")
