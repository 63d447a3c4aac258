"""Which addresses may be called: those of public hosts, over HTTPS, and never one inside（SSRF）.

The name is looked up once for a call, every answer must be public, and the call goes to just that answer: a name that
leads elsewhere a moment later leads nowhere else.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from intake.webhook_requests import has_shape

SECONDS, LONGEST, MOST_READ = 10, 30, 1024
"""Seconds for each step of a call and for the whole of it; octets of the answer that are read."""
look_up, reach = socket.getaddrinfo, socket.create_connection


class NotPublic(Exception):
    """The address is none that may be called; says why."""


@dataclass(frozen=True)
class Place:
    """Where a call goes: the name as it was written, and the one address that stands for it."""

    host: str
    address: str
    path: str


def require_https(url: str) -> tuple[str, str]:
    """Return host and path of an address of the only shape that is called; raises NotPublic."""
    if not has_shape(url):
        raise NotPublic("须为 https 开头、443 端口、不带用户名、全用英文字符的完整网址")
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    return host, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def place_of(url: str) -> Place:
    """Look the host up; raises NotPublic where any of its addresses is not a public one."""
    host, path = require_https(url)
    try:
        found = look_up(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        raise NotPublic("主机名查不到") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(is_public, addresses)):
        raise NotPublic("主机在内部网络，不能推送")
    return Place(host, addresses[0], path)


def is_public(address: str) -> bool:
    """Say whether an address is one of the public net; one that only wraps another is judged by what it wraps."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif (
            found.sixtofour is not None
            or found.teredo is not None
            or found in TRANSLATED
            or found not in UNICAST
        ):
            return False
    return found.is_global and not found.is_multicast


TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
UNICAST = ipaddress.ip_network("2000::/3")
"""What of IPv6 is given out as public at all: site-local and IPv4-compatible ones are not."""


class PinnedConnection(http.client.HTTPSConnection):
    """HTTPS to one address, with the certificate of the name."""

    def __init__(self, place: Place) -> None:
        self.secure = ssl.create_default_context()
        super().__init__(place.host, 443, timeout=SECONDS, context=self.secure)
        self.place = place

    def connect(self) -> None:
        """Connect to the address that was looked up, whatever the name says by now."""
        plain = reach((self.place.address, 443), SECONDS)
        self.sock = self.secure.wrap_socket(plain, server_hostname=self.place.host)


def post(place: Place, body: bytes, headers: dict[str, str]) -> int:
    """Send a body; return the status of the answer. No answer leads on elsewhere, and little of it is read.

    However slowly the other side drips, the whole call ends after LONGEST seconds.
    """
    link = PinnedConnection(place)
    over = threading.Timer(LONGEST, _hang_up, (link,))
    over.start()
    try:
        link.request("POST", place.path, body=body, headers=headers)
        answer = link.getresponse()
        answer.read(MOST_READ)
        return answer.status
    finally:
        over.cancel()
        link.close()


def _hang_up(link: PinnedConnection) -> None:
    """Let whoever waits for the other side see the end of the connection."""
    if link.sock is not None:
        with suppress(OSError):
            link.sock.shutdown(socket.SHUT_RDWR)
