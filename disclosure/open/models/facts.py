"""Lost judgments and honours that stand in public: unmanaged models on their views of schema `open`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from disclosure.addresses import address_of
from disclosure.open.models import rows
from disclosure.open.models.departments import OpenDepartment, department_of_row
from identifiers.document_numbers import document_key
from identifiers.written_forms import fold
from policy.vocabulary import ChallengeKind, CorrectionKind
from records.facts.commendations.vocabulary import HONOUR_LEVELS
from records.facts.judgments.vocabulary import Outcome


class OpenFactQuerySet(models.QuerySet[Any]):
    """Questions put to judgments and honours in public."""

    def at(self, public_id: UUID) -> OpenJudgment | OpenCommendation | None:
        """Return what stands at an address and its department; there is one at most, so nothing is ordered."""
        question = (
            f"FROM {self.model._meta.db_table} own JOIN open.department related ON related.key = own.department_key"
            " WHERE own.public_id = %s"
        )
        found = rows.read_related(self.model, "department", OpenDepartment, question, [public_id])
        return found[0] if found else None

    def asked(self, words: str) -> Self:
        """Return what holds every word in its text, or bears just this document number."""
        if not words:
            return self
        every = models.Q()
        for word in words.split():
            every &= models.Q(haystack__contains=fold(word))
        return self.filter(every | models.Q(document_key=document_key(words)))

    def beyond(self, place: Sequence[str]) -> Self:
        """Return what comes after a place in the order of the list: day, moment and address of a row; all for none."""
        if not place:
            return self
        day, moment, address = place
        same = models.Q(opens_on=day)
        return self.filter(
            models.Q(opens_on__lt=day)
            | same & models.Q(published_at__lt=moment)
            | same & models.Q(published_at=moment, public_id__lt=address)
        )

    def following(self, public_id: UUID, take: int) -> list[Any]:
        """Return so many after an address, in the order of addresses: a walk through all that reads each once."""
        found = self.select_related("department").order_by("public_id")
        return list(found.filter(public_id__gt=public_id)[:take])

    def held_by(self, credit_code: str) -> Self:
        """Return what stands on a department, and on those whose duties it took over."""
        return self.filter(department__holder_code=credit_code)


class OpenFact(models.Model):
    """What the two kinds share: text, body, document, window."""

    public_id = models.UUIDField(primary_key=True)
    title = models.CharField("标题", max_length=120)
    facts = models.TextField("内容")
    department = department_of_row()
    department_name = models.CharField("部门", max_length=200)
    region_code = models.CharField(max_length=12)
    region_name = models.CharField("行政区划", max_length=40)
    city_code = models.CharField(max_length=12)
    city_name = models.CharField("设区市", max_length=40)
    county_name = models.CharField("县（市、区）", max_length=40)
    finding_body = models.CharField("作出机关", max_length=200)
    document_number = models.CharField("文书号", max_length=120)
    document_key = models.CharField(max_length=120)
    decided_on = models.DateField("作出日期")
    opens_on = models.DateField("公示起")
    closes_on = models.DateField("公示止（不含当日）")
    rule_version = models.PositiveIntegerField("期限规则版本", null=True)
    published_at = models.DateTimeField("公示时间")
    corrected_on = models.DateField("更正日期", null=True)
    correction_kind = models.CharField("更正类型", max_length=10, choices=CorrectionKind.choices)
    is_disputed = models.BooleanField("异议处理中")
    challenges = ArrayField(models.TextField())
    haystack = models.TextField()

    objects = OpenFactQuerySet.as_manager()

    get_challenges_display = rows.listed("challenges", ChallengeKind.choices)

    class Meta:
        abstract = True
        managed = False
        ordering = ["-opens_on", "-published_at", "-public_id"]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> str:
        """Return city and county in full, because names of counties repeat（鼓楼区）."""
        return self.city_name + self.county_name or self.region_name

    def days_left(self, today: date) -> int:
        """Return the days on which it still stands, today included."""
        return (self.closes_on - today).days


class OpenJudgment(OpenFact):
    """A case that a department lost, or refuses to perform, as the public reads it（二(三)）."""

    outcome = models.CharField("类型", max_length=10, choices=Outcome.choices)
    effective_on = models.DateField("生效日期")
    document_url = models.URLField("裁判文书链接")
    announcement_number = models.CharField("法院公告文号", max_length=120)
    announced_on = models.DateField("法院公告日期", null=True)
    note = models.TextField("单位说明")
    note_on = models.DateField("单位说明公开日期", null=True)

    class Meta(OpenFact.Meta):
        db_table = '"open"."judgment"'

    def get_absolute_url(self) -> str:
        """Return the fact's public address, by its random id."""
        return address_of("judgment", self.public_id)


class OpenCommendation(OpenFact):
    """An honour for honest conduct, as the public reads it（二(四)）."""

    level = models.CharField("级别", max_length=10, choices=HONOUR_LEVELS)
    valid_until = models.DateField("有效期至", null=True)

    class Meta(OpenFact.Meta):
        db_table = '"open"."commendation"'

    def get_absolute_url(self) -> str:
        """Return the fact's public address, by its random id."""
        return address_of("commendation", self.public_id)
