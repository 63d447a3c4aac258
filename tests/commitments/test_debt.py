"""地方政府债务: its clocks against days counted by hand, what its columns refuse, nothing on 隐性债务, nothing in public."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.domains.debt import DOMAIN, SHAPE, PublicDebt, faults
from commitments.domains.statistics import Statistics
from commitments.domains.townships import Township
from commitments.models import Commitment
from commitments.reminding import remind
from commitments.services import (
    breaching,
    changing,
    disputing,
    entering,
    fulfilling,
    inheriting,
    looking_back,
)
from common.errors import Incomplete
from common.models import Deadline, Notice, Outbox, Transition
from common.roles import Role
from common.services.talk import say
from common.workflow import move_many
from privacy.hidden_debt import speaks_of_hidden_debt
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import TODAY, days_ago
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
BY_HAND = list(csv.DictReader((Path(__file__).parent / "debt.csv").open(encoding="utf-8")))
FIGURES = {
    "figures_title": "2026 年地方政府债务限额和余额情况（演示）",
    "figures_url": "https://czj.example.gov.cn/debt/2026.html",
    "figures_by": "模拟市财政局（演示）",
}
NOTICE = {
    "notice_kind": "warning",
    "notice_document": "模拟财政厅预警函（演示）",
    "noticed_on": date(2024, 1, 2),
}
TASK = {"task": "压减一般性支出，足额安排还本付息", "task_document": "模拟任务书（演示）"}
AUDIT = {"audit_document": "模拟审计报告（演示）", "audit_finding": "专项债券资金闲置"}
TERM = {"term_from": date(2022, 1, 10), "term_until": date(2027, 1, 9)}
BESIDE = {
    "figures_on": FIGURES,
    "noticed_on": NOTICE,
    "tasked_on": NOTICE | TASK,
    "answered_on": {"answer_document": "模拟处置情况报告（演示）"},
    "debriefed_on": {"debrief_document": "模拟处置评估报告（演示）"},
    "audited_on": AUDIT,
    "audit_mended_on": {"audit_mending": "模拟整改证明（演示）"},
    "left_on": TERM,
    "handed_on": {"handover_document": "模拟债务移交清单（演示）"},
}
"""What the columns of a day need beside them."""


def duty(own=None, **fields):
    return makers.running("debt", own=own or {}, **{"post": "债务科科长岗", **fields})


def days_of(row):
    return {name: date.fromisoformat(day) for name, day in (one.split("=") for one in row["given"].split())}


def whole(days):
    found = {}
    for name in days:
        found |= BESIDE.get(name, {})
    return found | days


@pytest.mark.parametrize("row", BY_HAND, ids=lambda row: row["case"])
def test_each_clock_of_the_debt_ends_as_counted_by_hand(row):
    case = duty(whole(days_of(row)), agreed_on=None)
    clock = Deadline.objects.get(kind=f"commitments.debt_{row['clock']}", object_id=case.pk)
    stands = "open" if clock.met_on is None else "late" if clock.met_on > clock.due_on else "in_time"
    assert (f"{clock.due_on}", stands) == (row["due"], row["stands"])
    assert clock.rule.doubt, "none of these days is confirmed: they only remind"


def test_every_clock_has_four_cases_by_hand():
    told = [row["clock"] for row in BY_HAND]
    assert {clock.rule: told.count(clock.rule) for clock in DOMAIN.clocks} == dict.fromkeys(told, 4)


@settings(max_examples=100, deadline=None)
@given(st.permutations("隐性债务"), st.sampled_from(["", " ", "\u200b", "\u3000"]))
def test_hidden_debt_is_found_however_it_is_spaced_and_only_as_that_word(signs, gap):
    word, typed = "".join(signs), gap.join(signs)
    assert speaks_of_hidden_debt(f"化解{typed}若干") == ("隐性债" in word or "隐债" in word)


@pytest.mark.parametrize(
    ("words", "is_hidden"),
    [
        ("隐性债务", True),
        ("清理隐形债务台账", True),
        ("隱性債務", True),
        ("新增隐债", True),
        ("隐性负债", True),
        ("法定债务限额", False),
        ("不隐瞒债务情况", False),
        ("隐性福利", False),
        ("", False),
        (None, False),
    ],
)
def test_the_words_of_hidden_debt(words, is_hidden):
    assert speaks_of_hidden_debt(words) == is_hidden


@pytest.mark.parametrize("name", ["content", "document_title", "remark"])
def test_no_text_of_a_promise_speaks_of_hidden_debt(name):
    with pytest.raises(Incomplete) as refused:
        makers.draft("debt", post="岗", **{name: "化解隐 性债务"})
    assert "隐性债务" in refused.value.fields[name]
    case = duty()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(case).objects.filter(pk=case.pk).update(**{name: "化解隐性债务"})


def test_no_column_holds_hidden_debt_nor_a_figure_of_the_debt():
    words = [str(field.verbose_name) for field in PublicDebt._meta.concrete_fields]
    assert not [one for one in words if speaks_of_hidden_debt(one)]
    assert not [one for one in words if "余额" in one or "限额" in one or "债务率" in one or "财力" in one]
    kinds = {field.get_internal_type() for field in PublicDebt._meta.concrete_fields}
    assert "DecimalField" not in kinds


@pytest.mark.parametrize(
    ("own", "column", "words"),
    [
        ({"year": 26}, "year", "2000"),
        ({**FIGURES, "figures_on": TODAY, "figures_url": "czj.example"}, "figures_url", "网址"),
        ({"figures_title": "限额"}, "figures_url", "都填"),
        ({"risk_level": "red"}, "level_document", "都填"),
        ({**TASK, "tasked_on": TODAY}, "notice_document", "预警或者提示的文书"),
        ({"answer_document": "报告", "answered_on": TODAY}, "task", "处置任务"),
        ({"debrief_document": "评估", "debriefed_on": TODAY}, "concluded_on", "处置完成"),
        ({"handover_document": "清单", "handed_on": TODAY}, "left_on", "离任日期"),
        ({"audit_mending": "证明", "audit_mended_on": TODAY}, "audit_document", "审计文书"),
        ({**TERM, "left_on": date(2021, 1, 1)}, "left_on", "不能早于任期起"),
    ],
)
def test_the_form_says_what_the_tables_would_refuse(own, column, words):
    assert words in faults({**makers.OWN["debt"], **own})[column]
    with pytest.raises(Incomplete):
        makers.draft("debt", own=own, post="岗")


def test_the_database_refuses_what_stands_alone_or_out_of_order():
    part = PublicDebt.objects.filter(commitment=duty())
    day = date(2026, 3, 2)

    def some(name):
        column = PublicDebt._meta.get_field(name)
        return (
            day
            if column.get_internal_type() == "DateField"
            else column.choices[0][0]
            if column.choices
            else "模拟"
        )

    alone = [{names[-1]: some(names[-1])} for names in SHAPE.together.values()]
    borne = [{name: some(name)} for name in SHAPE.needs]
    turned = [{first: day, then: day - timedelta(days=1)} for first, then in SHAPE.in_order]
    odd = [{"year": 1999}, {**FIGURES, "figures_on": day, "figures_url": "ftp://czj.example/"}]
    for change in (*alone, *borne, *turned, *odd):
        with pytest.raises(IntegrityError), transaction.atomic():
            part.update(**change)


def test_a_warning_goes_on_to_task_response_and_debrief_and_each_is_kept():
    case = duty(whole({"noticed_on": days_ago(60)}), agreed_on=None)
    side = makers.representative(case)
    steps = (
        {**TASK, "tasked_on": days_ago(50)},
        {"response_level": "4", "response_document": "模拟响应通知", "responded_on": days_ago(45)},
        {"answer_document": "模拟处置情况报告", "answered_on": days_ago(30)},
        {"concluded_on": days_ago(20)},
        {"debrief_document": "模拟处置评估报告", "debriefed_on": days_ago(2)},
    )
    for own in steps:
        entering.follow_up(case, by=side, own=own)
    met = dict(Deadline.objects.of(case).values_list("kind", "met_on"))
    assert met["commitments.debt_task"] == days_ago(50)
    assert met["commitments.debt_answer"] == days_ago(30)
    assert met["commitments.debt_debrief"] == days_ago(2)
    assert DOMAIN.part_of(case).events.count() >= 6
    page = text(client_of(factories.posting(Role.OFFICER)).get(f"/commitments/{case.pk}/"))
    assert "Ⅳ级" in page
    assert "预警、任务、响应、评估" in page


def test_the_figures_are_a_link_to_what_the_finance_organ_publishes():
    case = duty({**FIGURES, "figures_on": days_ago(9)})
    page = client_of(factories.posting(Role.OFFICER)).get(f"/commitments/{case.pk}/").content.decode()
    assert f'<a href="{FIGURES["figures_url"]}" rel="noopener noreferrer">' in page


def test_a_level_is_shown_as_its_document_says_and_none_without_one():
    case = duty()
    page = client_of(factories.posting(Role.OFFICER)).get(f"/commitments/{case.pk}/")
    assert "预警等级" not in text(page)
    level = {"risk_level": "orange", "level_by": "模拟财政厅", "level_document": "模拟通报〔2026〕2号"}
    entering.follow_up(case, by=makers.representative(case), own={**level, "level_on": days_ago(9)})
    page = text(client_of(factories.posting(Role.OFFICER)).get(f"/commitments/{case.pk}/"))
    assert "橙" in page
    assert "模拟通报〔2026〕2号" in page


def test_the_end_of_a_term_hands_the_debt_on_and_the_day_tells_who_answered():
    case = duty(TERM, post="市长岗（上届）", signed_on=date(2025, 3, 3))
    inheriting.hand_on(
        case,
        by=makers.representative(case),
        kind="term",
        to_post="市长岗（本届）",
        on=days_ago(5),
        document="模拟任期债务移交清单",
    )
    asked = {"purpose": "audit", "basis": "经济责任审计", "by": factories.posting(Role.DIRECTOR)}
    posts = [
        looking_back.look_back(number=case.number, day=day, **asked)[0].turn.post
        for day in (days_ago(6), days_ago(5))
    ]
    assert posts == ["市长岗（上届）", "市长岗（本届）"]


def test_a_confirmed_breach_about_debt_stays_inside():
    case = makers.breach("confirmed", case=duty())
    assert not Outbox.objects.filter(topic__startswith="breach.").exists()
    breaching.revoke(case, by=factories.posting(Role.DIRECTOR), reason="撤销", revoke_document="撤销决定")
    assert not Outbox.objects.filter(topic__startswith="breach.").exists()


def test_no_table_of_the_public_store_has_a_column_of_the_debt():
    others = [Statistics, Township]
    shared = {field.column for model in others for field in model._meta.concrete_fields}
    own = {field.column for field in PublicDebt._meta.concrete_fields} - shared - {"year"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_schema = 'open'")
        public = {name for (name,) in cursor.fetchall()}
    assert public
    assert not own & public


def test_days_in_doubt_remind_the_body_and_go_no_higher():
    case = duty(whole({"noticed_on": days_ago(40)}), agreed_on=None)
    side, director = makers.representative(case), factories.posting(Role.DIRECTOR)
    remind(TODAY)
    told = set(Notice.objects.filter(object_id=case.pk).values_list("recipient", flat=True))
    assert side.pk in told
    assert director.pk not in told


HIDDEN = "用于化解隐 性债务"
LATER = {
    "document": lambda case, by: fulfilling.fulfil(
        case, by=by, instalment=case.instalments.get(), done_on=TODAY, amount=Decimal(1), document=HIDDEN
    ),
    "loss": lambda case, by: makers.asked(case, by=by, loss=HIDDEN),
    "authority_document": lambda case, by: makers.asked(case, by=by, authority_document=HIDDEN),
    "matter": lambda case, by: disputing.raise_dispute(
        case, by=by, kind="suit", raised_by="某公司", matter=HIDDEN, body="某法院", received_on=TODAY
    ),
    "lead": lambda case, by: breaching.register(
        case, by=by, source="complaint", lead=HIDDEN, reported_on=TODAY
    ),
    "to_post": lambda case, by: inheriting.hand_on(
        case, by=by, kind="person", to_post=HIDDEN, on=TODAY, document="移交清单"
    ),
    "wind_up": lambda case, by: changing.find_unlawful(
        case,
        by=factories.posting(Role.DIRECTOR),
        reason="越权",
        unlawful_document="审查意见",
        unlawful_on=TODAY,
        wind_up=HIDDEN,
        reliance="协商",
    ),
    "reason": lambda case, by: entering.follow_up(case, by=by, own={}, reason=HIDDEN),
    "audit_finding": lambda case, by: entering.follow_up(
        case, by=by, own={**AUDIT, "audited_on": TODAY, "audit_finding": HIDDEN}
    ),
    "title": lambda case, by: makers.evidence(case, by, title=HIDDEN),
    "text": lambda case, by: say(case, text=HIDDEN, by=by),
    "basis": lambda case, by: looking_back.look_back(
        by=by, number=case.number, day=TODAY, purpose="tracing", basis=HIDDEN
    ),
}
"""By the input that speaks of it, each later act on a promise about public debt."""


def test_no_act_on_many_promises_about_debt_speaks_of_it():
    case, heir, by = duty(), factories.department(), factories.posting(Role.OFFICER)
    before = Transition.objects.count()
    with pytest.raises(Incomplete, match="隐性债务"):
        move_many(Commitment.objects.filter(pk=case.pk), "void", by=makers.clerk_of(case), reason=HIDDEN)
    with pytest.raises(Incomplete, match="隐性债务"):
        inheriting.move_to_heir([case.department], heir, by, HIDDEN)
    assert Transition.objects.count() == before


@pytest.mark.parametrize("name", LATER)
def test_no_later_act_on_a_promise_about_debt_speaks_of_hidden_debt(name):
    case, by = duty(), factories.posting(Role.OFFICER)
    before = Transition.objects.count()
    with pytest.raises(Incomplete) as refused:
        LATER[name](case, by)
    assert "隐性债务" in refused.value.fields[name]
    assert Transition.objects.count() == before, "what is refused leaves nothing"
    case.refresh_from_db()
    assert case.status == "running"


@pytest.mark.parametrize(
    ("step", "act"),
    [
        (
            "finding",
            lambda made, by: breaching.correct(
                made, by=by, reason="更正", correct_document="更正书", finding=HIDDEN
            ),
        ),
        (
            "revoke_document",
            lambda made, by: breaching.revoke(made, by=by, reason="撤销", revoke_document=HIDDEN),
        ),
        ("reason", lambda made, by: breaching.revoke(made, by=by, reason=HIDDEN, revoke_document="撤销书")),
        ("title", lambda made, by: makers.evidence(made, factories.posting(Role.OFFICER), title=HIDDEN)),
    ],
)
def test_no_step_on_the_road_of_a_broken_promise_about_debt_speaks_of_it(step, act):
    made = makers.breach("confirmed", case=duty())
    with pytest.raises(Incomplete) as refused:
        act(made, factories.posting(Role.DIRECTOR))
    assert "隐性债务" in refused.value.fields[step]
    made.refresh_from_db()
    assert made.status == "confirmed"


@pytest.mark.parametrize("name", ["document", "loss", "matter", "lead", "reason", "text"])
def test_of_other_domains_the_same_words_may_be_said(name):
    LATER[name](makers.running("investment", amount=Decimal(5)), factories.posting(Role.OFFICER))


def test_a_page_says_beside_the_input_why_it_was_not_saved():
    case = duty()
    client = client_of(factories.posting(Role.OFFICER))
    page = client.get(f"/commitments/{case.pk}/follow_up/")
    token = page.context["page_token"]
    told = client.post(
        f"/commitments/{case.pk}/follow_up/", {"page_token": token, "own_figures_title": HIDDEN}
    )
    assert told.status_code == 422
    assert "隐性债务" in text(told)
