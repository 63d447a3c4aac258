"""Every page of both sites through axe, the Nu HTML checker and Lighthouse; prints the report.

`PROOF_SHOTS=folder` keeps a picture of every page at 1440 and 390 px; `PROOF_ONLY=text` looks at the pages whose
name contains it, and `PROOF_MINUTES` bounds Lighthouse (12 by default).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from playwright.sync_api import BrowserContext

from integrity_portal import processes
from tests import browser, databases, live, stores
from tests.proof import instruments, pages
from tests.proof.looking import Look, Watch

ONLY = os.environ.get("PROOF_ONLY", "")
MINUTES = float(os.environ.get("PROOF_MINUTES", "12"))
BROWSERS = max(os.cpu_count() or 2, 2)
CATEGORIES = {
    pages.OFFICE: ["accessibility", "best-practices"],
    pages.PUBLIC: ["performance", "accessibility", "best-practices", "seo"],
}
LEAST = {"performance": 0.9, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
NO_SEO = "is-crawlable"
"""Pages that ask search engines to stay away (searches, ended and missing ones) lose this one on purpose."""


def say(words: str) -> None:
    print(f"   {time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


@contextmanager
def portal() -> Iterator[tuple[pages.Scene, dict[str, str]]]:
    """A database with everything in it, and the two sites that run on it: side → address."""
    with ExitStack() as stack:
        stack.enter_context(databases.clone(databases.template(), "proof"))
        taken = stores.take()
        stack.callback(taken.give_back)
        settings.REDIS_URL = taken.office
        made = pages.scene()
        yield (
            made,
            {
                pages.OFFICE: stack.enter_context(live.site(processes.OFFICE, taken)),
                pages.PUBLIC: stack.enter_context(live.site(processes.PUBLIC, taken)),
            },
        )


def crawl(visits: list[pages.Visit], made: pages.Scene, sites: dict[str, str]) -> list[Look]:
    """Look at every page, then send every form empty; the second changes cases, so it comes last."""
    shots = Path(os.environ["PROOF_SHOTS"]) if os.environ.get("PROOF_SHOTS") else None
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    looks: list[Look] = []
    with browser.chromium() as launched:
        for side in (pages.OFFICE, pages.PUBLIC):
            with browser.opened(launched, "desktop") as page:
                watch = Watch(page, sites[side], shots)
                mine = [visit for visit in visits if visit.side == side]
                for number, visit in enumerate(mine):
                    _sit(page.context, visit, made, sites[side])
                    looks.append(watch.look(visit))
                    if number % 25 == 0:
                        say(f"{side}: {number} of {len(mine)} pages")
                looks += list(_sent(watch, looks, made)) if side == pages.OFFICE else []
    return looks


def _sit(context: BrowserContext, visit: pages.Visit, made: pages.Scene, site: str) -> None:
    context.clear_cookies()
    if visit.seat in made.cookies:
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": made.cookies[visit.seat], "url": site}]
        )


def _sent(watch: Watch, looks: list[Look], made: pages.Scene) -> Iterator[Look]:
    forms = [look.visit for look in looks if look.has_form and not look.visit.seat.startswith(pages.EMPTY)]
    say(f"office: {len(forms)} forms to send empty")
    for visit in forms:
        _sit(watch.page.context, visit, made, watch.origin)
        answered = pages.Visit(visit.side, visit.seat, f"{visit.pattern} sent empty", visit.address, 0)
        look = watch.send_empty(answered)
        if look:
            yield look


def measured(looks: list[Look], made: pages.Scene, sites: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Lighthouse over every page that an address leads to; public pages first, one after another, so that times count."""
    jobs = [
        {
            "name": f"{look.visit.side} {look.visit.name}",
            "url": sites[look.visit.side] + look.visit.address,
            "cookie": f"{settings.SESSION_COOKIE_NAME}={made.cookies[look.visit.seat]}"
            if look.visit.seat in made.cookies
            else "",
            "categories": CATEGORIES[look.visit.side],
        }
        for look in looks
        if look.kind == "page" and not look.visit.body and look.visit.status
    ]
    public = [job for job in jobs if job["name"].startswith(pages.PUBLIC)]
    office = [job for job in jobs if job["name"].startswith(pages.OFFICE)]
    say(f"Lighthouse: {len(public)} public pages, one after another")
    began = time.monotonic()
    found = instruments.lighthouse(public, browsers=1, seconds=MINUTES * 30)
    left = MINUTES * 60 - (time.monotonic() - began)
    say(f"Lighthouse: {len(office)} pages of the office, {BROWSERS} at a time, at most {left:.0f} s")
    return found | instruments.lighthouse(office, browsers=BROWSERS, seconds=left)


def judge(looks: list[Look], scores: dict[str, dict[str, Any]], errors: dict[str, list[str]]) -> None:
    """Add what the checkers found to the faults of the pages."""
    for number, look in enumerate(looks):
        wanted = look.visit.status
        if wanted and look.status != wanted:
            look.faults.append(f"answers {look.status}, not {wanted}")
        if look.status >= 500 and not look.visit.body:
            look.faults.append("breaks")
        look.faults += [f"Nu: {error}" for error in errors.get(str(number), [])]
        told = scores.get(f"{look.visit.side} {look.visit.name}")
        if told and look.visit.status:
            look.faults += _low(look, told)


def _low(look: Look, told: dict[str, Any]) -> list[str]:
    low = [
        name
        for name, score in told["scores"].items()
        if (score or 0) < LEAST[name] and not (name == "seo" and NO_SEO in " ".join(told["faults"]))
    ]
    low = [name for name in low if look.visit.status == 200 or name not in {"seo", "best-practices"}]
    why = [fault for fault in told["faults"] if fault != NO_SEO]
    return [f"Lighthouse {', '.join(low)}: {'; '.join(why) or told['error']}"] if low else []


def report(looks: list[Look], scores: dict[str, dict[str, Any]], minutes: float) -> str:
    """The whole report in Markdown."""
    seen = [look for look in looks if look.kind == "page"]
    faulty = [look for look in looks if look.faults]
    unmeasured = sum(
        f"{look.visit.side} {look.visit.name}" not in scores
        for look in seen
        if look.visit.status and not look.visit.body
    )
    head = [
        "# Every page of both sites\n",
        "Made by `make proof` (`PROOF=pages` alone). One row a page: its address in the words of the permission matrix,",
        "the seat that looked, `empty/…` a seat in a place without cases, `sent empty` the answer to its form with every",
        "field emptied. Each in Chromium at 1440 and 390 px: axe-core (WCAG 2.2 A and AA; public pages its best practices",
        "too), no sideways scrolling, no complaint of the browser, no request to another host, no word that is not Chinese;",
        "the HTML as served through the Nu checker; Lighthouse by address (performance with its simulated slow phone,",
        "public pages only; P A B S = performance, accessibility, best practices, search engines).\n",
        f"- {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {_commit()}, {minutes:.0f} minutes on {os.cpu_count()} cores",
        f"- {instruments.versions()}, axe-core of axe-playwright-python",
        f"- {len(seen)} pages looked at, {len(faulty)} with a fault, {unmeasured} not reached by Lighthouse in its time\n",
    ]
    faults = ["## Faults\n", *(f"- {look.visit.name}: {fault}" for look in faulty for fault in look.faults)]
    rows = [
        f"| {look.visit.pattern} | {look.visit.seat} | {look.status} | {look.axe} | {_count(look, 'Nu')} |"
        f" {_count(look, '') - _count(look, 'Nu') - _count(look, 'axe') - _count(look, 'Lighthouse')} |"
        f" {_figures(scores.get(f'{look.visit.side} {look.visit.name}')) if look.visit.status else ''} |"
        for look in seen
    ]
    table = [
        "\n## Pages\n",
        "| page | seat | answer | axe | Nu | else | P A B S |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(faults if faulty else ["No fault."]), *table, *rows]) + "\n"


def _count(look: Look, tool: str) -> int:
    return sum(fault.startswith(tool) for fault in look.faults)


def _figures(told: dict[str, Any] | None) -> str:
    if not told:
        return "—"
    names = ("performance", "accessibility", "best-practices", "seo")
    return " ".join(
        "·" if told["scores"].get(name) is None else f"{told['scores'][name]:.0%}"[:-1] for name in names
    )


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], check=False, capture_output=True, text=True
    )
    return done.stdout.strip() or "unknown"


def main() -> int:
    began = time.monotonic()
    instruments.ensure()
    with portal() as (made, sites):
        visits = [
            visit
            for visit in pages.office_visits(made) + pages.public_visits(made)
            if ONLY in f"{visit.side} {visit.name}"
        ]
        looks = crawl(visits, made, sites)
        say("the Nu HTML checker")
        shown = {
            str(number): look.html for number, look in enumerate(looks) if look.kind == "page" and look.html
        }
        errors = instruments.nu(shown) if shown else {}
        scores = measured(looks, made, sites) if MINUTES else {}
    judge(looks, scores, errors)
    print(report(looks, scores, (time.monotonic() - began) / 60))
    return int(any(look.faults for look in looks))


if __name__ == "__main__":
    sys.exit(main())
