"""信息分类 in sharing: every topic and every file for another body has its class; what has none, or none that is shared, stays."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from appeals.repairs.acts import ACTS
from appeals.repairs.services import deciding
from common.errors import Incomplete, NotEligible
from common.models import Outbox, RuleValue
from common.roles import Role
from common.version_words import code_words
from exchange.honours import services as honours
from exchange.honours.services import Line
from exchange.sharing import services as sharing
from exchange.sharing.classes import EXPORTS, OTHERS, PUBLIC, RECALLS, class_of, is_recall, topics
from exchange.sharing.models import Delivery
from exchange.sharing.rule import UNLISTED, bar_to_export, bar_to_sharing
from exchange.sharing.services import fan_out
from exchange.sharing.standing import OVER
from exchange.sharing.vocabulary import Export
from integrity_portal.quality import APPS, ROOT
from organisations.information_classes import KIND, catalogue_on
from organisations.vocabulary import Sharing
from postings.services import clock_posting
from records import services as records
from tests import factories
from tests.appeals import makers
from tests.exchange.test_honours import award
from tests.office import client_of, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOPIC = re.compile(r"^[a-z_]+\.[a-z_]+$")


def close(key: str) -> None:
    """Take a class out of the catalogue from today on."""
    RuleValue.objects.filter(kind=KIND, key=key).update(effective_to=TODAY)


def share(key: str, sharing: str) -> None:
    value = RuleValue.objects.get(kind=KIND, key=key, effective_to=None).value
    factories.new_rule(KIND, key, value | {"sharing": sharing})


def run() -> int:
    return fan_out(by=clock_posting(), today=timezone.localdate())


def told(topic: str) -> Delivery:
    return Delivery.objects.filter(topic=topic).latest("pk")


# The table from the code: a new topic without a class fails here.


def messages_in_the_code() -> Iterator[tuple[Path, ast.expr]]:
    """Each place that puts a message into the outbox, with what its topic is made of."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts or "Outbox(" not in (source := path.read_text("utf-8")).replace(
                "Outbox.objects.create(", "Outbox("
            ):
                continue
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                    "Outbox",
                    "Outbox.objects.create",
                }:
                    yield path, next(one.value for one in node.keywords if one.arg == "topic")


def values_of(path: Path, node: ast.expr) -> set[str]:
    """What a topic can be: a word, a name of the module, either of two, a kind's own, or what its caller says."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return values_of(path, node.body) | values_of(path, node.orelse)
    if isinstance(node, ast.Attribute):
        from records.facts.models.facts import fact_kinds

        return {getattr(kind, node.attr) for kind in fact_kinds.values()}
    assert isinstance(node, ast.Name)
    if hasattr(module, node.id):
        return {getattr(module, node.id)}
    words = (
        one.value for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Constant)
    )
    first = {topic.partition(".")[0] for topic in OTHERS}
    return {
        word
        for word in words
        if isinstance(word, str) and TOPIC.match(word) and word.partition(".")[0] in first
    }


def test_every_message_that_the_code_sends_has_its_class_and_nothing_else_is_entered():
    found = list(messages_in_the_code())
    assert len(found) >= 10
    sent = set().union(*(values_of(path, node) for path, node in found))
    assert sent == set(topics()), "enter a new topic in exchange/sharing/classes.py"
    assert set(topics()) >= RECALLS
    said = code_words.choices["topic"]
    assert not [topic for topic in sent if topic not in said], "a topic without a word"


def test_every_class_of_a_message_or_a_file_is_in_the_catalogue():
    listed = {one.key for one in catalogue_on(TODAY)}
    fixed = {
        found(None) for topic, found in OTHERS.items() if "publication" not in topic and "record" not in topic
    }
    assert fixed | set(EXPORTS.values()) <= listed
    assert set(EXPORTS) == set(Export)


def test_every_file_that_the_exchange_writes_for_others_asks_the_rule():
    """What writes a workbook is a report for another body, which asks, or goes back to whoever sent or fetches it."""
    own = {"exchange/views.py", "exchange/batch_views.py", "exchange/importers/explanations.py"}
    writers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "exchange").rglob("*.py")
        if "write_table(" in path.read_text("utf-8") and path.name != "workbooks.py"
    }
    assert "exchange/honours/reports.py" in writers
    assert writers - {"exchange/honours/reports.py"} <= own, "an export to others needs an entry in Export"
    assert "bar_to_export" in (ROOT / "exchange/honours/services.py").read_text("utf-8")


# The rule.


@pytest.mark.parametrize("sharing", list(Sharing))
def test_the_attribute_of_the_class_says_what_leaves(sharing):
    share("repair", sharing)
    bars = [bool(bar_to_sharing("repair", TODAY, basis=basis)) for basis in ("", "模拟平台")]
    assert bars == {"free": [False, False], "conditional": [True, False], "none": [True, True]}[sharing]


def test_what_the_catalogue_does_not_list_leaves_for_nobody():
    close("repair")
    for key in ("", "repair", "novel"):
        assert bar_to_sharing(key, TODAY, basis="模拟平台") == UNLISTED


@pytest.mark.parametrize("topic", sorted(OTHERS))
def test_no_message_of_a_class_that_is_not_listed_leaves(topic):
    subject = (
        factories.publication().pk if topic.startswith("publication") else factories.record("confirmed").pk
    )
    Outbox.objects.all().update(taken_at=timezone.now())
    key = class_of(topic, subject)
    assert key
    close(key)
    made = Outbox.objects.create(topic=topic, subject_id=subject, payload={"to": "模拟平台"})
    assert run() == 0
    made.refresh_from_db()
    assert (made.taken_at, told(topic).reason) == (None, UNLISTED)


def test_a_topic_that_nobody_entered_leaves_for_nobody():
    Outbox.objects.create(
        topic="novel.thing", subject_id=factories.department().pk, payload={"to": "模拟平台"}
    )
    run()
    assert told("novel.thing").verdict == "held"
    assert not Delivery.objects.cleared().filter(topic="novel.thing").exists()


def test_what_is_public_leaves_and_what_it_says_is_taken_back_with_it():
    act = factories.publication()
    assert run() >= 1
    opened = told("publication.opened")
    assert (opened.verdict, opened.recipient, opened.class_name) == ("cleared", PUBLIC, "失信记录·行政处罚")
    close("record_penalty")
    fact = act.fact.of_kind
    records.withdraw_fact(fact, by=factories.posting(Role.DIRECTOR), reason="撤销", source=factories.source())
    run()
    assert told("publication.ended").verdict == told("record.withdrawn").verdict == "cleared"
    assert not Outbox.objects.filter(taken_at=None).exists(), "whoever has it hears of its end"


def test_what_never_left_is_not_taken_back_before_anybody():
    fact = factories.record("confirmed")
    close("record_penalty")
    records.withdraw_fact(fact, by=factories.posting(Role.DIRECTOR), reason="撤销", source=factories.source())
    run()
    assert set(Delivery.objects.filter(topic="record.withdrawn").values_list("verdict", flat=True)) == {
        "held"
    }


def test_a_held_message_leaves_once_its_class_is_listed_and_only_once():
    close("department_history")
    made = Outbox.objects.create(topic="department.reorganised", subject_id=factories.department().pk)
    assert run() == run() == 0
    RuleValue.objects.filter(kind=KIND, key="department_history").update(effective_to=None)
    assert (run(), run()) == (1, 0)
    row = Delivery.objects.get(message=made)
    assert (row.verdict, row.reason, row.sharing) == ("cleared", "", "free")


def test_the_database_clears_nothing_that_its_class_does_not_share():
    made = Outbox.objects.create(topic="repair.undone", subject_id=factories.department().pk)
    given = {
        "message": made,
        "topic": made.topic,
        "thing": made.subject_id,
        "looked_on": TODAY,
        "verdict": "cleared",
    }
    for wrong in ({}, {"sharing": "none"}, {"sharing": "conditional"}):
        with transaction.atomic(), pytest.raises(IntegrityError, match="delivery_cleared_by_its_class"):
            Delivery.objects.create(**given, **wrong)
    with transaction.atomic(), pytest.raises(IntegrityError, match="delivery_held_says_why"):
        Delivery.objects.create(**{**given, "verdict": "held"})
    assert is_recall("repair.granted")


# The report for the awarding body.


def test_a_report_on_candidates_waits_until_the_catalogue_shares_measures():
    officer = factories.posting(Role.OFFICER)
    body = factories.department()
    case = honours.take_in(award(), [Line(1, body.name, body.credit_code)], by=officer)
    close("measure")
    with pytest.raises(NotEligible, match="信息分类目录没有列入"):
        honours.answer(case, by=officer)
    client = client_of(officer)
    assert "核查报告现在不能发出" in text(client.get(f"/honours/{case.pk}/"))
    RuleValue.objects.filter(kind=KIND, key="measure").update(effective_to=None)
    honours.answer(case, by=officer)
    report = reverse("exchange:honour_report", args=[case.pk])
    assert client.get(report).status_code == 200
    share("measure", "none")
    assert client.get(report).status_code == 409
    assert report not in client.get(f"/honours/{case.pk}/").content.decode()
    assert bar_to_export(Export.HONOUR_REPORT, TODAY, basis="模拟函")


@pytest.mark.parametrize(("role", "status"), [("officer", 200), ("auditor", 200), ("clerk", 403)])
def test_the_page_says_what_stays_and_why_without_what_it_is_about(role, status):
    close("department_history")
    Outbox.objects.create(topic="department.reorganised", subject_id=factories.department().pk)
    run()
    answer = client_of(factories.posting(Role(role))).get("/sharing/?verdict=held")
    assert answer.status_code == status
    if status == 200:
        assert UNLISTED in text(answer)
        assert "机构调整生效" in text(answer)


# What is looked at again.


def held_recalls(number: int) -> list[Outbox]:
    """Take-backs of things that never left: they wait for good."""
    return [
        Outbox.objects.create(topic="record.withdrawn", subject_id=factories.record("confirmed").pk)
        for _ in range(number)
    ]


def test_take_backs_that_wait_for_good_stand_in_no_others_way(monkeypatch):
    monkeypatch.setattr(sharing, "MOST", 3)
    act = factories.publication()
    run()
    close("record_penalty")
    for _ in held_recalls(7):
        run()
    assert Delivery.objects.filter(topic="record.withdrawn", verdict="held").count() == 7
    late = Outbox.objects.create(topic="record.withdrawn", subject_id=act.fact_id)
    Delivery.objects.filter(thing=act.fact_id, verdict="cleared").update(verdict="held", reason="未列入")
    run()
    assert Delivery.objects.get(message=late).verdict == "held"
    Delivery.objects.filter(thing=act.fact_id, topic="publication.opened").update(
        verdict="cleared", reason=""
    )
    run()
    assert Delivery.objects.get(message=late).verdict == "cleared"


def test_what_would_be_held_again_is_not_even_taken_up():
    close("record_penalty")
    held_recalls(2)
    run()
    waiting = Delivery.objects.filter(message__taken_at=None)
    assert waiting.count() == 2
    assert not sharing._let_go_now(waiting, TODAY).exists()


@pytest.mark.parametrize("over", ["withdrawn", "suspended"])
def test_a_held_opening_never_leaves_once_what_it_told_is_over(over):
    act = factories.publication()
    close("record_penalty")
    run()
    assert told("publication.opened").verdict == "held"
    director = factories.posting(Role.DIRECTOR)
    if over == "withdrawn":
        fact = act.fact.of_kind
        records.withdraw_fact(fact, by=director, reason="撤销", source=factories.source())
    else:
        records.suspend(act, by=director, reason="依法办理")
    run()
    RuleValue.objects.filter(kind=KIND, key="record_penalty").update(effective_to=None)
    run()
    opened = told("publication.opened")
    assert opened.verdict == "held"
    assert not Delivery.objects.cleared().filter(thing=act.fact_id, is_recall=False).exists()


def test_an_opening_that_is_over_when_it_is_first_looked_at_stays_and_says_so():
    act = factories.publication()
    fact = act.fact.of_kind
    records.withdraw_fact(fact, by=factories.posting(Role.DIRECTOR), reason="撤销", source=factories.source())
    run()
    assert (told("publication.opened").verdict, told("publication.opened").reason) == ("held", OVER)


def test_an_opening_held_back_by_a_hold_leaves_once_it_stands_again():
    act, director = factories.publication(), factories.posting(Role.DIRECTOR)
    records.suspend(act, by=director, reason="依法办理")
    run()
    assert told("publication.opened").reason == OVER
    records.resume(act, by=director, reason="查明")
    run()
    assert told("publication.opened").verdict == told("publication.resumed").verdict == "cleared"


# A repair takes back what was shared of its record.


def test_a_granted_repair_is_told_to_whoever_had_the_record_whatever_the_catalogue_says():
    shown = makers.repairable()
    assert run() >= 1
    close("repair")
    case = makers.repair("granted", publication=shown)
    run()
    row = told("repair.granted")
    assert (row.thing, row.verdict) == (case.fact_id, "cleared")


def test_a_granted_repair_of_what_was_never_shared_waits_for_its_class():
    shown = makers.repairable()
    close("record_penalty")
    close("repair")
    case = makers.repair("granted", publication=shown)
    run()
    assert set(Delivery.objects.filter(topic="repair.granted").values_list("verdict", flat=True)) == {"held"}
    officer = factories.posting(Role.OFFICER)
    row = case.pushes.select_related("outbox").first()
    given = {"push": row, "sent_on": TODAY, "receipt_number": "HZ-1", "received_on": TODAY}
    with pytest.raises(NotEligible, match="信息分类目录没有列入"):
        deciding.record_receipt(case, by=officer, **given)
    assert UNLISTED in text(client_of(officer).get(f"/repairs/{case.pk}/"))
    RuleValue.objects.filter(kind=KIND, key="repair").update(effective_to=None)
    run()
    row = case.pushes.select_related("outbox").get(pk=row.pk)
    assert "按信息分类放行，等待回执" in row.words
    deciding.record_receipt(case, by=officer, **{**given, "push": row})
    assert case.pushes.filter(received_on=TODAY).count() == 1


def test_a_push_that_nobody_has_looked_at_waits_and_is_sent_no_earlier_than_it_was_let_go():
    case, officer = makers.repair("granted"), factories.posting(Role.OFFICER)
    row = case.pushes.select_related("outbox").first()
    given = {"push": row, "sent_on": TODAY, "receipt_number": "HZ-1", "received_on": TODAY}
    with pytest.raises(NotEligible, match="等待按信息分类放行"):
        deciding.record_receipt(case, by=officer, **given)
    assert "等待按信息分类放行" in ACTS["receive"].bar(case, officer)
    run()
    row = case.pushes.select_related("outbox").get(pk=row.pk)
    early = {**given, "push": row, "sent_on": TODAY - timedelta(days=1)}
    with pytest.raises(Incomplete, match="送出日期"):
        deciding.record_receipt(case, by=officer, **early)
    assert not ACTS["receive"].bar(case, officer)
