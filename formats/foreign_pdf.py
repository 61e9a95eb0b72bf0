"""A PDF that somebody uploads: looked at as bytes, never opened."""

import re

LIMIT_BYTES = 10_000_000
_STREAMS = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z0-9])")


def is_pdf(data: bytes) -> bool:
    """Does it begin and end as one?"""
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]


def runs_something(data: bytes) -> bool:
    """Does an object name a script or a program, written plainly or with escapes?

    What lies in compressed streams is not seen; the file is only ever handed out as a download.
    """
    objects = _STREAMS.sub(b"", data)
    plain = _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), objects)
    return _RUNS.search(plain) is not None
