"""The browser of the journeys: Debian's Chromium, without a window and without calls home."""

import os
import shutil
from typing import Any

from playwright.sync_api import Browser, Playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CONTEXT: dict[str, Any] = {
    "viewport": {"width": 1440, "height": 900},
    "locale": "pl-PL",
    "timezone_id": "Europe/Warsaw",
    "accept_downloads": True,
    "reduced_motion": "reduce",
}


def launch(playwright: Playwright) -> Browser:
    path = os.environ.get("KADR_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
