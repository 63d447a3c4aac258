from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from common.ends import End
from common.roles import DIRECTORS, ENTERERS, OFFICERS, REVIEWERS, SECRECY_REVIEWERS
from common.trail import Actor
from common.workflow import Verb
from policy.vocabulary import CorrectionKind, CorrectionStatus, RecordStatus
from postings.recusal import AboutOfficial
from records.facts.models.facts import CORRECTORS, Fact, acts_ending
from records.facts.models.kinds import FactKind
from records.publications.models.redacted_texts import RedactedText
from records.querysets import CorrectionQuerySet

S = CorrectionStatus
IN_HAND = (S.PENDING, S.ENDORSED)
PROPOSERS = ENTERERS
UNDECIDED = (*IN_HAND, S.RETURNED)

ENDS_OF_FACTS = acts_ending(End.WITHDRAWN, End.VOID, End.REOPENED)
CORRECTABLE_STATES = (RecordStatus.CONFIRMED, RecordStatus.NOT_INCLUDED)


class Correction(AboutOfficial, RedactedText):
    """A proposal to correct a fact from 已认定 on（更正）, applied in one act at its review.

    `changes` maps a field to [before, after]. Where the fact stands in public, the corrected text and its
    公开审查 sheet are prepared here, and the director applies what the reviewer endorsed.
    政府信息公开条例 41; rules.md 4.4(4)
    """

    MATTER = "已认定内容的改正，及其复核和施行"
    ORDER = 20

    fact = models.ForeignKey(Fact, models.PROTECT, verbose_name="所更正的信息", related_name="corrections")
    kind = models.CharField("更正类型", max_length=10, choices=CorrectionKind.choices)
    changes = models.JSONField("更正内容", encoder=DjangoJSONEncoder)
    grounds = models.TextField("更正理由")
    document = models.CharField("依据文书", max_length=300, blank=True)
    base_version = models.PositiveIntegerField("所依据的内容版本")
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.PENDING, editable=False)
    hidden_because = models.CharField("更正后不再公示的理由", max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人"
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="拟定公示文本的人"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="施行人"
    )
    applied_on = models.DateField("更正日期", null=True)
    created_at = models.DateTimeField("提出时间", auto_now_add=True)

    objects = CorrectionQuerySet.as_manager()

    OFFICIAL = "fact__official"
    HANDS = (
        *("prepared_by_id", "face_changed_by_id", "proposed_by_id", "reviewed_by_id"),
        "fact.entered_by_id",
    )
    ENDS = {S.APPLIED: End.CONCLUDED, S.CANCELLED: End.CANCELLED, S.LAPSED: End.LAPSED}
    ENTER = Verb("提出更正", (), S.PENDING, PROPOSERS, needs_reason=True, caused_by=CORRECTORS)
    TRANSITIONS = {
        "edit_face": Verb("拟定更正后的公示文本", IN_HAND, "", OFFICERS),
        "weigh": Verb("核处个人信息", IN_HAND, "", OFFICERS | SECRECY_REVIEWERS, needs_reason=True),
        "sign": Verb("签署公开审查", IN_HAND, "", SECRECY_REVIEWERS),
        "approve": Verb("复核通过并施行", (S.PENDING,), S.APPLIED, REVIEWERS, needs_reason=True),
        "endorse": Verb("复核通过", (S.PENDING,), S.ENDORSED, REVIEWERS, needs_reason=True),
        "apply": Verb("施行更正", (S.ENDORSED,), S.APPLIED, DIRECTORS, needs_reason=True),
        "return": Verb("退回", IN_HAND, S.RETURNED, REVIEWERS | DIRECTORS, needs_reason=True),
        "revise": Verb("修改后重新提出", (S.RETURNED,), S.PENDING, PROPOSERS, needs_reason=True),
        "cancel": Verb("撤回", UNDECIDED, S.CANCELLED, PROPOSERS, needs_reason=True),
        "lapse": Verb("终止", UNDECIDED, S.LAPSED, frozenset(), needs_reason=True, caused_by=ENDS_OF_FACTS),
    }

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact"], name="correction_one_in_hand", condition=Q(status__in=IN_HAND)
            ),
            models.UniqueConstraint(
                fields=["fact", "base_version"], name="correction_applied_once", condition=Q(status=S.APPLIED)
            ),
            models.CheckConstraint(name="correction_has_grounds", condition=~Q(grounds="")),
            models.CheckConstraint(name="correction_changes_something", condition=~Q(changes={})),
            models.CheckConstraint(
                name="correction_four_eyes",
                condition=~Q(status__in=[S.ENDORSED, S.APPLIED])
                | (Q(reviewed_by__isnull=False) & ~Q(reviewed_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="correction_applied_by_another",
                condition=Q(status=S.APPLIED, applied_by__isnull=False, applied_on__isnull=False)
                & ~Q(applied_by=F("proposed_by"))
                & (Q(sheet_signed_by__isnull=True) | ~Q(applied_by=F("sheet_signed_by")))
                | ~Q(status=S.APPLIED) & Q(applied_by__isnull=True, applied_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact.number} {self.get_kind_display()}"

    @property
    def is_faced(self) -> bool:
        """Say whether the officer has prepared how the record reads, or ends, in public."""
        return bool(self.face_title or self.hidden_because)

    @property
    def is_signed(self) -> bool:
        """Say whether the 公开审查 sheet is signed for the text as it stands."""
        return self.sheet_version == self.face_version

    @property
    def values(self) -> dict[str, Any]:
        """Return the proposed values as the fact's fields have them."""
        fields: Any = self.fact.of_kind._meta
        return {name: fields.get_field(name).to_python(new) for name, (_, new) in self.changes.items()}

    def as_published(self) -> FactKind:
        """Return an unsaved copy of the fact as the correction would leave it."""
        return self.fact.of_kind.reading(self.values)

    def send_back(self, *, by: Actor, reason: str) -> Correction:
        """Return the proposal to who made it; a review of it no longer counts（退回）."""
        moved: Correction = self.move("return", by=by, reason=reason, reviewed_by=None)
        return moved

    def revise(self, *, by: Actor, grounds: str, **content: Any) -> Correction:
        """Put a returned proposal forward again; what was prepared for the earlier one is no longer signed."""
        moved: Correction = self.move(
            "revise", by=by, reason=grounds, grounds=grounds, face_version=F("face_version") + 1, **content
        )
        return moved
