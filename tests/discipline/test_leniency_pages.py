"""The pages of leniency: the door on the measure's page, the case walked by its acts, the list, and the body's own."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.models import Evidence
from common.roles import Role
from discipline.leniency.acts import ACTS
from discipline.leniency.models import Leniency
from discipline.leniency.services import deciding
from discipline.measures.models import Measure
from letters import services as letters
from letters.models import Letter
from tests import factories
from tests.discipline import lenient, measuring
from tests.discipline.lenient import leniency
from tests.discipline.measuring import days_ago, measure
from tests.office import acts_of, client_of, text, token_of

pytestmark = pytest.mark.django_db
TODAY = str(days_ago(0))
SAID = {
    "ground": "recovered",
    "loss": "10",
    "recovered": "10",
    "harm": "removed",
    "acted_on": str(days_ago(10)),
    "proof": "银行回单第 7 号",
    "proof_on": str(days_ago(9)),
}
DECIDED = {"document_number": "模拟从轻〔2026〕8号", "decided_on": TODAY, "reason": "主动付清"}


def do(client: Any, case: Leniency, act: str, **given: str) -> Any:
    case = Leniency.objects.get(pk=case.pk)
    return client.post(f"/leniencies/{case.pk}/{act}/", {"page_token": token_of(case), **given})


def done(client: Any, case: Leniency, act: str, **given: str) -> None:
    answer = do(client, case, act, **given)
    assert answer.status_code == 302, text(answer)


def asked(*about: Measure, **changed: str) -> dict[str, Any]:
    """What is typed into the form of a request."""
    file = SimpleUploadedFile("付款凭证.pdf", lenient.PDF + b"% paid")
    return {"measures": [str(one.pk) for one in about], "account": "已付清", "file": file, **SAID, **changed}


def test_a_department_asks_on_the_page_of_its_measure_and_the_case_is_walked_by_its_pages():
    about = measure("running")
    beside = measure("hearing", key="financing", record=about.fact.of_kind)
    side, officer, director = (
        measuring.representative(about),
        factories.posting(Role.OFFICER),
        factories.posting(Role.DIRECTOR),
    )
    letters.open_series(
        letters.issuer_of(director), kind="告知书", mark="模从告", year=days_ago(0).year, by=director
    )
    own, office, head = (client_of(one) for one in (side, officer, director))
    door = reverse("discipline:begin_leniency", args=[about.pk])
    tab = f"/measures/{about.pk}/?tab=leniencies"
    assert tab in own.get(f"/records/{about.fact.number}/?tab=measures").content.decode()
    assert door in own.get(tab).content.decode()
    form = text(own.get(door))
    assert "只改变措施；记录、公示和整改不变" in form
    assert beside.label in form, "the other measures of the record are offered, too"
    answer = own.post(door, asked(about, beside))
    assert answer.status_code == 302, text(answer)
    assert Leniency.objects.count() == 2
    case = Leniency.objects.get(measure=about)
    for one in Leniency.objects.all():
        proof = Evidence.objects.of(one).get()
        assert (proof.title, proof.file_name, proof.uploaded_by) == (
            SAID["proof"],
            "付款凭证.pdf",
            side.user_id,
        )
    shown = text(own.get(f"/leniencies/{case.pk}/"))
    for said in (
        "待受理",
        "按申请所述，还没有核实",
        "建议免于惩戒",
        "挽回 100,000.00 元（100",
        "待核实",
        "受理截止",
    ):
        assert said in shown
    assert door not in own.get(tab).content.decode()
    assert case.number in own.get(tab).content.decode()
    done(office, case, "accept")
    laid = {"file": SimpleUploadedFile("回单.pdf", lenient.PDF), "title": "银行回单"}
    assert own.post(f"/cases/discipline.leniency/{case.pk}/evidence/", laid).status_code == 302
    done(office, case, "examine", **SAID, reason="与银行流水一致")
    page = text(head.get(f"/leniencies/{case.pk}/"))
    for said in ("已核实", "建议免于惩戒", "挽回 50% 起可以从轻，100% 起可以免于惩戒（待核实）（第 1 版）"):
        assert said in page
    assert "已付清" in text(head.get(f"/leniencies/{case.pk}/spare/")), "what the department says is quoted"
    done(head, case, "spare", **DECIDED)
    letter = Letter.objects.of(case).get()
    served = {"letter": str(letter.pk), "manner": "direct", "recipient": "单位", "on": TODAY, "proof": "回执"}
    done(office, case, "serve", **served)
    page = text(own.get(f"/leniencies/{case.pk}/"))
    for said in ("免于惩戒", "模拟从轻〔2026〕8号", f"已于 {TODAY} 送达", letter.document_number):
        assert said in page
    assert acts_of(case)[-1] == "serve"
    assert "免于惩戒" in text(own.get(f"/measures/{about.pk}/"))


def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost():
    about = measure("running")
    client = client_of(factories.posting(Role.OFFICER))
    door = reverse("discipline:begin_leniency", args=[about.pk])
    answer = client.post(door, {"account": "已付清余款", "loss": "十万"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {
        *(
            "origin",
            "applied_on",
            "measures",
            "ground",
            "loss",
            "harm",
            "acted_on",
            "proof",
            "proof_on",
            "file",
        )
    }
    late = asked(about, origin="paper", applied_on=TODAY, acted_on=str(days_ago(-1)), account="已付清余款")
    answer = client.post(door, late)
    assert set(answer.context["form"].errors) == {"acted_on"}
    wrong = asked(about, origin="paper", applied_on=TODAY, loss="", recovered="3", account="已付清余款")
    answer = client.post(door, wrong)
    assert set(answer.context["form"].errors) == {"loss", "recovered"}
    assert "已付清余款" in text(answer)
    unread = asked(about, origin="paper", applied_on=TODAY, file=SimpleUploadedFile("凭证.pdf", b"no pdf"))
    answer = client.post(door, unread)
    assert set(answer.context["form"].errors) == {"file"}
    assert not Leniency.objects.exists()
    assert 'enctype="multipart/form-data"' in client.get(door).content.decode()


@pytest.mark.parametrize(
    ("act", "given", "wrong"),
    [
        ("spare", {"document_number": ""}, {"document_number"}),
        ("lighten", {"departure": ""}, {"departure", "until"}),
        ("lighten", {"departure": "影响面大", "until": str(days_ago(-90))}, {"until"}),
        ("refuse", {"departure": "情节恶劣", "ground": ""}, {"ground"}),
        ("refuse", {"ground": "kept", "decided_on": str(days_ago(90))}, {"decided_on", "departure"}),
    ],
)
def test_a_decision_that_is_not_whole_is_answered_at_its_field(act, given, wrong):
    case = leniency("deciding")
    answer = do(client_of(lenient.decider(case)), case, act, **{**DECIDED, **given})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == wrong
    assert acts_of(case)[-1] == "examine"


@pytest.mark.parametrize(
    ("act", "given", "status"),
    [
        ("lighten", {"narrowed_to": "只限省级评选", "departure": "影响面大"}, "lightened"),
        ("refuse", {"ground": "kept", "departure": "情节恶劣"}, "refused"),
        ("return", {}, "examining"),
    ],
)
def test_each_other_decision_is_taken_on_its_page(act, given, status):
    case = leniency("deciding")
    client = client_of(lenient.decider(case))
    assert client.get(f"/leniencies/{case.pk}/{act}/").status_code == 200
    done(client, case, act, **{**DECIDED, **given})
    case.refresh_from_db()
    assert case.status == status
    assert client.get(f"/leniencies/{case.pk}/").status_code == 200


def test_the_examination_starts_from_what_was_said():
    case = leniency("examining")
    form = ACTS["examine"].form.about(case)
    assert form["proof"].value() == "银行回单第 7 号"
    assert form["loss"].value() == "10"
    assert "建议" in ACTS["refuse"].form.about(leniency("deciding")).fields["departure"].help_text


def test_a_page_that_saw_an_older_state_decides_nothing():
    case = leniency("deciding")
    client = client_of(lenient.decider(case))
    old = token_of(case)
    deciding.send_back(case, by=lenient.decider(case), reason="请核对")
    answer = client.post(f"/leniencies/{case.pk}/spare/", {"page_token": old, **DECIDED})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert (case.status, case.measure.status) == ("examining", "running")


def test_where_nothing_can_be_asked_for_the_door_says_why():
    case = leniency()
    client = client_of(lenient.representative(case))
    door = reverse("discipline:begin_leniency", args=[case.measure_id])
    assert client.get(door).status_code == 409
    over = measure("lifted")
    page = text(client_of(factories.posting(Role.OFFICER)).get(f"/measures/{over.pk}/?tab=leniencies"))
    assert "没有可以从轻或者免于的" in page
    stranger = client_of(factories.posting(Role.REPRESENTATIVE, None, unit=factories.department()))
    assert stranger.get(door).status_code == 404
    assert stranger.get(f"/leniencies/{case.pk}/").status_code == 404


def test_the_body_that_applies_the_measure_works_on_the_case_here():
    body = measuring.body_here()
    case = leniency(about=measure("running", decider=body))
    client = client_of(body)
    assert f"/leniencies/{case.pk}/accept/" in client.get(f"/leniencies/{case.pk}/").content.decode()
    assert case.number in text(client.get("/work/"))
    office = client_of(factories.posting(Role.OFFICER))
    page = office.get(f"/leniencies/{case.pk}/").content.decode()
    assert f"/leniencies/{case.pk}/accept/" not in page
    assert case.number not in text(office.get("/leniencies/?queue=leniencies_examine"))


def test_a_request_about_a_decided_ground_shows_the_former_case():
    former = leniency("refused")
    again = leniency(about=former.measure)
    page = text(client_of(lenient.examiner(again)).get(f"/leniencies/{again.pk}/"))
    assert former.number in page
    assert "须不予受理" in page


def test_the_list_is_asked_found_and_taken_away():
    case, other = leniency("deciding"), leniency()
    client = client_of(factories.posting(Role.OFFICER))
    for asked_for in (f"q={case.number}", f"q={case.measure.number}", "status=deciding", "proposal=spare"):
        listed = text(client.get(f"/leniencies/?{asked_for}"))
        assert case.number in listed
        assert other.number not in listed
    export = client.get("/lists/leniencies/export/csv/")
    assert export.status_code == 200
    exported = b"".join(export).decode()
    assert case.number in exported
    assert "建议免于惩戒" in exported
