"""The way from an empty portal to its first publication: each step, who does it, and whether it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.models import Holiday, RuleValue
from common.models.rules import Mark
from common.registry import SEEING, Place, registry
from common.roles import SECURITY_ADMINS, SEPARATED_ROLES, SYSTEM_ADMINS, Role
from common.trail import Actor
from organisations.models import Department
from postings.models import Posting

WORKING = frozenset({Role.CLERK, Role.REVIEWER, Role.SECRECY, Role.OFFICER, Role.DIRECTOR})


@dataclass(frozen=True)
class Step:
    """One step; `done` answers only to `knowers`, `who` does it at the sidebar's `place`."""

    label: str
    how: str
    who: Role
    place: str
    knowers: frozenset[Role]
    done: Callable[[Any], bool]


@dataclass(frozen=True)
class StepFor:
    """A step as one posting is told of it: `is_done` None where it may not know."""

    step: Step
    is_done: bool | None
    url: str


def _accounts(posting: Actor) -> bool:
    """Say whether anybody besides the first three has an account."""
    return User.objects.filter(is_machine=False, is_active=True).count() > len(SEPARATED_ROLES)


def _postings(posting: Actor) -> bool:
    held = Posting.objects.in_force(timezone.localdate()).filter(role__in=WORKING)
    return set(held.values_list("role", flat=True)) == set(WORKING)


def _rules(posting: Actor) -> bool:
    return not RuleValue.objects.filter(confirmed_at__isnull=True).exclude(mark=Mark.SOURCED).exists()


def _holidays(posting: Actor) -> bool:
    return Holiday.objects.filter(day__year=timezone.localdate().year + 1).exists()


STEPS: list[Step] = [
    Step(
        "建立账户",
        "给每个办事的人请求一个账户，另一位管理员同意后，由本人用一次性链接设置口令",
        Role.SYSTEM_ADMIN,
        "accounts",
        SYSTEM_ADMINS,
        _accounts,
    ),
    Step(
        "授予岗位",
        "录入员、复核员、保密审查员、信用办经办、信用办负责人至少各一个，由系统管理员同意；录入、复核、公示须是三个人",
        Role.SECURITY_ADMIN,
        "postings",
        SECURITY_ADMINS,
        _postings,
    ),
    Step(
        "导入机构名录",
        "先由录入员在“导入”里报送机构名录：名称、代码、地区",
        Role.CLERK,
        "imports",
        SEEING,
        lambda posting: Department.objects.visible_to(posting).exists(),
    ),
    Step(
        "确认规则",
        "逐项核实标着“待核实”的期限和分级",
        Role.DIRECTOR,
        "rules",
        SEEING,
        _rules,
    ),
    Step(
        "登记明年节假日",
        "照国务院办公厅通知提出，由负责人确认；没有登记的年份只按周末推算",
        Role.OFFICER,
        "rules",
        SEEING,
        _holidays,
    ),
]
"""The steps in order; an upper app appends its own."""


class Beginning:
    """Says whether a posting still sees an empty portal; the app that fills it first answers."""

    has_facts: Callable[[Any], bool]


beginning = Beginning()


def register() -> None:
    """Nobody sees facts before an upper app keeps some; called once when the app is ready."""
    beginning.has_facts = lambda posting: False


def steps_for(posting: Actor) -> list[StepFor]:
    """Return all steps as a posting may know them, led on to where it does them itself."""
    places = {place.key: reverse(place.url_name) for place in registry.of(Place, posting.role)}
    return [
        StepFor(
            step,
            step.done(posting) if posting.role in step.knowers else None,
            places.get(step.place, "") if step.who == posting.role else "",
        )
        for step in STEPS
    ]
