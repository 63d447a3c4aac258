from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.ends import End
from common.roles import CREDIT_OFFICE
from common.trail import Actor
from common.workflow import Verb, Workflow
from exchange.models.batches import IMPORTERS, ImportBatch, WithFile
from organisations.models import Department
from organisations.scopes import department_scope


class ProposalStatus(models.TextChoices):
    """How far a change of the roster has come."""

    PROPOSED = "proposed", "待确认"
    ACCEPTED = "accepted", "已确认"
    DECLINED = "declined", "未采纳"


class ProposalQuerySet(WithFile):
    """Questions put to proposed changes of the roster."""

    def visible_to(self, posting: Actor) -> ProposalQuerySet:
        """Return the proposals about departments in the posting's scope."""
        return self.filter(department_scope(posting, "department__"))


class DepartmentProposal(Workflow):
    """A change of a known department that a roster upload says; it counts only once confirmed（名录变更建议）.

    `changes` maps the field to its old and new value. 苏政发〔2023〕55号 二(二)
    """

    MATTER = "名录：报送与在册不一致时的变更建议"
    ORDER = 60

    department = models.ForeignKey(Department, models.PROTECT, related_name="proposals")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="proposals")
    batch_row = models.PositiveIntegerField("表内行号")
    changes = models.JSONField("变更")
    status = models.CharField(
        "状态",
        max_length=10,
        choices=ProposalStatus.choices,
        default=ProposalStatus.PROPOSED,
        editable=False,
    )
    created_at = models.DateTimeField("提出时间", auto_now_add=True)

    is_mine: bool
    """Whether who reads the list may decide it, as the list has asked."""

    shown_file: str
    """The file's name as `with_file_for` lets the reader have it."""

    objects = ProposalQuerySet.as_manager()

    ENDS = {ProposalStatus.ACCEPTED: End.CONCLUDED, ProposalStatus.DECLINED: End.DECLINED}
    ENTER = Verb("提出变更", (), ProposalStatus.PROPOSED, IMPORTERS)
    TRANSITIONS = {
        "accept": Verb("确认变更", (ProposalStatus.PROPOSED,), ProposalStatus.ACCEPTED, CREDIT_OFFICE),
        "decline": Verb(
            "不予采纳", (ProposalStatus.PROPOSED,), ProposalStatus.DECLINED, CREDIT_OFFICE, needs_reason=True
        ),
    }

    class Meta:
        verbose_name = "名录变更建议"
        verbose_name_plural = "名录变更建议"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "changes"],
                name="proposal_open_once",
                condition=Q(status=ProposalStatus.PROPOSED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.department} {'、'.join(self.changes)}"
