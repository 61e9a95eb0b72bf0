"""What a real WooCommerce was asked, and what it answered: a file a request, as curl wrote it."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CURL = "$ curl "
KEYS = {"<CK>": "ck_key", "<CS>": "cs_secret", "<CK_RO>": "ck_key", "<CS_RO>": "cs_secret"}
KEYS |= {"<WP_APP_PW>": "app-password"}


@dataclass(frozen=True)
class Exchange:
    """`login` is what curl had after -u; `body` the JSON that came back."""

    name: str
    method: str
    url: str
    login: str
    is_read_only: bool
    sent: str
    headers: dict[str, str]
    status: int
    answered: dict[str, str]
    body: Any


def read_exchange(file: Path) -> Exchange | None:
    """None for what is no request of curl that was answered with JSON."""
    text = file.read_text()
    head, _, rest = text.partition("\n\n")
    if not head.startswith(CURL) or not rest.startswith("HTTP/"):
        return None
    top, _, body = rest.partition("\n\n")
    try:
        said = json.loads(body.rpartition("\n(time")[0])
    except ValueError:
        return None
    words = shlex.split(head.removeprefix(CURL))
    login = (_after(words, "-u") or [""])[0]
    answered = dict(line.split(": ", 1) for line in top.splitlines()[1:])
    sent = [word.split(": ", 1) for word in _after(words, "-H")]
    return Exchange(
        name=file.stem,
        method=_after(words, "-X")[0],
        url=next(word for word in words if word.startswith("http")),
        login=_filled(login),
        is_read_only="<CK_RO>" in login,
        sent=(_after(words, "--data-binary") or [""])[0],
        headers={name: value for name, value in sent},
        status=int(top.split()[1]),
        answered=answered,
        body=said,
    )


def _after(words: list[str], option: str) -> list[str]:
    return [words[place + 1] for place, word in enumerate(words) if word == option]


def _filled(text: str) -> str:
    return re.sub("<[A-Z_]+>", lambda found: KEYS[found[0]], text)
