"""Every face of the invented procedure works through the office's pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from common.cases.case_type import FACES, UNANSWERED, case_types
from common.cases.checks import check_case_types
from common.cases.open_cases import case_kinds
from common.errors import NotAllowed
from common.models import Deadline, Transition
from common.notice_kinds import groups
from common.open_matters import open_matters
from common.roles import Role
from common.version_words import code_words
from letters.models import Letter
from postings.services.handovers import accept_handover, list_handover
from records import services
from records.facts.models.facts import fact_kinds
from records.models import Hold, Publication
from tests import factories
from tests.common.conftest import PDF, sent
from tests.invented import makers
from tests.invented import services as urging_services
from tests.office import acts_of, client_of, text, token_of

pytestmark = pytest.mark.django_db
LABEL = "invented.urging"


@pytest.fixture
def officer():
    return factories.posting(Role.OFFICER)


def urged(officer, fact=None, demand="请说明付款进度", publication=None):
    made = fact or factories.record("confirmed")
    return makers.demand(made, by=officer, words=demand, publication=publication)


def representative(case):
    return factories.posting(Role.REPRESENTATIVE, None, unit=case.fact.department)


def do(client, case, act, **given):
    """Do one act from the page of the case, as its form does."""
    answer = client.post(f"/urgings/{case.pk}/{act}/", {"page_token": token_of(case), **given})
    assert answer.status_code == 302, text(answer)
    case.refresh_from_db()


def test_place_queue_and_what_was_sent_stand_on_the_desk(officer):
    case = urged(officer)
    theirs = text(client_of(representative(case)).get("/"))
    assert "模拟督办" in theirs
    assert "督办待答复" in theirs
    assert case.demand in theirs
    assert f"督办 {case.demand} 督办中 部门代表" in text(client_of(officer).get("/work/sent/"))


def test_the_list_shows_filters_and_exports_it(officer):
    case = urged(officer)
    client = client_of(officer)
    assert case.demand in text(client.get("/urgings/?status=pending"))
    assert case.demand not in text(client.get("/urgings/?status=closed"))


def test_it_is_found_from_any_page(officer):
    case = urged(officer, demand="请说明拖欠原因")
    assert f"/urgings/{case.pk}/" in client_of(officer).get("/find/?q=拖欠原因").content.decode()


def test_it_is_answered_and_closed_from_its_page(officer):
    case = urged(officer)
    theirs = client_of(representative(case))
    assert "答复" in text(theirs.get(f"/urgings/{case.pk}/"))
    do(theirs, case, "answer", reason="月底前付清")
    ours = client_of(officer)
    assert "月底前付清" in text(ours.get(f"/urgings/{case.pk}/"))
    do(ours, case, "close")
    assert acts_of(case) == ["enter", "answer", "close"]


def test_its_letter_takes_a_number_and_its_service_with_proof_starts_the_clock(officer):
    makers.register()
    case, ours = urged(officer), client_of(officer)
    do(ours, case, "write")
    letter = Letter.objects.of(case).get()
    assert letter.document_number == f"模督函〔{makers.today().year}〕1号"
    assert (letter.template.key, letter.template.version) == ("urging", 1)
    assert case.demand in letter.body
    on = makers.today()
    do(ours, case, "serve", on=on.isoformat(), proof="送达回证第1号")
    deadline = Deadline.objects.get(object_id=case.pk)
    assert (deadline.starts_on, deadline.due_on) == (on, case.due_on)
    page = text(ours.get(f"/urgings/{case.pk}/"))
    for words in (letter.document_number, "已送达", f"直接送达 {on} 送达回证第1号", "督办答复截止"):
        assert words in page
    explained = text(ours.get(f"/deadlines/{deadline.pk}/"))
    assert "督办答复截止" in explained
    assert "督办函送达" in explained
    do(client_of(representative(case)), case, "answer", reason="月底前付清")
    deadline.refresh_from_db()
    assert deadline.met_on == on


def test_a_letter_that_nobody_proves_is_not_served(officer):
    makers.register()
    case, ours = urged(officer), client_of(officer)
    do(ours, case, "write")
    given = {"page_token": token_of(case), "on": makers.today().isoformat(), "proof": ""}
    assert ours.post(f"/urgings/{case.pk}/serve/", given).status_code == 422
    assert not Deadline.objects.filter(object_id=case.pk).exists()
    assert acts_of(case) == ["enter", "write"]


@pytest.fixture(params=["record", "promise"])
def held(request, officer):
    """A demand that has taken the publication of a fact off the pages."""
    made = None if request.param == "record" else makers.promise("confirmed")
    act = factories.publication(made=made)
    case = urged(officer, act.fact, publication=act)
    do(client_of(officer), case, "hold", reason="核实期间暂停")
    return case


def stands(act, as_public):
    with as_public() as cursor:
        cursor.execute("SELECT count(*) FROM open.record WHERE public_id = %s", [act.public_id])
        return cursor.fetchone()[0]


def test_its_hold_is_begun_by_its_act_and_takes_the_page_down(held, officer, as_public):
    act = held.publication
    hold = act.holds.get()
    assert (hold.begun_by, hold.cause_object) == ("invented.urging.hold", held.pk)
    causing = Transition.objects.get(object_id=held.pk, act="hold")
    assert Transition.objects.get(object_id=hold.pk, act="enter").cause == causing.pk
    act.refresh_from_db()
    assert act.shown_status == "suspended"
    assert stands(act, as_public) == 0
    do(client_of(officer), held, "release", reason="已核实")
    hold.refresh_from_db()
    act.refresh_from_db()
    assert (hold.status, act.shown_status) == ("ended", "public")
    assert stands(act, as_public) == (act.kind == "record")


def test_its_hold_is_ended_by_that_cause_alone(held, officer):
    director = factories.posting(Role.DIRECTOR)
    services.suspend(held.publication, by=director, reason="另行核查")
    services.resume(held.publication, by=director, reason="核查无误")
    hold = urging_services.hold_of(held)
    assert held.publication.shown_status == "suspended"
    with pytest.raises(NotAllowed, match="随引起它的办理"):
        hold.move("end", by=director, reason="x")
    do(client_of(representative(held)), held, "answer", reason="已付清")
    do(client_of(officer), held, "close")
    hold.refresh_from_db()
    closing = Transition.objects.get(object_id=held.pk, act="close")
    assert Transition.objects.get(object_id=hold.pk, act="end").cause == closing.pk
    assert Publication.objects.get(pk=held.publication_id).shown_status == "public"


CORRECTED = {"record": {"remark": "补记"}, "promise": {"received_by": "模拟住房局（演示）"}}


def test_its_hold_passes_to_the_publication_that_takes_the_place(held, officer):
    makers.corrected(held.publication, CORRECTED[held.publication.kind])
    successor = Publication.objects.get(predecessor=held.publication)
    held.refresh_from_db()
    assert held.status == "pending"
    assert Hold.objects.open().get(publication=successor).cause_object == held.pk
    assert successor.shown_status == "suspended"
    do(client_of(officer), held, "release", reason="已核实")
    assert Publication.objects.get(pk=successor.pk).shown_status == "public"


def test_evidence_and_talk_lie_beside_it(officer):
    case = urged(officer)
    client = client_of(officer)
    for tab, word in (("evidence", "证据"), ("talk", "沟通"), ("history", "答复期限")):
        answer = client.get(f"/urgings/{case.pk}/?tab={tab}")
        assert answer.status_code == 200, tab
        assert word in text(answer)
    beside = f"/cases/invented.urging/{case.pk}"
    laid = client.post(f"{beside}/evidence/", {"file": sent("凭证.pdf", PDF), "title": "付款凭证"})
    assert laid["Location"] == f"/urgings/{case.pk}/?tab=evidence"
    assert "付款凭证" in text(client.get(laid["Location"]))
    client.post(f"{beside}/talk/", {"text": "请一并附上合同"})
    assert "请一并附上合同" in text(client.get(f"/urgings/{case.pk}/?tab=talk"))


def test_an_open_one_is_handed_over_and_counts_in_a_merger(officer):
    case = urged(officer)
    assert [row.pk for row in case_kinds["urging"].rows(officer)] == [case.pk]
    other = factories.posting(Role.OFFICER)
    listed = list_handover(officer, other, by=officer)
    accept_handover(listed, by=other)
    assert [row.pk for row in case_kinds["urging"].rows(other)] == [case.pk]
    assert list(open_matters.entries["urgings"].rows([case.fact.department])) == [case]


def test_its_notices_titles_and_messages_have_words():
    assert "urgings" in {group.key for group in groups()}
    assert code_words.titles[LABEL] == ("demand",)
    assert code_words.subjects["urging"] == LABEL


@pytest.mark.parametrize("label", [LABEL, "invented.promise"])
@pytest.mark.parametrize("face", FACES)
def test_a_face_taken_away_is_named(monkeypatch, label, face):
    assert list(check_case_types()) == []
    monkeypatch.setitem(case_types, label, replace(case_types[label], **{face: UNANSWERED}))
    left_out = []
    if (label, face) == (LABEL, "parents"):
        kinds = [f"'fact', a {kind._meta.label_lower}" for kind in fact_kinds.values()]
        left_out = [*kinds, "'publication', a records.publication"]
    assert [error.msg for error in check_case_types()] == [
        f"{label}: face '{face}' is neither given nor declined",
        *(f"{label}: face 'parents' leaves out {what}" for what in left_out),
    ]
