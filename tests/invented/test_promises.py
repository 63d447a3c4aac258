"""The invented kind of fact goes its whole road through the office's pages, and nothing below it knows it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from common.cases.open_cases import case_kinds
from common.deadlines.kinds import deadline_kinds
from common.errors import NotAllowed
from common.models import Deadline, Outbox
from common.open_matters import open_matters
from common.registry import Queue, registry
from common.roles import Role
from common.version_words import code_words
from postings.services.handovers import accept_handover, list_handover
from records.facts.checks import ANSWERED, kinds_are_registered, kinds_are_whole
from records.facts.forms import entry_forms
from records.facts.models.kinds import FactKind
from records.models import Correction, Fact, Publication, RegisteredKind
from tests import factories
from tests.common.conftest import PDF, sent
from tests.databases import as_owner
from tests.in_public import said_of
from tests.invented import makers
from tests.invented.promises.models import Promise
from tests.office import acts_of, client_of, sit, text, token_of
from tests.untold import tell

pytestmark = pytest.mark.django_db
SOURCE = {"source_body": "模拟行政审批局（演示）", "source_number": "模撤〔2026〕1号"}
CLEAN = {**factories.CLEAN_SHEET, "opinion": ""}


def typed(body, **changes):
    """What a clerk types into the form."""
    given = {
        "credit_code": body.credit_code,
        "subject": "六十日内付清工程款",
        "document_number": "模诺〔2026〕900号",
        "received_by": "模拟行政审批局（演示）",
        "words": "自签署之日起六十日内付清全部工程款",
        "signed_on": "2026-01-05",
        "effective_on": "2026-01-10",
    }
    return {**given, **changes}


def do(client, address, case, **given):
    """Post a form as its page would, and be led on."""
    case.refresh_from_db()
    answer = client.post(address, {"page_token": token_of(case), **given})
    assert answer.status_code == 302, text(answer)
    case.refresh_from_db()
    return answer


def page(fact):
    return f"/promises/{fact.pk}/"


def waiting(key, posting):
    return [row.pk for row in registry.entries[Queue, key].rows(posting)]


def entered(clerk, **changes):
    """A draft as a clerk enters it by hand."""
    answer = client_of(clerk).post("/promises/new/", typed(factories.department(), **changes))
    assert answer.status_code == 302, text(answer)
    return Promise.objects.latest("pk")


def test_it_is_entered_changed_submitted_returned_and_confirmed_by_other_eyes():
    clerk, reviewer = factories.posting(Role.CLERK), factories.posting(Role.REVIEWER)
    ours, theirs = client_of(clerk), client_of(reviewer)
    made = entered(clerk)
    parent = Fact.objects.get(pk=made.pk)
    assert (parent.kind_id, parent.number, parent.publishable) == ("promise", "模诺〔2026〕900号", True)
    assert parent.of_kind == made
    changed = typed(made.department, words="自签署之日起三十日内付清全部工程款")
    do(ours, f"{page(made)}edit/", made, **changed)
    assert "三十日内" in text(ours.get(page(made)))
    assert waiting("own_promises", clerk) == [made.pk]
    do(ours, f"{page(made)}submit/", made)
    assert waiting("review_promises", reviewer) == [made.pk]
    do(theirs, f"{page(made)}return/", made, reason="请核对编号")
    assert "请核对编号" in text(ours.get(page(made)))
    do(ours, f"{page(made)}submit/", made)
    do(theirs, f"{page(made)}confirm/", made, reason="与承诺书一致")
    assert acts_of(made) == ["enter", "edit", "submit", "return", "submit", "confirm"]
    assert (made.status, made.reviewed_by_id) == ("confirmed", reviewer.user_id)


def test_its_draft_may_lack_what_it_says_it_asks_for_and_many_are_filled_in_at_once():
    clerk = factories.posting(Role.CLERK)
    made = [entered(clerk, words="", received_by="", document_number=f"模诺〔2026〕{n}号") for n in (1, 2)]
    assert "还差 2 项" in text(client_of(clerk).get(page(made[0])))
    ticks = [f"{one.pk}:{token_of(one)}" for one in made]
    sent_on = {"record": ticks, "filters": "", "confirmed": "1", "received_by": "模拟行政审批局"}
    assert client_of(clerk).post("/promises/bulk/edit/", sent_on).status_code == 302
    for one in made:
        one.refresh_from_db()
        assert (one.received_by, set(one.missing())) == ("模拟行政审批局", {"words"})
        assert acts_of(one) == ["enter", "edit"]


def test_who_entered_it_does_not_review_it():
    clerk = factories.posting(Role.CLERK)
    made = makers.promise("pending_review", clerk=clerk)
    both = factories.posting(Role.REVIEWER, user=clerk.user)
    with pytest.raises(NotAllowed, match="四眼原则"):
        made.confirm(by=both, reason="与承诺书一致")


def test_it_is_proposed_signed_and_published_as_far_as_office_and_outbox():
    made = makers.promise("confirmed")
    officer, secrecy, director = (factories.posting(r) for r in (Role.OFFICER, Role.SECRECY, Role.DIRECTOR))
    assert waiting("propose_promises", officer) == [made.pk]
    ours = client_of(officer)
    propose = reverse("records:propose", args=["promise", made.pk])
    assert propose in ours.get(page(made)).content.decode()
    assert "承诺内容" in text(ours.get(propose))
    do(ours, propose, made, title="付清工程款的承诺", facts="六十日内付清全部工程款")
    act = Publication.objects.get(fact=made.pk)
    at = f"/publications/{act.pk}/"
    do(client_of(secrecy), f"{at}sheet/", act, **CLEAN)
    do(client_of(director), f"{at}publish/", act, reason="同意")
    assert act.status == "public"
    assert Outbox.objects.get(topic="publication.opened", subject_id=act.pk).payload == {"kind": "promise"}
    assert act.department_name == made.department.name
    assert said_of(made) == {
        "finding_body": made.received_by,
        "document_number": made.document_number,
        "document_key": made.document_key,
        "decided_on": str(made.signed_on),
        "effective_on": str(made.effective_on),
    }
    assert {row.kind for row in Deadline.objects.of(act)} == {"records.window"}
    shown = text(client_of(director).get(at))
    assert "模拟公开承诺" in shown
    assert "承诺内容" in shown
    assert "失信事实" not in shown
    assert "付清工程款的承诺" in text(ours.get("/publications/?stage=public"))
    assert "付清工程款的承诺" in text(ours.get("/publications/?kind=promise"))
    assert "公示中" in text(ours.get("/promises/"))


def test_it_is_corrected_through_its_pages_and_the_public_text_with_it():
    act = factories.publication(made=makers.promise("confirmed"))
    made = act.fact.of_kind
    clerk, reviewer, director = (factories.posting(r) for r in (Role.CLERK, Role.REVIEWER, Role.DIRECTOR))
    ours = client_of(clerk)
    assert f"{page(made)}correct/" in text_of_tab(ours, made, "corrections")
    fields = {name: getattr(made, name) for name in made.CORRECTABLE}
    words = {"kind": "facts", "grounds": "承诺书有补正", "document": ""}
    do(ours, f"{page(made)}correct/", made, **{**fields, **words, "words": "三十日内付清"})
    case = Correction.objects.get(fact=made.pk)
    assert case.changes == {"words": ["自签署之日起六十日内付清全部工程款", "三十日内付清"]}
    at = f"/corrections/{case.pk}/"
    face = {"title": "付清工程款的承诺", "facts": "三十日内付清", "document_title": ""}
    do(client_of(factories.posting(Role.OFFICER)), f"{at}text/", case, **face)
    do(client_of(factories.posting(Role.SECRECY)), f"{at}sheet/", case, **CLEAN)
    do(client_of(reviewer), f"{at}review/", case, reason="与补正一致")
    do(client_of(director), f"{at}apply/", case, reason="施行")
    made.refresh_from_db()
    assert (made.words, made.content_version) == ("三十日内付清", 2)
    assert Publication.objects.get(predecessor=act).face_facts == "三十日内付清"
    assert Outbox.objects.filter(topic="promise.corrected", subject_id=made.pk).count() == 1


def text_of_tab(client, fact, tab):
    answer = client.get(f"{page(fact)}?tab={tab}")
    assert answer.status_code == 200, tab
    return answer.content.decode()


def test_it_is_withdrawn_and_leaves_the_public_with_its_correction():
    act = factories.publication(made=makers.promise("confirmed"))
    made = act.fact.of_kind
    director = factories.posting(Role.DIRECTOR)
    case = makers.proposed(made, {"words": "三十日内付清"})
    day = makers.today().isoformat()
    do(
        client_of(director),
        f"{page(made)}withdraw/",
        made,
        reason="承诺被撤销",
        source_dated_on=day,
        **SOURCE,
    )
    act.refresh_from_db()
    case.refresh_from_db()
    assert (made.status, act.status, act.end_ground, case.status) == (
        "withdrawn",
        "ended",
        "withdrawn",
        "lapsed",
    )
    topics = set(Outbox.objects.values_list("topic", flat=True))
    assert {"promise.withdrawn", "publication.ended"} <= topics
    clock = Deadline.objects.of(made).get()
    assert (clock.kind, clock.met_on) == ("records.withdrawal", makers.today())
    assert clock.kind in deadline_kinds
    explained = client_of(director).get(f"/deadlines/{clock.pk}/")
    assert explained.status_code == 200
    assert "应撤回之日" in text(client_of(director).get(page(made)))


def written(change, fact):
    """Write past the portal, as far as the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE invented_promise SET {change} WHERE id = %s", [fact.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("words = 'x'", "内容与版本须同时变更"),
        ("words = 'x', content_version = 2, reviewed_version = 2", "没有相应的更正案"),
        ("department_id = uuidv7()", "不能更换主体"),
        ("status = 'withdrawn'", "撤销须登记"),
        ("reviewed_by_id = entered_by_id", "promise_four_eyes"),
    ],
)
def test_the_database_lets_nobody_past_the_road_of_a_confirmed_one(change, words):
    made = makers.promise("confirmed")
    tell(made, "withdrawn")
    with pytest.raises(IntegrityError, match=words):
        written(change, made)


PAGES = ("/promises/", "{page}", "{page}?tab=evidence", "{page}?tab=talk", "{page}?tab=history")


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR, Role.AUDITOR])
@pytest.mark.parametrize("status", ["draft", "pending_review", "confirmed"])
def test_its_pages_are_reached_by_each_role_that_sees_business(role, status):
    made, (client, _) = makers.promise(status), sit(role)
    for address in PAGES:
        assert client.get(address.format(page=page(made))).status_code == 200, address
    assert made.subject in text(client.get("/promises/"))
    assert made.subject in text(client.get(page(made)))


@pytest.mark.parametrize(("status", "seen"), [("draft", 404), ("pending_review", 404), ("confirmed", 200)])
def test_its_department_learns_of_it_when_it_is_confirmed(status, seen):
    made = makers.promise(status)
    client, _ = sit(Role.REPRESENTATIVE, None, unit=made.department)
    assert client.get(page(made)).status_code == seen
    assert (made.subject in text(client.get("/promises/"))) == (seen == 200)
    stranger, _ = sit(Role.REPRESENTATIVE, None)
    assert stranger.get(page(made)).status_code == 404


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_who_keeps_the_system_does_not_see_it(role):
    made, (client, _) = makers.promise("confirmed"), sit(role)
    assert client.get(page(made)).status_code in {403, 404}


def test_it_stands_on_the_desk_and_is_found_and_sent_and_listed():
    clerk = factories.posting(Role.CLERK)
    made = makers.promise("pending_review", clerk=clerk)
    ours = client_of(clerk)
    home = text(client_of(factories.posting(Role.REVIEWER)).get("/"))
    assert "模拟公开承诺" in home
    assert "承诺信息待复核" in home
    assert page(made) in ours.get(f"/find/?q={made.document_number}").content.decode()
    assert f"{made.department} 待复核 复核员" in text(ours.get("/work/sent/"))
    assert made.subject in text(ours.get("/promises/?status=pending_review"))
    assert made.subject not in text(ours.get("/promises/?status=confirmed"))


def test_evidence_talk_and_story_lie_beside_it():
    clerk = factories.posting(Role.CLERK)
    made = makers.promise("draft", clerk=clerk)
    ours, beside = client_of(clerk), f"/cases/invented.promise/{made.pk}"
    ours.post(f"{beside}/evidence/", {"file": sent("承诺书.pdf", PDF), "title": "承诺书原件"})
    assert "承诺书原件" in text_of_tab(ours, made, "evidence")
    ours.post(f"{beside}/talk/", {"text": "原件已核对"})
    assert "原件已核对" in text_of_tab(ours, made, "talk")
    assert "承诺事项" in text_of_tab(ours, made, "history")
    assert "录入" in text(ours.get(page(made)))


def test_a_draft_is_handed_over_and_undone_by_who_took_it():
    clerk, other = factories.posting(Role.CLERK), factories.posting(Role.CLERK)
    made = makers.promise("draft", clerk=clerk)
    theirs = client_of(other)
    assert "作废" not in text(theirs.get(page(made)))
    assert [row.pk for row in case_kinds["promise_draft"].rows(clerk)] == [made.pk]
    accept_handover(list_handover(clerk, other, by=clerk), by=other)
    assert [row.pk for row in case_kinds["promise_draft"].rows(other)] == [made.pk]
    assert waiting("own_promises", other) == [made.pk]
    do(theirs, f"{page(made)}void/", made, reason="重复录入")
    assert made.status == "void"


def test_a_confirmed_one_counts_in_a_merger_and_on_the_page_of_its_department():
    made = makers.promise("confirmed")
    assert list(open_matters.entries["promises"].rows([made.department])) == [made]
    client, _ = sit(Role.OFFICER)
    assert made.subject in text(client.get(f"/departments/{made.department.credit_code}/"))


def test_many_are_submitted_and_confirmed_from_the_list():
    clerk, reviewer = factories.posting(Role.CLERK), factories.posting(Role.REVIEWER)
    made = [makers.promise("draft", clerk=clerk) for _ in range(2)]
    for posting, name, reason in ((clerk, "submit", ""), (reviewer, "confirm", "与承诺书一致")):
        client, address = client_of(posting), f"/promises/bulk/{name}/"
        ticked = [f"{one.pk}:{one.content_version}" for one in made]
        assert "将办理 2 条" in text(client.post(address, {"record": ticked, "filters": ""}))
        shown = [f"{one.pk}:{token_of(one)}" for one in made]
        given = {"record": shown, "filters": "", "confirmed": "1", "reason": reason}
        assert client.post(address, given).status_code == 302
        for one in made:
            one.refresh_from_db()
    assert {one.status for one in made} == {"confirmed"}


def test_its_messages_and_its_kind_have_words():
    assert code_words.choices["topic"]["promise.withdrawn"] == "承诺信息撤销"
    assert code_words.choices["topic"]["promise.corrected"] == "承诺信息更正"
    assert code_words.choices["kind"]["promise"] == "模拟公开承诺"


def told():
    return [message.msg for message in kinds_are_whole()]


@pytest.mark.parametrize(
    "name",
    ["CORRECTABLE", "TOLD", "TOLD_AS", "CORRECTED_TOPIC", "WITHDRAWN_TOPIC", "NUMBER", "FINDER", "SAME"],
)
def test_a_declaration_taken_away_is_named(monkeypatch, name):
    assert told() == []
    monkeypatch.delattr(Promise, name)
    assert told() == [f"invented.promise: does not declare {name}"]


@pytest.mark.parametrize("name", ANSWERED)
def test_a_member_taken_away_is_named(monkeypatch, name):
    monkeypatch.setattr(Promise, name, vars(FactKind)[name])
    assert told() == [f"invented.promise: does not answer {name}"]


def test_its_form_and_its_row_taken_away_are_named(monkeypatch):
    assert kinds_are_registered(databases=["default"]) == []
    with as_owner():
        RegisteredKind.objects.filter(pk="promise").delete()
    found = kinds_are_registered(databases=["default"])
    assert [message.id for message in found] == ["records.E202"]
    assert found[0].msg.startswith("invented.promise: its row 'promise' of records_factkind is not")
    monkeypatch.delitem(entry_forms, "promise")
    assert told() == [
        "invented.promise: has no form by which it is entered（records.facts.forms.entry_forms）"
    ]
