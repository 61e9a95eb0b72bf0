"""What can happen to an offer that is shared: each thing a rule of a machine."""

from contextlib import suppress
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from models.partner_token import TokenKind
from models.product import ProductKind
from models.product_size import ProductSize
from services import catalogue, catalogue_words, partner_tokens, partners, stock
from services.catalogue_terms import PartTerms, ProductTerms, SizeTerms
from services.partners import Sharing, Terms
from services.refusals import Refused
from services.stock import StockChange
from tests.feeding import fetch
from tests.services.feeds.offer_life import INTERNAL, PURCHASE_CENTS, OfferLife

WHICH = st.integers(0, 5)
WHO = st.integers(0, 1)
NAMES = st.sampled_from(["Odbitka", "Album <1> & 2", "Ramka ]]> „A”", "Zdjęcie 🎞", "=1+1"])
CENTS = st.sampled_from([0, 1, 150, 999, 9000, 123_45])
PIECES = st.sampled_from([None, 0, 1, 7])
LIMIT = 6
EURO = 43_215
has_products = precondition(lambda self: self.life and self.terms)


class Doings(RuleBasedStateMachine):
    """Remembers what a product was last told to be, and which addresses are dead."""

    def __init__(self, web):
        super().__init__()
        self.web, self.life = web, None

    @initialize()
    def open(self):
        self.life = OfferLife(self.web)
        self.terms: dict[int, ProductTerms] = {}
        self.dead: list[str] = []
        self.seen = [{}, {}]  # of each partner: address and hash -> when a gateway last had them
        self.add("Odbitka", 150, 5)
        self.add("Album", 9000, None)
        self.life.work()

    def teardown(self):
        if self.life:
            self.life.end()

    def product(self, n):
        known = self.life.products()
        return known[n % len(known)]

    def sizes(self) -> list[ProductSize]:
        return [size for product in self.life.products() for size in product.sizes]

    def partner(self, n):
        return self.life.partners[n]

    # The catalogue

    @rule(name=NAMES, cents=CENTS, pieces=PIECES, is_sized=st.booleans())
    def add_product(self, name, cents, pieces, is_sized):
        if len(self.terms) < LIMIT:
            self.add(name, cents, pieces, ("10×15", "A4") if is_sized else ("",))

    def add(self, name, cents, pieces, sizes=("",), **values):
        prices = {self.life.prices.id: cents}
        rows = [
            SizeTerms(one, stock_count=pieces, purchase_cents=PURCHASE_CENTS, prices=prices)
            for one in sizes
        ]
        secrets = {"supplier": INTERNAL[0], "note": INTERNAL[1]}
        terms = ProductTerms(name, sizes=rows, category="Papier/Mat", **secrets, **values)
        product = catalogue.create_product(self.life.studio, terms)
        rows = [replace(row, keeps_stock=True) for row in rows]
        self.terms[product.id] = replace(terms, sizes=rows)

    @has_products
    @rule(n=WHICH, name=NAMES)
    def add_set(self, n, name):
        part = self.product(n)
        with suppress(Refused):
            if not part.is_set and len(self.terms) < LIMIT:
                parts = [PartTerms(part.id, 2)]
                self.add(name, 5000, None, kind=ProductKind.BUNDLE, parts=parts)

    @has_products
    @rule(n=WHICH, name=NAMES)
    def edit(self, n, name):
        self.change(self.product(n), name=name, description=f"{name} <b>i więcej</b>")

    @has_products
    @rule(n=WHICH, cents=CENTS)
    def change_price(self, n, cents):
        product = self.product(n)
        prices = {self.life.prices.id: cents}
        sizes = [replace(row, prices=prices) for row in self.terms[product.id].sizes]
        self.change(product, sizes=sizes)

    def change(self, product, **values):
        terms = replace(self.terms[product.id], is_hidden=product.is_hidden, **values)
        catalogue.change_product(product, terms)
        self.terms[product.id] = terms

    @has_products
    @rule(n=WHICH)
    def hide_or_restore(self, n):
        product = self.product(n)
        with suppress(Refused):
            if product.is_hidden:
                catalogue.show_product(product)
            else:
                catalogue.hide_product(product)

    @has_products
    @rule(n=WHICH)
    def remove(self, n):
        product = self.product(n)
        with suppress(Refused):
            catalogue.remove_product(product)
            del self.terms[product.id]

    @has_products
    @rule(n=WHICH, pieces=PIECES)
    def change_stock(self, n, pieces):
        own = [size for size in self.sizes() if not size.product.is_set]
        if own:
            size = own[n % len(own)]
            wanted = StockChange(size.id, size.stock_count, pieces)
            stock.change_stock(self.life.studio.id, [wanted])

    @has_products
    @rule(n=WHICH, name=st.sampled_from(["Papier", "Płótno", "Inne"]))
    def rename_category(self, n, name):
        if category := self.product(n).category:
            with suppress(Refused):
                catalogue_words.rename(category, name)
                words = {"category": category.path}
                self.terms = {key: replace(one, **words) for key, one in self.terms.items()}

    # The partners

    @rule(
        who=WHO,
        discount_bp=st.sampled_from([0, 1000, 3333]),
        is_abroad=st.booleans(),
        only_in_stock=st.booleans(),
        unlimited_as=st.sampled_from([None, 999]),
    )
    def change_terms(self, who, discount_bp, is_abroad, only_in_stock, unlimited_as):
        money = {"currency": "EUR", "rate_e4": EURO} if is_abroad else {}
        terms = Terms(discount_bp, only_in_stock=only_in_stock, unlimited_as=unlimited_as, **money)
        partners.change_terms(self.partner(who), terms)
        self.seen[who].clear()

    @rule(who=WHO)
    def block_or_unblock(self, who):
        partner = self.partner(who)
        wanted = Sharing(not partner.is_sharing)
        partners.change_sharing(partner, wanted, "Hanna")
        self.seen[who].clear()

    @rule(who=WHO, is_overlapping=st.booleans())
    def rotate_token(self, who, is_overlapping):
        partner, old = self.partner(who), self.life.gateway(who)
        before = fetch(self.web, old).status_code
        if is_overlapping:
            partner_tokens.rotate(partner, TokenKind.FEED)
            assert fetch(self.web, old).status_code == before
        else:
            partner_tokens.issue(partner, TokenKind.FEED)
            self.dead.append(old)
        self.seen[who].clear()
        self.life.steady[who].gateway_url = self.life.gateway(who)
        self.life.away.gateway_url = self.life.gateway(0)

    # The clock and the workers

    @rule(minutes=st.sampled_from([7, 20, 31]))
    def wait(self, minutes):
        self.life.wait(minutes=minutes)

    @rule()
    def sleep(self):
        self.life.wait(hours=14)

    @rule()
    def wait_for_the_clocks_to_change(self):
        self.life.wait_for_the_clocks()

    @rule()
    def let_days_pass(self):
        """Longer than slices are kept."""
        for _ in range(3):
            self.life.wait(days=3)
            self.life.work()

    @rule(commits=st.integers(0, 9))
    def die(self, commits):
        self.life.work_and_die(commits)
