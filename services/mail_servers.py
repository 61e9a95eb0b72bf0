"""Which SMTP server a mail leaves through: the studio's own, or the one of the installation."""

from dataclasses import dataclass, field
from email.utils import parseaddr

from flask import current_app

from models.mail_account import MailAccount
from models.outbox import BY_INSTALLATION
from services import vault

IMPLICIT_TLS_PORT = 465


@dataclass(frozen=True)
class MailServer:
    """`encryption` is "tls" from the first byte, "starttls", which is never done without, or "".

    Without a login nobody signs in. Only the operator's own server, `is_trusted`, may stand in
    this machine's network.
    """

    host: str
    port: int
    sender_address: str
    encryption: str = ""
    login: str = ""
    password: str = field(default="", repr=False)
    ignores_certificate: bool = False
    is_trusted: bool = False


def encryption_of(port: int, uses_tls: bool) -> str:
    if not uses_tls:
        return ""
    return "tls" if port == IMPLICIT_TLS_PORT else "starttls"


def server_for(kind: str, account: MailAccount) -> MailServer:
    """Account mails leave through the installation, so that they come when a studio's cannot."""
    if not account.is_own or kind in BY_INSTALLATION:
        return of_installation()
    return of_studio(account)


def of_studio(account: MailAccount) -> MailServer:
    return MailServer(
        host=account.host,
        port=account.port,
        sender_address=account.sender_address,
        encryption=encryption_of(account.port, account.uses_tls),
        login=account.login,
        password=vault.unseal(account.password_sealed) if account.password_sealed else "",
        ignores_certificate=account.uses_tls and account.ignores_certificate,
    )


def of_installation() -> MailServer:
    mail = current_app.extensions["mail"]
    sender = parseaddr(current_app.config["MAIL_DEFAULT_SENDER"])[1]
    encryption = "tls" if mail.use_ssl else "starttls" if mail.use_tls else ""
    return MailServer(
        mail.server,
        mail.port,
        sender,
        encryption,
        mail.username or "",
        mail.password or "",
        is_trusted=True,
    )
