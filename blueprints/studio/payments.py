"""Money for orders: marked, recorded, given back, asked for; and the studio's terms."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from blueprints import access
from blueprints.numbers import number
from blueprints.studio import bp
from blueprints.studio.account import local_page
from blueprints.studio.forms.payments import ReceiptForm, TermsForm
from models.order import Order
from models.types import utc_now
from services import payment_reminders, payments, schedule
from services.refusals import Refused


@bp.post("/orders/<int:order_id>/payment")
def mark_payment(order_id: int):
    order = access.order_of_studio(order_id)
    mark = payments.mark_paid if request.form.get("paid") == "1" else payments.mark_unpaid
    mark(order, current_user.name)
    if page := local_page(request.form.get("next")):
        flash(_("Order #%(number)s is marked as paid.", number=order.number))
        return redirect(page, code=303)
    return _back_to(order)


@bp.get("/orders/<int:order_id>/payments")
def show_payments(order_id: int):
    """The order's book of money, and the form for one more line."""
    order = access.order_of_studio(order_id, Order.whole())
    return _book(order, _empty_form(order))


@bp.post("/orders/<int:order_id>/payments")
def record_payment(order_id: int):
    order = access.order_of_studio(order_id, Order.whole())
    form = ReceiptForm()
    if not form.validate():
        return _book(order, form), 422
    receipt = form.receipt(is_refund=request.form.get("kind") == "refund")
    seen_cents = request.form.get("seen_cents", type=number)
    try:
        payments.record(order, receipt, current_user.name, seen_cents)
    except Refused as refusal:
        field = form.received_on if isinstance(refusal, payments.DayAhead) else form.amount
        field.errors = [str(refusal)]
        return _book(order, form), refusal.status
    flash(_("Saved."))
    return redirect(url_for(".show_payments", order_id=order.id), code=303)


@bp.post("/orders/<int:order_id>/payment-reminder")
def remind_of_payment(order_id: int):
    order = access.order_of_studio(order_id, Order.whole())
    payment_reminders.remind(order)
    flash(_("A reminder is on its way to %(email)s.", email=order.payer_email))
    return redirect(local_page(request.form.get("next")) or _address(order), code=303)


@bp.get("/settings/payments")
def show_payment_terms():
    return _terms(TermsForm(formdata=None, obj=current_user.studio.payment_terms))


@bp.post("/settings/payments")
def change_payment_terms():
    form = TermsForm()
    if not form.validate():
        return _terms(form), 422
    payment_reminders.change_terms(
        current_user.studio,
        due_days=form.due_days.data,
        sends_reminders=form.sends_reminders.data,
        remind_after_days=form.remind_after_days.data,
    )
    flash(_("Saved. It holds for orders from now on."))
    return redirect(url_for(".show_payment_terms"), code=303)


@bp.post("/payment-reminders")
def send_payment_reminders():
    """Now instead of at the next run of the schedule."""
    count = payment_reminders.send_due_of(current_user.studio, utc_now())
    flash(ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", count))
    return redirect(url_for(".show_payment_terms"), code=303)


def _book(order: Order, form: ReceiptForm):
    return render_template(
        "studio/payments.html",
        order=order,
        form=form,
        is_refund=request.values.get("kind") == "refund",
        today=order.studio.today(),
        place="orders",
    )


def _empty_form(order: Order) -> ReceiptForm:
    is_refund = request.args.get("kind") == "refund"
    usual = order.overpaid_cents if is_refund else order.due_cents
    return ReceiptForm(formdata=None, received_on=order.studio.today(), amount=usual or None)


def _terms(form: TermsForm):
    return render_template(
        "studio/payment_terms.html",
        form=form,
        run=schedule.facts().get("payment_reminders"),
        place="settings",
        part="payments",
    )


def _back_to(order: Order):
    """The order as it is now: the page for a browser, what may have changed for htmx."""
    return redirect(_address(order), code=303)


def _address(order: Order) -> str:
    return url_for("studio.show_order", order_id=order.id)
