"""Undoing a whole import while its records are still drafts: what will happen, and the act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from common.errors import NotEligible, WrongState
from common.workflow import move_many
from exchange.fact_kinds import kind_of
from exchange.importers.statements import family_of
from exchange.models.batches import BatchStatus, ImportBatch
from exchange.models.duties import ReportingDuty
from policy.vocabulary import RecordStatus
from postings.models import Posting, Responsibility


@dataclass(frozen=True)
class Undoing:
    """What undoing a batch does: `drafts` become 作废, `kept` stay because somebody has already acted on them."""

    drafts: QuerySet[Any]
    kept: QuerySet[Any]
    duties: QuerySet[ReportingDuty]

    @property
    def edited(self) -> int:
        """How many drafts were changed since they were imported."""
        return self.drafts.filter(content_version__gt=1).count()


def undoing(batch: ImportBatch, *, by: Posting) -> Undoing:
    """Return what undoing would do; raises NotAllowed (not the uploader), WrongState or NotEligible (nothing to undo)."""
    batch.require_uploader(by)
    if batch.status != BatchStatus.DONE:
        raise WrongState(f"现在是“{batch.get_status_display()}”，不能撤回整批")
    if batch.dry_run:
        raise NotEligible("试算没有写入数据，不需要撤回")
    family = family_of(batch)
    kind: Any = family.model if family else kind_of(batch)
    if kind is None:
        raise NotEligible("机构名录没有草稿可撤；与在册信息不同的变更建议，请信用办在“名录变更”里不采纳")
    live = kind.objects.live().filter(batch_id=batch.pk)
    handed_on = Responsibility.objects.filter(kind=f"{kind.KIND}_draft").exclude(posting__user=by.user_id)
    mine = kind.objects.visible_to(by).exclude(pk__in=handed_on.values("object_id"))
    drafts = live.filter(status=RecordStatus.DRAFT, pk__in=mine.values("pk"))
    if not drafts.exists():
        raise NotEligible("这一批没有可以撤回的草稿：都已提交、作废或交接，请逐条办理")
    kept = live.exclude(pk__in=drafts.values("pk"))
    if family is None:
        kept = kept.with_publication()
    if family is None or family.rows_are_cases:
        kept = kept.select_related("department").order_by("batch_row")
    duties = ReportingDuty.objects.filter(batch=batch) if not kept.exists() else ReportingDuty.objects.none()
    return Undoing(drafts, kept, duties)


@transaction.atomic
def undo(batch: ImportBatch, *, by: Posting, reason: str) -> ImportBatch:
    """Make every draft of the batch 作废 in one act, so that the same file may come again; done once only.

    A reporting duty that rested on nothing but these drafts waits again. 苏政发〔2023〕55号 二(二)
    """
    ImportBatch.objects.select_for_update().get(pk=batch.pk)
    batch.refresh_from_db()
    found = undoing(batch, by=by)
    number = move_many(found.drafts, "void", by=by, reason=f"撤回导入批次：{reason}")
    return batch.move("undo", by=by, reason=reason, undone=number)
