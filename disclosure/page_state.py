"""What the state of the store, read once for a request, tells its page already: the day, and the run of statistics shown."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from django.http import HttpRequest

from disclosure import figures
from disclosure.models import OpenAggregation

PARTS = re.compile(r"(?:\d+ )?(?P<day>\d{4}-\d\d-\d\d)(?: (?P<run>\S+))?")
"""As `open.state()` writes it: generation, day in Beijing, run; no run before the first night."""


def note(request: HttpRequest, state: str) -> None:
    """Let the page of a request know the state under which its copy will be kept."""
    request.store_state = PARTS.fullmatch(state)  # type: ignore[attr-defined]


def day_of(request: HttpRequest) -> date:
    """Return the day of a page: that of its state, else the database's own."""
    told = _told(request)
    return date.fromisoformat(told["day"]) if told else figures.today()


def run_of(request: HttpRequest) -> OpenAggregation | None:
    """Return the run whose figures a page shows; None before the first night.

    A state without a run may be a moment old while the figures are there already, so the database is asked.
    """
    told = _told(request)
    return _run(told["run"]) if told and told["run"] else shown_run()


def shown_run() -> OpenAggregation | None:
    """Return the run that filled the summary, from the database."""
    return OpenAggregation.objects.order_by("-finished_at").first()


@lru_cache(maxsize=2)
def _run(name: str) -> OpenAggregation | None:
    """A run never changes: it is read once per process."""
    return shown_run()


def _told(request: HttpRequest) -> re.Match[str] | None:
    told: re.Match[str] | None = getattr(request, "store_state", None)
    return told
