"""The frame of the lists: columns, filters with counts, saved filters; never more than the posting may see."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.urls import reverse

from common import services
from common.errors import Incomplete
from common.lists.frame import Frame
from common.lists.spec import lists
from common.models import ListSetting, SavedFilter
from common.roles import BLIND_ROLES, Role
from tests import factories
from tests.office import acts_of, client_of, queries, sit, text

pytestmark = pytest.mark.django_db


def frame(key: str, query: str, posting) -> Frame:
    return Frame(lists[key], QueryDict(query), posting)


def counts(key: str, query: str, posting) -> dict[str, dict[str, int]]:
    shown = frame(key, query, posting).facets
    return {facet.label: {c.label: c.count for c in facet.choices} for facet in shown}


def head(page) -> list[str]:
    return re.findall(r"<th[^>]*>\s*(?:<a[^>]*>\s*)?([^<\s][^<]*?)\s*<", page.content.decode())


# facets


def test_counts_are_those_of_the_rows_in_scope_alone():
    factories.record(department=factories.department("320102"))
    factories.record(department=factories.department("320500"))
    here = factories.posting(Role.CLERK, "320100")
    assert counts("records", "", here) == {
        "状态": {"草稿": 1},
        "公示": {"没有公示": 1},
        "严重程度": {"一般": 1},
        "来源": {"行政处罚": 1},
        "领域": {"政府采购": 1},
        "主体": {"部门": 1},
        "地区": {"玄武区": 1},
    }


def test_counts_of_civil_servants_records_stay_with_the_keeper_of_their_files():
    person = factories.official()
    factories.record(official=person, disclosure="internal")
    keeper = factories.posting(Role.OFFICER, unit=person.managed_by)
    assert counts("records", "", keeper)["状态"] == {"草稿": 1}
    assert counts("records", "", factories.posting(Role.OFFICER)) == {}


def test_a_count_holds_all_other_filters_but_not_its_own():
    factories.record("draft", declared_severity="serious")
    factories.record("draft", source_kind="judgment", declared_severity="minor")
    factories.record("pending_review", declared_severity="serious", severity_reason="影响恶劣")
    by = factories.posting(Role.AUDITOR)
    found = counts("records", "declared_severity=serious", by)
    assert found["严重程度"] == {"轻微": 1, "严重": 2}
    assert found["状态"] == {"草稿": 1, "待复核": 1}
    assert found["来源"] == {"行政处罚": 2}


def test_regions_are_counted_one_level_below_the_one_in_force():
    for place in ("320102", "320102", "320104", "320500"):
        factories.record(department=factories.department(place))
    by = factories.posting(Role.AUDITOR)
    assert counts("records", "", by)["地区"] == {"南京市": 3, "苏州市": 1}
    assert counts("records", "region=320100", by)["地区"] == {"玄武区": 2, "秦淮区": 1}


def test_a_facet_in_force_is_given_up_by_the_same_click():
    factories.record()
    client, _ = sit(Role.CLERK)
    page = client.get("/records/?status=draft&sort=department&page=1").content.decode()
    assert re.search(r'href="/records/\?sort=department" aria-current="true">\s*<span>草稿', page)
    assert "status=draft&amp;sort=department" not in page


# columns


def test_chosen_columns_are_kept_for_the_person_and_the_heading_stays():
    factories.record()
    client, held = sit(Role.CLERK)
    other, _ = sit(Role.CLERK)
    assert "领域" in head(client.get("/records/"))
    given = {
        "columns": ["number", "due", "nonsense"],
        "per_page": "50",
        "query": "status=draft&columns=domain",
    }
    assert client.post("/lists/records/columns/", given)["Location"] == "/records/?status=draft"
    shown = head(client.get("/records/"))
    assert shown == ["文书号与事由", "记录编号", "申辩截止"]
    assert ListSetting.objects.get().columns == ["number", "due"]
    assert ListSetting.objects.get().per_page == 50
    assert "领域" in head(other.get("/records/"))
    second = factories.posting(Role.REVIEWER, user=held.user)
    assert frame("records", "", second).setting.per_page == 50


def test_an_address_may_say_the_columns_so_that_another_sees_the_same():
    factories.record()
    client, held = sit(Role.AUDITOR)
    assert head(client.get("/records/?columns=domain,number")) == ["文书号与事由", "领域", "记录编号"]
    assert "来源" in head(client.get("/records/?columns=password"))
    assert frame("records", "status=draft&columns=domain", held).shared.endswith(
        "/records/?columns=document,domain&status=draft"
    )


@pytest.mark.parametrize("size", ["10", "5000", "", "x"])
def test_other_page_sizes_count_as_the_smallest(size):
    client, _ = sit(Role.AUDITOR)
    client.post("/lists/records/columns/", {"per_page": size})
    assert ListSetting.objects.get().per_page == 25


def test_what_a_setting_may_hold_is_checked_by_the_service():
    with pytest.raises(Incomplete):
        services.keep_setting("records", [], 7, by=factories.posting(Role.CLERK))


# order


def test_names_are_sorted_by_pinyin_and_what_has_no_value_comes_last_either_way():
    for name in ("苏州局", "安全局", "环境局"):
        factories.record(department=factories.department(name=name), decided_on=date(2026, 1, 5))
    by = factories.posting(Role.AUDITOR)

    def names(query):
        return [row.department.name for row in frame("records", query, by).rows]

    assert names("sort=department") == ["安全局", "环境局", "苏州局"]
    assert names("sort=-department") == ["苏州局", "环境局", "安全局"]
    waiting = factories.record("statement", department=factories.department(name="有期限局"))
    assert waiting.statement_due
    assert names("sort=due")[0] == names("sort=-due")[0] == "有期限局"


def test_the_records_of_a_state_are_read_by_day_from_an_index():
    factories.record("confirmed")
    newest = frame("records", "status=confirmed", factories.posting(Role.AUDITOR)).rows[:25]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = newest.explain()
    assert "record_by_day" in plan
    assert "Presorted Key" in plan


def test_grades_are_sorted_by_weight_not_by_letters():
    for grade in ("serious", "minor", "ordinary"):
        factories.record(declared_severity=grade)
    rows = frame("records", "sort=severity", factories.posting(Role.AUDITOR)).rows
    assert [row.declared_severity for row in rows] == ["minor", "ordinary", "serious"]


# saved filters


def saved(client, key="records", query="status=draft", name="我的草稿"):
    return client.post(f"/lists/{key}/saved/", {"query": query, "name": name})


def test_a_filter_is_saved_without_what_the_list_does_not_know_and_opens_again():
    client, held = sit(Role.CLERK)
    answer = saved(client, query="status=draft&page=3&all=1&evil=1&sort=department")
    assert answer["Location"] == "/records/?sort=department&status=draft"
    kept = SavedFilter.objects.get()
    assert (kept.person, kept.query) == (held.user_id, "sort=department&status=draft")
    assert acts_of(kept) == ["save_filter"]
    shown = text(client.get(f"/records/?{kept.query}"))
    assert "我的草稿" in shown
    assert "状态：草稿" in shown


def test_a_saved_filter_shows_no_more_than_the_posting_may_see():
    factories.record(department=factories.department("320500"), document_number="苏05罚〔2026〕1号")
    wide, held = sit(Role.CLERK)
    saved(wide, query="region=320500")
    narrow = factories.posting(Role.CLERK, "320100", user=held.user)
    query = SavedFilter.objects.get().query
    assert frame("records", query, held).total == 1
    assert frame("records", query, narrow).total == 0


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("status=draft", "", "请填写名称"),
        ("status=draft", "字" * 41, "40"),
        ("status=draft", "机密★10年", "密级标志"),
        ("status=draft", "已有", "同名"),
        ("", "新的", "请先筛选再保存"),
        ("evil=1", "新的", "请先筛选再保存"),
    ],
)
def test_a_filter_that_cannot_be_saved_says_why(query, name, sentence):
    client, _ = sit(Role.CLERK)
    saved(client, name="已有")
    answer = saved(client, query=query, name=name)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert SavedFilter.objects.count() == 1


def test_fifty_filters_of_a_list_are_enough():
    client, held = sit(Role.CLERK)
    SavedFilter.objects.bulk_create(
        SavedFilter(person=held.user_id, list_key="records", name=str(n), query="status=draft")
        for n in range(50)
    )
    assert "最多保存 50 个" in text(saved(client))
    assert saved(client, "departments", "level=city").status_code == 302


def test_a_default_filter_is_in_force_visibly_and_can_be_cleared():
    client, _ = sit(Role.CLERK)
    saved(client)
    saved(client, query="status=confirmed", name="已认定的")
    first, second = SavedFilter.objects.all()
    client.post(f"/filters/{first.pk}/default/", {"on": "1"})
    client.post(f"/filters/{second.pk}/default/", {"on": "1"})
    assert client.get("/records/")["Location"] == "/records/?status=confirmed"
    shown = client.get("/records/?status=confirmed")
    assert "已认定的（默认）" in text(shown)
    assert 'href="/records/?all=1"' in shown.content.decode()
    assert client.get("/records/?all=1").status_code == 200
    client.post(f"/filters/{second.pk}/default/", {"on": "0"})
    assert client.get("/records/").status_code == 200
    assert acts_of(second) == ["save_filter", "default_filter", "default_filter"]


def test_a_saved_filter_is_renamed_and_deleted_by_its_owner_after_asking():
    client, _ = sit(Role.CLERK)
    other, _ = sit(Role.CLERK)
    saved(client)
    saved(client, name="另一个")
    kept = SavedFilter.objects.get(name="我的草稿")
    pages = [reverse(f"common:{name}_filter", args=[kept.pk]) for name in ("rename", "drop", "default")]
    assert [other.post(page, {"name": "夺取"}).status_code for page in pages] == [404, 404, 404]
    assert "同名" in text(client.post(pages[0], {"name": "另一个"}))
    client.post(pages[0], {"name": "草稿箱"})
    assert "草稿箱" in text(client.get("/lists/records/saved/"))
    assert "删除：草稿箱" in text(client.get(pages[1]))
    assert SavedFilter.objects.count() == 2
    client.post(pages[1])
    assert acts_of(kept) == ["save_filter", "rename_filter", "drop_filter"]
    assert "草稿箱" not in text(other.get("/lists/records/saved/"))


# who


@pytest.mark.parametrize("role", sorted(BLIND_ROLES))
def test_administrators_reach_no_business_list_by_any_of_its_doors(role):
    client, _ = sit(role, None)
    for spec in lists.values():
        if role in spec.roles:
            continue
        for door in (
            f"/lists/{spec.key}/saved/",
            f"/lists/{spec.key}/export/csv/",
            f"/lists/{spec.key}/export/xlsx/",
        ):
            assert client.get(door).status_code == 403
        assert client.post(f"/lists/{spec.key}/columns/").status_code == 403


def test_there_are_no_other_lists_or_formats():
    client, _ = sit(Role.CLERK)
    for door in ("/lists/users/saved/", "/lists/users/export/csv/", "/lists/records/export/pdf/"):
        assert client.get(door).status_code == 404


def test_an_empty_list_says_what_would_stand_here_and_a_narrowed_one_how_to_widen_it():
    client, _ = sit(Role.CLERK)
    assert "由录入员或认定机关录入" in text(client.get("/records/"))
    narrowed = client.get("/records/?status=draft")
    assert "没有符合条件的" in text(narrowed)
    assert 'href="/records/">看全部' in narrowed.content.decode()


def test_a_value_that_is_none_of_the_filters_narrows_nothing_and_is_told():
    factories.record()
    client, _ = sit(Role.CLERK)
    shown = text(client.get("/records/?status=nonsense&domain=procurement"))
    assert "“状态”的筛选值不对" in shown
    assert "领域：政府采购" in shown
    assert "状态：nonsense" not in shown


def test_a_queue_of_another_role_narrows_nothing_and_is_told():
    factories.record()
    client, _ = sit(Role.REVIEWER)
    told = "网址里的待办不是您现在岗位的，没有按它筛选"
    assert told in text(client.get("/records/?queue=drafts"))
    assert told not in text(client.get("/records/?queue=review"))
    assert told not in text(client.get("/records/"))


def test_a_seat_of_the_list_keeps_what_another_list_of_the_person_kept_apart():
    client, held = sit(Role.CLERK)
    client.post("/lists/departments/columns/", {"columns": ["short"], "per_page": "100"})
    assert frame("records", "", held).setting.per_page == 25
    assert client_of(held).get("/departments/").status_code == 200


def test_the_page_of_saved_filters_asks_as_many_questions_for_many_as_for_one():
    client, _ = sit(Role.AUDITOR)
    saved(client, query="region=320100&status=draft", name="一")
    few = queries(client, "/lists/records/saved/")
    for number in range(6):
        saved(client, query=f"region=320{number + 2}00&status=void", name=f"其余{number}")
    assert queries(client, "/lists/records/saved/") == few
    shown = text(client.get("/lists/records/saved/"))
    assert "状态：作废" in shown
    assert "地区：" in shown
    assert "320500" not in shown
