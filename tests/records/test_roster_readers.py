"""The roster of officials speaks at 公开审查 alone, to who reviews there; whoever writes the text learns nothing of it by any act."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common.cases.page_token import token_of
from common.errors import Incomplete, NotAllowed
from common.models import Transition
from common.roles import Role
from records import services
from records.addresses import fact_address
from records.corrections.models.corrections import Correction
from records.models import Publication
from tests import factories
from tests.office import sit, text
from tests.records.test_corrections import proposed

pytestmark = pytest.mark.django_db

NAME = "时模拟"
FACTS = f"验收后长期未支付货款，附{NAME}说明"
"""No shape gives the name away."""
READERS = {Role.SECRECY, Role.AUDITOR}
OTHERS = {Role.CLERK, Role.REVIEWER, Role.OFFICER, Role.DIRECTOR}
SUSPECT = {"field": "face_facts", "text": NAME}


@pytest.fixture
def elsewhere():
    """An official of another city's body."""
    return factories.official(factories.department("320500"), name=NAME)


def marked(answer):
    return NAME in "".join(
        part.partition("</mark>")[0] for part in answer.content.decode().split("<mark")[1:]
    )


def test_a_name_of_another_units_official_keeps_a_text_from_the_public():
    act = factories.publication("signed", facts=FACTS)
    factories.official(factories.department("320500"), name=NAME)
    with pytest.raises(Incomplete, match="请其核处后重新签署") as refusal:
        services.publish(act, by=factories.posting(Role.DIRECTOR))
    assert refusal.value.fields == {}
    with pytest.raises(Incomplete, match="还有个人信息"):
        act.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    services.keep_suspect(act, by=factories.posting(Role.SECRECY), **SUSPECT, reason="已公开任命")
    act.sign_sheet(by=factories.posting(Role.SECRECY), answers=factories.CLEAN_SHEET)
    assert services.publish(act, by=factories.posting(Role.DIRECTOR)).status == "public"


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("role", sorted(READERS | OTHERS))
def test_the_page_of_a_publication_marks_it_to_those_who_review_there(role):
    act = factories.publication("pending", facts=FACTS)
    client, _ = sit(role, None if role == Role.AUDITOR else factories.PROVINCE)
    answer = client.get(reverse("records:publication", args=[act.pk]))
    assert NAME in answer.content.decode()
    assert marked(answer) is (role in READERS)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("status", ["draft", "pending_review", "confirmed"])
@pytest.mark.parametrize("role", sorted(READERS | OTHERS))
def test_the_page_of_the_record_itself_never_marks_it(role, status):
    made = factories.record(status, facts=FACTS)
    client, _ = sit(role, None if role == Role.AUDITOR else factories.PROVINCE)
    for address in (fact_address(made), f"{fact_address(made)}print/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not marked(answer)


def test_the_text_to_start_from_is_the_same_with_and_without_the_roster():
    made = factories.record("pending_review", facts=FACTS)
    before = services.first_face(made)
    factories.official(factories.department("320500"), name=NAME)
    assert services.first_face(made) == before
    assert NAME in before["facts"]


# What the officer can reach


def post(client, act, name, **given):
    kind = "corrections" if isinstance(act, Correction) else "publications"
    act.refresh_from_db()
    return client.post(f"/{kind}/{act.pk}/{name}/", {"page_token": token_of(act), **given}, follow=True)


FACE = {"title": "拖欠货款", "facts": FACTS, "document_title": ""}


def a_confirmed_record():
    return factories.record("confirmed", facts=FACTS)


def a_correction():
    return proposed(factories.publication().fact.of_kind)


def walk_publication(client, made):
    """Every page and act of the public text, as its officer goes through them."""
    new = reverse("records:propose", args=["record", made.pk])
    yield client.get(new)
    yield client.post(new, {"page_token": token_of(made), **FACE, "facts": ""})
    yield client.post(new, {"page_token": token_of(made), **FACE}, follow=True)
    act = Publication.objects.get(fact=made.pk)
    yield client.get(f"/publications/{act.pk}/")
    yield post(client, act, "text", **FACE)
    yield post(client, act, "text", **{**FACE, "title": ""})
    yield post(client, act, "suspect", **SUSPECT, what="keep", reason="已公开")
    yield post(client, act, "suspect", **SUSPECT, what="remove")
    act.refresh_from_db()
    yield act.face_facts


def walk_correction(client, case):
    yield client.get(f"/corrections/{case.pk}/")
    yield post(client, case, "text", **FACE)
    yield post(client, case, "text", **{**FACE, "title": ""})
    yield client.get(f"/corrections/{case.pk}/")
    yield post(client, case, "suspect", **SUSPECT, what="keep", reason="已公开")
    yield post(client, case, "suspect", **SUSPECT, what="remove")
    case.refresh_from_db()
    yield case.face_facts


def said(answer):
    """What an answer says, without the numbers by which two cases differ."""
    if isinstance(answer, str):
        return answer
    bare = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+", "#", text(answer))
    return answer.status_code, re.sub(r"演示人员#|模拟第#局（演示）", "", bare)


@pytest.mark.parametrize(
    ("walk", "begun"), [(walk_publication, a_confirmed_record), (walk_correction, a_correction)]
)
def test_an_officer_gets_the_same_answers_for_a_name_on_the_roster_and_for_any_other(walk, begun):
    heard = []
    for is_known in (False, True):
        if is_known:
            factories.official(factories.department("320500"), name=NAME)
        client, begins_with = sit(Role.OFFICER)[0], begun()
        with CaptureQueriesContext(connection) as asked:
            heard.append([said(answer) for answer in walk(client, begins_with)])
        assert not [query for query in asked.captured_queries if "SELECT principal FROM" in query["sql"]]
    for unknown, known in zip(*heard, strict=True):
        assert unknown == known
    assert [answer[0] for answer in heard[0][-4:-1]] == [200 if walk is walk_correction else 422, 422, 200]
    assert heard[0][-1] == FACTS.replace(NAME, "×××")


# What the secrecy reviewer does with it


def reviewed(**fields):
    """A proposal at 公开审查, and who reviews it."""
    act = factories.publication("pending", facts=FACTS, **fields)
    client, held = sit(Role.SECRECY)
    return act, client, held


ANSWERS = {**factories.CLEAN_SHEET, "opinion": ""}


@pytest.mark.usefixtures("elsewhere")
def test_a_sheet_is_not_signed_clean_over_a_name_that_nobody_decided_on():
    act, client, _ = reviewed()
    answer = post(client, act, "sheet", **ANSWERS)
    assert answer.status_code == 422
    assert "公示文本里还有个人信息" in text(answer)
    act.refresh_from_db()
    assert act.sheet_version is None


@pytest.mark.usefixtures("elsewhere")
def test_the_reviewer_keeps_it_with_a_reason_on_the_trail_and_signs():
    act, client, held = reviewed()
    assert post(client, act, "suspect", **SUSPECT, what="keep", reason=" ").status_code == 422
    assert "已保留" in text(post(client, act, "suspect", **SUSPECT, what="keep", reason="已公开任命"))
    row = Transition.objects.filter(object_id=act.pk).latest("seq")
    assert (row.act, row.reason, row.actor) == ("weigh", "保留：已公开任命", held.user_id)
    assert "审查表已签署，等负责人公示" in text(post(client, act, "sheet", **ANSWERS))
    act.refresh_from_db()
    assert held.user_id not in act.hands
    assert act.face_facts == FACTS


@pytest.mark.usefixtures("elsewhere")
def test_the_reviewer_sends_it_back_with_the_place_marked_and_the_officer_takes_it_out():
    act, client, held = reviewed()
    assert post(client, act, "suspect", **SUSPECT, what="remove", reason="").status_code == 422
    assert "已要求删除" in text(post(client, act, "suspect", **SUSPECT, what="remove", reason="与本案无关"))
    row = Transition.objects.filter(object_id=act.pk).latest("seq")
    assert (row.act, row.reason, row.actor) == ("weigh", "要求删除：与本案无关", held.user_id)
    assert post(client, act, "sheet", **ANSWERS).status_code == 422
    page = client.get(f"/publications/{act.pk}/").content.decode()
    assert f"公示事实里的“{NAME[:1]}**”须删除：与本案无关" in page
    post(client, act, "sheet", **ANSWERS | {"privacy": "有", "opinion": "请删除"})
    officer, _ = sit(Role.OFFICER)
    assert act in Publication.objects.to_mend()
    assert "要求删除 “时模拟”：与本案无关" in text(officer.get(f"/publications/{act.pk}/"))
    refused = post(officer, act, "suspect", **SUSPECT, what="keep", reason="我看可以")
    assert (refused.status_code, "要求删除这一处" in text(refused)) == (403, True)
    post(officer, act, "suspect", **SUSPECT, what="remove")
    act.refresh_from_db()
    assert (act.face_facts, act.clearances) == (FACTS.replace(NAME, "×××"), [])
    assert act in Publication.objects.to_sign()
    assert "等负责人公示" in text(post(client, act, "sheet", **ANSWERS))


def test_a_decision_after_the_signing_has_the_sheet_signed_again():
    act = factories.publication("signed", facts=FACTS)
    factories.official(factories.department("320500"), name=NAME)
    services.keep_suspect(act, by=factories.posting(Role.SECRECY), **SUSPECT, reason="已公开任命")
    assert act in Publication.objects.to_sign()


@pytest.mark.usefixtures("elsewhere")
def test_nobody_reviews_the_own_text_and_no_officer_speaks_as_the_reviewer():
    act, _, _ = reviewed()
    own = factories.posting(Role.SECRECY, user=act.proposed_by)
    for decide in (services.keep_suspect, services.strike_suspect):
        with pytest.raises(Exception, match="也不能核处"):
            decide(act, by=own, **SUSPECT, reason="自己看过")
    with pytest.raises(Exception, match="由保密审查员要求删除"):
        services.strike_suspect(act, by=factories.posting(Role.OFFICER), **SUSPECT, reason="删")


@pytest.mark.usefixtures("elsewhere")
def test_the_reviewer_sees_what_the_officer_kept_and_may_have_it_taken_out():
    act = factories.publication("pending", facts="责任人张建民签字后未付款")
    kept = {"field": "face_facts", "text": "张建民"}
    services.keep_suspect(act, by=factories.posting(Role.OFFICER), **kept, reason="法定代表人")
    client, _ = sit(Role.SECRECY)
    assert "已核处保留 “张建民”：法定代表人" in text(client.get(f"/publications/{act.pk}/"))
    assert "已要求删除" in text(post(client, act, "suspect", **kept, what="remove", reason="并未公开"))
    act.refresh_from_db()
    assert [(one["what"], one["reason"]) for one in act.clearances] == [("strike", "并未公开")]


def test_nothing_is_kept_beforehand_that_is_no_suspect():
    act = factories.publication("pending", facts=FACTS)
    for role in (Role.OFFICER, Role.SECRECY):
        with pytest.raises(Incomplete, match="没有这处内容"):
            services.keep_suspect(act, by=factories.posting(role), **SUSPECT, reason="先行说明")


@pytest.mark.usefixtures("elsewhere")
def test_a_correction_is_reviewed_alike_and_comes_back_to_the_officers_queue():
    case = proposed(factories.publication().fact.of_kind)
    services.prepare_face(case, by=factories.posting(Role.OFFICER), title="标题", facts=FACTS)
    client, held = sit(Role.SECRECY)
    assert marked(client.get(f"/corrections/{case.pk}/"))
    assert post(client, case, "sheet", **ANSWERS).status_code == 422
    post(client, case, "suspect", **SUSPECT, what="remove", reason="与本案无关")
    post(client, case, "sheet", **ANSWERS | {"privacy": "有", "opinion": "请删除"})
    assert case in Correction.objects.to_face()
    post(sit(Role.OFFICER)[0], case, "suspect", **SUSPECT, what="remove")
    case.refresh_from_db()
    assert case not in Correction.objects.to_face()
    assert "审查表已签署" in text(post(client, case, "sheet", **ANSWERS))


def test_who_signed_the_sheet_does_not_publish():
    act = factories.publication("signed")
    with pytest.raises(Exception, match="另一位负责人"):
        services.publish(
            act, by=factories.posting(Role.DIRECTOR, user=act.sheet_signed_by), today=timezone.localdate()
        )


def under_review(model):
    """A text that the secrecy reviewer may weigh, of a publication or of a correction, and its facts as written."""
    if model is Publication:
        return factories.publication("pending", facts=FACTS), {}
    act = factories.publication("public", facts="验收后长期未支付货款")
    case = proposed(act.fact.of_kind, facts=FACTS)
    officer = factories.posting(Role.OFFICER)
    services.prepare_face(case, by=officer, title="拖欠货款", facts=FACTS)
    return case, {"title": "拖欠货款", "facts": FACTS}


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("model", [Publication, Correction])
def test_saving_the_text_unchanged_does_not_lift_what_the_reviewer_wants_out(model):
    case, written = under_review(model)
    services.strike_suspect(case, by=factories.posting(Role.SECRECY), **SUSPECT, reason="未公开任命")
    officer = factories.posting(Role.OFFICER)
    if model is Publication:
        services.revise_face(case, by=officer, face_title="改过的标题")
    else:
        services.prepare_face(case, by=officer, **written)
    case.refresh_from_db()
    assert case.is_struck("face_facts", NAME)
    with pytest.raises(NotAllowed, match="要求删除"):
        services.keep_suspect(case, by=officer, **SUSPECT, reason="可以公开")


@pytest.mark.usefixtures("elsewhere")
def test_what_the_reviewer_wants_out_is_named_masked_where_many_read_it():
    act = factories.publication("pending", facts=FACTS)
    client, posting = sit(Role.SECRECY)
    services.strike_suspect(act, by=posting, **SUSPECT, reason="未公开任命")
    said = client.get(f"/publications/{act.pk}/").context["said_before"]
    assert "时**" in said
    assert NAME not in said


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.DIRECTOR])
def test_what_was_decided_on_a_name_is_not_shown_to_who_does_not_weigh_it(role):
    act = factories.publication("pending", facts=FACTS)
    services.keep_suspect(act, by=factories.posting(Role.SECRECY), **SUSPECT, reason="已公开任命")
    client, _ = sit(role)
    assert "已核处保留" not in text(client.get(f"/publications/{act.pk}/"))


def test_taking_out_a_name_takes_out_its_twin_without_a_shape():
    facts = "局长张晓明签批，其后张晓明"
    act = factories.publication("pending", facts=facts)
    services.revise_face(act, by=factories.posting(Role.OFFICER), face_facts=facts)
    services.remove_suspect(act, by=factories.posting(Role.OFFICER), field="face_facts", text="张晓明")
    act.refresh_from_db()
    assert "张晓明" not in act.face_facts
