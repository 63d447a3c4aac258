"""What the demo's public sent over the net: objections of persons concerned, and leads, each by the message that the form makes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from appeals.applicant.models import OnlineApplicant
from appeals.applicant.services.receiving import receive_application, receive_statement
from appeals.leads.models import Lead
from appeals.leads.services import taking
from appeals.objections.models import Objection
from appeals.objections.services import asking, handling
from intake.applications import APPLICATION, STATEMENT, Application
from intake.messages import Message
from intake.sealing import QueryCode
from postings.models import Posting
from records.models import Publication

Posts = Mapping[str, Posting]
STATIONS = ("submitted", "supplied", "explained")
LEADS = ("pending", "adopted", "dismissed", "unplaced")
STANDING, REASONS = "是合同相对方，工程款的结算受影响（演示）", "公示的逾期天数与文书不一致（演示）"
VERIFIER = "模拟作出文书的机关（演示）"


def enter_applicants(posts: Posts) -> None:
    """Enter each kind once, where there is none yet: all of them or none."""
    if OnlineApplicant.objects.exists():
        return
    shown = list(_shown()[: len(STATIONS) + len(LEADS)])
    with transaction.atomic():
        for public, station in zip(shown, STATIONS, strict=False):
            _object(public, station, posts)
        for public, station in zip(shown[len(STATIONS) :], LEADS, strict=False):
            _hint("" if station == "unplaced" else str(public.public_id), station, posts)


def _shown() -> list[Publication]:
    """Return what stands in public and has no objection yet, the last first: the demo's other cases begin at the front."""
    disputed = Objection.objects.values("fact")
    return list(Publication.objects.public().exclude(fact__in=disputed).order_by("-published_at", "-pk"))


def _object(public: Publication, station: str, posts: Posts) -> None:
    code = QueryCode.fresh()
    about = f"演示网页 /r/{public.public_id}/"
    person = {"name": "甄守信", "contact": "025-00000000（演示）", "standing": STANDING}
    receive_application(_message(code, Application(about, "concerned", "error", REASONS, **person).payload))
    case = Objection.objects.filter(fact=public.fact_id).latest("id")
    officer = posts["jingban2"]
    if station == "supplied":
        handling.ask(case, by=officer, reason="请补交合同第三页")
        receive_statement(_message(code, {"words": "合同第三页写明逾期一百二十日（演示）"}, STATEMENT))
    elif station == "explained":
        handling.accept(case, by=officer)
        handling.route(
            case,
            by=posts["fuzeren2"],
            reason="由作出文书的机关核查",
            verifier=VERIFIER,
            unit=None,
            is_own_error=False,
        )
        asking.inquire(case, by=officer, reason="请说明验收日期")


def _hint(public_id: str, station: str, posts: Posts) -> None:
    about = f"演示网页 /r/{public_id}/" if public_id else "某单位的一笔欠款，网站上没有查到（演示）"
    receive_application(_message(QueryCode.fresh(), Application(about, "other", "omission", REASONS).payload))
    lead = Lead.objects.latest("id")
    if station == "adopted":
        taking.adopt(lead, by=posts["jingban2"], reason="已与文书核对，另行更正（演示）")
    elif station == "dismissed":
        taking.dismiss(lead, by=posts["fuzeren2"], reason="与文书一致，没有不符（演示）")


def _message(code: QueryCode, payload: Mapping[str, object], kind: str = APPLICATION) -> Message:
    return Message(uuid7(), kind, payload, code.token_hash, code.reply_key, (), timezone.now())
