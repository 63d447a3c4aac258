"""How often one line, and everybody together, may knock: counted in the public site's own Redis, in windows of time.

The cache `door` outlives the pages, which are forgotten at every act.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from time import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from common.errors import ActRefused
from identifiers.ip_addresses import caller_in, line_of

HOUR = 3600


class TooOften(ActRefused):
    """So much was sent that no more is taken for a while."""

    http_status = 429


@dataclass(frozen=True)
class Bound:
    """What is counted, and how much of it an hour takes from one line and from all.

    `of_all` is None for what keeps nothing here: a bound for all of it would let one caller shut the door to the others.
    """

    name: str
    of_one: int
    of_all: int | None
    words: str


FULL = "现在来的人太多，暂时收不下，与您怎样填写无关。请一小时以后再试；急的可以书面交同级信用办。"
LATER = "您这边{what}太频繁，请一小时以后再试；急的可以书面交同级信用办。"
SENDING = Bound("send", 10, 600, LATER.format(what="提交得"))
KEEPING = Bound("keep", 20, 1200, LATER.format(what="暂存得"))
ASKING = Bound("ask", 60, None, LATER.format(what="查询得"))
REPORTING = Bound("report", 20, 600, LATER.format(what="申请得"))
TAKING = Bound("take", 240, None, LATER.format(what="下载得"))
"""Files of reports: each report has five."""
CHECKING = Bound("check", 240, None, LATER.format(what="核验得"))
ANSWERING = Bound("answer", 120, None, LATER.format(what="试得"))
"""Tries at the question, right or wrong."""
CLICKING = Bound("click", 600, 6000, LATER.format(what="点得"))
"""Links of mails: a provider ends the alerts of many readers over one line（RFC 8058）."""


@dataclass(frozen=True)
class Room:
    """What one line may still do: `left` is below zero where it did too much, `seconds` until it is counted anew."""

    most: int
    left: int
    seconds: int


def knock(request: HttpRequest, bound: Bound) -> Room:
    """Count one knock of a line; return what it may still do in this hour."""
    return knock_as(_line(request), bound)


def knock_as(mark: str, bound: Bound) -> Room:
    """Count one knock of whoever has this mark; return what is left to it in this hour."""
    now = time()
    many = counted(f"{bound.name}-{mark}-{int(now // HOUR)}")
    return Room(bound.of_one, bound.of_one - many, HOUR - int(now % HOUR))


def require_room(request: HttpRequest, bound: Bound) -> None:
    """Count one knock; raise TooOften where the line, or all together, have knocked enough for this hour."""
    if knock(request, bound).left < 0:
        raise TooOften(bound.words)
    if bound.of_all is not None and counted(f"{bound.name}-all-{int(time() // HOUR)}") > bound.of_all:
        raise TooOften(FULL)


def counted(key: str, seconds: int = 2 * HOUR) -> int:
    """Count one more under a key, and return how many these are; forgotten so long after the first."""
    kept = caches["door"]
    kept.add(key, 0, seconds)
    return int(kept.incr(key))


def _line(request: HttpRequest) -> str:
    """Return what stands for a caller's line: no address is kept, not for an hour either."""
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.TRUST_PROXY else ""
    line = line_of(caller_in(passed_on, request.META.get("REMOTE_ADDR", "")))
    return hashlib.blake2b(line.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()
