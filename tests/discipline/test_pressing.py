"""约谈、通报: by the body that the table of competence names, or that the director named with a reason; by nobody otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from common.errors import Incomplete, NotEligible
from common.models import Deadline, RuleValue, Transition
from common.registry import registry
from common.roles import Role
from discipline.competence import KIND, key_of
from discipline.models import NamedBody
from discipline.pressing.forms import InterviewForm, NameBodyForm
from discipline.pressing.services import bar_naming, bar_pressing, name_body, pressers
from discipline.rectification import services as mending
from discipline.routing import basis_of
from discipline.vocabulary import Basis, CompetentAct, StepKind
from policy.vocabulary import SourceKind
from supervision.warnings.services import answering
from supervision.warnings.vocabulary import PressKind
from tests import factories
from tests.discipline import makers
from tests.discipline.makers import days_ago
from tests.office import client_of, text
from tests.supervision import warning as chains

pytestmark = pytest.mark.django_db
GOVERNMENT, AUTHORITY = "模拟市人民政府（演示）", "模拟市主管部门（演示）"
GIVEN = {"reason": "逾期", "body": AUTHORITY, "document": "模拟约〔2026〕1号"}
NAMED = {"reason": "市政府专题会议纪要确定", "body_name": GOVERNMENT}


def late_mending() -> Any:
    makers.confirm_rules()
    return makers.rectification("running", served=61)


def late_chain() -> Any:
    chains.confirm_clocks()
    case = chains.warning("lost")
    Deadline.objects.filter(object_id=case.pk).update(due_on=days_ago(2))
    return case


CASES = pytest.mark.parametrize(
    ("late", "press", "kinds"),
    [(late_mending, mending.press, StepKind), (late_chain, answering.press, PressKind)],
    ids=["rectification", "warning"],
)
ACTS = pytest.mark.parametrize(
    ("act", "kind"), [(CompetentAct.INTERVIEW, "interview"), (CompetentAct.CIRCULATE, "circular")]
)


def settle(case: Any, act: CompetentAct, *bodies: str, confirmed: bool = True) -> None:
    """Let the table name these bodies for an act on the case's basis and level."""
    fact = case.pressed_for
    made = factories.new_rule(KIND, key_of(act, fact.basis, fact.department.level), list(bodies))
    if confirmed:
        settled = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
        RuleValue.objects.filter(pk=made.pk).update(**settled)


@CASES
@ACTS
def test_where_the_table_names_nobody_nothing_is_done_until_the_director_names_a_body(
    late, press, kinds, act, kind
):
    case, director = late(), factories.posting(Role.DIRECTOR)
    with pytest.raises(NotEligible, match="待定"):
        press(case, kinds(kind), by=director, **GIVEN)
    assert "先由信用办负责人写明理由" in bar_pressing(case, kind)
    assert not case.steps.exists()
    name_body(case, by=director, act=act, **NAMED)
    step = press(case, kinds(kind), by=director, **GIVEN)
    assert step.body == GOVERNMENT, "whom the director named, whatever the form said"
    row = Transition.objects.get(object_id=case.pk, act="name_body")
    assert (row.actor, GOVERNMENT in row.reason) == (director.user_id, True)
    version = NamedBody.objects.get(case_id=case.pk).competence_version
    assert (
        version == RuleValue.objects.get(kind=KIND, key=key_of(act, *_line(case)), effective_to=None).version
    )


def _line(case: Any) -> tuple[str, str]:
    return case.pressed_for.basis, case.pressed_for.department.level


@CASES
@ACTS
@pytest.mark.parametrize(
    ("bodies", "confirmed"),
    [((), True), (("own_government",), False), (("own_government", "superior_authority"), True)],
    ids=["nobody", "unconfirmed", "several"],
)
def test_several_or_an_unconfirmed_body_wait_for_the_director_too(
    late, press, kinds, act, kind, bodies, confirmed
):
    case = late()
    settle(case, act, *bodies, confirmed=confirmed)
    assert bar_pressing(case, kind)
    assert "信用办" not in {one.line.words for one in pressers(case)}


@CASES
@ACTS
def test_one_confirmed_body_presses_by_its_full_name_and_nobody_else_is_named(late, press, kinds, act, kind):
    case, director = late(), factories.posting(Role.DIRECTOR)
    settle(case, act, "superior_authority")
    assert not bar_pressing(case, kind)
    with pytest.raises(NotEligible, match="不另指定"):
        name_body(case, by=director, act=act, **NAMED)
    assert press(case, kinds(kind), by=director, **GIVEN).body == AUTHORITY
    assert not bar_naming(case), "the other act is still open"
    other = next(one.line.act for one in pressers(case) if one.line.needs_routing)
    settle(case, other, "own_government")
    assert "已写明" in bar_naming(case)


@CASES
def test_the_department_itself_is_never_named_and_a_naming_has_a_reason(late, press, kinds):
    case, director = late(), factories.posting(Role.DIRECTOR)
    own = {**NAMED, "body_name": case.department.name}
    with pytest.raises(Incomplete, match="自己"):
        name_body(case, by=director, act="interview", **own)
    name_body(case, by=director, act="interview", **NAMED)
    with transaction.atomic(), pytest.raises(IntegrityError, match="named_body_with_a_reason"):
        NamedBody.objects.update(reason="")
    with pytest.raises(NotEligible, match="待定"):
        press(case, kinds("circular"), by=director, **GIVEN)


def test_whoever_is_named_last_counts_and_a_line_settled_since_goes_before():
    case, director = late_mending(), factories.posting(Role.DIRECTOR)
    name_body(case, by=director, act="interview", **NAMED)
    name_body(case, by=director, act="interview", **{**NAMED, "body_name": AUTHORITY})
    (asked, _) = pressers(case)
    assert asked.named.body_name == AUTHORITY
    settle(case, CompetentAct.INTERVIEW, "own_government")
    (asked, _) = pressers(case)
    assert (asked.named, asked.bar) == (None, "")


def test_a_naming_ends_with_the_line_it_rested_on():
    case, director = late_mending(), factories.posting(Role.DIRECTOR)
    name_body(case, by=director, act="interview", **NAMED)
    settle(case, CompetentAct.INTERVIEW, "own_government", "superior_authority")
    (asked, _) = pressers(case)
    assert asked.named is None
    assert "先由信用办负责人写明理由" in asked.bar
    name_body(case, by=director, act="interview", **NAMED)
    NamedBody.objects.filter(case_id=case.pk).update(basis=Basis.COURT_LIST)
    assert pressers(case)[0].named is None


QUEUES = pytest.mark.parametrize(
    ("late", "queue"), [(late_mending, "rectifications_press"), (late_chain, "warnings_press")]
)


@QUEUES
def test_what_is_late_waits_on_the_directors_desk_until_each_body_is_named(late, queue):
    case, director = late(), factories.posting(Role.DIRECTOR)
    waiting = registry.queue(queue, Role.DIRECTOR)
    assert case in waiting.rows(director)
    name_body(case, by=director, act="interview", **NAMED)
    assert case in waiting.rows(director), "nobody is named who circulates"
    name_body(case, by=director, act="circulate", **NAMED)
    assert case not in waiting.rows(director)
    settle(case, CompetentAct.CIRCULATE, "own_government", "superior_authority")
    assert case in waiting.rows(director), "the line on which the naming rested is another"
    assert registry.queue(queue, Role.OFFICER) is None


@QUEUES
@pytest.mark.parametrize("confirmed", [True, False])
def test_the_desk_asks_the_table_and_keeps_only_what_it_leaves_open(late, queue, confirmed):
    case, director = late(), factories.posting(Role.DIRECTOR)
    waiting = registry.queue(queue, Role.DIRECTOR)
    settle(case, CompetentAct.INTERVIEW, "own_government")
    assert case in waiting.rows(director)
    settle(case, CompetentAct.CIRCULATE, "own_government", confirmed=confirmed)
    assert (case in waiting.rows(director)) is not confirmed
    assert bool(bar_naming(case)) is confirmed


@pytest.mark.parametrize("source", [kind for kind in SourceKind if kind != SourceKind.DISCIPLINE])
@pytest.mark.parametrize("is_announced", [False, True])
def test_the_desk_rests_on_the_same_line_as_the_case(source, is_announced):
    makers.confirm_rules()
    number = "（2026）苏01行终88号"
    record = factories.record("confirmed", source_kind=source, document_number=number)
    case = makers.rectification("running", served=61, record=record)
    if is_announced:
        announced = {"outcome": "refused", "announcement_number": "模拟公告1号", "announced_on": days_ago(3)}
        factories.judgment("confirmed", department=record.department, case_number=number, **announced)
    director = factories.posting(Role.DIRECTOR)
    waiting = registry.queue("rectifications_press", Role.DIRECTOR)
    basis = basis_of(record)
    assert (basis == Basis.COURT_LIST) is (is_announced and source == SourceKind.JUDGMENT)
    for act in (CompetentAct.INTERVIEW, CompetentAct.CIRCULATE):
        assert case in waiting.rows(director)
        key = key_of(act, basis, record.department.level)
        settled = {"confirmed_by": director.user_id, "confirmed_at": timezone.now()}
        made = factories.new_rule(KIND, key, ["own_government"])
        RuleValue.objects.filter(pk=made.pk).update(**settled)
    assert case not in waiting.rows(director)


def test_a_judgment_that_the_court_has_announced_is_asked_for_by_the_line_of_the_courts_list():
    chains.confirm_clocks()
    case = chains.warning("refused")
    assert {one.line.basis for one in pressers(case)} == {Basis.COURT_LIST}


def test_a_reminder_is_the_offices_own_and_asks_the_table_nothing():
    case = late_mending()
    mending.press(case, StepKind.WARNING, by=factories.posting(Role.OFFICER), **GIVEN)
    assert case.steps.get().body == AUTHORITY


def test_the_page_says_whom_it_waits_for_and_the_director_names_a_body_from_there():
    case, director = late_mending(), factories.posting(Role.DIRECTOR)
    head, address = client_of(director), reverse("discipline:rectification", args=[case.pk])
    queue = registry.queue("rectifications_press", Role.DIRECTOR)
    assert case in queue.rows(director)
    assert "先由信用办负责人写明理由，指定约谈的机关" in text(head.get(address))
    interview = reverse("discipline:rectification_act", args=[case.pk, "interview"])
    assert head.get(interview).status_code == 403
    naming = reverse("discipline:rectification_act", args=[case.pk, "name_body"])
    asked = head.get(naming)
    assert "约谈（职权分工：待定）" in text(asked)
    given = {"page_token": asked.context["page_token"], "act": "interview", "body_name": GOVERNMENT}
    assert head.post(naming, {**given, "reason": ""}).status_code == 422
    assert head.post(naming, {**given, "reason": "会议纪要"}).status_code == 302
    asked = head.get(interview)
    assert GOVERNMENT in text(asked) + asked.content.decode()
    done = {"page_token": asked.context["page_token"], "document": "模拟约〔2026〕2号", "reason": "逾期"}
    assert head.post(interview, {**done, "body": AUTHORITY}).status_code == 302
    assert case.steps.get().body == GOVERNMENT
    assert "会议纪要" in text(head.get(address))


def test_a_case_that_is_not_late_is_on_no_desk_and_its_page_asks_for_nobody():
    makers.confirm_rules()
    case, director = makers.rectification("running"), factories.posting(Role.DIRECTOR)
    assert case not in registry.queue("rectifications_press", Role.DIRECTOR).rows(director)
    head = client_of(director)
    assert "pressers" not in head.get(reverse("discipline:rectification", args=[case.pk])).content.decode()
    naming = reverse("discipline:rectification_act", args=[case.pk, "name_body"])
    assert head.get(naming).status_code == 403


def test_the_form_offers_what_is_open_and_names_what_the_table_means():
    case = late_mending()
    settle(case, CompetentAct.INTERVIEW, "own_government")
    assert [key for key, _ in NameBodyForm.about(case).fields["act"].choices] == ["", "circulate"]
    field = InterviewForm.about(case).fields["body"]
    assert (field.disabled, "本级人民政府" in field.help_text) == (False, True)
