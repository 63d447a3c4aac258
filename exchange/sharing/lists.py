"""The list of what was shared and what was not, and why."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from common.lists import Column, Facet, ListSpec, mark
from common.lists.columns import day_column
from common.lists.filters import choice
from common.registry import Place
from common.roles import AUDITORS, CREDIT_OFFICE
from common.trail import Actor
from common.version_words import code_words
from exchange.sharing.models import Delivery
from exchange.sharing.vocabulary import Verdict
from organisations.filters import ScopedFilter

READERS = CREDIT_OFFICE | AUDITORS


class DeliveryFilter(ScopedFilter):
    verdict = choice("处理", Verdict.choices)

    class Meta:
        model = Delivery
        fields: list[str] = []


def _rows(posting: Actor) -> QuerySet[Delivery]:
    return Delivery.objects.visible_to(posting)


def topic_words(row: Delivery) -> str:
    """Return the topic of a message in words."""
    return code_words.choices.get("topic", {}).get(row.topic, row.topic)


def _verdict(row: Delivery) -> SafeString:
    return mark(row.get_verdict_display(), "mended" if row.verdict == Verdict.CLEARED else "objection")


DELIVERIES = ListSpec(
    key="deliveries",
    label="共享",
    unit="条",
    url_name="exchange:deliveries",
    rows=_rows,
    filterset=DeliveryFilter,
    default="-looked",
    hint="每一条对外的消息按信息分类目录核对：目录没有列入的、不予共享的不发出；已发出过的，撤回的消息照发。",
    empty="还没有对外的消息。",
    columns=(
        Column("topic", "消息", topic_words, sort=["topic"], fixed=True),
        Column("class", "信息分类", lambda row: row.class_name or "没有列入", sort=["class_name"]),
        Column("sharing", "共享属性", lambda row: row.get_sharing_display() or "—"),
        Column("verdict", "处理", lambda row: row.get_verdict_display(), _verdict, sort=["verdict"]),
        Column("reason", "不共享的原因", lambda row: row.reason),
        day_column("looked", "核对日期", "looked_on"),
    ),
    facets=(Facet("verdict", "verdict"),),
    roles=READERS,
)
PLACE = Place("deliveries", "共享", "管理", "exchange:deliveries", READERS, order=47, chapter="信息分类")
