"""The auditor's list of the trail: every act on anything, who did it through which posting, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import django_filters as filters
from django.apps import apps
from django.db.models import Model, UUIDField
from django.urls import reverse
from django.utils import timezone

from common.cases.story import act_label, moved, other_acts
from common.lists.columns import Column, below, link
from common.lists.facets import Facet, NameFacet
from common.lists.filters import SEARCH, ListFilter, choice, since, until
from common.lists.spec import ListSpec
from common.models import Transition
from common.roles import AUDITORS, SELF, Role, posting_words
from common.version_names import names_of
from common.version_words import kind_label
from common.versions import kinds
from common.workflow import Workflow

ENTER = "建立"


class TrailFilter(ListFilter):
    person = filters.CharFilter(label="办理人姓名", field_name="actor_name", lookup_expr="startswith")
    kind = choice("对象类型", [], field_name="object_type")
    act = choice("行为", [])
    role = choice("岗位", [*Role.choices, (SELF, "本人")], field_name="posting_role")
    q = filters.CharFilter(label="理由", field_name="reason", lookup_expr="icontains", widget=SEARCH)
    since = since("at")
    until = until("at")
    request = filters.CharFilter(label="请求编号", field_name="request_id")

    class Meta:
        model = Transition
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["kind"].choices = [(key, label) for key, label in _kinds().items()]
        self.form.fields["act"].choices = list(_acts().items())


@cache
def _kinds() -> dict[str, str]:
    """Return the words of every kind of object that an act may be done to."""
    named = {label: kind_label(event.pgh_tracked_model) for label, event in kinds().items()}
    others = {model._meta.label_lower: kind_label(model) for model in _machines()}
    return dict(sorted({**named, **others}.items(), key=lambda pair: pair[1]))


@cache
def _acts() -> dict[str, str]:
    """Return the words of every act: those of all machines that know it, for the same act is called after its object."""
    words: dict[str, list[str]] = {"enter": [ENTER]}
    for model in _machines():
        for act in (*model.ENTRIES, *model.TRANSITIONS):
            words.setdefault(act, []).append(act_label(model, act))
    for act, label in other_acts.items():
        words.setdefault(act, []).append(label)
    return {act: "、".join(dict.fromkeys(labels)) for act, labels in sorted(words.items())}


def _machines() -> Iterable[type[Workflow]]:
    return [model for model in apps.get_models() if issubclass(model, Workflow) and not model._meta.proxy]


def _name(rows: Sequence[Transition]) -> None:
    """Say of each row what it is about, in one question for each kind of object."""
    for row in rows:
        row.model = _model(row.object_type)
    names = names_of(
        (row.model, row.object_id)
        for row in rows
        if row.model is not None and isinstance(row.model._meta.pk, UUIDField)
    )
    for row in rows:
        row.kind = kind_label(row.model) if row.model else row.object_type
        row.name = names.get((row.model, str(row.object_id))) or row.kind


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)._meta.concrete_model
    except (LookupError, ValueError):
        return None


def _what(row: Transition) -> str:
    return act_label(row.model, row.act) if row.model else row.act


def _moved(row: Transition) -> str:
    return moved(row, row.model) if row.model else ""


def _object(row: Transition) -> str:
    label = row.model._meta.label_lower if row.model else ""
    if label not in kinds():
        return below(row.name, row.kind)
    return below(link(reverse("common:versions", args=[label, row.object_id]), row.name), row.kind)


def _who(row: Transition) -> str:
    return row.actor_name or "系统"


def _posting(row: Transition) -> str:
    return posting_words(row.posting_role, row.posting_unit)


TRAIL = ListSpec(
    key="trail",
    label="办理经过",
    unit="步",
    url_name="common:trail",
    rows=Transition.objects.visible_to,
    filterset=TrailFilter,
    roles=AUDITORS,
    default="-at",
    prepare=_name,
    is_long=True,
    hint="每一步办理：什么时候、谁、以哪个岗位、对什么、做了什么、为什么。只能追加，不能改动。",
    empty="还没有办理过任何事项。",
    columns=(
        Column(
            "at",
            "时间",
            lambda t: t.at,
            lambda t: f"{timezone.localtime(t.at):%Y-%m-%d %H:%M:%S}",
            sort=["id"],
            css="nowrap",
        ),
        Column(
            "object",
            "对象",
            lambda t: t.name,
            _object,
            exports=(("对象", lambda t: t.name), ("对象类型", lambda t: t.kind)),
            fixed=True,
        ),
        Column(
            "act",
            "行为",
            _what,
            lambda t: below(_what(t), _moved(t)),
            exports=(("行为", _what), ("状态变化", _moved)),
        ),
        Column(
            "who",
            "办理人与岗位",
            _who,
            lambda t: below(_who(t), _posting(t)),
            exports=(("办理人", _who), ("岗位", _posting)),
            sort=["actor_name"],
        ),
        Column("reason", "理由", lambda t: t.reason, css="wrap"),
        Column("request", "请求编号", lambda t: t.request_id, css="code", shown=False),
    ),
    facets=(
        Facet("kind", "object_type"),
        Facet("act", "act"),
        Facet("role", "posting_role"),
        NameFacet("person", "actor_name"),
    ),
)
