"""Where news about a partner's orders go, set by the partner's own program."""

from flask_babel import lazy_gettext as _

from blueprints.partner.api.asked import WebhookAsked
from blueprints.partner.api.registry import operation
from blueprints.partner.api.told import WebhookTold
from models.partner import Partner
from services import partner_news


@operation(
    "GET",
    "/webhook",
    summary=_("Your webhook"),
    description=_("Where news go: order.received, order.status, order.parcel, order.cancelled."),
    answer=WebhookTold,
)
def show_webhook(partner: Partner):
    return WebhookTold(url=partner.webhook_url, secret=None)


@operation(
    "PUT",
    "/webhook",
    summary=_("Have news sent to you"),
    description=_(
        "Calls are signed as Standard Webhooks has it: webhook-id stays the same over repeats. The "
        "secret is made anew and told this once. What is not answered 2xx is sent again, for days."
    ),
    body=WebhookAsked,
    answer=WebhookTold,
    problems=(413, 415, 422),
)
def set_webhook(partner: Partner, body: WebhookAsked):
    secret = partner_news.set_address(partner, body.url)
    return WebhookTold(url=partner.webhook_url, secret=secret)


@operation(
    "DELETE",
    "/webhook",
    summary=_("No more news"),
    description=_("What has not been sent yet is not sent any more."),
    answer=WebhookTold,
)
def remove_webhook(partner: Partner):
    partner_news.forget_address(partner)
    return WebhookTold(url="", secret=None)
