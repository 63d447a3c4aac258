"""A hand on the keyboard: it presses Tab until the wanted control has the focus, and counts what it presses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 150
"""After so many presses a control is out of the keyboard's reach."""


@dataclass
class Hand:
    """`clicks` is what the same way costs the mouse: one for each control, two where a list must be opened first."""

    page: Page
    tabs: int = 0
    keys: int = 0
    clicks: int = 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.keys += 1

    def reach(self, wanted: Locator) -> None:
        """Press Tab until the control has the focus."""
        expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            if wanted.evaluate("control => control === document.activeElement"):
                self.clicks += 1
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError(f"{MOST_TABS} Tabs do not reach {wanted}")

    def to_acts(self) -> None:
        """Take the second of the two links that stand before everything else."""
        self.skip("跳到办理", "#decide")

    def to_content(self) -> None:
        """Take the first of them."""
        self.skip("跳到正文", "#content")

    def skip(self, words: str, to: str) -> None:
        self.reach(self.page.get_by_role("link", name=words))
        self.press("Enter")
        expect(self.page.locator(to)).to_be_focused()
        self.clicks -= 1  # the mouse has no need of it

    def write(self, wanted: Locator, words: str) -> None:
        """Write into a field in place of what it holds."""
        self.reach(wanted)
        self.page.keyboard.type(words)

    def write_day(self, wanted: Locator, day: date) -> None:
        """Write a day part by part, in the order of a browser that speaks English."""
        self.write(wanted, f"{day:%m%d%Y}")
        expect(wanted).to_have_value(day.isoformat())

    def choose(self, wanted: Locator, value: str) -> None:
        """Go down a closed list of choices until it holds this one."""
        self.reach(wanted)
        self.clicks += 1
        for _ in range(40):
            if wanted.input_value() == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {value} of {wanted}")

    def tick(self, wanted: Locator) -> None:
        self.reach(wanted)
        self.press("Space")
        expect(wanted).to_be_checked()

    def enter(self, wanted: Locator) -> None:
        """Press Enter on a button or link, and wait for the page that answers."""
        self.reach(wanted)
        with self.leaving():
            self.press("Enter")
        expect(self.page.locator("main [aria-invalid=true]")).to_have_count(0)

    @contextmanager
    def leaving(self) -> Iterator[None]:
        """Wait for the page that the next key leads to."""
        with self.page.expect_navigation():
            yield
