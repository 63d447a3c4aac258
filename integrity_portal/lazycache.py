"""Django's Redis cache; the embedded server is asked for at the first use, not before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache

from .embedded import lease

EMBEDDED = "redis://embedded"


def redis_url() -> str:
    """Address of this side's Redis: the configured one, or the embedded one (started if need be)."""
    if settings.REDIS_URL:
        return str(settings.REDIS_URL)
    return lease("redis-public" if settings.IS_PUBLIC else "redis", settings.VAR, settings.KEYS)


class PortalRedisCache(RedisCache):
    """RedisCache whose address `redis://embedded` is looked up when the first key is asked for."""

    @property
    def _cache(self) -> Any:
        client = self.__dict__.get("_client")
        if client is None:
            servers = [redis_url() if server == EMBEDDED else server for server in self._servers]
            client = self.__dict__["_client"] = self._class(servers, **self._options)
        return client

    def clear(self) -> bool:
        """Forget this side's keys only: the jobs waiting in the same Redis stay (the stock method empties it)."""
        client = self._cache.get_client(None, write=True)
        for key in client.scan_iter(match=f"{self.key_prefix}:*", count=1000):
            client.unlink(key)
        return True
