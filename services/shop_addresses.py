"""Where a shop is, as people type it, and whose certificate it may have."""

import re
import ssl
from urllib.parse import urlsplit

from flask_babel import lazy_gettext

from services.refusals import Refused

_SPACE = re.compile(r"\s")


class AddressWrong(Refused):
    """This is no address of a shop."""

    status = 422


class CertificateWrong(Refused):
    """This is no certificate of an authority."""

    status = 422


def clean(text: str) -> str:
    """ "Sklep.example/" as "https://sklep.example". Raises AddressWrong."""
    text = text.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError:
        raise _wrong() from None
    is_odd = parts.scheme not in ("http", "https") or "@" in parts.netloc or _SPACE.search(text)
    if is_odd or not parts.hostname or parts.query or parts.fragment:
        raise _wrong()
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def check_authority(pem: str) -> None:
    """Raises CertificateWrong for what no connection could be made with; empty is fine."""
    if not pem:
        return
    try:
        if "PRIVATE KEY" in pem or not ssl.create_default_context(cadata=pem).get_ca_certs():
            raise ValueError("no authority")
    except (ssl.SSLError, ValueError):
        raise CertificateWrong(
            lazy_gettext("This is no certificate in PEM: it begins with BEGIN CERTIFICATE.")
        ) from None


def _wrong() -> AddressWrong:
    return AddressWrong(
        lazy_gettext("Write the address as in the browser, e.g. https://myshop.example.")
    )
