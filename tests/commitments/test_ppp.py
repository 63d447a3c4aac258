"""政府和社会资本合作: clocks, shares and turns against days counted by hand, what its columns refuse, whom a breach is told."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.domains.ppp import DOMAIN, SHAPE, STAGES, Partnership, Stage, faults
from commitments.least import held_of
from commitments.models import Commitment
from commitments.next_step import next_of_breach
from commitments.services import breaching, entering, fulfilling, inheriting, looking_back
from commitments.services.pushing import CONFIRMED, CORRECTED, REPAIRED, REVOKED
from common.errors import Incomplete, NotAllowed
from common.models import Deadline, Outbox, RuleValue, Transition
from common.roles import Role
from exchange.sharing.models import Delivery
from exchange.sharing.services import fan_out
from policy.responsibility import Passing, turn_on, turns
from postings.services import clock_posting
from tests import factories
from tests.commitments import makers
from tests.commitments.makers import SUPERIOR, TODAY, days_ago
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
BY_HAND = list(csv.DictReader((Path(__file__).parent / "ppp.csv").open(encoding="utf-8")))


def of(matter):
    return pytest.mark.parametrize(
        "row", [row for row in BY_HAND if row["matter"] == matter], ids=lambda row: row["case"]
    )


def told(row):
    return [one.split("=") for one in row["given"].split()]


def days_of(row):
    return {name: date.fromisoformat(day) for name, day in told(row)}


def project(own=None, **fields):
    return makers.running("ppp", own=own or {}, **fields)


def test_every_matter_has_four_cases_by_hand():
    told = [row["matter"] for row in BY_HAND]
    assert min(told.count(name) for name in ("contract", "due", "share", "who")) >= 4
    assert len(told) >= 15


@of("contract")
def test_the_time_to_sign_ends_as_counted_by_hand(row):
    days = days_of(row)
    signed = days.pop("signed_on")
    case = project({**days, "stage": "procure"}, signed_on=signed, agreed_on=None)
    clock = Deadline.objects.get(kind="commitments.ppp_contract", object_id=case.pk)
    stands = "late" if clock.met_on > clock.due_on else "in_time"
    assert (f"{clock.due_on}", stands) == (row["expected"], row["stands"])
    assert ("(U)" in row["article"]) == bool(clock.rule.doubt)


@of("due")
def test_a_duty_is_kept_in_time_as_counted_by_hand(row):
    days = days_of(row)
    done = days.pop("done_on", None)
    case = project(**days)
    if done is not None:
        makers.paid(case, on=done)
        case = fulfilling.accept(case, by=factories.posting(Role.OFFICER))
    one = case.instalments.get()
    stands = "open" if case.kept_on is None else "late" if case.was_late else "in_time"
    assert (f"{one.due_on}", stands) == (row["expected"], row["stands"])


@of("share")
def test_the_share_of_the_budget_is_held_against_the_ceiling(row):
    values = dict(told(row))
    part = Partnership(budget_year=int(values["budget_year"]), budget_share=Decimal(values["budget_share"]))
    [doubted] = held_of(DOMAIN, part)
    assert (doubted.verdict, doubted.is_short) == ("上限待核实", False)
    confirmed = {"confirmed_by": factories.person().pk, "confirmed_at": timezone.now()}
    RuleValue.objects.filter(kind="budget_ceiling").update(**confirmed)
    [found] = held_of(DOMAIN, part)
    assert (found.verdict, found.is_short) == (row["expected"], row["stands"] == "over")


@of("who")
def test_who_answered_on_a_day_is_as_by_hand(row):
    pairs = told(row)
    values = dict(pairs)
    until = date.fromisoformat(values["until"]) if "until" in values else None
    own = {"duty_since": date.fromisoformat(values["since"]), "duty_until": until}
    case = project(own, post=values["first"], signed_on=date(2025, 3, 3), agreed_on=None)
    side = makers.representative(case)
    for day, post in pairs:
        if day[:2] == "20":
            inheriting.hand_on(
                case,
                by=side,
                kind="person",
                to_post=post,
                on=date.fromisoformat(day),
                document="模拟移交清单",
            )
    [answer] = asked(case.number, date.fromisoformat(row["asked"]))
    assert (answer.turn.post if answer.turn else "") == row["expected"]


def test_whoever_takes_over_answers_on_though_the_one_before_had_a_last_day():
    passings = [Passing(date(2025, 2, 1), "清单", from_post="甲", to_post="乙")]
    known = turns(date(2024, 1, 1), date(2025, 1, 1), "机构", "甲", passings, "合同")
    answers = [turn_on(day, known) for day in (date(2024, 12, 31), date(2025, 1, 15), date(2025, 2, 1))]
    assert [one and one.post for one in answers] == ["甲", None, "乙"]
    on_the_day = turns(
        date(2024, 1, 1),
        date(2025, 1, 1),
        "机构",
        "甲",
        [Passing(date(2025, 1, 1), "清单", from_post="甲", to_post="乙")],
        "合同",
    )
    assert turn_on(date(2026, 1, 1), on_the_day).post == "乙"


def test_of_more_promises_than_are_answered_at_once_nothing_is_answered(monkeypatch):
    monkeypatch.setattr(looking_back, "MOST", 1)
    one = makers.running("ppp")
    assert len(asked("PPP-2019-0001", TODAY)) == 1
    makers.running("ppp")
    with pytest.raises(Incomplete, match="超过"):
        asked("PPP-2019-0001", TODAY)
    assert [answer.case for answer in asked(one.number, TODAY)] == [one]


def test_nothing_is_repaired_before_it_was_found():
    case = broken()
    with pytest.raises(Incomplete, match="早于确认日期"):
        breaching.repair(
            case,
            by=factories.posting(Role.OFFICER),
            mend_document="凭证",
            mended_on=case.confirmed_on - timedelta(days=1),
        )


def asked(number, day, by=None):
    by = by or factories.posting(Role.OFFICER)
    return looking_back.look_back(
        by=by, number=number, day=day, purpose="tracing", basis="模拟审计局〔2026〕5号来函"
    )


DAYS = st.dates(date(2020, 1, 1), date(2026, 11, 30))


@settings(max_examples=80, deadline=None)
@given(DAYS, st.lists(st.tuples(DAYS, st.sampled_from("乙丙丁戊")), max_size=6), DAYS)
def test_from_the_first_day_on_exactly_one_answers_and_no_day_is_in_two_turns(begins, handed, day):
    passings = [Passing(on, "清单", to_post=post) for on, post in handed]
    known = turns(begins, None, "机构", "甲", passings, "合同")
    assert sum(one.covers(day) for one in known) == (1 if day >= begins else 0)
    for one, following in pairwise(known):
        assert one.until == following.since
    assert turn_on(day, known) is None or day >= begins


def test_one_page_answers_for_every_stage_of_a_project_and_logs_who_asked():
    body = factories.department()
    stages = [project({"stage": key}, body=body, post=f"{key} 岗") for key in STAGES["standing"]]
    officer = factories.posting(Role.OFFICER)
    client = client_of(officer)
    given = {"number": "PPP-2019-0001", "day": "2026-01-15", "purpose": "tracing", "basis": "模拟来函 5 号"}
    page = text(client.post("/commitments/look-back/", given))
    found = [page.index(f"{key} 岗") for key in STAGES["standing"]]
    assert found == sorted(found)
    rows = Transition.objects.filter(act="look_back", object_id__in=[case.pk for case in stages])
    assert rows.count() == 5
    assert "模拟来函 5 号" in rows[0].reason
    assert "责任回溯查询" in text(client.get(f"/commitments/{stages[0].pk}/"))
    side = client_of(makers.representative(stages[0]))
    assert "责任回溯查询" not in text(side.get(f"/commitments/{stages[0].pk}/"))
    assert side.get("/commitments/look-back/").status_code == 403


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": "没有这个编号"}, "没有这个编号的已登记承诺"),
        ({"purpose": ""}, "请"),
        ({"basis": ""}, "请"),
        ({"day": (TODAY + timedelta(days=1)).isoformat()}, "还没有到这一天"),
    ],
)
def test_nobody_is_told_without_purpose_basis_and_a_day_that_was(changed, words):
    case = project()
    client = client_of(factories.posting(Role.DIRECTOR))
    given = {"number": case.number, "day": "2026-01-15", "purpose": "audit", "basis": "模拟通知"}
    answer = client.post("/commitments/look-back/", {**given, **changed})
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Transition.objects.filter(act="look_back").exists()


def test_a_project_out_of_scope_is_not_told():
    case = project()
    with pytest.raises(Incomplete, match="岗位范围"):
        asked(case.number, TODAY, by=factories.posting(Role.OFFICER, "320500"))


def test_the_answer_holds_after_reorganisation_hand_over_and_change():
    case = project(post="甲岗", signed_on=date(2025, 3, 3))
    former = str(case.department)
    heir, by = factories.department(), factories.posting(Role.DIRECTOR)
    inheriting.move_to_heir([case.department_id], heir, by, "苏编〔2026〕1号")
    case.refresh_from_db()
    inheriting.hand_on(
        case,
        by=factories.posting(Role.OFFICER),
        kind="term",
        to_post="乙岗",
        on=days_ago(5),
        document="清单",
    )
    [before], [now] = asked(case.number, days_ago(6)), asked(case.number, TODAY)
    assert (before.turn.body, before.turn.post) == (former, "甲岗")
    assert (now.turn.body, now.turn.post) == (str(heir), "乙岗")


def test_a_hand_over_lies_neither_before_the_duty_nor_before_the_last_one():
    case = project({"duty_since": days_ago(100)}, signed_on=days_ago(90), agreed_on=None)
    side = makers.representative(case)

    def hand_on(on):
        inheriting.hand_on(case, by=side, kind="person", to_post="乙岗", on=on, document="清单")

    with pytest.raises(Incomplete, match="交接日期"):
        hand_on(days_ago(101))
    hand_on(days_ago(95))
    with pytest.raises(Incomplete, match="交接日期") as refused:
        hand_on(days_ago(96))
    assert f"{days_ago(95)}" in refused.value.fields["on"]


@pytest.mark.parametrize(
    ("own", "column", "words"),
    [
        ({"stage": "plan"}, "stage", "存量项目的阶段是识别、准备、采购、执行、移交"),
        ({"mechanism": "concession", "stage": "perform", "payment_mode": "users"}, "stage", "特许经营方案"),
        ({"mechanism": "concession", "stage": "build"}, "payment_mode", "使用者付费"),
        (
            {"mechanism": "concession", "stage": "build", "payment_mode": "users", "budget_year": 2026},
            "budget_year",
            "不新增地方财政未来支出责任",
        ),
        ({"budget_year": 2026}, "budget_share", "都填"),
        ({"budget_year": 26, "budget_share": Decimal(1), "budget_document": "预算"}, "budget_year", "2000"),
        (
            {"budget_year": 2026, "budget_share": Decimal(101), "budget_document": "预算"},
            "budget_share",
            "100",
        ),
        ({"default_amount": Decimal(5)}, "default_party", "违约方"),
        ({"default_party": "government"}, "default_clause", "都填"),
        ({"project_company_code": "913200000000000001"}, "project_company_code", "校验"),
        ({"duty_until": date(2025, 3, 2)}, "duty_until", "不能早于责任岗位任职起"),
        ({"term_from": date(2025, 3, 2)}, "term_until", "都填"),
    ],
)
def test_the_form_says_what_the_tables_would_refuse(own, column, words):
    given = {**makers.OWN["ppp"], **own}
    assert words in faults(given)[column]
    with pytest.raises(Incomplete):
        makers.draft("ppp", own=own)


def test_the_database_refuses_what_stands_alone_out_of_order_or_in_the_wrong_mechanism():
    part = Partnership.objects.filter(commitment=project())
    day = date(2026, 3, 2)
    changes = [
        {"stage": "plan"},
        {"mechanism": "concession", "stage": "build"},
        {"payment_mode": "users", "mechanism": "concession", "stage": "build", "budget_year": 2026},
        {"budget_year": 2026},
        {"budget_year": 1999, "budget_share": 1, "budget_document": "预算"},
        {"budget_year": 2026, "budget_share": Decimal("100.5"), "budget_document": "预算"},
        {"project_company": "模拟公司", "project_company_code": "9132"},
        {"project_company_code": "91320000MA1EXAMPLE"},
        {"default_amount": Decimal(5)},
        {"default_clause": "第五条"},
        {"term_from": day},
        {"term_from": day, "term_until": day - timedelta(days=1)},
        {"duty_until": date(2025, 3, 2)},
        {"stage_duty": ""},
        {"project_number": ""},
    ]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            part.update(**change)
    assert set(SHAPE.together) == {"term", "budget", "default"}


def test_a_duty_without_a_responsible_post_is_not_handed_to_review():
    case = makers.draft("ppp", post="")
    with pytest.raises(Incomplete, match="政府方责任岗位"):
        entering.submit(case, by=makers.clerk_of(case))
    page = text(client_of(factories.posting(Role.CLERK)).get("/commitments/new/ppp/"))
    assert "新机制特许经营" in page


def test_a_later_default_is_written_down_and_its_history_kept():
    case = project()
    side = makers.representative(case)
    default = {
        "default_party": "capital",
        "default_clause": "合同第 12.3 条",
        "default_handling": "按约定扣减当期付费",
        "defaulted_on": days_ago(9),
    }
    entering.follow_up(case, by=side, own=default)
    part = DOMAIN.part_of(case)
    assert (part.default_party, part.events.count() >= 2) == ("capital", True)
    assert not Outbox.objects.exists(), "what the capital side broke is pushed to nobody"


def broken(domain="ppp"):
    return makers.breach("confirmed", case=makers.running(domain, signed_on=days_ago(200)))


def topics():
    return list(
        Outbox.objects.filter(topic__startswith="breach.").order_by("pk").values_list("topic", flat=True)
    )


def run():
    return fan_out(by=clock_posting(), today=TODAY)


def test_a_confirmed_breach_of_the_government_side_is_pushed_to_the_same_level_and_no_other_domain_is():
    broken("investment")
    assert topics() == []
    case = broken()
    message = Outbox.objects.get(topic=CONFIRMED)
    assert message.subject_id == case.pk
    body = case.department
    assert message.payload["to"] == f"{body.region.name}公共信用信息系统"
    assert message.payload["credit_code"] == body.credit_code
    assert set(message.payload) == {
        *("to", "breach_no", "commitment_no", "credit_code"),
        *("document", "changed_by"),
    }
    assert message.payload["changed_by"] == ""
    run()
    row = Delivery.objects.get(message=message)
    assert (row.verdict, row.information_class) == ("cleared", "commitment_breach")
    page = text(client_of(factories.posting(Role.OFFICER)).get(f"/breaches/{case.pk}/"))
    assert "已放行" in page


@pytest.mark.parametrize("state", makers.BREACH_ROAD[:-1])
def test_what_is_not_confirmed_is_pushed_to_nobody(state):
    makers.breach(state, case=makers.running("ppp"))
    assert topics() == []


def test_correction_repair_and_reversal_follow_whoever_was_told():
    director, officer = factories.posting(Role.DIRECTOR), factories.posting(Role.OFFICER)
    first, second = broken(), broken()
    run()
    breaching.correct(
        first,
        by=director,
        reason="金额更正",
        correct_document=f"{SUPERIOR} 更正书〔2026〕3号",
        finding="应付 8 万元",
    )
    assert first.finding == "应付 8 万元"
    breaching.repair(first, by=officer, mend_document="模拟支付凭证", mended_on=TODAY)
    assert first.status == "mended"
    assert "不再列为违约失信" in next_of_breach(first)
    breaching.revoke(second, by=director, reason="复核后撤销", revoke_document=f"{SUPERIOR} 撤销决定")
    assert topics() == [CONFIRMED, CONFIRMED, CORRECTED, REPAIRED, REVOKED]
    run()
    rows = Delivery.objects.filter(topic__in=[CORRECTED, REPAIRED, REVOKED])
    assert {(row.verdict, row.is_recall) for row in rows} == {("cleared", True)}


def test_what_was_revoked_before_it_left_leaves_for_nobody():
    case = broken()
    breaching.revoke(case, by=factories.posting(Role.DIRECTOR), reason="撤销", revoke_document="撤销决定")
    run()
    held = Delivery.objects.get(topic=CONFIRMED)
    assert held.verdict == "held"


def test_only_a_director_corrects_and_only_the_verifying_side_repairs():
    case = broken()
    for by in (factories.posting(Role.OFFICER), makers.representative(case.commitment)):
        with pytest.raises(NotAllowed):
            breaching.correct(case, by=by, reason="更正", correct_document="更正书", finding="改")
    with pytest.raises(NotAllowed):
        breaching.repair(
            case, by=makers.representative(case.commitment), mend_document="凭证", mended_on=TODAY
        )
    with pytest.raises(Incomplete, match="今天"):
        breaching.repair(
            case,
            by=factories.posting(Role.OFFICER),
            mend_document="凭证",
            mended_on=TODAY + timedelta(days=1),
        )
    assert topics() == [CONFIRMED]
    assert Transition.objects.filter(object_id=case.pk, act="correct").count() == 0


def test_the_stages_are_those_of_the_text_and_of_the_new_mechanism():
    words = {str(key): [str(Stage(one).label) for one in known] for key, known in STAGES.items()}
    assert words == {
        "standing": ["识别", "准备", "采购", "执行", "移交"],
        "concession": ["特许经营方案", "选择特许经营者", "建设", "运营", "移交"],
    }
    assert Commitment._meta.get_field("post").verbose_name == "责任岗位或责任人"
