"""What the forms on facts look up: the departments that a posting may report on."""

from __future__ import annotations

from django.db.models import QuerySet

from common.lookup import Offer
from organisations.lookups import Bodies
from organisations.models import Department
from organisations.vocabulary import DepartmentStatus
from postings.models import Posting
from records.facts.services.reach import subjects_of

SUBJECT_HELP = "名称、统一社会信用代码或拼音；写全名称或代码的不用选。"


class Subjects(Bodies):
    """The departments that a posting may report on; ended ones too, whose duties go on（新官不理旧账）."""

    noun = "部门"
    elsewhere = "也可能不在您的岗位范围内。请核对，新机构请先导入名录"

    def __init__(self, by: Posting) -> None:
        self.by = by

    def rows(self) -> QuerySet[Department]:
        """Return every department in reach."""
        return subjects_of(self.by)

    known = rows

    def offer(self, row: Department) -> Offer:
        """Return name, code, region, and whether it ended."""
        ended = "" if row.status == DepartmentStatus.ACTIVE else f" · {row.get_status_display()}"
        return Offer(str(row.pk), row.name, f"{row.credit_code} · {row.region.name}{ended}")
