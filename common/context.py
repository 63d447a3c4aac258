"""What every template is told: which site it is, its name, and whether the data are invented."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

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
