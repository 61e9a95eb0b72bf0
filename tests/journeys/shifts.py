"""What moved on a page by itself, as the browser counts it (web.dev/cls)."""

from playwright.sync_api import Page

LIMIT_CLS = 0.02
# A move within half a second of a press is the answer to it, and does not count.
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def shifted(page: Page) -> float:
    """Sum of the shifts since `SHIFTS` ran on the page."""
    return page.evaluate("window.shifted")
