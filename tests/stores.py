"""Redis databases of one test process: the office's and the public site's, nobody else's at the same time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from redis import Redis

from integrity_portal.embedded import lease
from integrity_portal.embedded.keeper import started_at


@dataclass(frozen=True)
class Stores:
    office: str
    public: str

    def flush(self) -> None:
        for address in (self.office, self.public):
            with Redis.from_url(address) as client:
                client.flushdb()

    def give_back(self) -> None:
        self.flush()
        for address in (self.office, self.public):
            with Redis.from_url(_numbered(address, 0)) as desk:
                desk.delete(_mark(int(urlsplit(address).path[1:])))


def _numbered(address: str, number: int) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{number}"))


def _mark(number: int) -> str:
    return f"portal-tests:{number}"


def take() -> Stores:
    """Reserve two free database numbers; those of killed runs count as free."""
    address = os.environ.get("REDIS_URL") or lease("redis", settings.VAR, settings.KEYS)
    me = f"{os.getpid()} {started_at(os.getpid())}"
    found: list[str] = []
    with Redis.from_url(_numbered(address, 0), decode_responses=True) as desk:
        for number in range(1, int(desk.config_get("databases")["databases"])):
            holder = str(desk.get(_mark(number)) or "")
            pid, _, started = holder.partition(" ")
            if holder and started_at(int(pid)) != started:
                desk.delete(_mark(number))
            if desk.set(_mark(number), me, nx=True):
                found.append(_numbered(address, number))
            if len(found) == 2:
                stores = Stores(*found)
                stores.flush()
                return stores
    raise RuntimeError("no two Redis databases are free for this test process")
