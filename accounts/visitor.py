"""Who stands before the door: the caller's address and browser, by which sign-ins are logged and throttled."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from identifiers.ip_addresses import caller_in

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def address_of(request: HttpRequest) -> str:
    """Return the caller's address: behind a trusted proxy the last one that it put down, "" where none is one."""
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    return caller_in(passed_on, request.META.get("REMOTE_ADDR", ""))


def agent_of(request: HttpRequest) -> str:
    """Return what the browser calls itself, as far as it is kept."""
    return str(request.headers.get("User-Agent", ""))[:300]


def agent_words(agent: str) -> str:
    """Return a browser as people know it（Chrome · Windows）."""
    browser = next((word for mark, word in _BROWSERS if mark in agent), "")
    system = next((word for mark, word in _SYSTEMS if mark in agent), "")
    return " · ".join(filter(None, [browser, system])) or "未知浏览器"
