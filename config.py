"""Every setting of Kadr, its unit and its default. The only reader of environment variables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import config_values as of

ROOT = Path(__file__).resolve().parent


class ConfigError(SystemExit):
    """A setting is wrong: the start ends with one line that names it and says what to do."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str | None
    meaning: str
    parse: Callable[[str], Any] = str
    secret: bool = False


SETTINGS = (
    Setting("KADR_INSTANCE", str(ROOT / "instance"), "Database, media and sockets.", of.folder),
    Setting("DATABASE_URL", None, "Default: kadr.sqlite in the instance folder.", of.database),
    Setting("STORAGE_URL", None, "Bucket, https://server/name; empty: a folder.", of.bucket),
    Setting("STORAGE_REGION", "us-east-1", "Region of the bucket, as its server calls it."),
    Setting("STORAGE_KEY", "", "Access key of the bucket."),
    Setting("STORAGE_SECRET", "", "Secret key of the bucket.", secret=True),
    Setting("STORAGE_TIMEOUT_S", "20", "Time limit of one step with the bucket.", of.integer),
    Setting("STORAGE_RETRIES", "3", "Further tries of a request to the bucket.", of.integer),
    Setting("STORAGE_CACHE_MB", "2000", "Files of a bucket kept on this machine.", of.integer),
    Setting("STORAGE_REDIRECTS", "0", "Downloads come from the bucket itself.", of.switch),
    Setting("REDIS_URL", None, "Default: the socket run/redis.sock there.", of.redis),
    Setting("PUBLIC_BASE_URL", None, "Address in mails; default: this machine.", of.public_url),
    Setting("PORT", "5000", "Port of the web server on the loopback interface.", of.port),
    Setting("SECRET_KEY", None, "Signs cookies; required.", of.session_key, secret=True),
    Setting("SECRETS_KEY", None, "Fernet keys, newest first; required.", of.secrets_keys, True),
    Setting("MAIL_SERVER", "127.0.0.1", "SMTP server."),
    Setting("MAIL_PORT", "25", "SMTP port.", of.port),
    Setting("MAIL_USE_TLS", "0", "STARTTLS, mandatory when on.", of.switch),
    Setting("MAIL_USE_SSL", "0", "TLS from the first byte (port 465).", of.switch),
    Setting("MAIL_USERNAME", "", "SMTP login; empty: no login."),
    Setting("MAIL_PASSWORD", "", "SMTP password.", secret=True),
    Setting("MAIL_DEFAULT_SENDER", "kadr@localhost", "From: address of all mails."),
    Setting("MAIL_TIMEOUT_S", "20", "Time limit of one SMTP step, seconds.", of.integer),
    Setting("MAIL_ALLOW_PRIVATE", "0", "Studios' servers may be in this network.", of.switch),
    Setting("SHOPS_ALLOW_PRIVATE", "0", "Shops may be in this network, without HTTPS.", of.switch),
    Setting("MAIL_PORTS", "", "Ports of studios' servers, 465,587; empty: any.", of.ports),
    Setting("KADR_DEV_MAIL", "", "Folder of caught mails, shown at /dev/mail; empty: off."),
    Setting("ACCEL_PREFIX", "", "nginx location for X-Accel-Redirect; empty: Kadr sends files."),
    Setting("TRUSTED_PROXIES", "0", "Number of reverse proxies in front.", of.integer),
    Setting("UPLOAD_LIMIT_MB", "250", "Largest single photo, megabytes.", of.integer),
    Setting("RELAY_EVERY_S", "15", "Rhythm of the schedule process, seconds.", of.integer),
    Setting("REMINDER_DAYS", "3,1", "Days before the last day of choosing, each a mail.", of.days),
    Setting(
        "REMINDER_HOUR", "9", "Hour from which reminders leave, in the studio's zone.", of.hour
    ),
    Setting("SWEEP_EVERY_S", "3600", "Rhythm of sweeping what is forgotten, seconds.", of.integer),
    Setting("TIDY_EVERY_S", "86400", "How often bytes without a row are looked for.", of.integer),
    Setting("FEEDBACK_EVERY_S", "900", "Rhythm of the feedback update, seconds.", of.integer),
    Setting("REMINDERS_EVERY_S", "900", "How often reminders are looked for, seconds.", of.integer),
    Setting("SHOP_TIMEOUT_S", "30", "Time limit of one request to a shop, seconds.", of.integer),
    Setting("SHOPS_EVERY_S", "30", "How often due exchanges are looked for, seconds.", of.integer),
    Setting("SHOP_ORDERS_EVERY_S", "3600", "How often a shop's orders are fetched.", of.integer),
    Setting("SHOP_STATUSES_EVERY_S", "3600", "How often statuses are passed on.", of.integer),
    Setting("SHOP_PAYMENTS_EVERY_S", "14400", "How often payments are passed on.", of.integer),
    Setting("SHOP_CHECKS_EVERY_S", "3600", "How often orders in a shop are checked.", of.integer),
    Setting("SHOP_STOCK_EVERY_S", "3600", "How often a shop's stock is read.", of.integer),
    Setting("FEEDS_EVERY_S", "30", "How often offers are looked at for changes.", of.integer),
    Setting("FEED_SLICE_EVERY_S", "1800", "What changed is told in slices of so long.", of.integer),
    Setting("FEED_FULL_HOUR", "2", "Hour of the whole offer, in the studio's zone.", of.hour),
    Setting("FEED_LIMIT", "120 per minute", "Requests for files of an offer by one token."),
    Setting("LEASE_S", "180", "Time a worker may hold an outbox entry, seconds.", of.integer),
    Setting("BACKOFF_SCALE", "1", "Divides every waiting time; tests use 100.", of.integer),
    Setting("CRASH_AT", "", "Ends the process at this point; for tests only."),
    Setting("VISITOR_LIMIT", "200 per hour", "New visitors of public sessions per address."),
    Setting("DELIVERY_FORM_LIMIT", "60 per hour", "Delivery forms sent from one address."),
    Setting("BASELINKER_LIMIT", "300 per minute", "Calls of BaseLinker at one studio's address."),
    Setting("CUSTOMER_API_LIMIT", "120 per minute", "Calls of CustomerAPI with one key."),
    Setting("CUSTOMER_API_GUESSES", "30 per minute", "Calls with a wrong key per address."),
    Setting("RECIPIENT_DAYS", "365", "Days until recipients are forgotten.", of.integer),
    Setting("PARTNER_FILE_DAYS", "30", "Days that a file no order names is kept.", of.integer),
    Setting("BACKUP_MARK", "", "File written by every backup; default: backup/last there."),
    Setting(
        "MONITORING_TOKEN", "", "Opens what only this machine sees.", of.monitoring_token, True
    ),
    Setting("PROMETHEUS_MULTIPROC_DIR", "", "Where web processes share figures; see deploy/."),
    Setting("OPERATOR_EMAIL", "", "Where alarms go; default: to every operator."),
    Setting("STUDIO_QUOTA_GB", "0", "What a studio may keep, gigabytes; 0: no limit.", of.integer),
    Setting("USAGE_EVERY_S", "3600", "How often the room of studios is counted.", of.integer),
    Setting("ALARMS_EVERY_S", "60", "How often the installation is looked at.", of.integer),
    Setting("ALARM_DISK_PERCENT", "10", "Free space that is too little; 0: off.", of.percent),
    Setting("ALARM_BACKUP_H", "30", "Hours without a backup; 0: off.", of.integer),
    Setting("ALARM_LATE_MIN", "10", "Minutes that something due may wait; 0: off.", of.integer),
    Setting("HEARTBEAT_URL", "", "Asked while the clock runs; default: none.", of.open_address),
    Setting("HEARTBEAT_EVERY_S", "300", "How often that is asked, seconds.", of.integer),
    Setting("DOCTOR_HOUR", "4", "Hour of the nightly examination, Polish time.", of.hour),
    Setting("CHECKSUM_MINUTES", "30", "Minutes a night of reading photos again.", of.integer),
    Setting("RECORDS_DAYS", "90", "Days that past alarms and examinations are kept.", of.integer),
    Setting("AUDIT_DAYS", "365", "Days that the access log of a studio is kept.", of.integer),
    Setting("VISITOR_DAYS", "7", "Days that visitors who only looked are kept.", of.integer),
    Setting("FEED_DOWNLOAD_DAYS", "30", "Days that fetches of offers are kept.", of.integer),
    Setting("SIGN_IN_DAYS", "365", "Days that unused sign-ins are kept.", of.integer),
    Setting("SECURITY_CONTACT", "", "mailto: or https: of security.txt; empty: none.", of.contact),
    Setting("SECOND_FACTOR", "optional", "Who must have one: operators, everybody.", of.factor),
    Setting("LOGIN_LIMIT", "10 per 15 minutes", "Sign-ins per address and per account."),
)


def load(environ: Mapping[str, str]) -> dict[str, Any]:
    """The settings as Flask configuration.

    Raises ConfigError for the first setting that is missing or wrong.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environ.get(setting.name) or setting.default
        values[setting.name] = None if text is None else _parsed(setting, text)
    for required in ("SECRET_KEY", "SECRETS_KEY"):
        if values[required] is None:
            raise ConfigError(f"{required} is not set. ./run makes one; see docs/settings.md.")
    return values | _derived(values)


def _parsed(setting: Setting, text: str) -> Any:
    try:
        return setting.parse(text)
    except ValueError as error:
        shown = "" if setting.secret else f" ({text!r})"
        raise ConfigError(f"{setting.name} is wrong{shown}: {error}.") from None


def _derived(values: dict[str, Any]) -> dict[str, Any]:
    instance: Path = values["KADR_INSTANCE"]
    public = values["PUBLIC_BASE_URL"] or f"http://127.0.0.1:{values['PORT']}"
    secure = public.startswith("https://")
    redis_url = values["REDIS_URL"] or f"unix://{instance}/run/redis.sock"
    return {
        "PUBLIC_BASE_URL": public,
        "REDIS_URL": redis_url,
        "MEDIA_ROOT": instance / "media",
        "BACKUP_MARK": Path(values["BACKUP_MARK"] or instance / "backup" / "last"),
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"] or f"sqlite:///{instance}/kadr.sqlite",
        # A connection for each thread that asks for one, and a few of them kept.
        "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True, "max_overflow": -1},
        "SESSION_COOKIE_NAME": "__Host-kadr" if secure else "kadr",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=31),
        "TRUSTED_HOSTS": sorted({urlsplit(public).hostname or "", "127.0.0.1", "localhost"}),
        "MAX_FORM_MEMORY_SIZE": 2_000_000,
        "MAX_FORM_PARTS": 2_000,
        "WTF_CSRF_TIME_LIMIT": None,
        # Pages whose address holds a secret send no referrer; the token itself is always asked.
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_DEFAULT_LOCALE": "pl",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Warsaw",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "RATELIMIT_STORAGE_URI": redis_url.replace("unix://", "redis+unix://", 1),
        # A silent Redis keeps one request waiting so long, then memory counts.
        "RATELIMIT_STORAGE_OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_SWALLOW_ERRORS": True,
        "RATELIMIT_HEADERS_ENABLED": False,
    }
