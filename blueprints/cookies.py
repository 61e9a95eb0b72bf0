"""What our own cookies are called. Over HTTPS they have the prefix that no plain page and no
neighbour without HTTPS can set (RFC 6265bis, 4.1.3.1).
"""

from collections.abc import Mapping
from typing import Any

SECURE = "__Secure-"


def name_of(plain: str, config: Mapping[str, Any]) -> str:
    return f"{SECURE}{plain}" if config["SESSION_COOKIE_SECURE"] else plain


def value_of(plain: str, cookies: Mapping[str, str], config: Mapping[str, Any]) -> str:
    """Empty without one. A cookie from before the prefix is good until it ends by itself."""
    return cookies.get(name_of(plain, config)) or cookies.get(plain, "")
