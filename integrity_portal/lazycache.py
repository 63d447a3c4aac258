"""Django's Redis cache; the embedded server is asked for at the first use, not before."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis

from integrity_portal.embedded import lease

EMBEDDED = "redis://embedded"
_GET_OR_HOLD = (
    "local kept = redis.call('get', KEYS[1])"
    " return {kept, not kept and redis.call('set', KEYS[2], ARGV[1], 'NX', 'EX', ARGV[2])}"
)
_DELETE_HELD = "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end"
_SET_AND_RELEASE = f"redis.call('set', KEYS[2], ARGV[2], 'EX', ARGV[3]) {_DELETE_HELD}"


def redis_url() -> str:
    """Address of this side's Redis: the configured one, or the embedded one (started if need be)."""
    if settings.REDIS_URL:
        return str(settings.REDIS_URL)
    return lease("redis-public" if settings.IS_PUBLIC else "redis", settings.VAR, settings.KEYS)


class OneClient(RedisCacheClient):
    """Keeps one client for its pool: the stock one makes another for each command, which takes longer than to ask."""

    _made: Redis | None = None

    def get_client(self, key: str | bytes | memoryview[int] | None = None, *, write: bool = False) -> Redis:
        if self._made is None:
            self._made = super().get_client(key, write=write)
        return self._made


class PortalRedisCache(RedisCache):
    """RedisCache whose address `redis://embedded` is looked up when the first key is asked for."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._address = server
        self._client: OneClient | None = None

    @property
    def is_used(self) -> bool:
        return self._client is not None

    @property
    def _cache(self) -> OneClient:
        if self._client is None:
            self._client = OneClient([redis_url() if self._address == EMBEDDED else self._address])
        return self._client

    def clear(self) -> None:
        """Forget this side's keys only: the jobs waiting in the same Redis stay (the stock method empties it)."""
        client = self._cache.get_client(None, write=True)
        for key in client.scan_iter(match=f"{self.key_prefix}:*", count=1000):
            client.unlink(key)

    def get_or_hold(self, key: str, held: str, token: int, seconds: int) -> tuple[object, bool]:
        """Return what is kept under `key`; of nothing, say whether `held` holds `token` from now on, both in one step."""
        keys = self.make_and_validate_key(key), self.make_and_validate_key(held)
        client = self._cache.get_client(None, write=True)
        kept, begun = client.eval(_GET_OR_HOLD, 2, *keys, token, seconds)
        return kept and self._cache._serializer.loads(kept), bool(begun)  # type: ignore[attr-defined]

    def delete_held(self, key: str, token: int) -> None:
        """Forget `key` in one step where it still holds `token`; what another wrote under it meanwhile stays."""
        self._cache.get_client(None, write=True).eval(_DELETE_HELD, 1, self.make_and_validate_key(key), token)

    def set_and_release(self, key: str, value: object, seconds: int, held: str, token: int) -> None:
        """Keep a value and do what `delete_held` does with `held`, in one step."""
        keys = self.make_and_validate_key(held), self.make_and_validate_key(key)
        written = self._cache._serializer.dumps(value)  # type: ignore[attr-defined]
        self._cache.get_client(None, write=True).eval(_SET_AND_RELEASE, 2, *keys, token, written, seconds)
