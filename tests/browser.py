"""Chromium for the stories, with no way out to any other host."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
SIZES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "mobile": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
MOST = 60_000
"""Milliseconds that the browser waits for what a test expects: it cannot see a busy machine's progress, so this is long."""
desktop = pytest.mark.parametrize("page", ["desktop"], indirect=True)
mobile = pytest.mark.parametrize("page", ["mobile"], indirect=True)
both_sizes = pytest.mark.parametrize(
    "page", ["desktop", pytest.param("mobile", marks=pytest.mark.long)], indirect=True
)


def executable() -> str:
    """Path of the browser: CHROMIUM, or the system's."""
    names = (
        os.environ.get("CHROMIUM"),
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )
    for name in filter(None, names):
        found = shutil.which(name)
        if found:
            return found
    raise RuntimeError("no Chromium: apt-get install -y chromium fonts-noto-cjk, or CHROMIUM=/path/to/it")


@contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=MOST)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, size: str, **options: Any) -> Iterator[Page]:
    """A page of a fresh context in one of the two sizes."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **SIZES[size], **options)
    context.set_default_timeout(MOST)
    yield context.new_page()
    context.close()
