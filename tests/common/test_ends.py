"""Whoever hangs on something hears of its end: once a statement, with the set, in the same transaction."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from common.ends import End, Ground, on_end, ways_of
from common.errors import NotAllowed
from common.models import Transition
from common.roles import Role
from common.workflow import move_many
from records import services
from records.models import Correction, DishonestyRecord, Publication, Withdrawal
from tests import factories
from tests.discipline import tolerating
from tests.untold import put

DOCUMENT = {"decision_document": "模拟纪委监委（演示） 苏纪容〔2026〕1号"}
UNHEARD = {"decision_document": "", "reviewed_by": None, "reviewed_version": None}
FACTS = {
    "record": factories.record,
    "judgment": factories.judgment,
    "commendation": factories.commendation,
}
ACTS = [
    ("record", "draft", "void", Role.CLERK, {}, End.VOID),
    ("record", "confirmed", "withdraw", Role.DIRECTOR, DOCUMENT, End.WITHDRAWN),
    ("record", "confirmed", "exclude", Role.DIRECTOR, DOCUMENT, End.TOLERATED),
    ("record", "not_included", "readmit", Role.DIRECTOR, UNHEARD, End.REOPENED),
    ("judgment", "draft", "void", Role.CLERK, {}, End.VOID),
    ("judgment", "confirmed", "withdraw", Role.DIRECTOR, {}, End.WITHDRAWN),
    ("commendation", "draft", "void", Role.CLERK, {}, End.VOID),
    ("commendation", "confirmed", "withdraw", Role.DIRECTOR, {}, End.WITHDRAWN),
]
CHANGES = {"record": {"remark": ["", "补记"]}, "judgment": {"court": ["", "模拟法院（演示）"]}}
CHANGES["commendation"] = {"deeds": ["", "全部兑现"]}
LAPSES = {End.VOID, End.WITHDRAWN, End.REOPENED}


@pytest.fixture(autouse=True)
def bare_exclusion(monkeypatch):
    tolerating.let_bare(monkeypatch)


@pytest.fixture
def heard(monkeypatch):
    found = []
    monkeypatch.setitem(on_end, "test", found.append)
    return found


def correction_of(kind, fact):
    clerk = factories.posting(Role.CLERK)
    fields = {"kind": "clerical", "changes": CHANGES[kind], "grounds": "录入有误", "base_version": 1}
    return put(Correction(proposed_by_id=clerk.user_id, **fields, fact_id=fact.pk))


def documented(kind, *facts):
    """What a withdrawal rests on, which the database asks for at the end of the transaction."""
    today = timezone.localdate()
    fields = {"body": "模拟法院（演示）", "number": "（2026）苏再1号", "dated_on": today, "due_on": today}
    for fact in facts:
        Withdrawal.objects.create(rule_version=1, withdrawn_on=today, **fields, fact_id=fact.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "state", "act", "role", "changes", "way"), ACTS)
def test_one_fact_that_ends_is_told_and_its_correction_does_what_it_declared(
    heard, kind, state, act, role, changes, way
):
    fact = FACTS[kind](state)
    case = correction_of(kind, fact)
    heard.clear()
    fact.move(act, by=factories.posting(role), reason="依文书", **changes)
    mine = [ended for ended in heard if ended.model is type(fact)]
    assert [(ended.way, ended.act, ended.ids, ended.reason) for ended in mine] == [
        (way, act, [fact.pk], "依文书")
    ]
    case.refresh_from_db()
    assert case.status == ("lapsed" if way in LAPSES else "pending")
    documented(kind, *([fact] if act == "withdraw" else []))


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "state", "act", "role", "changes", "way"), ACTS)
def test_many_facts_that_end_in_one_statement_are_told_once_as_a_set(
    heard, kind, state, act, role, changes, way
):
    facts = [FACTS[kind](state) for _ in range(3)]
    cases = [correction_of(kind, fact) for fact in facts]
    model = type(facts[0])
    heard.clear()
    keys = {fact.pk for fact in facts}
    rows = model.objects.filter(pk__in=keys)
    assert move_many(rows, act, by=factories.posting(role), reason="依文书", **changes) == 3
    mine = [ended for ended in heard if ended.model is model]
    assert [(ended.way, set(ended.ids)) for ended in mine] == [(way, keys)]
    found = set(Correction.objects.filter(pk__in=[c.pk for c in cases]).values_list("status", flat=True))
    assert found == ({"lapsed"} if way in LAPSES else {"pending"})
    lapsed = [ended for ended in heard if ended.model is Correction]
    assert len(lapsed) == (1 if way in LAPSES else 0)
    documented(kind, *(facts if act == "withdraw" else []))


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "ground"), [("withdraw", "withdrawn"), ("exclude", "tolerated")])
def test_the_publication_of_an_ended_fact_ends_with_it_by_the_same_person(act, ground):
    published = factories.publication("public")
    director = factories.posting(Role.DIRECTOR)
    published.fact.of_kind.move(act, by=director, reason="依文书", **DOCUMENT)
    published.refresh_from_db()
    assert (published.status, published.end_ground) == ("ended", ground)
    row = Transition.objects.filter(object_id=published.pk).latest("seq")
    assert (row.act, row.actor, row.reason) == ("end", director.user_id, "依文书")
    documented("record", *([published.fact.of_kind] if act == "withdraw" else []))


@pytest.mark.django_db
def test_many_withdrawn_facts_take_their_publications_off_the_pages_in_one_statement(heard):
    published = [factories.publication("public") for _ in range(3)]
    keys = [one.fact_id for one in published]
    rows = DishonestyRecord.objects.filter(pk__in=keys)
    heard.clear()
    move_many(rows, "withdraw", by=factories.posting(Role.DIRECTOR), reason="依文书", **DOCUMENT)
    ended = [one for one in heard if one.model is Publication]
    assert [(one.way, len(one.ids)) for one in ended] == [(End.WITHDRAWN, 3)]
    documented("record", *rows)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ground", "way"),
    [
        ("repaired", End.REPAIRED),
        ("withdrawn", End.WITHDRAWN),
        ("tolerated", End.TOLERATED),
        ("superseded", End.SUPERSEDED),
    ],
)
def test_a_publication_tells_the_way_of_its_ground(heard, ground, way):
    published = factories.publication("public")
    heard.clear()
    services.end_publication(published, by=factories.posting(Role.DIRECTOR), ground=ground, reason="依申请")
    assert [(one.model, one.way) for one in heard] == [(Publication, way)]


@pytest.mark.django_db
def test_nothing_is_told_of_an_act_that_ends_nothing_or_that_is_refused(heard):
    draft = factories.record("draft")
    draft.submit(by=factories.posting(Role.CLERK))
    with pytest.raises(NotAllowed):
        draft.move("exclude", by=factories.posting(Role.CLERK), reason="x", **DOCUMENT)
    assert heard == []


@pytest.mark.django_db
def test_a_listener_that_refuses_takes_the_act_back_with_its_trail(monkeypatch):
    made = factories.record("confirmed")
    steps = Transition.objects.filter(object_id=made.pk).count()

    def refuse(ended):
        assert Transition.objects.filter(object_id=made.pk).count() == steps + 1
        raise NotAllowed("还有未了事项")

    monkeypatch.setitem(on_end, "test", refuse)
    with pytest.raises(NotAllowed), transaction.atomic():
        made.move("withdraw", by=factories.posting(Role.DIRECTOR), reason="改判", **DOCUMENT)
    made.refresh_from_db()
    assert made.status == "confirmed"
    assert Transition.objects.filter(object_id=made.pk).count() == steps


def test_a_verb_that_leads_out_of_an_end_is_a_way_of_its_own():
    ends = {"gone": End.VOID, "over": Ground("why", {"time": End.EXPIRED}, End.DECLINED)}
    assert ways_of(ends, [(("open",), "gone")]) == {End.VOID, End.EXPIRED, End.DECLINED}
    assert End.REOPENED in ways_of(ends, [(("gone",), "open")])
    assert End.REOPENED not in ways_of(ends, [(("gone",), "over"), (("gone",), "")])
