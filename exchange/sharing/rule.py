"""The one rule of sharing: what the catalogue of information does not list, or does not share, leaves for nobody."""

from __future__ import annotations

from datetime import date

from exchange.sharing.classes import EXPORTS
from exchange.sharing.vocabulary import Export
from organisations.information_classes import class_on
from organisations.vocabulary import Sharing

UNLISTED = "信息分类目录没有列入这一类信息，不能共享；请信用办先提出目录条目，由负责人确认"


def bar_to_sharing(key: str, day: date, *, basis: str = "") -> str:
    """Return why what belongs to the class `key` may not leave on `day`, "" where it may.

    `basis` says to whom and by what right; 有条件共享 asks for one. 苏政发〔2023〕55号 二(四)
    """
    found = class_on(key, day) if key else None
    if found is None:
        return UNLISTED
    if found.sharing == Sharing.NONE:
        return f"信息分类目录把“{found.name}”列为{found.sharing.label}，不能共享"
    if found.sharing == Sharing.CONDITIONAL and not basis.strip():
        return f"“{found.name}”是{found.sharing.label}，须写明接收单位或者请求的文书"
    return ""


def bar_to_export(export: Export, day: date, *, basis: str) -> str:
    """Return why a file may not leave for another body, "" where it may."""
    return bar_to_sharing(EXPORTS.get(export, ""), day, basis=basis)
