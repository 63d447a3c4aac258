"""What of posts needs a second person: a new one and every deputyship; and who may act through which post today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils import timezone

from accounts.consents.kinds import ConsentKind, Seat, consent_kinds, seats
from accounts.models import Consent, User
from postings.models import Posting
from postings.services.deputies import DEPUTY, excludable_acts, grant_deputy, held_postings
from postings.services.granting import POSTING, grant_posting, wanted_posting


def register() -> None:
    """Enter the kinds and the seats; called once when the app is ready."""
    consent_kinds.update({kind.key: kind for kind in (POSTING_KIND, DEPUTY_KIND)})
    seats.of_roles, seats.of_person = _of_roles, _of_person


def _of_roles(roles: Collection[str]) -> Sequence[Seat]:
    held = Posting.objects.in_force(timezone.localdate()).filter(role__in=roles, user__is_machine=False)
    return [Seat(*keys) for keys in held.values_list("pk", "user")]


def _of_person(person: UUID) -> Sequence[Seat]:
    user = User.objects.get(pk=person)
    return [Seat(posting.pk, person) for posting in held_postings(user, timezone.localdate())]


def _posting_told(case: Consent) -> Sequence[tuple[str, str]]:
    posting = wanted_posting(case)
    scope = posting.scope or "不限范围"
    return (
        ("人员", _person(case)),
        ("角色", posting.get_role_display()),
        ("范围", scope),
        ("起止", posting.term),
    )


def _deputy_told(case: Consent) -> Sequence[tuple[str, str]]:
    related = Posting.objects.select_related("user", "unit", "region")
    posting = related.get(pk=case.wanted["posting"])
    words = excludable_acts(posting.role)
    excluded = "、".join(words.get(act, act) for act in case.wanted["excluded"])
    return (
        ("代理人", _person(case)),
        ("岗位", str(posting)),
        ("范围", posting.scope or "不限范围"),
        ("岗位本人", posting.user.name),
        ("起止", f"{case.wanted['since']} 至 {case.wanted['until']}"),
        ("不代理的事项", excluded or "无"),
    )


def _person(case: Consent) -> str:
    return f"{case.person.name}（{case.person.username}）" if case.person else ""


POSTING_KIND = ConsentKind(
    POSTING,
    "授予岗位",
    "岗位从开始之日起生效，本人即可以这个岗位查看和办理。",
    _posting_told,
    grant_posting,
)
DEPUTY_KIND = ConsentKind(
    DEPUTY,
    "指定代理",
    "代理从开始之日起生效，代理人可以这个岗位的角色和范围查看和办理；办理经过写明“代理”。",
    _deputy_told,
    grant_deputy,
)
