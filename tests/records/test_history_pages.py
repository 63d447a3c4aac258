"""The auditor's search through all versions, and the tab 变更记录 of a case."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from common.history import told
from common.models import Holiday, RuleValue
from common.roles import Role
from common.version_rows import VersionRows
from common.version_words import code_words, column_label, has_chinese, kind_label, shown, shown_columns
from common.versions import Asked, Version, kinds, search, versions_of
from integrity_portal.celery import app
from organisations.models import Department, Official
from postings.models import Posting
from records.models import DishonestyRecord
from tests import factories
from tests.office import acts_of, queries, sit, text

pytestmark = pytest.mark.django_db
RECORD = "records.dishonestyrecord"


def changed(**fields):
    """A returned record whose clerk changed `fields`."""
    clerk = factories.posting(Role.CLERK)
    made = factories.record(clerk=clerk)
    made.edit(by=clerk, reason="改正", **fields)
    return made, clerk


def changes(version) -> dict[str, tuple[str, str]]:
    return {change.label: (change.old, change.new) for change in version.changes}


def test_every_name_that_the_history_shows_is_chinese():
    for event in kinds().values():
        assert has_chinese(kind_label(event.pgh_tracked_model)), event
        for column in shown_columns(event):
            assert has_chinese(column_label(column)), (event, column)


def test_a_version_tells_before_and_after_in_words():
    made, clerk = changed(domain="ppp", amount=300000)
    newest, first = versions_of(made)
    assert changes(newest)["重点领域"] == ("政府采购", "政府和社会资本合作")
    assert changes(newest)["涉及金额"] == ("20 万元", "30 万元")
    assert (newest.label, first.label) == ("修改", "新增")
    assert newest.told["actor_name"] == clerk.user.name
    assert newest.posting_words == "录入员 · 江苏省"
    assert changes(first)["失信部门"] == ("", made.department.name)
    assert changes(first)["录入人"] == ("", clerk.user.name)


@pytest.mark.parametrize(
    ("narrow", "finds"),
    [
        ({}, True),
        ({"kind": RECORD}, True),
        ({"kind": "postings.posting"}, False),
        ({"kind": RECORD, "field": "domain"}, True),
        ({"kind": RECORD, "field": "facts"}, False),
        ({"kind": RECORD, "field": "no_such_column"}, False),
        ({"words": "没有这个名称"}, False),
        ({"person": "没有这个人"}, False),
        ({"request": "no-such-request"}, False),
        ({"since": 0}, True),
        ({"since": 1}, False),
        ({"until": 0}, True),
        ({"until": -1}, False),
    ],
)
def test_a_search_narrows_by_each_of_its_parts(narrow, finds):
    made, _ = changed(domain="ppp")
    days = {
        name: timezone.localdate() + timedelta(days=n)
        for name, n in narrow.items()
        if name in {"since", "until"}
    }
    found = search(Asked(**{**narrow, **days}), limit=50)
    hit = [v for v in found if v.obj == str(made.pk) and "重点领域" in changes(v) and v.label == "修改"]
    assert bool(hit) is finds


def test_a_search_finds_by_person_object_and_request():
    made, clerk = changed(domain="ppp")
    with told(request_id="request-7"):
        Department.objects.filter(pk=made.department_id).update(short_name="改名局")
    by_person = search(Asked(person=clerk.user.name), limit=50)
    assert {v.obj for v in by_person if v.kind == RECORD} == {str(made.pk)}
    by_request = search(Asked(request="request-7"), limit=50)
    assert [(v.obj, changes(v)["简称"]) for v in by_request] == [
        (str(made.department_id), ("（空）", "改名局"))
    ]
    assert {v.obj for v in search(Asked(words=made.record_no), limit=50)} == {str(made.pk)}
    assert search(Asked(kind="organisations.department", words=made.department.name), limit=9)


def test_signs_in_a_question_are_only_letters():
    changed(domain="ppp")
    assert search(Asked(person="%"), limit=5) == []
    assert search(Asked(words="%' OR 1=1 --"), limit=5) == []
    assert search(Asked(kind=RECORD, field='domain" OR true --'), limit=5) == []


@pytest.mark.parametrize("oldest_first", [False, True])
def test_pages_follow_each_other_without_loss_though_all_came_at_once(oldest_first):
    for _ in range(7):
        factories.posting(Role.CLERK)
    rows = VersionRows(Asked(kind="postings.posting", oldest_first=oldest_first))
    seen = [v.key for start in range(0, rows.count(), 3) for v in rows[start : start + 3]]
    assert len(seen) == len(set(seen)) == rows.count() >= 7
    assert seen == sorted(seen, reverse=not oldest_first)
    assert seen == [v.key for v in rows.iterator(chunk_size=2)]


def test_of_more_than_an_export_holds_no_more_are_counted(settings):
    settings.EXPORT_MOST_ROWS = 3
    for _ in range(5):
        factories.posting(Role.CLERK)
    assert VersionRows(Asked(kind="postings.posting")).count() == 4
    client, _ = sit(Role.AUDITOR)
    assert "超过 3 次" in text(client.get("/history/?kind=postings.posting"))
    assert client.get("/lists/history/export/csv/?kind=postings.posting").status_code == 409


def test_the_auditor_exports_exactly_the_versions_found_masked_and_it_is_on_the_trail():
    made = factories.official(factories.department("320100"))
    changed(domain="ppp")
    client, held = sit(Role.AUDITOR)
    answer = client.get("/lists/history/export/csv/?kind=organisations.official")
    lines = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == 2 + VersionRows(Asked(kind="organisations.official")).count()
    assert "筛选：对象类型：公务员" in lines[0][0]
    assert lines[1][:4] == ["时间", "方式", "对象", "对象类型"]
    assert made.masked_name in str(lines)
    assert made.name not in str(lines)
    assert made.id_number_hash not in str(lines)
    assert acts_of(held)[-1] == "export"


def test_a_deleted_row_keeps_its_versions():
    day = Holiday.objects.create(day="2031-01-02", is_workday=False, name="演示假日")
    day.delete()
    newest, first = search(Asked(kind="common.holiday", obj="2031-01-02"), limit=9)
    assert (newest.label, first.label) == ("删除", "新增")
    assert newest.name == "2031-01-02 · 演示假日"


def test_the_auditor_searches_and_goes_to_one_rows_versions():
    made, clerk = changed(domain="ppp")
    client, _ = sit(Role.AUDITOR)
    answer = client.get("/history/", {"kind": RECORD, "field": "domain", "person": clerk.user.name})
    shown = text(answer)
    assert "重点领域 政府采购 → 政府和社会资本合作" in shown
    assert clerk.user.name in shown
    address = f"/history/{RECORD}/{made.pk}/"
    assert address in answer.content.decode()
    assert "2 条变更记录" in text(client.get(address))
    assert "字段历史" in text(client.get("/"))


def test_an_older_page_shows_other_versions():
    for _ in range(20):
        changed(domain="ppp")
    client, _ = sit(Role.AUDITOR)
    first = client.get("/history/", {"kind": RECORD})
    older = client.get("/history/", {"kind": RECORD, "page": 2})
    keys = [{version.key for version in answer.context["listing"].page} for answer in (first, older)]
    assert all(keys)
    assert not keys[0] & keys[1]


@pytest.mark.parametrize(
    "asked",
    ["page=x", "page=99", "sort=x", "kind=x", "since=gestern", "person=" + "长" * 99],
)
def test_what_is_no_question_is_no_error(asked):
    client, _ = sit(Role.AUDITOR)
    assert client.get(f"/history/?{asked}").status_code == 200


def test_days_in_the_wrong_order_are_said_so():
    client, _ = sit(Role.AUDITOR)
    assert "截止日不能早于起始日" in text(client.get("/history/?since=2026-05-02&until=2026-05-01"))


@pytest.mark.parametrize(
    "address", ["records.nothing/1", "postings.posting/x", "common.transition/1", "common.holiday/2099-99-99"]
)
def test_versions_of_nothing_are_not_found(address):
    client, _ = sit(Role.AUDITOR)
    assert client.get(f"/history/{address}/").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.AUDITOR, Role.CLOCK}])
def test_only_the_auditor_searches(role):
    client, _ = sit(role)
    assert client.get("/history/").status_code == 403
    assert client.get(f"/history/{RECORD}/{factories.record().pk}/").status_code == 403


def test_no_page_shows_a_sealed_number():
    made = factories.official()
    client, _ = sit(Role.AUDITOR)
    shown = text(client.get(f"/history/organisations.official/{made.pk}/"))
    assert made.masked_name in shown
    assert made.id_number_hash not in shown
    assert "19900101" not in shown
    assert Official.objects.filter(pk=made.pk).exists()


def test_a_case_has_its_versions_in_a_tab_for_who_sees_it_but_the_department():
    unit = factories.department()
    made = factories.record("statement", department=unit)
    reviewer, _ = sit(Role.REVIEWER)
    shown = text(reviewer.get(f"/records/{made.record_no}/?tab=history"))
    assert "变更记录 4" in shown
    assert "4 条，每办一步或改一次一条，新的在前" in shown
    assert "同一请求的全部改动" not in shown
    theirs, _ = sit(Role.REPRESENTATIVE, None, unit=unit)
    assert "变更记录" not in text(theirs.get(f"/records/{made.record_no}/?tab=history"))
    other, _ = sit(Role.REVIEWER, "320500")
    assert other.get(f"/records/{made.record_no}/?tab=history").status_code == 404


def test_the_search_and_the_tab_ask_the_same_questions_whatever_there_is():
    made, clerk = changed(domain="ppp")
    client, _ = sit(Role.AUDITOR)
    addresses = ("/history/", f"/history/?kind={RECORD}", f"/records/{made.record_no}/?tab=history")
    few = [queries(client, address) for address in addresses]
    for number in range(10):
        made.edit(by=clerk, amount=number)
        factories.record(clerk=clerk, department=made.department)
    assert [queries(client, address) for address in addresses] == few


def test_rules_and_postings_are_there_to_be_searched():
    granter, person = factories.posting(Role.SECURITY_ADMIN), factories.person()
    factories.granted(
        by=granter, person=person, role=Role.CLERK, since=timezone.localdate(), region=factories.region()
    )
    found = search(Asked(kind="postings.posting"), limit=5)
    assert changes(found[0])["人员"] == ("", person.name)
    assert search(Asked(kind="common.rulevalue", words=RuleValue.objects.first().label), limit=5)
    assert Posting._meta.label_lower in kinds()
    assert DishonestyRecord._meta.label_lower in kinds()


def test_codes_are_told_in_words():
    made, _ = changed(declared_severity="minor", is_aggravated=True)
    newest = versions_of(made)[0]
    assert "轻微" in {new for _, new in changes(newest).values()}
    assert ("否", "是") in changes(newest).values()
    value = RuleValue.objects.get(kind="statement", key="period")
    RuleValue.objects.filter(pk=value.pk).update(effective_to=timezone.localdate())
    closed = search(Asked(kind="common.rulevalue", obj=str(value.pk)), limit=1)[0]
    assert set(changes(closed)) == {"失效日期"}
    other = RuleValue.objects.get(kind="query", key="any")
    made_rule = RuleValue.objects.create(
        kind="query",
        key="later",
        label="试",
        value=3,
        unit="year",
        basis=other.basis,
        effective_from="2030-01-01",
        mark="D",
    )
    first = changes(search(Asked(kind="common.rulevalue", obj=str(made_rule.pk)), limit=1)[0])
    assert (first["值"][1], first["规则"][1], first["单位"][1]) == ("3 年", "查询期", "年")
    publication = factories.publication("signed")
    told_sheet = " ".join(new for v in versions_of(publication) for _, new in changes(v).values())
    assert "国家秘密：无" in told_sheet
    assert "privacy" not in told_sheet


def test_an_outbox_row_is_called_by_its_matter():
    made = factories.publication("public")
    found = search(Asked(kind="common.outbox"), limit=1)[0]
    assert found.name == f"公示开始 · {made.face_title}"
    assert changes(found)["内容"][1] == "类型：失信记录"


def test_an_officials_name_is_masked_until_the_file_is_opened():
    made = factories.official(factories.department("320100"))
    (version,) = versions_of(made)
    assert version.name == made.masked_name
    assert changes(version)["姓名"] == ("", made.masked_name)
    page = sit(Role.AUDITOR)[0].get("/history/", {"kind": "organisations.official"})
    assert made.masked_name in text(page)
    assert made.name not in text(page)


def facet(answer, label):
    """The choices of a facet on a list's page, by their words."""
    found = next(f for f in answer.context["frame"].facets if f.label == label)
    return {choice.label: choice for choice in found.choices}


def test_facets_count_versions_by_kind_way_and_person_and_each_count_is_what_its_click_shows():
    made, clerk = changed(domain="ppp")
    changed(domain="ppp")
    client, _ = sit(Role.AUDITOR)
    answer = client.get("/history/", {"kind": RECORD})
    ways, persons = facet(answer, "方式"), facet(answer, "办理人姓名")
    assert (ways["新增"].count, ways["修改"].count, persons[clerk.user.name].count) == (2, 2, 2)
    for choice in (ways["修改"], persons[clerk.user.name]):
        assert client.get(choice.address).context["listing"].total == choice.count
    both = client.get(ways["修改"].address)
    assert facet(both, "对象类型")[kind_label(DishonestyRecord)].is_chosen
    assert facet(both, "方式")["新增"].count == 2


def test_a_name_that_begins_another_counts_both_as_its_filter_does():
    for name in ("王小明", "王小明亮"):
        clerk = factories.posting(Role.CLERK, user=factories.person(name))
        factories.record(clerk=clerk).edit(by=clerk, reason="改正", domain="ppp")
    client, _ = sit(Role.AUDITOR)
    choice = facet(client.get("/history/", {"kind": RECORD}), "办理人姓名")["王小明"]
    assert choice.count == 4
    assert client.get(choice.address).context["listing"].total == choice.count


def test_of_a_long_history_the_newest_are_counted_and_the_page_says_so(settings):
    settings.EXPORT_MOST_ROWS = 3
    made, clerk = changed(domain="ppp")
    for number in range(3):
        made.edit(by=clerk, reason="改正", amount=number)
    client, _ = sit(Role.AUDITOR)
    answer = client.get("/history/", {"kind": RECORD})
    assert {label: choice.count for label, choice in facet(answer, "方式").items()} == {"修改": 3}
    assert "数字只数最近的 3 次" in text(answer)
    assert {"kind", "way"} <= {field.name for field in answer.context["frame"].fields}


def test_many_changed_fields_are_folded_under_their_names():
    changed(domain="ppp")
    client, _ = sit(Role.AUDITOR)
    cell = client.get("/history/", {"kind": RECORD}).content.decode()
    assert re.search(r'<details class="fold">\s*<summary>\s*2 项：', cell)
    assert re.search(r"<details>\s*<summary>", cell)


app.loader.import_default_modules()
JOBS = sorted(name for name in app.tasks if not name.startswith(("celery.", "tests.")))


@pytest.mark.parametrize("name", JOBS)
def test_every_background_task_is_told_by_a_chinese_name(name):
    moment = timezone.now()
    version = Version((moment, RECORD, 1), RECORD, "", "", "", "update", {"task": name})
    assert has_chinese(version.task)
    assert name not in version.task


def test_a_version_by_a_person_names_no_task():
    assert versions_of(factories.record())[0].task == ""


def test_no_label_names_another_unit_than_its_value():
    fields = DishonestyRecord._meta.get_field("amount"), DishonestyRecord._meta.get_field("loss")
    assert [str(field.verbose_name) for field in fields] == ["涉及金额", "损失"]
    assert not [word for key, word in code_words.keys.items() if key in code_words.sums and "元" in word]
    event = kinds()["records.correction"]
    changed_to = {"amount": ["355000.00", "400000.00"], "loss": [None, "5000.00"]}
    column = event._meta.get_field("changes")
    said = shown(column, changed_to, {}, {})
    assert said == "涉及金额：35.5 万元、40 万元；损失：（空）、0.5 万元"
    details = kinds()["records.dishonestyrecord"]._meta.get_field("source_details")
    assert shown(details, {"fine": "50000.00", "unperformed": "120000"}, {}, {}) == (
        "罚款金额：5 万元；未履行金额：12 万元"
    )
