"""Lost judgments and honours on the road of the records: own findings, changes, corrections, withdrawal, windows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from common.cases.page_token import token_of
from common.errors import Incomplete, NotAllowed, NotEligible, WrongState
from common.models import Outbox
from common.roles import Role
from postings.models import Posting
from records import services
from records.corrections.services import corrections as correcting
from records.lookups import Subjects
from records.models import Commendation, LostJudgment, Publication, Withdrawal
from tests import factories
from tests.in_public import row_of
from tests.office import acts_of, client_of, sit, text
from tests.untold import tell

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
BOTH = pytest.mark.parametrize("make", [factories.judgment, factories.commendation])
PAGE = {LostJudgment: "/judgments/", Commendation: "/commendations/"}
CHANGES = {
    LostJudgment: {"summary": "判决确认违法，责令采取补救措施"},
    Commendation: {"deeds": "五年间合同款项全部按期支付"},
}


def page_of(fact):
    return f"{PAGE[type(fact)]}{fact.pk}/"


def form_of(fact, **changes):
    """What the browser would send of the edit form."""
    fields = {name: getattr(fact, name) for name in _fields_of(fact)}
    given = {name: "" if value is None else str(value) for name, value in fields.items()}
    return {"credit_code": fact.department.credit_code, "page_token": token_of(fact), **given, **changes}


def _fields_of(fact):
    if isinstance(fact, LostJudgment):
        return (
            *("outcome", "case_number", "court", "summary", "decided_on", "effective_on"),
            *("document_url", "announcement_number", "announced_on"),
        )
    return ("honour", "level", "issued_by", "document_number", "issued_on", "valid_until", "deeds")


# Own findings


@BOTH
def test_a_finding_body_enters_about_any_department_sees_its_own_and_submits_it(make):
    court = factories.posting(Role.FINDING_BODY, "320100")
    other = factories.posting(Role.FINDING_BODY, "320100")
    fact = make(clerk=court, department=factories.department("320500"))
    client, stranger, page = client_of(court), client_of(other), page_of(fact)
    assert fact.finding_unit == court.unit
    shown = text(client.get(PAGE[type(fact)]))
    assert fact.number in shown or str(fact) in shown
    assert "待提交 1" in text(client.get("/"))
    for address in (page, f"{page}edit/", f"{page}?tab=evidence", f"{page}?tab=talk", f"{page}?tab=history"):
        assert client.get(address).status_code == 200
        assert stranger.get(address).status_code == 404
    assert fact.number not in text(stranger.get(PAGE[type(fact)]))
    assert client.post(f"{page}submit/", {"page_token": token_of(fact), "reason": ""}).status_code == 302
    assert acts_of(fact) == ["enter", "submit"]


@BOTH
def test_a_finding_body_without_a_unit_has_no_findings(make):
    fact = make("confirmed")
    bare = factories.posting(Role.FINDING_BODY, "320100")
    bare.unit = bare.unit_id = None
    assert not type(fact).objects.visible_to(bare).exists()


def test_a_finding_body_finds_the_code_of_another_department_but_not_of_one_not_shown():
    court, hidden = factories.posting(Role.FINDING_BODY), factories.department("320500", is_shown=False)
    shown = factories.department("320500")
    assert Subjects(court).named(shown.credit_code) == [shown]
    assert Subjects(court).named(hidden.credit_code) == []
    assert Subjects(factories.posting(Role.CLERK, "320100")).named(shown.credit_code) == []


# Changes of a draft


@BOTH
@pytest.mark.parametrize("status", ["draft", "returned"])
def test_a_draft_is_changed_on_its_page_and_its_version_rises(make, status):
    fact = make(status, department=factories.department("320100"))
    client, _ = sit(Role.CLERK, "320100")
    page, changed = page_of(fact), CHANGES[type(fact)]
    assert f'href="{page}edit/"' in client.get(page).content.decode()
    if status == "returned":
        assert "请核对裁判日期" in text(client.get(f"{page}edit/"))
    answer = client.post(f"{page}edit/", form_of(fact, **changed))
    assert (answer.status_code, answer["Location"]) == (302, page)
    fact.refresh_from_db()
    assert (fact.content_version, acts_of(fact)[-1]) == (2, "edit")
    assert all(getattr(fact, name) == value for name, value in changed.items())


@BOTH
def test_a_stale_form_changes_nothing(make):
    fact = make(department=factories.department("320100"))
    client, held = sit(Role.CLERK, "320100")
    sent = form_of(fact, **CHANGES[type(fact)])
    services.revise_fact(fact, by=held, **CHANGES[type(fact)])
    assert client.post(f"{page_of(fact)}edit/", sent).status_code == 409
    fact.refresh_from_db()
    assert fact.content_version == 2


@BOTH
@pytest.mark.parametrize("status", ["pending_review", "confirmed"])
def test_what_was_submitted_is_not_changed(make, status):
    fact = make(status, department=factories.department("320100"))
    client, held = sit(Role.CLERK, "320100")
    assert client.get(f"{page_of(fact)}edit/").status_code == 409
    with pytest.raises(WrongState):
        services.revise_fact(fact, by=held, **CHANGES[type(fact)])


@BOTH
def test_a_change_needs_the_role_and_the_scope(make):
    fact = make(department=factories.department("320100"))
    for role in (Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR):
        assert sit(role, "320100")[0].get(f"{page_of(fact)}edit/").status_code == 403
    stranger = factories.posting(Role.CLERK, "320500")
    assert client_of(stranger).get(f"{page_of(fact)}edit/").status_code == 404
    with pytest.raises(NotAllowed):
        services.revise_fact(fact, by=stranger, **CHANGES[type(fact)])


@BOTH
def test_a_change_to_anothers_document_is_refused_in_words(make):
    body = factories.department("320100")
    first, second = make(department=body), make(department=body)
    client, _ = sit(Role.CLERK, "320100")
    name = "case_number" if isinstance(first, LostJudgment) else "document_number"
    answer = client.post(f"{page_of(second)}edit/", form_of(second, **{name: first.number}))
    assert answer.status_code == 422
    assert "已经录入过" in text(answer)


def test_only_a_courts_own_address_is_linked():
    fact = factories.judgment(department=factories.department("320100"))
    client, _ = sit(Role.CLERK, "320100")
    page = f"{page_of(fact)}edit/"
    for address in ("https://court.gov.cn.example.com/1", "https://notacourt.gov.cn/1"):
        wrong = client.post(page, form_of(fact, document_url=address))
        assert (wrong.status_code, "只接受法院网站" in text(wrong)) == (422, True)
    right = client.post(page, form_of(fact, document_url="https://wenshu.court.gov.cn/1"))
    assert right.status_code == 302


# Withdrawal


@BOTH
def test_a_withdrawal_names_its_document_tells_who_must_know_and_takes_the_text_away(make):
    court = factories.posting(Role.FINDING_BODY)
    fact = make("confirmed", clerk=court)
    act = factories.publication(made=fact)
    director = factories.posting(Role.DIRECTOR)
    services.withdraw_fact(fact, by=director, reason="再审改判", source=factories.source())
    act.refresh_from_db()
    assert (act.status, act.end_ground) == ("ended", "withdrawn")
    row = Withdrawal.objects.get(fact=fact.pk)
    assert row.due_on > row.dated_on == TODAY
    told = Outbox.objects.filter(topic__endswith=".withdrawn", subject_id=fact.pk).order_by("pk")
    assert [row.payload["as"] for row in told] == ["subject", "finding_body", "sharing"]
    assert "应撤回之日" in text(client_of(director).get(page_of(fact)))


@BOTH
def test_a_withdrawal_without_a_document_or_with_one_of_before_is_refused(make):
    fact, director = make("confirmed"), factories.posting(Role.DIRECTOR)
    early = TODAY - timedelta(days=900)
    for wrong in ({"body": ""}, {"number": " "}, {"dated_on": None}, {"dated_on": early}):
        with pytest.raises(Incomplete):
            services.withdraw_fact(fact, by=director, reason="改判", source=factories.source(**wrong))
    assert type(fact).objects.get(pk=fact.pk).status == "confirmed"


@BOTH
def test_the_database_lets_nothing_be_withdrawn_without_its_document(make):
    fact = make("confirmed")
    with pytest.raises(DatabaseError, match="使来源失效的文书"), transaction.atomic():
        at_once(fact, status="withdrawn")


def at_once(fact, **changes):
    """Change the row behind the model's back, and let the deferred triggers speak now."""
    if "status" in changes:
        tell(fact, changes["status"])
    type(fact)._base_manager.filter(pk=fact.pk).update(**changes)
    _now()


def _now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# Corrections


def propose(fact, **changes):
    return correcting.propose_correction(
        fact,
        by=factories.posting(Role.CLERK),
        kind="facts",
        changes=changes or CHANGES[type(fact)],
        grounds="法院裁定补正",
    )


@BOTH
def test_what_does_not_stand_in_public_is_corrected_at_its_review(make):
    fact = make("confirmed")
    case = propose(fact)
    fact.refresh_from_db()
    assert fact.content_version == 1
    reviewer = factories.posting(Role.REVIEWER)
    correcting.review_correction(case, by=reviewer, reason="与裁定一致")
    fact.refresh_from_db()
    assert (case.status, fact.content_version, fact.reviewed_version) == ("applied", 2, 2)
    assert (fact.reviewed_by_id, acts_of(fact)[-1]) == (reviewer.user_id, "correct")
    assert Outbox.objects.filter(topic=f"{fact._meta.model_name}.corrected", subject_id=fact.pk).count() == 1


@BOTH
def test_what_stands_in_public_is_replaced_by_its_successor_in_one_act(make):
    old = factories.publication(made=make("confirmed"))
    case = propose(old.fact.of_kind)
    correcting.prepare_face(case, by=factories.posting(Role.OFFICER), title="更正后", facts="更正后的内容")
    case.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    correcting.review_correction(case, by=factories.posting(Role.REVIEWER), reason="一致")
    assert case.status == "endorsed"
    correcting.apply_correction(case, by=factories.posting(Role.DIRECTOR), reason="施行")
    old.refresh_from_db()
    new = Publication.objects.get(predecessor=old)
    assert (old.end_ground, new.status, new.kind) == ("superseded", "public", old.kind)
    shown = row_of(new)
    assert (new.fact.of_kind, shown.title, shown.correction_kind) == (old.fact.of_kind, "更正后", "facts")
    _now()


@BOTH
def test_a_correction_is_proposed_from_the_page_and_read_in_scope(make):
    fact = make("confirmed", department=factories.department("320100"))
    client, _ = sit(Role.CLERK, "320100")
    page = page_of(fact)
    assert f"{page}correct/" in client.get(f"{page}?tab=corrections").content.decode()
    sent = form_of(fact, kind="facts", grounds="法院裁定补正", document="", **CHANGES[type(fact)])
    answer = client.post(f"{page}correct/", sent)
    assert answer.status_code == 302, text(answer)
    case = answer["Location"]
    answer = client.get(case)
    assert fact.number in text(answer)
    after = re.sub(r"<del[^>]*>.*?</del>|<[^>]+>", "", answer.content.decode())
    assert next(iter(CHANGES[type(fact)].values())) in after
    assert fact.number in text(client.get("/corrections/"))
    assert "更正待复核 1" in text(sit(Role.REVIEWER, "320100")[0].get("/"))
    stranger, _ = sit(Role.CLERK, "320500")
    assert {stranger.get(address).status_code for address in (case, f"{page}correct/")} == {404}
    assert sit(Role.REVIEWER, "320100")[0].get(f"{page}correct/").status_code == 403
    returned = make("returned", department=fact.department)
    assert client.get(f"{page_of(returned)}correct/").status_code == 409


def test_a_correction_that_would_not_stand_is_refused_in_words():
    refused = factories.judgment("confirmed", outcome="refused")
    with pytest.raises(Incomplete, match="法院公告"):
        propose(refused, announcement_number="")
    with pytest.raises(Incomplete, match="生效日期不能早于"):
        propose(refused, effective_on=refused.decided_on - timedelta(days=1))
    with pytest.raises(Incomplete, match="不能更正"):
        propose(refused, outcome="lost")
    honour = factories.commendation("confirmed")
    with pytest.raises(Incomplete, match="有效期"):
        propose(honour, valid_until=honour.issued_on - timedelta(days=1))
    twin = factories.commendation("confirmed", department=honour.department)
    with pytest.raises(Incomplete, match="重复"):
        propose(honour, document_number=twin.document_number)


@BOTH
def test_the_database_lets_no_confirmed_content_change_without_its_correction(make):
    fact = make("confirmed")
    with pytest.raises(DatabaseError, match="更正程序"), transaction.atomic():
        at_once(fact, **CHANGES[type(fact)])
    with pytest.raises(DatabaseError, match="没有相应的更正案"), transaction.atomic():
        at_once(fact, content_version=2, reviewed_version=2)
    with pytest.raises(DatabaseError, match="不能更换主体"), transaction.atomic():
        at_once(fact, department=factories.department())


@BOTH
def test_the_database_lets_no_fact_change_while_it_stands_in_public(make):
    fact = make("confirmed")
    factories.publication(made=fact)
    with pytest.raises(DatabaseError, match="仍在公示"), transaction.atomic():
        at_once(fact, status="draft")


# Windows


def test_an_honour_stands_no_longer_than_it_is_valid():
    until = TODAY + timedelta(days=20)
    act = factories.publication(made=factories.commendation("confirmed", valid_until=until))
    assert act.closes_on == until + timedelta(days=1)
    over = factories.commendation("confirmed", valid_until=TODAY - timedelta(days=1))
    pending = factories.publication("signed", made=over)
    with pytest.raises(NotEligible, match="有效期已于"):
        services.publish(pending, by=factories.posting(Role.DIRECTOR))


def test_a_judgment_stands_a_year_from_its_effect():
    act = factories.publication(made=factories.judgment("confirmed"))
    effect = act.fact.of_kind.effective_on
    assert act.closes_on == effect.replace(year=effect.year + 1)


def test_a_judgment_with_a_persons_data_in_its_announcement_is_not_published():
    dirty = factories.judgment("confirmed", outcome="refused", announcement_number="公告 13912345678")
    with pytest.raises(Incomplete, match="个人信息"):
        factories.publication("signed", made=dirty)


# Queues, and the role that nobody is given


def test_the_officer_is_shown_what_nobody_has_proposed_yet():
    fact = factories.judgment("confirmed", department=factories.department("320100"))
    client, _ = sit(Role.OFFICER, "320100")
    assert "败诉信息待送审 1" in text(client.get("/"))
    assert fact.case_number in text(client.get("/judgments/?queue=propose_judgments"))
    factories.publication("pending", made=fact)
    assert fact.case_number not in text(client.get("/judgments/?queue=propose_judgments"))


def test_the_clock_is_nobodys_posting():
    keeper, person = factories.posting(Role.SECURITY_ADMIN, None), factories.person()
    with pytest.raises(NotAllowed, match="系统计时"):
        factories.granted(by=keeper, person=person, role=Role.CLOCK, since=TODAY)
    client = client_of(keeper)
    given = {"person": person.username, "role": "clock", "since": str(TODAY), "region": "320000"}
    assert client.post("/postings/new/", given).status_code == 422
    assert not Posting.objects.filter(user=person).exists()
