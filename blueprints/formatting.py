"""Filters that show money, times, sizes and counts the way people write them."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale, numbers
from flask_babel import format_date, format_decimal, get_locale, to_user_timezone
from flask_babel import gettext as _
from markupsafe import Markup

from formats.polish_transfer import grouped_account
from formats.stems import stem
from models.order_delivery import HOME_COUNTRY
from models.types import utc_now

NO_BREAK = "\N{NO-BREAK SPACE}"


def register(app) -> None:
    filters = (
        money,
        moment,
        day,
        clock,
        lately,
        weekday,
        short_day,
        long_day,
        num,
        size,
        duration,
        decimal,
        percent,
    )
    for function in (*filters, ratio_class, color_class):
        app.add_template_filter(function)
    app.add_template_filter(bare_money)
    app.add_template_filter(month_word)
    app.add_template_filter(iso_day)
    app.add_template_filter(abroad)
    app.add_template_filter(grouped_account, "account")
    app.add_template_filter(stem)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def money(cents: int, currency: str = "PLN") -> str:
    """123450 as "1 234,50 zł" or "1,234.50 PLN"; spaces do not break."""
    return _money(cents, currency, get_locale())


def bare_money(cents: int) -> str:
    """123450 as "1 234,50" or "1,234.50": for columns whose currency is said elsewhere."""
    return numbers.format_decimal(cents / 100, "#,##0.00", get_locale()).replace(" ", NO_BREAK)


@lru_cache(maxsize=4096)
def _money(cents: int, currency: str, locale: Locale) -> str:
    pattern = "#,##0.00 ¤" if locale.language == "pl" else "#,##0.00 ¤¤"
    told = numbers.format_currency(cents / 100, currency, pattern, locale)
    return told.replace(" ", NO_BREAK)


def moment(time: datetime) -> str:
    """A time in the studio's zone: "22.11.2026, 18:42" or "2026-11-22 18:42"."""
    pattern = "%d.%m.%Y, %H:%M" if _is_polish() else "%Y-%m-%d %H:%M"
    return to_user_timezone(time).strftime(pattern).replace(" ", NO_BREAK)


def clock(time: datetime) -> str:
    return to_user_timezone(time).strftime("%H:%M")


def day(value: date | datetime) -> str:
    """A day: "22.11.2026" or "2026-11-22"."""
    if isinstance(value, datetime):
        value = to_user_timezone(value)
    return value.strftime("%d.%m.%Y" if _is_polish() else "%Y-%m-%d")


def abroad(country: str) -> str:
    """The name of a country other than the home country, which goes without saying."""
    if country in ("", HOME_COUNTRY):
        return ""
    return get_locale().territories.get(country, country)


def iso_day(value: str) -> str:
    """A day that was frozen as "2026-11-22"."""
    return day(date.fromisoformat(value))


def lately(time: datetime) -> str:
    """A time as people say it soon after: "today, 09:02", "yesterday, 22:40", then "22.11.2026"."""
    days = (to_user_timezone(utc_now()).date() - to_user_timezone(time).date()).days
    if days == 0:
        return _("today, %(time)s", time=clock(time))
    return _("yesterday, %(time)s", time=clock(time)) if days == 1 else day(time)


def weekday(value: date) -> str:
    """ "nd." or "Sun", as the language shortens it."""
    return format_date(value, "EEE")


def short_day(time: datetime) -> str:
    """ "22 lis" or "22 Nov", where the studio is."""
    return format_date(to_user_timezone(time), "d MMM", rebase=False)


def long_day(value: date) -> str:
    """ "Niedziela, 22 listopada" or "Sunday, 22 November"."""
    told = format_date(value, "EEEE, d MMMM")
    return told[:1].upper() + told[1:]


def month_word(value: date) -> str:
    """ "listopad 2026" or "November 2026"."""
    return format_date(value, "LLLL y")


def num(text: str) -> Markup:
    """A figure inside a sentence: digits of one width, never broken."""
    return Markup('<span class="num">{}</span>').format(text)


def percent(hundredths: int) -> str:
    """1250 hundredths of a percent as "12,5%"."""
    return f"{format_decimal(hundredths / 100, format='0.##')}%"


def size(count_bytes: int) -> str:
    """38400000 as "38,4 MB"."""
    amount, unit = float(count_bytes), "B"
    for bigger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, bigger
    digits = "#,##0" if amount >= 100 or unit == "B" else "#,##0.#"
    return f"{format_decimal(amount, format=digits)}{NO_BREAK}{unit}"


def duration(count_bytes: int, mbit_per_s: int) -> str:
    """How long so many bytes take over such a line: "12 min", "3 h"; never less than a minute."""
    minutes = max(1, round(count_bytes * 8 / (mbit_per_s * 60_000_000)))
    told = _("%(count)s min", count=minutes)
    if minutes > 90:
        told = _("%(count)s h", count=round(minutes / 60))
    return told.replace(" ", NO_BREAK)


def decimal(value: float) -> str:
    """7.234 as "7,2"; never rounded up."""
    return format_decimal(int(value * 10) / 10, format="0.0")


def ratio_class(width_px: int, height_px: int) -> str:
    """The class in static/css/ratios.css for this shape, between 0.30 and 3.00."""
    return f"r{min(300, max(30, round(100 * width_px / height_px)))}"


def color_class(dominant_color: str | None) -> str:
    """The class in static/css/ratios.css nearest to "rrggbb"."""
    digits = dominant_color or "a0a0a0"
    steps = (min(3, int(digits[i : i + 2], 16) // 64) for i in (0, 2, 4))
    return "d" + "".join(str(step) for step in steps)


def _is_polish() -> bool:
    return get_locale().language == "pl"
