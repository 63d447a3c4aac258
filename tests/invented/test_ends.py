"""In each way in which what it hangs on ends, an open demand does what it declared: for one, and for a set at once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.cases.case_type import case_types, given
from common.cases.hanging import EndBy, GoOn, Wait
from common.deadlines.services import Start, start
from common.ends import End, ways_of
from common.models import Deadline, Transition
from common.registry import Queue, registry
from common.roles import Role
from common.rule_values import rule
from common.workflow import move_many
from exchange.services import undo
from postings.services import clock_posting
from records import services
from records.models import Correction, DishonestyRecord, Publication, Withdrawal
from tests import factories
from tests.discipline import tolerating
from tests.exchange.returns import imported, line, workbook
from tests.invented import makers
from tests.invented import services as urging_services
from tests.invented.deadlines import ANSWER
from tests.invented.models import Urging
from tests.invented.promises.models import Promise

pytestmark = pytest.mark.django_db
DOCUMENT = {"decision_document": "模拟纪委监委（演示） 苏纪容〔2026〕1号"}
UNHEARD = {"decision_document": "", "reviewed_by": None, "reviewed_version": None}
MAKERS = {"record": factories.record, "promise": makers.promise}
ENDS_OF_FACTS = [
    ("record", "draft", "void", Role.CLERK, {}, End.VOID),
    ("record", "confirmed", "withdraw", Role.DIRECTOR, DOCUMENT, End.WITHDRAWN),
    ("record", "confirmed", "exclude", Role.DIRECTOR, DOCUMENT, End.TOLERATED),
    ("record", "not_included", "readmit", Role.DIRECTOR, UNHEARD, End.REOPENED),
    ("promise", "draft", "void", Role.CLERK, {}, End.VOID),
    ("promise", "confirmed", "withdraw", Role.DIRECTOR, {}, End.WITHDRAWN),
]
GROUNDS = {
    End.EXPIRED: "expired",
    End.REPAIRED: "repaired",
    End.WITHDRAWN: "withdrawn",
    End.TOLERATED: "tolerated",
    End.SUPERSEDED: "superseded",
    End.DECLINED: "declined",
}


@pytest.fixture(autouse=True)
def bare_exclusion(monkeypatch):
    tolerating.let_bare(monkeypatch)


def answer_to(parent, way):
    """What the procedure declares for one way in which its parent ends."""
    parents = given(case_types["invented.urging"].parents)
    return next(one.answers[way] for one in parents if one.key == parent)


def demands(facts, publications=()):
    made = [
        makers.demand(fact, publication=publication)
        for fact, publication in zip(facts, publications or [None] * len(facts), strict=True)
    ]
    today = timezone.localdate()
    for case in made:
        start(
            ANSWER,
            case,
            Start(today, "督办", rule("statement", "period", today)),
            by=factories.posting(Role.OFFICER),
        )
    return made


def end(rows, act, *, by, by_set, **changes):
    """Do an act that ends something to one, or to the whole set in one statement."""
    if by_set:
        return move_many(rows.model.objects.filter(pk__in=rows), act, by=by, reason="再审改判", **changes)
    return [row.move(act, by=by, reason="再审改判", **changes) for row in rows]


def documented(facts):
    """What a withdrawal rests on, which the database asks for at the end of the transaction."""
    today = timezone.localdate()
    fields = {"body": "模拟法院（演示）", "number": "（2026）苏再1号", "dated_on": today, "due_on": today}
    for fact in facts:
        Withdrawal.objects.create(rule_version=1, withdrawn_on=today, **fields, fact_id=fact.pk)


def require(cases, answer, act, rows):
    """See that the cases did what was declared, each because of its own parent and by whoever ended it."""
    keys = [case.pk for case in cases]
    steps = Transition.objects.filter(object_id__in=keys, act="lapse")
    open_clocks = Deadline.objects.open().filter(object_id__in=keys).count()
    if isinstance(answer, EndBy):
        assert set(Urging.objects.values_list("status", flat=True)) == {"lapsed"}
        causes = Transition.objects.filter(object_id__in=[row.pk for row in rows], act=act)
        assert set(steps.values_list("cause", flat=True)) == set(causes.values_list("pk", flat=True))
        assert (steps.count(), open_clocks) == (len(cases), 0)
        return
    assert set(Urging.objects.values_list("status", flat=True)) == {"pending"}
    assert (steps.count(), open_clocks) == (0, len(cases))
    if isinstance(answer, Wait):
        waiting = registry.entries[Queue, answer.queue].rows(factories.posting(Role.OFFICER))
        assert {case.pk for case in waiting} == set(keys)
    else:
        assert isinstance(answer, GoOn)


def test_each_way_in_which_its_parents_end_is_tried_here():
    for model in (DishonestyRecord, Promise):
        verbs = [(verb.sources, verb.target) for verb in model.TRANSITIONS.values()]
        tried = {row[-1] for row in ENDS_OF_FACTS if row[0] == str(model.KIND)}
        assert tried == ways_of(model.ENDS, verbs), model
    verbs = [(verb.sources, verb.target) for verb in Publication.TRANSITIONS.values()]
    assert set(GROUNDS) == ways_of(Publication.ENDS, verbs)


@pytest.mark.parametrize("by_set", [False, True], ids=["move", "move_many"])
@pytest.mark.parametrize(
    ("kind", "status", "act", "role", "changes", "way"),
    ENDS_OF_FACTS,
    ids=[f"{e[0]}-{e[-1]}" for e in ENDS_OF_FACTS],
)
def test_it_does_what_it_declared_when_its_fact_ends(kind, status, act, role, changes, way, by_set):
    facts = [MAKERS[kind](status) for _ in range(2)]
    cases = demands(facts)
    if act == "withdraw":
        documented(facts)
    rows = type(facts[0]).objects.filter(pk__in=[fact.pk for fact in facts])
    end(rows, act, by=factories.posting(role), by_set=by_set, **changes)
    require(cases, answer_to("fact", way), act, facts)


@pytest.mark.parametrize("by_set", [False, True], ids=["move", "move_many"])
@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("way", GROUNDS)
def test_it_does_what_it_declared_when_its_publication_ends(kind, way, by_set):
    state = "signed" if way == End.DECLINED else "public"
    acts = [factories.publication(state, made=MAKERS[kind]("confirmed")) for _ in range(2)]
    cases = demands([act.fact for act in acts], acts)
    rows = Publication.objects.filter(pk__in=[act.pk for act in acts])
    changes = {"end_ground": GROUNDS[way], "ended_at": timezone.now()}
    verb = "decline" if way == End.DECLINED else "end"
    end(rows, verb, by=factories.posting(Role.DIRECTOR), by_set=by_set, **changes)
    require(cases, answer_to("publication", way), verb, acts)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_withdrawn_fact_ends_publication_hold_correction_and_demand_in_one_act(kind):
    act = factories.publication(made=MAKERS[kind]("confirmed"))
    fact = act.fact.of_kind
    case = makers.demand(fact, publication=act)
    urging_services.hold(case, by=factories.posting(Role.OFFICER), reason="核实期间暂停")
    correction = makers.proposed(fact, {"remark": "补记"} if kind == "record" else {"words": "三十日内付清"})
    services.withdraw_fact(
        fact, by=factories.posting(Role.DIRECTOR), reason="再审改判", source=factories.source()
    )
    hold = act.holds.get()
    for row in (act, case):
        row.refresh_from_db()
    assert (act.status, hold.status, case.status) == ("ended", "ended", "lapsed")
    assert Correction.objects.get(pk=correction.pk).status == "lapsed"
    last = Transition.objects.filter(object_id=case.pk).latest("seq")
    assert f"所督办的{fact._meta.verbose_name}已撤销：再审改判" == last.reason
    assert last.cause == Transition.objects.get(object_id=fact.pk, act="withdraw").pk


def test_publications_that_expire_by_the_clock_leave_the_demands_open_and_hold_nothing():
    acts = [factories.publication(made=MAKERS[kind]("confirmed")) for kind in MAKERS]
    cases = demands([act.fact for act in acts], acts)
    for case in cases:
        urging_services.hold(case, by=factories.posting(Role.OFFICER), reason="核实期间暂停")
    services.expire_publications(by=clock_posting(), today=max(act.closes_on for act in acts))
    assert set(Urging.objects.values_list("status", flat=True)) == {"pending"}
    assert {act.holds.get().status for act in acts} == {"ended"}


def test_an_undone_batch_ends_the_demands_on_its_drafts():
    clerk, body = factories.posting(Role.CLERK), factories.department()
    lines = [line(body, 认定文书号=f"苏罚{n}号", 社会影响程度="较大") for n in range(3)]
    batch = imported(workbook(*lines), by=clerk)
    facts = list(DishonestyRecord.objects.filter(batch_id=batch.pk))
    cases = demands(facts)
    undo(batch, by=clerk, reason="报错了季度")
    require(cases, answer_to("fact", End.VOID), "void", facts)
