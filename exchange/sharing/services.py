"""The fan-out of the outbox: each waiting message is looked at by its class; what may not leave stays, and says why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from common.history import acting
from common.models import Outbox
from common.trail import Actor
from exchange.sharing.classes import class_of, is_recall, recipient_of, thing_of
from exchange.sharing.models import Delivery
from exchange.sharing.rule import bar_to_sharing
from exchange.sharing.standing import OVER, is_over, still_stands
from exchange.sharing.vocabulary import Verdict
from organisations.information_classes import catalogue_on, class_on
from organisations.vocabulary import Sharing

MOST = 500


@transaction.atomic
def fan_out(*, by: Actor, today: date) -> int:
    """Look at the messages that wait, and at those held that the catalogue lets go now; return how many may leave.

    Safe to run twice and by two at once: a message is locked while it is looked at, and taken once.
    """
    waiting = Outbox.objects.filter(taken_at=None).select_for_update(skip_locked=True).order_by("pk")
    seen = Delivery.objects.filter(message__taken_at=None)
    new = waiting.exclude(pk__in=seen.values("message"))[:MOST]
    again = waiting.filter(pk__in=_let_go_now(seen, today).values("message"))[:MOST]
    found: dict[UUID, Delivery] = {}
    for message in sorted((*again, *new), key=lambda one: one.pk):
        found[message.pk] = _looked_at(message, today, found)
    with acting(by):
        _keep(found)
        left = [key for key, one in found.items() if one.verdict == Verdict.CLEARED]
        return Outbox.objects.filter(pk__in=left).update(taken_at=timezone.now())


def _let_go_now(seen: QuerySet[Delivery], today: date) -> QuerySet[Delivery]:
    """Return of the held ones just those that leave now: what is shared by now and stands, what takes back a thing that left.

    One that would be held again is not taken up, so that it stands in no other's way.
    """
    shared: dict[str, list[str]] = {one: [] for one in Sharing}
    for listed in catalogue_on(today):
        shared[listed.sharing].append(listed.key)
    conditional = Q(information_class__in=shared[Sharing.CONDITIONAL]) & ~Q(recipient="")
    is_shared = Q(information_class__in=shared[Sharing.FREE]) | conditional
    told = Exists(Delivery.objects.cleared().filter(thing=OuterRef("thing")))
    return seen.filter(is_shared & (Q(is_recall=True) | still_stands()) | Q(told, is_recall=True))


def _keep(found: dict[UUID, Delivery]) -> None:
    fields = [field.name for field in Delivery._meta.fields if field.name not in {"id", "message"}]
    Delivery.objects.bulk_create(
        found.values(), update_conflicts=True, unique_fields=["message"], update_fields=fields
    )


def _looked_at(message: Outbox, today: date, found: dict[UUID, Delivery]) -> Delivery:
    key = class_of(message.topic, message.subject_id)
    recipient, takes_back = recipient_of(message.topic, message.payload), is_recall(message.topic)
    thing = thing_of(message.topic, message.subject_id)
    bar = bar_to_sharing(key, today, basis=recipient)
    if bar and takes_back and was_shared(thing, found):
        bar = ""  # whoever has it must hear that it stands no more, whatever the catalogue says today
    elif not bar and not takes_back and is_over(message.topic, message.subject_id):
        bar = OVER
    listed = class_on(key, today) if key else None
    return Delivery(
        message=message,
        topic=message.topic,
        thing=thing,
        recipient=recipient[:200],
        information_class=key,
        class_name=listed.name if listed else "",
        sharing=listed.sharing if listed else "",
        is_recall=takes_back,
        verdict=Verdict.HELD if bar else Verdict.CLEARED,
        reason=bar,
        looked_on=today,
    )


def was_shared(thing: UUID, found: dict[UUID, Delivery]) -> bool:
    """Say whether anything about a thing ever left, or leaves with what was `found`."""
    if any(one.verdict == Verdict.CLEARED and one.thing == thing for one in found.values()):
        return True
    return Delivery.objects.cleared().filter(thing=thing).exists()


def bar_of(message: Outbox) -> str:
    """Return why a message has not left, "" once it may be handed on."""
    row = Delivery.objects.filter(message=message).first()
    return row.reason if row else ""
