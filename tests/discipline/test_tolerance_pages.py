"""The pages of tolerance: the door on the record's page, the case walked by its acts, the list, and an official's."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from common.roles import Role
from discipline.tolerance.acts import ACTS
from discipline.tolerance.models import Tolerance
from discipline.tolerance.services import deciding, finding
from letters import services as letters
from letters.models import Letter
from tests import factories
from tests.discipline import tolerating
from tests.discipline.tolerating import tolerance
from tests.office import acts_of, client_of, text, token_of

pytestmark = pytest.mark.django_db
TODAY = str(tolerating.today())
ASKED = {"ground": "01", "account": "试点先行先试，已经补救", "performance": "none"}


def do(client: Any, case: Tolerance, act: str, **given: str) -> Any:
    case = Tolerance.objects.get(pk=case.pk)
    return client.post(f"/tolerances/{case.pk}/{act}/", {"page_token": token_of(case), **given})


def done(client: Any, case: Tolerance, act: str, **given: str) -> None:
    answer = do(client, case, act, **given)
    assert answer.status_code == 302, text(answer)


def answered(**changed: str) -> dict[str, str]:
    """What is typed into the form of the lists."""
    given = {}
    for (listing, key), (answer, remark) in tolerating.answers(**changed).items():
        given |= {f"{listing}-{key}": answer, f"{listing}-{key}-remark": remark}
    return given


def decided(**changed: str) -> dict[str, str]:
    """What is typed into the form of the decision."""
    return {
        "outcome": "exempt",
        "liable": "department",
        "scope": "试点事项",
        "meeting": "模拟常委会第 3 次会议",
        "met_on": TODAY,
        "document_number": "苏纪容〔2026〕8号",
        "decided_on": TODAY,
        "clears_name": "yes",
        "correction": "补办手续",
        "correction_due": TODAY,
        "reason": "符合先行先试",
        **changed,
    }


def test_a_department_asks_on_its_records_page_and_the_case_is_walked_by_its_pages():
    act = factories.publication()
    record = act.fact.of_kind
    side, officer, director, other = (
        factories.posting(Role.REPRESENTATIVE, None, unit=record.department),
        factories.posting(Role.OFFICER),
        factories.posting(Role.DIRECTOR),
        factories.posting(Role.DIRECTOR),
    )
    letters.open_series(
        letters.issuer_of(other), kind="告知书", mark="模容告", year=tolerating.today().year, by=other
    )
    own, office, head, second = (client_of(one) for one in (side, officer, director, other))
    door = reverse("discipline:begin_tolerance", args=[record.pk])
    assert door in own.get(f"/records/{record.record_no}/?tab=tolerances").content.decode()
    assert "纪检监察机关、组织部门调查核实" in text(own.get(door))
    answer = own.post(door, ASKED)
    assert answer.status_code == 302, text(answer)
    case = Tolerance.objects.get()
    shown = text(own.get(answer["Location"]))
    for said in ("待受理", "下一步：信用办经办", "先行先试", "容错申请不暂停公示", "容错受理截止"):
        assert said in shown
    assert door not in own.get(f"/records/{record.record_no}/?tab=tolerances").content.decode()
    done(office, case, "accept")
    done(head, case, "choose_body", body="supervision", body_name=tolerating.BODY, reason="干部管理权限")
    done(office, case, "answer", **answered(look_06="open"))
    done(office, case, "report", document="核查报告1号", on=TODAY, reason="无意过失")
    done(office, case, "consult", body="模拟司法局（演示）", opinion="同意", given_on=TODAY)
    done(office, case, "submit")
    assert "挽回损失（查不清）" in text(second.get(f"/tolerances/{case.pk}/")), "what must be spoken to"
    done(second, case, "grant", **decided())
    letter = Letter.objects.of(case).get()
    done(
        office,
        case,
        "serve",
        letter=str(letter.pk),
        manner="direct",
        recipient="单位",
        on=TODAY,
        proof="回执",
    )
    done(head, case, "exclude", reason="经认定免责")
    page = text(own.get(f"/tolerances/{case.pk}/"))
    for said in (
        "予以容错·不纳入",
        "苏纪容〔2026〕8号",
        "模拟常委会第 3 次会议",
        "补办手续",
        "模拟司法局",
        "查不清",
    ):
        assert said in page
    act.refresh_from_db()
    assert (act.status, act.end_ground) == ("ended", "tolerated")
    assert acts_of(case)[-1] == "exclude"


def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost():
    record = factories.record("confirmed")
    client = client_of(factories.posting(Role.OFFICER))
    door = reverse("discipline:begin_tolerance", args=[record.pk])
    answer = client.post(door, {"account": "试点先行", "performance": "open", "ground": "01"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"origin", "applied_on"}
    given = {**ASKED, "origin": "paper", "applied_on": TODAY, "performance": "open"}
    answer = client.post(door, given)
    assert set(answer.context["form"].errors) == {"performance"}
    assert "先履行或者清偿" in text(answer)
    assert "已经补救" in text(answer)
    assert not Tolerance.objects.exists()


def test_the_lists_are_asked_item_by_item_and_start_from_what_was_answered():
    case = tolerance("investigating")
    client = client_of(factories.posting(Role.OFFICER))
    short = answered()
    del short["tolerance_bar-04"]
    answer = do(client, case, "answer", **short)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"tolerance_bar-04"}
    assert "待核实" in text(answer)
    finding.answer(case, by=tolerating.finder(case), answers=tolerating.answers(look_02="against"))
    form = ACTS["answer"].form.about(case)
    assert form["tolerance_look-02"].value() == "against"
    assert form["tolerance_look-02-remark"].value() == "查明属实，见证据"


@pytest.mark.parametrize(
    ("act", "changed", "wrong"),
    [
        ("grant", {"outcome": ""}, {"outcome"}),
        ("grant", {"outcome": "refused"}, {"outcome"}),
        ("grant", {"correction_due": ""}, {"correction_due"}),
        ("grant", {"met_on": "2026-01-01"}, {"met_on"}),
        ("refuse", {"meeting": "", "reason": ""}, {"meeting", "reason"}),
    ],
)
def test_a_decision_that_is_not_whole_is_answered_at_its_field(act, changed, wrong):
    case = tolerance("deciding")
    answer = do(client_of(tolerating.decider(case)), case, act, **decided(**changed))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == wrong
    assert acts_of(case)[-1] == "submit"


def test_a_page_that_saw_an_older_state_decides_nothing():
    case = tolerance("tolerated")
    client = client_of(factories.posting(Role.DIRECTOR))
    old = token_of(case)
    deciding.include(case, by=factories.posting(Role.DIRECTOR), reason="照常")
    answer = client.post(f"/tolerances/{case.pk}/exclude/", {"page_token": old, "reason": "免责"})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.status == "included"


def test_the_body_that_decides_works_on_the_case_without_the_records_page():
    finder = factories.posting(Role.FINDING_BODY, None)
    case = tolerance("investigating", unit=finder.unit)
    client = client_of(finder)
    page = client.get(f"/tolerances/{case.pk}/")
    assert f"/tolerances/{case.pk}/answer/" in page.content.decode()
    assert "/records/" not in page.content.decode().partition("<main")[2].partition("</main")[0]
    assert case.fact.of_kind.facts in text(page)
    assert case.number in text(client.get("/work/"))
    assert client.get(f"/tolerances/{tolerance('investigating').pk}/").status_code == 404


def test_the_list_shows_departments_cases_and_no_officials():
    case = tolerance()
    official = factories.official()
    hidden = tolerance(record=factories.record("confirmed", official=official, disclosure="internal"))
    keeper = client_of(tolerating.officer(hidden.fact.of_kind))
    listed = text(keeper.get("/tolerances/"))
    assert case.number in listed
    assert hidden.number not in listed
    assert f"/tolerances/{hidden.pk}/" not in keeper.get(f"/tolerances/?q={hidden.number}").content.decode()
    export = keeper.get("/lists/tolerances/export/csv/")
    assert export.status_code == 200
    exported = b"".join(export).decode()
    assert case.number in exported
    assert hidden.number not in exported
    page = text(keeper.get(f"/tolerances/{hidden.pk}/"))
    assert "公务员（按干部管理权限）" in page
    assert official.name not in page
