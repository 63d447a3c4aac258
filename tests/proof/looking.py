"""Looking at one page in the browser: axe and width in two sizes, words, complaints, requests to other hosts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, Response, Route

from tests.browser import SIZES
from tests.proof.pages import Visit
from tests.stories.test_accessible import LATIN, is_foreign

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
PUBLIC_RULES = {"runOnly": [*RULES["runOnly"], "best-practice"]}
ALLOWED = re.compile(r"https?://\S+|Cookie|(Chrome|Edge|Firefox|Safari) · (Linux|Windows|macOS|Android|iOS)")
"""Latin words that pages say on purpose: their own address, the name of what they do not use, a reader's own browser."""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
EMPTIED = """() => {
  const form = document.querySelector('main form[method=post]');
  if (!form) return false;
  for (const e of form.querySelectorAll('input:not([type=hidden]):not([type=radio]), textarea, select'))
    if (e.type === 'checkbox') e.checked = false; else e.value = '';
  form.noValidate = true;
  const button = form.querySelector('button:not([type=button]), input[type=submit]');
  setTimeout(() => form.requestSubmit(button || undefined), 0);
  return true;
}"""


@dataclass
class Look:
    """What was found on one page; `kind` is page, part (a fragment of one) or file."""

    visit: Visit
    kind: str = "page"
    status: int = 0
    html: str = ""
    has_form: bool = False
    axe: int = 0
    faults: list[str] = field(default_factory=list)


class Watch:
    """The browser's page with everything that it asked of other hosts and complained of."""

    def __init__(self, page: Page, origin: str, shots: Path | None) -> None:
        self.page, self.origin, self.shots = page, origin, shots
        self.noise: list[str] = []
        page.on("request", self._outside)
        page.on("console", lambda said: self.noise.append(f"console: {said.text}") if _counts(said) else None)
        page.on("pageerror", lambda error: self.noise.append(f"script: {error}"))

    def _outside(self, request: Any) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:", "chrome")):
            self.noise.append(f"asks another host: {request.url}")

    def look(self, visit: Visit) -> Look:
        """Open the page of a visit and look at it."""
        self.noise.clear()
        address = self.origin + visit.address
        if visit.body:
            self.page.route(address, lambda route: _instead(route, visit))
        try:
            response = self.page.goto(address)
        except Error as error:
            is_file = "Download is starting" in str(error) or "ERR_ABORTED" in str(error)
            return (
                Look(visit, "file", visit.status) if is_file else Look(visit, faults=[f"opens not: {error}"])
            )
        return self._judge(Look(visit), response)

    def send_empty(self, visit: Visit) -> Look | None:
        """Open the page, send its first form with every field emptied, and look at the answer."""
        self.page.goto(self.origin + visit.address)
        self.noise.clear()
        try:
            with self.page.expect_navigation(timeout=8_000) as told:
                if not self.page.evaluate(EMPTIED):
                    return None
        except Error:
            return None
        return self._judge(Look(visit), told.value)

    def _judge(self, look: Look, response: Response | None) -> Look:
        look.status = response.status if response else 0
        if response and "text/html" not in response.headers.get("content-type", "text/html"):
            look.kind = "file"
            return look
        look.html = response.text() if response else ""
        if "<html" not in look.html:
            look.kind = "part"
            return look
        look.has_form = self.page.locator("main form[method=post]").count() > 0
        rules = PUBLIC_RULES if look.visit.side == "public" else RULES
        if "data-chart" in look.html:
            self.page.wait_for_load_state("networkidle")
        for width in ("desktop", "mobile"):
            # So tall that the bar at the lower edge of the window covers no field half.
            self.page.set_viewport_size({**SIZES[width]["viewport"], "height": 8_000})
            found = Axe().run(self.page, options=rules).response["violations"]
            look.axe += len(found)
            look.faults += [f"axe {width}: {_violation(fault)}" for fault in found]
            beyond = self.page.evaluate(WIDER)
            look.faults += (
                [f"{beyond} px wider than {SIZES[width]['viewport']['width']}"] if beyond > 0 else []
            )
            self._shoot(look, width)
        look.faults += self._foreign() + self.noise
        return look

    def _foreign(self) -> list[str]:
        words = self.page.evaluate(LATIN)
        return [f"Latin: {text.strip()[:80]}" for text in words if is_foreign(ALLOWED.sub("", text))]

    def _shoot(self, look: Look, width: str) -> None:
        if self.shots:
            name = re.sub(r"[^\w=]+", "_", f"{look.visit.side}_{look.visit.name}_{look.status}").strip("_")
            self.page.screenshot(path=self.shots / f"{name}.{width}.png", full_page=True)


def _instead(route: Route, visit: Visit) -> None:
    route.fulfill(status=visit.status, body=visit.body, content_type="text/html; charset=utf-8")


def _counts(said: Any) -> bool:
    """The browser itself reports the status of a page that is refused; that is no fault of the page."""
    return bool(said.type == "error" and "the server responded with a status of" not in said.text)


def _violation(fault: dict[str, Any]) -> str:
    return f"{fault['id']} {[node['target'] for node in fault['nodes']][:3]}"
