"""What a correction says of a fact: which fields change, what follows from them, whether it can stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from common.errors import Incomplete
from common.secrecy import refuse_marks
from common.trail import Actor
from records.facts.models.kinds import FactKind


def differences(
    fact: FactKind, changes: Mapping[str, Any], *asked: FactKind, by: Actor, again: str = ""
) -> dict[str, list[Any]]:
    """Return {field: [before, after]} of what really changes; Incomplete where a value, or the lack of `again`, will not do."""
    unknown = [name for name in changes if name not in fact.CORRECTABLE]
    if unknown:
        raise Incomplete(
            "这些项不能更正：主体、来源、公开属性有误的，请撤销后重新录入", dict.fromkeys(unknown, "不能更正")
        )
    typed = {name: _typed(fact, name, value) for name, value in changes.items()}
    found = {name: [getattr(fact, name), new] for name, new in typed.items() if new != getattr(fact, name)}
    if not found:
        raise Incomplete("没有任何改动，请填写更正后的内容")
    reading = fact.reading({name: new for name, (_, new) in found.items()})
    require_sound(reading)
    reading.require_reason_after_withdrawal(again, fact, *asked, by=by)
    return found


def _typed(fact: FactKind, name: str, value: object) -> object:
    """Return `value` as the fact's own field has it; texts with a secrecy mark do not come in."""
    field: Any = fact._meta.get_field(name)
    try:
        typed = field.clean(value.strip() if isinstance(value, str) else value, None)
    except ValidationError as error:
        raise Incomplete(f"{field.verbose_name}有误", {name: "；".join(error.messages)}) from error
    refuse_marks({name: typed})
    return typed


def require_sound(fact: FactKind) -> None:
    """Refuse what the constraints would refuse, in words: dates, the grade's reason, a second of its kind."""
    wrong = fact.faults(timezone.localdate())
    if wrong:
        raise Incomplete("更正后的内容不成立：" + "；".join(wrong.values()), wrong)
