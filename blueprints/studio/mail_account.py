"""The studio's mail server: settings, a trial of them, and the way out of test mode."""

from ipaddress import ip_address

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from blueprints.htmx import render, wants_partial
from blueprints.studio import bp
from blueprints.studio.forms.mail_account import MailAccountForm, TrialForm
from extensions import limiter
from models.mail_account import MailAccount
from services import delivery_reasons, mail_accounts, mail_servers
from services.mail_accounts import Trial

TRIALS = "5 per minute"
PORTS = (25, 465, 587, 2525)
# Whoever has such an address cannot change what its domain says about mail.
FREE_MAIL = {
    "gmail.com",
    "wp.pl",
    "o2.pl",
    "op.pl",
    "tlen.pl",
    "onet.pl",
    "onet.eu",
    "interia.pl",
    "interia.eu",
    "poczta.fm",
    "gazeta.pl",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "proton.me",
}


@bp.app_context_processor
def _trouble() -> dict:
    return {"mail_trouble": _explain}


@bp.get("/settings/mail")
def show_mail_account():
    return _page(MailAccountForm(formdata=None, data=_saved()))


@bp.post("/settings/mail")
def change_mail_account():
    form = MailAccountForm()
    if not form.validate():
        return _page(form), 422
    mail_accounts.change_account(
        current_user.studio,
        form.settings(forgets_password="forgets_password" in request.form),
        attaches_document=form.attaches_document.data,
    )
    flash(_("Saved."))
    return redirect(url_for(".show_mail_account"), 303)


@bp.post("/settings/mail/test")
@limiter.limit(
    TRIALS, key_func=lambda: f"user:{current_user.id}", on_breach=lambda _limit: _too_often()
)
def try_mail_account():
    form = TrialForm()
    if not form.validate():
        return _answer(form, None), 422
    recipient = form.trial_recipient.data
    return _answer(form, mail_accounts.try_out(current_user.studio, form.settings(), recipient))


@bp.get("/settings/mail/test-mode")
def show_test_mode():
    return render_template(
        "studio/test_mode.html",
        leaving=mail_accounts.leaving_test_mode(current_user.studio),
        account=current_user.studio.mail_account,
        place="settings",
        part="mail",
    )


@bp.post("/settings/mail/test-mode")
def end_test_mode():
    mail_accounts.end_test_mode(current_user.studio)
    flash(_("Test mode is off. Clients get their messages from now on."))
    return redirect(url_for(".show_mail_account"), 303)


def _page(form: MailAccountForm, trial: Trial | None = None, is_answer: bool = False):
    return render_template("studio/mail_account.html", **_values(form, trial, is_answer))


def _answer(form: MailAccountForm, trial: Trial | None):
    if not wants_partial():
        return _page(form, trial, is_answer=True)
    values = _values(form, trial, is_answer=True)
    return render("studio/mail_account.html", "studio/_mail_trial.html", **values)


def _too_often():
    said = _("Five test messages a minute are enough. Wait a moment.")
    values = _values(TrialForm(), None, is_answer=True) | {"refusal": said}
    name = "studio/_mail_trial.html" if wants_partial() else "studio/mail_account.html"
    return make_response(render_template(name, **values), 429)


def _values(form: MailAccountForm, trial: Trial | None, is_answer: bool) -> dict:
    account = current_user.studio.mail_account
    domain = account.sender_address.rpartition("@")[2]
    return {
        "form": form,
        "account": account,
        "trial": trial,
        "is_answer": is_answer,
        "is_page": not wants_partial(),
        "reason": _explain_trial(trial),
        "ports": sorted(current_app.config["MAIL_PORTS"]) or PORTS,
        "installation": mail_servers.of_installation(),
        "domain": domain,
        "is_free_mail": domain in FREE_MAIL,
        "sends": _in_spf(account.host),
        "place": "settings",
        "part": "mail",
    }


def _in_spf(host: str) -> str:
    """The server as an SPF record names it."""
    try:
        return f"ip{ip_address(host).version}:{host}"
    except ValueError:
        return f"a:{host}"


def _saved() -> dict:
    studio = current_user.studio
    saved = {name: getattr(studio.mail_account, name) for name in MailAccount.TYPED}
    return saved | {
        "attaches_document": studio.feedback.attaches_document,
        "trial_recipient": current_user.email,
    }


def _explain(account: MailAccount) -> str:
    """Why the studio's mails wait, in a sentence."""
    return delivery_reasons.explain(account.paused_code or "", account.paused_error or "")


def _explain_trial(trial: Trial | None) -> str:
    if trial is None or trial.error is None:
        return ""
    return delivery_reasons.explain(trial.error.code, str(trial.error))
