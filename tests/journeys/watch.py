"""What goes wrong in a browser's pages without anybody looking."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Response, WebError

PARTS_OF_A_PAGE = {"stylesheet", "script", "image", "font"}
# Answers and broken connections are judged where they arrive, not by the console's echo of them.
ECHO = "Failed to load resource"


class Watch:
    """Collects console errors, script errors, breaches of the content policy, answers that say
    our own server failed, and parts of a page that are missing."""

    def __init__(self, context: BrowserContext, base_url: str):
        self.base_url = base_url
        self.faults: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", self._see_error)
        context.on("response", self._see_answer)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ECHO):
            self.faults.append(f"console: {message.text}")

    def _see_error(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

    def _see_answer(self, answer: Response) -> None:
        if not answer.url.startswith(self.base_url):
            self.faults.append(f"strange address: {answer.url}")
        is_part = answer.request.resource_type in PARTS_OF_A_PAGE
        if answer.status >= 500 or (is_part and answer.status >= 400):
            self.faults.append(f"{answer.status}: {answer.request.method} {answer.url}")
