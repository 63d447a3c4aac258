"""Named questions. Who may see what is one method, `visible_to(posting)`, used everywhere."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from common.roles import Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from records.scopes import case_scope, fact_scope, record_scope
from records.vocabulary import DEAD_RECORDS, SHEET_CLEAN, EndGround, PublicationStatus, RecordStatus


class PublishedQuerySet(WorkflowQuerySet):
    """Facts that may stand in public; `relation` is the name by which a publication holds one."""

    relation = ""

    def with_publication(self) -> Self:
        """Add `publication_status` and `publication_ground` of the newest publication, None where none is."""
        newest = _publications().filter(**{self.relation: OuterRef("pk")}).order_by("-id")
        return self.annotate(
            publication_status=Subquery(newest.values("status")[:1]),
            publication_ground=Subquery(newest.values("end_ground")[:1]),
        )

    def to_propose(self) -> Self:
        """Return the confirmed ones that may go public and of which nobody has decided yet."""
        mine = _publications().filter(**{self.relation: OuterRef("pk")})
        decided = mine.exclude(end_ground=EndGround.SUPERSEDED)
        return self.filter(~Exists(decided), status=RecordStatus.CONFIRMED)


class RecordQuerySet(PublishedQuerySet):
    relation = "record"

    def visible_to(self, posting: Actor) -> Self:
        """Return the records in the posting's scope."""
        return self.filter(record_scope(posting))

    def live(self) -> Self:
        """Return the records that are neither void nor withdrawn."""
        return self.exclude(status__in=DEAD_RECORDS)

    def to_propose(self) -> Self:
        """Return those that may go public by their subject, source and openness, too."""
        return super().to_propose().filter(publishable=True)

    def ready_to_confirm(self, today: date) -> Self:
        """Return those in 陈述申辩 whose department was heard, need not be, or has let its time pass."""
        heard = Q(notice_waived=True) | ~Q(statement_text="") | Q(statement_due__lt=today)
        return self.filter(heard, status=RecordStatus.STATEMENT)


class FactQuerySet(PublishedQuerySet):
    """Lost judgments and commendations."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the facts in the posting's scope."""
        return self.filter(fact_scope(posting))


class JudgmentQuerySet(FactQuerySet):
    relation = "judgment"


class CommendationQuerySet(FactQuerySet):
    relation = "commendation"


class PublicationQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> PublicationQuerySet:
        """Return the publications of what the posting may see; a department those that went public."""
        found = self.filter(case_scope(posting))
        return found.filter(published_at__isnull=False) if posting.role == Role.REPRESENTATIVE else found

    def live(self) -> PublicationQuerySet:
        return self.filter(status__in=["public", "suspended"])

    def to_sign(self) -> PublicationQuerySet:
        """Return those whose present text the secrecy reviewer has not signed."""
        signed = Q(sheet_version__isnull=False, sheet_version=models.F("face_version"))
        return self.filter(~signed, status=PublicationStatus.PENDING)

    def to_mend(self) -> PublicationQuerySet:
        """Return those whose signed sheet found something."""
        signed = self.filter(status=PublicationStatus.PENDING, sheet_version=models.F("face_version"))
        return signed.exclude(sheet=SHEET_CLEAN)

    def to_publish(self) -> PublicationQuerySet:
        """Return those whose present text is signed and clean."""
        return self.filter(
            status=PublicationStatus.PENDING, sheet_version=models.F("face_version"), sheet=SHEET_CLEAN
        )


def _publications() -> models.QuerySet[Any]:
    return apps.get_model("records", "Publication")._base_manager.all()


class CorrectionQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> CorrectionQuerySet:
        """Return the corrections of facts in scope; the department itself learns of those in force."""
        found = self.filter(case_scope(posting))
        return found.filter(status="applied") if posting.role == Role.REPRESENTATIVE else found

    def open(self) -> CorrectionQuerySet:
        """Return those on which somebody still has to act."""
        return self.filter(status__in=["pending", "endorsed", "returned"])

    def of_public_records(self) -> CorrectionQuerySet:
        """Return those whose fact has a publication that stands or is suspended."""
        live = _publications().filter(status__in=["public", "suspended"])
        same = Q(record=OuterRef("record")) | Q(judgment=OuterRef("judgment"))
        return self.filter(Exists(live.filter(same | Q(commendation=OuterRef("commendation")))))

    def to_face(self) -> CorrectionQuerySet:
        """Return those in hand of which nobody has said yet how the record reads, or ends, in public."""
        return self.of_public_records().filter(
            status__in=["pending", "endorsed"], face_title="", hidden_because=""
        )

    def to_sign(self) -> CorrectionQuerySet:
        """Return those whose present text the secrecy reviewer has not signed."""
        signed = Q(sheet_version__isnull=False, sheet_version=models.F("face_version"))
        faced = self.filter(status__in=["pending", "endorsed"]).exclude(face_title="")
        return faced.filter(~signed, hidden_because="")
