"""The network address of a caller, read from what a server and the proxy before it wrote down. Pure."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address, ip_network

_PORT = re.compile(r"^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$")
HOME = 64
"""Bits of a version 6 address that name one line: whoever has one has all the addresses behind it."""


def caller_in(passed_on: str, remote: str) -> str:
    """Return the last address that a trusted proxy put down, else the server's own, "" where neither is one."""
    return _address(passed_on.rpartition(",")[2]) or _address(remote)


def line_of(address: str) -> str:
    """Return what stands for one line in counts: an address of version 4, a /64 of version 6."""
    found = ip_address(address) if address else None
    return str(ip_network((found, HOME), strict=False)) if isinstance(found, IPv6Address) else address


def _address(text: str) -> str:
    """Return the address in `text`, its port left off, "" where it is none."""
    bare = _PORT.sub(lambda found: found[1] or found[2], text.strip())
    try:
        return str(ip_address(bare))
    except ValueError:
        return ""
