"""Questions put to commitments and breaches; who may see what is one method each."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from commitments.vocabulary import BreachStatus, CommitmentStatus
from common.models.deadlines import in_doubt
from common.roles import BLIND_ROLES, Role
from common.trail import Actor
from common.workflow import WorkflowQuerySet
from organisations.scopes import NOTHING, department_scope

S = CommitmentStatus
KNOWN_TO_THE_BODY = (S.RUNNING, S.KEPT, S.CHANGED, S.UNLAWFUL)
"""A department sees its own promise once it is registered; what is still a draft is the clerk's."""


def commitment_scope(posting: Actor, prefix: str = "") -> Q:
    """Return the condition that a commitment (reached over `prefix`) is in the posting's scope.

    By the body that answers for it, or by the key domain of a sector authority's posting.
    """
    if posting.role in BLIND_ROLES:
        return NOTHING
    mine = department_scope(posting, f"{prefix}department__")
    if posting.domain:
        mine |= Q(**{f"{prefix}domain": posting.domain})
    if posting.role == Role.REPRESENTATIVE:
        return mine & Q(**{f"{prefix}status__in": KNOWN_TO_THE_BODY})
    return mine


def standings(today: date) -> dict[str, Q]:
    """Return by its key each way in which a registered promise stands; the rows are asked for with `standing()`."""
    running = Q(status=S.RUNNING)
    return {
        "promised": Q(status__in=KNOWN_TO_THE_BODY),
        "not_due": running & Q(is_done=False) & (Q(due_on__gte=today) | Q(due_on=None)),
        "partly": running & Q(is_partly=True),
        "to_accept": running & Q(is_done=True),
        "kept": Q(status=S.KEPT, was_late=False),
        "kept_late": Q(status=S.KEPT, was_late=True),
        "late": running & Q(due_on__lt=today, in_doubt=False, in_dispute=False),
        "broken": Q(is_broken=True),
        "inherited": Q(is_inherited=True) & ~Q(status__in=[S.DRAFT, S.PENDING, S.VOID]),
        "changed": Q(status=S.CHANGED),
        "unlawful": Q(status=S.UNLAWFUL),
    }


class CommitmentQuerySet(WorkflowQuerySet):
    """Questions put to commitments."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the commitments of the posting's scope."""
        return self.filter(commitment_scope(posting))

    def live(self) -> Self:
        """Return all that are not void."""
        return self.exclude(status=S.VOID)

    def standing(self) -> Self:
        """Add `in_doubt`, `is_partly`, `is_done` and the like: what the word of its standing asks."""
        breaches = apps.get_model("commitments", "Breach")._base_manager.filter(commitment=OuterRef("pk"))
        handed = apps.get_model("commitments", "Succession")._base_manager.filter(commitment=OuterRef("pk"))
        open_suits = apps.get_model("commitments", "Dispute")._base_manager.filter(
            commitment=OuterRef("pk"), kind__in=["suit", "arbitration"], answered_on=None
        )
        done = apps.get_model("commitments", "Fulfilment")._base_manager.filter(
            instalment__commitment=OuterRef("pk")
        )
        parts = apps.get_model("commitments", "Instalment")._base_manager.filter(commitment=OuterRef("pk"))
        return self.annotate(
            is_done=Exists(parts) & ~Exists(parts.filter(done_on=None)),
            is_partly=Exists(done),
            in_doubt=in_doubt("due_on"),
            is_broken=Exists(breaches.filter(status=BreachStatus.CONFIRMED)),
            is_inherited=Exists(handed),
            in_dispute=Exists(open_suits),
        )

    def late(self, today: date) -> Self:
        """Return what is due and not kept; never by a value that nobody has confirmed（rules.md 0.2m）."""
        return self.standing().filter(status=S.RUNNING, due_on__lt=today, in_doubt=False, in_dispute=False)

    def by_due(self) -> Self:
        """Return them by the day on which they fall due."""
        return self.order_by(F("due_on").asc(nulls_last=True), "id")


class DisputeQuerySet(models.QuerySet[Any]):
    """Questions put to what the other side brought forward."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the disputes of the commitments in the posting's scope."""
        return self.filter(commitment_scope(posting, "commitment__"))


class BreachQuerySet(WorkflowQuerySet):
    """Questions put to the cases of broken promises."""

    def visible_to(self, posting: Actor) -> Self:
        """Return the cases of the scope; a department learns of one when it is sent to be verified.

        A body that verifies sees its own, whoever the promise is of.
        """
        if posting.role in BLIND_ROLES:
            return self.none()
        mine = commitment_scope(posting, "commitment__")
        if posting.role == Role.REPRESENTATIVE:
            mine &= ~Q(status=BreachStatus.ROUTING)
        if posting.role == Role.FINDING_BODY and posting.unit_id:
            mine |= Q(body_unit=posting.unit_id)
        return self.filter(mine)
