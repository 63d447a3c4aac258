"""What every template is told: which site it is, its name, and whether the data are invented."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from common.worklist import Worklist

NAME = "政务诚信门户"
DEMO_MARK = "演示数据：机构与事项均为虚构"


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return `portal` for both sites: demo, side, name, today（Beijing）."""
    return {
        "portal": {
            "demo": settings.PORTAL_DEMO,
            "side": settings.PORTAL_SIDE,
            "name": NAME,
            "today": timezone.localdate(),
        }
    }


def worklist(request: HttpRequest) -> dict[str, Any]:
    """Return `posting`, `postings_held` and `worklist`, what the office's frame shows beside the page; asked for only if shown."""
    posting = getattr(request, "posting", None)
    held = getattr(request, "postings", [])
    return {
        "posting": posting,
        "postings_held": held,
        "worklist": SimpleLazyObject(lambda: worklist_of(request)),
    }


def worklist_of(request: HttpRequest) -> Worklist:
    """Return the request's one worklist."""
    found: Worklist | None = getattr(request, "_worklist", None)
    if found is None:
        found = Worklist(getattr(request, "posting", None))
        request._worklist = found  # type: ignore[attr-defined]
    return found
