"""The delivery options form: how and where an order goes, and whom it is invoiced to (B-10)."""

from collections.abc import Mapping

from flask import current_app, make_response, redirect, render_template, request, url_for

from blueprints.buyer import bp
from blueprints.buyer.links import welcome
from blueprints.proofing import sums
from blueprints.proofing.checkout_form import CheckoutForm
from blueprints.proofing.invoice_fields import Invoice
from extensions import limiter
from models.delivery_method import DeliveryMethod
from models.order import Order
from services import delivery_form
from services.accounts import clean_email
from services.delivery_form import DeliveryAnswer
from services.order_terms import BuyerTerms

KNOWN = {
    "name": "client_name",
    "email": "client_email",
    "phone": "client_phone",
    "company": "company",
    "tax_id": "tax_id",
    "invoice_street": "invoice_street",
    "invoice_postcode": "invoice_postcode",
    "invoice_city": "invoice_city",
    "invoice_email": "invoice_email",
}
PLACE = {"point": "delivery_point", "street": "street", "postcode": "postcode", "city": "city"}


def sent_forms() -> str:
    """The limit of forms from one address, as Flask-Limiter reads it."""
    return current_app.config["DELIVERY_FORM_LIMIT"]


class DeliveryForm(CheckoutForm):
    """The order form without what was settled when the order was typed in."""

    @classmethod
    def of(cls, order: Order, sent: Mapping[str, str]) -> "DeliveryForm":
        """What was sent; on the first look what the studio knows already."""
        methods = delivery_form.offered(order)
        chosen = next((one for one in methods if str(one.id) == sent.get("method")), None)
        return cls(
            method=methods[0] if chosen is None and len(methods) == 1 else chosen,
            must_choose=bool(methods),
            payment=None,
            must_pay=False,
            consents=(),
            typed=_known(order, methods) | dict(sent.items()),
        )

    @property
    def invoice(self) -> Invoice | None:
        if "invoice" not in self.typed:
            return None
        return Invoice.read(self.value, same_as=self._address())

    def answer(self, order: Order) -> DeliveryAnswer:
        """Call it after `check()`; countries are those that the studio has typed."""
        invoice = self.invoice
        payer = clean_email(invoice.email) if invoice and invoice.email else ""
        seen = self.value(f"seen-{self.method.id}") if self.method else ""
        return DeliveryAnswer(
            buyer=BuyerTerms(
                client_name=self.value("name").strip(),
                client_email=clean_email(self.value("email")),
                client_phone=self.value("phone").strip(),
                company=invoice.company if invoice else "",
                tax_id=invoice.tax_id if invoice else "",
                invoice_street=invoice.street if invoice else "",
                invoice_postcode=invoice.postcode if invoice else "",
                invoice_city=invoice.city if invoice else "",
                invoice_country=order.invoice_country,
                invoice_email=payer,
            ),
            method=self.method,
            seen_cents=int(seen) if seen.isdecimal() and len(seen) < 12 else -1,
            delivery_point=self._point(),
            **self._address(),
        )


def form_page(token: str, order: Order, form: DeliveryForm | None = None, refusal: object = None):
    form = form or DeliveryForm.of(order, request.args)
    cents = form.method.price_for(order.lines_cents) if form.method else order.delivery_cents
    return render_template(
        "buyer/form.html",
        token=token,
        order=order,
        studio=order.studio,
        form=form,
        methods=delivery_form.offered(order),
        sums=sums.of_order(order),
        delivery_cents=cents,
        refusal=refusal,
    )


@bp.post("/<token>/delivery")
@limiter.limit(sent_forms)
def send_delivery(token: str):
    """Sent twice it counts once: the second time shows the order."""
    order = welcome(token)
    if not order.waits_for_delivery_form:
        return _to_order(token)
    form = DeliveryForm.of(order, request.form)
    if not form.check():
        return make_response(form_page(token, order, form), 422)
    try:
        delivery_form.fill_in(order, form.answer(order))
    except delivery_form.DeliveryPriceChanged as refusal:
        order = welcome(token)
        form = DeliveryForm.of(order, request.form)
        return make_response(form_page(token, order, form, refusal), refusal.status)
    except (delivery_form.FormAnswered, delivery_form.FormClosed):
        return _to_order(token)
    return _to_order(token)


def _known(order: Order, methods: list[DeliveryMethod]) -> dict[str, str]:
    known = {name: getattr(order, column) for name, column in KNOWN.items()}
    for method in methods:
        known |= {f"{name}-{method.id}": getattr(order, column) for name, column in PLACE.items()}
    return known | ({"invoice": "1"} if order.wants_invoice else {})


def _to_order(token: str):
    return redirect(url_for(".show_order", token=token), code=303)
