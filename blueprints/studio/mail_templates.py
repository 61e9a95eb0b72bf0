"""Settings: the words of the mails about an order, with their variables and what comes out."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import force_locale, lazy_gettext
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.htmx import wants_partial
from blueprints.locale import LOCALES
from blueprints.studio import bp
from blueprints.studio.forms.mail_templates import WordsForm
from formats.mail_words import VARIABLES, unknown_variables
from models.mail_template import MailEvent
from services import mail_templates

EVENTS = {
    MailEvent.IMPORTED: (
        lazy_gettext("After an order has come in"),
        lazy_gettext("Goes to the payer when an order enters the book."),
    ),
    MailEvent.COMPLETED: (
        lazy_gettext("After an order is completed"),
        lazy_gettext("Goes to the payer once the sale is documented."),
    ),
    MailEvent.PAYMENT_DUE: (
        lazy_gettext("Payment is due"),
        lazy_gettext("Reminds of an order that is not paid."),
    ),
}
MEANINGS = {
    "order_no": lazy_gettext("number of the order"),
    "client_name": lazy_gettext("name of the client"),
    "session_name": lazy_gettext("name of the session"),
    "gallery_url": lazy_gettext("link to the photos"),
    "download_url": lazy_gettext("link for downloading"),
    "order_url": lazy_gettext("link to the order"),
    "total_currency": lazy_gettext("total with currency"),
    "total": lazy_gettext("total as a number"),
    "currency": lazy_gettext("currency"),
    "status": lazy_gettext("status, as the client reads it"),
    "document": lazy_gettext("number of the document"),
    "date": lazy_gettext("day of sending"),
    "studio_name": lazy_gettext("name of the studio"),
    "photos_count": lazy_gettext("how many photos"),
    "prints_count": lazy_gettext("how many prints"),
    "payment_method": lazy_gettext("way of paying"),
    "payment_email": lazy_gettext("e-mail of the payer"),
    "to_pay": lazy_gettext("what is left to pay, with the currency"),
    "due_date": lazy_gettext("day by which to pay"),
    "payment_symbol": lazy_gettext("kind of payment"),
    "payment_id": lazy_gettext("number of the payment"),
    "shipping_method": lazy_gettext("way of delivery"),
    "shipping_addr": lazy_gettext("address in one line"),
    "shipping_addr2": lazy_gettext("address as on a parcel"),
    "tracking_number": lazy_gettext("tracking number"),
    "tracking_url": lazy_gettext("link to the tracking"),
    "notes": lazy_gettext("the client's remarks"),
    "shop_notes": lazy_gettext("remarks of the shop"),
    "id": lazy_gettext("number of the order, in short"),
    "sub_Id": lazy_gettext("number of the order in the shop"),
}


@bp.get("/settings/templates")
def list_templates():
    return render_template("studio/mail_templates.html", events=EVENTS, **_place())


@bp.get("/settings/templates/<event>/<locale>")
def show_template(event: str, locale: str):
    mail_event = _event(event, locale)
    words = mail_templates.words_of(current_user.studio, mail_event, locale)
    form = WordsForm(formdata=None, subject=words.subject, body=words.body)
    return _page(mail_event, locale, form)


@bp.post("/settings/templates/<event>/<locale>")
def change_template(event: str, locale: str):
    mail_event, form = _event(event, locale), WordsForm()
    if not form.validate():
        return _page(mail_event, locale, form), 422
    words = form.words()
    try:
        mail_templates.change_words(current_user.studio, mail_event, locale, words)
    except mail_templates.UnknownVariable as refusal:
        form.refuse(str(refusal), in_subject=bool(unknown_variables(words.subject)))
        return _page(mail_event, locale, form), 422
    flash(_("Saved."))
    return redirect(url_for(".show_template", event=event, locale=locale), 303)


@bp.post("/settings/templates/<event>/<locale>/preview")
def preview_template(event: str, locale: str):
    """What the typed words look like; nothing is saved."""
    mail_event, form = _event(event, locale), WordsForm()
    if wants_partial():
        return render_template("studio/_mail_example.html", **_example(form, locale))
    return _page(mail_event, locale, form)


@bp.post("/settings/templates/<event>/<locale>/default")
def restore_template(event: str, locale: str):
    mail_event = _event(event, locale)
    mail_templates.restore_default(current_user.studio, mail_event, locale)
    flash(_("The default words are back."))
    return redirect(url_for(".show_template", event=event, locale=locale), 303)


def _event(name: str, locale: str) -> MailEvent:
    if locale not in LOCALES or name not in EVENTS:
        abort(404)
    return MailEvent(name)


def _page(event: MailEvent, locale: str, form: WordsForm) -> str:
    return render_template(
        "studio/mail_template.html",
        event=event,
        event_names=EVENTS[event],
        locales=LOCALES,
        form=form,
        variables=[(name, MEANINGS[name]) for name in VARIABLES],
        is_own=mail_templates.is_own(current_user.studio, event, locale),
        **_example(form, locale),
        **_place(),
    )


def _example(form: WordsForm, locale: str) -> dict:
    words = form.words()
    unknown = unknown_variables(f"{words.subject}\n{words.body}")
    with force_locale(locale):
        foot = _("Questions? Reply to this message.")
    shown = mail_templates.example(current_user.studio, words, locale)
    return {"words": shown, "unknown": unknown, "foot": foot, "locale": locale}


def _place() -> dict[str, str]:
    return {"place": "settings", "part": "templates"}
