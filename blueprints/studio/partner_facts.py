"""What happened to partners, in words for the activity of the studio."""

from flask_babel import lazy_gettext

ICONS = {
    "partner.made": "store",
    "partner.shared": "check",
    "partner.blocked": "circle-x",
    "partner.invited": "send",
    "partner.key": "key-round",
    "partner.addresses": "refresh-cw",
}
TITLES = {
    "partner.made": lazy_gettext("%(name)s is a partner"),
    "partner.shared": lazy_gettext("Offer shared with %(name)s"),
    "partner.blocked": lazy_gettext("Offer of %(name)s switched off"),
    "partner.invited": lazy_gettext("%(name)s invited to sign in: %(email)s"),
    "partner.key": lazy_gettext("New API key for %(name)s"),
    "partner.addresses": lazy_gettext("New offer addresses for %(name)s"),
}
