"""Deputies（代理）: who may stand in for whom, for which days, without which acts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from accounts.consents.services import ask
from accounts.models import Consent, User
from accounts.services import end_sessions
from common.causes import Cause
from common.errors import Incomplete, NotAllowed
from common.roles import SEPARATED_ROLES, Role
from common.services.notices import tell
from common.trail import Actor
from common.workflow import Workflow
from postings.models import ActingPosting, Deputy, Posting
from postings.models.deputies import NEVER_BY_DEPUTY, DeputyStatus

DEPUTY, GRANTED = "deputy.grant", "deputy.granted"
CHANGED = "代理有变动"


@dataclass(frozen=True)
class StatelessActs:
    """Acts of one kind that have no status of their own, such as opening a file: {act: (words, roles)}."""

    key: str
    heading: str
    about: str
    acts: Mapping[str, tuple[str, frozenset[Role]]]
    order: int = 50


NOT_THIS_ONE = (
    "没有可以代理这个岗位的这个账号：代理人须是另一个人，账号在用，并且不兼安全管理员、系统管理员、审计员与业务岗位；"
    "请核对账号，或请安全管理员指定"
)
"""One answer for an account that there is not and for each that cannot be chosen."""
stateless_acts: dict[str, StatelessActs] = {}
"""What upper apps let a posting leave out besides the machines' verbs, by key."""


def held_postings(person: User, day: date) -> list[Posting]:
    """Return the postings that a person may act through on `day`: one's own, then those deputised."""
    deputised = Deputy.objects.filter(person=person).in_force(day)
    own = Posting.objects.filter(user=person).in_force(day).select_related("unit", "region")
    held: list[Posting] = list(own.annotate(stands_in=Exists(deputised)))
    for posting in held:
        posting.user = person
    if held and not cast(Any, held[0]).stands_in:
        return held  # nearly everybody, at each request
    related = deputised.select_related("posting__unit", "posting__region", "holder", "person")
    return [*held, *(deputy.acting_posting() for deputy in related.order_by("since", "id"))]


@transaction.atomic
def ask_for_deputy(
    posting: Posting,
    *,
    by: Posting,
    person: User,
    since: date,
    until: date,
    excluded: Collection[str] = (),
    reason: str = "",
) -> Consent:
    """Ask that `person` may act through `posting` from–to; asked by its holder or by the security administrator.

    `excluded` holds names of `excludable_acts`. It holds once another administrator agrees.
    """
    _require_granter(posting, by)
    _require_days(posting, since, until)
    if not may_stand_in(posting, by, person, since, until):
        raise Incomplete(NOT_THIS_ONE, {"person": NOT_THIS_ONE})
    _require_grantable(posting, person, since, until)
    unknown = set(excluded) - set(excludable_acts(posting.role))
    if unknown:
        raise Incomplete("不代理的事项里有这个岗位没有的事项", {"excluded": "请从列出的事项中选择"})
    days = {"since": since.isoformat(), "until": until.isoformat()}
    return ask(
        DEPUTY,
        by=by,
        about=f"{person.name}代理{posting.user.name}的“{posting}”岗位，{since} 至 {until}",
        wanted={"posting": str(posting.pk), "excluded": sorted(excluded), **days},
        person=person,
        reason=reason,
    )


def grant_deputy(case: Consent, by: Actor) -> Deputy:
    """Let the person act as asked: what follows from the agreement, by whoever agreed."""
    posting = Posting.objects.select_for_update(of=("self",)).get(pk=case.wanted["posting"])
    person = User.objects.select_for_update().get(pk=case.gainer.pk)
    since, until = (date.fromisoformat(case.wanted[name]) for name in ("since", "until"))
    _require_able(person)
    _require_grantable(posting, person, since, until)
    deputy = Deputy(
        posting_id=posting.pk,
        holder_id=posting.user_id,
        person=person,
        since=since,
        until=until,
        excluded=case.wanted["excluded"],
        consent=case,
    )
    deputy.enter(by=by, reason=case.reason, caused_by=Cause.of(case, "agree"))
    end_sessions(person, CHANGED)
    told = {posting.pk, *posts_of(person).values_list("pk", flat=True)} - {case.asked_through}
    tell(told, topic=GRANTED, about=deputy, text=f"已同意代理：{case.about}")
    return deputy


def require_may_revoke(deputy: Deputy, by: Posting) -> None:
    """Raise NotAllowed unless `by` is the holder, the deputy or the security administrator."""
    mine = by.pk == deputy.posting_id or by.user_id == deputy.person_id
    if not mine and by.role != Role.SECURITY_ADMIN:
        raise NotAllowed("不在您的范围：代理由岗位本人、代理人或安全管理员收回")


@transaction.atomic
def revoke_deputy(deputy: Deputy, *, by: Posting, reason: str, but: str | None = None) -> Deputy:
    """Take a deputyship back at once; the holder, the deputy or the security administrator may.

    The deputy's sessions end, but for the one with the key `but`: that in which the deputy gives it back.
    """
    require_may_revoke(deputy, by)
    revoked = deputy.move("revoke", by=by, reason=reason)
    end_sessions(deputy.person, CHANGED, but=but)
    return revoked


@dataclass(frozen=True)
class ActGroup:
    """The acts of one machine: its heading, what it is about, {name: words}."""

    key: str
    heading: str
    about: str
    acts: dict[str, str]


def act_groups(role: str) -> list[ActGroup]:
    """Return the acts that a posting of `role` may leave out when it names a deputy, by machine."""
    groups = []
    for model in apps.get_models():
        key = str(model._meta.model_name)
        if not issubclass(model, Workflow) or key in NEVER_BY_DEPUTY:
            continue
        verbs = {"enter": model.ENTER, **model.TRANSITIONS}.items()
        acts = {f"{key}.{act}": str(verb.label) for act, verb in verbs if role in verb.roles}
        groups.append((model.ORDER, ActGroup(key, str(model._meta.verbose_name), model.MATTER, acts)))
    for kind in stateless_acts.values():
        mine = {f"{kind.key}.{act}": words for act, (words, roles) in kind.acts.items() if role in roles}
        groups.append((kind.order, ActGroup(kind.key, kind.heading, kind.about, mine)))
    return [group for _, group in sorted(groups, key=lambda pair: pair[0]) if group.acts]


def excludable_acts(role: str) -> dict[str, str]:
    """Return {name: words with the machine's name} of the acts that may be left out."""
    groups = act_groups(role)
    return {name: f"{group.heading}：{words}" for group in groups for name, words in group.acts.items()}


def _require_granter(posting: Posting, by: Posting) -> None:
    if isinstance(by, ActingPosting):
        raise NotAllowed("代理人不能再指定代理，请由岗位本人或安全管理员办理")
    if by.pk != posting.pk and by.role != Role.SECURITY_ADMIN:
        raise NotAllowed("代理由岗位本人或安全管理员授予")


def _require_able(person: User) -> None:
    if person.is_machine or not person.is_active:
        raise Incomplete("代理人须是启用的个人账户", {"person": "这个账户不能代理"})


def _require_grantable(posting: Posting, person: User, since: date, until: date) -> None:
    """Refuse what may not be when it is asked, and no more when it is agreed to."""
    _require_days(posting, since, until)
    if mixes_offices(posts_between(person, since, until), posting.role):
        raise NotAllowed("安全管理员、系统管理员、审计员与业务岗位须由不同的人担任，不能互相代理")
    same = Deputy.objects.filter(posting=posting.pk, person=person, status=DeputyStatus.GRANTED)
    if held := same.filter(since__lte=until, until__gte=since).first():
        why = f"这几天已由他代理（{held.since} 至 {held.until}），不必再指定；要改的，请先收回"
        raise Incomplete("这个人已在代理这个岗位", {"person": why})


def may_stand_in(posting: Posting, by: Posting, person: User, since: date, until: date) -> bool:
    """Say whether `by` may name `person` for these days; who names is not told why not, lest accounts be told apart.

    It must be a person's account in use, another person than the holder and the security administrator who names,
    and none who then would hold two of the offices kept apart（三员分立）.
    """
    is_another = person.pk != posting.user_id and (by.role != Role.SECURITY_ADMIN or person.pk != by.user_id)
    is_personal = person.is_active and not person.is_machine
    return is_another and is_personal and not mixes_offices(posts_between(person, since, until), posting.role)


def posts_of(person: User) -> QuerySet[Posting]:
    """Return the posts of a person's own that are in force today."""
    return Posting.objects.filter(user=person).in_force(timezone.localdate())


def posts_between(person: User, since: date, until: date | None) -> QuerySet[Posting]:
    """Return the posts that a person holds or stands in for on any day of since–until, None: without end."""
    last = until or date.max
    deputised = Deputy.objects.filter(
        person=person, status=DeputyStatus.GRANTED, since__lte=last, until__gte=since
    )
    held = Q(until__isnull=True) | Q(until__gte=since)
    whose = Q(user=person) | Q(pk__in=deputised.values("posting"))
    return Posting.objects.filter(held, whose, since__lte=last)


def mixes_offices(held: QuerySet[Posting], role: str) -> bool:
    """Say whether `role` beside the postings `held` would put two of the offices kept apart into one hand."""
    mixed = {_office(one) for one in held.values_list("role", flat=True)} - {_office(role)}
    return bool(mixed) and (role in SEPARATED_ROLES or not SEPARATED_ROLES.isdisjoint(mixed))


def _office(role: str) -> str:
    return role if role in SEPARATED_ROLES else "business"


def _require_days(posting: Posting, since: date, until: date) -> None:
    if until < since:
        raise Incomplete("代理的结束日期不能早于开始日期", {"until": f"不能早于 {since}"})
    if until < timezone.localdate():
        raise Incomplete("代理期已经过去", {"until": "请填写今天或以后的日期"})
    if since < posting.since or (posting.until is not None and until > posting.until):
        span = f"{posting.since} 至 {posting.until or '无期限'}"
        raise Incomplete(f"代理期须在岗位的任期之内（{span}）", {"until": f"岗位任期为 {span}"})
