"""One word for one state: what list, case, print, export, department page, search and related cases say is the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from common.cases.story import trail_of
from common.registry import Queue, address_of, registry
from common.roles import Role
from common.worklist import Worklist
from policy.vocabulary import EndGround, PublicationStatus, RecordStatus, ShownStatus
from records import services
from records.models import Publication
from tests import factories
from tests.office import sit, text
from tests.sampling import sampled

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
OF_CONTENT = re.compile(r"(.{0,2})第 \{+\s*[\w.]*(?:content|fact|base)_version\s*\}+ 版")
MARK = re.compile(r'<span class="mark [^"]*">\s*([^<]+?)\s*</span>')
RECORD_STATES = [
    "draft",
    "pending_review",
    "returned",
    "pending_notice",
    "statement",
    "confirmed",
    "not_included",
]
STAGES = ["pending", "signed", "public", "suspended", "repaired"]


def stage(name):
    """A publication brought to one of its stages."""
    made = factories.publication(name if name in ("pending", "signed") else "public")
    director = factories.posting(Role.DIRECTOR)
    if name == "suspended":
        services.suspend(made, by=director, reason="核查期间暂停")
    if name == "repaired":
        services.end_publication(made, by=director, ground=EndGround.REPAIRED, reason="已履行义务")
    return Publication.objects.get(pk=made.pk)


def words_about(case, client):
    """Every word by which the office's pages say where a record stands, by the page."""
    other = factories.record(department=case.department)
    exported = client.get(f"/lists/records/export/csv/?q={case.record_no}&columns=status,number")
    body = case.department
    pages = {
        "list": client.get(f"/records/?q={case.record_no}"),
        "case": client.get(address_of(case)),
        "print": client.get(reverse("records:print", args=[case.record_no])),
        "department": client.get(
            reverse("organisations:department", args=[body.credit_code]) + "?tab=records"
        ),
        "related": client.get(f"{address_of(other)}?tab=same"),
        "compare": client.get(reverse("records:compare", args=[other.record_no, case.record_no])),
        "search": client.get(f"/find/?q={case.record_no}"),
        "export": exported,
    }
    return {name: _content(page) for name, page in pages.items()}


def _content(page):
    return b"".join(page.streaming_content).decode() if page.streaming else page.content.decode()


def all_words():
    """Every word that stands for a state anywhere."""
    plain = {word for kind in (RecordStatus, ShownStatus) for word in kind.labels} - {"已认定", "已终止"}
    ended = {f"已终止·{ground.label}" for ground in EndGround if ground != EndGround.DECLINED}
    return plain | ended | {"已认定·待送审", "已认定·不公开", "不予公开"}


def assert_one_word(case, client):
    word = type(case).objects.with_publication().get(pk=case.pk).status_word.word
    assert word in all_words()
    for page, said in words_about(case, client).items():
        assert word in said, f"{page} does not say {word}"
    for page in ("list", "case", "print"):
        assert MARK.findall(words_about(case, client)[page])[0] == word


@pytest.mark.parametrize("state", sampled(RECORD_STATES, {"returned", "confirmed"}))
def test_a_record_is_called_by_one_word_everywhere(state):
    client, _ = sit(Role.AUDITOR)
    assert_one_word(factories.record(state), client)


@pytest.mark.parametrize("name", sampled(STAGES, {"public"}))
def test_what_is_published_is_called_by_one_word_everywhere(name):
    act = stage(name)
    client, _ = sit(Role.AUDITOR)
    case = act.fact.of_kind
    assert_one_word(case, client)
    word = case.status_word.word
    listed = client.get(f"/publications/?q={act.face_title}").content.decode()
    page = client.get(reverse("records:publication", args=[act.pk])).content.decode()
    exported = _content(client.get(f"/lists/publications/export/csv/?q={act.face_title}"))
    assert word in listed
    assert MARK.findall(page)[0] == word
    assert word in exported
    assert act.get_status_display() == word


def test_the_words_of_a_machine_are_those_that_people_see():
    for status in (PublicationStatus.PUBLIC, PublicationStatus.ENDED):
        assert status.label == ShownStatus(status.value).label
    assert len(set(RecordStatus.labels)) == len(RecordStatus.labels)
    assert len(set(ShownStatus.labels)) == len(ShownStatus.labels)


def test_the_desk_and_the_story_say_the_same_word():
    act = stage("pending")
    client, held = sit(Role.SECRECY)
    queue = next(w for w in Worklist(held).queues if w.queue.key == "to_sign")
    assert queue.queue.label == act.get_status_display()
    assert act.get_status_display() in text(client.get("/work/"))
    ended = stage("repaired")
    assert trail_of(ended)[0].moved.endswith(f"→ {PublicationStatus.ENDED.label}")
    assert ended.get_status_display().startswith(PublicationStatus.ENDED.label)


def test_the_content_of_a_fact_is_counted_by_one_word_and_its_changes_by_another():
    made = factories.publication().fact.of_kind
    client, _ = sit(Role.AUDITOR)
    shown = text(client.get(f"{address_of(made)}?tab=history"))
    assert "变更记录 5" in shown
    assert "变更记录 5 条，每办一步或改一次一条" in shown
    assert "内容第 1 版" in text(client.get(address_of(made)))
    for one in (factories.judgment("confirmed"), factories.commendation("confirmed")):
        assert "内容第 1 版" in text(client.get(address_of(one)))


def test_no_page_and_no_refusal_counts_the_content_without_saying_so():
    files = [
        file
        for folder in ("templates", "records", "disclosure", "exchange")
        for kind in ("*.html", "*.py")
        for file in (ROOT / folder).rglob(kind)
    ]
    told = [(file, before) for file in files for before in OF_CONTENT.findall(file.read_text())]
    assert len(told) >= 8
    assert not [str(file) for file, before in told if not before.endswith("内容")]


@pytest.mark.parametrize("make", [factories.record, factories.judgment, factories.commendation])
def test_likely_second_reports_and_the_page_of_an_act_say_the_word_that_people_see(make):
    made = factories.publication(made=make("confirmed")).fact.of_kind
    twin = make("draft", department=made.department)
    beside = sit(Role.REVIEWER)[0].get(f"{address_of(twin)}?tab={'same' if made.KIND == 'record' else ''}")
    assert "可能重复" in text(beside)
    assert made.status_word.word == "公示中"
    assert "公示中" in text(beside).split("可能重复", 1)[1]
    asked = sit(Role.DIRECTOR)[0].get(f"{address_of(made)}withdraw/")
    assert "现在 公示中" in text(asked)


def test_what_came_back_is_called_by_the_word_of_its_state():
    returned = RecordStatus.RETURNED.label
    labels = {q.label for q in registry.of(Queue, Role.CLERK)} | {
        q.label for q in registry.of(Queue, Role.OFFICER)
    }
    assert {returned, f"更正{returned}", f"机构调整{returned}"} <= labels
    assert not [label for label in labels if "被退回" in label]
