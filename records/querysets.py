"""Named questions. Who may see what is one method, `visible_to(posting)`, used everywhere."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import CharField, Exists, F, Func, OuterRef, Q, Subquery, Value

from common.identifiers import normalise_credit_code
from common.roles import SELF, Role
from common.workflow import WorkflowQuerySet
from records.scopes import case_scope, department_scope, fact_scope, official_scope, record_scope
from records.vocabulary import DEAD_RECORDS, SHEET_CLEAN, EndGround, PublicationStatus, RecordStatus


class DepartmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, posting: Any) -> DepartmentQuerySet:
        """Return the departments in the posting's scope."""
        return self.filter(department_scope(posting))

    def asked_for(self, words: str) -> DepartmentQuerySet:
        """Return those that some words may mean: in present and former names and codes."""
        words = words.strip()
        code = normalise_credit_code(words)
        every = self.model._base_manager
        return self.filter(
            Q(name__icontains=words)
            | Q(short_name__icontains=words)
            | Q(credit_code=code)
            | Q(pk__in=every.filter(codes__code=code).values("pk"))
            | Q(pk__in=every.filter(former_names__name__icontains=words).values("pk"))
        )

    def spelt(self, letters: str) -> DepartmentQuerySet:
        """Return those whose name's pinyin holds the letters, whole syllables（nanjing）or initials（njs）."""
        bare = Func(
            F("sort_key"),
            Value("[0-9 ]"),
            Value(""),
            Value("g"),
            function="regexp_replace",
            output_field=CharField(),
        )
        heads = Func(
            F("sort_key"),
            Value("([a-z])[a-z]*[0-9]? ?"),
            Value(r"\1"),
            Value("g"),
            function="regexp_replace",
            output_field=CharField(),
        )
        return self.alias(bare=bare, heads=heads).filter(
            Q(bare__icontains=letters) | Q(heads__icontains=letters)
        )


class OfficialQuerySet(models.QuerySet[Any]):
    def visible_to(self, posting: Any) -> OfficialQuerySet:
        """Return the files that the posting's unit keeps by 干部管理权限; the auditor sees all."""
        return self.filter(official_scope(posting))


class OfOfficialQuerySet(WorkflowQuerySet):
    """What hangs on an official's file is seen with it."""

    def visible_to(self, posting: Any) -> OfOfficialQuerySet:
        return self.filter(official_scope(posting, "official__"))


class OwnAccessQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Any) -> OwnAccessQuerySet:
        """Return the invitations of files in scope; a person sees those to themselves."""
        if posting.role == SELF:
            return self.filter(user=posting.user_id)
        return self.filter(official_scope(posting, "official__"))


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

    def visible_to(self, posting: Any) -> Self:
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

    def visible_to(self, posting: Any) -> Self:
        """Return the facts in the posting's scope."""
        return self.filter(fact_scope(posting))


class JudgmentQuerySet(FactQuerySet):
    relation = "judgment"


class CommendationQuerySet(FactQuerySet):
    relation = "commendation"


class PublicationQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Any) -> PublicationQuerySet:
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
    def visible_to(self, posting: Any) -> CorrectionQuerySet:
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


class ReorganisationQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Any) -> ReorganisationQuerySet:
        """Return the reorganisations of departments in scope; a department learns of those in force."""
        found = self.filter(department_scope(posting, "department__"))
        return found.filter(status="effective") if posting.role == Role.REPRESENTATIVE else found

    def due(self, today: date) -> ReorganisationQuerySet:
        """Return those approved whose day has come."""
        return self.filter(status="scheduled", effective_on__lte=today)
