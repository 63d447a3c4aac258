"""The nightly figures of promises: against the ledger and a count in Python, what must hold of them, where they are shown."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from html import unescape

import pytest

from commitments import ledger
from commitments.domains.domain import domains
from commitments.models import Commitment
from commitments.services import changing, disputing
from common.models import Deadline, RuleValue
from common.roles import Role
from supervision import aggregation
from supervision.assertions import PARTS_OF_PROMISES
from supervision.models.promises import PromiseCell, Standing
from supervision.models.runs import AggregationRun
from supervision.promises import COLUMNS
from tests import factories
from tests.commitments import makers
from tests.commitments.ledgers import line
from tests.commitments.makers import TODAY, days_ago
from tests.commitments.test_opening import shown
from tests.databases import as_owner
from tests.office import sit, text
from tests.supervision.scattered import places_above

pytestmark = pytest.mark.django_db
AHEAD = TODAY + timedelta(days=40)
UNLAWFUL = {
    "unlawful_document": "模拟审查意见〔2026〕2号",
    "unlawful_on": days_ago(3),
    "wind_up": "停止执行",
    "reliance": "协商补偿",
}


def in_every_state():
    """Return one promise a state, of several domains and places, by the state in which it stands."""
    body = factories.department
    partly = makers.running("ppp", body=body("320100"), agreed_on=AHEAD)
    done = makers.running("debt", body=body("320102", level="county"))
    makers.paid(done)
    late = makers.kept("procurement", body=body("320500"))
    kept = makers.kept("bidding", body=body("320100"), agreed_on=AHEAD)
    sued = makers.running("investment", body=body("320583", level="county"))
    disputing.raise_dispute(
        sued,
        by=factories.posting(Role.OFFICER),
        kind="suit",
        raised_by="模拟投资有限公司（演示）",
        matter="请求兑现奖励",
        body="模拟市中级人民法院（演示）",
        received_on=days_ago(5),
    )
    changed = makers.running("investment", body=body("320100"))
    asked = makers.asked(changed, ends_promise=True, new_agreed_on=None)
    assert asked.ends_promise
    changing.end_by_change(changed, by=factories.posting(Role.DIRECTOR), reason="同意")
    unlawful = makers.running("investment", body=body("320100"))
    changing.find_unlawful(unlawful, by=factories.posting(Role.DIRECTOR), reason="越权", **UNLAWFUL)
    broken = makers.breach("confirmed", case=makers.running("ppp", body=body("320100"))).commitment
    makers.draft("debt", body=body("320100"))
    return {
        Standing.NOT_DUE: partly,
        Standing.TO_ACCEPT: done,
        Standing.KEPT: kept,
        Standing.KEPT_LATE: late,
        Standing.LATE: broken,
        Standing.HELD: sued,
        Standing.CHANGED: changed,
        Standing.UNLAWFUL: unlawful,
    }


def cells(*names):
    """Count the current cells by these columns."""
    found = Counter()
    for cell in PromiseCell.objects.current().select_related("region"):
        found[tuple(cell.region.code if name == "region" else getattr(cell, name) for name in names)] += (
            cell.promises
        )
    return found


def test_every_promise_is_counted_once_in_its_state_at_every_level():
    made = in_every_state()
    run = aggregation.run()
    assert run.state == "ok", run.error
    assert run.promises == len(made)
    expected = Counter()
    for state, case in made.items():
        for code in places_above(case.department.region):
            expected[code, case.domain, state] += 1
    assert cells("region", "domain", "state") == expected
    province = PromiseCell.objects.filter(region__code="320000")
    assert sum(cell.broken for cell in province) == 1
    assert sum(cell.amount for cell in province) == sum(case.amount for case in made.values())


def test_the_nightly_numbers_are_those_of_the_ledger():
    in_every_state()
    aggregation.run()
    rows = ledger.rows_in(factories.posting(Role.DIRECTOR), None, None)
    states = {"promised", "inherited", "broken"} | {one.value for one in Standing} - {Standing.HELD}
    for one in ledger.by_domain(rows, TODAY):
        key = one.asked.removeprefix("domain=")
        mine = PromiseCell.objects.current().filter(region__code="320000", domain=key)
        for name in states & set(one.numbers):
            if name in {"broken", "inherited"}:
                found = sum(getattr(cell, name) for cell in mine)
            else:
                found = sum(cell.promises for cell in mine if name in {"promised", cell.state})
            assert found == one.numbers[name], (key, name)


def test_a_day_by_a_rule_that_nobody_confirmed_is_counted_as_held_and_never_as_late():
    case = makers.running("debt")
    assert case.due_on < TODAY
    unsettled = RuleValue.objects.exclude(mark="S").filter(confirmed_at=None).first()
    Deadline.objects.filter(object_id=case.pk, due_on=case.due_on).update(rule=unsettled)
    aggregation.run()
    assert cells("region", "state")["320000", Standing.HELD] == 1
    assert not cells("state")[Standing.LATE,]


@pytest.mark.parametrize(
    ("domain", "matter", "word"),
    [
        ("statistics", "duty", "防范和惩治统计造假责任"),
        ("statistics", "oversight", "统计严重失信企业日常监管"),
        ("townships", "benefit", "惠民政策落实"),
        ("townships", "pilot", "信用管理与服务试点"),
    ],
)
def test_a_domain_tells_its_kinds_of_matters_apart(domain, matter, word):
    line(domain, matter)
    line(domain, matter, document_number="模拟另一件〔2026〕1号")
    aggregation.run()
    assert cells("domain", "matter", "region")[domain, matter, "320000"] == 2
    client, _ = sit(Role.OFFICER)
    assert f"{word} 2" in text(client.get("/figures/"))


def test_what_is_counted_as_shown_is_what_stands_in_public():
    one = line("townships", "pledge")
    shown(one)
    line("townships", "pledge", document_number="模拟承诺〔2026〕2号")
    run = aggregation.run()
    assert run.state == "ok", run.error
    assert [cell.shown for cell in PromiseCell.objects.filter(region__code="320000")] == [1]
    client, _ = sit(Role.OFFICER)
    assert "公开网站在列 1" in text(client.get("/figures/"))


def test_an_earlier_day_counts_what_was_registered_until_then():
    shown(line("townships", "pledge"))
    run = aggregation.run(days_ago(1))
    assert (run.state, run.promises) == ("ok", 0), run.error
    assert not PromiseCell.objects.exists()


def spoil(statement):
    with as_owner() as cursor:
        cursor.execute(statement)


def perturb(body):
    spoil(
        f"CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$;"
        "CREATE TRIGGER spoil BEFORE INSERT ON supervision_promisecell FOR EACH ROW EXECUTE FUNCTION spoil()"
    )


@pytest.mark.parametrize(
    ("body", "assertion"),
    [
        ("IF NEW.region_id = '{province}' THEN RETURN NULL; END IF; RETURN NEW", "承诺的全省合计"),
        ("IF NEW.region_id = '{county}' THEN RETURN NULL; END IF; RETURN NEW", "承诺的各级地区"),
        ("IF NEW.region_id = '{county}' THEN NEW.promises := 5; END IF; RETURN NEW", "承诺的各级地区"),
        ("NEW.broken := 0; RETURN NEW", "确认违约失信的合计"),
        ("NEW.broken := NEW.promises + 1; RETURN NEW", "不超过各格"),
        ("NEW.shown := 1; RETURN NEW", "公开网站上的项数"),
    ],
)
def test_a_contradiction_keeps_yesterdays_figures_and_names_what_does_not_hold(body, assertion):
    township = factories.department("320102002", level="township")
    makers.breach("confirmed", case=makers.running("investment", body=township))
    yesterday = aggregation.run()
    assert yesterday.state == "ok", yesterday.error
    before = cells("region", "domain", "state")
    words = {"province": factories.region("320000").pk, "county": factories.region("320102").pk}
    perturb(body.format(**words))
    failed = aggregation.run()
    assert failed.state == "failed"
    assert assertion in failed.error
    assert AggregationRun.objects.current() == yesterday
    assert cells("region", "domain", "state") == before


def test_a_promise_without_its_domains_own_content_is_named():
    case = makers.running("investment")
    spoil(f"DELETE FROM commitments_investment WHERE commitment_id = '{case.pk}'")
    failed = aggregation.run()
    assert failed.state == "failed"
    assert f"{case.number}汇总为 0，应为 1" in failed.error


def test_the_tables_of_the_parts_are_those_of_the_domains():
    tables = {key: domain.part._meta.db_table for key, domain in domains.items()}
    assert {key: f"commitments_{table}" for key, table in PARTS_OF_PROMISES.items()} == tables


LINK = re.compile(r'<a href="(/commitments/\?[^"]+)">([\d,]+)</a>')


@pytest.mark.parametrize(
    ("role", "place"), [(Role.OFFICER, "320000"), (Role.REVIEWER, "320100"), (Role.AUDITOR, "320000")]
)
def test_each_number_leads_to_exactly_the_list_that_it_counts(role, place):
    in_every_state()
    aggregation.run()
    client, _ = sit(role, place)
    found = LINK.findall(client.get("/figures/").content.decode())
    assert len(found) >= 6
    for address, number in found:
        assert client.get(unescape(address)).context["frame"].total == int(number), address


def test_another_city_and_a_single_body_see_none_of_it():
    makers.running("debt", body=factories.department("320100"))
    aggregation.run()
    other, _ = sit(Role.OFFICER, "320500")
    assert "这里没有登记的承诺" in text(other.get("/figures/"))
    assert "这里没有登记的承诺" in text(other.get("/figures/?region=320100"))
    body = factories.posting(Role.REPRESENTATIVE, None, unit=Commitment.objects.get().department)
    assert not PromiseCell.objects.visible_to(body).exists()


def test_a_sector_authority_sees_its_own_domain_over_the_province():
    makers.running("debt", body=factories.department("320100"))
    makers.running("ppp", body=factories.department("320100"))
    aggregation.run()
    held = factories.posting(Role.OFFICER, None, domain="debt")
    assert {cell.domain for cell in PromiseCell.objects.visible_to(held)} == {"debt"}


def test_without_a_run_the_page_says_what_will_stand_there():
    client, _ = sit(Role.OFFICER)
    assert "按重点领域列出承诺兑现的情况" in text(client.get("/figures/"))


def test_the_log_of_runs_tells_how_many_promises_were_counted():
    makers.running("debt")
    aggregation.run()
    client, _ = sit(Role.OFFICER)
    page = text(client.get("/figures/runs/"))
    assert "承诺" in page
    assert AggregationRun.objects.current().promises == 1


def test_the_columns_are_the_words_of_the_states():
    assert COLUMNS[1:-2] == tuple(str(one.label) for one in Standing)
