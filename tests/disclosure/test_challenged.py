"""While its document is challenged, a page of the public site says so by the kind of remedy, and by nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from challenges.services import registering, staying
from common.roles import Role
from disclosure import middleware
from disclosure.store import check
from policy.vocabulary import ChallengeKind
from tests import factories
from tests.challenges import challenging
from tests.databases import as_owner
from tests.in_public import row_of

pytestmark = pytest.mark.django_db
LINE = "该记录所依据的文书正在{}程序中"


@pytest.fixture(autouse=True)
def _state_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "STATE_SECONDS", -1)


def page(read: Any, act: Any) -> str:
    letter = {"record": "r", "judgment": "j", "commendation": "c"}[act.kind]
    return str(read(f"/{letter}/{act.public_id}/").content.decode())


@pytest.mark.parametrize("kind", ChallengeKind.values)
def test_it_names_the_remedy_and_nobody(read: Any, kind: str) -> None:
    act = factories.publication()
    case = challenging.challenge(fact=act.fact.of_kind, kind=kind)
    said = page(read, act)
    assert LINE.format(ChallengeKind(kind).label) in said
    for hidden in (case.organ, case.accepted_number, case.number):
        assert hidden not in said
    assert check.differences() == []


def test_each_record_of_the_document_says_it_whatever_its_kind_and_several_remedies_stand_in_one_line(
    read: Any,
) -> None:
    first, second = challenging.pair()
    fact = first.fact.of_kind
    challenging.challenge(fact=fact, kind="retrial", organ="模拟高级人民法院（演示）")
    challenging.challenge(fact=fact, kind="litigation")
    for act in (first, second):
        assert LINE.format("行政诉讼、再审") in page(read, act)
    later = factories.publication()
    assert "程序中" not in page(read, later)
    assert check.differences() == []


def test_what_leaves_the_site_says_it_too(read: Any) -> None:
    act = factories.publication()
    challenging.challenge(fact=act.fact.of_kind)
    code = act.fact.department.credit_code
    (record,) = read(f"/departments/{code}/archive.json").json()["records"]
    assert record["challenges"] == ["reconsideration"]
    assert "所依据的文书在救济程序中" in read("/records.atom").content.decode()
    head, row = read("/records.csv").content.decode("utf-8-sig").splitlines()
    assert dict(zip(head.split(","), row.split(","), strict=True))["所依据的文书在救济程序中"] == "是"


def test_what_is_published_later_says_it_from_the_first_second() -> None:
    first = challenging.of_a_judgment()
    challenging.challenge(fact=first.fact.of_kind, kind="retrial")
    later = factories.publication(made=challenging.lost_case(first))
    assert row_of(later).challenges == ["retrial"]


@pytest.mark.parametrize("end", ["upheld", "ended"])
def test_it_is_gone_when_the_challenge_ends(read: Any, end: str) -> None:
    act = factories.publication()
    case = challenging.challenge(fact=act.fact.of_kind)
    assert row_of(act).challenges == ["reconsideration"]
    challenging.decided(challenging.prepared(case, end))
    assert row_of(act).challenges == []
    assert "程序中" not in page(read, act)
    assert check.differences() == []


def test_a_report_is_told_once_it_is_registered(read: Any) -> None:
    act = factories.publication()
    case = challenging.challenge("reported", fact=act.fact.of_kind)
    other = challenging.challenge("declined", fact=act.fact.of_kind, kind="litigation")
    assert other.status == "declined"
    assert row_of(act).challenges == []
    registering.accept(case, by=factories.posting(Role.OFFICER))
    assert row_of(act).challenges == ["reconsideration"]


def test_what_is_stayed_is_hidden_and_says_it_again_with_the_page(read: Any) -> None:
    act = factories.publication()
    case = challenging.challenge("stayed", fact=act.fact.of_kind)
    assert "程序中" not in page(read, act)
    by = factories.posting(Role.DIRECTOR)
    paper = challenging.document(case, by, number="模拟复恢〔2026〕1号")
    staying.lift(case, by=by, reason="恢复执行", document=paper)
    assert LINE.format("行政复议") in page(read, act)
    assert check.differences() == []


def test_a_document_that_was_changed_is_no_longer_challenged_when_the_corrected_record_stands_again(
    read: Any,
) -> None:
    act = factories.publication()
    case = challenging.challenge("mending", fact=act.fact.of_kind)
    challenging.apply(challenging.correct(case))
    (standing,) = act.fact.of_kind.publications.filter(status="public")
    assert row_of(standing).challenges == []


def test_lists_say_nothing_of_it(read: Any) -> None:
    act = factories.publication()
    challenging.challenge(fact=act.fact.of_kind)
    for path in ("/records/", "/records/?q=拖欠"):
        assert "程序中" not in read(path).content.decode()


def test_a_row_that_says_otherwise_is_found() -> None:
    act = factories.publication()
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE open.stored_fact SET challenges = '{appeal}' WHERE public_id = %s", [str(act.public_id)]
        )
    assert {(one.table, one.fault) for one in check.differences()} == {("fact", "differs")}
