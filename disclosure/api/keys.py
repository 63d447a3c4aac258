"""Keys of the API: a query code whose hash the office has answered with a rate. The public site keeps nothing of it but counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest

from disclosure.door.flood import Bound, Room, counted, knock_as
from intake.applications import Step
from intake.sealing import QueryCode

HEADER = "X-API-Key"
WRONG = "密钥不对、还没有核准、已经停用或者过期；在“密钥用量”页可以查看，不带密钥也能读，次数按一般的计。"
DAYS_KEPT = 40
SAYING = "SELECT text FROM open.answer(%s) WHERE text IS NOT NULL ORDER BY answered_at DESC LIMIT 1"
"""The newest word on a key: that it is good for so much an hour, or for nothing any more."""


@dataclass(frozen=True)
class ApiKey:
    """A key as somebody showed it, and what the office last said of it."""

    code: QueryCode
    said: Step

    @property
    def is_good(self) -> bool:
        """Say whether it lets anybody read more."""
        return self.said.per_hour > 0

    @property
    def mark(self) -> str:
        """Return by what its uses are counted."""
        return self.code.token_hash.hex()[:32]


def shown_by(request: HttpRequest) -> str:
    """Return the key that a request bears, "" for none."""
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    given: str = request.headers.get(HEADER) or bearer
    return given


def known(typed: str) -> ApiKey | None:
    """Return the key that somebody typed and what the office said of it; None where it never said anything that all may read."""
    code = QueryCode.read(typed)
    if code is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(SAYING, [code.token_hash])
        found = cursor.fetchone()
    return ApiKey(code, Step.unpacked(found[0])) if found else None


def use(key: ApiKey, today: date) -> Room:
    """Count one use of a key; return what it may still do in this hour."""
    counted(_of_day(key, today), DAYS_KEPT * 24 * 3600)
    return knock_as(key.mark, Bound("key", key.said.per_hour, None, ""))


def uses(key: ApiKey, now: datetime) -> list[tuple[date, int]]:
    """Return on which of the last days a key was used, and how often; newest first."""
    days = [now.date() - timedelta(days=back) for back in range(30)]
    found = caches["door"].get_many([_of_day(key, day) for day in days])
    return [(day, int(found[name])) for day in days if (name := _of_day(key, day)) in found]


def _of_day(key: ApiKey, day: date) -> str:
    return f"key-{key.mark}-{day:%Y%m%d}"
