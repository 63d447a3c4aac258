"""What the forms on people and posts look up: accounts, deputies, receivers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When

from accounts.models import User
from common.cases.open_cases import CaseKind
from common.lookup import OFFERED, Offer
from common.roles import Role
from organisations.lookups import key_in
from organisations.search import found_in
from postings.models import Posting
from postings.services.deputies import SEPARATED_ROLES
from postings.services.handovers import out_of_reach, receivers_for

SHOWN_POSTS = 3
LOOKED_AT = 36


POST_WORDS = ("user__name", "user__username", "unit__name", "region__name", "region__parent__name")


def posts_in_words(posts: Iterable[Posting]) -> str:
    """Return the first posts with scope and from–to, and how many more there are."""
    held = list(posts)
    words = "；".join(
        f"{one.get_role_display()} · {one.scope or '不限地区'} · {one.term}" for one in held[:SHOWN_POSTS]
    )
    more = f"；另有 {len(held) - SHOWN_POSTS} 个岗位" if len(held) > SHOWN_POSTS else ""
    return f"{words}{more}" or "还没有岗位"


class Accounts:
    """Everyone who signs in, by account, name or place; who has no post yet comes first."""

    noun = "账户"

    def __init__(self, day: date) -> None:
        self.day = day

    def rows(self) -> QuerySet[User]:
        """Return the accounts to find."""
        return User.objects.filter(is_machine=False, is_active=True)

    def find(self, words: str) -> Sequence[User]:
        """Return those with all the words in account, name, or the unit or region of a post that they hold."""
        held = Posting.objects.filter(user=OuterRef("pk")).in_force(self.day)
        rows = self.rows().annotate(has_posting=Exists(held))
        for word in words.split():
            place = held.filter(found_in(word, "unit__name", "region__name", "region__parent__name"))
            rows = rows.filter(found_in(word, "username", "name") | Exists(place))
        posts = Posting.objects.in_force(self.day).select_related("unit", "region")
        return list(
            rows.order_by("has_posting", "username").prefetch_related(Prefetch("postings", posts))[
                : OFFERED + 1
            ]
        )

    def named(self, text: str) -> Sequence[User]:
        """Return who has this account, else those of this name."""
        by_account = list(User.objects.filter(username=key_in(text), is_machine=False))
        return by_account or list(self.rows().filter(name=text)[:2])

    def offer(self, row: User) -> Offer:
        """Return name, account and posts."""
        return Offer(str(row.pk), f"{row.name}（{row.username}）", posts_in_words(row.postings.all()))

    def missing(self, words: str) -> str:
        """Return who makes accounts."""
        if not words:
            return "还没有账户，请先由系统管理员建立"
        return f"没有账号、姓名、单位或地区含“{words}”的账户；请核对，还没有账户的请先由系统管理员建立"


class Deputies(Accounts):
    """Who may stand in for a posting: another person of a compatible office, near the post（三员分立）."""

    noun = "代理人"

    def __init__(self, posting: Posting, by: Posting, day: date) -> None:
        super().__init__(day)
        self.posting, self.by = posting, by

    def rows(self) -> QuerySet[User]:
        """Return who is offered: people of a compatible office near the post, all over to the security administrator."""
        held = Posting.objects.filter(user=OuterRef("pk")).in_force(self.day)
        apart = held.exclude(role=self.posting.role)
        if self.posting.role not in SEPARATED_ROLES:
            apart = held.filter(role__in=SEPARATED_ROLES)
        rows = super().rows().exclude(pk=self.posting.user_id).exclude(Exists(apart))
        if self.by.role == Role.SECURITY_ADMIN:
            return rows.exclude(pk=self.by.user_id)
        return rows.filter(Exists(held.filter(self._near())))

    def _near(self) -> Q:
        """Return the condition on a post that it lies near: all of them where the office knows no place."""
        if self.posting.role in SEPARATED_ROLES:
            return Q()
        unit, region, near = self.posting.unit, self.posting.region, Q(pk__in=[])
        if unit is not None:
            near |= Q(unit=unit) | Q(unit__superior=unit) | Q(unit=unit.superior_id)
        if region is not None:
            under = region.path
            near |= Q(region__path__startswith=under) | Q(region__path__in=region.paths_above)
            near |= Q(unit__region__path__startswith=under)
        if self.posting.domain:
            near |= Q(domain=self.posting.domain)
        return near

    def missing(self, words: str) -> str:
        """Return whom else one may name, and how."""
        if not words:
            return "附近没有可以代理的人：可以输入对方的完整账号，或请安全管理员指定"
        return f"没有账号、姓名、单位或地区含“{words}”的可代理人员；不在本地区、本单位的，请输入完整账号，或请安全管理员指定"


class Receivers:
    """The posts that may take a leaving post's open cases, those that cover its region first（交接）."""

    noun = "接收岗位"

    def __init__(self, giver: Posting, kinds: Collection[CaseKind], day: date) -> None:
        self.giver, self.kinds, self.day = giver, kinds, day
        self.refused: dict[Any, list[CaseKind]] = {}

    def find(self, words: str) -> Sequence[Posting]:
        """Return the posts whose holder, unit or region has all the words and that may take some kind of case."""
        rows = receivers_for(self.giver, self.day).filter(found_in(words, *POST_WORDS))
        region = self.giver.region
        above = Q(region__path__in=region.paths_above) if region else Q(pk__in=[])
        near = Case(
            When(Q(unit__isnull=False, unit=self.giver.unit_id), then=0), When(above, then=1), default=2
        )
        looked_at = list(rows.order_by(near, "-region__path", "user__name", "pk")[:LOOKED_AT])
        self.refused |= out_of_reach(self.giver, looked_at, self.kinds)
        return [post for post in looked_at if self._takes_some(post)][: OFFERED + 1]

    def _takes_some(self, post: Posting) -> bool:
        return not self.kinds or len(self.refused.get(post.pk, ())) < len(self.kinds)

    def named(self, text: str) -> Sequence[Posting]:
        """Return the posts held by this account, or by who has this name."""
        rows = receivers_for(self.giver, self.day)
        by_account = list(rows.filter(user__username=key_in(text))[:2])
        return by_account or list(rows.filter(user__name=text)[:2])

    def offer(self, row: Posting) -> Offer:
        """Return person, scope, from–to, and which kinds of cases lie beyond the scope."""
        refused = "、".join(kind.label for kind in self.refused.get(row.pk, ()))
        detail = f"{row.scope or '不限地区'} · {row.term}"
        beyond = f" · 接不了{refused}（不全在其范围内）" if refused else ""
        return Offer(str(row.pk), f"{row.user.name}（{row.user.username}）", f"{detail}{beyond}")

    def missing(self, words: str) -> str:
        """Return who can make a post that takes the cases."""
        role = self.giver.get_role_display()
        if words:
            return f"没有姓名、账号、单位或地区含“{words}”、接得了这些事项的{role}岗位；请换几个字，或先由安全管理员授予"
        return f"没有接得了这些事项的另一个{role}岗位，请先由安全管理员授予或调整范围"
