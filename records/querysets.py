"""Named questions. Who may see what is one method, `visible_to(posting)`, used everywhere."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When

from common.models import Deadline
from common.roles import Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from policy.vocabulary import (
    DEAD_RECORDS,
    SENT_BACK,
    SHEET_CLEAN,
    EndGround,
    HoldStatus,
    PublicationStatus,
    RecordStatus,
    ShownStatus,
)
from records.scopes import case_scope, fact_scope, record_scope

SIGNED = Q(sheet_version__isnull=False, sheet_version=F("face_version"))
WITH_OFFICER = Q(sheet__has_key=SENT_BACK)
"""Whose present text the secrecy reviewer has signed."""


def held() -> Exists:
    """Return the condition on a publication that a hold keeps it off the pages."""
    holds = apps.get_model("records", "Hold")._base_manager
    return Exists(holds.filter(publication=OuterRef("pk"), status=HoldStatus.OPEN))


def shown_status() -> Case:
    """Return where a publication stands as people see it, as `Publication.shown_status` says it of one."""
    is_held = Q(held(), status=PublicationStatus.PUBLIC)
    return Case(
        When(is_held, then=Value(ShownStatus.SUSPENDED)),
        When(~Q(status=PublicationStatus.PENDING), then=F("status")),
        When(~SIGNED & ~WITH_OFFICER, then=Value(ShownStatus.TO_SIGN)),
        When(sheet=SHEET_CLEAN, then=Value(ShownStatus.TO_PUBLISH)),
        default=Value(ShownStatus.TO_MEND),
        output_field=CharField(),
    )


class PublishedQuerySet(WorkflowQuerySet):
    """Facts that may stand in public."""

    def live(self) -> Self:
        """Return those that are neither void nor withdrawn."""
        return self.exclude(status__in=DEAD_RECORDS)

    def with_publication(self) -> Self:
        """Add `publication_status` and `publication_ground` of the newest publication, None where none is."""
        newest = _publications().filter(fact=OuterRef("pk")).order_by("-id")
        return self.annotate(
            publication_status=Subquery(newest.annotate(shown=shown_status()).values("shown")[:1]),
            publication_ground=Subquery(newest.values("end_ground")[:1]),
        )

    def to_propose(self) -> Self:
        """Return the confirmed ones that may go public and of which nobody has decided yet."""
        mine = _publications().filter(fact=OuterRef("pk"))
        again = [EndGround.SUPERSEDED, EndGround.TOLERATED, EndGround.UNDONE]
        decided = mine.exclude(end_ground__in=again)
        return self.filter(~Exists(decided), status=RecordStatus.CONFIRMED)


class RecordQuerySet(PublishedQuerySet):
    def visible_to(self, posting: Actor) -> Self:
        """Return the records in the posting's scope."""
        return self.filter(record_scope(posting))

    def to_propose(self) -> Self:
        """Return those that may go public by their subject, source and openness, too."""
        return super().to_propose().filter(publishable=True, repaired_on=None)

    def ready_to_confirm(self, today: date) -> Self:
        """Return those in 陈述申辩 whose department was heard, need not be, or has let its time pass unpaused."""
        paused = Deadline.objects.open().filter(
            object_id=OuterRef("pk"), kind="records.statement", paused_on__isnull=False
        )
        heard = Q(notice_waived=True) | ~Q(statement_text="") | Q(statement_due__lt=today) & ~Exists(paused)
        return self.filter(heard, status=RecordStatus.STATEMENT)


class FactQuerySet(PublishedQuerySet):
    """Lost judgments and commendations."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the facts in the posting's scope."""
        return self.filter(fact_scope(posting))


class PublicationQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> PublicationQuerySet:
        """Return the publications of what the posting may see; a department those that went public."""
        found = self.filter(case_scope(posting))
        return found.filter(published_at__isnull=False) if posting.role == Role.REPRESENTATIVE else found

    def live(self) -> PublicationQuerySet:
        """Return those published whose window nobody has ended, held ones among them."""
        return self.filter(status=PublicationStatus.PUBLIC)

    def with_holds(self) -> PublicationQuerySet:
        """Add `held`: whether a hold is open."""
        return self.annotate(held=held())

    def suspended(self) -> PublicationQuerySet:
        """Return those that a hold keeps off the pages."""
        return self.live().filter(held())

    def public(self) -> PublicationQuerySet:
        """Return those that stand without a hold."""
        return self.live().filter(~held())

    def ended(self) -> PublicationQuerySet:
        """Return those that ended on whatever ground."""
        return self.filter(status=PublicationStatus.ENDED)

    def to_sign(self) -> PublicationQuerySet:
        """Return those whose present text the secrecy reviewer has not signed."""
        return self.filter(~SIGNED & ~WITH_OFFICER, status=PublicationStatus.PENDING)

    def to_mend(self) -> PublicationQuerySet:
        """Return those whose signed sheet found something, and those sent back."""
        mine = self.filter(SIGNED | WITH_OFFICER, status=PublicationStatus.PENDING)
        return mine.exclude(sheet=SHEET_CLEAN)

    def to_publish(self) -> PublicationQuerySet:
        """Return those whose present text is signed and clean."""
        return self.filter(SIGNED, status=PublicationStatus.PENDING, sheet=SHEET_CLEAN)


class HoldQuerySet(WorkflowQuerySet):
    def visible_to(self, posting: Actor) -> HoldQuerySet:
        """Return the holds of what the posting may see."""
        seen = apps.get_model("records", "Publication").objects.visible_to(posting)
        return self.filter(publication__in=seen.values("pk"))

    def open(self) -> HoldQuerySet:
        """Return those that keep a publication off the pages now."""
        return self.filter(status=HoldStatus.OPEN)


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
        live = _publications().filter(status=PublicationStatus.PUBLIC)
        return self.filter(Exists(live.filter(fact=OuterRef("fact"))))

    def to_face(self) -> CorrectionQuerySet:
        """Return those in hand of which the officer has yet to say, or to mend, how the record reads in public."""
        in_hand = self.of_public_records().filter(status__in=["pending", "endorsed"], hidden_because="")
        return in_hand.filter(Q(face_title="") | SIGNED & ~Q(sheet=SHEET_CLEAN))

    def to_sign(self) -> CorrectionQuerySet:
        """Return those whose present text the secrecy reviewer has not signed."""
        faced = self.filter(status__in=["pending", "endorsed"]).exclude(face_title="")
        return faced.filter(~SIGNED, hidden_because="")
