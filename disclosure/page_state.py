"""What the state of the store, read once for a request, tells its page already: the day, and the run of statistics shown."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from functools import lru_cache
from time import time
from typing import Any, TypeVar

from django.http import HttpRequest

from disclosure import figures
from disclosure.open.models import OpenAggregation

T = TypeVar("T")
MOST_KEPT = 512
_last = [("", 0.0)]
"""The state as this process read it last, and when."""
_counted: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()
PARTS = re.compile(r"(?:\d+ )?(?P<day>\d{4}-\d\d-\d\d)(?: (?P<run>\S+))?")
"""As `open.state()` writes it: generation, day in Beijing, run; no run before the first night."""


def note(request: HttpRequest, state: str) -> None:
    """Let the page of a request know the state under which its copy will be kept."""
    request.store_state = PARTS.fullmatch(state)  # type: ignore[attr-defined]


def day_of(request: HttpRequest) -> date:
    """Return the day of a page: that of its state, else the database's own."""
    told = _told(request)
    return date.fromisoformat(told["day"]) if told else figures.today()


def counted(request: HttpRequest, what: Hashable, count: Callable[[], T]) -> T:
    """Return what is counted alike for many pages of one state, counted once in a process; a page without a state counts anew.

    For numbers and the words of choices alone: no text of a publication is kept here.
    """
    told = _told(request)
    if told is None:
        return count()
    key = (told.string, what)
    found: T | None = _counted.get(key)
    if found is None:
        found = _counted[key] = count()
        while len(_counted) > MOST_KEPT:
            _counted.popitem(last=False)
    return found


def known(seconds: float) -> str:
    """Return the state as this process read it no longer ago than that, else nothing."""
    state, read_at = _last[0]
    return state if 0 <= time() - read_at <= seconds else ""


def keep(state: str, read_at: float) -> None:
    """Know the state from now on, as it was read at a time."""
    _last[0] = state, read_at


def forget() -> None:
    """Know neither state nor what was counted under it."""
    keep("", 0.0)
    _counted.clear()


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
