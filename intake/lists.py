"""The system administrator's list of messages that could not be handed on: that they are there, not what they say."""

from __future__ import annotations

from common.lists.columns import Column, coded, words
from common.lists.facets import Facet
from common.lists.filters import ListFilter, choice, since, until
from common.lists.spec import ListSpec, lists
from common.roles import SYSTEM_ADMINS
from intake.models import Fault, ReceivedMessage
from intake.receivers import label_of


class KeptFilter(ListFilter):
    fault = choice("原因", Fault.choices)
    since = since("received_at")
    until = until("received_at")

    class Meta:
        model = ReceivedMessage
        fields: list[str] = []


KEPT = ListSpec(
    key="kept_messages",
    label="未转交的来件",
    unit="件",
    url_name="intake:kept",
    rows=lambda posting: ReceivedMessage.objects.kept(),
    filterset=KeptFilter,
    roles=SYSTEM_ADMINS,
    default="received_at",
    hint="公众网站收到、没能交给办理部门的来件，密文原样保留。排除原因后在服务器上执行 manage.py intake --again 重新转交。",
    empty="没有未转交的来件。",
    columns=(
        Column(
            "received_at", "收到时间", lambda m: m.received_at, sort=["received_at"], css="nowrap", fixed=True
        ),
        Column("kind", "类别", lambda m: label_of(m.kind), lambda m: words(label_of(m.kind))),
        Column("fault", "未转交的原因", lambda m: m.get_fault_display(), css="wrap"),
        Column("said", "说明", lambda m: m.said, lambda m: words(m.said), css="wrap"),
        Column("message", "来件编号", lambda m: str(m.message), lambda m: coded(str(m.message))),
    ),
    facets=(Facet("fault", "fault"),),
)


def register() -> None:
    """Enter the list; called once when the app is ready."""
    lists[KEPT.key] = KEPT
