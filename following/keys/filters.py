"""How the list of keys is narrowed."""

from __future__ import annotations

from common.lists.filters import choice, since, until
from following.keys.models import ApiKey
from following.keys.vocabulary import KeyStatus
from organisations.filters import ScopedFilter
from organisations.search import SearchFilter


class KeyFilter(ScopedFilter):
    q = SearchFilter("编号或者单位、系统名称", "number", "holder")
    status = choice("状态", KeyStatus.choices)
    since = since("asked_on")
    until = until("asked_on")

    class Meta:
        model = ApiKey
        fields: list[str] = []
