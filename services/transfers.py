"""How an order that was placed is paid."""

from dataclasses import dataclass

from flask_babel import force_locale, gettext

from formats.polish_transfer import account_digits, grouped_account, transfer_text
from models.order import Order


@dataclass(frozen=True)
class Transfer:
    """`account` is grouped to be read, `digits` are to be copied; `code` is the content of the
    QR code of the Polish banks, None when it cannot say this transfer.
    """

    amount_cents: int
    holder: str
    account: str
    digits: str
    title: str
    code: str | None


def transfer_of(order: Order) -> Transfer | None:
    """The bank transfer an order waits for, if it does.

    Its title is in the language of the order, whoever looks: the studio finds the order by it.
    """
    if not order.awaits_transfer or not order.account_number:
        return None
    with force_locale(order.locale):
        title = gettext("Order %(number)s", number=order.number)
    holder, cents = order.account_holder, order.due_cents
    is_polish_money = order.currency == "PLN"
    return Transfer(
        amount_cents=cents,
        holder=holder,
        account=grouped_account(order.account_number),
        digits=account_digits(order.account_number),
        title=title,
        code=transfer_text(order.account_number, cents, holder, title) if is_polish_money else None,
    )
