"""Structured logs: one JSON line per fact, with request or job id, never with a secret."""

import hashlib
import io
import logging
import re
import sys
from contextlib import suppress
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict

# What `secrets.token_urlsafe(32)` makes: link tokens of galleries and passwords; the secrets of
# partners begin with kdr_.
_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])(?:kdr_)?[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


def configure(app) -> None:
    """Send structlog and the standard loggers to standard output, tokens replaced by a hash."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=cast(TextIO, _Lossy())),
        cache_logger_on_first_use=False,
    )
    app.logger.addFilter(_redact_record)
    logging.getLogger("werkzeug").addFilter(_redact_record)


class _Lossy(io.TextIOBase):
    """Standard output. What finds no room there is lost, and whoever told it goes on."""

    def write(self, text: str) -> int:
        with suppress(OSError):
            sys.stdout.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stdout.flush()


def redact(_logger, _method, event: EventDict) -> EventDict:
    """Replace every link token in the values by the beginning of its hash."""
    return {key: _redacted(value) for key, value in event.items()}


def _redacted(value):
    return _TOKEN.sub(_mark, value) if isinstance(value, str) else value


def _mark(found: re.Match) -> str:
    return f"[token {hashlib.sha256(found[0].encode()).hexdigest()[:8]}]"


def _redact_record(record: logging.LogRecord) -> bool:
    record.msg, record.args = _redacted(record.getMessage()), ()
    return True
