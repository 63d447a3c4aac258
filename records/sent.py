"""What each role handed on in records, and where it stands: whose turn it is is told by role, never by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Case, F, Q, Value, When

from common.registry import OWN_TURN, Sent
from common.roles import DIRECTORS, ENTERERS, OFFICERS, REPRESENTATIVES, REVIEWERS, SECRECY_REVIEWERS, Role
from common.trail import Actor
from records.corrections.models.corrections import PROPOSERS
from records.corrections.queues import correction_work
from records.facts.models.facts import of_each_kind
from records.models import Commendation, Correction, DishonestyRecord, LostJudgment, Publication
from records.querysets import shown_status
from records.queues import fact_work, publication_work, record_work
from records.vocabulary import SHEET_CLEAN, CorrectionStatus, PublicationStatus, RecordStatus, ShownStatus

S, P, C = RecordStatus, PublicationStatus, CorrectionStatus
Stands = Callable[[str], tuple[str, str]]


def _stands(words: Any, turns: Mapping[str, str]) -> Stands:
    """Return what says of a state its label and whose turn it is."""
    return lambda state: (words(state).label, turns.get(state, ""))


_AFTER_ENTRY: dict[str, str] = {
    S.RETURNED: OWN_TURN,
    S.PENDING_REVIEW: "复核员",
    S.PENDING_NOTICE: "复核员",
    S.STATEMENT: "部门代表、复核员",
}
_AFTER_STATEMENT: dict[str, str] = {S.STATEMENT: "复核员", S.PENDING_NOTICE: "复核员"}
_AFTER_REVIEW: dict[str, str] = {S.PENDING_NOTICE: OWN_TURN, S.STATEMENT: "部门代表", S.RETURNED: "录入员"}


def _records(**mine: str) -> Callable[[Any], Any]:
    """Return the question for records that left one's hands; `mine` maps a column to the posting's attribute."""

    def rows(posting: Actor) -> Any:
        own = {column: getattr(posting, attribute) for column, attribute in mine.items()}
        seen = DishonestyRecord.objects.visible_to(posting).select_related("department", "official")
        return seen.filter(**own).exclude(status__in=[S.DRAFT, S.VOID]).order_by("entered_at")

    return rows


RECORDS = (
    Sent(
        "records",
        "我录入的失信记录",
        ENTERERS,
        _records(entered_by="user_id"),
        _stands(S, _AFTER_ENTRY),
        record_work(""),
        order=10,
    ),
    Sent(
        "reviewed",
        "我复核的失信记录",
        REVIEWERS,
        _records(reviewed_by="user_id"),
        _stands(S, _AFTER_REVIEW),
        record_work(""),
        order=10,
    ),
    Sent(
        "stated",
        "本单位的陈述申辩",
        REPRESENTATIVES,
        lambda posting: _records()(posting).exclude(statement_text=""),
        _stands(S, _AFTER_STATEMENT),
        record_work(""),
        order=10,
    ),
)


def _facts(model: Any, place: str, label: str, order: int) -> Sent:
    def rows(posting: Actor) -> Any:
        seen = model.objects.visible_to(posting).select_related("department")
        mine = seen.filter(entered_by=posting.user_id)
        return mine.exclude(status__in=[S.DRAFT, S.VOID]).order_by("entered_at")

    return Sent(place, label, ENTERERS, rows, _stands(S, _AFTER_ENTRY), fact_work("", place), order=order)


JUDGMENTS = _facts(LostJudgment, "judgments", "我录入的败诉信息", 20)
COMMENDATIONS = _facts(Commendation, "commendations", "我录入的守信信息", 30)

STAGES = {
    "to_sign": "待审查签署",
    "to_mend": "审查有问题",
    "to_publish": "待公示",
    ShownStatus.PUBLIC: "公示中",
    ShownStatus.SUSPENDED: "暂停公示",
    ShownStatus.ENDED: "已终止",
}


def _publications(column: str) -> Callable[[Any], Any]:
    signed = Q(sheet_version=F("face_version"))
    stage = Case(
        When(~Q(status=P.PENDING), then=shown_status()),
        When(signed & Q(sheet=SHEET_CLEAN), then=Value("to_publish")),
        When(signed, then=Value("to_mend")),
        default=Value("to_sign"),
    )

    def rows(posting: Actor) -> Any:
        mine = Publication.objects.visible_to(posting).with_holds().filter(**{column: posting.user_id})
        return mine.select_related("fact__department").annotate(stage=stage).order_by("created_at")

    return rows


def _publication(key: str, label: str, roles: frozenset[Role], column: str, turns: Mapping[str, str]) -> Sent:
    return Sent(
        key,
        label,
        roles,
        _publications(column),
        lambda stage: (STAGES[stage], turns.get(stage, "")),
        publication_work(""),
        state="stage",
        order=40,
    )


PUBLICATIONS = (
    _publication(
        "proposed",
        "我拟的公示",
        OFFICERS,
        "proposed_by",
        {"to_sign": "保密审查员", "to_mend": OWN_TURN, "to_publish": "信用办负责人"},
    ),
    _publication(
        "signed",
        "我签署审查的公示",
        SECRECY_REVIEWERS,
        "sheet_signed_by",
        {"to_sign": OWN_TURN, "to_mend": "信用办经办", "to_publish": "信用办负责人"},
    ),
    _publication("published", "我公示的", DIRECTORS, "published_by", {ShownStatus.SUSPENDED: OWN_TURN}),
)


def _of(model: Any, column: str, order_by: str, *related: str) -> Callable[[Any], Any]:
    def rows(posting: Actor) -> Any:
        mine = model.objects.visible_to(posting).filter(**{column: posting.user_id})
        return mine.select_related(*related).order_by(order_by)

    return rows


CASES = (
    Sent(
        "corrections",
        "我提出的更正",
        PROPOSERS,
        _of(
            Correction,
            "proposed_by",
            "created_at",
            *("fact__department", "fact__official", *of_each_kind(before="fact__")),
        ),
        _stands(C, {C.RETURNED: OWN_TURN, C.PENDING: "复核员", C.ENDORSED: "信用办"}),
        correction_work(""),
        order=50,
    ),
)
