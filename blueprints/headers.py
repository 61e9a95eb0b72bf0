"""What every answer carries: security headers, no caching of private pages, a line in the log."""

import secrets
import time

import structlog
from flask import g, request

log = structlog.get_logger()

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, noarchive",
    "Cache-Control": "private, no-store",
}
HSTS = "max-age=31536000"


def register(app) -> None:
    # First of all, also before the check of form tokens, which may end a request.
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_finish)


def _begin() -> None:
    g.started = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=secrets.token_hex(6))


def _finish(response):
    for name, value in plain(request.is_secure).items():
        response.headers.setdefault(name, value)
    response.vary.add("HX-Request")
    rule = request.url_rule.rule if request.url_rule else "-"
    log.info(
        "request",
        method=request.method,
        rule=rule,
        status=response.status_code,
        ms=round((time.perf_counter() - g.started) * 1000),
    )
    return response


def plain(is_secure: bool) -> dict[str, str]:
    """The headers that every answer carries."""
    return HEADERS | {"Strict-Transport-Security": HSTS} if is_secure else HEADERS
