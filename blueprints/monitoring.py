"""Who may look inside from outside: this machine itself, or whoever holds MONITORING_TOKEN.

A request that came through a proxy carries X-Forwarded-For and so is never taken for a local one,
even where TRUSTED_PROXIES was forgotten.
"""

import hmac
from ipaddress import ip_address

from flask import current_app, request


def is_trusted() -> bool:
    token = current_app.config["MONITORING_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    return _is_local()


def _is_local() -> bool:
    address = request.remote_addr
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers or not address:
        return False
    return ip_address(address).is_loopback
