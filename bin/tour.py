"""Every page of Kadr worth looking at: what it is called, who opens it and where it is.

Addresses have places for ids; `ordered`, `waiting`, `draft` and `public` are such sessions.
"""

from dataclasses import dataclass

OWNER = "owner"
CLIENT = "client"
ANYBODY = "anybody"


@dataclass(frozen=True)
class View:
    name: str
    who: str
    address: str
    is_whole: bool = True  # a picture shows the page to its end, not only the first screen


VIEWS = (
    View("sign-in", ANYBODY, "/login"),
    View("password", ANYBODY, "/password"),
    View("knowledge", ANYBODY, "/help"),
    View("knowledge-search", ANYBODY, "/help?q=lightroom"),
    View("help-hand-over", ANYBODY, "/help/hand-over"),
    View("help", ANYBODY, "/help/export"),
    View("help-lightroom", ANYBODY, "/help/export/lightroom"),
    View("help-windows", ANYBODY, "/help/export/windows"),
    View("help-prints", ANYBODY, "/help/prints"),
    View("nothing-here", ANYBODY, "/g/nothing-is-behind-this"),
    View("cover", ANYBODY, "/g/{token}", is_whole=False),
    View("cover-pin", ANYBODY, "/g/{public_token}", is_whole=False),
    View("introduction", CLIENT, "/g/{public_code}/introduction"),
    View("wall", CLIENT, "/g/{code}/photos", is_whole=False),
    View("wall-whole", CLIENT, "/g/{code}/photos"),
    View("wall-by-time", CLIENT, "/g/{code}/photos?sort=time", is_whole=False),
    View("wall-picked", CLIENT, "/g/{code}/photos?show=picked", is_whole=False),
    View("photo", CLIENT, "/g/{code}/photos/{photo}", is_whole=False),
    View("pin", CLIENT, "/g/{code}/photos/{photo}/pin"),
    View("photo-alike", CLIENT, "/g/{code}/photos/{alike}", is_whole=False),
    View("similar", CLIENT, "/g/{code}/compare"),
    View("compare", CLIENT, "/g/{code}/compare?photo={alike}"),
    View("best", CLIENT, "/g/{code}/compare?photo={alike}&best={alike}"),
    View("cart", CLIENT, "/g/{code}/cart"),
    View("confirmation", CLIENT, "/g/{code}/orders/{number}"),
    View("download", CLIENT, "/g/{code}/delivery"),
    View("start", OWNER, "/studio"),
    View("search", OWNER, "/studio/search?q=i"),
    View("sessions", OWNER, "/studio/galleries"),
    View("new-session", OWNER, "/studio/galleries/new"),
    View("photos", OWNER, "/studio/galleries/{ordered}/photos"),
    View("photos-draft", OWNER, "/studio/galleries/{draft}/photos"),
    View("session-copy", OWNER, "/studio/galleries/{draft}/copy"),
    View("session-removal", OWNER, "/studio/galleries/{draft}/removal"),
    View("replace-photo", OWNER, "/studio/photos/{photo}/replacement"),
    View("replace-photos", OWNER, "/studio/galleries/{ordered}/replacement"),
    View("link", OWNER, "/studio/invitations/{invitation}/link"),
    View("removal", OWNER, "/studio/photos/{photo}/removal"),
    View("orders-waiting", OWNER, "/studio/galleries/{waiting}/orders"),
    View("orders-viewed", OWNER, "/studio/galleries/{ordered}/orders"),
    View("export", OWNER, "/studio/galleries/{ordered}/orders?program=lightroom"),
    View("export-file", OWNER, "/studio/galleries/{ordered}/orders?program=capture-one"),
    View("export-prints", OWNER, "/studio/galleries/{ordered}/orders?prints=1"),
    View("order", OWNER, "/studio/orders/{order}"),
    View("all-orders", OWNER, "/studio/orders"),
    View("orders-together", OWNER, "/studio/orders/bulk?wish=paid&order={order}"),
    View("payments", OWNER, "/studio/orders/{order}/payments"),
    View("order-edit", OWNER, "/studio/orders/{order}/edit"),
    View("order-merge", OWNER, "/studio/orders/{order}/merge?other={second}"),
    View("clients", OWNER, "/studio/clients"),
    View("client", OWNER, "/studio/clients/{client}"),
    View("client-merge", OWNER, "/studio/clients/{client}/merge?other={twin}"),
    View("client-erasure", OWNER, "/studio/clients/{client}/erasure"),
    View("delivery", OWNER, "/studio/galleries/{ordered}/delivery"),
    View("download-rights", OWNER, "/studio/galleries/{ordered}/delivery/now"),
    View("delivery-empty", OWNER, "/studio/galleries/{waiting}/delivery"),
    View("session-settings", OWNER, "/studio/galleries/{ordered}/settings"),
    View("session-rules", OWNER, "/studio/galleries/{ordered}/settings/rules"),
    View("session-look", OWNER, "/studio/galleries/{ordered}/settings/look"),
    View("session-watermark", OWNER, "/studio/galleries/{ordered}/settings/watermark"),
    View("session-prices", OWNER, "/studio/galleries/{ordered}/settings/prices"),
    View("price-lists", OWNER, "/studio/price-lists"),
    View("new-price-list", OWNER, "/studio/price-lists/new"),
    View("access", OWNER, "/studio/galleries/{public}/settings/access"),
    View("access-people", OWNER, "/studio/galleries/{ordered}/settings/access"),
    View("orders-public", OWNER, "/studio/galleries/{public}/orders"),
    View("activity", OWNER, "/studio/activity"),
    View("promise", OWNER, "/studio/outbox/{entry}"),
    View("settings", OWNER, "/studio/settings"),
    View("mail", OWNER, "/studio/settings/mail"),
    View("test-mode", OWNER, "/studio/settings/mail/test-mode"),
    View("consents", OWNER, "/studio/consents"),
    View("feedback", OWNER, "/studio/settings/feedback"),
    View("reset", OWNER, "/studio/settings/feedback/reset?action=completion_mail"),
    View("resend", OWNER, "/studio/orders/{order}/mails/order_imported"),
    View("templates", OWNER, "/studio/settings/templates"),
    View("template", OWNER, "/studio/settings/templates/order_completed/pl"),
    View("payment-terms", OWNER, "/studio/settings/payments"),
    View("document-settings", OWNER, "/studio/settings/documents"),
    View("documents", OWNER, "/studio/documents"),
    View("document-correction", OWNER, "/studio/documents/{document}/correction"),
    View("document-attachment", OWNER, "/studio/orders/{second}/documents/own"),
    View("help-documents", ANYBODY, "/help/documents"),
    View("statuses", OWNER, "/studio/settings/statuses"),
    View("preview-wall", OWNER, "/g/{code}/photos?preview={invitation}", is_whole=False),
    View("preview-cart", OWNER, "/g/{code}/cart?preview={invitation}"),
)
