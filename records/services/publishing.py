"""From a confirmed fact to a row that stands in public: prepare, check, publish（二(三)）."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Outbox, RuleValue
from common.privacy import Finding, scan
from common.workflow import Actor
from records.models import (
    DishonestyRecord,
    LostJudgment,
    Official,
    Publication,
    PublicFace,
    PublicGeneration,
    RedactedText,
)
from records.redaction import unresolved
from records.vocabulary import EndGround, PublicationKind, RecordStatus
from records.windows import Window, WindowRule, publicity_window

FACE_FIELDS = {"face_title": "公示标题", "face_facts": "公示事实", "face_document_title": "文书名称"}


def propose_publication(
    fact: Any,
    *,
    by: Actor,
    title: str,
    facts: str,
    document_title: str = "",
    minor_reason: str = "",
    third_party_opinion: str = "",
) -> Publication:
    """Prepare the public face of a confirmed fact and put it to 公开审查."""
    require_publishable(fact)
    if not title.strip() or not facts.strip():
        raise Incomplete("请填写公示标题和公示事实", {"face_title": "请填写", "face_facts": "请填写"})
    kind = _kind_of(fact)
    publication = Publication(
        kind=kind,
        face_title=title.strip(),
        face_facts=facts.strip(),
        face_document_title=document_title.strip(),
        minor_reason=minor_reason,
        third_party_opinion=third_party_opinion,
        proposed_by_id=by.user_id,
        entered_by_id=fact.entered_by_id,
        last_changed_by_id=fact.last_changed_by_id,
        reviewed_by_id=fact.reviewed_by_id,
        fact_version=fact.content_version,
        **{str(kind): fact},
    )
    return publication.enter(by=by, reason="拟予公示")


def revise_face(publication: RedactedText, *, by: Actor, **texts: str) -> Any:
    """Change the redacted text; clearances of findings that are no longer in it fall away."""
    kept = [
        c
        for c in publication.clearances
        if c["text"] in texts.get(c["field"], getattr(publication, c["field"]))
    ]
    return publication.edit_face(by=by, clearances=kept, **texts)


def face_findings(publication: RedactedText) -> dict[str, list[Finding]]:
    """Return, by field, the personal data that the public text still holds and nobody has cleared."""
    names = known_names(publication.fact)
    found = {}
    for field in FACE_FIELDS:
        cleared = [entry for entry in publication.clearances if entry["field"] == field]
        left = unresolved(scan(getattr(publication, field), names=names), cleared)
        if left:
            found[field] = left
    return found


def clear_finding(publication: RedactedText, *, by: Actor, field: str, text: str, reason: str) -> Any:
    """Let a finding stand in the public text for a stated reason, such as a company's switchboard."""
    if not reason.strip():
        raise Incomplete("保留这处信息须写明理由", {"reason": "请写明理由"})
    if field not in FACE_FIELDS or text not in getattr(publication, field):
        raise Incomplete("公示文本里没有这处内容，可能刚被修改，请刷新")
    entry = {"field": field, "text": text, "reason": reason, "by": str(by.user_id)}
    return publication.edit_face(by=by, reason=reason, clearances=[*publication.clearances, entry])


def decline_publication(publication: Publication, *, by: Actor, reason: str) -> Publication:
    """Decide that the text does not go public（不予公开）; a new proposal may follow."""
    return publication.move(
        "decline", by=by, reason=reason, end_ground=EndGround.DECLINED, ended_at=timezone.now()
    )


@transaction.atomic
def publish(
    publication: Publication, *, by: Actor, today: date | None = None, reason: str = ""
) -> Publication:
    """Let the fact stand in public: sheet clean, no finding left, document in effect, window open."""
    now, today = timezone.now(), today or timezone.localdate()
    fact = type(publication.fact).objects.select_for_update().get(pk=publication.fact.pk)
    require_publishable(fact, publication)
    if by.user_id in {publication.entered_by_id, publication.last_changed_by_id, publication.reviewed_by_id}:
        raise NotAllowed("录入、修改或复核过这条记录的人不能公示它，须由第三人办理")
    publication.require_clean_sheet()
    require_no_findings(publication)
    window = window_of(fact, publication, today)
    publication.move(
        "publish",
        by=by,
        reason=reason,
        published_by_id=by.user_id,
        published_at=now,
        opens_on=window.opens,
        closes_on=window.closes,
        repair_from=window.repair_from,
        rule_version=window.rule_version,
    )
    show(publication, fact, now)
    Outbox.objects.create(
        topic="publication.opened", subject_id=publication.pk, payload={"kind": publication.kind}
    )
    PublicGeneration.bump()
    return publication


def window_of(fact: Any, publication: Publication, today: date) -> Window:
    """Return the publicity window of a fact published on `today`（rules.md 0.2r）."""
    grade = getattr(fact, "declared_severity", "") or publication.kind
    decided_on = getattr(fact, "decided_on", None) or fact.issued_on
    effective_on = getattr(fact, "effective_on", None) or fact.issued_on
    versions = {
        row.pk: WindowRule.from_value(row.value, version=row.version, basis=row.basis)
        for day in (decided_on, today)
        for key, row in RuleValue.objects.at("publicity", day).items()
        if key == grade
    }
    return publicity_window(
        source_kind=getattr(fact, "source_kind", publication.kind),
        severity=grade,
        decided_on=decided_on,
        effective_on=effective_on,
        act_on=today,
        rules=list(versions.values()),
        minor_reason=publication.minor_reason,
    )


def _kind_of(fact: Any) -> PublicationKind:
    if isinstance(fact, DishonestyRecord):
        return PublicationKind.RECORD
    return PublicationKind.JUDGMENT if isinstance(fact, LostJudgment) else PublicationKind.COMMENDATION


def require_publishable(fact: Any, publication: Publication | None = None) -> None:
    """Refuse what is not confirmed, may never be public, or changed since the text was prepared."""
    if fact.status != RecordStatus.CONFIRMED:
        raise WrongState(f"只有已认定的记录可以公示，现在是“{fact.get_status_display()}”")
    if isinstance(fact, DishonestyRecord) and not fact.publishable:
        raise NotEligible(
            "这条记录依规不公开：公务员记录、处分、针对个人的问责以及标为内部或不予公开的，一律不公示"
        )
    if publication is not None and publication.fact_version != fact.content_version:
        raise NotEligible("拟公示后记录内容又有改动，请按新内容重新拟公示")


def require_no_findings(publication: RedactedText) -> None:
    """Refuse a text that still holds personal data nobody has cleared（rules.md 0.2b）."""
    found = face_findings(publication)
    if found:
        fields = {
            field: "、".join(f"{f.label}“{f.masked}”" for f in findings) for field, findings in found.items()
        }
        raise Incomplete("公示文本里还有个人信息，请删除，或逐处写明保留理由", fields)


def known_names(fact: Any) -> frozenset[str]:
    """Return the names to look for in texts about `fact`: its unit's officials and principal."""
    unit = fact.unit if isinstance(fact, DishonestyRecord) else fact.department
    names = set(Official.objects.filter(unit=unit).values_list("name", flat=True))
    return frozenset(names | ({unit.principal} if unit.principal else set()))


def show(publication: Publication, fact: Any, published_at: datetime, **correction: Any) -> None:
    """Write the row that the public reads; `correction` is its corrected_on and correction_kind."""
    department = fact.department
    PublicFace.objects.create(
        publication=publication,
        public_id=publication.public_id,
        kind=publication.kind,
        title=publication.face_title,
        facts=publication.face_facts,
        department_name=department.name,
        credit_code=department.credit_code,
        region_id=department.region_id,
        opens_on=publication.opens_on or timezone.localdate(published_at),
        published_at=published_at,
        document_title=publication.face_document_title,
        **_face_of(fact),
        **correction,
    )


def _face_of(fact: Any) -> dict[str, Any]:
    if isinstance(fact, DishonestyRecord):
        return {
            "source_kind": fact.source_kind,
            "cause": fact.cause,
            "domain": fact.domain,
            "severity": fact.declared_severity,
            "severity_reason": fact.severity_reason,
            "legal_basis": fact.legal_basis,
            "finding_body": fact.finding_body,
            "document_number": fact.document_number,
            "document_key": fact.document_key,
            "decided_on": fact.decided_on,
            "effective_on": fact.effective_on,
        }
    if isinstance(fact, LostJudgment):
        return {
            "finding_body": fact.court,
            "document_number": fact.case_number,
            "document_key": fact.case_key,
            "decided_on": fact.decided_on,
            "effective_on": fact.effective_on,
        }
    return {
        "finding_body": fact.issued_by,
        "document_number": fact.document_number,
        "document_key": fact.document_key,
        "decided_on": fact.issued_on,
        "effective_on": fact.issued_on,
    }
