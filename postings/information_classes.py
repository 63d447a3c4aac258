"""How the catalogue of information classes is typed, said and changed: a kind of rules like any other（信息分类）."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from common.errors import Incomplete
from common.registry import Place, registry
from common.rulebook import RuleKind, Shape, rulebook
from organisations.information_classes import KIND
from organisations.vocabulary import ClassSubject, Publicity, Sharing, UpdateCycle


class ClassShape(Shape[Mapping[str, str]]):
    """What the catalogue says of a class."""

    def fields(self) -> dict[str, forms.Field]:
        return {
            "about": forms.ChoiceField(label="主体", choices=ClassSubject.choices),
            "source": forms.CharField(label="信息来源", max_length=200),
            "provider": forms.CharField(label="提供单位", max_length=200),
            "sharing": forms.ChoiceField(label="共享属性", choices=Sharing.choices),
            "cycle": forms.ChoiceField(label="更新周期", choices=UpdateCycle.choices),
            "publicity": forms.ChoiceField(label="公开属性", choices=Publicity.choices),
        }

    def initial(self, value: Mapping[str, str], unit: str) -> dict[str, Any]:
        return dict(value)

    def pack(self, given: Mapping[str, Any]) -> tuple[Any, str]:
        if given["about"] == ClassSubject.OFFICIAL and given["publicity"] == Publicity.OPEN:
            raise Incomplete(
                "公务员个人的信息不能主动公开", {"publicity": "请选依申请、依授权查询，或者不公开"}
            )
        return {name: given[name] for name in self.fields()}, ""

    def words(self, value: Mapping[str, str], unit: str) -> str:
        marks = Sharing(value["sharing"]), UpdateCycle(value["cycle"]), Publicity(value["publicity"])
        told = "，".join(str(mark.label) for mark in marks)
        return f"{value['provider']}提供，来源{value['source']}；{told}"


CLASSES = RuleKind(
    KIND,
    "信息分类目录",
    ClassShape(),
    "部门和公务员的信用信息分哪些类，来自哪里，由谁提供，怎样共享、更新、公开。目录没有列入的，不公示，不共享。",
    order=65,
    page="postings:information_classes",
)


PLACE = Place(KIND, "信息分类", "管理", CLASSES.page, order=46, chapter="信息分类")


def register() -> None:
    """Enter the kind and its place; called once when the app is ready."""
    rulebook.register(CLASSES)
    registry.register(PLACE)
