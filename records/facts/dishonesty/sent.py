"""What each role handed on of dishonesty records, and where it stands."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from common.registry import OWN_TURN, Sent
from common.roles import ENTERERS, REPRESENTATIVES, REVIEWERS
from common.trail import Actor
from policy.vocabulary import RecordStatus
from records.facts.dishonesty.queues import record_work
from records.facts.sent import AFTER_ENTRY, BEFORE_REVIEW, stands
from records.models import DishonestyRecord

S = RecordStatus


_AFTER_STATEMENT: dict[str, str] = {S.STATEMENT: "复核员", S.PENDING_NOTICE: "复核员"}
_AFTER_REVIEW: dict[str, str] = {S.PENDING_NOTICE: OWN_TURN, S.STATEMENT: "部门代表", S.RETURNED: "录入员"}


def _records(**mine: str) -> Callable[[Actor], QuerySet[DishonestyRecord]]:
    """Return the question for records that left one's hands; `mine` maps a column to the posting's attribute."""

    def rows(posting: Actor) -> QuerySet[DishonestyRecord]:
        own = {column: getattr(posting, attribute) for column, attribute in mine.items()}
        seen = DishonestyRecord.objects.visible_to(posting).with_publication()
        return (
            seen.select_related("department", "official")
            .filter(**own)
            .exclude(status__in=BEFORE_REVIEW)
            .order_by("entered_at")
        )

    return rows


SENT = (
    Sent(
        "records",
        "我录入的失信记录",
        ENTERERS,
        _records(entered_by="user_id"),
        stands(S, AFTER_ENTRY),
        record_work(""),
        order=10,
    ),
    Sent(
        "reviewed",
        "我复核的失信记录",
        REVIEWERS,
        _records(reviewed_by="user_id"),
        stands(S, _AFTER_REVIEW),
        record_work(""),
        order=10,
    ),
    Sent(
        "stated",
        "本单位的陈述申辩",
        REPRESENTATIVES,
        lambda posting: _records()(posting).exclude(statement_text=""),
        stands(S, _AFTER_STATEMENT),
        record_work(""),
        order=10,
    ),
)
