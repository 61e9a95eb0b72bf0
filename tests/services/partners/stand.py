"""A partner at the counter, with one frame to order."""

from extensions import db
from services import partner_orders
from tests.services.partners.ordering import terms_for, wanted


class Stand:
    """A partner with one shop that sells frames: three are left."""

    def __init__(self, make, stock=3, studio=None, **values):
        self.studio = studio or make.make_studio()
        self.prices = make.make_shop_list(self.studio)
        self.method = self.prices.delivery_methods[0]
        self.product = make.make_product(self.prices, "Ramka", {"": 10_000}, stock=stock)
        self.size = self.product.sizes[0]
        self.partner = make.make_partner(self.studio, self.prices, **values)

    def terms(self, quantity=1, **values):
        line = wanted(self.size, quantity, **values.pop("line", {}))
        return terms_for(self.method, line, **values)

    def order(self, quantity=1, key="", **values):
        return partner_orders.accept_order(self.partner, self.terms(quantity, **values), key).order

    def left(self):
        db.session.expire_all()
        return self.size.stock_count
