"""Makers of challenges in any state, by the real acts of people of their own."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from challenges.models import Challenge
from challenges.services import deciding, mending, registering, staying
from challenges.services.registering import Filing
from challenges.services.staying import Document
from common.models import Evidence
from common.roles import Role
from common.services import attach
from postings.models import Posting
from records import services as records
from tests import factories
from tests.shared_worlds import shared

ORGAN = "模拟市人民政府（演示）"
COURT = "模拟中级人民法院（演示）"
NEW_FACTS = "道路养护项目验收合格后拖欠合同价款，逾期一百二十日仍未支付"
DECIDERS = {
    "upheld": deciding.uphold,
    "annulled": deciding.annul,
    "changed": deciding.change,
    "remitted": deciding.remit,
    "ended": deciding.close,
}
_count = itertools.count(1)


def today() -> date:
    return timezone.localdate()


def days_ago(number: int) -> date:
    return today() - timedelta(days=number)


def days_of_a_judgment() -> dict[str, date]:
    return {"decided_on": days_ago(190), "effective_on": days_ago(180)}


def upload(name: str = "文书.pdf") -> SimpleUploadedFile:
    """A file of its own: the same one is laid beside a case once."""
    body = f"%PDF-1.4\n1 0 obj<</Type/Catalog/N {next(_count)}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return SimpleUploadedFile(name, body.encode())


def filing(**given: Any) -> Filing:
    fields: dict[str, Any] = {
        "kind": "reconsideration",
        "organ": ORGAN,
        "accepted_on": days_ago(10),
        "accepted_number": "模拟复受〔2026〕1号",
        "upload": upload(),
    }
    return Filing(**{**fields, **given})


def paper(case: Challenge, by: Posting) -> Evidence:
    return attach(case, upload(), title="处理文书", by=by)


def document(case: Challenge, by: Posting, **given: Any) -> Document:
    fields: dict[str, Any] = {"number": "模拟复决〔2026〕1号", "dated_on": days_ago(1)}
    return Document(file=paper(case, by), **{**fields, **given})


@shared
def representative(fact: Any) -> Posting:
    return factories.posting(Role.REPRESENTATIVE, None, unit=fact.department)


@shared
def challenge(status: str = "open", *, fact: Any = None, **given: Any) -> Challenge:
    """A challenge walked to `status`; `prepared:annulled` waits for the director with that document."""
    fact = fact or factories.publication().fact.of_kind
    if status in {"reported", "declined"}:
        case = registering.register(fact, filing(**given), by=representative(fact))
        officer = factories.posting(Role.OFFICER)
        return (
            case
            if status == "reported"
            else registering.decline(case, by=officer, reason="没有受理通知书的原件")
        )
    case = registering.register(fact, filing(**given), by=factories.posting(Role.OFFICER))
    if status == "open":
        return case
    if status == "stayed":
        return stayed(case)
    state, _, waits = status.partition(":")
    if state == "prepared":
        return prepared(case, waits)
    outcome = "changed" if status == "mending" else status
    return decided(prepared(case, outcome))


@shared
def stayed(case: Challenge) -> Challenge:
    by = factories.posting(Role.DIRECTOR)
    paper_of = document(case, by, number="模拟复停〔2026〕1号", dated_on=days_ago(5))
    return staying.stay(case, by=by, reason="复议机关认为需要停止执行", document=paper_of)


@shared
def prepared(case: Challenge, outcome: str, **given: Any) -> Challenge:
    """The organ's document registered by a new officer."""
    by = factories.posting(Role.OFFICER)
    said = document(case, by, **given)
    return deciding.prepare(case, by=by, reason="按处理文书登记", outcome=outcome, document=said)


@shared
def decided(case: Challenge) -> Challenge:
    """What was prepared, decided by a new director; a changed document ends as 待更正."""
    by = factories.posting(Role.DIRECTOR)
    return DECIDERS[case.outcome](case, by=by, reason="与处理文书一致")


@shared
def pair(**fields: Any) -> tuple[Any, Any]:
    """Two publications by one judgment: of a dishonesty record, and of the lost case itself."""
    first = of_a_judgment(**fields)
    return first, factories.publication(made=lost_case(first))


@shared
def of_a_judgment(**fields: Any) -> Any:
    """The publication of a dishonesty record by a judgment of its own."""
    finder = factories.posting(Role.FINDING_BODY, None).unit
    given = {
        "source_kind": "judgment",
        "document_title": "行政判决书",
        "document_number": f"（2026）苏01行终{9000 + next(_count)}号",
        "finding_body": COURT,
        "finding_unit": finder,
        "occurred_on": days_ago(300),
        **days_of_a_judgment(),
    }
    return factories.publication(**{**given, **fields})


@shared
def lost_case(act: Any) -> Any:
    """The lost case itself, by the judgment of a record in public: confirmed, and not public yet."""
    number = act.fact.of_kind.document_number
    return factories.judgment("confirmed", case_number=number, court=COURT, **days_of_a_judgment())


def correct(case: Challenge, **changes: Any) -> Any:
    """The correction of the next record, proposed by a new clerk; return it."""
    by = factories.posting(Role.CLERK)
    item = mending.to_mend(case, by)
    assert item is not None
    given = {"kind": "facts", "grounds": "按变更后的文书", "changes": changes or {"facts": NEW_FACTS}}
    mending.mend(case, item, by=by, reason="按变更后的文书", **given)
    return item.correction


def apply(correction: Any) -> Any:
    """The correction through its own road: faced, signed, endorsed, applied by new people."""
    fact = correction.fact.of_kind
    if fact.publications.filter(status="public").exists():
        texts = {"title": fact.title(), "facts": NEW_FACTS, "document_title": fact.document_name()}
        records.prepare_face(correction, by=factories.posting(Role.OFFICER), **texts)
        correction.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    records.review_correction(correction, by=factories.posting(Role.REVIEWER), reason="与文书一致")
    if correction.status == "endorsed":
        records.apply_correction(correction, by=factories.posting(Role.DIRECTOR), reason="施行")
    return correction
