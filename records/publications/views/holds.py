"""The holds of a publication in words: by which act, since when, why, and until when it is planned."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps

from common.cases.story import act_label
from common.models import Deadline, Transition
from policy.vocabulary import HoldStatus
from records.models import Hold, Publication
from records.publications.models.holds import SUSPEND
from records.status_words import AMBER, PLAIN


@dataclass(frozen=True)
class ToldHold:
    """A hold as the page of its publication tells it."""

    hold: Hold
    act: str
    """What it was begun by（公示“暂停公示”）."""
    reason: str
    planned: Deadline | None

    @property
    def shape(self) -> str:
        """The mark of an open hold is amber, that of an ended one plain."""
        return AMBER if self.hold.status == HoldStatus.OPEN else PLAIN

    @property
    def way_out(self) -> str:
        """Say what ends it: the director's own resumption, or the matter that began it."""
        return "须由负责人恢复公示" if self.hold.begun_by == SUSPEND else "须由引起它的事项解除"

    @property
    def fell(self) -> bool:
        """Say whether it ended because the publication did, which therefore did not come back by it."""
        ended = self.hold.publication.ended_at
        return ended is not None and self.hold.ended_at is not None and self.hold.ended_at >= ended

    @property
    def end_words(self) -> str:
        """Say how it ended."""
        return "随公示终止" if self.fell else "解除"


def told_holds(publication: Publication) -> list[ToldHold]:
    """Return the holds of a publication, the newest first."""
    holds = list(Hold.objects.filter(publication=publication).select_related("publication"))
    if not holds:
        return []
    entered = Transition.objects.filter(
        object_type=Hold._meta.label_lower, object_id__in=[hold.pk for hold in holds], act="enter"
    )
    reasons = dict(entered.values_list("object_id", "reason"))
    planned = {row.object_id: row for row in Deadline.objects.of(*holds)}
    return [
        ToldHold(hold, _act_words(hold.begun_by), reasons.get(hold.pk, ""), planned.get(hold.pk))
        for hold in holds
    ]


def _act_words(key: str) -> str:
    label, act = key.rsplit(".", 1)
    model = apps.get_model(label)
    return f"{model._meta.verbose_name}“{act_label(model, act)}”"
