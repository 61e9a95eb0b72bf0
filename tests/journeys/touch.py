"""A finger, or two, on a touch screen: what Playwright has no words for, told to Chromium."""

from playwright.sync_api import Locator, Page

STEPS = 8
STEP_MS = 16


class Finger:
    """Moves inside one element of a page that has a touch screen."""

    def __init__(self, page: Page, area: Locator):
        self.page = page
        self.wire = page.context.new_cdp_session(page)
        box = area.bounding_box()
        assert box is not None
        self.box = box

    def swipe(self, direction: int) -> None:
        """Across most of the area: -1 to the left, 1 to the right."""
        far = self.box["width"] * 0.4
        for step in range(STEPS + 1):
            across = direction * far * (2 * step / STEPS - 1)
            self._touch("touchMove" if step else "touchStart", [self._point(across)])
        self._touch("touchEnd", [])

    def pinch(self, times: float) -> None:
        """Two fingers move apart around the middle until they are `times` as far."""
        near = self.box["width"] / 8
        for step in range(STEPS + 1):
            half = near * (1 + (times - 1) * step / STEPS)
            points = [self._point(-half, number=0), self._point(half, number=1)]
            self._touch("touchMove" if step else "touchStart", points)
        self._touch("touchEnd", [])

    def tap_twice(self, across: float = 0.5, down: float = 0.5) -> None:
        """Where: parts of the width and height of the area."""
        x = (across - 0.5) * self.box["width"]
        y = (down - 0.5) * self.box["height"]
        for _ in range(2):
            self._touch("touchStart", [self._point(x, y)])
            self._touch("touchEnd", [])

    def _point(self, across: float, down: float = 0, number: int = 0) -> dict:
        middle_x = self.box["x"] + self.box["width"] / 2
        middle_y = self.box["y"] + self.box["height"] / 2
        return {"x": middle_x + across, "y": middle_y + down, "id": number}

    def _touch(self, kind: str, points: list[dict]) -> None:
        self.wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        self.page.wait_for_timeout(STEP_MS)
