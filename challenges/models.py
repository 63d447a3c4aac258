from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from challenges.documents import facts_of, finder_of, key_of
from challenges.querysets import ChallengeQuerySet
from challenges.transitions import ENDS, ENTER, ENTRIES, STANDING, TRANSITIONS, UNDER_WAY
from challenges.vocabulary import ChallengeStatus, Outcome
from common.history import track
from common.models import Evidence
from common.models.identity import Keyed
from common.roles import CLOCK, ENTERERS, REPRESENTATIVES
from common.trail import Actor
from common.workflow import Workflow
from discipline.hands import recusal_from
from policy.vocabulary import DEAD_RECORDS, ChallengeKind, RecordStatus
from postings.recusal import recused_from
from records.facts.models.kinds import FactKind
from records.models import Correction, Fact

S = ChallengeStatus
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
LATER: dict[str, Any] = {**USER, "null": True, "blank": True, "editable": False}
PAPER: dict[str, Any] = {"to": Evidence, "on_delete": models.PROTECT, "null": True, "related_name": "+"}
SAYS = {S.UPHELD: Outcome.UPHELD, S.ANNULLED: Outcome.ANNULLED, S.ENDED: Outcome.ENDED} | dict.fromkeys(
    (S.MENDING, S.CHANGED), Outcome.CHANGED
)
"""What the organ's document says in each state that a decision leads to."""
DECIDED = Q(decided_by__isnull=False, decided_on__isnull=False)
CORRECTABLE = (RecordStatus.CONFIRMED, RecordStatus.NOT_INCLUDED)
OTHER_PERSON = "报告、登记或者登记处理文书的人不能决定它，请另一位负责人办理（四眼原则）"


class Challenge(Workflow):
    """A remedy against a source document（复议、诉讼、再审、复审、复核、申诉）: before whom, since when, how it ended.

    Publicity goes on unless the deciding organ stays it. An annulment ends every record of the document in one act.
    procedures A.3, A.5; 行政处罚法 48; 行政复议法 42; 行政诉讼法 56
    """

    MATTER = "源文书的复议、诉讼、复核和申诉，及其结果"
    ORDER = 29

    number = models.CharField("变动编号", max_length=40, unique=True, editable=False)
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", verbose_name="由哪条记录登记")
    document_number = models.CharField("源文书号", max_length=120)
    document_key = models.CharField(max_length=120, editable=False)
    finder = models.CharField("作出源文书的机关", max_length=200)
    kind = models.CharField("救济途径", max_length=16, choices=ChallengeKind.choices)
    organ = models.CharField("受理机关", max_length=200)
    accepted_on = models.DateField("受理日期")
    accepted_number = models.CharField("受理文书号", max_length=120)
    note = models.TextField("说明", max_length=2000, blank=True)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.OPEN, editable=False)
    due_on = models.DateField("本步骤期限", null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(verbose_name="登记或报告人", editable=False, **USER)
    registered_by = models.ForeignKey(verbose_name="核对登记人", **LATER)
    stay_number = models.CharField("停止执行文书号", max_length=120, blank=True)
    stayed_on = models.DateField("停止执行日期", null=True, blank=True)
    stay_file = models.ForeignKey(verbose_name="停止执行文书", **PAPER)
    lift_number = models.CharField("恢复执行文书号", max_length=120, blank=True)
    lifted_on = models.DateField("恢复执行日期", null=True, blank=True)
    lift_file = models.ForeignKey(verbose_name="恢复执行文书", **PAPER)
    outcome = models.CharField("处理结果", max_length=10, choices=Outcome.choices, blank=True)
    result_number = models.CharField("处理文书号", max_length=120, blank=True)
    result_on = models.DateField("处理文书日期", null=True, blank=True)
    result_file = models.ForeignKey(verbose_name="处理文书", **PAPER)
    opinion = models.TextField("登记意见", max_length=2000, blank=True)
    prepared_by = models.ForeignKey(verbose_name="登记处理文书的人", **LATER)
    remit_document = models.CharField("发回、责令重作的文书", max_length=400, blank=True)
    decision_reason = models.TextField("决定理由", max_length=2000, blank=True)
    decided_by = models.ForeignKey(verbose_name="决定人", **LATER)
    decided_on = models.DateField("决定日期", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = ChallengeQuerySet.as_manager()

    fact_id: UUID
    entered_by_id: UUID
    registered_by_id: UUID | None
    prepared_by_id: UUID | None
    decided_by_id: UUID | None
    get_kind_display: Callable[[], str]
    get_outcome_display: Callable[[], str]

    ENDS = ENDS
    ENTER = ENTER
    ENTRIES = ENTRIES
    TRANSITIONS = TRANSITIONS

    class Meta:
        verbose_name = "源文书变动"
        verbose_name_plural = "源文书变动"
        ordering = ["-id"]
        indexes = [models.Index(fields=["document_key"], name="challenge_of_document")]
        constraints = [
            models.UniqueConstraint(
                fields=["document_key", "finder", "kind", "organ"],
                name="challenge_open_once",
                condition=Q(status__in=UNDER_WAY),
            ),
            models.CheckConstraint(
                name="challenge_names_its_document",
                condition=~Q(document_number="") & ~Q(organ="") & ~Q(accepted_number=""),
            ),
            models.CheckConstraint(
                name="challenge_stay_whole",
                condition=Q(stay_number="", stayed_on=None, stay_file=None)
                | ~Q(stay_number="") & Q(stayed_on__isnull=False, stay_file__isnull=False),
            ),
            models.CheckConstraint(
                name="challenge_lift_whole",
                condition=Q(lift_number="", lifted_on=None, lift_file=None)
                | ~Q(lift_number="") & Q(lift_file__isnull=False, lifted_on__gte=F("stayed_on")),
            ),
            models.CheckConstraint(
                name="challenge_result_whole",
                condition=Q(outcome="", result_number="", result_on=None, result_file=None, prepared_by=None)
                | ~Q(outcome="")
                & ~Q(result_number="")
                & Q(result_file__isnull=False, prepared_by__isnull=False, result_on__gte=F("accepted_on")),
            ),
            models.CheckConstraint(
                name="challenge_four_eyes",
                condition=Q(decided_by=None, decided_on=None)
                | DECIDED
                & Q(prepared_by__isnull=False)
                & ~Q(decided_by=F("prepared_by"))
                & ~Q(decided_by=F("entered_by"))
                & (Q(registered_by__isnull=True) | ~Q(decided_by=F("registered_by"))),
            ),
            models.CheckConstraint(
                name="challenge_ends_as_its_document_says",
                condition=~Q(status__in=list(SAYS))
                | Q(status=S.UPHELD, outcome=Outcome.UPHELD) & DECIDED
                | Q(status=S.ANNULLED, outcome=Outcome.ANNULLED) & DECIDED
                | Q(status=S.ENDED, outcome=Outcome.ENDED) & DECIDED
                | Q(status__in=[S.MENDING, S.CHANGED], outcome=Outcome.CHANGED) & DECIDED,
            ),
            models.CheckConstraint(
                name="challenge_remitted_by_document",
                condition=~Q(status=S.REMITTED) | ~Q(remit_document=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def about(cls, fact: FactKind) -> Challenge:
        """Return an unsaved challenge of the document that a fact rests on, which knows who keeps off it."""
        known = {"document_number": fact.document, "document_key": key_of(fact), "finder": finder_of(fact)}
        return cls(fact=fact.parent, **known)

    @property
    def facts(self) -> list[FactKind]:
        """Return every record of the document, of all kinds, those that ended included."""
        known = set(self.items.values_list("fact_id", flat=True)) if self.number else set()
        return facts_of(self.document_key, self.finder, known)

    @property
    def live_facts(self) -> list[FactKind]:
        """Return the records of the document that have not ended."""
        return [fact for fact in self.facts if fact.status not in DEAD_RECORDS]

    @property
    def is_prepared(self) -> bool:
        """Say whether the organ's document is registered and waits for the director."""
        return bool(self.outcome) and self.decided_by_id is None and self.status in STANDING

    @property
    def is_stayed(self) -> bool:
        """Say whether the deciding organ has stayed the execution, and not lifted the stay since."""
        return self.stayed_on is not None and self.lifted_on is None

    def keeps_off(self, fact: FactKind) -> bool:
        """Say whether a record of the document may not be read now: stayed, to be decided anew, or to be corrected first.

        One entered since the document was changed says what it said before.
        """
        if self.status == S.MENDING:
            item = self.items.filter(fact=fact.pk).first()
            return item is None or item.is_open
        return self.status == S.REMITTED or self.is_stayed

    @property
    def off_words(self) -> str:
        """Return why records of the document are off the pages."""
        if self.status == S.MENDING:
            return f"源文书已变更（{self.result_number}），信息待更正"
        if self.status == S.REMITTED:
            return f"发回重审、责令重作（{self.remit_document}）"
        return f"{self.organ} {self.stay_number} 停止执行"

    @property
    def state_words(self) -> str:
        """Return kind, organ and day as every record of the document tells them（challenge_state）. procedures A.3"""
        since = f"{self.organ}，{self.accepted_on} 受理"
        if self.status == S.OPEN:
            return f"源文书{self.get_kind_display()}中（{since}）"
        return f"源文书{self.get_kind_display()}：{self.get_status_display()}（{since}）"

    @property
    def result_words(self) -> str:
        """Return the organ's document in words: organ, number, day."""
        return f"{self.organ} {self.result_number}（{self.result_on}）"

    def bar_to_deciding(self, by: Actor) -> str:
        """Return why `by` may not decide it: whoever reported, registered or prepared it does not."""
        mine = {self.entered_by_id, self.registered_by_id, self.prepared_by_id}
        return OTHER_PERSON if by.user_id in mine else ""

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: a hand in a record of the document, or of its subject's body.

        The subject's own acts are its representative's; who entered a record proposes its correction. procedures A.2
        """
        facts = self.facts
        words = [recused_from(fact.parent.official_id, by) for fact in facts]
        if by.role not in REPRESENTATIVES | CLOCK and not (self.number and by.role in ENTERERS):
            words += [recusal_from(fact.parent, by) for fact in facts if fact.status not in DEAD_RECORDS]
        return next(filter(None, words), "")


class ChallengedRecord(Keyed):
    """A record of the challenged document; where the document was changed, the correction that follows from it."""

    challenge = models.ForeignKey(Challenge, models.PROTECT, related_name="items", verbose_name="源文书变动")
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", verbose_name="所涉记录")
    correction = models.ForeignKey(
        Correction, models.PROTECT, null=True, related_name="+", verbose_name="所引起的更正"
    )
    mended_on = models.DateField("更正施行日期", null=True)

    class Meta:
        verbose_name = "变动所涉记录"
        verbose_name_plural = "变动所涉记录"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "fact"], name="challenged_record_once"),
            models.CheckConstraint(
                name="challenged_record_mended_by_correction",
                condition=Q(mended_on=None) | Q(correction__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.fact)

    @property
    def is_open(self) -> bool:
        """Say whether a correction of it is still waited for."""
        return self.mended_on is None and self.fact.status in CORRECTABLE


track(Challenge, ChallengedRecord)
