"""What becomes of a measure as its record ends: each way by its line of the catalogue, in the act that ends the record."""

from __future__ import annotations

from itertools import product

import pytest
from django.utils import timezone

from appeals.repairs.services import deciding
from common.errors import NotEligible
from common.models import Deadline, Outbox, Transition
from common.roles import Role
from common.workflow import move_many
from discipline.measures import services
from discipline.measures.models import Measure
from discipline.measures.vocabulary import RecordEnd
from records import services as records
from records.publications.services.ending import expire_publications
from tests import factories
from tests.appeals import makers
from tests.discipline import measuring, tolerating
from tests.discipline.measuring import measure

pytestmark = pytest.mark.django_db


def reverse_source(case: Measure) -> None:
    director = factories.posting(Role.DIRECTOR)
    records.withdraw_fact(case.fact.of_kind, by=director, reason="处罚决定被撤销", source=factories.source())


def tolerate(case: Measure) -> None:
    tolerating.excluded(case.fact.of_kind)


def repair(case: Measure) -> None:
    shown = case.fact.publications.get()
    request = makers.repair("deciding", publication=shown)
    deciding.grant(request, by=makers.decider(request), reason="义务已履行完毕")


def expire(case: Measure) -> None:
    closes = case.fact.publications.get().closes_on
    expire_publications(by=factories.posting(Role.CLOCK), today=closes)


ENDINGS = {
    RecordEnd.REVERSAL: reverse_source,
    RecordEnd.TOLERANCE: tolerate,
    RecordEnd.REPAIR: repair,
    RecordEnd.EXPIRY: expire,
}


def on_a_published_record(status: str, **given) -> Measure:
    shown = makers.repairable()
    return measure(status, record=shown.fact.of_kind, **given)


def let_end_by(*ways: RecordEnd) -> None:
    measuring.amend("honours", ends=[str(way) for way in ways])


@pytest.mark.parametrize(("way", "ends"), list(product(ENDINGS, (True, False))))
def test_the_catalogue_says_whether_a_running_measure_ends_with_its_record(way, ends):
    let_end_by(*([way] if ends else [other for other in RecordEnd if other != way]))
    case = on_a_published_record("running")
    ENDINGS[way](case)
    case.refresh_from_db()
    assert case.status == ("to_lift" if ends else "running")
    assert case.end_way == (way if ends else "")


def test_a_measure_whose_body_acts_here_is_lifted_at_once():
    case = measure("running", decider=measuring.body_here())
    reverse_source(case)
    case.refresh_from_db()
    assert (case.status, case.end_way, case.lifted_on) == ("lifted", "reversal", timezone.localdate())
    assert not Deadline.objects.of(case).open().exists()


@pytest.mark.parametrize(
    ("way", "status"), list(zip(ENDINGS, ["routing", "notice", "hearing", "hearing"], strict=True))
)
def test_what_is_not_decided_yet_lapses_with_its_record(way, status):
    let_end_by(way)
    case = on_a_published_record(status)
    ENDINGS[way](case)
    case.refresh_from_db()
    assert case.status == "lapsed"
    assert not Deadline.objects.of(case).open().exists()


@pytest.mark.parametrize("way", ENDINGS)
def test_it_follows_from_the_act_that_ended_the_record(way):
    let_end_by(way)
    case = on_a_published_record("running")
    ENDINGS[way](case)
    last = Transition.objects.filter(object_id=case.pk).latest("seq")
    cause = Transition.objects.get(pk=last.cause)
    assert last.act == "await_lift"
    assert cause.object_id in {case.fact_id, case.fact.publications.get().pk}
    assert cause.actor == last.actor


def test_a_measure_elsewhere_waits_with_clock_and_news_until_the_document_comes():
    case = measure("running")
    reverse_source(case)
    case.refresh_from_db()
    clock = Deadline.objects.of(case).open().get()
    assert (clock.kind, clock.due_on) == ("discipline.measure_lift", case.lift_due)
    news = Outbox.objects.get(topic="measure.lift_asked", subject_id=case.pk)
    assert news.payload["to"] == case.body_name
    director = factories.posting(Role.DIRECTOR)
    services.lift(
        case, by=director, reason="文书已到", document="模拟解〔2026〕9号", lifted_on=timezone.localdate()
    )
    assert case.status == "lifted"
    assert not Deadline.objects.of(case).open().exists()


def test_many_records_that_end_in_one_statement_take_each_its_own_measure(monkeypatch):
    tolerating.let_bare(monkeypatch)
    cases = [measure("running") for _ in range(2)]
    other = measure("running")
    rows = type(other.fact.of_kind).objects.filter(pk__in=[case.fact_id for case in cases])
    assert move_many(rows, "exclude", by=factories.posting(Role.DIRECTOR), reason="经认定容错") == 2
    states = {case.pk: Measure.objects.get(pk=case.pk).status for case in (*cases, other)}
    assert states == {cases[0].pk: "to_lift", cases[1].pk: "to_lift", other.pk: "running"}


def test_an_undone_repair_brings_no_lifted_measure_back_and_one_that_waits_only_by_the_director():
    director = factories.posting(Role.DIRECTOR)
    gone = on_a_published_record("running", decider=measuring.body_here())
    kept = measure("running", key="financing", record=gone.fact.of_kind)
    request = makers.repair("deciding", publication=gone.fact.publications.get())
    deciding.grant(request, by=makers.decider(request), reason="义务已履行完毕")
    kept.refresh_from_db()
    with pytest.raises(NotEligible, match="没有被撤销"):
        services.keep(kept, by=director, reason="x", document="x")
    makers.undoing.doubt(request, by=factories.posting(Role.OFFICER), reason="凭证系伪造")
    makers.undoing.state_view(request, by=makers.representative(request), statement="财务误传")
    makers.undoing.undo(request, by=makers.decider(request), reason="承诺不实")
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.status, kept.status) == ("lifted", "to_lift")
    services.keep(kept, by=director, reason="修复已撤销", document="模拟撤修〔2026〕1号")
    assert (kept.status, kept.end_way, kept.lift_due) == ("running", "", None)
    assert not Deadline.objects.of(kept).open().exists()


def test_a_record_that_enters_again_after_a_tolerance_takes_no_measure_along():
    case, director = measure("running"), factories.posting(Role.DIRECTOR)
    record = tolerating.readmitted(tolerating.excluded(case.fact.of_kind))
    reviewer, served = factories.posting(Role.REVIEWER), measuring.days_ago(30)
    record.pass_review(by=reviewer, today=served)
    record.serve_notice(by=reviewer, served_on=served, how="直接送达")
    record.confirm(by=reviewer, reason="期满未提出意见")
    case = Measure.objects.get(pk=case.pk)
    assert (case.status, case.end_way, record.status) == ("to_lift", "tolerance", "confirmed")
    with pytest.raises(NotEligible, match="只有信用修复撤销"):
        services.keep(case, by=director, reason="x", document="x")


@pytest.mark.parametrize(("status", "is_seen"), [("notice", False), ("hearing", True)])
def test_a_department_reads_of_what_lapsed_only_where_it_had_been_told(status, is_seen):
    case = measure(status)
    reverse_source(case)
    case.refresh_from_db()
    assert case.status == "lapsed"
    assert Measure.objects.visible_to(measuring.representative(case)).exists() == is_seen


def test_a_lifted_measure_can_be_decided_anew_after_another_notice_and_hearing():
    done = measure("lifted")
    again = services.register(
        done.fact.of_kind, by=factories.posting(Role.OFFICER), measure="honours", reason="再次失信"
    )
    assert (again.status, again.notified_on) == ("routing", None)


def test_a_repair_is_granted_with_its_measures_or_not_at_all(monkeypatch):
    case = on_a_published_record("running")
    request = makers.repair("deciding", publication=case.fact.publications.get())

    def broken(*args, **kwargs):
        raise RuntimeError("cut off")

    monkeypatch.setattr("discipline.measures.services.ending.deadlines.start_lift", broken)
    with pytest.raises(RuntimeError):
        deciding.grant(request, by=makers.decider(request), reason="义务已履行完毕")
    request.refresh_from_db()
    case.refresh_from_db()
    assert (request.status, case.status) == ("deciding", "running")
    assert case.fact.publications.get().status == "public"
