from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from appeals.notes.querysets import IN_REVIEW, NoteQuerySet
from appeals.notes.transitions import ENDS, ENTER, ENTRIES, TRANSITIONS
from appeals.notes.vocabulary import NoteKind, NoteStatus, ReturnGround
from common.history import track
from common.roles import CLOCK, REPRESENTATIVES, SECRECY_REVIEWERS
from common.trail import Actor
from discipline.hands import OWN_BODY, recusal_from
from records.models import Fact, Publication, RedactedText

S = NoteStatus
SIGNED = (S.DECIDING, S.STANDING, S.REPLACED)
"""The states behind which a sheet stands that covers the text."""
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}
LATER: dict[str, Any] = {**USER, "null": True, "blank": True, "editable": False}


def _other(person: str, *before: str) -> Q:
    """Return the condition that all these persons are known, and the first is none of the others."""
    known = Q(**{f"{name}__isnull": False for name in (person, *before)})
    for name in before:
        known &= ~Q(**{person: F(name)})
    return known


class DepartmentNote(RedactedText):
    """What the subject department says in its own name beside one of its records in public（单位说明）.

    Text, personal data and 公开审查 sheet are those of every public text; four persons bring it there, and it ends with
    the publication that it stands beside. The letter of commitment of a request for repair（信用承诺书）goes the same way:
    it comes in with the acceptance of the request, and ends with the request too.
    苏政发〔2023〕55号 二(五); 政府信息公开条例 14–16
    """

    MATTER = "单位说明的提交、审核、审查和公开"
    ORDER = 46
    HANDS = ("entered_by_id", "face_changed_by_id", "examined_by_id")

    face_title = None  # type: ignore[assignment]
    face_document_title = None  # type: ignore[assignment]
    minor_reason = None  # type: ignore[assignment]
    third_party_opinion = None  # type: ignore[assignment]

    number = models.CharField("说明编号", max_length=30, unique=True, editable=False)
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+", verbose_name="所说明的记录")
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="+", editable=False, verbose_name="所说明的公示"
    )
    kind = models.CharField(
        "类别", max_length=10, choices=NoteKind.choices, default=NoteKind.STATEMENT, editable=False
    )
    repair = models.ForeignKey(
        "appeals.Repair",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="letters",
        verbose_name="所承诺的修复申请",
    )
    face_facts = models.TextField("说明", max_length=4000)
    entered_by = models.ForeignKey(verbose_name="提交人", editable=False, **USER)
    entered_on = models.DateField("提交日期", editable=False)
    status = models.CharField("状态", max_length=10, choices=S.choices, default=S.SUBMITTED, editable=False)
    due_on = models.DateField("办理期限", null=True, blank=True, editable=False)
    examined_by = models.ForeignKey(verbose_name="审核人", **LATER)
    ground = models.CharField("退回的情形", max_length=12, choices=ReturnGround.choices, blank=True)
    published_by = models.ForeignKey(verbose_name="公开人", **LATER)
    published_on = models.DateField("公开日期", null=True, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    ENDS = ENDS
    ENTER = ENTER
    ENTRIES = ENTRIES
    TRANSITIONS = TRANSITIONS

    class Meta:
        verbose_name = "单位说明"
        verbose_name_plural = "单位说明"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="note_says_something", condition=~Q(face_facts="")),
            models.UniqueConstraint(
                fields=["publication", "kind"], name="note_one_in_review", condition=Q(status__in=IN_REVIEW)
            ),
            models.CheckConstraint(
                name="note_commitment_of_a_repair",
                condition=Q(kind=NoteKind.STATEMENT, repair=None)
                | Q(kind=NoteKind.COMMITMENT, repair__isnull=False),
            ),
            models.CheckConstraint(
                name="note_return_names_ground", condition=~Q(status=S.RETURNED) | ~Q(ground="")
            ),
            models.CheckConstraint(
                name="note_examined_by_another",
                condition=~Q(status__in=(S.SIGNING, *SIGNED)) | _other("examined_by", "entered_by"),
            ),
            models.CheckConstraint(
                name="note_signed_by_a_third",
                condition=~Q(status__in=SIGNED)
                | Q(sheet_version__isnull=False, sheet_version=F("face_version"))
                & _other("sheet_signed_by", "entered_by", "face_changed_by", "examined_by"),
            ),
            models.CheckConstraint(
                name="note_published_by_a_fourth",
                condition=Q(published_by=None, published_on=None) & ~Q(status__in=(S.STANDING, S.REPLACED))
                | Q(published_on__isnull=False)
                & _other("published_by", "entered_by", "face_changed_by", "examined_by", "sheet_signed_by"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    def read_texts(self) -> dict[str, str]:
        """Return the one text that the public would read."""
        return {"face_facts": self.face_facts}

    def recusal(self, by: Actor) -> str:
        """Return why whoever acts leaves it to another: of the subject's own body, or with a hand in the record.

        The department's own acts are its representative's; the secrecy reviewer decides nothing about the record.
        procedures A.2
        """
        if by.role in REPRESENTATIVES | CLOCK:
            return ""
        if by.role in SECRECY_REVIEWERS:
            return OWN_BODY if by.unit_id and by.unit_id == self.fact.department_id else ""
        return recusal_from(self.fact, by)

    @property
    def barred_from_publishing(self) -> set[Any]:
        """Return who had a hand in the text or signed its sheet, and so is no fourth person."""
        return {*self.hands, self.sheet_signed_by_id}


track(DepartmentNote)
