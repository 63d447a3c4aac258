"""A person at the start of the facts stands in no title: lists, exports, finders, queues, handovers, notices, pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from common.cases.open_cases import case_kinds
from common.lists.spec import lists
from common.models import Notice, Transition
from common.registry import Finder, Queue, Sent, registry
from common.roles import Role
from common.version_names import names_of
from postings.models import Posting
from records import services
from records.models import Commendation, DishonestyRecord, Publication
from tests import factories
from tests.office import sit, text

pytestmark = pytest.mark.django_db
NAME, TELEPHONE = "王建民", "138/5140/0000"
FACTS = f"原告{NAME}（电话{TELEPHONE}）诉某局拖欠货款一案已判决，至今未履行"
HONOUR = f"对{NAME}同志所在单位的表彰，联系电话{TELEPHONE}"
SHOWN = "原告王**（电话138****0000）诉某局"
STATES = ("draft", "pending_review", "pending_notice", "returned", "confirmed")


@pytest.fixture
def planted():
    """One person in the facts of records in every state, in an honour, and in public titles that nobody cleared yet."""
    body = factories.department()
    for state in STATES:
        factories.record(state, facts=FACTS, department=body)
        factories.commendation(
            state if state != "pending_notice" else "draft", honour=HONOUR, department=body
        )
    officer = factories.posting(Role.OFFICER)
    made = factories.record("confirmed", department=body)
    act = services.propose_publication(
        made, by=officer, title=FACTS[:60], facts="拖欠货款", document_title=""
    )
    return body, act


def is_told(told: object) -> bool:
    return NAME in str(told) or TELEPHONE in str(told)


def postings():
    return [factories.posting(role) for role in Role if role not in (Role.FINDING_BODY, Role.REPRESENTATIVE)]


def of_records(rows):
    """Return the rows, where they are of what was planted."""
    kinds = (DishonestyRecord, Commendation, Publication)
    return rows if getattr(rows, "model", None) in kinds else DishonestyRecord.objects.none()


def test_no_list_and_no_export_shows_who_stands_in_the_facts(planted):
    seen = 0
    for spec in lists.values():
        for posting in [one for one in postings() if one.role in spec.roles]:
            rows = list(of_records(spec.rows(posting)))
            told = [column.show(row) for column in spec.columns for row in rows]
            told += [value(row) for c in spec.columns for _, value in c.written for row in rows]
            assert not [one for one in told if is_told(one)], (spec.key, posting.role)
            seen += len(rows)
    assert seen > 20


def test_no_finder_queue_or_list_of_what_was_sent_shows_them(planted):
    seen = []
    for posting in postings():
        for finder in registry.of(Finder, posting.role):
            seen += [finder.hit(row) for row in of_records(finder.rows(posting, "拖欠"))]
            seen += [finder.hit(row) for row in of_records(finder.rows(posting, "表彰"))]
        for queue in registry.of(Queue, posting.role):
            seen += [queue.work(row) for row in of_records(queue.rows(posting)) if queue.work]
    for own in {one.entered_by for one in (*DishonestyRecord.objects.all(), *Commendation.objects.all())}:
        held = own.postings.first()
        for queue in registry.of(Queue, held.role):
            seen += [queue.work(row) for row in of_records(queue.rows(held)) if queue.work]
        for sent in registry.of(Sent, held.role):
            seen += [sent.work(row) for row in of_records(sent.rows(held))]
    assert len(seen) > 20
    assert not [one for one in seen if is_told(one)]


def test_no_handover_names_a_case_by_them(planted):
    labels = []
    for posting in Posting.objects.filter(pk__in=Transition.objects.values("posting_id")):
        for kind in case_kinds.values():
            labels += kind.rows(posting).values_list("case_label", flat=True)
    assert len(labels) >= 4
    assert not [label for label in labels if is_told(label)]


def test_no_notice_and_no_name_in_the_history_shows_them(planted):
    body, act = planted
    names = names_of([(Publication, act.pk), *((Commendation, one.pk) for one in Commendation.objects.all())])
    assert len(names) > 2
    assert not [one for one in names.values() if is_told(one)]
    assert not [one for one in Notice.objects.all() if is_told(one.text)]
    assert str(act).startswith(SHOWN)
    closing = factories.publication("public", department=body)
    today = closing.closes_on - timedelta(days=1)
    factories.posting(Role.OFFICER)
    services.remind_of_endings(today)
    assert Notice.objects.filter(text__contains=str(closing)).exists()


def heads(page: str) -> list[str]:
    """Return the title and the headings of a page, and what its links say."""
    return re.findall(r"<(?:title|h1|h2|a)\b[^>]*>(.*?)</(?:title|h1|h2|a)>", page, re.S)


def test_no_page_of_a_case_bears_them_in_its_headings_and_links(planted):
    body, act = planted
    client, _ = sit(Role.REVIEWER)
    addresses = [f"/departments/{body.credit_code}/"]
    for record in DishonestyRecord.objects.filter(facts=FACTS).exclude(status="draft"):
        addresses += [f"/records/{record.record_no}/{more}" for more in ("", "print/")]
    for honour in Commendation.objects.exclude(status="draft"):
        addresses.append(f"/commendations/{honour.pk}/")
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        assert not [one for one in heads(page.content.decode()) if is_told(one)], address
    officer, _ = sit(Role.OFFICER)
    page = officer.get(f"/publications/{act.pk}/").content.decode()
    assert not [one for one in heads(page) if is_told(one)]


def test_the_bulk_preview_names_rows_by_their_masked_titles(planted):
    client, _ = sit(Role.REVIEWER)
    honours = text(
        client.post("/commendations/bulk/confirm/", {"whole": "1", "filters": "status=pending_review"})
    )
    facts = text(
        client.post("/records/bulk/pass_review/", {"whole": "1", "filters": "status=pending_review"})
    )
    assert "对王**同志" in honours
    assert SHOWN in facts
    assert not is_told(honours + facts)


def test_submit_says_before_and_after_what_the_title_masks():
    client, held = sit(Role.CLERK)
    made = factories.record(clerk=held, facts=FACTS)
    warned = "正文开头疑似有个人姓名、手机号码"
    page = client.get(f"/records/{made.record_no}/")
    assert warned in text(page)
    assert f"<h1>{made.title()}</h1>" in page.content.decode()
    assert made.title().startswith(SHOWN)
    after = client.post(
        f"/records/{made.record_no}/submit/",
        {"reason": "", "page_token": page.context["page_token"]},
        follow=True,
    )
    assert warned in text(after)
    plain = factories.record(clerk=held)
    assert "正文开头疑似有" not in text(client.get(f"/records/{plain.record_no}/"))


def test_the_public_text_starts_without_them_and_not_with_a_mask():
    first = services.first_face(factories.record("confirmed", facts=FACTS))
    assert "×××" in first["title"]
    assert "*" not in first["title"]
    assert not is_told(first)


def test_a_number_is_not_cut_in_two_by_the_end_of_the_title():
    made = DishonestyRecord(facts=f"{'甲' * 35}{TELEPHONE}" + f"，{timezone.localdate()}")
    assert made.title() == f"{'甲' * 35}138*…"
