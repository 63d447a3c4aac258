"""The token of what a page shows: an act on anything newer is refused, evidence laid beside it included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Count, Max

from common.cases.story import last_words
from common.errors import StaleState
from common.models import Evidence, Transition
from common.requests import OfficeRequest
from common.workflow import Workflow

CHANGED = "页面打开后内容或状态又有变化（证据的增减也算），这次办理没有生效；请返回刷新，看过最新内容再办"


def token_of(obj: Workflow) -> str:
    """Return the token: state, newest act and version of `obj`; version and evidence of the fact that it is about.

    A state may come back and the newest act never does, so no token is ever shown twice for two contents. Evidence is
    only added and only withdrawn once, so two counts tell any change of it.
    """
    holder = obj.evidence_holder()
    beside = Evidence.objects.filter(object_id__in={obj.pk, holder.pk})
    laid = beside.aggregate(files=Count("pk"), withdrawn=Count("withdrawn_at"))
    state = f"{obj.state_token()}.{_newest_act(obj)}"
    return f"{state}.{_version_of(obj)}.{_version_of(holder)}.{laid['files']}.{laid['withdrawn']}"


def _newest_act(obj: Workflow) -> int:
    """Return the place in the trail of the newest act of its machine: what only looked at it bears no state."""
    acts = Transition.objects.filter(object_type=obj._meta.label_lower, object_id=obj.pk)
    newest = acts.exclude(to_status="").aggregate(seq=Max("seq"))["seq"]
    return newest or 0


def _version_of(obj: Workflow) -> int:
    """Return the version of what is shown, 0 where a machine counts none and its state alone can change."""
    return getattr(obj, obj.VERSION_FIELD) if obj.VERSION_FIELD else 0


def require_seen(request: OfficeRequest, obj: Workflow) -> None:
    """Refuse an act on a content that the page did not show."""
    if request.POST.get("page_token") != token_of(obj):
        raise StaleState(CHANGED + last_words(obj))


def hold(obj: Workflow) -> None:
    """Lock `obj` and the fact that it is about until the transaction ends, so that nothing is laid beside it."""
    for held in dict.fromkeys((obj.evidence_holder(), obj)):
        type(held)._base_manager.select_for_update(of=("self",)).get(pk=held.pk)


@contextmanager
def as_shown(request: OfficeRequest, obj: Workflow) -> Iterator[None]:
    """Do an act on exactly what the page showed: the fact is held, so nothing is laid beside it meanwhile."""
    with transaction.atomic():
        hold(obj)
        require_seen(request, obj)
        yield
