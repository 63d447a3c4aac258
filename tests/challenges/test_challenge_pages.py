"""The pages of challenges: the door on the record's page, the form, the case, what is told before an annulment, the queues."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from challenges.models import Challenge
from common.roles import Role
from records.models import Correction
from tests import factories
from tests.challenges import challenging as makers
from tests.challenges.challenging import challenge, days_ago
from tests.office import client_of, sit, text, token_of

pytestmark = pytest.mark.django_db


def typed(fact: Any, **more: Any) -> dict[str, Any]:
    """What an officer types into the form."""
    return {
        "page_token": token_of(fact),
        "kind": "litigation",
        "organ": "模拟区人民法院（演示）",
        "accepted_on": f"{days_ago(3)}",
        "accepted_number": "（2026）苏0102行初7号",
        "file": makers.upload("受理通知书.pdf"),
        **more,
    }


def do(client: Any, case: Challenge, act: str, **given: Any) -> Any:
    return client.post(f"/challenges/{case.pk}/{act}/", {"page_token": token_of(case), **given})


def test_the_records_page_leads_to_the_form_and_tells_of_the_challenge_from_then_on() -> None:
    fact = factories.publication().fact.of_kind
    client, _ = sit(Role.OFFICER)
    door = reverse("challenges:new_challenge", args=[fact.pk])
    assert door in client.get(f"/records/{fact.record_no}/").content.decode()
    answer = client.post(door, typed(fact))
    case = Challenge.objects.get()
    assert answer["Location"] == f"/challenges/{case.pk}/"
    words = text(client.get(f"/records/{fact.record_no}/?tab=challenges"))
    assert words.count(case.state_words) == 2
    assert case.number in words
    assert "受理文书" in text(client.get(f"/challenges/{case.pk}/?tab=evidence"))
    assert case.state_words in text(client.get(f"/records/{fact.record_no}/print/"))


def test_what_is_wrong_with_the_form_is_said_and_nothing_typed_is_lost() -> None:
    fact = factories.publication().fact.of_kind
    client, _ = sit(Role.OFFICER)
    door = reverse("challenges:new_challenge", args=[fact.pk])
    answer = client.post(door, typed(fact, accepted_on=f"{days_ago(-2)}"))
    assert answer.status_code == 422
    assert "受理日期须在文书日期" in text(answer)
    assert "苏0102行初7号" in answer.content.decode()
    assert not Challenge.objects.exists()


def test_who_had_a_hand_in_the_record_is_told_at_the_door() -> None:
    act = factories.publication()
    fact, by = act.fact.of_kind, factories.posting(Role.OFFICER, user=act.proposed_by)
    answer = client_of(by).get(reverse("challenges:new_challenge", args=[fact.pk]))
    assert answer.status_code == 403
    assert "应当回避" in text(answer)


def test_the_decider_sees_which_records_and_cases_will_end_before_confirming() -> None:
    first, second = makers.pair()
    case = challenge("prepared:annulled", fact=first.fact.of_kind)
    client, _ = sit(Role.DIRECTOR)
    page = text(client.get(f"/challenges/{case.pk}/annul/"))
    for words in ("将要终止的", first.fact.number, second.fact.number, "公示中 2 条立即撤下"):
        assert words in page
    answer = do(client, case, "annul", reason="与判决书一致")
    assert answer.status_code == 302
    first.refresh_from_db()
    assert first.end_ground == "withdrawn"
    assert "文书已撤销" in text(client.get(f"/challenges/{case.pk}/"))


def test_a_stay_and_a_result_are_registered_by_documents_that_lie_beside_the_case() -> None:
    case = challenge()
    director, held = sit(Role.DIRECTOR)
    file = makers.paper(case, held)
    given = {"number": "模拟停〔2026〕1号", "dated_on": f"{days_ago(2)}", "reason": "停止执行"}
    assert do(director, case, "stay", **given).status_code == 422
    assert do(director, case, "stay", file=f"{file.pk}", **given).status_code == 302
    assert "因此暂停公示 1 条" in text(director.get(f"/challenges/{case.pk}/"))
    officer, held = sit(Role.OFFICER)
    result = {**given, "number": "模拟决〔2026〕1号", "outcome": "upheld", "reason": "维持"}
    assert do(officer, case, "prepare", file=f"{makers.paper(case, held).pk}", **result).status_code == 302
    page = director.get(f"/challenges/{case.pk}/").content.decode()
    assert f"/challenges/{case.pk}/uphold/" in page
    assert f"/challenges/{case.pk}/annul/" not in page


def test_the_corrections_that_a_changed_document_asks_for_are_proposed_one_after_another() -> None:
    case = challenge("mending")
    fact = case.fact.of_kind
    client, _ = sit(Role.CLERK)
    page = client.get(f"/challenges/{case.pk}/mend/")
    assert "源文书已变更" in page.content.decode()
    form = page.context["form"]
    given = {name: form[name].value() for name in form.fields}
    sums = {"amount": "20", "loss": "20"}
    given = {name: value for name, value in given.items() if value not in (None, False)} | sums
    given |= {"kind": "facts", "facts": makers.NEW_FACTS}
    answer = do(client, case, "mend", **given)
    made = Correction.objects.get(fact=fact.pk)
    assert answer["Location"] == reverse("records:correction", args=[made.pk])
    assert client.get(f"/challenges/{case.pk}/mend/").status_code == 409
    assert "更正待复核" in text(client.get(f"/challenges/{case.pk}/"))


@pytest.mark.parametrize(
    ("state", "role", "queue"),
    [
        ("reported", Role.OFFICER, "challenges_register"),
        ("prepared:annulled", Role.DIRECTOR, "challenges_decide"),
        ("mending", Role.CLERK, "challenges_mend"),
    ],
)
def test_what_waits_stands_in_the_queue_of_whose_turn_it_is(state: str, role: Role, queue: str) -> None:
    case, other = challenge(state), challenge()
    client, _ = sit(role)
    page = text(client.get(f"/challenges/?queue={queue}"))
    assert case.number in page
    assert other.number not in page
    assert case.number in text(client.get("/work/"))


def test_the_list_and_the_quick_search_find_it_by_the_documents_number() -> None:
    case, other = challenge(), challenge()
    client, _ = sit(Role.AUDITOR)
    for page in (f"/challenges/?q={case.document_number}", f"/find/?q={case.document_number}"):
        words = text(client.get(page))
        assert case.number in words
        assert other.number not in words


def test_another_place_and_another_department_see_nothing_of_it() -> None:
    case = challenge()
    elsewhere, _ = sit(Role.OFFICER, "320500")
    stranger, _ = sit(Role.REPRESENTATIVE, None)
    for client in (elsewhere, stranger):
        assert client.get(f"/challenges/{case.pk}/").status_code == 404
        assert case.number not in text(client.get("/challenges/"))
    own = client_of(makers.representative(case.fact.of_kind))
    assert own.get(f"/challenges/{case.pk}/").status_code == 200


def test_an_officials_record_is_told_by_no_name() -> None:
    person = factories.official(name="甄守信")
    fact = factories.record("confirmed", official=person, disclosure="internal")
    keeper = {"place": None, "unit": person.managed_by}
    made = makers.registering.register(
        fact, makers.filing(kind="recheck"), by=factories.posting(Role.OFFICER, **keeper)
    )
    client, _ = sit(Role.DIRECTOR, None, unit=person.managed_by)
    for page in ("/challenges/", f"/challenges/{made.pk}/"):
        words = text(client.get(page))
        assert "公务员（按干部管理权限）" in words
        assert "甄守信" not in words
