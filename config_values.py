"""What may stand in a setting: text in, value out, or a ValueError that says what to write."""

from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet


def integer(text: str) -> int:
    return int(text)


def switch(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError("write 1 or 0")


def folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError("a port is a number from 1 to 65535")
    return port


def public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError("write an address such as https://photos.example.com")
    return text.rstrip("/")


def database(text: str) -> str:
    if text.startswith("postgres://"):
        text = text.replace("postgres://", "postgresql://", 1)
    if not text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("write sqlite:///… or postgresql://…")
    return text


def bucket(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise ValueError("write an address such as https://s3.example.com/bucket")
    if not parts.path.strip("/") or "/" in parts.path.strip("/") or parts.query:
        raise ValueError("write the name of one bucket behind the server, and nothing else")
    return text.rstrip("/")


def redis(text: str) -> str:
    if not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("write redis://… or unix://…")
    return text


def session_key(text: str) -> str:
    if len(text) < 32:
        raise ValueError("use at least 32 random characters")
    return text


def secrets_keys(text: str) -> list[str]:
    keys = [key.strip() for key in text.split(",") if key.strip()]
    if not keys:
        raise ValueError("it is empty")
    for key in keys:
        Fernet(key)
    return keys


def factor(text: str) -> str:
    if text not in {"optional", "operators", "everybody"}:
        raise ValueError("write optional, operators or everybody")
    return text


def days(text: str) -> list[int]:
    return [integer(day) for day in text.split(",") if day.strip()]


def ports(text: str) -> frozenset[int]:
    return frozenset(port(one) for one in text.split(",") if one.strip())


def open_address(text: str) -> str:
    """An address of somebody else's, asked as it stands; or none."""
    if text and urlsplit(text).scheme not in {"http", "https"}:
        raise ValueError("write an address that begins with https://")
    return text


def monitoring_token(text: str) -> str:
    if text and len(text) < 32:
        raise ValueError("use at least 32 random characters")
    return text


def percent(text: str) -> int:
    if not 0 <= (percent := integer(text)) < 100:
        raise ValueError("write a number from 0 to 99")
    return percent


def hour(text: str) -> int:
    hour = integer(text)
    if hour > 23:
        raise ValueError("write an hour from 0 to 23")
    return hour


def contact(text: str) -> str:
    if text and urlsplit(text).scheme not in {"mailto", "https", "tel"}:
        raise ValueError("write mailto:security@example.com or an https address")
    return text
