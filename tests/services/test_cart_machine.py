"""A client picks, changes their mind and orders while the studio changes things under their hands.

Whatever the order of the steps: what was confirmed stands as it was shown, a cart is ordered once,
a package is spent once, and nothing that was picked gets lost (reliability: I1, I2, I7; F23, F24).
"""

from collections import Counter
from contextlib import suppress

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from extensions import db
from models import Cart, Order, OutboxEntry, Photo
from models.line_kind import LineKind
from services import carts, checkout, orders, seen, wishes
from services.checkout import Checkout
from services.refusals import Refused
from tests import factories

PHOTOS = st.integers(0, 3)
QUANTITIES = st.integers(0, 3)
PACKAGE, INCLUDED = 2, 1


class CartMachine(RuleBasedStateMachine):
    """Two tabs of one person: what a tab saw when it looked last is all it knows."""

    tabs = Bundle("tabs")

    @initialize()
    def open(self):
        self.gallery = factories.make_gallery(
            package_photo_count=PACKAGE, extra_photo_cents=4000, package_cents=10_000
        )
        self.photos = [factories.make_photo(self.gallery, f"IMG_{n}.JPG") for n in range(4)]
        self.print = factories.make_item(self.gallery, included_count=INCLUDED, price_cents=300)
        self.album = factories.make_item(self.gallery, kind="product", price_cents=15_000)
        self.person = self.gallery.invitations[0]
        self.wanted = {}  # what the client was told is in the cart: photo -> (note, prints)
        self.albums = 0
        self.confirmed = {}  # order id -> (total, lines as shown)

    @rule(target=tabs)
    def look(self):
        """A tab shows the cart as it is now."""
        cart = self.cart()
        return {
            "key": cart.key,
            "total": cart.quote().total_cents,
            "seen": seen.text_of(cart),
            "lines": {line.photo_id: line.version for line in cart.lines},
        }

    @rule(n=PHOTOS)
    def pick(self, n):
        if self.photos[n] is None:
            return
        carts.pick(self.cart(), self.photos[n])
        self.wanted.setdefault(n, ("", 0))

    @rule(tab=tabs, n=PHOTOS)
    def unpick(self, tab, n):
        if self.photos[n] is None:
            return
        try:
            carts.unpick(self.cart(), self.photos[n], self.version(tab, n))
        except carts.ChangedElsewhere:
            assert self.is_stale(tab, n)
        else:
            self.wanted.pop(n, None)

    @rule(tab=tabs, n=PHOTOS, note=st.sampled_from(["cieplej", "bez psa", ""]))
    def write(self, tab, n, note):
        if self.photos[n] is None:
            return
        try:
            carts.write_note(self.cart(), self.photos[n], note, self.version(tab, n))
        except carts.NotInCart:
            assert n not in self.wanted
        except carts.ChangedElsewhere:
            assert self.is_stale(tab, n)
        else:
            self.wanted[n] = (note, self.wanted.get(n, ("", 0))[1])

    @rule(tab=tabs, n=PHOTOS, quantity=QUANTITIES)
    def print_photo(self, tab, n, quantity):
        if self.photos[n] is None:
            return
        was = self.wanted.get(n)
        try:
            version = self.version(tab, n)
            wishes.order_of_photo(self.cart(), self.photos[n], self.print, quantity, version)
        except carts.ChangedElsewhere:
            assert self.is_stale(tab, n)
        else:
            if was or quantity:
                self.wanted[n] = (was[0] if was else "", quantity)

    @rule(quantity=QUANTITIES)
    def print_all(self, quantity):
        wishes.order_of_all(self.cart(), self.print, quantity)
        self.wanted = {n: (note, quantity) for n, (note, _) in self.wanted.items()}

    @rule(quantity=QUANTITIES)
    def want_album(self, quantity):
        wishes.order_product(self.cart(), self.album, quantity, [])
        self.albums = quantity

    @rule(tab=tabs)
    def order(self, tab):
        """The order form of a tab, perhaps an old one, perhaps for the second time."""
        cart = db.session.scalars(select(Cart).where(Cart.key == tab["key"])).one()
        was_open = cart.is_open
        now = (seen.text_of(cart), cart.quote().total_cents) if was_open else None
        form = Checkout(None, tab["total"], "Anna", "anna@example.com", seen=tab["seen"])
        try:
            placed = checkout.place_order(cart, form)
        except checkout.CartAlreadyOrdered:
            assert not was_open
        except checkout.CartIsEmpty:
            assert not self.wanted
            assert not self.albums
        except (checkout.CartChanged, checkout.PriceChanged):
            assert now != (tab["seen"], tab["total"])
        else:
            assert now == (tab["seen"], tab["total"])
            self.confirmed[placed.id] = (tab["total"], self.as_ordered(placed))
            assert self.prints_and_notes(placed) == self.wanted
            self.wanted, self.albums = {}, 0

    @rule(cents=st.integers(0, 9000))
    def studio_changes_the_price(self, cents):
        self.gallery.prices.extra_photo_cents = cents
        db.session.commit()

    @rule(n=PHOTOS)
    def studio_removes_a_photo(self, n):
        if self.photos[n] is None or sum(p is not None for p in self.photos) < 2:
            return
        db.session.delete(db.session.get_one(Photo, self.photos[n].id))
        db.session.commit()
        self.photos[n] = None
        self.wanted.pop(n, None)

    @precondition(lambda self: getattr(self, "confirmed", None))
    @rule(last=st.booleans())
    def studio_cancels_or_restores(self, last):
        order = db.session.get_one(Order, (max if last else min)(self.confirmed))
        with suppress(Refused):
            (orders.restore if order.is_cancelled else orders.cancel)(order, "Hanna")

    @invariant()
    def the_cart_holds_what_the_client_was_told(self):
        if not hasattr(self, "person"):
            return
        cart = self.cart()
        numbers = {photo.id: n for n, photo in enumerate(self.photos) if photo is not None}
        prints = {item.photo_id: item.quantity for item in cart.items if item.photo_id}
        told = {
            numbers[line.photo_id]: (line.note, prints.get(line.photo_id, 0)) for line in cart.lines
        }
        assert told == self.wanted
        assert sum(item.quantity for item in cart.products) == self.albums
        assert set(prints) <= {line.photo_id for line in cart.lines}

    @invariant()
    def confirmed_orders_stand_as_they_were_shown(self):
        """I1, I2, I7."""
        for order_id, (total, lines) in getattr(self, "confirmed", {}).items():
            order = db.session.get_one(Order, order_id)
            assert order.total_cents == total
            assert sum(line.total_cents for line in order.lines) + order.delivery_cents == total
            assert self.as_ordered(order) == lines
            mails = select(func.count()).where(OutboxEntry.subject_id == order_id)
            kinds = ("mail.order_placed", "mail.order_arrived")
            assert db.session.scalar(mails.where(OutboxEntry.kind.in_(kinds))) == 2

    @invariant()
    def the_package_is_spent_once(self):
        if not hasattr(self, "gallery"):
            return
        standing = Order.of_gallery(self.gallery.id).where(Order.cancelled_at.is_(None))
        spent = Counter()
        for order in db.session.scalars(standing):
            for line in order.lines:
                spent[line.kind] += line.quantity
        assert spent[LineKind.PACKAGE_PHOTO] <= PACKAGE
        assert spent[LineKind.PACKAGE_PRINT] <= INCLUDED
        assert spent[LineKind.PACKAGE] <= 1

    def cart(self):
        db.session.expire_all()
        return carts.open_cart(self.person)

    def version(self, tab, n):
        """The version of the photo that the tab shows; 0 when it shows an empty heart."""
        return tab["lines"].get(self.photos[n].id, 0)

    def is_stale(self, tab, n):
        return carts.version_of(self.cart(), self.photos[n]) != self.version(tab, n)

    def as_ordered(self, order):
        return [(one.kind, one.filename, one.quantity, one.unit_price_cents) for one in order.lines]

    def prints_and_notes(self, order):
        numbers = {photo.filename: n for n, photo in enumerate(self.photos) if photo is not None}
        return {
            numbers[photo.filename]: (
                photo.note,
                sum(line.quantity for line in photo.pieces),
            )
            for photo in order.photos
        }


def test_no_order_of_steps_loses_a_choice_or_orders_it_twice(app):
    """M-06, M-13, N-01: reliability 2.1."""
    run_state_machine_as_test(
        CartMachine,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            # To shrink thirty steps on a database takes minutes; remove this line to do it.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
