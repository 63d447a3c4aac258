"""What every template is told: which site it is, its name, and whether the data are invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

NAME = "政务诚信门户"
DEMO_MARK = "演示数据：机构与事项均为虚构"
demo_progress: list[Callable[[], object]] = []
"""What says how far the demo is, None where nobody makes it; the portal's own app enters it."""


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return `portal` for both sites: demo, side, name, today（Beijing）; `loading` says how far the demo is."""
    loading = next((read() for read in demo_progress if settings.PORTAL_DEMO), None)
    return {
        "loading": loading,
        "portal": {
            "demo": settings.PORTAL_DEMO,
            "side": settings.PORTAL_SIDE,
            "name": NAME,
            "today": timezone.localdate(),
        },
    }
