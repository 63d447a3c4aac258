"""When departments change: which changes are sound, which bodies end, from which day the successor answers.

机构改革 must not end a duty（新官不理旧账）: rules.md 3.3; 优化营商环境条例 31.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from identifiers.credit_codes import check_credit_code
from organisations.vocabulary import ReorganisationKind

K = ReorganisationKind
ENDING = frozenset({K.MERGE, K.SPLIT, K.ABOLISH})
"""Kinds after which the changed bodies are no more."""

ONE_SOURCE = ENDING - {K.MERGE} | {K.RENAME, K.RECODE}
LONGEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Body:
    """A department as it stands before the change."""

    code: str
    name: str
    is_active: bool = True


@dataclass(frozen=True)
class Outline:
    """A change as its document describes it. The first heir answers for what the sources leave open."""

    kind: str
    sources: tuple[Body, ...]
    heirs: tuple[Body, ...] = ()
    new_name: str = ""
    new_code: str = ""
    dated_on: date | None = None
    effective_on: date | None = None


def ends_sources(kind: str) -> bool:
    """Say whether the changed bodies end."""
    return kind in ENDING


def last_day(effective_on: date) -> date:
    """Return the last day of the former name, code or body: the one before the change takes effect."""
    return effective_on - timedelta(days=1)


def faults(
    outline: Outline, *, today: date, taken: Collection[str] = (), open_duties: int = 0
) -> dict[str, str]:
    """Return what is wrong with a change, by field. `taken` are the codes in force of other bodies."""
    found = {**_days(outline, today), **_bodies(outline)}
    if outline.kind in {K.RENAME, K.RECODE}:
        return {**found, **_new_marks(outline, taken)}
    if outline.kind == K.MERGE and not outline.heirs:
        found["heirs"] = "请选择合并后的机构；新设机构请先列入名录"
    if outline.kind == K.SPLIT and len(outline.heirs) < 2:
        found["heirs"] = "分立须选择两个以上承继机构，第一个承担未了事项"
    if outline.kind == K.ABOLISH and open_duties and not outline.heirs:
        found["heirs"] = f"还有 {open_duties} 项未了事项，请选择承继机构：机构撤销不免除责任"
    return found


def _days(outline: Outline, today: date) -> dict[str, str]:
    found = {}
    if outline.dated_on is None:
        found["document_dated_on"] = "请填写文件日期"
    elif outline.dated_on > today:
        found["document_dated_on"] = "文件日期不能晚于今天"
    if outline.effective_on is None:
        found["effective_on"] = "请填写生效日期"
    elif outline.effective_on > today + LONGEST_AHEAD:
        found["effective_on"] = "生效日期在一年以后，请临近时再办"
    return found


def _bodies(outline: Outline) -> dict[str, str]:
    found = {}
    if not outline.sources:
        found["sources"] = "请选择调整的机构"
    if outline.kind in ONE_SOURCE and len(outline.sources) > 1:
        found["sources"] = f"{K(outline.kind).label}一次只办一个机构"
    gone = [body.name for body in (*outline.sources, *outline.heirs) if not body.is_active]
    if gone:
        found["sources"] = "已经撤并的机构不能再调整：" + "、".join(gone)
    twice = {body.code for body in outline.sources} & {body.code for body in outline.heirs}
    if twice:
        found["heirs"] = "承继机构不能是被撤并的机构自己"
    if outline.heirs and outline.kind not in ENDING:
        found["heirs"] = f"{K(outline.kind).label}没有承继机构"
    return found


def _new_marks(outline: Outline, taken: Collection[str]) -> dict[str, str]:
    found = {}
    present = outline.sources[0] if outline.sources else Body("", "")
    if outline.kind == K.RENAME and not outline.new_name:
        found["new_name"] = "请填写新名称"
    if outline.new_name and outline.new_name == present.name:
        found["new_name"] = "新名称与现名称相同"
    if outline.kind == K.RECODE and not outline.new_code:
        found["new_code"] = "请填写新的统一社会信用代码"
    if outline.new_code:
        fault = check_credit_code(outline.new_code)
        if fault:
            found["new_code"] = fault
        elif outline.new_code == present.code:
            found["new_code"] = "新代码与现用代码相同"
        elif outline.new_code in taken:
            found["new_code"] = "这个代码正由另一机构使用"
    return found
