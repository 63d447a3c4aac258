"""What the forms look up of the roster: bodies and regions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from common.lookup import OFFERED, Offer
from identifiers.credit_codes import check_credit_code, normalise_credit_code
from organisations.models import Department, Region
from organisations.search import found_in

_KEPT_IN = re.compile(r"^.+（(?P<key>[0-9A-Za-z._-]+)）$")
"""A text like 名称（键）, as the lists show it."""


CODE_LENGTH = 18


FEWEST = 2


REGION_WORDS = ("name", "parent__name")


PLACES = ("province", "city", "county")


def key_in(text: str) -> str:
    """Return the key of a text like 名称（键）, as the lists show it, else the text itself."""
    chosen = _KEPT_IN.match(text)
    return chosen["key"] if chosen else text


class Bodies:
    """The bodies of the roster by name, code or pinyin, as scope of a post: names and codes, nothing of their files."""

    noun = "机构"
    elsewhere = "请换几个字，新机构请先由录入员导入名录"

    def rows(self) -> QuerySet[Department]:
        """Return the bodies to find."""
        return Department.objects.filter(status="active")

    def known(self) -> QuerySet[Department]:
        """Return the bodies that a code names, ended ones among them."""
        return Department.objects.all()

    def find(self, words: str) -> Sequence[Department]:
        """Return those that the words may mean; nothing before anything is typed."""
        asked = key_in(words)
        if len(asked) < FEWEST:
            return []
        rows: Any = self.rows().select_related("region").order_by("sort_key", "pk")
        return list(rows.asked_for(asked)[: OFFERED + 1])

    def named(self, text: str) -> Sequence[Department]:
        """Return the body of this code, present or former, else those of this name."""
        code = normalise_credit_code(key_in(text))
        held = Q(credit_code=code) | Q(codes__code=code)
        by_code = list(self.known().filter(held).distinct()[:2])
        return by_code or list(self.rows().filter(Q(name=text) | Q(short_name=text))[:2])

    def offer(self, row: Department) -> Offer:
        """Return name, code and region."""
        return Offer(str(row.pk), row.name, f"{row.credit_code} · {row.region.name}")

    def missing(self, words: str) -> str:
        """Return what is wrong with a code, else where bodies come from."""
        if len(words) < FEWEST:
            return f"输入两个字以上，即列出名录里的{self.noun}。"
        code = normalise_credit_code(words)
        fault = check_credit_code(code) if len(code) == CODE_LENGTH and code.isascii() else ""
        if fault:
            return f"{fault}；请核对，或改用{self.noun}名称查找"
        return f"名录中没有名称、代码或拼音含“{words}”的{self.noun}；{self.elsewhere}"


class Regions:
    """Province, cities and counties by name or code, each under its city because names repeat（鼓楼区）."""

    noun = "地区"

    def find(self, words: str) -> Sequence[Region]:
        """Return those that the words may mean, the province and its cities before anything is typed."""
        rows = self._rows()
        if not words:
            return list(rows.exclude(kind="county")[: OFFERED + 1])
        asked = key_in(words)
        return list(rows.filter(Q(code__startswith=asked) | found_in(asked, *REGION_WORDS))[: OFFERED + 1])

    def _rows(self) -> QuerySet[Region]:
        return Region.objects.filter(kind__in=PLACES).select_related("parent").order_by("code")

    def named(self, text: str) -> Sequence[Region]:
        """Return the region of this code, else those of this name."""
        by_code = list(self._rows().filter(code=key_in(text)))
        return by_code or list(self._rows().filter(name=text)[:2])

    def offer(self, row: Region) -> Offer:
        """Return the name, its code and the city above."""
        above = f"{row.parent.name} · " if row.parent else ""
        return Offer(row.code, row.name, f"{above}{row.code}")

    def missing(self, words: str) -> str:
        """Return which places there are."""
        return f"没有名称或代码含“{words}”的省、市、县（区）；请核对，乡镇街道请填所在的县（区）"
