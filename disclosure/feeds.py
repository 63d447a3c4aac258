"""What is new in a search, on a department or in a region, as an Atom feed: only what stands in public now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time
from uuid import UUID

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.timezone import make_aware

from common.context import DEMO_MARK, NAME
from disclosure.open.models import OpenCommendation, OpenJudgment, OpenRecord

MOST = 50
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML document may hold."""
Fact = OpenRecord | OpenJudgment | OpenCommendation


class PublicFeed(Atom1Feed):
    """A feed whose time is that of its newest entry; an empty one has that of the day, never of what ended."""

    day: datetime

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.day)


def feed_of(title: str, page: str, own: str, today: datetime, facts: Iterable[Fact]) -> str:
    """Return the document: `page` is the list that it follows, `own` its own address, both in full."""
    made = PublicFeed(
        title=written(title),
        link=page,
        description=DEMO_MARK if settings.PORTAL_DEMO else "",
        language="zh-Hans",
        feed_url=own,
        author_name=NAME,
        feed_guid=own,
    )
    made.day = today
    site = page[: page.index("/", 8)]
    for fact in sorted(facts, key=changed_at, reverse=True)[:MOST]:
        made.add_item(
            title=written(fact.title),
            link=site + fact.get_absolute_url(),
            description=escape(written(fact.facts)),
            unique_id=UUID(str(fact.public_id)).urn,
            pubdate=fact.published_at,
            updateddate=changed_at(fact),
            categories=list(words_of(fact)),
            author_name=written(fact.finding_body),
        )
    return made.writeString("utf-8")


def changed_at(fact: Fact) -> datetime:
    """Return when an entry last changed: published, or corrected since."""
    corrected = make_aware(datetime.combine(fact.corrected_on, time())) if fact.corrected_on else None
    return max(fact.published_at, corrected) if corrected else fact.published_at


def words_of(fact: Fact) -> tuple[str, ...]:
    """Return the kind, department and place of an entry, and what runs about it."""
    kind: tuple[str, ...]
    if isinstance(fact, OpenRecord):
        kind = (fact.get_source_kind_display(), fact.get_domain_display(), fact.get_severity_display())
    else:
        kind = ("败诉裁判" if isinstance(fact, OpenJudgment) else "守信表彰",)
    runs = ("异议处理中" if fact.is_disputed else "", "所依据的文书在救济程序中" if fact.challenges else "")
    return (*kind, written(fact.department_name), fact.place, *filter(None, runs))


def written(text: str) -> str:
    """Return a text without the characters that would break the document."""
    return UNWRITABLE.sub("", text)
