"""What people call the kinds of shop, what they ask for, and what went wrong with one.

The texts of a new kind of shop stand here and nowhere else; what is not listed is called by its
own name.
"""

from dataclasses import dataclass

from flask_babel import LazyString, gettext, lazy_gettext

from models.shop import Shop
from models.shop_exchange import Exchange
from services import shop_reasons


@dataclass(frozen=True)
class Asked:
    """A field of the wizard: its label and what it is for."""

    label: LazyString | str
    hint: LazyString | str = ""


ABOUT = {
    "woocommerce": lazy_gettext("WordPress with WooCommerce, over HTTPS."),
    "prestashop": lazy_gettext("PrestaShop 1.7, 8 or 9, through its webservice."),
    "baselinker": lazy_gettext("The order manager: orders become orders of BaseLinker."),
}
ADDRESS_HINTS = {
    "woocommerce": lazy_gettext("The address of the shop itself, not of its wp-admin."),
    "prestashop": lazy_gettext("The address of the shop itself, not of its back office."),
}
HOW_TO = {
    "woocommerce": lazy_gettext(
        "In the shop: WooCommerce → Settings → Advanced → REST API → Add key, with the "
        "permission Read/Write."
    ),
    "prestashop": lazy_gettext(
        "In the shop: Advanced parameters → Webservice → switch it on, add a key and tick all "
        "of its rights. The check names those that are missing."
    ),
    "baselinker": lazy_gettext("In BaseLinker: My account → API → Generate token."),
}
FIELDS = {
    ("woocommerce", "key"): Asked(lazy_gettext("Consumer key"), lazy_gettext("Begins with ck_.")),
    ("woocommerce", "secret"): Asked(
        lazy_gettext("Consumer secret"), lazy_gettext("Begins with cs_.")
    ),
    ("woocommerce", "keys_in_query"): Asked(
        lazy_gettext("Keys in the address"),
        lazy_gettext(
            "Write 1 only when the server drops the Authorization header. The keys are written "
            "into the server's logs then."
        ),
    ),
    ("woocommerce", "marks_origin"): Asked(
        lazy_gettext("Mark the origin of orders"),
        lazy_gettext(
            "1: an order that was passed is found again at once. Write 0 when a plug-in that "
            "groups orders by origin minds."
        ),
    ),
    ("woocommerce", "notes_to_client"): Asked(
        lazy_gettext("Tracking number as a note to the client"),
        lazy_gettext(
            "Write 1 to have the shop mail the number as a note, where it has no plug-in."
        ),
    ),
    ("woocommerce", "media_user"): Asked(
        lazy_gettext("WordPress user for documents"),
        lazy_gettext(
            "Only to upload documents to the shop itself: whoever has their address can open "
            "them. Empty: the shop gets a private link that expires."
        ),
    ),
    ("woocommerce", "media_password"): Asked(lazy_gettext("Its application password")),
    ("prestashop", "key"): Asked(lazy_gettext("Webservice key")),
    ("prestashop", "id_shop"): Asked(
        lazy_gettext("Number of the shop"), lazy_gettext("Only where one PrestaShop has several.")
    ),
    ("prestashop", "free_product_id"): Asked(
        lazy_gettext("Product for free lines"),
        lazy_gettext(
            "Id of the product that stands for photos and prints without a link; several, with "
            "commas, when your rates differ: one for each."
        ),
    ),
    ("prestashop", "shipping_product_id"): Asked(
        lazy_gettext("Product for the cost of shipping"),
        lazy_gettext(
            "Id of the product that stands for shipping when no carrier is linked, or a free one."
        ),
    ),
    ("prestashop", "paid_state"): Asked(
        lazy_gettext("Status of a paid order"),
        lazy_gettext("Id of the status that means paid. Empty: the shop's own."),
    ),
    ("baselinker", "token"): Asked(lazy_gettext("API token")),
    ("baselinker", "source_id"): Asked(
        lazy_gettext("Number of the order source"),
        lazy_gettext("From your own sources in BaseLinker. Empty: the first one."),
    ),
    ("baselinker", "inventory_id"): Asked(
        lazy_gettext("Number of the catalogue"),
        lazy_gettext("The catalogue whose products are linked. Empty: the default one."),
    ),
    ("baselinker", "document_field"): Asked(
        lazy_gettext("Extra field for documents"),
        lazy_gettext(
            "Number of the extra field that takes the link to a document. Empty: the link stands "
            "in the seller's comments."
        ),
    ),
    ("baselinker", "invoice_series"): Asked(
        lazy_gettext("Series of invoices"),
        lazy_gettext(
            "Only to upload documents: BaseLinker issues an invoice of its own in this series, a "
            "second document in your books, and our file takes its place. Empty: a private link."
        ),
    ),
}
STEPS = {
    "address": lazy_gettext("The shop answers at this address"),
    "api": lazy_gettext("Its interface for programs is switched on"),
    "key": lazy_gettext("The key is accepted"),
    "rights": lazy_gettext("The key has all rights"),
    "write": lazy_gettext("The key may write"),
    "taxes": lazy_gettext("The tax rates can be read"),
    "orders": lazy_gettext("The orders can be read"),
}
CAPABILITIES = {
    "fetch_orders": lazy_gettext("fetch orders"),
    "create_order": lazy_gettext("add orders"),
    "set_status": lazy_gettext("pass statuses"),
    "set_paid": lazy_gettext("pass payments"),
    "set_tracking": lazy_gettext("pass tracking numbers"),
    "push_document": lazy_gettext("send documents"),
    "find_products": lazy_gettext("link products"),
}
EXCHANGES = {
    Exchange.ORDERS: lazy_gettext("Fetching orders"),
    Exchange.STATUSES: lazy_gettext("Order statuses to the shop"),
    Exchange.PAYMENTS: lazy_gettext("Payment statuses to the shop"),
    Exchange.CHECKS: lazy_gettext("Checking orders in the shop"),
    Exchange.STOCK: lazy_gettext("Stock of linked products"),
}
ADVICE = {
    "unknown_host": lazy_gettext("No server has this name. Look for a slip in the address."),
    "unreachable": lazy_gettext(
        "The server does not answer. Is the shop online, and does its firewall let programs in?"
    ),
    "private": lazy_gettext(
        "This address is not on the public Internet, so Kadr may not go there."
    ),
    "plain": lazy_gettext("Write https:// in front: keys are never sent over an open connection."),
    "redirect": lazy_gettext(
        "The shop sends visitors on to another address. Write that one, with or without "
        "www as the browser shows it."
    ),
    "tls": lazy_gettext(
        "The certificate is not valid for this address. Have it renewed, or paste the "
        "certificate of your own authority below."
    ),
    "auth": lazy_gettext(
        "The shop refuses the key. Copy it again; if it is right, the server may drop the "
        "Authorization header, or its proxy hides that the connection is HTTPS."
    ),
    "rights": lazy_gettext("Tick these rights of the key in the shop: the list stands below."),
    "nonsense": lazy_gettext(
        "Something answers, but not the shop: a maintenance page, a firewall, or an "
        "address that leads elsewhere."
    ),
    **dict.fromkeys(
        ("429", "408"), lazy_gettext("The shop asks for a rest. Try again in a few minutes.")
    ),
    **dict.fromkeys(
        ("gone", "address", "refused"),
        lazy_gettext("There is no such interface at this address. Check it for a slip."),
    ),
}


def asked(platform: str, name: str) -> Asked:
    """The words of a field; its own name where nobody has written any."""
    return FIELDS.get((platform, name)) or Asked(name.replace("_", " ").capitalize())


def step(code: str) -> str:
    return str(STEPS.get(code, code))


def trouble(shop: Shop) -> str:
    """Why the shop is not asked anything now, in a sentence."""
    if shop.is_paused:
        return shop_reasons.explain(shop.paused_code, shop.paused_error or shop.paused_code)
    return shop_reasons.explain(shop.last_code, shop.last_error)


def advice(code: str, failed: str) -> str:
    """What to do about an error of the check, by its code and the step that it stopped."""
    if code == "auth" and failed == "write":
        return gettext("The key may only read. Make one with the permission Read/Write.")
    if code.startswith("5"):
        return gettext("The shop has an error of its own. Try again later or ask its host.")
    return str(ADVICE.get(code, lazy_gettext("The shop says why:")))
