from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from common.errors import Incomplete
from common.identifiers import document_key
from organisations.models.departments import Department
from records.facts.models.four_eyes import today_or
from records.facts.models.kinds import FactKind
from records.facts.regrading import regrade
from records.rule_periods import periods_of
from records.vocabulary import DEAD_RECORDS, PublicationKind

NEVER_PUBLIC = "这条记录依规不公开：公务员记录、处分、针对个人的问责以及标为内部或不予公开的，一律不公示"


class DishonestyKind(FactKind):
    """What a dishonesty record answers as a fact: it is graded, has a source, and tells who reported it."""

    KIND = PublicationKind.RECORD
    KNOWN_FROM = "pass_review"
    PLACE, BASIS, GRADE = "subject_region", "source_kind", "declared_severity"
    CORRECTABLE = (
        *("cause", "domain", "facts", "occurred_on", "finding_body", "finding_body_code", "document_title"),
        *("document_number", "decided_on", "effective_on", "legal_basis", "amount", "loss", "impact"),
        *("is_aggravated", "declared_severity", "severity_reason", "remark"),
    )
    TOLD = ("facts", "document_title")
    IS_COUNTED = IS_REPAIRABLE = True
    CORRECTED_TOPIC = "record.corrected"
    WITHDRAWN_TOPIC = "record.withdrawn"

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        record_no: Any
        document_number: Any
        document_title: Any
        official: Any
        publishable: Any
        facts: Any
        declared_severity: Any
        computed_severity: Any
        get_computed_severity_display: Any
        get_declared_severity_display: Any
        severity_reason: Any
        reporting_unit: Any
        reported_for: Any
        impact: Any
        loss: Any
        is_aggravated: Any
        query_until: Any
        decided_on: Any
        effective_on: Any
        occurred_on: Any
        source_kind: Any

    @property
    def number(self) -> str:
        """Return the business key by which people name it."""
        return str(self.record_no)

    @property
    def page_key(self) -> Any:
        """Return its number, by which its page is asked for."""
        return self.number

    @property
    def document(self) -> str:
        """Return the number of the document that it rests on."""
        return str(self.document_number)

    @property
    def unit(self) -> Department:
        """Return the department that the record is about, or the one its official belongs to."""
        if self.department is not None:
            found: Department = self.department
            return found
        if self.official is not None:
            whose: Department = self.official.unit
            return whose
        raise Incomplete("记录没有主体")

    @property
    def bar_to_public(self) -> str:
        """Return why it may never stand in public: officials, sanctions, persons, what is not open."""
        return "" if self.publishable else NEVER_PUBLIC

    def title(self) -> str:
        """Return the first clause of the facts, a working headline for lists."""
        head = str(self.facts).split("，")[0].split("。")[0]
        return head if len(head) <= 40 else head[:39] + "…"

    def document_name(self) -> str:
        """Return the name of the finding document."""
        return str(self.document_title)

    def public_fields(self) -> dict[str, Any]:
        """Return what the public row takes from the record as it is."""
        same = (
            *("source_kind", "cause", "domain", "severity_reason", "legal_basis", "finding_body"),
            *("document_number", "document_key", "decided_on", "effective_on"),
        )
        return {name: getattr(self, name) for name in same} | {"severity": self.declared_severity}

    def bodies_to_tell(self) -> Mapping[str, Department | None]:
        """Return whom its withdrawal concerns: subject, finder, who reported it and for whom."""
        reporters = {"reporting_unit": self.reporting_unit, "reported_for": self.reported_for}
        return {**super().bodies_to_tell(), **reporters}

    def derived(self) -> dict[str, Any]:
        """Return the normal form of the number, the computed grade and the periods."""
        grade = self.computed_severity
        if self.impact:
            grade = regrade(
                loss=self.loss, impact=self.impact, is_aggravated=self.is_aggravated, day=today_or(None)
            ).severity
        periods = periods_of(self) if self.query_until else {}
        return {"document_key": document_key(self.document_number), "computed_severity": grade, **periods}

    def faults(self, today: date) -> dict[str, str]:
        """Return by field what the constraints would refuse: dates, the grade's reason, a second of its kind."""
        wrong = {}
        if self.decided_on > today:
            wrong["decided_on"] = "认定日期不能晚于今天"
        if self.effective_on < self.decided_on:
            wrong["effective_on"] = "生效日期不能早于认定日期"
        if self.occurred_on and self.occurred_on > self.decided_on:
            wrong["occurred_on"] = "发生日期不能晚于认定日期"
        if self.computed_severity != self.declared_severity and not self.severity_reason:
            named = self.get_computed_severity_display()
            wrong["severity_reason"] = f"按规则计算为“{named}”，请写明不一致的理由"
        if twin := self._twin():
            wrong["document_number"] = f"与已有记录 {twin.number} 重复"
        return wrong

    def _twin(self) -> FactKind | None:
        same = ("document_key", "department_id", "official_id", "source_kind", "ordinal")
        others = type(self).objects.exclude(pk=self.pk).exclude(status__in=DEAD_RECORDS)
        found: FactKind | None = others.filter(**{name: getattr(self, name) for name in same}).first()
        return found
