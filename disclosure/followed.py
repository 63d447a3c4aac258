"""What somebody follows: a search, a department or a region, as its address says it; and what of it stands in public now."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.http import QueryDict
from django.utils.timezone import make_aware

from disclosure.addresses import address_of
from disclosure.feeds import Fact
from disclosure.open.models import OpenCommendation, OpenDepartment, OpenJudgment, OpenRecord, OpenRegion
from disclosure.open.models.facts import OpenFactQuerySet
from disclosure.question import Question
from disclosure.question_words import place_name, title_of
from disclosure.search import first

MOST = 50
"""Entries that are asked for at once; of more, the page is named."""
REGION = re.compile(r"32[0-9]{4}")


@dataclass(frozen=True)
class Followed:
    """A question of the list of records, or a region; a department asked for alone is the whole of its archive."""

    question: Question
    region: str = ""

    @classmethod
    def read(cls, params: Mapping[str, Iterable[str]]) -> Followed:
        """Read an address; what has not the shape of a filter is left out, as the list does."""
        regions = [value for value in params.get("region", ()) if REGION.fullmatch(value)]
        if regions:
            return cls(Question(), regions[-1])
        return cls(Question.read({**params, "sort": [], "after": []}))

    @classmethod
    def of(cls, query: str) -> Followed:
        """Return what `query` had written."""
        return cls.read(dict(QueryDict(query).lists()))

    @property
    def query(self) -> str:
        """Return it as the query string of an address, "" for everything."""
        return f"region={self.region}" if self.region else self.question.address().removeprefix("?")

    @property
    def department(self) -> str:
        """Return the code of the department whose archive it is, "" where it is a search."""
        code = self.question.department
        return code if code and self.question == Question(department=code) else ""

    @property
    def title(self) -> str:
        """Return what it is called in public now."""
        if self.region:
            return f"地区：{place_name(self.region)}"
        if self.department:
            body = OpenDepartment.objects.bearing(self.department)
            return f"部门：{body or self.department}"
        return f"失信公示：{title_of(self.question)}"

    @property
    def page(self) -> str:
        """Return the address of the page that shows the same."""
        if self.department:
            return address_of("department", self.department)
        if self.region:
            return f"{address_of('records')}?{self._place}={self.region}"
        return address_of("records") + self.question.address().removesuffix("?")

    @property
    def feed(self) -> str:
        """Return the address of its feed."""
        if self.department:
            return address_of("department_feed", self.department)
        query = f"?{self._place}={self.region}" if self.region else self.question.address().removesuffix("?")
        return address_of("records_feed") + query

    @property
    def is_known(self) -> bool:
        """Say whether its department or region is there; a search is always."""
        if self.region:
            return OpenRegion.objects.filter(code=self.region).exists()
        return not self.department or OpenDepartment.objects.bearing(self.department) is not None

    def newest(self) -> list[Fact]:
        """Return what stands now, what opened last first."""
        found = sorted(self._facts(), key=began_at, reverse=True)
        return found[:MOST]

    def since(self, moment: datetime) -> list[Fact]:
        """Return what stands now and has begun to stand after a moment."""
        return [fact for fact in self.newest() if began_at(fact) > moment]

    @property
    def _place(self) -> str:
        return "city" if self.region.endswith("00") else "county"

    def _facts(self) -> Sequence[Fact]:
        if self.department:
            body = OpenDepartment.objects.bearing(self.department)
            code = body.present_code if body else self.department
            others = [model.objects.held_by(code) for model in (OpenJudgment, OpenCommendation)]
            return _together(OpenRecord.objects.held_by(code, 0, MOST), others)
        if self.region:
            asked = Question(**{self._place: (self.region,)})  # type: ignore[arg-type]
            others = [self._of_region(model.objects.all()) for model in (OpenJudgment, OpenCommendation)]
            return _together(first(asked, MOST), others)
        return first(self.question, MOST)

    def _of_region(self, facts: OpenFactQuerySet) -> OpenFactQuerySet:
        if self._place == "city":
            return facts.filter(city_code=self.region)
        within = OpenRegion.objects.filter(county_code=self.region)
        return facts.filter(region_code__in=within.values("code"))


def began_at(fact: Fact) -> datetime:
    """Return since when something stands: its day has come, and the act that opened it was done."""
    return max(fact.published_at, make_aware(datetime.combine(fact.opens_on, time())))


def standing(ids: Collection[UUID]) -> set[UUID]:
    """Return which of these stand in public now."""
    found: set[UUID] = set()
    for model in (OpenRecord, OpenJudgment, OpenCommendation):
        found |= set(model.objects.filter(public_id__in=ids).values_list("public_id", flat=True))
    return found


def _together(records: Sequence[OpenRecord], others: Iterable[OpenFactQuerySet]) -> list[Fact]:
    facts: list[Fact] = [*records]
    for found in others:
        facts += found[:MOST]
    return facts
